"""One of our blocks as its author wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Dialect(StrEnum):
    """The markup of a document."""

    MYST = "MyST"
    REST = "reST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A block as its author wrote it."""

    name: str
    argument: str
    """On one line. The argument of a talk has no markup."""
    options: Mapping[str, str]
    body: tuple[str, ...]
    """Lines."""
    dialect: Dialect


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The surroundings of a block. *conference* and *talk* may be empty."""

    docname: str
    conference: str = ""
    """The key of the conference above."""
    talk: str = ""
    """The slug of the talk around it."""
