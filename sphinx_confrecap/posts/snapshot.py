"""A post as a file: JSON that people can read, compare and merge.

``snapshot.schema.json`` in this folder is the format. Unknown keys are ignored. Wrong
values are refused, with their place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from ..model.errors import FieldError, SnapshotError
from ..model.posts import (
    Account,
    Card,
    Media,
    MediaKind,
    Post,
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
"""The types of files in the store. No SVG: it can contain scripts."""

_STORED = re.compile(rf"media/[0-9a-f]{{64}}\.(?:{'|'.join(MEDIA_SUFFIXES)})")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def dumps(post: Post) -> str:
    """Return the text of a post's file; one post always gives one text.

    Raises :class:`SnapshotError` for a post that could not be read again.
    """
    post = replace(post, quoted=_leaf(post.quoted), parent=_leaf(post.parent))
    content = {"schema": SCHEMA_VERSION, **_filled(post)}
    text = _whole(json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True))
    if loads(text).reference != post.reference:
        raise SnapshotError("its reference does not have the address of the post")
    return f"{text}\n"


def loads(text: str) -> Post:
    """Read a post from the text of its file; raises :class:`SnapshotError`."""
    content = _content(text)
    version = _number("schema", content.get("schema", 0))
    if version < 1:
        raise SnapshotError("it is not a snapshot of a post: it names no schema")
    if version > SCHEMA_VERSION:
        raise SnapshotError(
            f"it has the schema {version}, and this version of sphinx-confrecap knows "
            f"no schema after {SCHEMA_VERSION}; update sphinx-confrecap"
        )
    post: Post = _object(Post(), "", content)
    return post


def _whole(text: str) -> str:
    """Replace halves of characters of UTF-16, which no file can contain."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


# --- writing ------------------------------------------------------------------


def _leaf(post: Post | None) -> Post | None:
    return replace(post, quoted=None, parent=None) if post else None


def _filled(item: Any) -> dict[str, object]:
    """Return the fields of a dataclass that are not empty."""
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
        raise SnapshotError("it has the marks of a merge conflict; resolve it")
    try:
        content = json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        cut_off = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterm")
        wrong = "is cut off" if cut_off else f"is not JSON in line {error.lineno}"
        raise SnapshotError(f"it {wrong}; delete it and fetch the post again") from None
    except SnapshotError:
        raise
    except (ValueError, RecursionError):
        raise SnapshotError("it is not JSON of a post") from None
    if not isinstance(content, dict):
        raise SnapshotError("it is not a snapshot of a post: it has no object")
    return content


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) < len(pairs):
        raise SnapshotError("it has a key twice; delete it and fetch the post again")
    return content


def _object(empty: Any, path: str, value: object) -> Any:
    """Return the dataclass *empty* with the values of an object of the file.

    *path* leads to the object, for messages. A post in a post has no further posts.
    """
    if not isinstance(value, dict):
        raise _wrong(path, "an object")
    read = {}
    for name in (field.name for field in fields(empty)):
        if name in value and not (path and name in {"quoted", "parent"}):
            reader = _READERS.get(name) or partial(_scalar, getattr(empty, name))
            read[name] = reader(f"{path}.{name}" if path else name, value[name])
    return replace(empty, **read)


def _objects(empty: Any, path: str, value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _wrong(path, "a list")
    return tuple(
        _object(empty, f"{path}[{number}]", item) for number, item in enumerate(value)
    )


def _scalar(default: object, path: str, value: object) -> object:
    match default:
        case StrEnum():
            text, choices = _text(path, value), [*type(default)]
            if text and text not in choices:
                raise _wrong(path, f"one of {', '.join(choices)}")
            return type(default)(text) if text else default
        case bool():
            if not isinstance(value, bool):
                raise _wrong(path, "true or false")
            return value
        case int():
            return _number(path, value)
    return _text(path, value)


def _number(path: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _wrong(path, "a whole number")
    return value


def _text(path: str, value: object) -> str:
    # An escape may spell half a character of UTF-16.
    if not isinstance(value, str) or _whole(value) != value:
        raise _wrong(path, "text")
    return value


def _time(path: str, value: object) -> datetime | None:
    text = _text(path, value)
    if not text:
        return None
    with suppress(ValueError, OverflowError):
        when = datetime.fromisoformat(text)
        if when.tzinfo:
            return when.astimezone(UTC)
    raise _wrong(path, "a time with its zone, as 2018-12-04T10:38:34Z")


def _matching(pattern: re.Pattern[str], wanted: str, path: str, value: object) -> str:
    text = _text(path, value)
    if text and not pattern.fullmatch(text):
        raise _wrong(path, wanted)
    return text


def _reference(path: str, value: object) -> Reference | None:
    text = _text(path, value)
    try:
        return parse_reference(text) if text else None
    except FieldError:
        raise _wrong(path, "the address of a post") from None


def _wrong(path: str, wanted: str) -> SnapshotError:
    return SnapshotError(f"{path} is not {wanted}; fetch the post again")


_address = partial(_matching, _WEB, "an address that begins with https://")
_file = partial(_matching, _STORED, "a file of the store, media/<sha256>.<ext>")
# How to read each field whose default does not tell it.
_READERS: dict[str, Callable[[str, object], object]] = {
    "reference": _reference,
    "author": partial(_object, Account()),
    "created_at": _time,
    "fetched_at": _time,
    "segments": partial(_objects, Segment(kind=SegmentKind.TEXT, text="")),
    "media": partial(_objects, Media(kind=MediaKind.IMAGE)),
    "card": partial(_object, Card(url="")),
    "quoted": partial(_object, Post()),
    "parent": partial(_object, Post()),
    "url": _address,
    "avatar_url": _address,
    "file": _file,
    "avatar": _file,
}
