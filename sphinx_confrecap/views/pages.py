"""What each generated document shows, besides the notes of a talk.

A :class:`Page` holds all of it, so that comparing two pages tells whether a document
is out of date. :meth:`Page.references` names what it leads to: where that is depends
on the builder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..catalogue.catalogue import Catalogue, Reference
from ..catalogue.names import Name
from ..model.talks import Conference, Talk
from .chart import YearCount
from .select import ConferenceRow, NameRow, Row, TalkRow


class Term(StrEnum):
    """A heading that is translated; all others are names or years."""

    TALKS = "talks"
    SPEAKERS = "speakers"
    TAGS = "tags"
    CONFERENCES = "conferences"
    RECAPS = "recaps"
    DOCUMENTS = "documents"
    RELATED = "related"
    UNDATED = "undated"
    OTHER = "other"
    SYMBOLS = "symbols"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A part of a page under its own heading: rows, or parts of its own."""

    heading: str | Term
    rows: tuple[Row, ...] = ()
    groups: tuple[Group, ...] = ()

    def references(self) -> Iterator[Reference]:
        """Yield what its rows lead to."""
        yield from references_of(self.rows)
        for group in self.groups:
            yield from group.references()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A speaker as one talk names them; *key* is that of the speaker's page."""

    key: str
    name: str
    affiliation: str = ""

    @property
    def reference(self) -> Reference:
        """Type and key."""
        return "speaker", self.key


def people_of(catalogue: Catalogue, talk: Talk) -> tuple[Person, ...]:
    """Return the speakers of a talk, in its order."""
    key_of = catalogue.registries.speakers.key_of
    return tuple(
        Person(key=key_of(one.name), name=one.name, affiliation=one.affiliation)
        for one in talk.speakers
    )


def references_of(rows: Iterable[Row | Person | None]) -> Iterator[Reference]:
    """Yield what rows lead to; those of posts and documents hold their place."""
    for row in rows:
        if isinstance(row, TalkRow | NameRow | ConferenceRow | Person):
            yield row.reference


def anchor_of(docname: str) -> str:
    """Return the anchor of the title of a page that is no talk's."""
    return docname.replace("/", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A generated document."""

    docname: str
    title: str | Term
    groups: tuple[Group, ...] = ()

    @property
    def anchor(self) -> str:
        """The anchor of the page's title."""
        return anchor_of(self.docname)

    def references(self) -> Iterator[Reference]:
        """Yield what the page leads to; each place is looked up in the build."""
        for group in self.groups:
            yield from group.references()


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPage(Page):
    """One talk.

    *tags* are counted over the whole site; of a draft, some may be on nothing else.
    *listed* tells that other pages list the talk. *recording* is the address of its
    cue. *parts* are the talks in it, and *inner* the keys of all those that have
    pages. *recap* is the document that holds the notes, *node_id* its place there.
    *digest* stands for the notes.
    """

    key: str
    talk: Talk
    people: tuple[Person, ...]
    conference: Conference | None
    tags: tuple[NameRow, ...]
    parent: TalkRow | None
    before: TalkRow | None
    after: TalkRow | None
    listed: bool
    recording: str
    parts: tuple[TalkRow, ...]
    inner: tuple[str, ...]
    recap: str
    recap_title: str
    node_id: str
    digest: str

    @property
    def anchor(self) -> str:
        """The anchor that the talk has on the recap."""
        return self.node_id

    def references(self) -> Iterator[Reference]:
        """Yield what the page leads to."""
        yield from Page.references(self)
        around = (self.parent, self.before, self.after)
        yield from references_of((*around, *self.parts, *self.people, *self.tags))
        if self.conference:
            yield "conference", self.conference.key


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePage(Page):
    """One speaker or one tag. *years* are those of the first and last talk.

    *chart* counts the talks of each year, where there are enough.

    *above* are the tags that a tag lies under, from the top, *below* its sub-tags.
    """

    objtype: str
    name: Name
    conferences: int
    years: tuple[int, int] | None
    chart: tuple[YearCount, ...] = ()
    related: tuple[NameRow, ...] = ()
    above: tuple[NameRow, ...] = ()
    below: tuple[NameRow, ...] = ()

    def references(self) -> Iterator[Reference]:
        """Yield what the page leads to."""
        yield from Page.references(self)
        yield from references_of((*self.related, *self.above, *self.below))


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage(Page):
    """All objects of one type. *talks* and *conferences* count the whole site."""

    objtype: str
    objects: int
    talks: int
    conferences: int
    chart: tuple[YearCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterIndex(IndexPage):
    """Speakers or tags from A to Z. The letters are no headings of their own."""

    letters: tuple[Group, ...] = ()

    def references(self) -> Iterator[Reference]:
        """Yield what the page leads to."""
        for letter in self.letters:
            yield from letter.references()
