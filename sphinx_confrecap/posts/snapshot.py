"""A post as a file: JSON that people can read, compare and merge.

``snapshot.schema.json`` beside this file is the format. Unknown keys are ignored. Wrong
values are refused, with their place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from ..model.errors import FieldError, SnapshotError
from ..model.posts import (
    Account,
    Card,
    Media,
    MediaKind,
    Post,
    PostStatus,
    Reference,
    Segment,
    SegmentKind,
)
from ..text.files import line_of_conflict
from .reference import parse_reference

SCHEMA_VERSION = 1

MAX_LENGTH = 1024 * 1024
"""The longest file that is read, in characters: a post has some thousands."""

MEDIA_SUFFIXES = ("avif", "gif", "jpeg", "jpg", "png", "webp")
"""The types of files in the store. No SVG: it can hold programs."""

_STORED = re.compile(rf"media/[0-9a-f]{{64}}\.(?:{'|'.join(MEDIA_SUFFIXES)})")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)

Choice = TypeVar("Choice", bound=StrEnum)
Result = TypeVar("Result")


def dumps(post: Post) -> str:
    """Return the text of a post's file; one post always gives one text.

    Raises :class:`SnapshotError` for a post that could not
    be read again.
    """
    content = {"schema": SCHEMA_VERSION, **_filled(_one_level(post))}
    text = _whole(json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True))
    if loads(text).reference != post.reference:
        raise SnapshotError("its reference does not have the address of the post")
    return f"{text}\n"


def loads(text: str) -> Post:
    """Read a post from the text of its file.

    Raises :class:`SnapshotError`.
    """
    content = _Object("", _content(text))
    version = content.number("schema")
    if version < 1:
        raise SnapshotError("it is no snapshot of a post: it names no schema")
    if version > SCHEMA_VERSION:
        raise SnapshotError(
            f"it has the schema {version}, and this version of sphinx-confrecap knows "
            f"no schema after {SCHEMA_VERSION}; update sphinx-confrecap"
        )
    return replace(
        _post(content),
        quoted=content.object("quoted", _post),
        parent=content.object("parent", _post),
    )


def _whole(text: str) -> str:
    """Replace halves of characters of UTF-16, which no file can hold."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


# --- writing ------------------------------------------------------------------


def _one_level(post: Post) -> Post:
    return replace(post, quoted=_leaf(post.quoted), parent=_leaf(post.parent))


def _leaf(post: Post | None) -> Post | None:
    return replace(post, quoted=None, parent=None) if post else None


def _filled(item: object) -> dict[str, object]:
    """Return the fields of a dataclass that hold something."""
    if not is_dataclass(item):
        raise TypeError(item)
    plain = {field.name: _plain(getattr(item, field.name)) for field in fields(item)}
    return {name: value for name, value in plain.items() if value}


def _plain(value: object) -> object:
    match value:
        case Reference():
            return value.url
        case datetime(tzinfo=None):
            return value.isoformat()
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case tuple():
            return [_plain(item) for item in value]
        case _ if is_dataclass(value):
            return _filled(value)
    return value


# --- reading ------------------------------------------------------------------


def _content(text: str) -> dict[str, object]:
    if len(text) > MAX_LENGTH:
        raise SnapshotError("it is too large for a post; delete it and fetch again")
    if not text.strip():
        raise SnapshotError("it is empty; delete it and fetch the post again")
    if line_of_conflict(text):
        raise SnapshotError("it holds the marks of a merge conflict; resolve it")
    try:
        content = json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        cut_off = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterm")
        wrong = "is cut off" if cut_off else f"is no JSON in line {error.lineno}"
        raise SnapshotError(f"it {wrong}; delete it and fetch the post again") from None
    except SnapshotError:
        raise
    except (ValueError, RecursionError):
        raise SnapshotError("it is no JSON that a post could be") from None
    if not isinstance(content, dict):
        raise SnapshotError("it is no snapshot of a post: it holds no object")
    return content


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) < len(pairs):
        raise SnapshotError("it holds a key twice; delete it and fetch the post again")
    return content


@dataclass(frozen=True, slots=True)
class _Object:
    """An object in a file. Its *path* is in messages about it."""

    path: str
    content: dict[str, object]

    def text(self, name: str) -> str:
        value = self.content.get(name, "")
        # An escape may spell half a character of UTF-16.
        if not isinstance(value, str) or _whole(value) != value:
            raise self.wrong(name, "text")
        return value

    def flag(self, name: str) -> bool:
        value = self.content.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false")
        return value

    def number(self, name: str) -> int:
        value = self.content.get(name, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(name, "a whole number")
        return value

    def time(self, name: str) -> datetime | None:
        text = self.text(name)
        if not text:
            return None
        with suppress(ValueError, OverflowError):
            when = datetime.fromisoformat(text)
            if when.tzinfo:
                return when.astimezone(UTC)
        raise self.wrong(name, "a time with its zone, as 2018-12-04T10:38:34Z")

    def choice(self, name: str, choices: type[Choice], default: Choice) -> Choice:
        text = self.text(name)
        try:
            return choices(text) if text else default
        except ValueError:
            raise self.wrong(name, f"one of {', '.join(choices)}") from None

    def address(self, name: str) -> str:
        text = self.text(name)
        if text and not _WEB.fullmatch(text):
            raise self.wrong(name, "an address that begins with https://")
        return text

    def stored(self, name: str) -> str:
        text = self.text(name)
        if text and not _STORED.fullmatch(text):
            raise self.wrong(name, "a file of the store, media/<sha256>.<ext>")
        return text

    def reference(self, name: str) -> Reference | None:
        text = self.text(name)
        try:
            return parse_reference(text) if text else None
        except FieldError:
            raise self.wrong(name, "the address of a post") from None

    def object(self, name: str, read: Callable[[_Object], Result]) -> Result | None:
        value = self.content.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(name, "an object")
        return read(_Object(f"{self.path}{name}.", value))

    def objects(
        self, name: str, read: Callable[[_Object], Result]
    ) -> tuple[Result, ...]:
        values = self.content.get(name, [])
        if not isinstance(values, list):
            raise self.wrong(name, "a list")
        found = []
        for number, value in enumerate(values):
            if not isinstance(value, dict):
                raise self.wrong(f"{name}[{number}]", "an object")
            found.append(read(_Object(f"{self.path}{name}[{number}].", value)))
        return tuple(found)

    def wrong(self, name: str, wanted: str) -> SnapshotError:
        return SnapshotError(f"{self.path}{name} is not {wanted}; fetch the post again")


def _post(content: _Object) -> Post:
    return Post(
        reference=content.reference("reference"),
        status=content.choice("status", PostStatus, PostStatus.OK),
        author=content.object("author", _account) or Account(),
        created_at=content.time("created_at"),
        lang=content.text("lang"),
        segments=content.objects("segments", _segment),
        media=content.objects("media", _media),
        card=content.object("card", _card),
        warning=content.text("warning"),
        edited=content.flag("edited"),
        fetched_at=content.time("fetched_at"),
    )


def _account(content: _Object) -> Account:
    return Account(
        name=content.text("name"),
        handle=content.text("handle"),
        url=content.address("url"),
        avatar=content.stored("avatar"),
        avatar_url=content.address("avatar_url"),
    )


def _segment(content: _Object) -> Segment:
    return Segment(
        kind=content.choice("kind", SegmentKind, SegmentKind.TEXT),
        text=content.text("text"),
        url=content.address("url"),
    )


def _media(content: _Object) -> Media:
    return Media(
        kind=content.choice("kind", MediaKind, MediaKind.IMAGE),
        url=content.address("url"),
        file=content.stored("file"),
        width=content.number("width"),
        height=content.number("height"),
        alt=content.text("alt"),
    )


def _card(content: _Object) -> Card:
    return Card(
        url=content.address("url"),
        title=content.text("title"),
        description=content.text("description"),
    )
