"""What an import wrote, kept beside the documents, so that the next can compare.

``programme.schema.json`` in this folder is the format. It holds facts and no text of
others: no abstract, no biography.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model.errors import InputError
from ..source.files import read_text
from ..text.files import line_of_conflict
from .facts import Facts

FOLDER = "_programme"
"""The folder of the states, below the source directory."""
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A talk as it was last written."""

    key: str
    facts: Facts
    day: str = ""
    """The day of the programme, as a date."""
    parent: str = ""
    """The id of the talk that it is in."""
    abstract: str = ""
    """The digest of the abstract that was written."""
    is_deleted: bool = False
    """Whether the author deleted its block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that is kept of one programme."""

    conference: str
    """The key of the conference."""
    document: str
    """The path of the recap, from the source directory."""
    dialect: str
    source: Mapping[str, str] = field(default_factory=dict)
    """Format, name, version and digest of the programme, and how ids are matched."""
    choice: Mapping[str, Any] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    """Those of the conference."""
    days: tuple[str, ...] = ()
    """The days whose headings were written."""
    talks: Mapping[str, Known] = field(default_factory=dict)
    """The talks by the ids of their events."""


def path_of(folder: Path, conference: str) -> Path:
    """Return the file of a conference's state on a site in *folder*."""
    return folder / FOLDER / f"{conference}.json"


def read_state(file: Path) -> tuple[State | None, str | None]:
    """Return a state and its text; both are ``None`` without a file.

    :raises InputError: the file cannot be read
    """
    if not file.exists():
        return None, None
    text = read_text(file)
    try:
        return loads(text), text
    except ValueError as error:
        raise InputError(f"{file}: {error}") from None


def dumps(state: State) -> str:
    """Return the text of a state's file; the same for the same facts."""
    content = {
        "schema": SCHEMA_VERSION,
        "conference": state.conference,
        "document": state.document,
        "dialect": state.dialect,
        "source": dict(state.source),
        "choice": dict(state.choice),
        "facts": state.facts,
        "days": list(state.days),
        "talks": {id_: _talk(known) for id_, known in state.talks.items()},
    }
    return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _talk(known: Known) -> dict[str, Any]:
    found: dict[str, Any] = {"key": known.key, "facts": known.facts}
    for name in ("day", "parent", "abstract"):
        if value := getattr(known, name):
            found[name] = value
    return found | ({"deleted": True} if known.is_deleted else {})


def loads(text: str) -> State:
    """Read the text of a state's file; raises ``ValueError`` with a message."""
    if line := line_of_conflict(text):
        raise ValueError(
            f"line {line} has the mark of a merge conflict; resolve it, or take one "
            "side whole and import again"
        )
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(_DAMAGED) from None
    version = content.get("schema") if isinstance(content, dict) else None
    if not isinstance(version, int) or version < 1:
        raise ValueError(_DAMAGED)
    if version > SCHEMA_VERSION:
        raise ValueError(
            f"it has the schema {version}, and this version knows "
            f"{SCHEMA_VERSION}; update sphinx-confrecap"
        )
    try:
        return _state(content)
    except (KeyError, TypeError, AttributeError):
        raise ValueError(_DAMAGED) from None


_DAMAGED = (
    "it is no state of a programme, or is damaged; restore it from git, or delete it "
    "and import again: what is in documents is found"
)


def _state(content: Mapping[str, Any]) -> State:
    talks = {_text(id_): _known(talk) for id_, talk in content["talks"].items()}
    return State(
        conference=_text(content["conference"]),
        document=_text(content["document"]),
        dialect=_text(content["dialect"]),
        source={n: _text(v) for n, v in content["source"].items()},
        choice=dict(content["choice"]),
        facts=dict(content["facts"]),
        days=tuple(map(_text, content["days"])),
        talks=talks,
    )


def _known(talk: Mapping[str, Any]) -> Known:
    return Known(
        key=_text(talk["key"]),
        facts=dict(talk["facts"]),
        day=_text(talk.get("day", "")),
        parent=_text(talk.get("parent", "")),
        abstract=_text(talk.get("abstract", "")),
        is_deleted=bool(talk.get("deleted")),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
