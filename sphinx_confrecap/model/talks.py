"""What authors write down: conferences, talks, speakers, recaps.

Frozen facts without a place. A :class:`Record` adds where one was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar, overload
from zoneinfo import ZoneInfo

from .places import Place
from .posts import Platform


class Kind(StrEnum):
    """What sort of session a talk is."""

    TALK = "talk"
    KEYNOTE = "keynote"
    PANEL = "panel"
    WORKSHOP = "workshop"
    LIGHTNING = "lightning"
    TUTORIAL = "tutorial"
    BOF = "bof"
    OTHER = "other"


class Status(StrEnum):
    """What became of a talk's recording."""

    RECORDED = "recorded"
    NOT_RECORDED = "not-recorded"
    SCHEDULED = "scheduled"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address with a label.

    *file* is set when the address is a file of the project: its path below the
    source directory, with ``/`` between its parts.
    """

    url: str
    label: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A person as a talk names them, with the affiliation they had there."""

    name: str
    affiliation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """One edition of an event.

    *timezone* is an IANA name, *aliases* are keys that it had.
    """

    key: str
    name: str
    series: str = ""
    url: str = ""
    start: date | None = None
    end: date | None = None
    location: str = ""
    timezone: str = ""
    tags: tuple[str, ...] = ()
    description: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One session of a conference.

    *slug* is the last segment of its key, *aliases* are keys that it had.
    *conference* is what the author wrote,
    or the key of the block above; *parent* the slug of the talk around it. A
    *start* with a time and no offset is meant in the conference's zone.
    *duration* is in minutes, *cue* in seconds from the start of the recording.
    *still* is an image of the project that stands for the recording, and what it shows.
    *language* is a BCP 47 tag. *has_notes* tells whether the body holds anything,
    *draft* that the talk shall stand in no list yet.
    """

    slug: str
    title: str
    conference: str = ""
    parent: str = ""
    speakers: tuple[Speaker, ...] = ()
    kind: Kind = Kind.TALK
    start: date | datetime | None = None
    duration: int | None = None
    track: str = ""
    room: str = ""
    language: str = ""
    level: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    slides: tuple[Link, ...] = ()
    videos: tuple[Link, ...] = ()
    still: Link | None = None
    links: tuple[Link, ...] = ()
    status: Status | None = None
    cue: int | None = None
    aliases: tuple[str, ...] = ()
    has_notes: bool = False
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A post as a document quotes it.

    *address* is the key of the post itself, *name* the one that its author gave this
    quotation of it: a post may be quoted twice. *conference* is the key of the block
    above, *talk* the slug of the talk around it. *site* is what readers call the place
    where the post stands: a platform, or a host. *excerpt* is the start of what is
    shown; a post that is *hidden* leaves an anchor alone.
    """

    address: str = ""
    name: str = ""
    platform: Platform | None = None
    site: str = ""
    author: str = ""
    handle: str = ""
    day: date | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    excerpt: str = ""
    conference: str = ""
    talk: str = ""
    hidden: bool = False

    @property
    def key(self) -> str:
        """The key of this quotation; empty for a post without name and address."""
        return self.name or self.address

    @property
    def by(self) -> str:
        """Who wrote the post, by name, else by handle; empty if nobody knows."""
        return self.author or (f"@{self.handle}" if self.handle else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where and when a recap was first published."""

    name: str = ""
    url: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """An author's document that holds a conference block or talks.

    With *draft*, all that it holds is a draft.
    """

    docname: str
    title: str
    author: str = ""
    date: date | None = None
    tags: tuple[str, ...] = ()
    description: str = ""
    origin: Origin | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedDocument:
    """An author's document that has tags and is no recap."""

    docname: str
    title: str
    tags: tuple[str, ...]


Fact = TypeVar("Fact", Conference, Talk, Quotation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Generic[Fact]):
    """A fact, and where its author wrote it.

    *node_id* is the anchor in the document, *line* counts from 1, *digest*
    changes when the nodes of its body do.
    """

    fact: Fact
    docname: str
    node_id: str
    line: int
    digest: str = ""

    @property
    def place(self) -> Place:
        """The line where it begins."""
        return Place(docname=self.docname, line=self.line)


@overload
def day_of(when: date | datetime) -> date: ...


@overload
def day_of(when: None) -> None: ...


def day_of(when: date | datetime | None) -> date | None:
    """Return the day of a start, whether it has a time or not."""
    return when.date() if isinstance(when, datetime) else when


def in_zone(start: datetime, timezone: str) -> datetime:
    """Return *start* in the zone of its conference.

    A time without an offset is meant there already.
    """
    if not timezone:
        return start
    zone = ZoneInfo(timezone)
    return start.astimezone(zone) if start.tzinfo else start.replace(tzinfo=zone)


def later(start: datetime, duration: int) -> datetime:
    """Add minutes that pass, not minutes on a clock that daylight saving moves."""
    minutes = timedelta(minutes=duration)
    if start.tzinfo is None:
        return start + minutes
    return (start.astimezone(UTC) + minutes).astimezone(start.tzinfo)
