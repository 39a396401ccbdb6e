"""A programme as its organisers publish it: the facts of a conference and its events.

Texts have one line, are composed (NFC), and hold no control characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from .talks import Link, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A speaker of a programme."""

    name: str
    id: str = ""
    """As the programme has it; empty if it has none."""
    affiliation: str = ""
    pronouns: str = ""
    biography: str = ""
    """In the markup of its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of a programme."""

    id: str
    """As the programme has it. An event that is there twice has its start behind."""
    title: str
    place: str
    """Its place in the file, for people."""
    codes: tuple[str, ...] = ()
    """Other names of it that a list of talks may have."""
    persons: tuple[Person, ...] = ()
    start: date | datetime | None = None
    """Without an offset it is in the zone of the conference."""
    duration: int | None = None
    """In minutes."""
    day: date | None = None
    """The day of the programme that it belongs to: at night, the day before."""
    room: str = ""
    track: str = ""
    type: str = ""
    """In the words of the programme."""
    languages: tuple[str, ...] = ()
    """BCP 47 tags."""
    level: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    slides: tuple[Link, ...] = ()
    videos: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    status: Status | None = None
    abstract: str = ""
    """In the markup of its source."""
    parent: str = ""
    """The id of the event that it is a part of."""
    cue: int | None = None
    """Seconds from the start of the recording of its parent."""
    is_break: bool = False
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The conference of a programme. All but the name may be unknown."""

    name: str = ""
    url: str = ""
    start: date | None = None
    end: date | None = None
    timezone: str = ""
    """An IANA name."""
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """All that is read of the files of a programme."""

    format: str
    occasion: Occasion
    events: tuple[Event, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a user says that a programme lacks, or says in its own way."""

    conference: str = ""
    """The name of the conference."""
    timezone: str = ""
    start: date | None = None
    """The first day, for programmes that have only times."""
    columns: tuple[tuple[str, str], ...] = ()
    """Pairs of a column's name and a field."""
    summary: str = ""
    """The pattern of a calendar's summaries."""
    language: str = ""
    """The language of texts, where a programme has several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something that a user should know of a programme."""

    place: str
    """The file, and the place in it."""
    message: str
    is_loss: bool = True
    """Whether something was left out that should not be."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"
