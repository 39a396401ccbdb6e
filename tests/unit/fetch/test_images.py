"""Which bytes become an image in the store."""

import struct

import pytest

from sphinx_confrecap.fetch.images import image_of
from sphinx_confrecap.fetch.transport import FetchError
from tests.files import png

GIF = b"GIF89a" + struct.pack("<HH", 4, 5) + b"\0\0\0;"
JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    b"\xff\xc0\0\x0b\x08" + struct.pack(">HH", 5, 4) + b"\x01\x01\x11\0\xff\xd9"
)
WEBP_BODY = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0\x03\0\0\x04\0\0"
WEBP = b"RIFF" + struct.pack("<I", len(WEBP_BODY)) + WEBP_BODY


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (png(4, 5), (".png", 4, 5)),
        (GIF, (".gif", 4, 5)),
        (JPEG, (".jpg", 4, 5)),
        (WEBP, (".webp", 4, 5)),
        (png(5000, 5000), (".png", 5000, 5000)),
    ],
    ids=["png", "gif", "jpeg", "webp", "as large as allowed"],
)
def test_bytes_tell_an_image(data: bytes, expected: tuple[str, int, int]) -> None:
    image = image_of(data)
    assert (image.suffix, image.width, image.height) == expected
    assert image.data == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<!DOCTYPE html><title>not found</title>",
        b"BM" + bytes(60),
        b"\0\0\0\x1cftypavif" + bytes(60),
        png()[:30],
        png()[:-12],
        GIF[:-1],
        JPEG[:-2],
        WEBP[:-1],
        b"\xff\xd8\xff\xd9",
        b"GIF89a;",
        png(0, 5),
        png(5001, 5000),
        png(2**31, 2**31),
    ],
    ids=lambda data: f"{len(data)} bytes, {data[:6]!r}",
)
def test_a_broken_or_other_image_is_refused(data: bytes) -> None:
    with pytest.raises(FetchError):
        image_of(data)
