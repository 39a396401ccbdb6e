"""What an import did, for people and for programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class NoteKind(StrEnum):
    """The kinds of things that a user should look at."""

    CONFLICT = "conflict"
    GONE = "gone"
    KEPT = "kept"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something at a place in a document."""

    kind: NoteKind
    file: Path
    line: int
    message: str


@dataclass(slots=True)
class Report:
    """Counts and notes."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[Note] = field(default_factory=list)

    def count(self, what: str) -> None:
        """Count one more."""
        self.counts[what] += 1
