"""Names that differ in spelling, but may belong to one person.

Names that differ only in case have the same key already. Here are names that differ in
accents, in the order of given and family name, or in one letter of a long name.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import combinations

LONG = 10
"""Letters that a name needs before one edit is more likely a mistake."""

# Unicode does not decompose these letters, though people write the plain ones
# instead, as they leave out an accent.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
)


def near_duplicates(names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of *names*, and how they differ: each pair once, in order."""
    ordered = list(dict.fromkeys(names))
    found: dict[tuple[str, str], str] = {}
    for pair in _alike(ordered, _plain):
        found.setdefault(pair, "in accents, marks or spaces")
    for pair in _alike(ordered, _in_any_order):
        found.setdefault(pair, "in the order of their words")
    for pair in _one_edit_apart(ordered):
        found.setdefault(pair, "in one letter")
    place = {name: index for index, name in enumerate(ordered)}
    for pair in sorted(found, key=lambda pair: [place[name] for name in pair]):
        yield *pair, found[pair]


def _alike(names: list[str], reduce: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[reduce(name)].append(name)
    for reduced, group in groups.items():
        if reduced:
            yield from combinations(group, 2)


def _plain(name: str) -> str:
    """Return the letters and digits of *name* without accents, case and spaces."""
    return "".join(_words(name))


def _in_any_order(name: str) -> str:
    return " ".join(sorted(_words(name)))


@cache
def _words(name: str) -> tuple[str, ...]:
    decomposed = unicodedata.normalize("NFKD", name.casefold()).translate(_PLAIN)
    kept = [
        character if character.isalnum() else " "
        for character in decomposed
        if not unicodedata.combining(character)
    ]
    return tuple("".join(kept).split())


def _one_edit_apart(names: list[str]) -> Iterator[tuple[str, str]]:
    """Find names that differ by one added, missing, other or swapped letter.

    Two such names become equal if each may lose one letter. So not every name has to be
    compared with all others.
    """
    long = [name for name in names if len(_plain(name)) >= LONG]
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for name in long:
        for form in _shortened(_plain(name)):
            forms[form].append(name)
    pairs = {pair for group in forms.values() for pair in combinations(group, 2)}
    for first, second in pairs:
        if _differ_by_one_edit(_plain(first), _plain(second)):
            yield first, second


def _shortened(text: str) -> set[str]:
    return {text} | {text[:i] + text[i + 1 :] for i in range(len(text))}


def _differ_by_one_edit(one: str, other: str) -> bool:
    """Tell whether they differ by one added, missing, other or swapped letter."""
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    if len(one) < len(other):
        return rest == other_rest[1:]
    swapped = rest[1:2] + rest[:1] == other_rest[:2] and rest[2:] == other_rest[2:]
    return bool(rest) and (rest[1:] == other_rest[1:] or swapped)
