"""Completes the files of speakers and tags. What is there is never touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..model.errors import InputError
from ..model.programme import Event
from ..parsing.registry import Registry, SpeakerEntry, TagEntry
from ..parsing.registry_file import read_speakers, read_tags
from ..source.documents import Documentation
from ..source.files import read_text
from ..source.spelling import quoted
from ..text.files import lies_in
from ..text.keys import key_of
from .changes import Change
from .guard import GuardError

_ITEM = re.compile(r"^(?P<indent> *)- ", re.MULTILINE)
_GAP = re.compile(r"\n[ \t]*\n *- ")
_FLOW = re.compile(r"(?:\s|#.*)*[\[{]")

Entry = dict[str, str]


def with_speakers(
    documentation: Documentation, events: Iterable[Event]
) -> Iterator[Change]:
    """Yield the change that declares the speakers of *events*.

    :raises InputError: the site has no file for them, or it cannot be read
    :raises GuardError: what is there would be read differently
    """
    entries: dict[str, Entry] = {}
    for event in events:
        for person in event.persons:
            found = {"name": person.name, "pronouns": person.pronouns}
            entries.setdefault(
                key_of(person.name), {n: t for n, t in found.items() if t}
            )
    file = _file(documentation, "confrecap_speakers_file", "--speakers")
    yield from _completed(file, documentation.folder, entries.values(), read_speakers)


def with_tags(
    documentation: Documentation, events: Iterable[Event]
) -> Iterator[Change]:
    """Yield the change that declares the tags of *events*, as for speakers."""
    names = dict.fromkeys(tag for event in events for tag in event.tags)
    file = _file(documentation, "confrecap_tags_file", "--tags")
    entries = [{"name": name} for name in names]
    yield from _completed(file, documentation.folder, entries, read_tags)


def has_tags_file(documentation: Documentation) -> bool:
    """Tell whether the site declares its tags."""
    return bool(documentation.settings.get("confrecap_tags_file"))


def _file(documentation: Documentation, setting: str, option: str) -> Path:
    name = documentation.settings.get(setting)
    if not (isinstance(name, str) and name):
        raise InputError(f"{option}: name a file in conf.py with {setting}")
    file = documentation.folder / name
    if not lies_in(documentation.folder, file):
        raise InputError(f"{option}: {file} is outside of {documentation.folder}")
    return file


def _completed(
    file: Path,
    folder: Path,
    entries: Iterable[Entry],
    read: Callable[[str], Registry[SpeakerEntry]] | Callable[[str], Registry[TagEntry]],
) -> Iterator[Change]:
    before = read_text(file) if file.exists() else None
    registry = read(before or "")
    if registry.faults:
        fault = registry.faults[0]
        raise InputError(f"{file}:{fault.place.line}: {fault.message}")
    new = [entry for entry in entries if registry.of(entry["name"]) is None]
    if not new:
        return
    if _FLOW.match(before or ""):
        raise InputError(f"{file}: write its list with a line for each '- name:'")
    after = (before or "") + _added(before or "", new)
    _check(file, registry, read(after), new)
    yield Change(file=file, before=before, after=after)


def _added(text: str, entries: Iterable[Entry]) -> str:
    """Return the lines of new entries, written as those that are there."""
    newline = "\r\n" if "\r\n" in text else "\n"
    found = _ITEM.search(text)
    indent = found["indent"] if found else ""
    gap = newline if _GAP.search(text.replace("\r\n", "\n")) else ""
    parts = [] if not text or text.endswith("\n") else [newline]
    for number, entry in enumerate(entries):
        parts += [gap] if text or number else []
        mark = "- "
        for name, value in entry.items():
            parts.append(f"{indent}{mark}{name}: {quoted(value)}{newline}")
            mark = "  "
    return "".join(parts)


def _check(
    file: Path,
    before: Registry[SpeakerEntry] | Registry[TagEntry],
    after: Registry[SpeakerEntry] | Registry[TagEntry],
    new: Iterable[Entry],
) -> None:
    """Compare a new text with the old: the same entries, and the new ones."""
    kept = all(after.entries.get(key) == entry for key, entry in before.entries.items())
    there = all(after.of(entry["name"]) is not None for entry in new)
    if not (kept and there) or after.faults:
        raise GuardError(f"{file}: its entries would be read differently")
