"""The rows of lists: of talks, people, conferences, documents and posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..catalogue.catalogue import Catalogue, Reference
from ..catalogue.names import Name
from ..model.queries import Has, Sort
from ..model.talks import (
    UNGIVEN,
    Kind,
    Link,
    Quotation,
    Record,
    Speaker,
    Status,
    Talk,
)
from ..parsing.registry import Registry, SpeakerEntry
from .counts import TalkCount, count_talks
from .days import days_shown, status_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Values that readers can filter a list by, where rows do not show them so."""

    speakers: tuple[str, ...] = ()
    """In the site's spelling."""
    tags: tuple[str, ...] = ()
    """In the site's spelling. A page that lists its sub-tags has those above, too."""
    years: tuple[str, ...] = ()
    """More than one, if a talk may be on any day of its conference."""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Facts about a talk that few lists show; the digests of others are without."""

    level: str = ""
    duration: int | None = None
    """In minutes."""
    status: Status | None = None
    still: Link | None = None


class Linked:
    """The base of rows that link to an object."""

    __slots__ = ()
    objtype: str
    key: str

    @property
    def reference(self) -> Reference:
        """Type and key."""
        return self.objtype, self.key

    @property
    def references(self) -> Iterator[Reference]:
        """All that the row links to."""
        yield self.reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Linked):
    """A speaker as one talk names them."""

    objtype = "speaker"
    key: str
    """The key of the speaker's page."""
    name: str
    affiliation: str = ""
    pronouns: str = ""
    """Those at this talk, else the site's."""
    handle: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving(Linked):
    """A talk that is another one, given again."""

    objtype = "talk"
    key: str
    name: str
    """Of its conference, else its title."""
    day: date | None
    last: date | None
    """As in a row of a talk."""
    cancelled: bool


@dataclass(frozen=True, kw_only=True)
class TalkRow(Linked):
    """A talk in a list.

    One row is on many pages, and the digest of each page uses its ``repr``.
    """

    objtype = "talk"
    key: str
    title: str
    kind: Kind = Kind.TALK
    status: Status | None = None
    """Set if nobody gave the talk."""
    language: str = ""
    conference: str = ""
    """A name."""
    conference_key: str = ""
    day: date | None = None
    last: date | None = None
    """The last day of its conference, if nobody knows on which day it was."""
    speakers: tuple[Person, ...] = ()
    moderators: tuple[Person, ...] = ()
    moderated: bool = False
    """For the page of a person: whether they were its moderator, and no speaker."""
    tags: tuple[str, ...] = ()
    has: tuple[Has, ...] = ()
    draft: bool = False
    slides: tuple[Link, ...] = ()
    videos: tuple[Link, ...] = ()
    """For a talk in a talk, only others than the one that the cue is in."""
    cue: int | None = None
    """For a talk in a talk, in seconds."""
    recording: str = ""
    """For a talk in a talk: the address of the cue."""
    again: tuple[Giving, ...] = ()
    """Where else the list has it, the newest first."""
    facets: Facets | None = None
    """Set in a list that readers can filter."""
    details: Details | None = None
    """Set in a list that shows some of them."""
    until: date | None = None
    """In a list of what is to come, or of what is past: the last day."""

    @property
    def references(self) -> Iterator[Reference]:
        """The talk, its people, its conference and its other givings."""
        yield self.reference
        yield from (giving.reference for giving in self.again)
        for person in (*self.speakers, *self.moderators):
            yield person.reference
        if self.conference:
            yield "conference", self.conference_key

    def __repr__(self) -> str:
        return self._repr

    @cached_property
    def _repr(self) -> str:
        return f"TalkRow({vars(self)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakRow:
    """A break in a schedule. It leads nowhere."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow(Linked):
    """A speaker or a tag in a list."""

    objtype: str
    key: str
    name: str
    count: int = 0
    """The number of its uses."""
    about: tuple[str, ...] = ()
    """In a card: the affiliation, and the conference of the newest talk."""
    talks: TalkCount | None = None
    """In a card of a speaker."""
    tags: tuple[str, ...] = ()
    """In a card of a speaker: the most frequent tags of the talks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceRow(Linked):
    """A conference in a list."""

    objtype = "conference"
    key: str
    name: str
    start: date | None = None
    end: date | None = None
    location: str = ""
    talks: TalkCount
    """Those that have a record."""
    until: date | None = None
    """In a list of what is to come, or of what is past: the last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """An authored document in a list."""

    docname: str
    title: str
    author: str = ""
    day: date | None = None
    recap: bool = False
    """Whether it is a recap."""
    until: date | None = None
    """In a list of what is to come, or of what is past: its day."""
    facets: Facets | None = None
    """Set in a list that readers can filter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """A post in a list, and where the post is."""

    key: str
    docname: str
    node_id: str
    excerpt: str
    author: str
    site: str
    day: date | None


Row = TalkRow | NameRow | ConferenceRow | PostRow | DocumentRow


def talk_row(catalogue: Catalogue, key: str, today: date) -> TalkRow:
    """Return the row of one talk on the day *today*."""
    talk, status = catalogue.talk(key).fact, status_of(catalogue, key, today)
    conference = catalogue.held_at.get(key)
    day, last = days_shown(catalogue, key)
    return TalkRow(
        key=key,
        title=talk.title,
        kind=talk.kind,
        status=status if status in UNGIVEN else None,
        language=talk.language,
        conference=conference.name if conference else "",
        conference_key=conference.key if conference else "",
        day=day,
        last=last,
        speakers=people_of(catalogue, talk.speakers),
        moderators=people_of(catalogue, talk.moderators),
        tags=spelled(catalogue, talk.tags),
        has=has(talk),
        draft=talk.draft,
        slides=talk.slides,
        videos=talk.videos,
    )


def _givings(catalogue: Catalogue, keys: Iterable[str]) -> tuple[Giving, ...]:
    """Return the places where a talk was given."""
    made = []
    for key in keys:
        conference, (day, last) = catalogue.held_at.get(key), days_shown(catalogue, key)
        talk = catalogue.talk(key).fact
        made.append(
            Giving(
                key=key,
                name=conference.name if conference else talk.title,
                day=day,
                last=last,
                cancelled=talk.status is Status.CANCELLED,
            )
        )
    return tuple(made)


def elsewhere(catalogue: Catalogue, key: str) -> tuple[Giving, ...]:
    """Return where else a talk was given, the newest first."""
    others = catalogue.repeats.groups.get(key, ())
    return _givings(catalogue, (other for other in others if other != key))


def given_again(catalogue: Catalogue, keys: Iterable[str]) -> tuple[Giving, ...]:
    """Return the givings that the row of a talk names: those not cancelled."""
    return tuple(one for one in _givings(catalogue, keys) if not one.cancelled)


def conference_row(catalogue: Catalogue, key: str, today: date) -> ConferenceRow:
    """Return the row of one conference on the day *today*."""
    conference = catalogue.conferences[key].fact
    return ConferenceRow(
        key=key,
        name=conference.name,
        start=conference.start,
        end=conference.end,
        location=conference.location,
        talks=count_talks(catalogue, catalogue.programme.get(key, ()), today),
    )


def document_row(catalogue: Catalogue, docname: str) -> DocumentRow:
    """Return the row of one recap, or of another document."""
    if recap := catalogue.recaps.get(docname):
        return DocumentRow(
            docname=docname,
            title=recap.title,
            author=recap.author,
            day=recap.date,
            recap=True,
        )
    return DocumentRow(docname=docname, title=catalogue.documents[docname].title)


def post_row(record: Record[Quotation]) -> PostRow:
    """Return the row of one quoted post."""
    post = record.fact
    return PostRow(
        key=post.key,
        docname=record.docname,
        node_id=record.node_id,
        excerpt=post.excerpt,
        author=post.by,
        site=post.site,
        day=post.day,
    )


def people_of(catalogue: Catalogue, people: Iterable[Speaker]) -> tuple[Person, ...]:
    """Return the speakers or the moderators of a talk, in its order."""
    registry = catalogue.registries.speakers
    return tuple(_person(registry, one) for one in people)


def _person(registry: Registry[SpeakerEntry], one: Speaker) -> Person:
    entry = registry.of(one.name)
    return Person(
        key=registry.key_of(one.name),
        name=one.name,
        affiliation=one.affiliation,
        pronouns=one.pronouns or (entry.pronouns if entry else ""),
        handle=one.handle,
        url=one.url,
    )


def spelled(catalogue: Catalogue, tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags in the site's spelling."""
    return tuple(tag.name for tag in catalogue.spelled(tags).values())


def name_row(objtype: str, name: Name) -> NameRow:
    """Return the row of one speaker or tag."""
    return NameRow(objtype=objtype, key=name.key, name=name.name, count=name.count)


def has(talk: Talk) -> tuple[Has, ...]:
    """Return the material of *talk*."""
    given: dict[Has, object] = {Has.SLIDES: talk.slides, Has.VIDEO: talk.videos}
    given |= {Has.NOTES: talk.has_notes, Has.ABSTRACT: talk.has_abstract}
    return tuple(item for item, value in given.items() if value)


def in_time(day: date | None, sort: Sort | None) -> int:
    """Sort days, the newest first unless *sort* says otherwise; no day comes last."""
    if day is None:
        return date.max.toordinal()
    return day.toordinal() if sort is Sort.DATE else -day.toordinal()
