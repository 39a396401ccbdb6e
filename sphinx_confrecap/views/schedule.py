"""A conference's talks by day, time and room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from ..catalogue.catalogue import Catalogue
from ..catalogue.objects import Conferences
from ..model.queries import ScheduleQuery
from ..model.talks import Conference, Talk, day_of, in_zone, later
from .days import certain_day, takes_days_of, takes_span
from .rows import BreakRow, TalkRow, talk_row

MOST_ROOMS = 100
"""The rooms of a day with a column of their own; talks in others share the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A talk or a break in a schedule."""

    row: TalkRow | BreakRow
    start: date | datetime | None = None
    """In the zone of the conference; without one, as its author wrote it."""
    duration: int | None = None
    """In minutes."""
    room: str = ""

    @property
    def is_for_all(self) -> bool:
        """Whether it is a break in all rooms."""
        return isinstance(self.row, BreakRow) and not self.room

    @property
    def moment(self) -> datetime | None:
        """When it starts, if the time is known: in UTC if there is a zone."""
        return _moment(self.start) if isinstance(self.start, datetime) else None

    @property
    def end(self) -> datetime | None:
        """When it ends, on the clock of *moment*."""
        if not isinstance(self.start, datetime) or self.duration is None:
            return None
        return _moment(later(self.start, self.duration))


Column = defaultdict[datetime | None, list[Session]]
"""What is in a room, by time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The talks at one time in one room; the *lines* and *rooms* that they cover."""

    sessions: tuple[Session, ...] = ()
    lines: int = 1
    rooms: int = 1
    """More than one for a break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One start: a cell for each room; ``None`` if another cell covers it."""

    start: datetime | None
    """Missing if it is not known."""
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a schedule."""

    day: date | None
    """Missing for talks without a day."""
    rooms: tuple[str, ...]
    """An empty name is for talks whose room is not known."""
    lines: tuple[Line, ...]

    @property
    def zones(self) -> tuple[str, ...]:
        """The names of the zone on that day: two if clocks are changed, or none."""
        names = (line.start.tzname() for line in self.lines if line.start)
        return tuple(dict.fromkeys(filter(None, names)))


def schedule_of(
    catalogue: Catalogue, query: ScheduleQuery, today: date
) -> tuple[Day, ...]:
    """Return the days of the conference that *query* asks for on the day *today*."""
    if query.void:
        return ()
    sessions = tuple(
        session
        for key in Conferences(catalogue).find(query.conference)
        for part in (_talks, _breaks)
        for session in part(catalogue, key, query, today)
    )
    # Rooms keep their places from day to day; the place of talks without a room is the
    # last.
    used = dict.fromkeys(s.room for s in sessions if not s.is_for_all)
    order = {room: n for n, room in enumerate(sorted(used, key=lambda room: not room))}
    days: defaultdict[date | None, list[Session]] = defaultdict(list)
    for session in sessions:
        # A talk that runs over midnight is on the day of its start.
        days[day_of(session.start)].append(session)
    return tuple(
        _day(day, days[day], order)
        for day in sorted(days, key=lambda day: day or date.max)
    )


def _talks(
    catalogue: Catalogue, conference: str, query: ScheduleQuery, today: date
) -> Iterator[Session]:
    for key in catalogue.programme.get(conference, ()):
        talk = catalogue.talk(key).fact
        # Others are shown in the talk around them, which has a place.
        has_place = isinstance(talk.start, datetime) or key not in catalogue.parents
        if has_place and takes_days_of(catalogue, key, query, today):
            yield _session(
                talk, talk_row(catalogue, key, today), catalogue.held_at[key]
            )


def _breaks(
    catalogue: Catalogue, conference: str, query: ScheduleQuery, today: date
) -> Iterator[Session]:
    held_at = catalogue.conferences[conference].fact
    for record in catalogue.breaks.get(conference, ()):
        fact = record.fact
        session = _session(fact, BreakRow(title=fact.title), held_at)
        day = day_of(session.start)
        span = (day, day) if day else (held_at.start, held_at.end or held_at.start)
        has_place = session.moment or not fact.parent
        if has_place and takes_span(query, *span, today):
            yield session


def _session(fact: Talk, row: TalkRow | BreakRow, held_at: Conference) -> Session:
    start = fact.start
    if isinstance(start, datetime):
        zone = held_at.timezone
        # Without a zone, programmes show local time.
        start = in_zone(start, zone) if zone else start.replace(tzinfo=None)
    start = start or certain_day(held_at)
    return Session(row=row, start=start, duration=fact.duration, room=fact.room)


def _day(day: date | None, sessions: list[Session], order: Mapping[str, int]) -> Day:
    used = {s.room for s in sessions if not s.is_for_all}
    rooms = tuple(sorted(used, key=order.__getitem__)) or ("",)
    if len(rooms) > MOST_ROOMS:
        rooms = (*rooms[:MOST_ROOMS], "")
    held: dict[str, Column] = {room: defaultdict(list) for room in rooms}
    for_all: Column = defaultdict(list)
    for session in sessions:
        column = held.get(session.room, held[rooms[-1]])
        (for_all if session.is_for_all else column)[session.moment].append(session)
    starts = {s.moment: s.start for s in sessions if isinstance(s.start, datetime)}
    moments = sorted(moment for moment in starts if moment)
    times = [*moments, *([None] if any(not s.moment for s in sessions) else [])]
    lines = _lines(held.values(), times)
    for time, breaks in for_all.items():
        if not any(lines[time]):
            # A talk in each room reaches over it; the one in the last ends here.
            held[rooms[-1]][time] += breaks
    lines = _lines(held.values(), times)
    for time, breaks in for_all.items():
        if breaks[0] not in held[rooms[-1]].get(time, ()):
            lines[time] = _with_breaks(lines[time], breaks)
    return Day(
        day=day,
        rooms=rooms,
        lines=tuple(
            Line(start=starts[time] if time else None, cells=tuple(cells))
            for time, cells in lines.items()
        ),
    )


def _lines(
    columns: Iterable[Column], times: Sequence[datetime | None]
) -> dict[datetime | None, list[Cell | None]]:
    """Return the cells of each line, one for each room."""
    cells = (_column(column, times) for column in columns)
    return dict(zip(times, map(list, zip(*cells, strict=True)), strict=True))


def _with_breaks(
    cells: Sequence[Cell | None], breaks: Iterable[Session]
) -> list[Cell | None]:
    """Put breaks over free cells beside each other, else below the last talk."""
    free = {n for n, cell in enumerate(cells) if cell and not cell.sessions}
    place = min(free or (n for n, cell in enumerate(cells) if cell))
    rooms = 1
    while place + rooms in free:
        rooms += 1
    above = cells[place] or Cell()
    cell = replace(above, sessions=(*above.sessions, *breaks), rooms=rooms)
    covered = [None] * (rooms - 1)
    return [*cells[:place], cell, *covered, *cells[place + rooms :]]


def _column(held: Column, times: Iterable[datetime | None]) -> list[Cell | None]:
    """Return the cells of a room. One reaches down to its end, or to the next."""
    cells: list[Cell | None] = []
    until: datetime | None = None
    last = Cell()
    for time in times:
        if time in held:
            last = Cell(sessions=tuple(held[time]))
            until = max((s.end for s in last.sessions if s.end), default=None)
            cells.append(last)
        elif time and until and time < until:
            cells[-last.lines] = last = replace(last, lines=last.lines + 1)
            cells.append(None)
        else:
            until = None
            cells.append(Cell())
    return cells


def _moment(start: datetime) -> datetime:
    return start.astimezone(UTC) if start.tzinfo else start
