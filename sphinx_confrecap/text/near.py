"""The names that a misspelled one may mean, also among many thousands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property

LONGEST = 160
"""Longer names, in characters, are not compared: difflib's time is quadratic."""
FEW = 20
"""So many names are compared with a text; of more, those with most in common."""
COMMON = 100
"""A part of more names than this says too little."""


class Nearest:
    """Names, found by their parts of two to four characters."""

    def __init__(self, names: Iterable[str]) -> None:
        folded = {name.casefold(): name for name in names}
        self._names = {key: name for key, name in folded.items() if len(key) <= LONGEST}

    @cached_property
    def _having(self) -> defaultdict[str, list[str]]:
        having: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._names:
            for part in set(_parts(name)):
                having[part].append(name)
        return having

    def _candidates(self, text: str) -> Iterable[str]:
        if len(self._names) <= FEW:
            return self._names
        shared: Counter[str] = Counter()
        for part in _parts(text):
            if len(names := self._having.get(part, ())) <= COMMON:
                shared.update(names)
        return [name for name, _count in shared.most_common(FEW)]

    def suggest(self, text: str) -> str:
        """Return ``, did you mean 'x'?`` for the nearest names, or nothing."""
        text = text.casefold()
        if len(text) > LONGEST:
            return ""
        similar = get_close_matches(text, self._candidates(text), n=3)
        if not similar:
            return ""
        return f", did you mean {' or '.join(repr(self._names[n]) for n in similar)}?"


def _parts(text: str) -> Iterator[str]:
    text = f" {text} "
    for size in (2, 3, 4):
        yield from (text[i : i + size] for i in range(len(text) - size + 1))


def suggest(text: str, known: Iterable[str]) -> str:
    """Return ``, did you mean 'x'?`` for the nearest of a few *known*, or nothing."""
    return Nearest(known).suggest(text)
