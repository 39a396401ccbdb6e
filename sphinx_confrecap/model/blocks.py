"""One of our blocks as its author wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Dialect(StrEnum):
    """The markup of a document."""

    MYST = "MyST"
    REST = "reST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The start of a block: its options, and in reST its argument.

    Lines count from the first of the block, which is 0.
    """

    argument: str = ""
    options: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each option."""
    wrong: dict[str, str] = field(default_factory=dict)
    """For each option or line that cannot be read, a message."""
    quoted: set[str] = field(default_factory=set)
    """The options that MyST has in quotes, of which *options* has the inside."""
    length: int = 0
    """How many lines the options of MyST take, below the first of the block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A block as its author wrote it."""

    name: str
    argument: str
    """On one line. The argument of a talk has no markup."""
    head: Head
    body: tuple[str, ...]
    """Lines."""
    dialect: Dialect
    markup: str = ""
    """The argument of a talk as it is written, on one line."""

    @property
    def options(self) -> Mapping[str, str]:
        """The options that can be read, as text."""
        return self.head.options


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The surroundings of a block. *conference* and *talk* may be empty."""

    docname: str
    conference: str = ""
    """The key of the conference above."""
    talk: str = ""
    """The anchor of the talk around it."""
    abstract: bool = False
    """Whether an abstract of that talk is above."""
    depth: int = 0
    """The number of talks around it."""
