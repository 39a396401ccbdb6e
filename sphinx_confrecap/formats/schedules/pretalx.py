"""The answers of pretalx's REST API: submissions, and what they refer to.

An answer for organisers also holds e-mail addresses, internal notes, reviews and
answers of speakers. Only the fields that are named here are read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...model.programme import Event, Occasion, Person, Programme
from ...model.talks import Link, Status
from ...parsing.fields import parse_day
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
)

NAME = "pretalx"
_STATES = ("", "confirmed", "accepted")


def matches(document: Document) -> bool:
    """Tell whether a file has this format."""
    content = document.content
    if isinstance(content, dict):
        if "date_from" in content and "slug" in content:
            return True
        content = content.get("results") if "next" in content else None
    first = content[0] if isinstance(content, list) and content else None
    if not isinstance(first, dict):
        return isinstance(content, list) and not content and document.content != []
    return ("code" in first and bool({"title", "name", "fullname"} & first.keys())) or (
        isinstance(document.content, dict) and bool({"id", "name"} & first.keys())
    )


def read(documents: Sequence[Document], remarks: Remarks) -> list[Programme]:
    """Read all files as parts of one programme."""
    parts = _Parts()
    for document in documents:
        parts.add(Given(document.content, remarks, document.name))
    if not parts.submissions:
        return []
    parts.check_pages()
    given = parts.event or parts.submissions[0]
    zone = timezone_of(parts.event["timezone"]) if parts.event else ""
    zone = zone or given.wanted.timezone
    events = [
        event for item in parts.submissions for event in _events(item, parts, zone)
    ]
    return [
        Programme(
            format=NAME,
            occasion=occasion_with(_occasion(parts.event, zone), given),
            events=tuple(by_evening(events)),
        )
    ]


@dataclass(slots=True)
class _Parts:
    """The submissions, and what they refer to by code or number."""

    submissions: list[Given] = field(default_factory=list)
    names: dict[str, Given] = field(default_factory=dict)
    """Speakers by code, and rooms, tracks and types by number."""
    event: Given | None = None
    pages: list[Given] = field(default_factory=list)

    def add(self, given: Given) -> None:
        """Add the contents of a file."""
        if given["date_from"]:
            self.event = given
            return
        is_page = isinstance(given.value, dict)
        if is_page:
            self.pages.append(given)
        for item in (given["results"] if is_page else given).parts():
            if item["title"]:
                self.submissions.append(item)
            elif item["submission"]["title"]:
                self.submissions.append(item["submission"])
            else:
                self.names[item.first("code", "id").text()] = item

    def check_pages(self) -> None:
        """Say if pages are missing."""
        for page in self.pages:
            size = len(list(page["results"].items()))
            count = page["count"].value
            if not (isinstance(count, int) and size):
                continue
            of_talks = any(item["title"] for item in page["results"].items())
            if of_talks and count > len(self.submissions):
                number = math.ceil(count / size)
                page.loss(
                    f"it is one page of {number}, and pages are missing; give all, or "
                    "ask for one with page_size"
                )
                return


def _occasion(event: Given | None, zone: str) -> Occasion:
    if event is None:
        return Occasion(timezone=zone)
    return Occasion(
        name=event["name"].text(),
        url=address_of(event["custom_domain"]),
        start=event["date_from"].read(parse_day, None),
        end=event["date_to"].read(parse_day, None),
        timezone=zone,
    )


def _events(given: Given, parts: _Parts, zone: str) -> Iterator[Event]:
    """Yield an event for each slot of a submission; one, if it has no slot."""
    slots = [slot for slot in given["slots"].items() if isinstance(slot.value, dict)]
    slots = slots or [given["slot"]]
    links = sorted_links(_links(given["resources"]))
    for slot in slots:
        start, end = moment_of(slot["start"], zone), moment_of(slot["end"], zone)
        title = given["title"].text()
        persons = tuple(_persons(given["speakers"], parts))
        code = given["code"].text()
        yield Event(
            id=code,
            codes=(code,) if code else (),
            title=title,
            place=given.where,
            persons=persons,
            start=start,
            duration=minutes_between(start, end) or minutes_of(given["duration"]),
            room=_name(slot["room"], parts),
            track=_name(given["track"], parts),
            type=_name(given["submission_type"], parts),
            languages=languages_of(given["content_locale"]),
            url=_url(given),
            status=Status.NOT_RECORDED
            if given["do_not_record"].value is True
            else None,
            tags=tuple(filter(None, (_name(t, parts) for t in given["tags"].items()))),
            abstract=given.first("abstract", "description").prose(),
            is_break=is_break(title, persons, _name(given["submission_type"], parts)),
            is_cancelled=given["state"].text() not in _STATES,
            slides=links.slides,
            videos=links.videos,
            links=links.others,
        )


def _name(given: Given, parts: _Parts) -> str:
    """Return the name of a room or a track: text, an object, or a number."""
    if isinstance(given.value, dict) and "name" in given.value:
        return given["name"].text()
    if isinstance(given.value, dict) and "tag" in given.value:
        return given["tag"].text()
    if isinstance(given.value, int):
        known = parts.names.get(str(given.value))
        if known is None:
            given.once("it is only a number; ask the API with expand, or give names")
            return ""
        return known["name"].text()
    return given.text()


def _persons(given: Given, parts: _Parts) -> Iterator[Person]:
    for item in given.items():
        is_code = not isinstance(item.value, dict)
        code = item.text() if is_code else item["code"].text()
        known = parts.names.get(code)
        source = known if is_code and known else item
        person = person_of(
            "" if is_code and not known else source.first("name", "fullname").text(),
            id=code,
            biography=source["biography"].prose(),
        )
        if person:
            yield person
        elif is_code:
            item.once(
                "speakers have only codes; ask the API with expand=speakers, or give "
                "the file of speakers, too"
            )


def _url(given: Given) -> str:
    """Return the public address; others lead to pages of the organisers."""
    found = given["urls"]["public"] or given["url"]
    text = found.text()
    return "" if "/orga/" in text or "/api/" in text else address_of(found)


def _links(given: Given) -> Iterator[tuple[Link, str]]:
    for item in given.items():
        if isinstance(item.value, int):
            item.once("it is only a number; ask the API with expand=resources")
        elif isinstance(item.value, dict):
            if url := address_of(item.first("resource", "link", "url")):
                yield Link(url=url, label=item["description"].text()), ""
        else:
            yield from links_of(item.with_value([item.value]))
