"""The recorded keys of a site.

A key is the end of an address, and other people link to it. The file is JSON:
``version`` is 1, ``keys`` holds a sorted list for each type of object.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..catalogue.catalogue import Catalogue
from ..catalogue.objects import ObjectType, Posts, objects_of
from ..model.errors import InputError
from ..model.places import Place
from ..model.rules import Problem, Rule
from ..parsing.fields import suggest
from ..text.files import write_whole

NAME = "confrecap.lock.json"
VERSION = 1


class Recorded(NamedTuple):
    """A key that was recorded, and its line in the file, counted from 1."""

    objtype: str
    key: str
    line: int


def _addressed(catalogue: Catalogue) -> dict[str, ObjectType]:
    """Return the objects with an address, by type. A post's is the platform's."""
    objects = objects_of(catalogue)
    del objects[Posts.name]
    return objects


def record(file: Path, catalogue: Catalogue) -> int:
    """Write all keys of a site, and return how many there are.

    :raises OSError: the file cannot be written
    """
    addressed = _addressed(catalogue)
    keys = {name: sorted(objects.listed) for name, objects in addressed.items()}
    held = {"version": VERSION, "keys": keys}
    text = json.dumps(held, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    write_whole(file, text.encode())
    return sum(map(len, keys.values()))


def load(file: Path) -> list[Recorded]:
    """Return the recorded keys; nothing if there is no file.

    :raises InputError: the file is not a record of keys
    """
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        message = f"{file} cannot be read: {error}"
        raise InputError(message) from None
    lines = {line.strip().rstrip(","): n for n, line in enumerate(text.split("\n"), 1)}
    try:
        held = json.loads(text)
        version = held["version"]
        recorded = [
            Recorded(objtype, key, lines.get(json.dumps(key, ensure_ascii=False), 1))
            for objtype, keys in held["keys"].items()
            for key in keys
            if isinstance(key, str)
        ]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        message = f"{file} is not a record of keys; write it again with --record"
        raise InputError(message) from None
    if version != VERSION:
        message = f"{file} has version {version!r}; this command reads {VERSION}"
        raise InputError(message)
    return recorded


def gone(recorded: list[Recorded], catalogue: Catalogue) -> Iterator[Problem]:
    """Find the keys that lead nowhere any more, by their lines in the file."""
    addressed = _addressed(catalogue)
    for objtype, key, line in recorded:
        objects = addressed.get(objtype)
        # An object that became a draft keeps its address.
        if objects is None or {key, objects.former_keys.get(key)} & objects.all.keys():
            continue
        hint = suggest(key, objects.all).lstrip(", ")
        message = (
            f"the {objtype} {key!r} is gone, and links to it break; let what took its "
            "place have it as an alias, or record the keys again with --record"
        )
        message += f" ({hint})" if hint else ""
        yield Problem(rule=Rule.GONE, message=message, place=Place(line=line))
