"""Names that differ in spelling, but may belong to one person.

Names that differ only in case have the same key already. Here are names that differ in
accents, in the order of given and family name, in a title such as ``Dr.``, or in one
letter of a long name.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain

from ..text.keys import normalized

LONG = 10
"""Letters that a name needs before one edit is more likely a mistake."""

LONGEST = 100
"""Names of more letters are not compared by letters: each would give as many forms."""

# Unicode does not decompose these letters, though people write the plain ones
# instead, as they leave out an accent.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
)

_HONORIFICS = frozenset(
    ["dr", "prof", "professor", "mr", "mrs", "ms", "mx", "sir", "phd", "md"]
)

Group = list[str]
"""Names that are alike, in order."""


def near_duplicates(
    names: Iterable[str], keep: Callable[[Group], Group] = list
) -> Iterator[tuple[Group, str]]:
    """Yield groups of names that are alike, and how they differ.

    *keep* leaves those out of a group that are known to be different. All but the first
    of a group have no part in groups that differ in another way.
    """
    left = list(dict.fromkeys(names))
    for reduce, how in _WAYS:
        said: set[str] = set()
        for group in map(keep, _alike(left, reduce)):
            if group[1:]:
                yield group, how
                said.update(group[1:])
        left = [name for name in left if name not in said]
    pairs: set[tuple[str, str]] = set()
    for first, *others in filter(None, map(keep, _one_edit_apart(left))):
        new = [name for name in others if (first, name) not in pairs]
        pairs.update((first, name) for name in new)
        if new:
            yield [first, *new], "in one letter"


def _alike(names: Group, reduce: Callable[[str], str]) -> Iterator[Group]:
    groups: defaultdict[str, Group] = defaultdict(list)
    for name in names:
        groups[reduce(name)].append(name)
    return (group for reduced, group in groups.items() if reduced)


def _plain(name: str) -> str:
    """Return the letters and digits of *name* without accents, case and spaces."""
    return "".join(_words(name))


def _in_any_order(name: str) -> str:
    return " ".join(sorted(_words(name)))


def _without_honorifics(name: str) -> str:
    return "".join(word for word in _words(name) if word not in _HONORIFICS)


_WAYS = (
    (_plain, "in accents, marks or spaces"),
    (_in_any_order, "in the order of their words"),
    (_without_honorifics, "in a title before or behind the name"),
)


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    decomposed = normalized("NFKD", name.casefold()).translate(_PLAIN)
    kept = [
        character if character.isalnum() else " "
        for character in decomposed
        if not unicodedata.combining(character)
    ]
    return tuple("".join(kept).split())


def _one_edit_apart(names: Group) -> list[Group]:
    """Find names that differ by one added, missing, other or swapped letter.

    Two such names become equal if each may lose one letter: the one at the same place,
    or the same one at the next place. So no name has to be compared with all others.
    """
    order = {name: place for place, name in enumerate(names)}
    plain = {name: _plain(name) for name in names}
    long = {n: text for n, text in plain.items() if LONG <= len(text) <= LONGEST}
    # Most forms are of one name alone: to count them first takes half the time.
    count = Counter(chain.from_iterable({*_forms(text)} for text in long.values()))
    forms: defaultdict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for name, text in long.items():
        for place, form in enumerate(_forms(text), start=-1):
            if count[form] > 1:
                forms[form].append((name, place, text[place] if place >= 0 else ""))
    groups = map(_related, forms.values())
    places = {
        tuple(sorted(order[name] for name in group))
        for related in groups
        for group in related
        if group[1:]
    }
    return [[names[place] for place in group] for group in sorted(places)]


def _forms(text: str) -> Iterator[str]:
    """Yield *text*, and *text* without the letter at each place."""
    yield text
    for place in range(len(text)):
        yield text[:place] + text[place + 1 :]


def _related(members: list[tuple[str, int, str]]) -> Iterator[Group]:
    """Group the names that become one form without a letter, at its place."""
    groups: defaultdict[object, dict[str, None]] = defaultdict(dict)
    whole = [name for name, place, _letter in members if place < 0]
    for name, place, letter in members:
        # The form itself is one letter shorter than all others.
        groups["whole"] |= dict.fromkeys([*whole[:1], name] if whole else ())
        if place >= 0:
            for same in (place, (place, letter), (place + 1, letter)):
                groups[same][name] = None
    return map(list, groups.values())
