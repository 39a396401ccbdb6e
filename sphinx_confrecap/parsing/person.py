"""One person of a talk: a name, and what people write behind it and around it."""

from __future__ import annotations

import re
from dataclasses import replace

from ..model.errors import FieldError
from ..model.talks import Speaker
from ..text.urls import host_of, safe_url
from .names import (
    BRACKETS,
    NOT_A_NAME,
    is_quoted,
    unlinked,
    unwrapped,
    without_quotes,
)
from .pronouns import pronouns_in

_MOST_MARKS = 8
"""How many marks around a name are read; more are part of it."""

GROUP = re.compile(rf"(?P<name>.*\S)\s*(?P<group>{BRACKETS}|\[[^\[\]()]*\]|<[^<>]*>)")
DASH = re.compile(r"\s(?:-|\u2013|\u2014|\||@)\s")
_IN_GROUPS = re.compile(r"\s?[,;|\u00b7]\s?"), re.compile(r"\s[/\u2013\u2014-]\s")
_HANDLE = re.compile(r"@[\w.-]+(?:@(?P<host>[\w-]+(?:\.[\w-]+)+))?")
_LAST = re.compile(
    r"(?P<name>.*[^\s\u2013\u2014-])(?:\s[\u2013\u2014-])?"
    r"\s(?P<last>@\S+|[^\s/()]+(?:/[^\s/()]+)+)"
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


def is_whole(name: str) -> bool:
    """Tell whether a text is certainly the whole name of one person.

    It has a given and a family name, or is in a script without capitals, where most
    names have no space.
    """
    if _HANDLE.fullmatch(name) or is_quoted(name):
        return True
    if match := GROUP.fullmatch(name):
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


def person_of(text: str) -> Speaker:
    """Read one person: a name, and what is around it and behind it."""
    name, groups, address = _taken_apart(text)
    person, wrong = Speaker(name=without_quotes(name)), list[str]()
    for group in groups:
        person = _with_group(person, group, wrong)
    if not is_quoted(name):
        person = _with_company(person, wrong)
    if address:
        person = _with_address(person, address, wrong)
    if not person.name:
        raise FieldError(NOT_A_NAME)
    if wrong:
        raise FieldError("; ".join(wrong), usable=[person])
    return person


def _taken_apart(text: str) -> tuple[str, list[str], str]:
    """Return the name, what is behind it and in brackets there, and an address.

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
        if (match := _LAST.fullmatch(text)) and _is_behind_names(match["last"]):
            text = match["name"]
            groups.insert(0, match["last"])
            continue
        match = GROUP.fullmatch(text)
        if not match or not (content := _content(match["group"])):
            break
        text = match["name"]
        if match["group"].startswith("<"):
            address = address or content
        else:
            groups.insert(0, content)
    return f"{quotes}{text}{quotes}", groups, address


def _is_behind_names(word: str) -> bool:
    return bool(_HANDLE.fullmatch(word) or pronouns_in(word))


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
    affiliation = content.strip()
    for separator in _IN_GROUPS:
        parts = separator.split(affiliation)
        others = list[str]()
        for part in parts:
            if pronouns := pronouns_in(part):
                person = replace(person, pronouns=pronouns)
            elif _HANDLE.fullmatch(part):
                person = _with_handle(person, part)
            elif part:
                others.append(part)
        if len(others) < len(parts):
            affiliation = ", ".join(others)
            break
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
    name, *companies = DASH.split(person.name)
    if not companies:
        return person
    if len(companies) == 1 and not person.affiliation and is_whole(name):
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
