"""Facts from authors, without their place: a :class:`Record` adds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar, overload
from zoneinfo import ZoneInfo

from .places import Place
from .posts import Platform


class Kind(StrEnum):
    """The kind of a session."""

    TALK = "talk"
    KEYNOTE = "keynote"
    PANEL = "panel"
    WORKSHOP = "workshop"
    LIGHTNING = "lightning"
    TUTORIAL = "tutorial"
    BOF = "bof"
    BREAK = "break"
    OTHER = "other"


class Status(StrEnum):
    """The state of a talk, or of its recording."""

    RECORDED = "recorded"
    NOT_RECORDED = "not-recorded"
    SCHEDULED = "scheduled"
    REMOVED = "removed"
    PLANNED = "planned"
    CANCELLED = "cancelled"


UNGIVEN = (Status.PLANNED, Status.CANCELLED)
"""The states of talks that nobody gave. All others are of a recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address with a label."""

    url: str
    label: str = ""
    file: str = ""
    """For a file of the project: its path below the source directory, with ``/``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A person as a talk names them, with the affiliation they had there."""

    name: str
    affiliation: str = ""
    pronouns: str = ""
    handle: str = ""
    """The name of an account, such as ``@sam``."""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """One edition of an event."""

    key: str
    name: str
    series: str = ""
    url: str = ""
    start: date | None = None
    end: date | None = None
    location: str = ""
    timezone: str = ""
    """An IANA name."""
    tags: tuple[str, ...] = ()
    description: str = ""
    aliases: tuple[str, ...] = ()
    """Keys that it had before."""
    logo: Link | None = None
    """An image of the project. Its label describes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One session of a conference."""

    slug: str
    """The last segment of its key."""
    title: str
    named: bool = False
    """Whether its author wrote the slug; else it comes from the title."""
    conference: str = ""
    """As the author wrote it, or the key of the block above."""
    parent: str = ""
    """The anchor of the talk around it."""
    speakers: tuple[Speaker, ...] = ()
    moderators: tuple[Speaker, ...] = ()
    kind: Kind = Kind.TALK
    start: date | datetime | None = None
    """A time without an offset is in the conference's zone."""
    duration: int | None = None
    """In minutes."""
    track: str = ""
    room: str = ""
    language: str = ""
    """A BCP 47 tag."""
    level: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    slides: tuple[Link, ...] = ()
    videos: tuple[Link, ...] = ()
    still: Link | None = None
    """An image of the project, shown for the recording. Its label describes it."""
    links: tuple[Link, ...] = ()
    status: Status | None = None
    cue: int | None = None
    """Seconds from the start of the recording."""
    aliases: tuple[str, ...] = ()
    """Keys that it had before."""
    repeats: str = ""
    """An earlier talk that this one gives again, as its author refers to it."""
    has_notes: bool = False
    """Whether the body holds anything but an abstract. Only a build knows."""
    has_abstract: bool = False
    """Whether the body quotes the programme. Only a build knows."""
    draft: bool = False
    """Whether lists leave it out for now."""

    @property
    def people(self) -> tuple[Speaker, ...]:
        """The speakers, then the moderators."""
        return (*self.speakers, *self.moderators)

    @property
    def is_break(self) -> bool:
        """Whether it is no talk, but a time between talks."""
        return self.kind is Kind.BREAK


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstract:
    """The words of a programme about a talk. These are the options of its block."""

    source: Link | None = None
    """Where the words are from; it may have a label and no address."""
    license: Link | None = None
    """The terms under which they may be used; it may have no address, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A post as a document quotes it."""

    address: str = ""
    """The key of the post itself."""
    name: str = ""
    """The author's name for this quotation. A post may be quoted twice."""
    platform: Platform | None = None
    site: str = ""
    """The name of the platform for readers, or a host."""
    author: str = ""
    handle: str = ""
    day: date | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    excerpt: str = ""
    """The start of the text that is shown."""
    conference: str = ""
    """The key of the block above."""
    talk: str = ""
    """The anchor of the talk around it."""
    hidden: bool = False
    """Whether the page has only an anchor for it."""

    @property
    def key(self) -> str:
        """The key of this quotation; empty for a post without name and address."""
        return self.name or self.address

    @property
    def by(self) -> str:
        """The author's name, else the handle; empty if neither is known."""
        return self.author or (f"@{self.handle}" if self.handle else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The place and time of a recap's first publication."""

    name: str = ""
    url: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """An authored document that holds a conference block or talks."""

    docname: str
    title: str
    author: str = ""
    date: date | None = None
    tags: tuple[str, ...] = ()
    description: str = ""
    origin: Origin | None = None
    draft: bool = False
    """Whether all its contents are a draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedDocument:
    """An authored document that has tags and is not a recap."""

    docname: str
    title: str
    tags: tuple[str, ...]


Fact = TypeVar("Fact", Conference, Talk, Quotation)


Condition = tuple[str, str]
"""The directive that states a condition, and its expression."""


Spot = tuple[str, str]
"""A document, and the anchor of a block in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Generic[Fact]):
    """A fact, and where its author wrote it."""

    fact: Fact
    docname: str
    node_id: str
    """The anchor in the document."""
    line: int
    """Counts from 1."""
    digest: str = ""
    """Changes when the nodes of its body change."""
    conditions: tuple[Condition, ...] = ()
    """A build shows it if all of them hold."""
    file: str = ""
    """The file that the document includes it from, from the source directory."""

    @property
    def spot(self) -> Spot:
        """The document and the anchor."""
        return self.docname, self.node_id

    @property
    def place(self) -> Place:
        """The line where it begins."""
        return Place.of(self.docname, self.file, self.line)

    @property
    def where(self) -> str:
        """The same for a reader."""
        return f"{self.file or self.docname}, line {self.line}"


@overload
def day_of(when: date | datetime) -> date: ...


@overload
def day_of(when: None) -> None: ...


def day_of(when: date | datetime | None) -> date | None:
    """Return the day of a start, whether it has a time or not."""
    return when.date() if isinstance(when, datetime) else when


def in_zone(start: datetime, timezone: str) -> datetime:
    """Return *start* in the zone of its conference, where it is without an offset."""
    if not timezone:
        return start
    zone = ZoneInfo(timezone)
    return start.astimezone(zone) if start.tzinfo else start.replace(tzinfo=zone)


def start_at(
    start: date | datetime | None, conference: Conference | None
) -> date | datetime | None:
    """Return a start in the zone of its conference; a day stays as it is."""
    if conference and isinstance(start, datetime):
        return in_zone(start, conference.timezone)
    return start


def later(start: datetime, duration: int) -> datetime:
    """Add elapsed minutes, also when daylight saving moves the clock."""
    minutes = timedelta(minutes=duration)
    if start.tzinfo is None:
        return start + minutes
    return (start.astimezone(UTC) + minutes).astimezone(start.tzinfo)
