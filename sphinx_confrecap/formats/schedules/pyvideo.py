"""The archive of pyvideo.org: a folder with ``category.json`` and a file per video."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ...model.programme import Event, Occasion, Programme
from ...model.talks import Link
from .document import Document
from .given import Given, Remarks
from .values import (
    by_evening,
    is_break,
    languages_of,
    links_of,
    moment_of,
    occasion_with,
    person_of,
    sorted_links,
)

NAME = "pyvideo"


def matches(document: Document) -> bool:
    """Tell whether a file has this format."""
    content = document.content
    if not isinstance(content, dict) or "title" not in content:
        return False
    is_category = PurePath(document.name).name == "category.json"
    return is_category or ("speakers" in content and "videos" in content)


def read(documents: Sequence[Document], remarks: Remarks) -> list[Programme]:
    """Read all files as parts of one programme."""
    name = ""
    events = []
    for document in documents:
        given = Given(document.content, remarks, document.name)
        if PurePath(document.name).name == "category.json":
            name = given["title"].text()
        elif event := _event(given):
            events.append(event)
    given = Given(None, remarks, documents[0].name)
    return [
        Programme(
            format=NAME,
            occasion=occasion_with(Occasion(name=name), given),
            events=tuple(by_evening(events)),
        )
    ]


def _event(given: Given) -> Event | None:
    title = given["title"].text()
    if not title:
        given.loss("the video has no title, and is left out")
        return None
    names = (person_of(item.text()) for item in given["speakers"].items())
    persons = tuple(filter(None, names))
    links = sorted_links(_links(given))
    return Event(
        id=PurePath(given.file).stem,
        title=title,
        place=given.where,
        persons=persons,
        start=moment_of(given["recorded"], given.wanted.timezone),
        duration=_minutes(given["duration"]),
        languages=languages_of(given["language"]),
        tags=tuple(filter(None, (tag.text() for tag in given["tags"].items()))),
        abstract=given.first("description", "summary").prose(),
        is_break=is_break(title, persons),
        slides=links.slides,
        videos=links.videos,
        links=links.others,
    )


def _minutes(given: Given) -> int | None:
    """Return minutes; the archive has seconds."""
    seconds = given.value
    if not isinstance(seconds, (int, float)) or not 0 < seconds < 14 * 86400:
        return None
    return max(1, round(seconds / 60))


def _links(given: Given) -> Iterator[tuple[Link, str]]:
    for link, _kind in links_of(given["videos"]):
        yield link, "video"
    for item in given["related_urls"].items():
        label = item["label"].text() if isinstance(item.value, dict) else ""
        for link, kind in links_of(item.with_value([item.value])):
            yield (Link(url=link.url, label=label) if label else link), kind
