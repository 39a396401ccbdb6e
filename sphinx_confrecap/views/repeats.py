"""Talks that were given several times, as lists and counts show them: once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..catalogue.catalogue import Catalogue


def once(
    catalogue: Catalogue,
    keys: Iterable[str],
    within: Callable[[str], object] = lambda _key: None,
) -> dict[str, tuple[str, ...]]:
    """Return each talk once: its newest giving, and all its givings in *keys*.

    The givings are the newest first; talks are in the order of their first one in
    *keys*. Where *within* differs, they stay apart.
    """
    groups = catalogue.repeats.groups
    found: dict[object, list[str]] = {}
    for key in dict.fromkeys(keys):
        found.setdefault((groups.get(key, key), within(key)), []).append(key)
    made = {}
    for givings in found.values():
        if givings[1:]:
            givings.sort(key=groups[givings[0]].index)
        made[givings[0]] = tuple(givings)
    return made
