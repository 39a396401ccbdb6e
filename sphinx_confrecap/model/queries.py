"""What a list in a document asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..text.keys import key_of
from .posts import Platform
from .talks import Kind


class Subject(StrEnum):
    """What a list holds."""

    TALKS = "talk"
    SPEAKERS = "speaker"
    TAGS = "tag"
    CONFERENCES = "conference"
    POSTS = "post"
    SCHEDULE = "schedule"


class Include(StrEnum):
    """What a list of talks may hold."""

    TALKS = "talks"
    RECAPS = "recaps"
    DOCUMENTS = "documents"


class Match(StrEnum):
    """How many of the tags a talk must have."""

    ANY = "any"
    ALL = "all"


class Has(StrEnum):
    """What a talk must come with."""

    VIDEO = "video"
    SLIDES = "slides"
    NOTES = "notes"


class Sort(StrEnum):
    """The order of a list; by date the other way round is newest first."""

    DATE = "date"
    NEWEST = "-date"
    TITLE = "title"
    CONFERENCE = "conference"


class Format(StrEnum):
    """How a list looks."""

    LIST = "list"
    TABLE = "table"
    CARDS = "cards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """The options of a list directive. An empty filter lets everything pass.

    *author*, *talk*, *platform*, *since* and *until* are filters of posts, whose *tags*
    are hashtags. *parent* is a tag that others lie under. With *filter*, readers can
    narrow the list down.
    """

    subject: Subject
    include: tuple[Include, ...] = (Include.TALKS,)
    conference: str = ""
    series: str = ""
    speaker: str = ""
    tags: tuple[str, ...] = ()
    match: Match = Match.ANY
    parent: str = ""
    kind: Kind | None = None
    year: int | None = None
    language: str = ""
    has: tuple[Has, ...] = ()
    author: str = ""
    talk: str = ""
    platform: Platform | None = None
    since: date | None = None
    until: date | None = None
    sort: Sort | None = None
    limit: int | None = None
    format: Format = Format.LIST
    empty: str = ""
    filter: bool = False

    @property
    def asks_for_talks(self) -> bool:
        """Tell whether a filter is set that only a talk can pass."""
        return bool(self.speaker or self.kind or self.language or self.has)

    @property
    def asks_for_more_than_tags(self) -> bool:
        """Tell whether a filter is set that no document passes but a recap."""
        return self.asks_for_talks or bool(self.conference or self.series or self.year)

    @property
    def filters(self) -> bool:
        """Tell whether any filter is set."""
        return self.asks_for_more_than_tags or bool(self.tags)

    def takes_tags(
        self, tags: Iterable[str], key_of: Callable[[str], str] = key_of
    ) -> bool:
        """Tell whether something with *tags* passes; *key_of* tells which are one."""
        if not self.tags:
            return True
        present = {key_of(tag) for tag in tags}
        found = [key_of(tag) in present for tag in self.tags]
        return all(found) if self.match is Match.ALL else any(found)

    def takes_language(self, language: str) -> bool:
        """Tell whether a language passes: ``pt-BR`` falls under ``pt``."""
        language, wanted = language.lower(), self.language.lower()
        return not wanted or f"{language}-".startswith(f"{wanted}-")

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield type and name of everything that the filters name."""
        if self.conference:
            yield "conference", self.conference
        if self.series:
            yield "series", self.series
        if self.speaker:
            yield "speaker", self.speaker
        if self.talk:
            yield "talk", self.talk
        if self.author:
            yield "author", self.author
        for tag in self.tags:
            yield "hashtag" if self.subject is Subject.POSTS else "tag", tag
        if self.parent:
            yield "tag", self.parent
