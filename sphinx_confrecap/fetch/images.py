"""Tells whether bytes are an image that may be stored."""

from __future__ import annotations

import io
from dataclasses import dataclass

import imagesize  # type: ignore[import-untyped, unused-ignore]

from .transport import FetchError

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 25_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image as it came; *suffix* is as ``.png``, sizes are in pixels."""

    data: bytes
    suffix: str
    width: int
    height: int


def image_of(data: bytes) -> Image:
    """Read the format and the size of an image from its bytes.

    Raises :class:`FetchError` if it is not a whole PNG, JPEG, GIF or WebP of a size
    that a browser can show. SVG is refused, because it can contain scripts.
    """
    suffix = _suffix_of(data)
    if not suffix:
        raise FetchError("it is not a PNG, JPEG, GIF or WebP")
    try:
        width, height = imagesize.get(io.BytesIO(data))
    except Exception:  # noqa: BLE001, its parsers do not expect such data
        width = height = 0
    if width <= 0 or height <= 0:
        raise FetchError("the image has no size; it may be damaged")
    if width * height > MAX_PIXELS:
        raise FetchError(f"the image has {width} × {height} pixels")
    return Image(data=data, suffix=suffix, width=width, height=height)


def _suffix_of(data: bytes) -> str:
    """Return the suffix of a format, if its first and its last bytes are there."""
    match data[:4]:
        case b"\x89PNG" if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return ".png" if b"IEND" in data else ""
        case b"GIF8" if data[4:6] in (b"7a", b"9a"):
            return ".gif" if data.rstrip(b"\0").endswith(b";") else ""
        case b"RIFF" if data[8:12] == b"WEBP":
            # The length in the header does not count itself and the bytes before.
            announced = int.from_bytes(data[4:8], "little") + 8
            return ".webp" if announced <= len(data) else ""
    # Cameras add bytes after the end of a JPEG.
    if data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data:
        return ".jpg"
    return ""
