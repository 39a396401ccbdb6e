"""The people of a talk, as people write them.

What is certain is read as it is meant. Anything else stays one name, and raises with
the way to write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import cast

from ..model.errors import FieldError
from ..model.talks import Speaker
from .names import (
    ANDS,
    BRACKETS,
    IN_QUOTES,
    NOT_A_NAME,
    all_of,
    is_quoted,
    items_of,
    split,
    without_mail,
    without_quotes,
)
from .person import DASH, GROUP, is_whole, person_of
from .pronouns import pronouns_in

_QUOTED = re.compile(rf"{IN_QUOTES}(?:\s?[(\[<].*)?")
_BETWEEN = re.compile(
    rf"{BRACKETS}|\[[^\[\]]*\]|<[^<>]*>"
    r"|\s(?P<word>and|AND|und|et|en|och|og|和|与|と|및)(?=\s)|\s(?P<sign>[&+/])(?=\s)"
    # Ortega y Gasset, Costa e Silva.
    r"|\s(?P<in_names>y|e|i)(?=\s)|(?P<slash>/)"
)
_FIRST_AND = re.compile(rf"\A(?:{ANDS}|en|y|e) (?=\S)")
_SUFFIX = re.compile(
    r"(?P<suffix>[js]r\.?|ii|iii|iv|ph\. ?d\.?|phd|m\.?d\.|md|m\.?sc\.?|b\.?sc\.?|mba"
    r"|esq\.?|inc\.?|ltd\.?|llc|gmbh|corp\.?)(?P<rest>\s*\(.*)?",
    re.IGNORECASE,
)
_NOBLE = re.compile(r"\b(?:von|zu)\b.* und(?: zu)? \w+", re.IGNORECASE)
_NOBODY = frozenset(
    [
        *("tba", "tbd", "tbc", "t.b.a.", "t.b.d.", "t.b.c.", "to be announced"),
        *("n.n.", "n. n.", "nn", "?", "???", "to be confirmed", "to be determined"),
        *("wird noch bekannt gegeben", "wird noch bekanntgegeben"),
        *("por anunciar", "por confirmar", "a confirmar", "a definir"),
        *("à confirmer", "à annoncer", "à venir"),
        *("nog te bepalen", "wordt nog bekendgemaakt"),
        *("未定", "調整中", "待定", "待公布", "待確認", "待确认"),
    ]
)
"""What stands for a name that is not known yet."""


def parse_speakers(text: str) -> tuple[Speaker, ...]:
    """Read people, in the author's order: ``Name (Affiliation) (pronouns), Name``.

    No address of mail is in the result.
    """
    *items, last = _with_suffixes(_items(text))
    people, wrong = list[Speaker](), list[str]()
    for item in items:
        _add(item, _people, people, wrong)
    _add(last, partial(_people, before=items), people, wrong)
    return all_of(people, wrong)


def _add(
    text: str,
    read: Callable[[str], Iterable[Speaker]],
    people: list[Speaker],
    wrong: list[str],
) -> None:
    """Add the people in a text, and what is wrong with it."""
    try:
        people += read(text)
    except FieldError as error:
        people += cast("Iterable[Speaker]", error.usable or ())
        wrong.append(str(error))


def parse_names_of_speakers(text: str) -> tuple[str, ...]:
    """Read people in the filter of a list, by name."""
    try:
        people = parse_speakers(text)
    except FieldError as error:
        usable = cast("tuple[Speaker, ...]", error.usable or ())
        names = tuple(one.name for one in usable)
        raise FieldError(str(error), usable=names) from None
    return tuple(one.name for one in people)


def _items(text: str) -> list[str]:
    """Return the items of a list. All of it may be in quotes, and one name or more."""
    line = " ".join(text.split())
    if not is_quoted(line):
        return items_of(text)
    inner = split(without_quotes(line))
    as_list = inner[1:] and (len(inner) > 2 or all(map(is_whole, inner)))
    return items_of(without_quotes(line)) if as_list else items_of(line)


def _with_suffixes(items: Iterable[str]) -> list[str]:
    """Put ``Jr.``, ``PhD`` and pronouns back to the name in front of the comma."""
    joined, suffixes = list[str](), 0
    for item in items:
        match = _SUFFIX.fullmatch(item)
        suffixes = suffixes + 1 if match else 0
        if joined and "/" in item and pronouns_in(item):
            joined[-1] += f" ({item})"
            continue
        if match and joined and suffixes < 4 and not is_quoted(joined[-1]):
            group = GROUP.fullmatch(joined[-1])
            name, behind = group.groups("") if group else (joined[-1], "")
            behind = f"{behind}{match['rest'] or ''}".strip()
            joined[-1] = f"{name}, {match['suffix']} {behind}".strip()
        else:
            joined.append(item)
    return joined


def _people(item: str, before: Sequence[str] = ()) -> list[Speaker]:
    """Return the people that an item of a list names, most often one.

    *before* are all other items, if it is the last.
    """
    if not item:
        raise FieldError(NOT_A_NAME)
    if not (item := without_mail(item)):
        raise FieldError("write names only, without addresses of mail")
    if _QUOTED.fullmatch(item):
        return _known(item)
    if before:
        item = _FIRST_AND.sub("", item)
    parts, kinds = _parts(item)
    if not parts[1:] or _NOBLE.search(item) or _is_company(item):
        return _known(item)
    if _are_several(parts, kinds, before):
        people, wrong = list[Speaker](), list[str]()
        for part in parts:
            _add(part, _known, people, wrong)
        return [*all_of(people, wrong)]
    together, people = ", ".join(parts), list[Speaker]()
    message = (
        f"{item!r} may be one name or several; write {together!r}, or quotes around "
        "one name"
    )
    _add(f'"{item}"', _known, people, [])
    raise FieldError(message, usable=people)


def _known(text: str) -> list[Speaker]:
    """Return the person in a text, or nobody if it says that they are not known yet."""
    person = person_of(text)
    return [] if _is_nobody(person.name) else [person]


def _is_nobody(name: str) -> bool:
    return name.casefold() in _NOBODY


def _parts(item: str) -> tuple[list[str], set[str]]:
    """Split at ``and`` and its like, outside of brackets; also return their kinds."""
    joints = [match for match in _BETWEEN.finditer(item) if match.lastgroup]
    cuts = [match.span() for match in joints]
    starts = [0, *(end for _start, end in cuts)]
    ends = [*(start for start, _end in cuts), len(item)]
    parts = [item[a:b].strip() for a, b in zip(starts, ends, strict=True)]
    kinds = {match.lastgroup or "" for match in joints}
    doubtful = kinds & {"in_names", "slash"}
    if not all(parts) or (doubtful and not all(map(is_whole, parts))):
        return [item], kinds
    return parts, kinds


def _are_several(parts: list[str], kinds: set[str], before: Sequence[str]) -> bool:
    """Tell whether each of the parts is certainly a person."""
    dashes = [bool(DASH.search(part)) for part in parts]
    if "in_names" in kinds or any(dashes):
        return "in_names" not in kinds and all(dashes)
    # "Ann, Bob & Cid", but not "Ann Lee, Simon & Schuster".
    in_list = before and (kinds == {"word"} or not any(" " in one for one in before))
    closed = all(map(GROUP.fullmatch, parts[:-1]))
    return bool(
        in_list or closed or all(map(is_whole, parts)) or any(map(_is_nobody, parts))
    )


def _is_company(item: str) -> bool:
    """Tell whether an ``&`` is in the company of ``Name - A & B``."""
    name, *companies = DASH.split(item)
    if len(companies) != 1 or not is_whole(name):
        return False
    return not any(map(is_whole, _parts(companies[0])[0]))
