"""The site's declarations of tags and speakers: one name each, and its aliases.

A registry is a YAML file with one list. An unusable part is reported with its line and
dropped; all others stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from ..model.errors import FieldError
from ..model.places import Place
from ..model.rules import Problem, Rule
from ..model.talks import Link
from ..text.files import is_file_in
from ..text.keys import key_of
from ..text.strict_yaml import Item, StrictYamlError, load
from .fields import parse_address, parse_names, suggest


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


def _fault(message: str, line: int) -> Problem:
    return Problem(rule=Rule.REGISTRY, message=message, place=Place(line=line))


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry(Generic[EntryT]):
    """The declared names of one kind, by key; empty if no file is named."""

    entries: Mapping[str, EntryT] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    """From the key of each spelling to the key of its entry."""
    faults: tuple[Problem, ...] = ()

    def key_of(self, name: str) -> str:
        """Return the key that *name* has here; an undeclared name has its own."""
        key = key_of(name)
        return self.meanings.get(key, key)

    def of(self, name: str) -> EntryT | None:
        """Return the entry of a name; ``None`` if it is not declared."""
        return self.entries.get(self.key_of(name))

    def of_block(self, argument: str, docname: str) -> EntryT | None:
        """Return the entry that a block of facts asks for, by name or by document."""
        return self.of(argument or _last(docname))

    def fault(self, objtype: str, argument: str, docname: str) -> str:
        """Return a message about a block of facts without a declaration."""
        if not argument:
            return (
                f"no {objtype} is named, and nothing is declared of "
                f"{_last(docname)!r}, as this document is called; write a name after "
                "the directive's name"
            )
        file = f"confrecap_{objtype}s_file"
        do = "declare it in" if self.entries or self.faults else "name the file in"
        hint = self.nearest(argument) or f"; {do} {file}"
        return f"nothing is declared of the {objtype} {argument!r}{hint}"

    @property
    def former_keys(self) -> dict[str, str]:
        """Former keys, and the keys that they lead to now."""
        return {old: key for old, key in self.meanings.items() if old != key}

    def nearest(self, name: str) -> str:
        """Return ``, did you mean 'x'?`` for declared names like *name*."""
        spellings = (
            spelling
            for entry in self.entries.values()
            for spelling in (entry.name, *entry.aliases)
        )
        return suggest(name, spellings)


def _last(docname: str) -> str:
    return docname.rpartition("/")[2]


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
    with_subtags: bool = False
    """Whether a tag also lists all that its sub-tags list."""

    def of_type(self, objtype: str) -> Registry[TagEntry] | Registry[SpeakerEntry]:
        """Return the registry of a ``speaker`` or a ``tag``."""
        return self.speakers if objtype == "speaker" else self.tags


def registries_of(
    folder: Path, tags_file: str, speakers_file: str, undeclared_tags: str
) -> Registries:
    """Read the registries of a site; files are below *folder*, or empty for none."""
    tags, speakers = folder / tags_file, folder / speakers_file
    vocabulary: Registry[TagEntry] = load_tags(tags) if tags_file else Registry()
    # For a file that cannot be read, one warning is enough.
    is_read = bool(vocabulary.entries or not vocabulary.faults)
    return Registries(
        tags=vocabulary,
        speakers=load_speakers(speakers) if speakers_file else Registry(),
        tags_file=tags,
        speakers_file=speakers,
        closed=undeclared_tags != "allow" and bool(tags_file) and is_read,
    )


def load_tags(path: Path) -> Registry[TagEntry]:
    """Read the vocabulary in a file. An unreadable file is a fault."""
    try:
        return read_tags(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        return Registry(faults=(_unreadable(error),))


def load_speakers(path: Path) -> Registry[SpeakerEntry]:
    """Read the speakers in a file. An unreadable file is a fault."""
    try:
        registry = read_speakers(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        return Registry(faults=(_unreadable(error),))
    return _with_pictures(registry, path.parent)


def _with_pictures(
    registry: Registry[SpeakerEntry], folder: Path
) -> Registry[SpeakerEntry]:
    """Leave out pictures that are not files in the folder of the registry."""
    entries, faults = dict(registry.entries), list(registry.faults)
    for key, entry in registry.entries.items():
        if entry.picture and (message := _misplaced(folder, entry.picture)):
            line = entry.line_of("picture")
            faults.append(_fault(f"picture: {message}", line))
            entries[key] = replace(entry, picture="")
    return replace(registry, entries=entries, faults=tuple(faults))


def _misplaced(folder: Path, name: str) -> str:
    """Return why a file cannot be used; empty for one in the *folder*."""
    if is_file_in(folder, folder / name):
        return ""
    if is_file_in(Path(folder.resolve().anchor), folder / name):
        return f"{name!r} lies outside of the registry's folder; move it there"
    return f"there is no file {name!r} beside the registry"


def _unreadable(error: OSError | ValueError) -> Problem:
    what = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
    return _fault(f"the file cannot be read: {what}", 1)


def read_tags(text: str) -> Registry[TagEntry]:
    """Read the vocabulary of tags; never raises."""
    faults: list[Problem] = []
    entries = _by_key(_entries(text, _tag, faults), faults)
    meanings = _meanings(entries, faults)
    parents = _parents(entries, meanings, faults)
    return Registry(
        entries={
            key: replace(entry, parent=parents.get(key, ""))
            for key, entry in entries.items()
        },
        meanings=meanings,
        faults=tuple(faults),
    )


def read_speakers(text: str) -> Registry[SpeakerEntry]:
    """Read the registry of speakers; never raises."""
    faults: list[Problem] = []
    entries = _by_key(_entries(text, _speaker, faults), faults)
    meanings = _meanings(entries, faults)
    return Registry(entries=entries, meanings=meanings, faults=tuple(faults))


def _entries(
    text: str, read: Callable[[_Fields], EntryT], faults: list[Problem]
) -> Iterator[EntryT]:
    try:
        document = load(text)
    except StrictYamlError as error:
        faults.append(_fault(str(error), error.line))
        return
    if document is None:
        return
    if not isinstance(document.value, list):
        message = "the file holds no list; begin each entry with '- name:'"
        faults.append(_fault(message, document.line))
        return
    for item in document.value:
        try:
            fields = _Fields(item, faults)
            entry = read(fields)
        except FieldError as error:
            faults.append(_fault(str(error), item.line))
        else:
            fields.check_names()
            yield entry


class _Fields:
    """The fields of one entry. An unusable field becomes a fault."""

    def __init__(self, item: Item, faults: list[Problem]) -> None:
        # A single word is an entry that has only a name.
        value = {"name": item} if isinstance(item.value, str) else item.value
        if not isinstance(value, dict):
            raise FieldError("an entry is a name, or begins with 'name:'")
        self.line = item.line
        self.lines = {(name, ""): item.line for name, item in value.items()}
        self._items = value
        self._faults = faults
        self._known: list[str] = []

    def text(self, name: str) -> str:
        """Return a field on one line; empty if it is missing."""
        return " ".join(self.body(name).split())

    def body(self, name: str) -> str:
        """Return the text of a field; empty if it is missing."""
        item = self._item(name)
        if item is None:
            return ""
        if not isinstance(item.value, str):
            self._fault(item, f"{name}: write text, not a list or a mapping")
            return ""
        return item.value.strip()

    def names(self, name: str) -> tuple[str, ...]:
        """Return the names in a list, or in text with commas between."""
        item = self._item(name)
        if item is None or not item.value:
            return ()
        if isinstance(item.value, str):
            return parse_names(item.value)
        if isinstance(item.value, dict):
            self._fault(item, f"{name}: write a list of names")
            return ()
        names = []
        for part in item.value:
            if isinstance(part.value, str) and part.value.strip():
                names.append(" ".join(part.value.split()))
                self.lines.setdefault((name, names[-1]), part.line)
            else:
                self._fault(part, f"{name}: write one name here")
        return tuple(dict.fromkeys(names))

    def links(self, name: str) -> tuple[Link, ...]:
        """Return accounts and addresses, by the name of the site that has them."""
        item = self._item(name)
        if item is None or not item.value:
            return ()
        if not isinstance(item.value, dict):
            self._fault(item, f"{name}: write them as 'site: https://…', one a line")
            return ()
        links = []
        for site, part in item.value.items():
            try:
                links.append(_link(site, part.value))
            except FieldError as error:
                self._fault(part, f"{name}: {error}")
        return tuple(links)

    def check_names(self) -> None:
        """Report unknown fields."""
        for name, item in self._items.items():
            if name not in self._known:
                known = ", ".join(self._known)
                hint = suggest(name, self._known) or f"; there are {known}"
                self._fault(item, f"there is no field {name!r}{hint}")

    def _item(self, name: str) -> Item | None:
        self._known.append(name)
        return self._items.get(name)

    def _fault(self, item: Item, message: str) -> None:
        self._faults.append(_fault(message, item.line))


def _identity(fields: _Fields) -> tuple[str, str, tuple[str, ...]]:
    """Return key, name and aliases."""
    if not (name := fields.text("name")):
        raise FieldError("an entry has no name; write 'name:'")
    key = fields.text("key")
    if key and key_of(key) != key:
        raise FieldError(f"key: {key!r} is no key; write {key_of(key)!r}")
    return key or key_of(name), name, fields.names("aliases")


def _tag(fields: _Fields) -> TagEntry:
    key, name, aliases = _identity(fields)
    return TagEntry(
        key=key,
        name=name,
        aliases=aliases,
        line=fields.line,
        lines=fields.lines,
        parent=fields.text("parent"),
        description=fields.body("description"),
    )


def _speaker(fields: _Fields) -> SpeakerEntry:
    key, name, aliases = _identity(fields)
    return SpeakerEntry(
        key=key,
        name=name,
        aliases=aliases,
        line=fields.line,
        lines=fields.lines,
        pronouns=fields.text("pronouns"),
        affiliation=fields.text("affiliation"),
        links=fields.links("links"),
        biography=fields.body("biography"),
        picture=fields.text("picture"),
        distinct=tuple(map(key_of, fields.names("distinct"))),
    )


_SITES = {
    "site": ("Website", ""),
    "mastodon": ("Mastodon", ""),
    "github": ("GitHub", "https://github.com/"),
    "x": ("X", "https://x.com/"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/"),
    "bluesky": ("Bluesky", "https://bsky.app/profile/"),
}
"""The sites that a person may be at: their names, and the addresses of accounts."""

_ACCOUNT = re.compile(r"@?(?P<user>[\w.-]+)(?:@(?P<host>[\w-]+(?:\.[\w-]+)+))?")


def _link(site: str, value: object) -> Link:
    """Read the address of a person, or the name of an account."""
    if site not in _SITES:
        hint = suggest(site, _SITES) or f"; there are {', '.join(_SITES)}"
        raise FieldError(f"{site!r} is not known{hint}")
    if not isinstance(value, str):
        raise FieldError(f"{site}: write one address")
    label, accounts = _SITES[site]
    account = _ACCOUNT.fullmatch(value.strip())
    if account and site == "mastodon":
        if not account["host"]:
            raise FieldError(
                f"{site}: {value!r} names no host; write it as @sam@social.example"
            )
        url = f"https://{account['host']}/@{account['user']}"
    elif account and accounts and not account["host"]:
        url = accounts + account["user"]
    else:
        url = parse_address(value)
    return Link(url=url, label=label)


def _by_key(entries: Iterable[EntryT], faults: list[Problem]) -> dict[str, EntryT]:
    """Index entries; of two with one key the first counts."""
    found: dict[str, EntryT] = {}
    for entry in entries:
        first = found.setdefault(entry.key, entry)
        if first is not entry:
            message = (
                f"{entry.name!r} has the key {entry.key!r}, as {first.name!r} in line "
                f"{first.line}; make one an alias of the other, or give it a 'key:'"
            )
            faults.append(_fault(message, entry.line))
    return found


def _meanings(entries: Mapping[str, EntryT], faults: list[Problem]) -> dict[str, str]:
    """Return the meaning of each spelling. Names win over aliases."""
    meanings = {key: key for key in entries}
    for entry in entries.values():
        meaning = meanings.setdefault(key_of(entry.name), entry.key)
        if meaning != entry.key:
            message = f"{entry.name!r} means {entries[meaning].name!r} already"
            faults.append(_fault(message, entry.line))
    for entry, alias in ((e, alias) for e in entries.values() for alias in e.aliases):
        meaning = meanings.setdefault(key_of(alias), entry.key)
        if meaning != entry.key:
            other = entries[meaning].name
            message = f"{alias!r}, an alias of {entry.name!r}, means {other!r} already"
            line = entry.line_of("aliases", alias)
            faults.append(_fault(message, line))
    return meanings


def _parents(
    entries: Mapping[str, TagEntry], meanings: Mapping[str, str], faults: list[Problem]
) -> dict[str, str]:
    """Return the key of the parent of each tag that has one; none lead in a circle."""
    parents: dict[str, str] = {}
    for key, entry in entries.items():
        if not entry.parent:
            continue
        parent = meanings.get(key_of(entry.parent))
        if parent is None:
            hint = suggest(entry.parent, [other.name for other in entries.values()])
            message = f"parent: no entry has the name {entry.parent!r}{hint}"
        elif key in _upwards(parent, parents):
            message = f"parent: {entry.parent!r} lies under {entry.name!r} itself"
        else:
            parents[key] = parent
            continue
        faults.append(_fault(message, entry.line_of("parent")))
    return parents


def _upwards(key: str, parents: Mapping[str, str]) -> Iterator[str]:
    yield key
    while key in parents:
        key = parents[key]
        yield key
