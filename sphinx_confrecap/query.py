"""What a list in a document asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .model import Kind


class Subject(StrEnum):
    """What a list holds."""

    TALKS = "talk"
    SPEAKERS = "speaker"
    TAGS = "tag"
    CONFERENCES = "conference"


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
    """The options of a list directive. An empty filter lets everything pass."""

    subject: Subject
    conference: str = ""
    series: str = ""
    speaker: str = ""
    tags: tuple[str, ...] = ()
    match: Match = Match.ANY
    kind: Kind | None = None
    year: int | None = None
    language: str = ""
    has: tuple[Has, ...] = ()
    sort: Sort | None = None
    limit: int | None = None
    format: Format = Format.LIST
    empty: str = ""

    @property
    def asks_for_talks(self) -> bool:
        """Tell whether a filter is set that only a talk can pass."""
        return bool(self.speaker or self.kind or self.language or self.has)

    @property
    def filters(self) -> bool:
        """Tell whether any filter is set."""
        return self.asks_for_talks or bool(
            self.conference or self.series or self.tags or self.year
        )

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield type and name of everything that the filters name."""
        if self.conference:
            yield "conference", self.conference
        if self.series:
            yield "series", self.series
        if self.speaker:
            yield "speaker", self.speaker
        for tag in self.tags:
            yield "tag", tag
