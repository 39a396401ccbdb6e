"""iCalendar (RFC 5545): often the only programme that a conference offers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from ...model.errors import InputError
from ...model.programme import Event, Occasion, Person, Programme
from .document import Document, Syntax
from .given import Given, Remarks
from .values import (
    address_of,
    by_evening,
    is_break,
    local_in,
    minutes_between,
    occasion_with,
    person_of,
    timezone_of,
)

NAME = "ical"
_PARTS_IN_SUMMARY = re.compile(r"pretalx|frab", re.IGNORECASE)
"""The programs that write speakers behind the title, ``Title - Speaker, Speaker``."""
_BY = "{title} - {speakers}"
_SPEAKERS = re.compile(r"Speakers?:[ \t]*(?P<names>[^\n]+)")
_FIELDS = {"title": r"(?P<title>.+)", "speakers": r"(?P<speakers>.+?)"}


def matches(document: Document) -> bool:
    """Tell whether a file has this format."""
    return document.syntax is Syntax.CALENDAR


def read(documents: Sequence[Document], remarks: Remarks) -> list[Programme]:
    """Read each file as a programme."""
    return [_read(document, remarks) for document in documents]


def pattern_of(summary: str) -> re.Pattern[str]:
    """Return the pattern of summaries such as ``{title} - {speakers}``.

    :raises InputError: it does not name the title, or names something else
    """
    parts = re.split(r"\{(\w+)\}", summary)
    names = parts[1::2]
    if "title" not in names or len(set(names)) < len(names) or {*names} - {*_FIELDS}:
        raise InputError(f"--summary: write {_BY!r}, with {{title}} once")
    parts[::2] = map(re.escape, parts[::2])
    parts[1::2] = (_FIELDS[name] for name in names)
    return re.compile("".join(parts))


def _read(document: Document, remarks: Remarks) -> Programme:
    calendar = _calendar(document)
    given = Given(None, remarks, document.name)
    zone = timezone_of(given.with_value(_text(calendar, "X-WR-TIMEZONE")))
    components = calendar.walk("VEVENT")
    zone = zone or next(filter(None, map(_zone_of, components)), "")
    summary = remarks.wanted.summary
    if not summary and _PARTS_IN_SUMMARY.search(_text(calendar, "PRODID")):
        summary = _BY
    pattern = pattern_of(summary) if summary else None
    events = (
        _event(component, given.named(f"events[{index}]"), zone, pattern)
        for index, component in enumerate(components)
    )
    name = _text(calendar, "X-WR-CALNAME") or _text(calendar, "X-WR-CALDESC")
    occasion = Occasion(name=given.with_value(name).text(), timezone=zone)
    return Programme(
        format=NAME,
        occasion=occasion_with(occasion, given),
        events=tuple(by_evening(filter(None, events))),
    )


def _calendar(document: Document) -> Any:
    # Nothing else needs it, and it is slow to load.
    from icalendar import Calendar  # noqa: PLC0415

    try:
        return Calendar.from_ical(str(document.content))
    except (ValueError, IndexError, KeyError) as error:
        message = f"{document.name}: it is not a calendar: {error}"
        raise InputError(message) from None


def _text(component: Any, name: str) -> str:
    value = component.get(name, "")
    return str(value[0] if isinstance(value, list) else value)


def _zone_of(component: Any) -> str:
    """Return the zone that a start names, if Python knows it."""
    start = _moment(component, "DTSTART")
    zone = getattr(start, "tzinfo", None)
    key = getattr(zone, "key", "")
    return key if key != "UTC" else ""


def _moment(component: Any, name: str) -> date | datetime | timedelta | None:
    value = component.get(name)
    value = value[0] if isinstance(value, list) else value
    found = getattr(value, "dt", None)
    return found if isinstance(found, (date, timedelta)) else None


def _event(
    component: Any, given: Given, zone: str, pattern: re.Pattern[str] | None
) -> Event | None:
    """Read an event; ``None`` without a summary."""
    title = given.with_value(_text(component, "SUMMARY")).text()
    if not title:
        given.loss("the event has no summary, and is left out")
        return None
    names = ""
    if pattern and (match := pattern.fullmatch(title)):
        title, names = match["title"].strip(), match.groupdict().get("speakers", "")
    description = given.with_value(_text(component, "DESCRIPTION")).prose()
    if speakers := _SPEAKERS.match(description):
        names = names or speakers["names"]
        description = description[speakers.end() :].strip()
    if component.get("RRULE"):
        given.loss(f"{title!r} is repeated by a rule; only its first time is read")
    persons = tuple(_persons(names))
    start = _moment(component, "DTSTART")
    uid = given.with_value(_text(component, "UID")).text()
    url = address_of(
        given.with_value(_text(component, "URL")).named(f"{given.place}.URL")
    )
    return Event(
        id=uid or url,
        codes=tuple(filter(None, (uid, url))),
        title=title,
        place=given.where,
        persons=persons,
        start=_local(start, zone),
        duration=_minutes(component, start),
        room=given.with_value(_text(component, "LOCATION")).text(),
        url=url,
        abstract=description,
        is_break=is_break(title, persons),
        is_cancelled=_text(component, "STATUS").upper() == "CANCELLED",
    )


def _local(start: object, zone: str) -> date | datetime | None:
    if isinstance(start, datetime):
        return local_in(zone, start)
    return start if isinstance(start, date) else None


def _minutes(component: Any, start: object) -> int | None:
    end, length = _moment(component, "DTEND"), _moment(component, "DURATION")
    if isinstance(length, timedelta) and isinstance(start, datetime):
        end = start + length
    if isinstance(start, datetime) and isinstance(end, datetime):
        return minutes_between(start, end)
    return None


def _persons(names: str) -> Iterator[Person]:
    for name in names.split(","):
        if person := person_of(name):
            yield person
