"""A conference's talks by day, time and room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from ..catalogue.catalogue import Catalogue
from ..catalogue.objects import Conferences
from ..model.queries import ScheduleQuery
from ..model.talks import day_of, in_zone, later
from .days import takes_days_of
from .rows import TalkRow, talk_row

MOST_ROOMS = 100
"""The rooms of a day with a column of their own; talks in others share the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A talk in a schedule."""

    row: TalkRow
    start: date | datetime | None = None
    """In the zone of the conference; without one, as its author wrote it."""
    duration: int | None = None
    """In minutes."""
    room: str = ""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The talks at one time in one room, and the number of *lines* that they cover."""

    sessions: tuple[Session, ...] = ()
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One start: a cell for each room; ``None`` if a cell from above covers it."""

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
    keys = (
        key
        for conference in Conferences(catalogue).find(query.conference)
        for key in catalogue.programme.get(conference, ())
        if takes_days_of(catalogue, key, query, today)
    )
    sessions = tuple(_sessions(catalogue, keys))
    # Rooms keep their places from day to day; the place of talks without a room is the
    # last.
    rooms = sorted(dict.fromkeys(s.room for s in sessions), key=lambda room: not room)
    order = {room: place for place, room in enumerate(rooms)}
    days: defaultdict[date | None, list[Session]] = defaultdict(list)
    for session in sessions:
        # A talk that runs over midnight is on the day of its start.
        days[day_of(session.start)].append(session)
    return tuple(
        _day(day, days[day], order)
        for day in sorted(days, key=lambda day: day or date.max)
    )


def _sessions(catalogue: Catalogue, keys: Iterable[str]) -> Iterator[Session]:
    for key in keys:
        talk, conference = catalogue.talk(key).fact, catalogue.held_at.get(key)
        start = talk.start
        if isinstance(start, datetime):
            zone = conference.timezone if conference else ""
            # Without a zone, programmes show local time.
            start = in_zone(start, zone) if zone else start.replace(tzinfo=None)
        elif catalogue.parents.get(key):
            # It is shown in the talk around it, which has a place.
            continue
        row = talk_row(catalogue, key)
        yield Session(row=row, start=start, duration=talk.duration, room=talk.room)


def _day(day: date | None, sessions: list[Session], order: Mapping[str, int]) -> Day:
    rooms = tuple(sorted({s.room for s in sessions}, key=order.__getitem__))
    if len(rooms) > MOST_ROOMS:
        rooms = (*rooms[:MOST_ROOMS], "")
    held: dict[str, defaultdict[datetime | None, list[Session]]]
    held = {room: defaultdict(list) for room in rooms}
    for session in sessions:
        held.get(session.room, held[rooms[-1]])[session.moment].append(session)
    starts = {s.moment: s.start for s in sessions if isinstance(s.start, datetime)}
    moments = sorted(moment for moment in starts if moment)
    times = [*moments, *([None] if any(not s.moment for s in sessions) else [])]
    columns = (_column(column, times) for column in held.values())
    lines = (
        Line(start=starts[time] if time else None, cells=cells)
        for time, cells in zip(times, zip(*columns, strict=True), strict=True)
    )
    return Day(day=day, rooms=rooms, lines=tuple(lines))


def _column(
    held: Mapping[datetime | None, list[Session]], times: Iterable[datetime | None]
) -> list[Cell | None]:
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
