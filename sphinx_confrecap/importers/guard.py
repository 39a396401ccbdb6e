"""Reads a text back before it is written: it must hold what was meant."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..model.blocks import Dialect
from ..model.talks import Conference, Talk
from ..source.blocks import OUTER
from ..source.edits import Edit
from ..source.held import Files, Held, held_in
from .facts import Facts, compared, facts_of_conference, facts_of_talk
from .site import Page
from .talks import Entry, flat


class GuardError(Exception):
    """A text would not be read as it is meant. Nothing was written."""


def check_recap(
    text: str,
    dialect: Dialect,
    files: Files,
    conference: tuple[str, Facts],
    entries: Sequence[Entry],
) -> None:
    """Compare a new recap with what it should hold; raises :class:`GuardError`."""
    held = held_in(text, dialect, files)
    conferences = [h for h in held if isinstance(h.fact, Conference)]
    talks = [h for h in held if isinstance(h.fact, Talk)]
    key, facts = conference
    found = [
        (h.fact.key, facts_of_conference(h.fact))
        for h in conferences
        if isinstance(h.fact, Conference)
    ]
    if found != [(key, facts)]:
        raise GuardError(f"the conference {key} would be read as {found}")
    _check_talks(talks, entries)


def _check_talks(held: Sequence[Held], entries: Sequence[Entry]) -> None:
    meant = flat(entries)
    if len(held) != len(meant):
        raise GuardError(f"{len(held)} talks would be read, instead of {len(meant)}")
    for block, (entry, around) in zip(held, meant, strict=True):
        talk = block.fact
        if not isinstance(talk, Talk):
            continue
        if difference := difference_of(talk, entry.key, entry.facts):
            raise GuardError(f"{entry.facts['title']!r}: {difference}")
        if talk.parent != _key_of(around):
            raise GuardError(
                f"{entry.facts['title']!r}: it would be in {talk.parent!r}"
            )
        if block.faults:
            raise GuardError(f"{entry.facts['title']!r}: {block.faults[0]}")


def _key_of(entry: Entry | None) -> str:
    return entry.key if entry else ""


def difference_of(talk: Talk, key: str, facts: Mapping[str, Any]) -> str:
    """Return how a talk as it is read differs from what was meant; empty if not."""
    if talk.slug != key:
        return f"its key would be {talk.slug}, instead of {key}"
    read = facts_of_talk(talk)
    for name in {*read, *facts}:
        found, meant = read.get(name), compared(name, facts.get(name))
        if found != meant:
            return f"{name} would be read as {found!r}, instead of {meant!r}"
    return ""


# --- a changed document -------------------------------------------------------

Meant = Mapping[int, "Facts | None"]
"""The facts of changed blocks by their lines; ``None`` for one that is taken out."""


def check_update(
    before: Page,
    after: Page,
    edits: Sequence[Edit],
    meant: Meant,
    added: Sequence[Entry],
) -> None:
    """Compare a changed document with what it should hold.

    Raises :class:`GuardError` if a block changed that should not, if a line of the
    author's is gone, or if a fact is not as it was meant.
    """
    _check_lines(before, after, edits)
    expected = Counter(_marks_before(before, meant))
    expected += Counter(
        _mark(entry.key, entry.facts, _key_of(around)) for entry, around in flat(added)
    )
    found = Counter(_mark_of(held) for held in after.held)
    if expected != found:
        lost, new = expected - found, found - expected
        shown = next(iter([*lost, *new]))
        raise GuardError(f"{before.file}: a block would be read differently: {shown}")
    if _others(before) != _others(after):
        raise GuardError(f"{before.file}: other blocks would be read differently")
    faults = sum(len(held.faults) for held in before.held)
    if sum(len(held.faults) for held in after.held) > faults:
        raise GuardError(f"{before.file}: a build would warn of what was written")


def _check_lines(before: Page, after: Page, edits: Sequence[Edit]) -> None:
    """Check that all lines outside of the edits are there, in their order."""
    old = before.lines
    changed = {n for edit in edits for n in range(edit.first, edit.end)}
    kept = [line.rstrip("\r\n") for n, line in enumerate(old) if n not in changed]
    new = iter(line.rstrip("\r\n") for line in after.lines)
    if not all(any(line == other for other in new) for line in kept):
        raise GuardError(f"{before.file}: a line of the author's would be lost")


def _marks_before(page: Page, meant: Meant) -> Iterator[str]:
    for held in page.held:
        line = held.block.line
        if line not in meant:
            yield _mark_of(held)
        elif (facts := meant[line]) is not None:
            yield _mark_of(held, facts)


def _mark_of(held: Held, facts: Facts | None = None) -> str:
    """Return all of a block that a change must not touch, and its facts."""
    match held.fact:
        case Talk() as talk:
            facts = facts_of_talk(talk) if facts is None else facts
            return _mark(talk.slug, facts, talk.parent, talk.aliases)
        case Conference() as conference:
            facts = facts_of_conference(conference) if facts is None else facts
            return _mark(conference.key, facts, "", conference.aliases)
    return _mark("", {}, "", held.block.body)


def _mark(key: str, facts: Facts, parent: str, more: Sequence[str] = ()) -> str:
    shown = {name: compared(name, value) for name, value in facts.items()}
    held = [key, parent, shown, list(more)]
    return json.dumps(held, sort_keys=True, ensure_ascii=False)


def _others(page: Page) -> Counter[tuple[str, str, tuple[str, ...]]]:
    """Count the blocks that are not ours."""
    return Counter(
        (block.name, block.argument, block.body)
        for block in page.source.blocks
        if block.name not in OUTER
    )
