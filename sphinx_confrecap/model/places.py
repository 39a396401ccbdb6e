"""Where something is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A document, by its name, or another file; and a line of it, from 1.

    Of all of a file, it is the first. What reads a text without a name gives a line
    alone.
    """

    docname: str = ""
    file: Path | None = None
    line: int = 1
