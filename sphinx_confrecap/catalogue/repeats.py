"""One talk, given several times: which talks of the catalogue are one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..model.talks import Record, Status, Talk

Find = Callable[[str], Sequence[str]]
"""Returns the keys of the talks that a reference may mean."""


class Repeats(NamedTuple):
    """The talks that were given several times."""

    groups: dict[str, tuple[str, ...]]
    """For each of them, the keys of all givings of the same talk.

    The newest are first; cancelled ones are last, for a list shows the first."""
    faults: list[str]
    """The keys of talks whose reference to an earlier one cannot be used."""


def repeats_of(
    talks: Mapping[str, Record[Talk]], find: Find, days: Mapping[str, date]
) -> Repeats:
    """Find the talks that are one: in a chain or a circle, all of them are.

    A short key does not mean the talk itself, and may mean several givings of one.
    """
    found = _Joined()
    left = {
        key: [other for other in find(record.fact.repeats) if other != key]
        for key, record in talks.items()
        if record.fact.repeats
    }
    # What is joined may make another reference clear.
    while clear := [key for key, others in left.items() if found.are_one(others)]:
        for key in clear:
            found.join(key, left.pop(key)[0])

    def newest_first(key: str) -> tuple[bool, int, str]:
        cancelled = talks[key].fact.status is Status.CANCELLED
        day = days.get(key)
        return cancelled, -day.toordinal() if day else 0, key

    groups = (tuple(sorted(group, key=newest_first)) for group in found.groups())
    return Repeats({key: group for group in groups for key in group}, [*left])


class _Joined:
    """Sets of keys, which grow together."""

    def __init__(self) -> None:
        self._of: dict[str, set[str]] = {}

    def join(self, one: str, other: str) -> None:
        whole = self._of.get(one, {one}) | self._of.get(other, {other})
        self._of.update(dict.fromkeys(whole, whole))

    def are_one(self, keys: Sequence[str]) -> bool:
        """Tell whether there are *keys*, and all are in one set."""
        return bool(keys) and {*keys} <= self._of.get(keys[0], {keys[0]})

    def groups(self) -> Iterator[set[str]]:
        return iter({id(group): group for group in self._of.values()}.values())
