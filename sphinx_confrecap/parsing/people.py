"""The people of a talk, as people write them.

What is certain is read as it is meant. Anything else stays one name, and raises with
the way to write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from ..model.errors import FieldError
from ..model.talks import Speaker
from ..text.urls import host_of, safe_url
from .names import (
    ANDS,
    BRACKETS,
    IN_QUOTES,
    NOT_A_NAME,
    all_of,
    is_quoted,
    items_of,
    split,
    unlinked,
    unwrapped,
    without_mail,
    without_quotes,
)
from .pronouns import pronouns_in

_MOST_MARKS = 8
"""How many marks around a name are read; more are part of it."""

_GROUP = re.compile(rf"(?P<name>.*\S)\s*(?P<group>{BRACKETS}|\[[^\[\]()]*\]|<[^<>]*>)")
_QUOTED = re.compile(rf"{IN_QUOTES}(?:\s?[(\[<].*)?")
_BETWEEN = re.compile(
    rf"{BRACKETS}|\[[^\[\]]*\]|<[^<>]*>"
    r"|\s(?P<word>and|AND|und|et|en|och|og)(?=\s)|\s(?P<sign>[&+/])(?=\s)"
    # Ortega y Gasset, Costa e Silva.
    r"|\s(?P<in_names>y|e|i)(?=\s)"
)
_FIRST_AND = re.compile(rf"\A(?:{ANDS}|en|y|e) (?=\S)")
_DASH = re.compile(r"\s(?:-|\u2013|\u2014|\||@)\s")
_HANDLE = re.compile(r"@[\w.-]+(?:@(?P<host>[\w-]+(?:\.[\w-]+)+))?")
_LAST_HANDLE = re.compile(rf"(?P<name>.*\S)\s(?P<handle>{_HANDLE.pattern})")
_SUFFIX = re.compile(
    r"(?P<suffix>[js]r\.?|ii|iii|iv|ph\. ?d\.?|phd|m\.?d\.|md|m\.?sc\.?|b\.?sc\.?|mba"
    r"|esq\.?|inc\.?|ltd\.?|llc|gmbh|corp\.?)(?P<rest>\s*\(.*)?",
    re.IGNORECASE,
)
_WORDS_OF_NAMES = """
van von der den de del della di da do dos das du la le el al bin ibn ben ter ten te
zu zum af av y e i ap 't
"""
_PARTICLES = frozenset(_WORDS_OF_NAMES.split())
_OF_ORGANISATIONS = """
association bank club co collective college committee community company consulting corp
council e.v foundation friends gmbh group inc institute lab labs ltd media network
partners project school services society software solutions sons studio studios systems
team technologies university users
institut stiftung universität verein université universidad universiteit
"""
_ORGANISATIONS = frozenset(_OF_ORGANISATIONS.split())
_NOBLE = re.compile(r"\b(?:von|zu)\b.* und(?: zu)? \w+", re.IGNORECASE)
_NOBODY = frozenset(
    [
        *(
            "tba",
            "tbd",
            "tbc",
            "t.b.a.",
            "t.b.d.",
            "t.b.c.",
            "n.n.",
            "n. n.",
            "nn",
            "?",
        ),
        *("to be announced", "to be confirmed", "to be determined"),
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
    as_list = inner[1:] and (len(inner) > 2 or all(map(_is_whole, inner)))
    return items_of(without_quotes(line)) if as_list else items_of(line)


def _with_suffixes(items: Iterable[str]) -> list[str]:
    """Put ``Jr.`` and ``PhD`` back to the name in front of the comma."""
    joined, suffixes = list[str](), 0
    for item in items:
        match = _SUFFIX.fullmatch(item)
        suffixes = suffixes + 1 if match else 0
        if match and joined and suffixes < 4 and not is_quoted(joined[-1]):
            group = _GROUP.fullmatch(joined[-1])
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
    person = _person(text)
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
    if not all(parts) or ("in_names" in kinds and not all(map(_is_whole, parts))):
        return [item], kinds
    return parts, kinds


def _are_several(parts: list[str], kinds: set[str], before: Sequence[str]) -> bool:
    """Tell whether each of the parts is certainly a person."""
    dashes = [bool(_DASH.search(part)) for part in parts]
    if "in_names" in kinds or any(dashes):
        return "in_names" not in kinds and all(dashes)
    # "Ann, Bob & Cid", but not "Ann Lee, Simon & Schuster".
    in_list = before and (kinds == {"word"} or not any(" " in one for one in before))
    closed = all(map(_GROUP.fullmatch, parts[:-1]))
    return bool(
        in_list or closed or all(map(_is_whole, parts)) or any(map(_is_nobody, parts))
    )


def _is_whole(name: str) -> bool:
    """Tell whether a text is certainly the whole name of one person.

    It has a given and a family name, or is in a script without capitals, where most
    names have no space.
    """
    if _HANDLE.fullmatch(name) or is_quoted(name):
        return True
    if match := _GROUP.fullmatch(name):
        name = match["name"]
    words = unwrapped(unlinked(name)[0]).split()
    if len(words) == 1:
        return len(name) > 1 and name.isalpha() and name.lower() == name.upper()
    if _ORGANISATIONS.intersection(word.casefold().strip(".,") for word in words):
        return False
    return 2 <= len(words) <= 6 and all(map(_is_part_of_name, words))


def _is_part_of_name(word: str) -> bool:
    first = next(filter(str.isalpha, word), "1")
    known = word in _PARTICLES or word.startswith(("d'", "d\u2019"))
    return known or (first.isalpha() and first == first.upper())


def _is_company(item: str) -> bool:
    """Tell whether an ``&`` is in the company of ``Name - A & B``."""
    name, *companies = _DASH.split(item)
    if len(companies) != 1 or not _is_whole(name):
        return False
    return not any(map(_is_whole, _parts(companies[0])[0]))


def _person(text: str) -> Speaker:
    """Read one person: a name, and what is around it and behind it."""
    name, groups, address = _taken_apart(text)
    person, wrong = Speaker(name=without_quotes(name)), list[str]()
    for group in groups:
        person = _with_group(person, group, wrong)
    if not is_quoted(name):
        person = _with_company(person, wrong)
        if match := _LAST_HANDLE.fullmatch(person.name):
            person = replace(_with_handle(person, match["handle"]), name=match["name"])
    if address:
        person = _with_address(person, address, wrong)
    if not person.name:
        raise FieldError(NOT_A_NAME)
    if wrong:
        raise FieldError("; ".join(wrong), usable=[person])
    return person


def _taken_apart(text: str) -> tuple[str, list[str], str]:
    """Return the name, the contents of brackets behind it, and an address.

    A name that was in quotes is in some.
    """
    groups, address, quotes = list[str](), "", ""
    for _mark in range(_MOST_MARKS):
        if is_quoted(text):
            text, quotes = without_quotes(text), '"'
        words, target = unlinked(unwrapped(text))
        if words != text:
            text, address = words, address or target
            continue
        match = _GROUP.fullmatch(text)
        if not match or not (content := _content(match["group"])):
            break
        text = match["name"]
        if match["group"].startswith("<"):
            address = address or content
        else:
            groups.insert(0, content)
    return f"{quotes}{text}{quotes}", groups, address


def _content(group: str) -> str:
    """Return what is in brackets behind a name; empty if it is a part of the name."""
    content = group[1:-1].strip()
    match group[0]:
        case "[":
            return pronouns_in(content)
        case "<":
            return content if "@" in content or ":" in content else ""
    return content or " "


def _with_group(person: Speaker, content: str, wrong: list[str]) -> Speaker:
    """Add what brackets hold: the affiliation, pronouns and a handle."""
    if pronouns := pronouns_in(content):
        return replace(person, pronouns=pronouns)
    parts = re.split(r"\s?[,;|]\s?", content.strip())
    others = list[str]()
    for part in parts:
        if pronouns := pronouns_in(part):
            person = replace(person, pronouns=pronouns)
        elif _HANDLE.fullmatch(part):
            person = _with_handle(person, part)
        elif part:
            others.append(part)
    affiliation = content.strip() if len(others) == len(parts) else ", ".join(others)
    affiliation, address = unlinked(unwrapped(affiliation))
    if address:
        wrong.append(f"leave out the address of {affiliation!r}; it leads nowhere here")
    if not affiliation:
        return person
    # Only the last brackets hold it.
    before = f" ({person.affiliation})" if person.affiliation else ""
    return replace(person, name=person.name + before, affiliation=affiliation)


def _with_handle(person: Speaker, handle: str) -> Speaker:
    """Add the name of an account. One of Mastodon has an address."""
    match = _HANDLE.fullmatch(handle)
    host = (match and match["host"]) or ""
    url = f"https://{host}/{handle.removesuffix(f'@{host}')}" if host else ""
    return replace(person, handle=handle, url=person.url or url)


def _with_company(person: Speaker, wrong: list[str]) -> Speaker:
    """Read ``Name - Company``."""
    name, *companies = _DASH.split(person.name)
    if not companies:
        return person
    if len(companies) == 1 and not person.affiliation and _is_whole(name):
        return replace(person, name=name, affiliation=unwrapped(companies[0]))
    message = (
        f"{person.name!r} may be a name with a company; write "
        f"{f'{name} ({companies[0]})'!r}, or quotes around it if it is one name"
    )
    wrong.append(message)
    return person


def _with_address(person: Speaker, address: str, wrong: list[str]) -> Speaker:
    url = safe_url(address) or ""
    if host_of(url):
        return replace(person, url=url)
    if "@" not in address:
        message = (
            f"the address {address!r} of {person.name!r} is left out; write https:// "
            "before a host"
        )
        wrong.append(message)
    return person
