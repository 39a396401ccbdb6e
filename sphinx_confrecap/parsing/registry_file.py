"""Reads the files that declare tags and speakers.

Each is YAML with one list. An unusable part is reported with its line and dropped; all
others stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from ..model.errors import FieldError
from ..model.places import Place
from ..model.rules import Problem, Rule
from ..model.talks import Link
from ..text.files import is_file, is_file_in, read_whole
from ..text.keys import key_of
from ..text.near import suggest
from ..text.strict_yaml import MAX_BYTES, Item, StrictYamlError, load
from .fields import parse_address
from .names import not_too_many, parse_names
from .registry import EntryT, Registries, Registry, SpeakerEntry, TagEntry


def registries_of(
    folder: Path, tags_file: str, speakers_file: str, undeclared_tags: str
) -> Registries:
    """Read the registries of a site; files are below *folder*, or empty for none."""
    tags, speakers = folder / tags_file, folder / speakers_file
    vocabulary: Registry[TagEntry]
    vocabulary = load_tags(tags, folder) if tags_file else Registry()
    # For a file that cannot be read, one warning is enough.
    is_read = bool(vocabulary.entries or not vocabulary.faults)
    return Registries(
        tags=vocabulary,
        speakers=load_speakers(speakers, folder) if speakers_file else Registry(),
        tags_file=tags,
        speakers_file=speakers,
        closed=undeclared_tags != "allow" and bool(tags_file) and is_read,
    )


def load_tags(path: Path, site: Path | None = None) -> Registry[TagEntry]:
    """Read the vocabulary in a file of a *site*. An unreadable file is a fault."""
    return _load(path, site, read_tags)


def load_speakers(path: Path, site: Path | None = None) -> Registry[SpeakerEntry]:
    """Read the speakers in a file, without pictures that are not in its folder."""
    registry, folder = _load(path, site, read_speakers), path.parent
    entries, faults = dict(registry.entries), list(registry.faults)
    unusable = set()
    for key, entry in registry.entries.items():
        if entry.picture and (message := _misplaced(folder, entry.picture)):
            faults.append(_fault(f"picture: {message}", entry.line_of("picture")))
            entries[key] = replace(entry, picture="")
            unusable.add(entry.picture)
    missing = frozenset(name for name in unusable if not is_file(folder / name))
    return replace(registry, entries=entries, faults=tuple(faults), missing=missing)


def _load(
    path: Path, site: Path | None, read: Callable[[str], Registry[EntryT]]
) -> Registry[EntryT]:
    try:
        data = read_whole(path, MAX_BYTES, site or path.parent)
        return read(data.decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        what = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        return Registry(faults=(_fault(f"the file cannot be read: {what}", 1),))


def _misplaced(folder: Path, name: str) -> str:
    """Return why a file cannot be used; empty for one in the *folder*."""
    if is_file_in(folder, folder / name):
        return ""
    if is_file_in(Path(folder.resolve().anchor), folder / name):
        return f"{name!r} is outside of the registry's folder; move it there"
    return f"there is no file {name!r} beside the registry"


def read_tags(text: str) -> Registry[TagEntry]:
    """Read the vocabulary of tags; never raises."""
    registry, faults = _registry(text, _tag)
    parents = _parents(registry, faults)
    entries = {
        key: replace(entry, parent=parents.get(key, ""))
        for key, entry in registry.entries.items()
    }
    return replace(registry, entries=entries, faults=tuple(faults))


def read_speakers(text: str) -> Registry[SpeakerEntry]:
    """Read the registry of speakers; never raises."""
    return _registry(text, _speaker)[0]


def _registry(
    text: str, read: Callable[[_Fields], EntryT]
) -> tuple[Registry[EntryT], list[Problem]]:
    faults: list[Problem] = []
    entries = _by_key(_entries(text, read, faults), faults)
    meanings = _meanings(entries, faults)
    made = Registry(entries=entries, meanings=meanings, faults=tuple(faults))
    return made, faults


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


def _fault(message: str, line: int) -> Problem:
    return Problem(rule=Rule.REGISTRY, message=message, place=Place(line=line))


_LEVELS = 20
"""How deep tags may be nested: each page names all tags above its own."""


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
        text: str = self._value(name, str, "text, not a list or a mapping") or ""
        return text.strip()

    def names(self, name: str) -> tuple[str, ...]:
        """Return the names in a list, or in text with commas between."""
        value = self._value(name, (str, list), "a list of names") or []
        names = []
        for part in value if isinstance(value, list) else ():
            if isinstance(part.value, str) and part.value.strip():
                names.append(" ".join(part.value.split()))
                self.lines.setdefault((name, names[-1]), part.line)
            else:
                self._fault(part, f"{name}: write one name here")
        try:
            return parse_names(value) if isinstance(value, str) else not_too_many(names)
        except FieldError as error:
            if error.usable is None:
                raise
            self._fault(self._items[name], f"{name}: {error}")
            return cast("tuple[str, ...]", error.usable)

    def links(self, name: str) -> tuple[Link, ...]:
        """Return accounts and addresses, by the name of the site that has them."""
        hint = "them as 'site: https://…', one a line"
        links = []
        for site, part in (self._value(name, dict, hint) or {}).items():
            try:
                links.append(_link(site, part.value))
            except FieldError as error:
                self._fault(part, f"{name}: {error}")
        return tuple(links)

    def _value(self, name: str, kind: type | tuple[type, ...], hint: str) -> Any:
        """Return a value; ``None`` if it is empty, or not of this kind."""
        self._known.append(name)
        item = self._items.get(name)
        if item is None or not item.value or isinstance(item.value, kind):
            return item and item.value
        self._fault(item, f"{name}: write {hint}")
        return None

    def check_names(self) -> None:
        """Report unknown fields."""
        for name, item in self._items.items():
            if name not in self._known:
                known = ", ".join(self._known)
                hint = suggest(name, self._known) or f"; there are {known}"
                self._fault(item, f"there is no field {name!r}{hint}")

    def _fault(self, item: Item, message: str) -> None:
        self._faults.append(_fault(message, item.line))


def _tag(fields: _Fields) -> TagEntry:
    return TagEntry(
        **_identity(fields),
        parent=fields.text("parent"),
        description=fields.body("description"),
    )


def _speaker(fields: _Fields) -> SpeakerEntry:
    return SpeakerEntry(
        **_identity(fields),
        sort=fields.text("sort"),
        pronouns=fields.text("pronouns"),
        affiliation=fields.text("affiliation"),
        links=fields.links("links"),
        biography=fields.body("biography"),
        picture=fields.text("picture"),
        distinct=tuple(map(key_of, fields.names("distinct"))),
    )


def _identity(fields: _Fields) -> dict[str, Any]:
    """Return the fields that every entry has."""
    if not (name := fields.text("name")):
        raise FieldError("an entry has no name; write 'name:'")
    key = fields.text("key")
    if key and key_of(key) != key:
        raise FieldError(f"key: {key!r} is not a key; write {key_of(key)!r}")
    return {
        "key": key or key_of(name),
        "name": name,
        "aliases": fields.names("aliases"),
        "line": fields.line,
        "lines": fields.lines,
    }


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


def _parents(registry: Registry[TagEntry], faults: list[Problem]) -> dict[str, str]:
    """Return the key of the parent of each tag that has one; none lead in a circle."""
    parents: dict[str, str] = {}
    for key, entry in registry.entries.items():
        if not entry.parent:
            continue
        parent = registry.meanings.get(key_of(entry.parent))
        if parent is None:
            hint = registry.nearest.suggest(entry.parent)
            message = f"parent: no entry has the name {entry.parent!r}{hint}"
        elif key in _upwards(parent, parents):
            message = f"parent: {entry.parent!r} is under {entry.name!r} itself"
        else:
            parents[key] = parent
            continue
        faults.append(_fault(message, entry.line_of("parent")))
    for key in list(parents):
        if len(_upwards(key, parents)) > _LEVELS:
            del parents[key]
            message = f"parent: this tag is more than {_LEVELS} levels deep"
            line = registry.entries[key].line_of("parent")
            faults.append(_fault(message, line))
    return parents


def _upwards(key: str, parents: Mapping[str, str]) -> list[str]:
    """Return a tag and those above it, not many more than there may be."""
    above = [key]
    while (key := parents.get(key, "")) and len(above) <= _LEVELS:
        above.append(key)
    return above
