"""The site's declarations of tags and speakers: one name each, and its aliases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from ..model.rules import Problem
from ..model.talks import Link
from ..text.keys import key_of
from ..text.near import Nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name that is declared."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    line: int
    """Its place in the file, from 1."""
    lines: Mapping[tuple[str, str], int] = field(
        default_factory=dict, compare=False, repr=False
    )
    """The places of its fields, and of the names in a list."""

    def line_of(self, name: str, part: str = "") -> int:
        """Return the line of a field, or of a *part* of the list that it holds."""
        return self.lines.get((name, part)) or self.lines.get((name, ""), self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagEntry(Entry):
    """A tag."""

    parent: str = ""
    """The key of a declared tag."""
    description: str = ""
    """MyST."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEntry(Entry):
    """A person."""

    sort: str = ""
    """The name as it is sorted, with the family name first; empty: as it is shown."""
    pronouns: str = ""
    affiliation: str = ""
    """The one of today."""
    links: tuple[Link, ...] = ()
    biography: str = ""
    """MyST."""
    picture: str = ""
    """The path of a file, from the folder of the registry."""
    distinct: tuple[str, ...] = ()
    """The keys of other people's names that look alike."""


EntryT = TypeVar("EntryT", bound=Entry)


@dataclass(frozen=True, kw_only=True)
class Registry(Generic[EntryT]):
    """The declared names of one kind, by key; empty if no file is named."""

    entries: Mapping[str, EntryT] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    """From the key of each spelling to the key of its entry."""
    faults: tuple[Problem, ...] = ()
    missing: frozenset[str] = frozenset()
    """Pictures that are not there, as paths beside the registry."""

    def key_of(self, name: str) -> str:
        """Return the key that *name* has here; an undeclared name has its own."""
        key = key_of(name)
        return self.meanings.get(key, key)

    def of(self, name: str) -> EntryT | None:
        """Return the entry of a name; ``None`` if it is not declared."""
        return self.entries.get(self.key_of(name))

    def fault(self, objtype: str, argument: str, docname: str) -> str:
        """Return a message about a block of facts without a declaration."""
        if not argument:
            name = docname.rpartition("/")[2]
            return (
                f"no {objtype} is named, and nothing is declared of "
                f"{name!r}, as this document is called; write a name after "
                "the directive's name"
            )
        file = f"confrecap_{objtype}s_file"
        do = "declare it in" if self.entries or self.faults else "name the file in"
        hint = self.nearest.suggest(argument) or f"; {do} {file}"
        return f"nothing is declared of the {objtype} {argument!r}{hint}"

    @cached_property
    def former_keys(self) -> dict[str, str]:
        """Former keys, and the keys that they lead to now."""
        return {old: key for old, key in self.meanings.items() if old != key}

    @cached_property
    def nearest(self) -> Nearest:
        """All declared spellings."""
        entries = self.entries.values()
        return Nearest(
            name for entry in entries for name in (entry.name, *entry.aliases)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Registries:
    """The declarations of a site, and how they are used."""

    tags: Registry[TagEntry] = field(default_factory=Registry)
    speakers: Registry[SpeakerEntry] = field(default_factory=Registry)
    tags_file: Path = Path()
    """For messages."""
    speakers_file: Path = Path()
    """For messages."""
    closed: bool = False
    """Whether every tag has to be declared."""
    by_family: bool = True
    """Whether people are sorted as their entries say, not as their names are shown."""
    with_subtags: bool = False
    """Whether a tag also lists all that its sub-tags list."""

    def of_type(self, objtype: str) -> Registry[TagEntry] | Registry[SpeakerEntry]:
        """Return the registry of a ``speaker`` or a ``tag``."""
        return self.speakers if objtype == "speaker" else self.tags
