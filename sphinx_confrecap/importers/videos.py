"""Which video of a playlist is the recording of which talk.

Titles of videos hold names, series and dates in any order, so they are not taken
apart. A talk that is known is looked for in them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ..formats.schedules.document import MAX_BYTES, MAX_EVENTS, Syntax, document_of
from ..formats.schedules.given import Given, Remarks
from ..formats.schedules.values import address_of
from ..model.errors import InputError
from ..model.talks import Talk
from ..text.keys import plain_words
from .match import Found

NEAREST = 3
"""How many talks are named for a video that may be one of them."""

_SHORT = 12
"""A title with fewer letters is too common to be sure."""
_ALIKE = 0.93
_FAR = 0.4
_GENERIC = re.compile(
    r"(?:the )?(?:opening|closing|welcome|keynotes?|lightning talks?|panel|intro"
    r"|introduction|wrap up|q and a|questions|summary|day|part|session|announcements"
    r"|er[oö]ffnung|begr[uü][sß]+ung|abschluss|apertura|clausura|bienvenida|ouverture"
    r"|cl[oô]ture|bienvenue|accueil|discussion|ceremony|remarks|talk|and|\d+| )+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """A video of a playlist."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """A video that is no talk for sure, and the talks with the nearest titles."""

    video: Video
    nearest: tuple[str, ...]


@dataclass(slots=True)
class Matches:
    """The videos of talks, and the others."""

    sure: list[tuple[Found, Video]] = field(default_factory=list)
    there: int = 0
    """How many talks have their video already."""
    unsure: list[Unsure] = field(default_factory=list)


def videos_in(name: str, data: bytes, remarks: Remarks) -> list[Video]:
    """Read a playlist of yt-dlp: one object of JSON, or one a line.

    :raises InputError: it is none, or is too large
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: it is larger than {MAX_BYTES >> 20} MiB")
    found = [video for given in _given(name, data, remarks) for video in _videos(given)]
    if not found:
        raise InputError(
            f"{name}: it has no videos; write it with "
            "'yt-dlp --flat-playlist --dump-single-json ADDRESS'"
        )
    return list({video.url: video for video in found}.values())[:MAX_EVENTS]


def _given(name: str, data: bytes, remarks: Remarks) -> Iterator[Given]:
    lines = [line for line in data.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith(b"{") for line in lines[:2]):
        try:
            values: list[object] = [json.loads(line) for line in lines]
        except (ValueError, RecursionError):
            values = [document_of(name, data).content]
    else:
        document = document_of(name, data)
        if document.syntax is not Syntax.JSON:
            raise InputError(f"{name}: it is not JSON of yt-dlp")
        values = [document.content]
    for value in values:
        yield Given(value, remarks, name)


def _videos(given: Given) -> Iterator[Video]:
    if isinstance(given["entries"].value, list):
        for item in given["entries"].parts():
            yield from _videos(item)
        return
    title = given["title"].text()
    url = given.first("webpage_url", "url", "original_url")
    if title and url:
        if url.text().startswith("http"):
            address = address_of(url)
        else:
            video = f"https://www.youtube.com/watch?v={given['id'].text()}"
            address = address_of(url.with_value(video))
        if address:
            yield Video(title=title, url=address)


def matches_of(talks: Sequence[Found], videos: Iterable[Video]) -> Matches:
    """Find the talk of each video. Nobody's guess: one that may be two is none."""
    index = [_Known(talk) for talk in talks]
    result = Matches()
    sure: list[tuple[_Known, Video]] = []
    for video in videos:
        if any(video.url in _urls(known.found.talk) for known in index):
            result.there += 1
        elif known_talk := _sure(video, index):
            sure.append((known_talk, video))
        else:
            result.unsure.append(_unsure(video, index))
    count = Counter(id(known) for known, _ in sure)
    for known, video in sure:
        if count[id(known)] > 1 or known.found.talk.videos:
            result.unsure.append(_unsure(video, index))
        else:
            result.sure.append((known.found, video))
    return result


def _urls(talk: Talk) -> set[str]:
    return {link.url for link in talk.videos}


class _Known:
    """A talk, and the words that a video's title may have."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.words = plain_words(found.talk.title)
        self.start = plain_words(re.split(r"[:–—]\s", found.talk.title)[0])
        self.people = [plain_words(person.name) for person in found.talk.speakers]

    def named_in(self, title: str) -> bool:
        """Tell whether a speaker is named in the words of a title."""
        return any(_holds(title, name) for name in self.people)


def _holds(title: str, words: str) -> bool:
    """Tell whether *words* are in a title, from the start of one to the end of one."""
    return bool(words) and f" {words} " in f" {title} "


def _is_generic(words: str) -> bool:
    return bool(_GENERIC.fullmatch(words)) or len(words) < _SHORT


def _sure(video: Video, index: Sequence[_Known]) -> _Known | None:
    """Return the one talk that is certainly in a video."""
    title = plain_words(video.title)
    found = [k for k in index if not _is_generic(k.words) and _holds(title, k.words)]
    if len(found) > 1:
        # One title may be a part of another.
        longest = max(len(known.words) for known in found)
        found = [known for known in found if len(known.words) == longest]
    if not found:
        named = [known for known in index if known.named_in(title)]
        found = [k for k in named if not _is_generic(k.start) and _is_alike(title, k)]
    return found[0] if len(found) == 1 else None


def _is_alike(title: str, known: _Known) -> bool:
    if _holds(title, known.start):
        return True
    rest = title
    for name in known.people:
        rest = f" {rest} ".replace(f" {name} ", " ").strip()
    return SequenceMatcher(None, rest, known.words).ratio() > _ALIKE


def _unsure(video: Video, index: Sequence[_Known]) -> Unsure:
    title = plain_words(video.title)
    rated = []
    for known in index:
        ratio = SequenceMatcher(None, title, known.words).quick_ratio()
        ratio += 0.5 if known.named_in(title) else 0
        rated.append((ratio, known.found.talk.title))
    rated.sort(key=lambda pair: -pair[0])
    near = tuple(name for ratio, name in rated[:NEAREST] if ratio > _FAR)
    return Unsure(video=video, nearest=near)
