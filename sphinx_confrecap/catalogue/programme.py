"""The days of talks, and the programme of a conference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from ..model.rules import Problem, Rule
from ..model.talks import Conference, Record, Talk, day_of, later, start_at


def starts_of(
    talks: Mapping[str, Record[Talk]],
    held_at: Mapping[str, Conference],
    parents: Mapping[str, str],
) -> dict[str, date | datetime]:
    """Return the starts of talks. A talk in a talk starts with it by default."""
    starts: dict[str, date | datetime] = {}
    for key, record in talks.items():
        start = start_at(record.fact.start, held_at.get(key))
        # The talk around another is written before it.
        start = start or starts.get(parents.get(key, ""))
        if start is not None:
            starts[key] = start
    return starts


def days_of(
    talks: Iterable[str],
    held_at: Mapping[str, Conference],
    starts: Mapping[str, date | datetime],
) -> dict[str, date]:
    """Return the days of talks, by default the first day of their conference."""
    first_days = {key: conference.start for key, conference in held_at.items()}
    days = {key: day_of(starts.get(key)) or first_days.get(key) for key in talks}
    return {key: day for key, day in days.items() if day}


def last_days_of(
    talks: Mapping[str, Record[Talk]],
    held_at: Mapping[str, Conference],
    starts: Mapping[str, date | datetime],
) -> dict[str, date]:
    """Return the last days of talks, by default the last day of their conference."""
    found: dict[str, date] = {}
    for key, record in talks.items():
        start, conference = starts.get(key), held_at.get(key)
        if isinstance(start, datetime):
            found[key] = later(start, record.fact.duration or 0).date()
        elif day := start or (conference and (conference.end or conference.start)):
            found[key] = day
    return found


def programme_of(
    held_at: Mapping[str, Conference], starts: Mapping[str, date | datetime]
) -> dict[str, tuple[str, ...]]:
    """Return the talks of each conference, in order."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for key, conference in held_at.items():
        members[conference.key].append(key)
    return {
        conference: tuple(_in_time(keys, starts))
        for conference, keys in members.items()
    }


def _in_time(
    keys: Iterable[str], starts: Mapping[str, date | datetime]
) -> Iterator[str]:
    """Order talks by day; within a day by time if all have one, else as written.

    A talk without a time has no place between two with a time, so a day with such a
    talk keeps the author's order. Talks without a day are last.
    """
    days: defaultdict[date, list[str]] = defaultdict(list)
    for key in keys:
        days[day_of(starts.get(key)) or date.max].append(key)
    for day in sorted(days):
        clock = {
            key: start.time()
            for key in days[day]
            if isinstance(start := starts.get(key), datetime)
        }
        if len(clock) == len(days[day]):
            days[day].sort(key=clock.__getitem__)
        yield from days[day]


def outside_of_conference(
    talks: Mapping[str, Record[Talk]],
    held_at: Mapping[str, Conference],
    starts: Mapping[str, date | datetime],
) -> Iterator[Problem]:
    """Find talks whose own start is outside of their conference."""
    for key, conference in held_at.items():
        if talks[key].fact.start is None:
            continue
        day = day_of(starts[key])
        if conference.start and day < conference.start:
            limit = f"starts on {conference.start}"
        elif conference.end and day > conference.end:
            limit = f"ends on {conference.end}"
        else:
            continue
        message = (
            f"the talk is on {day}, but {conference.name} {limit}; correct one of the "
            "dates"
        )
        yield Problem.at(talks[key], Rule.DATE, message)
