"""The groups of a list: by year, by conference or by series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..catalogue.catalogue import Catalogue
from ..model.queries import (
    ConferenceQuery,
    GroupBy,
    PostQuery,
    QueryByTalks,
    Sort,
    TalkQuery,
)
from ..text.keys import key_of
from .pages import Term
from .rows import ConferenceRow, DocumentRow, Linked, Row, TalkRow, in_time


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceHeading(Linked):
    """A conference above its talks."""

    objtype = "conference"
    key: str
    name: str
    start: date | None


Heading = str | Term | ConferenceHeading | None

Place = tuple[Any, ...]
"""Sorts groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGroup:
    """Rows under a heading; all rows of a list without groups have none."""

    heading: Heading
    rows: tuple[Row, ...]


def groups_of(
    catalogue: Catalogue, query: QueryByTalks | PostQuery, rows: Sequence[Row]
) -> tuple[ListGroup, ...]:
    """Put the *rows* of a list into groups, and keep their order in each of these."""
    by = query.group if isinstance(query, TalkQuery | ConferenceQuery) else GroupBy.NONE
    if by is GroupBy.NONE or isinstance(query, PostQuery):
        return (ListGroup(heading=None, rows=tuple(rows)),) if rows else ()
    grouping = _Grouping(catalogue, query.order)
    heading, order = grouping.of(by)
    found: dict[object, tuple[Heading, list[Row]]] = {}
    for row in rows:
        name = heading(row)
        found.setdefault(_identity(name), (name, []))[1].append(row)
    groups = sorted(found.values(), key=lambda group: order(*group))
    return tuple(ListGroup(heading=name, rows=tuple(held)) for name, held in groups)


def _identity(heading: Heading) -> object:
    """Return what is the same for two spellings of one series."""
    is_name = isinstance(heading, str) and not isinstance(heading, Term)
    return key_of(str(heading)) if is_name else heading


class _Grouping:
    """The headings of rows, and the order of groups: as that of the rows, if it can."""

    def __init__(self, catalogue: Catalogue, sort: Sort | None) -> None:
        self.catalogue = catalogue
        self.sort = sort

    def of(
        self, by: GroupBy
    ) -> tuple[Callable[[Row], Heading], Callable[[Heading, Sequence[Row]], Place]]:
        if by is GroupBy.YEAR:
            return _year, self._in_time
        if by is GroupBy.SERIES:
            return self._series, self._by_name
        by_name = self.sort in (Sort.TITLE, Sort.CONFERENCE)
        return self._conference, self._by_name if by_name else self._in_time

    def _conference(self, row: Row) -> Heading:
        key = row.conference_key if isinstance(row, TalkRow) else ""
        if not key:
            return Term.OTHER
        held = self.catalogue.conferences[key].fact
        return ConferenceHeading(key=key, name=held.name, start=held.start)

    def _series(self, row: Row) -> Heading:
        key = row.key if isinstance(row, ConferenceRow) else ""
        key = row.conference_key if isinstance(row, TalkRow) else key
        held = self.catalogue.conferences.get(key)
        return (held.fact.series if held else "") or Term.OTHER

    def _in_time(self, heading: Heading, rows: Sequence[Row]) -> Place:
        start = heading.start if isinstance(heading, ConferenceHeading) else None
        days = [start] if start else [day for row in rows if (day := _day(row))]
        first = (min if self.sort is Sort.DATE else max)(days, default=None)
        return isinstance(heading, Term), in_time(first, self.sort)

    def _by_name(self, heading: Heading, rows: Sequence[Row]) -> Place:
        name = heading.name if isinstance(heading, ConferenceHeading) else str(heading)
        return isinstance(heading, Term), self.catalogue.alphabet.sort_key(name)


def _day(row: Row) -> date | None:
    if isinstance(row, ConferenceRow):
        return row.start
    return row.day if isinstance(row, TalkRow | DocumentRow) else None


def _year(row: Row) -> Heading:
    day = _day(row)
    return str(day.year) if day else Term.UNDATED


def rows_in(groups: Iterable[ListGroup]) -> tuple[Row, ...]:
    """Return the rows of all groups."""
    return tuple(row for group in groups for row in group.rows)
