"""Reads answers of platforms. Missing or odd parts are left out."""

from __future__ import annotations

from datetime import UTC, datetime

from ..model.errors import FieldError
from ..model.posts import Card, Media, MediaKind
from ..parsing.fields import parse_language
from ..text.urls import host_of, safe_url

_MOST = 500
"""The most items of a list that are read."""

# Codes that ISO 639 has given up since, and that X and old programs still write.
_RENAMED = {"in": "id", "iw": "he", "ji": "yi"}
# RFC 5646, 2.2.1: codes that are not a language, or reserved for private use.
_NO_LANGUAGES = ("und", "zxx", "mul", "mis")


class Payload:
    """An object of JSON, read by the path of keys to a value."""

    __slots__ = ("_content",)

    def __init__(self, content: object) -> None:
        self._content = content if isinstance(content, dict) else {}

    def __bool__(self) -> bool:
        return bool(self._content)

    def value(self, *path: str) -> object:
        """Return the value unchanged; ``None`` if there is none."""
        content: object = self._content
        for key in path:
            content = content.get(key) if isinstance(content, dict) else None
        return content

    def text(self, *path: str) -> str:
        value = self.value(*path)
        return value if isinstance(value, str) else ""

    def number(self, *path: str) -> int:
        """Return a number of pixels, 0 if there is none."""
        value = self.value(*path)
        match value:
            case int() if not isinstance(value, bool) and 0 <= value < 10**6:
                return value
        return 0

    def part(self, *path: str) -> Payload:
        """Return an object; an empty one if there is none."""
        return Payload(self.value(*path))

    def parts(self, *path: str) -> list[Payload]:
        """Return the objects in an array; X has begun to write arrays as objects."""
        value = self.value(*path)
        if isinstance(value, dict):
            value = list(value.values())
        items = value[:_MOST] if isinstance(value, list) else ()
        return [Payload(item) for item in items if isinstance(item, dict)]

    def url(self, *path: str) -> str:
        """Return an address of http or https; empty for any other text."""
        return web_url(self.text(*path))

    def time(self, *path: str) -> datetime | None:
        """Return a time of ISO 8601, in UTC."""
        try:
            when = datetime.fromisoformat(self.text(*path))
            return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            return None


def media_of(kind: MediaKind, url: str, size: Payload, alt: str) -> Media:
    """Return an image, or the still of a video, with its *size*."""
    width, height = size.number("width"), size.number("height")
    return Media(kind=kind, url=url, width=width, height=height, alt=alt)


def card_of(url: str, title: str, description: str) -> Card | None:
    """Return the preview of a link; ``None`` if there is nothing to show."""
    if not (url and title):
        return None
    return Card(url=url, title=title, description=description)


def web_url(text: str) -> str:
    """Return an address of http or https; empty for any other text."""
    url = safe_url(text) or ""
    is_web = url.lower().startswith(("http://", "https://"))
    return url if is_web and host_of(url) and " ".join(url.split()) == url else ""


def language_of(text: str) -> str:
    """Return a tag of BCP 47; empty if *text* names no language."""
    text = _RENAMED.get(text, text)
    if text.startswith(_NO_LANGUAGES) or "qaa" <= text[:3].lower() <= "qtz":
        return ""
    try:
        return parse_language(text)
    except FieldError:
        return ""
