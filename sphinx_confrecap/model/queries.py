"""Queries: which objects a list in a document shows, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import ClassVar

from ..text.keys import key_of
from .posts import Platform
from .talks import Kind, Status


class Include(StrEnum):
    """The contents of a list of talks."""

    TALKS = "talks"
    RECAPS = "recaps"
    DOCUMENTS = "documents"


class Match(StrEnum):
    """How many of the tags a talk must have."""

    ANY = "any"
    ALL = "all"


class Has(StrEnum):
    """The material that a talk must have."""

    VIDEO = "video"
    SLIDES = "slides"
    NOTES = "notes"
    ABSTRACT = "abstract"


class Sort(StrEnum):
    """The order of a list. With ``-date`` the newest is first.

    Only people are sorted by name and by family name.
    """

    DATE = "date"
    NEWEST = "-date"
    TITLE = "title"
    CONFERENCE = "conference"
    NAME = "name"
    FAMILY = "family"


class When(StrEnum):
    """Whether something is still to come."""

    UPCOMING = "upcoming"
    PAST = "past"


class RelativeDay(StrEnum):
    """A day that another build may take for another one."""

    TODAY = "today"


Day = date | RelativeDay


class Repeats(StrEnum):
    """Whether a talk that was given several times is in a list once."""

    ONCE = "once"
    ALL = "all"


class Format(StrEnum):
    """How a list looks."""

    LIST = "list"
    TABLE = "table"
    CARDS = "cards"


class Column(StrEnum):
    """A column of a list that is a table."""

    TITLE = "title"
    SPEAKERS = "speakers"
    CONFERENCE = "conference"
    DATE = "date"
    KIND = "kind"
    TAGS = "tags"
    LANGUAGE = "language"
    LEVEL = "level"
    DURATION = "duration"
    STATUS = "status"
    SLIDES = "slides"
    VIDEO = "video"
    LOCATION = "location"
    TALKS = "talks"
    AUTHOR = "author"
    PLATFORM = "platform"


class GroupBy(StrEnum):
    """What the rows of a list are put together by."""

    YEAR = "year"
    CONFERENCE = "conference"
    SERIES = "series"
    NONE = "none"


_NAMES = {
    "conferences": "conference",
    "speakers": "speaker",
    "parent": "tag",
    **{name: name for name in ("series", "affiliation", "level", "talk", "author")},
}
"""The filters that name something, and its type."""

SINGULAR = {"conference": "conferences", "speaker": "speakers"}
"""The options that hold one name, whatever is in it, and the filters with several."""

LOOKS = frozenset(
    {
        *("match", "sort", "limit", "format", "columns", "group"),
        *("empty", "include", "form", "repeats"),
    }
)
"""The options of lists that are no filters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """The options that choose by day."""

    since: Day | None = None
    until: Day | None = None
    when: When | None = None
    void: bool = False
    """Whether a filter is given, but cannot be used: then nothing passes."""

    @property
    def asks_for_days(self) -> bool:
        """Tell whether a filter is set that only something with a day can pass."""
        return bool(self.since or self.until or self.when)

    @property
    def tense(self) -> When | None:
        """What the list is of, if each of its rows is over one day."""
        since_today = isinstance(self.since, RelativeDay)
        return self.when or (When.UPCOMING if since_today else None)

    def takes_days(self, first: date | None, last: date | None, today: date) -> bool:
        """Tell whether a time from *first* to *last* passes, at least in part."""
        if not (self.since or self.until):
            return True
        if first is None or last is None:
            return False
        since, until = (
            today if isinstance(day, RelativeDay) else day
            for day in (self.since, self.until)
        )
        return (since or date.min) <= last and first <= (until or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery(Timed):
    """The options of every list. Without a filter everything passes.

    Of the values of one filter, one is enough to pass it.
    """

    objtype: ClassVar[str]
    """The type of the listed objects."""
    type_of_tags: ClassVar[str] = "tag"
    """The type of the names in *tags*."""
    columns_known: ClassVar[tuple[Column, ...]]
    """The columns that it can have as a table."""

    conferences: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    match: Match = Match.ANY
    year: tuple[int, ...] = ()
    language: tuple[str, ...] = ()
    sort: Sort | None = None
    limit: int | None = None
    """The most rows that the list has."""
    format: Format = Format.LIST
    columns: tuple[Column, ...] = ()
    """Those of a table, in order; without any, those that have something."""
    empty: str = ""
    """The text that is shown when nothing passes."""

    @property
    def look(self) -> Format:
        """How the list looks: only a table has columns."""
        return Format.TABLE if self.columns else self.format

    def takes_tags(
        self, tags: Iterable[str], key_of: Callable[[str], str] = key_of
    ) -> bool:
        """Tell whether an object with *tags* passes. *key_of* tells which are one."""
        if not self.tags:
            return True
        present = {key_of(tag) for tag in tags}
        found = [key_of(tag) in present for tag in self.tags]
        return all(found) if self.match is Match.ALL else any(found)

    def takes_language(self, language: str) -> bool:
        """Tell whether a language passes: ``pt-BR`` falls under ``pt``."""
        spoken = f"{language.lower()}-"
        wanted = (f"{one.lower()}-" for one in self.language)
        return not self.language or any(map(spoken.startswith, wanted))

    def takes_years(self, first: date | None, last: date | None) -> bool:
        """Tell whether a time from *first* to *last* passes by its years."""
        if first is None or last is None:
            return not self.year
        years = range(first.year, last.year + 1)
        return not self.year or any(year in years for year in self.year)

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield type and name of each object that the filters name."""
        for field in fields(self):
            if objtype := _NAMES.get(field.name):
                for name in getattr(self, field.name):
                    yield objtype, name
        for tag in self.tags:
            yield self.type_of_tags, tag


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryByTalks(ListQuery):
    """A list of objects that pass if their talks pass."""

    speakers: tuple[str, ...] = ()
    affiliation: tuple[str, ...] = ()
    """Of a speaker at the talk."""
    parent: tuple[str, ...] = ()
    """Tags above theirs."""
    kind: tuple[Kind, ...] = ()
    level: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    has: tuple[Has, ...] = ()
    """A talk must have all of it."""

    @property
    def order(self) -> Sort | None:
        """The order of talks and conferences: of those to come, the next is first."""
        soonest = self.sort is None and self.when is When.UPCOMING
        return Sort.DATE if soonest else self.sort

    @property
    def asks_for_talks(self) -> bool:
        """Tell whether a filter is set that only a talk can pass."""
        names = self.speakers or self.affiliation or self.level or self.language
        return bool(names or self.kind or self.status or self.has)

    @property
    def asks_for_more_than_tags(self) -> bool:
        """Tell whether a filter is set that, of documents, only recaps pass."""
        return self.asks_for_talks or bool(self.conferences or self.series or self.year)

    @property
    def filters(self) -> bool:
        """Tell whether any filter is set."""
        return self.asks_for_more_than_tags or self.asks_for_days or bool(self.tags)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkQuery(QueryByTalks):
    """A list of talks, or of the other objects in *include*."""

    objtype = "talk"
    columns_known = (
        *(Column.TITLE, Column.SPEAKERS, Column.CONFERENCE, Column.DATE, Column.KIND),
        *(Column.TAGS, Column.LANGUAGE, Column.LEVEL, Column.DURATION, Column.STATUS),
        *(Column.SLIDES, Column.VIDEO),
    )
    group: GroupBy = GroupBy.NONE
    include: tuple[Include, ...] = (Include.TALKS,)
    form: bool = False
    """Whether readers can filter it themselves."""
    repeats: Repeats = Repeats.ONCE


class SpeakerQuery(QueryByTalks):
    """A list of the speakers of talks."""

    objtype = "speaker"
    columns_known = (Column.TITLE, Column.TALKS)


class TagQuery(QueryByTalks):
    """A list of the tags of talks, or of the tags right below *parent*."""

    objtype = "tag"
    columns_known = (Column.TITLE, Column.TALKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceQuery(QueryByTalks):
    """A list of conferences, or of the conferences of talks."""

    objtype = "conference"
    columns_known = (Column.TITLE, Column.LOCATION, Column.DATE, Column.TALKS)
    group: GroupBy = GroupBy.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class PostQuery(ListQuery):
    """A list of posts. Its *tags* are hashtags."""

    objtype = "post"
    type_of_tags = "hashtag"
    columns_known = (Column.TITLE, Column.AUTHOR, Column.DATE, Column.PLATFORM)
    talk: tuple[str, ...] = ()
    """The talks that quote them."""
    author: tuple[str, ...] = ()
    platform: tuple[Platform, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleQuery(Timed):
    """The schedule of a *conference*, by key or name."""

    conference: str

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield type and name of the conference."""
        yield "conference", self.conference


Query = QueryByTalks | PostQuery | ScheduleQuery

_LISTS = (TalkQuery, SpeakerQuery, TagQuery, ConferenceQuery, PostQuery)
QUERIES: Mapping[str, type[Query]] = {
    **{f"{kind.objtype}-list": kind for kind in _LISTS},
    "schedule": ScheduleQuery,
}
"""The query of a block, by the name of its directive."""
