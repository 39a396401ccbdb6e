"""Lines as an editor counts them, and characters that are none."""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")
# No XML can hold them, and so no EPUB; \x80 to \x9f are what others make of bytes.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def is_whole(text: str) -> bool:
    """Tell whether a file can hold *text*: half a character of UTF-16 is none."""
    return not _HALF.search(text)


def printable(text: str) -> str:
    """Return *text* without control characters, except for white space."""
    return _CONTROLS.sub("", text)


def split_lines(text: str) -> list[str]:
    """Split at the ends of lines and keep them: only LF, CR and both count."""
    return _LINE.findall(text)
