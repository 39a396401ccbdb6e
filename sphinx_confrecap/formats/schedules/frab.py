"""The format of frab, which pretalx, wafer and others write, too: version 1.

It is JSON or XML, with days, rooms in them, and events in these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.programme import Event, Occasion, Person, Programme
from ...model.talks import Link, Status, day_of
from ...parsing.fields import parse_day
from .document import Document, Element
from .given import Given, Remarks
from .values import (
    address_of,
    is_break,
    languages_of,
    links_of,
    minutes_of,
    moment_of,
    occasion_with,
    person_of,
    sorted_links,
    timezone_of,
    title_of,
    with_days,
)

NAME = "frab"
_LISTS = {"persons", "links", "attachments", "recordings"}


def matches(document: Document) -> bool:
    """Tell whether a file has this format."""
    content = document.content
    if isinstance(content, Element):
        return content.tag == "schedule"
    schedule = content.get("schedule") if isinstance(content, dict) else None
    conference = schedule.get("conference") if isinstance(schedule, dict) else None
    return isinstance(conference, dict) and "events" not in (schedule or ())


def read(documents: Sequence[Document], remarks: Remarks) -> list[Programme]:
    """Read each file as a programme."""
    return [_read(document, remarks) for document in documents]


def _read(document: Document, remarks: Remarks) -> Programme:
    content = document.content
    if isinstance(content, Element):
        content = {"schedule": _schedule_of_xml(content)}
    schedule = Given(content, remarks, document.name)["schedule"]
    conference = schedule["conference"]
    reader = _Reader(schedule, timezone_of(_zone(schedule)))
    return Programme(
        format=NAME,
        version=schedule["version"].text(),
        occasion=occasion_with(reader.occasion(conference), schedule),
        events=tuple(reader.events(conference["days"].named("days"))),
    )


def _zone(schedule: Given) -> Given:
    return schedule["conference"].first("time_zone_name", "time_zone", "timezone")


class _Reader:
    """Reads the events of one file."""

    def __init__(self, schedule: Given, zone: str) -> None:
        self.base = schedule["base_url"].text()
        self.zone = zone

    def occasion(self, conference: Given) -> Occasion:
        """Return the conference; its address may be that of its programme."""
        url = conference["url"].text() or self.base
        return Occasion(
            name=conference.first("title", "name", "acronym").text(),
            url=url if url.startswith(("http://", "https://")) else "",
            start=day_of(moment_of(conference["start"], self.zone)),
            end=day_of(moment_of(conference["end"], self.zone)),
            timezone=self.zone,
            location=conference["venue"].text(),
        )

    def events(self, days: Given) -> Iterator[Event]:
        """Yield the events of all days, in the order of the file."""
        for day in days.parts():
            group = day["date"].read(parse_day, None)
            events = []
            for name, room in day["rooms"].entries():
                events += [
                    event
                    for item in room.parts()
                    if (event := self.event(item, name)) is not None
                ]
            yield from with_days(events, group)

    def event(self, given: Given, room: str) -> Event | None:
        """Read an event in the group of a *room*; ``None`` without a title."""
        title = title_of(given)
        if not title:
            given.loss("the event has no title, and is left out")
            return None
        persons = tuple(self._persons(given))
        links = sorted_links(self._links(given))
        return Event(
            id=given.first("guid", "id", "code", "slug").text(),
            codes=tuple(self._codes(given)),
            title=title,
            place=given.where,
            persons=persons,
            start=moment_of(given["date"], self.zone),
            duration=minutes_of(given["duration"]),
            room=given["room"].text() or Given(room, Remarks(), "").text(),
            track=given["track"].text(),
            type=given["type"].text(),
            languages=languages_of(given["language"]),
            url=address_of(given["url"]),
            status=_status(given),
            abstract=_abstract(given),
            is_break=is_break(title, persons, given["type"].text()),
            slides=links.slides,
            videos=links.videos,
            links=links.others,
        )

    @staticmethod
    def _codes(given: Given) -> Iterator[str]:
        for name in ("guid", "id", "code", "slug"):
            if text := given[name].text():
                yield text

    @staticmethod
    def _persons(given: Given) -> Iterator[Person]:
        for item in given["persons"].items():
            if isinstance(item.value, str):
                found = person_of(item.value)
            else:
                found = person_of(
                    item.first("public_name", "name", "full_public_name").text(),
                    id=item.first("guid", "code", "id").text(),
                    biography=item.first("biography", "abstract").prose(),
                )
            if found:
                yield found

    def _links(self, given: Given) -> Iterator[tuple[Link, str]]:
        yield from links_of(given["attachments"], self.base)
        yield from links_of(given["links"])
        for link, _kind in links_of(given["recordings"]):
            yield link, "video"


def _status(given: Given) -> Status | None:
    refused = given["do_not_record"].value is True
    return Status.NOT_RECORDED if refused else None


def _abstract(given: Given) -> str:
    parts = (given["abstract"].prose(), given["description"].prose())
    return "\n\n".join(dict.fromkeys(filter(None, parts)))


# --- XML ----------------------------------------------------------------------


def _schedule_of_xml(root: Element) -> dict[str, object]:
    """Return the same as JSON of this format has it."""
    conference: dict[str, object] = {}
    schedule: dict[str, object] = {"conference": conference}
    days: list[object] = []
    for child in root.children:
        if child.tag == "conference":
            conference |= {part.tag: part.text for part in child.children}
        elif child.tag == "day":
            days.append(_day_of_xml(child))
        elif child.tag in ("version", "base_url"):
            schedule[child.tag] = child.text
    schedule.setdefault("base_url", conference.get("base_url", ""))
    conference["days"] = days
    return schedule


def _day_of_xml(day: Element) -> dict[str, object]:
    rooms: dict[str, list[object]] = {}
    for room in day.children:
        if room.tag == "room":
            events = rooms.setdefault(room.attributes.get("name", ""), [])
            events += (_event_of_xml(e) for e in room.children if e.tag == "event")
    return {"date": day.attributes.get("date", ""), "rooms": rooms}


def _event_of_xml(event: Element) -> dict[str, object]:
    found: dict[str, object] = dict(event.attributes)
    for child in event.children:
        if child.tag in _LISTS:
            found[child.tag] = [_item_of_xml(item) for item in child.children]
        elif child.tag == "recording":
            out = (part.text for part in child.children if part.tag == "optout")
            found["do_not_record"] = "true" in out
        else:
            found[child.tag] = child.text
    return found


def _item_of_xml(item: Element) -> dict[str, object]:
    """Return a person, a link or an attachment."""
    return {**item.attributes, "name": item.text, "title": item.text}
