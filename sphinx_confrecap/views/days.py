"""What is still to come, and what is over, on a given day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ..catalogue.catalogue import Catalogue
from ..model.queries import Timed, When
from ..model.talks import Conference, Status, Talk, day_of, start_at


def days_of(catalogue: Catalogue, key: str) -> tuple[date | None, date | None]:
    """Return the first and the last day on which a talk may be."""
    last = catalogue.last_days.get(key)
    return catalogue.days.get(key, last), last


def days_shown(catalogue: Catalogue, key: str) -> tuple[date | None, date | None]:
    """Return the day of a talk; if it is not known, all days of its conference.

    The second is missing if there is one day.
    """
    first, last = catalogue.days.get(key), catalogue.last_days.get(key)
    several = first != last and not _has_start(catalogue, key)
    return first, last if first and several else None


def _has_start(catalogue: Catalogue, key: str | None) -> bool:
    """Tell whether a talk, or a talk around it, says when it is."""
    while key:
        if catalogue.talk(key).fact.start:
            return True
        key = catalogue.parents.get(key)
    return False


def certain_day(conference: Conference | None) -> date | None:
    """Return the day of all talks of a conference, if it has only one day."""
    if conference and conference.end in (None, conference.start):
        return conference.start
    return None


def time_of(catalogue: Catalogue, key: str, today: date) -> When:
    """Tell whether a talk is still to come, if it takes place.

    It is to come until its last day is over. Without a day, it is if it is planned.
    """
    _first, last = days_of(catalogue, key)
    planned = catalogue.talk(key).fact.status is Status.PLANNED
    to_come = planned if last is None else last >= today
    return When.UPCOMING if to_come else When.PAST


def status_of(catalogue: Catalogue, key: str, today: date) -> Status | None:
    """Return the status of a talk; one that is over is not planned any more."""
    return as_of(catalogue, key, catalogue.talk(key).fact, today).status


def as_of(catalogue: Catalogue, key: str, talk: Talk, today: date) -> Talk:
    """Return the facts about a talk with the status that it has on the day *today*."""
    planned = talk.status is Status.PLANNED
    if planned and time_of(catalogue, key, today) is When.PAST:
        return replace(talk, status=None)
    return talk


def span_of_conference(
    catalogue: Catalogue, key: str
) -> tuple[date | None, date | None]:
    """Return the first and the last day of a conference, else those of its talks."""
    conference = catalogue.conferences[key].fact
    first, last = conference.start, conference.end
    if first or last:
        return first or last, last or first
    talks = catalogue.programme.get(key, ())
    days = [catalogue.days[talk] for talk in talks if talk in catalogue.days]
    ends = [catalogue.last_days[talk] for talk in talks if talk in catalogue.last_days]
    return min(days, default=None), max(ends, default=None)


def time_of_conference(catalogue: Catalogue, key: str, today: date) -> When:
    """Tell the same of a conference; without a day, a planned talk decides."""
    _first, last = span_of_conference(catalogue, key)
    if last:
        return When.UPCOMING if last >= today else When.PAST
    times = (time_of(catalogue, k, today) for k in catalogue.programme.get(key, ()))
    return When.UPCOMING if When.UPCOMING in times else When.PAST


def takes_days_of(
    catalogue: Catalogue,
    key: str,
    query: Timed,
    today: date,
    *,
    with_cancelled: bool = False,
) -> bool:
    """Tell whether the days of a talk pass the filters of a list.

    A cancelled talk is neither to come nor past, unless the list is *with_cancelled*.
    """
    if query.when:
        cancelled = catalogue.talk(key).fact.status is Status.CANCELLED
        if cancelled and not with_cancelled:
            return False
        if query.when is not time_of(catalogue, key, today):
            return False
    return query.takes_days(*days_of(catalogue, key), today)


def takes_span(
    query: Timed, first: date | None, last: date | None, today: date
) -> bool:
    """Tell whether a time without a status passes the filters of a list."""
    time = When.UPCOMING if last and last >= today else When.PAST
    return query.when in (None, time) and query.takes_days(first, last, today)


def turning_days(catalogue: Catalogue) -> tuple[date, ...]:
    """Return all days that a list may compare with today, in order."""
    conferences = (record.fact for record in catalogue.conferences.values())
    days = {
        *catalogue.days.values(),
        *catalogue.last_days.values(),
        *_days_of_breaks(catalogue),
        *(day for one in conferences for day in (one.start, one.end) if day),
        *(recap.date for recap in catalogue.recaps.values() if recap.date),
        *(r.fact.day for r in catalogue.quotations if r.fact.day),
    }
    return tuple(sorted(days))


def _days_of_breaks(catalogue: Catalogue) -> Iterator[date]:
    for key, records in catalogue.breaks.items():
        conference = catalogue.conferences[key].fact
        for record in records:
            if day := day_of(start_at(record.fact.start, conference)):
                yield day
