"""The data of Write the Docs: sessions, and the times of each day, in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html import unescape

from ...model.programme import Event, Occasion, Programme
from ...parsing.fields import parse_when
from .document import Document, Syntax
from .given import Given, Remarks, tidy
from .values import (
    address_of,
    by_evening,
    is_break,
    minutes_of,
    occasion_with,
    person_of,
)

NAME = "writethedocs"
_DAY = re.compile(r"(?:talks|writing|workshops?|unconference)?_?day_?(?P<number>\d)")
_TAG = re.compile(r"<[^<>]*>")


def matches(document: Document) -> bool:
    """Tell whether a file has this format."""
    content = document.content
    if document.syntax is not Syntax.YAML:
        return False
    if isinstance(content, dict):
        return any(isinstance(k, str) and _DAY.fullmatch(k) for k in content)
    first = content[0] if isinstance(content, list) and content else None
    return isinstance(first, dict) and {"title", "slug", "series"} <= first.keys()


def read(documents: Sequence[Document], remarks: Remarks) -> list[Programme]:
    """Read all files as parts of one programme."""
    sessions: dict[str, Given] = {}
    days: list[tuple[int, Given]] = []
    for document in documents:
        given = Given(document.content, remarks, document.name)
        if isinstance(document.content, list):
            sessions |= {item["slug"].text(): item for item in given.parts()}
        for name, rows in given.entries():
            if match := _DAY.fullmatch(name):
                days.append((int(match["number"]), rows))
    reader = _Reader(sessions)
    events = [event for number, rows in days for event in reader.day(number, rows)]
    events += reader.unplaced()
    given = Given(None, remarks, documents[0].name)
    return [
        Programme(
            format=NAME,
            occasion=occasion_with(reader.occasion(), given),
            events=tuple(by_evening(events)),
        )
    ]


class _Reader:
    """Puts sessions and times together."""

    def __init__(self, sessions: dict[str, Given]) -> None:
        self.sessions = sessions
        self.placed: set[str] = set()

    def occasion(self) -> Occasion:
        for given in self.sessions.values():
            name = f"{given['series'].text()} {given['year'].text()}".strip()
            return Occasion(name=name)
        return Occasion()

    def day(self, number: int, rows: Given) -> Iterator[Event]:
        """Yield the events of a day; a row without a time begins when one ends."""
        clock: datetime | None = None
        for row in rows.parts():
            clock = self._clock(row, number) or clock
            duration = minutes_of(row["duration"]) if _lasts(row) else None
            if event := self._event(row, clock, duration):
                yield event
            if clock and duration:
                clock += timedelta(minutes=duration)

    def unplaced(self) -> Iterator[Event]:
        """Yield the sessions that have no time."""
        for slug, given in self.sessions.items():
            if slug not in self.placed and (event := _session(given, None, None)):
                yield event

    @staticmethod
    def _clock(row: Given, number: int) -> datetime | None:
        if not row["time"]:
            return None
        start = row.wanted.start
        if start is None:
            row.once("times have no day; name the first day with --start 2030-05-17")
            return None
        day = start + timedelta(days=number - 1)
        text = f"{day} {row['time'].text()}"
        when = row["time"].with_value(text).read(parse_when, None)
        return when if isinstance(when, datetime) else None

    def _event(
        self, row: Given, start: datetime | None, duration: int | None
    ) -> Event | None:
        slug = row["slug"].text()
        if slug in self.sessions:
            self.placed.add(slug)
            return _session(self.sessions[slug], start, duration)
        if slug:
            row["slug"].once("no session of this slug is known; give the file, too")
            return None
        title = tidy(unescape(_TAG.sub("", row["title"].text())))
        if not title or not duration:
            return None
        return Event(
            id=f"{title}@{start or ''}",
            title=title,
            place=row.where,
            start=start,
            duration=duration,
            is_break=is_break(title, ()) or "Q&A" in title,
        )


def _lasts(row: Given) -> bool:
    return row["duration"].text().strip("0:") != ""


def _session(
    given: Given, start: datetime | None, duration: int | None
) -> Event | None:
    title = given["title"].text()
    if not title:
        given.loss("the session has no title, and is left out")
        return None
    found = (person_of(item["name"].text()) for item in given["speakers"].parts())
    slug = given["slug"].text()
    return Event(
        id=slug,
        codes=(slug,),
        title=title,
        place=given.where,
        persons=tuple(filter(None, found)),
        start=start,
        duration=duration,
        url=address_of(given["url"]),
        abstract=given["abstract"].prose(),
    )
