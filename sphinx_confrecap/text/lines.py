"""Lines as an editor counts them."""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def split_lines(text: str) -> list[str]:
    """Split at the ends of lines and keep them: only LF, CR and both count."""
    return _LINE.findall(text)
