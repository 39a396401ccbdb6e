"""Three values of a fact become one: as it was, as the author has it, as it is now.

Nothing that an author changed is ever lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..text.keys import plain_words
from .facts import LISTS, Facts, known


class Side(StrEnum):
    """Who wins where an author and a programme both changed a fact."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A fact that both sides changed."""

    name: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(slots=True)
class Merged:
    """The facts that a block should have, and those that both sides changed."""

    facts: Facts
    conflicts: list[Conflict] = field(default_factory=list)


def merged(base: Facts, ours: Facts, theirs: Facts, side: Side = Side.OURS) -> Merged:
    """Merge facts. Those that no programme ever had are the author's."""
    result = Merged(facts=dict(ours))
    for name in {**base, **theirs}:
        was, mine, now = base.get(name), ours.get(name), theirs.get(name)
        if name in LISTS:
            result.facts[name] = merged_list(was or [], mine or [], now or [])
        elif now in (was, mine):
            continue
        elif mine == was:
            result.facts[name] = now
        else:
            result.conflicts.append(
                Conflict(name=name, base=was, ours=mine, theirs=now)
            )
            if side is Side.THEIRS:
                result.facts[name] = now
    result.facts = known(result.facts)
    return result


def merged_list(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> Any:
    """Return ours with what was added since, and without what was taken out.

    An item that the author changed stays. A renamed item keeps what the author added.
    """
    if list(map(_without_id, ours)) == list(map(_without_id, base)):
        return [*map(_without_id, theirs)]
    before = {_name(item): item for item in base}
    after = {_name(item): item for item in theirs}
    renamed = _renamed(base, theirs)
    result = []
    for item in ours:
        name = _name(item)
        new = renamed.get(name) or after.get(name)
        was = before.get(name)
        if was is None:
            result.append(item)
        elif new is not None:
            result.append(_joined(was, item, new))
        elif _details(item) != _details(was):
            result.append(item)
    there = {_name(item) for item in result}
    old = {*before, *(_name(new) for new in renamed.values())}
    result += [item for item in theirs if _name(item) not in there | old]
    return [_without_id(item) for item in result]


def _renamed(base: Sequence[Any], theirs: Sequence[Any]) -> dict[str, Any]:
    """Return people whose name changed, by the old one; only an id can tell."""
    by_id = {item["id"]: item for item in theirs if _id(item)}
    ids = [_id(item) for item in base]
    return {
        _name(item): by_id[_id(item)]
        for item in base
        if _id(item) in by_id and ids.count(_id(item)) == 1
    }


def _id(item: Any) -> str:
    return str(item.get("id", "")) if isinstance(item, Mapping) else ""


def _name(item: Any) -> str:
    if not isinstance(item, Mapping):
        return plain_words(item)
    return str(item["url"]) if "url" in item else plain_words(item["name"])


def _details(item: Any) -> Any:
    """Return what an author may have added to an item."""
    if not isinstance(item, Mapping):
        return None
    return {n: v for n, v in item.items() if n not in ("id", "name", "url")}


def _joined(was: Any, mine: Any, now: Any) -> Any:
    """Return an item with its new name, and each detail merged."""
    if not isinstance(mine, Mapping):
        return mine
    result = {}
    for name in {**was, **mine, **now}:
        old, own, new = was.get(name), mine.get(name), now.get(name)
        value = new if own == old or name == "id" else own
        if value:
            result[name] = value
    return result


def _without_id(item: Any) -> Any:
    if not isinstance(item, Mapping):
        return item
    return {name: value for name, value in item.items() if name != "id"}
