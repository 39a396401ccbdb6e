"""The format of frab in its version 2, which the hub of the CCC writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.programme import Event, Occasion, Person, Programme
from ...model.talks import Link, Status, day_of
from .document import Document
from .given import Given, Remarks
from .values import (
    address_of,
    by_evening,
    is_break,
    languages_of,
    links_of,
    minutes_between,
    minutes_of,
    moment_of,
    occasion_with,
    person_of,
    sorted_links,
    timezone_of,
    title_of,
)

NAME = "frab-v2"
_REFUSED = {"recording_forbidden", "recording_not_possible", "not_recorded", "no"}


def matches(document: Document) -> bool:
    """Tell whether a file has this format."""
    content = document.content
    schedule = content.get("schedule") if isinstance(content, dict) else None
    return isinstance(schedule, dict) and isinstance(schedule.get("events"), list)


def read(documents: Sequence[Document], remarks: Remarks) -> list[Programme]:
    """Read each file as a programme."""
    return [_read(document, remarks) for document in documents]


def _read(document: Document, remarks: Remarks) -> Programme:
    schedule = Given(document.content, remarks, document.name)["schedule"]
    conference = schedule["conference"]
    reader = _Reader(conference)
    events = schedule["events"].named("events")
    return Programme(
        format=NAME,
        version=schedule["version"].text(),
        occasion=occasion_with(reader.occasion(), schedule),
        events=tuple(by_evening(filter(None, map(reader.event, events.parts())))),
    )


class _Reader:
    """Reads the events of one conference."""

    def __init__(self, conference: Given) -> None:
        self.conference = conference
        self.zone = timezone_of(conference["time_zone_name"])
        self.tracks = {
            track["slug"].text(): track["name"].text()
            for track in conference["tracks"].parts()
        }

    def occasion(self) -> Occasion:
        given = self.conference
        return Occasion(
            name=given.first("title", "acronym").text(),
            url=address_of(given["url"]),
            start=day_of(moment_of(given["start"], self.zone)),
            end=day_of(moment_of(given["end"], self.zone)),
            timezone=self.zone,
        )

    def event(self, given: Given) -> Event | None:
        """Read an event; ``None`` without a title."""
        title = title_of(given)
        if not title:
            given.loss("the event has no title, and is left out")
            return None
        start = moment_of(given["start"], self.zone)
        end = moment_of(given["end"], self.zone)
        persons = tuple(_persons(given))
        links = sorted_links(_links(given))
        codes = (given[name].text() for name in ("guid", "code", "slug", "id"))
        return Event(
            id=given.first("guid", "code", "id", "slug").text(),
            codes=tuple(filter(None, codes)),
            title=title,
            place=given.where,
            persons=persons,
            start=start,
            duration=minutes_between(start, end) or minutes_of(given["duration"]),
            room=given["room"]["name"].text(),
            track=self._track(given["track"]),
            type=given["type"].text(),
            languages=languages_of(given["language"]),
            url=address_of(given.first("url", "origin_url")),
            status=_status(given),
            abstract=given.first("description", "abstract").prose(),
            is_break=is_break(title, persons, given["type"].text()),
            slides=links.slides,
            videos=links.videos,
            links=links.others,
        )

    def _track(self, given: Given) -> str:
        slug = given["slug"].text() if isinstance(given.value, dict) else given.text()
        return self.tracks.get(slug) or given["name"].text() or slug


def _persons(given: Given) -> Iterator[Person]:
    for item in given.first("participants", "persons").parts():
        role = item["role"].text().casefold()
        name = item.first("name", "public_name").text()
        if role in ("", "speaker") and (
            found := person_of(name, id=item.first("guid", "code", "id").text())
        ):
            yield found


def _status(given: Given) -> Status | None:
    recording = given["features"]["recording"].text().casefold()
    refused = recording in _REFUSED or given["do_not_record"].value is True
    return Status.NOT_RECORDED if refused else None


def _links(given: Given) -> Iterator[tuple[Link, str]]:
    yield from links_of(given["attachments"])
    yield from links_of(given["links"])
    for link, _kind in links_of(given["recordings"]):
        yield link, "video"
