"""Speakers and tags: one key for all spellings of a name, and its uses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from ..model.talks import Conference, Recap, Record, TaggedDocument, Talk
from ..parsing.registry import Registries, Registry, SpeakerEntry, TagEntry
from ..text.alphabets import Alphabet


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A speaker or a tag: one key, and all that uses it."""

    key: str
    name: str
    talks: tuple[str, ...] = ()
    """Keys, in order."""
    conferences: tuple[str, ...] = ()
    """Keys, in order."""
    recaps: tuple[str, ...] = ()
    """Document names, in order."""
    documents: tuple[str, ...] = ()
    """Document names, in order."""
    entry: TagEntry | SpeakerEntry | None = None
    """The site's declaration."""
    children: tuple[str, ...] = ()
    """The keys of its sub-tags."""
    sort: str = ""
    """The text that it is sorted by."""
    again: int = 0
    """How many of the talks are others of them, given again."""

    @property
    def family_first(self) -> str:
        """The name with the family name first, if the site says so."""
        entry = self.entry
        return (isinstance(entry, SpeakerEntry) and entry.sort) or self.untitled

    @property
    def untitled(self) -> str:
        """The name without a title such as ``Dr.``, by which nobody is looked up."""
        return _TITLES.sub("", self.name)

    @property
    def count(self) -> int:
        """How many things the page of this name lists."""
        return sum(len(getattr(self, users)) for users in _USERS) - self.again


_TITLES = re.compile(r"\A(?:(?:Dr|Prof|Mr|Mrs|Ms|Mx)\.? )+(?=\w)")

_USERS = ("talks", "conferences", "recaps", "documents")
"""The fields of a name that its page lists."""


class _Gathered:
    def __init__(self, registry: Registry[TagEntry] | Registry[SpeakerEntry]) -> None:
        self.registry = registry
        self.spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.users: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)

    def add(self, field: str, user: str, names: Iterable[str]) -> None:
        for name in names:
            key = self.registry.key_of(name)
            self.spellings[key][name] += 1
            self.users[field, key][user] = None

    def hand_up(self, key: str, parent: str, *, with_users: bool) -> None:
        """Add *parent*; *with_users*, it also lists all that *key* lists."""
        self.spellings.setdefault(parent, Counter())
        if with_users:
            for field in _USERS:
                self.users[field, parent] |= self.users[field, key]

    def resolve(
        self, alphabet: Alphabet, sort: Callable[[Name], str] = attrgetter("name")
    ) -> dict[str, Name]:
        """Show each name as it is declared, else in its most frequent spelling."""
        made = map(self._name, self.spellings)
        names = [replace(name, sort=sort(name)) for name in made]
        names.sort(key=lambda name: (alphabet.sort_key(name.sort), name.name))
        return {name.key: name for name in names}

    def _name(self, key: str) -> Name:
        users: dict[str, Any] = {used: tuple(self.users[used, key]) for used in _USERS}
        entry = self.registry.entries.get(key)
        return Name(key=key, name=self._shown(key), entry=entry, **users)

    def _shown(self, key: str) -> str:
        if entry := self.registry.entries.get(key):
            return entry.name
        spellings = self.spellings[key]
        return max(spellings, key=lambda name: spellings[name])


def speakers_of(
    talks: Mapping[str, Record[Talk]], registries: Registries, alphabet: Alphabet
) -> dict[str, Name]:
    """Return the speakers and moderators of all talks by key, sorted."""
    gathered = _Gathered(registries.speakers)
    for key, record in talks.items():
        gathered.add("talks", key, [one.name for one in record.fact.people])
    sort = "family_first" if registries.by_family else "untitled"
    return gathered.resolve(alphabet, attrgetter(sort))


def tags_of(
    talks: Mapping[str, Record[Talk]],
    conferences: Mapping[str, Record[Conference]],
    recaps: Mapping[str, Recap],
    documents: Mapping[str, TaggedDocument],
    registries: Registries,
    alphabet: Alphabet,
) -> dict[str, Name]:
    """Return all tags that something has, or a tag below them, sorted by name."""
    registry = registries.tags
    gathered = _Gathered(registry)
    for key, talk in talks.items():
        gathered.add("talks", key, talk.fact.tags)
    for key, conference in conferences.items():
        gathered.add("conferences", key, conference.fact.tags)
    for docname, recap in recaps.items():
        gathered.add("recaps", docname, recap.tags)
    for docname, document in documents.items():
        gathered.add("documents", docname, document.tags)
    for key in list(gathered.spellings):
        for parent in ancestors(key, registry):
            gathered.hand_up(key, parent, with_users=registries.with_subtags)
    return _with_children(gathered.resolve(alphabet), registry)


def ancestors(key: str, registry: Registry[TagEntry]) -> Iterator[str]:
    """Yield the tags above a tag, the nearest first."""
    while (entry := registry.entries.get(key)) and entry.parent:
        key = entry.parent
        yield key


def _with_children(
    tags: dict[str, Name], registry: Registry[TagEntry]
) -> dict[str, Name]:
    children: defaultdict[str, list[str]] = defaultdict(list)
    for key in tags:
        if (entry := registry.entries.get(key)) and entry.parent:
            children[entry.parent].append(key)
    return {
        key: replace(tag, children=tuple(children[key])) if children[key] else tag
        for key, tag in tags.items()
    }
