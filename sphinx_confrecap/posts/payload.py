"""Reading what platforms answer: what is missing, or odd, is left out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeAlias

from ..model.errors import FieldError
from ..model.posts import Card, Media, MediaKind
from ..parsing.fields import parse_language
from ..text.urls import host_of, safe_url

Payload: TypeAlias = dict[str, Any]

_MOST = 500
"""No post has so many of anything."""

# Codes that ISO 639 has given up since, and that X and old programs still write.
_RENAMED = {"in": "id", "iw": "he", "ji": "yi"}
# RFC 5646, 2.2.1: what is no language, or is kept for private use.
_NO_LANGUAGES = ("und", "zxx", "mul", "mis")


def value_at(content: object, *path: str) -> object:
    """Follow keys into objects; ``None`` where there is nothing."""
    for key in path:
        content = content.get(key) if isinstance(content, dict) else None
    return content


def text_at(content: object, *path: str) -> str:
    value = value_at(content, *path)
    return value if isinstance(value, str) else ""


def number_at(content: object, *path: str) -> int:
    """Return a number of pixels, 0 if there is none."""
    value = value_at(content, *path)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**6:
        return value
    return 0


def object_at(content: object, *path: str) -> Payload:
    value = value_at(content, *path)
    return value if isinstance(value, dict) else {}


def objects_at(content: object, *path: str) -> list[Payload]:
    """Return the objects in an array; X has begun to write arrays as objects."""
    value = value_at(content, *path)
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return []
    return [item for item in value[:_MOST] if isinstance(item, dict)]


def media_of(kind: MediaKind, url: str, size: Payload, alt: str) -> Media:
    """Return an image, or the still of a video, with the *size* that is told."""
    width, height = number_at(size, "width"), number_at(size, "height")
    return Media(kind=kind, url=url, width=width, height=height, alt=alt)


def card_of(url: str, title: str, description: str) -> Card | None:
    """Return the preview of a link; ``None`` if there is nothing to show."""
    if not (url and title):
        return None
    return Card(url=url, title=title, description=description)


def url_at(content: object, *path: str) -> str:
    return web_url(text_at(content, *path))


def web_url(text: str) -> str:
    """Return an address of http or https; empty for all else."""
    url = safe_url(text) or ""
    is_web = url.lower().startswith(("http://", "https://"))
    return url if is_web and host_of(url) and " ".join(url.split()) == url else ""


def time_at(content: object, *path: str) -> datetime | None:
    """Read a time of ISO 8601, in UTC."""
    try:
        when = datetime.fromisoformat(text_at(content, *path))
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def language_of(text: str) -> str:
    """Return a tag of BCP 47; empty if *text* names no language."""
    text = _RENAMED.get(text, text)
    if text.startswith(_NO_LANGUAGES) or "qaa" <= text[:3].lower() <= "qtz":
        return ""
    try:
        return parse_language(text)
    except FieldError:
        return ""
