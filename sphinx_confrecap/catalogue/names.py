"""Speakers and tags: one key for all spellings of a name, and its uses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

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

    @property
    def count(self) -> int:
        """How many things the page of this name lists."""
        return sum(len(getattr(self, users)) for users in _USERS)


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

    def resolve(self, alphabet: Alphabet) -> dict[str, Name]:
        """Show each name as it is declared, else in its most frequent spelling."""
        names = [
            Name(
                key=key,
                name=self._shown(key),
                entry=self.registry.entries.get(key),
                **{users: tuple(self.users[users, key]) for users in _USERS},
            )
            for key in self.spellings
        ]
        names.sort(key=lambda name: alphabet.sort_key(name.name))
        return {name.key: name for name in names}

    def _shown(self, key: str) -> str:
        if entry := self.registry.entries.get(key):
            return entry.name
        spellings = self.spellings[key]
        return max(spellings, key=lambda name: spellings[name])


def speakers_of(
    talks: Mapping[str, Record[Talk]],
    registry: Registry[SpeakerEntry],
    alphabet: Alphabet,
) -> dict[str, Name]:
    """Return the speakers and moderators of all talks by key, sorted by name."""
    gathered = _Gathered(registry)
    for key, record in talks.items():
        gathered.add("talks", key, [one.name for one in record.fact.people])
    return gathered.resolve(alphabet)


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
