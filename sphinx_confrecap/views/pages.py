"""The contents of each generated document, besides the notes of a talk.

A :class:`Page` holds all of it, so that comparing two pages tells whether a document is
out of date. The targets of its rows depend on the builder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from ..catalogue.catalogue import Reference
from ..catalogue.names import Name
from ..catalogue.objects import ObjectType
from ..model.talks import Conference, Talk
from .chart import YearCount
from .counts import TalkCount
from .places import Paths
from .rows import Giving, Linked, NameRow, Person, Row, TalkRow


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


def references_in(shown: object) -> Iterator[Reference]:
    """Yield the targets of all rows in a page or a view, at any depth."""
    match shown:
        case Linked():
            yield from shown.references
        case Conference():
            yield "conference", shown.key
        case str() | Talk() | Name():
            return  # Most values are these, and they contain no rows.
        case tuple():
            for part in shown:
                yield from references_in(part)
        case dict():
            yield from references_in(tuple(shown.values()))
        case _ if is_dataclass(shown):
            for part in fields(shown):
                yield from references_in(getattr(shown, part.name))


def anchor_of(docname: str) -> str:
    """Return the anchor of the title of a page, except for a talk's page."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPage(Page):
    """One talk."""

    key: str
    talk: Talk
    people: tuple[Person, ...]
    moderators: tuple[Person, ...]
    conference: Conference | None
    tags: tuple[NameRow, ...]
    """Counted over the whole site."""
    parent: TalkRow | None
    before: TalkRow | None
    after: TalkRow | None
    elsewhere: tuple[Giving, ...]
    """Where else it was given."""
    recording: str
    """The address of its cue."""
    parts: tuple[TalkRow, ...]
    """The talks in it."""
    inner: tuple[str, ...]
    """The keys of all talks in it that have pages."""
    recap: str
    """The document that holds the notes."""
    recap_title: str
    node_id: str
    """The anchor of the talk there."""
    digest: str
    """The digest of the notes."""

    @property
    def anchor(self) -> str:
        """The anchor that the talk has on the recap."""
        return self.node_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePage(Page):
    """One speaker or one tag."""

    objtype: str
    name: Name
    talks: TalkCount
    conferences: int
    years: tuple[int, int] | None
    """The years of the first and the last talk."""
    chart: tuple[YearCount, ...] = ()
    """The talks of each year, if there are enough."""
    pronouns: str = ""
    """Those of a person at the newest talk that has some, if the site has none."""
    related: tuple[NameRow, ...] = ()
    above: tuple[NameRow, ...] = ()
    """The tags above a tag, from the top."""
    below: tuple[NameRow, ...] = ()
    """The sub-tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage(Page):
    """All objects of one type."""

    title: Term
    objects: int
    talks: TalkCount
    """All on the site."""
    conferences: int
    """The number on the whole site."""
    chart: tuple[YearCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterIndex(IndexPage):
    """Speakers or tags from A to Z. The letters are not headings."""

    letters: tuple[Group, ...] = ()


def without_page(
    objects: Mapping[str, ObjectType], paths: Paths, pages: Mapping[str, Page]
) -> dict[Reference, TalkPage]:
    """Return speakers and tags without a page, with the talk's page at their path."""
    found = {}
    for objtype in ("speaker", "tag"):
        for key in objects[objtype].all:
            page = pages.get(paths.docname(objtype, key) or "")
            if isinstance(page, TalkPage):
                found[objtype, key] = page
    return found
