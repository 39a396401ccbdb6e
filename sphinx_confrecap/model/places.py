"""The place of a block or another text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line of a document or of another file."""

    docname: str = ""
    """The name of the document."""
    file: Path | None = None
    """The file, if it is not a document; some from the source directory."""
    line: int = 1
    """Counts from 1. For a whole file it is the first line."""

    @classmethod
    def of(cls, docname: str, file: str, line: int) -> Place:
        """Return the place in a document, or in the *file* that it includes."""
        return cls(docname=docname, file=Path(file) if file else None, line=line)
