"""The formats of Sessionize's API: All, GridSmart, Sessions and Speakers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...model.programme import Event, Occasion, Person, Programme
from ...model.talks import Link
from .document import Document
from .given import Given, Remarks
from .values import (
    address_of,
    by_evening,
    is_break,
    languages_of,
    minutes_between,
    moment_of,
    occasion_with,
    person_of,
)

NAME = "sessionize"
_CATEGORIES = {
    "track": re.compile(r"track|topic|theme|stream|thema", re.IGNORECASE),
    "type": re.compile(r"format|type|kind|art$", re.IGNORECASE),
    "level": re.compile(r"level|niveau|difficulty", re.IGNORECASE),
    "language": re.compile(r"language|sprache|langue|idioma|lingua", re.IGNORECASE),
}
_GONE = {"declined", "canceled", "cancelled", "withdrawn", "decline_queue"}


def matches(document: Document) -> bool:
    """Tell whether a file has one of these formats."""
    content = document.content
    if isinstance(content, dict):
        return isinstance(content.get("sessions"), list) and "speakers" in content
    return isinstance(content, list) and any(map(_is_part, content[:1]))


def _is_part(item: object) -> bool:
    if not isinstance(item, dict):
        return False
    is_grid = "rooms" in item and "date" in item
    is_speaker = "fullName" in item and "sessions" in item
    return is_grid or is_speaker or _is_group(item) or "isServiceSession" in item


def _is_group(item: dict[str, object]) -> bool:
    return "groupName" in item and "sessions" in item


def read(documents: Sequence[Document], remarks: Remarks) -> list[Programme]:
    """Read all files as parts of one programme."""
    parts = _Parts()
    for document in documents:
        parts.add(Given(document.content, remarks, document.name))
    if not parts.sessions:
        return []
    return [
        Programme(
            format=NAME,
            occasion=occasion_with(Occasion(), parts.sessions[0]),
            events=tuple(by_evening(_once(_events(parts)))),
        )
    ]


@dataclass(slots=True)
class _Parts:
    """The sessions, and what they refer to by id."""

    sessions: list[Given] = field(default_factory=list)
    people: dict[str, Given] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)
    categories: dict[str, tuple[str, str]] = field(default_factory=dict)
    """For each item, the title of its category and its name."""

    def add(self, given: Given) -> None:
        """Add the contents of a file."""
        if isinstance(given.value, dict):
            self._add_all(given)
            return
        for item in given.parts():
            if item["rooms"]:
                for room in item["rooms"].parts():
                    self.sessions += room["sessions"].parts()
            elif item["fullName"]:
                self.people[item["id"].text()] = item
            elif item["sessions"]:
                self.sessions += item["sessions"].parts()
            else:
                self.sessions.append(item)

    def _add_all(self, given: Given) -> None:
        self.people |= {p["id"].text(): p for p in given["speakers"].parts()}
        self.rooms |= {r["id"].text(): r["name"].text() for r in given["rooms"].parts()}
        for category in given["categories"].parts():
            title = category.first("title", "name").text()
            for item in category["items"].parts():
                self.categories[item["id"].text()] = title, item["name"].text()
        self.sessions += given["sessions"].parts()


def _once(events: Iterable[Event]) -> Iterator[Event]:
    """Yield each event once. A plenary session is in the grid of each room."""
    seen = set()
    for event in events:
        if (mark := (event.id, event.start)) not in seen:
            seen.add(mark)
            yield event


def _events(parts: _Parts) -> Iterator[Event]:
    for given in parts.sessions:
        title = given["title"].text()
        if not title:
            given.loss("the session has no title, and is left out")
            continue
        start = moment_of(given["startsAt"], given.wanted.timezone)
        end = moment_of(given["endsAt"], given.wanted.timezone)
        persons = tuple(_persons(given["speakers"], parts))
        video = address_of(given["recordingUrl"])
        event = Event(
            id=given["id"].text(),
            codes=tuple(filter(None, [given["id"].text()])),
            title=title,
            place=given.where,
            persons=persons,
            start=start,
            duration=minutes_between(start, end),
            room=given["room"].text() or parts.rooms.get(given["roomId"].text(), ""),
            videos=(Link(url=video),) if video else (),
            abstract=given["description"].prose(),
            is_break=given["isServiceSession"].value is True
            or is_break(title, persons),
            is_cancelled=given["status"].text().casefold() in _GONE,
        )
        yield _with_categories(event, given, parts)


def _persons(given: Given, parts: _Parts) -> Iterator[Person]:
    for item in given.items():
        is_id = not isinstance(item.value, dict)
        id_ = item.text() if is_id else item["id"].text()
        known = parts.people.get(id_)
        name = "" if is_id else item["name"].text()
        if known:
            name = name or known["fullName"].text() or _joined(known)
        biography = known["bio"].prose() if known else ""
        if person := person_of(name, id=id_, biography=biography):
            yield person
        else:
            item.once("a speaker has only an id; give the file of speakers, too")


def _joined(known: Given) -> str:
    return f"{known['firstName'].text()} {known['lastName'].text()}"


def _with_categories(event: Event, given: Given, parts: _Parts) -> Event:
    """Return an event with what its categories say, by their names."""
    found: dict[str, str] = {}
    languages = event.languages
    for title, item in _categories(given, parts):
        for name, pattern in _CATEGORIES.items():
            if pattern.search(title):
                if name == "language":
                    languages = (*languages, *languages_of(item))
                else:
                    found.setdefault(name, item.text())
                break
    return replace(
        event,
        languages=languages,
        track=found.get("track", ""),
        type=found.get("type", ""),
        level=found.get("level", ""),
    )


def _categories(given: Given, parts: _Parts) -> Iterator[tuple[str, Given]]:
    for id_ in given["categoryItems"].items():
        if known := parts.categories.get(id_.text()):
            yield known[0], id_.with_value(known[1])
    for category in given["categories"].parts():
        for item in category["categoryItems"].parts():
            yield category["name"].text(), item["name"]
