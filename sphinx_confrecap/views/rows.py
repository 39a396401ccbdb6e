"""The rows of lists, and what they show of talks, people, conferences and documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ..catalogue.catalogue import Catalogue, Reference
from ..catalogue.names import Name, ancestors
from ..model.queries import Has, Sort
from ..model.talks import Kind, Speaker, Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What readers can filter a list by, and its rows do not show in that form.

    *speakers* and *tags* are spelled as the site does. Where the page of a tag lists
    what its sub-tags list, *tags* holds those above, too.
    """

    speakers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class TalkRow:
    """What a list shows of a talk. *conference* is a name.

    Of a talk in a talk it may show the *cue*, in seconds, with the address of the
    *recording* there, and that of another *video*. It has *facets* in a list that
    readers can filter. One row stands on many pages, and the digest of each asks for
    its ``repr``.
    """

    key: str
    title: str
    kind: Kind = Kind.TALK
    conference: str = ""
    day: date | None = None
    speakers: tuple[Speaker, ...] = ()
    tags: tuple[str, ...] = ()
    has: tuple[Has, ...] = ()
    cue: int | None = None
    recording: str = ""
    video: str = ""
    facets: Facets | None = None

    @property
    def reference(self) -> Reference:
        """Type and key."""
        return "talk", self.key

    def __repr__(self) -> str:
        return self._repr

    @cached_property
    def _repr(self) -> str:
        return f"TalkRow({vars(self)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """What a list shows of a speaker or a tag: the name, and how often it is."""

    objtype: str
    key: str
    name: str
    count: int = 0

    @property
    def reference(self) -> Reference:
        """Type and key."""
        return self.objtype, self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceRow:
    """What a list shows of a conference. *talks* counts those with a record."""

    key: str
    name: str
    start: date | None = None
    end: date | None = None
    location: str = ""
    talks: int = 0

    @property
    def reference(self) -> Reference:
        """Type and key."""
        return "conference", self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """What a list shows of an author's document, which may be a *recap*.

    It has *facets* in a list that readers can filter.
    """

    docname: str
    title: str
    author: str = ""
    day: date | None = None
    recap: bool = False
    facets: Facets | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """What a list shows of a post, and where the post stands."""

    key: str
    docname: str
    node_id: str
    excerpt: str
    author: str
    site: str
    day: date | None


Row = TalkRow | NameRow | ConferenceRow | PostRow | DocumentRow


def talk_row(catalogue: Catalogue, key: str) -> TalkRow:
    """Return the row of one talk."""
    talk = catalogue.talk(key).fact
    conference = catalogue.conference(key)
    return TalkRow(
        key=key,
        title=talk.title,
        kind=talk.kind,
        conference=conference.name if conference else "",
        day=catalogue.days.get(key),
        speakers=talk.speakers,
        tags=catalogue.tag_names(talk.tags),
        has=has(talk),
    )


def conference_row(catalogue: Catalogue, key: str) -> ConferenceRow:
    """Return the row of one conference."""
    conference = catalogue.conferences[key].fact
    return ConferenceRow(
        key=key,
        name=conference.name,
        start=conference.start,
        end=conference.end,
        location=conference.location,
        talks=len(catalogue.programme.get(key, ())),
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


def with_facets(
    catalogue: Catalogue, row: TalkRow | DocumentRow
) -> TalkRow | DocumentRow:
    """Return the row of a talk or a document for a list that readers can filter."""
    if isinstance(row, DocumentRow):
        tagged = catalogue.recaps if row.recap else catalogue.documents
        return replace(
            row, facets=Facets(tags=_topics(catalogue, tagged[row.docname].tags))
        )
    talk = catalogue.talk(row.key).fact
    names, key_of = catalogue.speakers, catalogue.registries.speakers.key_of
    keys = {key_of(speaker.name): speaker.name for speaker in talk.speakers}
    facets = Facets(
        speakers=tuple(
            names[key].name if key in names else name for key, name in keys.items()
        ),
        tags=_topics(catalogue, talk.tags),
        language=talk.language,
    )
    return replace(row, facets=facets)


def _topics(catalogue: Catalogue, tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as the site spells them, with those above them where that counts."""
    registries = catalogue.registries
    keys = [registries.tags.key_of(tag) for tag in tags]
    if registries.with_subtags:
        above = [a for key in keys for a in ancestors(key, registries.tags)]
        tags = [*tags, *(catalogue.tags[key].name for key in above)]
    return catalogue.tag_names(tags)


def name_row(objtype: str, name: Name) -> NameRow:
    """Return the row of one speaker or tag."""
    return NameRow(objtype=objtype, key=name.key, name=name.name, count=name.count)


def has(talk: Talk) -> tuple[Has, ...]:
    """Return what comes with *talk*."""
    given = {Has.SLIDES: talk.slides, Has.VIDEO: talk.videos, Has.NOTES: talk.has_notes}
    return tuple(item for item, value in given.items() if value)


def in_time(day: date | None, sort: Sort | None) -> int:
    """Sort days, the newest first unless *sort* says otherwise.

    Whichever way they run, what has no day comes last.
    """
    if day is None:
        return date.max.toordinal()
    return day.toordinal() if sort is Sort.DATE else -day.toordinal()
