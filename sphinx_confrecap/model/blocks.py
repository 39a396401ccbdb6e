"""A block of ours as its author wrote it."""

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
    """A block as its author wrote it.

    *argument* is on one line, that of a talk without markup; *body* holds lines.
    """

    name: str
    argument: str
    options: Mapping[str, str]
    body: tuple[str, ...]
    dialect: Dialect


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is around a block: its document, the conference above, the talk around.

    *conference* is a key, *talk* a slug; both may be empty.
    """

    docname: str
    conference: str = ""
    talk: str = ""
