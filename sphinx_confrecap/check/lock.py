"""The recorded keys of a site.

A key is the end of an address, and other people link to it. The file is JSON:
``version`` is 1, ``keys`` has a sorted list for each type of object.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..catalogue.catalogue import Catalogue
from ..catalogue.objects import ObjectType, Posts, objects_of
from ..model.errors import InputError
from ..model.rules import Problem, Rule
from ..source.files import read_text
from ..text.files import write_whole

NAME = "confrecap.lock.json"
VERSION = 1


class _Recorded(NamedTuple):
    """A key that was recorded, and its line in the file, counted from 1."""

    objtype: str
    key: str
    line: int


def _addressed(catalogue: Catalogue) -> dict[str, ObjectType]:
    """Return the objects that have an address here, by type: all but posts."""
    objects = objects_of(catalogue)
    del objects[Posts.name]
    return objects


def record(file: Path, catalogue: Catalogue) -> int:
    """Write all keys of a site, and return how many there are.

    :raises OSError: the file cannot be written
    """
    addressed = _addressed(catalogue)
    keys = {name: sorted(objects.all) for name, objects in addressed.items()}
    held = {"version": VERSION, "keys": keys}
    text = json.dumps(held, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    write_whole(file, text.encode())
    return sum(map(len, keys.values()))


def _load(file: Path) -> list[_Recorded]:
    """Return the recorded keys; nothing if there is no file."""
    if not file.exists():
        return []
    text = read_text(file)
    lines = {line.strip().rstrip(","): n for n, line in enumerate(text.split("\n"), 1)}
    try:
        held = json.loads(text)
        version = held["version"]
        recorded = [
            _Recorded(objtype, key, lines.get(json.dumps(key, ensure_ascii=False), 1))
            for objtype, keys in held["keys"].items()
            for key in keys
            if isinstance(key, str)
        ]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise InputError(
            f"{file} is not a record of keys; write it again with --record"
        ) from None
    if version != VERSION:
        raise InputError(
            f"{file} has version {version!r}; this command reads {VERSION}"
        )
    return recorded


def gone(file: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Find the recorded keys that lead nowhere any more.

    :raises InputError: the file is not a record of keys
    """
    addressed = _addressed(catalogue)
    for objtype, key, line in _load(file):
        objects = addressed.get(objtype)
        if objects is None or {key, objects.former_keys.get(key)} & objects.all.keys():
            continue
        if objects.only_drafts_have(key):
            message = (
                f"the {objtype} {key!r} is in a draft now, and links to it break; "
                "publish it, or record the keys again with --record"
            )
            yield Problem.in_file(file, Rule.GONE, message, line)
            continue
        hint = objects.nearest.suggest(key).lstrip(", ")
        message = (
            f"the {objtype} {key!r} is gone, and links to it break; give its "
            "replacement this key as an alias, or record the keys again with --record"
        )
        message += f" ({hint})" if hint else ""
        yield Problem.in_file(file, Rule.GONE, message, line)
