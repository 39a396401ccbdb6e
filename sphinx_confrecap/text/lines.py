"""Lines as an editor counts them."""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def is_whole(text: str) -> bool:
    """Tell whether a file can hold *text*: half a character of UTF-16 is none."""
    return not _HALF.search(text)


def split_lines(text: str) -> list[str]:
    """Split at the ends of lines and keep them: only LF, CR and both count."""
    return _LINE.findall(text)
