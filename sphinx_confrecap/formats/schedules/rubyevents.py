"""The archive of rubyevents.org: ``event.yml`` and ``videos.yml`` of a conference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model.programme import Event, Occasion, Programme
from ...model.talks import Link, Status
from ...parsing.fields import parse_cue, parse_day
from .document import Document, Syntax
from .given import Given, Remarks
from .values import (
    address_of,
    by_evening,
    is_break,
    languages_of,
    moment_of,
    occasion_with,
    person_of,
)

NAME = "rubyevents"
_PLAYERS = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "mp4": "",
}
_STATES = {
    "not_recorded": Status.NOT_RECORDED,
    "scheduled": Status.SCHEDULED,
    "not_published": Status.SCHEDULED,
}


def matches(document: Document) -> bool:
    """Tell whether a file has this format."""
    content = document.content
    if document.syntax is not Syntax.YAML:
        return False
    if isinstance(content, dict):
        return "title" in content and bool({"start_date", "location"} & content.keys())
    first = content[0] if isinstance(content, list) and content else None
    return isinstance(first, dict) and bool(
        {"video_provider", "video_id", "event_name"} & first.keys()
    )


def read(documents: Sequence[Document], remarks: Remarks) -> list[Programme]:
    """Read all files as parts of one programme."""
    occasion = Occasion()
    events: list[Event] = []
    for document in documents:
        given = Given(document.content, remarks, document.name)
        if isinstance(document.content, dict):
            occasion = _occasion(given)
        else:
            for item in given.parts():
                events += _events(item, "")
    given = Given(None, remarks, documents[0].name)
    return [
        Programme(
            format=NAME,
            occasion=occasion_with(occasion, given),
            events=tuple(by_evening(events)),
        )
    ]


def _occasion(given: Given) -> Occasion:
    return Occasion(
        name=given["title"].text(),
        url=address_of(given["website"]),
        start=given["start_date"].read(parse_day, None),
        end=given["end_date"].read(parse_day, None),
        location=given["location"].text(),
    )


def _events(given: Given, parent: str) -> Iterator[Event]:
    """Yield a talk, and the talks that are parts of its recording."""
    title = given.first("title", "raw_title").text()
    if not title:
        given.loss("the talk has no title, and is left out")
        return
    names = given["speakers"].items()
    found = (
        person_of((n["name"] if isinstance(n.value, dict) else n).text()) for n in names
    )
    persons = tuple(filter(None, found))
    provider = given["video_provider"].text().casefold()
    video = _video(given, provider)
    slides = address_of(given["slides_url"])
    id_ = given.first("id", "slug", "video_id").text() or title
    event = Event(
        id=id_,
        codes=(id_,),
        title=title,
        place=given.where,
        persons=persons,
        start=moment_of(given["date"], given.wanted.timezone),
        track=given["track"].text(),
        type=given["kind"].text(),
        languages=languages_of(given["language"]),
        videos=(Link(url=video),) if video else (),
        slides=(Link(url=slides),) if slides else (),
        status=_STATES.get(provider),
        abstract=given["description"].prose(),
        is_break=is_break(title, persons),
    )
    if parent:
        event = replace(event, parent=parent, cue=_cue(given["start_cue"]))
    yield event
    for item in given["talks"].parts():
        yield from _events(item, id_)


def _cue(given: Given) -> int | None:
    """Return the start in the recording; archives have ``TODO`` for an unknown one."""
    return given.read(parse_cue, None) if given.text()[:1].isdigit() else None


def _video(given: Given, provider: str) -> str:
    id_ = given["video_id"].text()
    if not id_ or provider not in _PLAYERS:
        return ""
    return address_of(given["video_id"].with_value(_PLAYERS[provider] + id_))
