"""Brings a changed programme into documents that have its talks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ..model.errors import InputError
from ..model.talks import Conference, day_of
from ..source.edits import Edit, Head, applied, block_with_space
from .facts import (
    CONFERENCE_ORDER,
    ORDER,
    Facts,
    compared,
    facts_of_conference,
    known,
    text_of,
)
from .guard import check_update
from .match import Found, adopted, matched, talks_of
from .merge import Conflict, Merged, Side, merged
from .placing import Stood, placed
from .report import Note, NoteKind, Report
from .site import Page, Site
from .state import Known, State
from .talks import Entry, flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """A user's choices about a merge."""

    side: Side = Side.OURS
    ask: Callable[[str], bool] | None = None
    """Tells whether the programme wins, for a conflict that it is told."""
    keep_cancelled: bool = False
    allow_removals: bool = False
    restore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A programme as it is now."""

    entries: Sequence[Entry]
    """The talks that are wanted, or were written before."""
    ids: Collection[str]
    """The events that are not cancelled, wanted or not."""
    facts: Facts
    """Those of the conference."""


@dataclass(slots=True)
class Updated:
    """New texts of documents, and what is to be kept for the next time."""

    texts: dict[Path, str] = field(default_factory=dict)
    talks: dict[str, Known] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)


class Updater:
    """Merges one programme into the documents of a site."""

    def __init__(
        self, site: Site, main: Page, state: State, manner: Manner, report: Report
    ) -> None:
        self.site, self.main, self.state = site, main, state
        self.manner, self.report = manner, report
        self.edits: dict[Path, list[Edit]] = {}
        self.meant: dict[tuple[Path, int], Facts | None] = {}
        self.pages = {page.file: page for page in [*site.pages, main]}
        self.keys = self._keys()
        self.talks = talks_of(self.pages.values(), self.keys)
        self.result = Updated()

    def _keys(self) -> set[str]:
        """Return the keys that the conference has and had."""
        keys = {self.state.conference}
        for page in self.pages.values():
            for held in page.held:
                fact = held.fact
                if isinstance(fact, Conference):
                    names = {fact.key, *fact.aliases}
                    keys |= names if keys & names else set()
        return keys

    def update(self, coming: Coming) -> Updated:
        """Merge; the texts that change are read back.

        :raises InputError: too much is gone at once
        :raises GuardError: a text would not be read as it is meant
        """
        found = matched(self.talks, self.state.talks)
        self._check_gone(coming, found)
        entries = flat(coming.entries)
        fresh = [e for e, _ in entries if e.event.id not in self.state.talks]
        taken = {id(talk) for talk in found.values()}
        free = [talk for talk in self.talks if id(talk) not in taken]
        by_hand = adopted(free, fresh)
        self._conference(coming.facts)
        added: list[Entry] = []
        there = {**found, **by_hand}
        for entry, around in entries:
            parent = around.event.id if around else ""
            self._bring(entry, parent, there, by_hand, added)
        self._take_out(coming, found)
        self._place(added, coming, there)
        self._apply(added)
        return self.result

    def _bring(
        self,
        entry: Entry,
        parent: str,
        there: Mapping[str, Found],
        by_hand: Mapping[str, Found],
        added: list[Entry],
    ) -> None:
        """Merge one talk into its block, or note that it has none yet."""
        id_ = entry.event.id
        before = self.state.talks.get(id_)
        if before and (talk := there.get(id_)):
            self._merge(entry, before, talk)
        elif talk := by_hand.get(id_):
            self._adopt(entry, talk)
        elif before and entry.key not in self.manner.restore:
            if not before.is_deleted:
                self.report.count("deleted")
            known_before = replace(before, facts=entry.facts, is_deleted=True)
            self.result.talks[id_] = known_before
            return
        elif not parent or parent not in there:
            if not parent:
                added.append(entry)
        else:
            message = f"{entry.event.title!r} is new in a round; write it by hand"
            self._note(NoteKind.KEPT, there[parent], message)
        self.result.talks[id_] = Known(
            key=(by_hand[id_].talk.slug if id_ in by_hand else entry.key),
            facts=entry.facts,
            day=entry.day.isoformat() if entry.day else "",
            parent=parent,
            abstract=before.abstract if before else "",
        )

    # --- a talk that is there ---

    def _merge(self, entry: Entry, before: Known, talk: Found) -> None:
        ours = talk.facts
        result = merged(before.facts, ours, entry.facts, self.manner.side)
        for conflict in result.conflicts:
            self._settle(conflict, result, talk)
        if before.day and entry.day and before.day != entry.day.isoformat():
            message = (
                f"{entry.event.title!r} moved to {entry.day}; its block stays here"
            )
            self._note(NoteKind.MOVED, talk, message)
        self._write(talk, ours, result.facts)

    def _settle(self, conflict: Conflict, result: Merged, talk: Found) -> None:
        """Say what both sides changed, or ask which it is to be."""
        message = (
            f"{conflict.name}: the programme has {_shown(conflict.theirs)} now, here "
            f"is {_shown(conflict.ours)}"
        )
        if self.manner.ask is None:
            is_theirs = self.manner.side is Side.THEIRS
            kept = "theirs was written" if is_theirs else "kept"
            self._note(NoteKind.CONFLICT, talk, f"{message}; {kept}")
        elif self.manner.ask(f"{talk.talk.title}: {message}"):
            result.facts[conflict.name] = conflict.theirs
            result.facts = known(result.facts)

    def _adopt(self, entry: Entry, talk: Found) -> None:
        """Fill in what a talk that was written by hand lacks."""
        ours = talk.facts
        missing = {n: v for n, v in entry.facts.items() if n not in ours}
        self.report.count("adopted")
        filled = {n: compared(n, v) for n, v in missing.items()}
        self._write(talk, ours, {**ours, **filled})

    def _write(self, talk: Found, ours: Facts, facts: Facts) -> None:
        """Write the facts that differ from those in the block."""
        changed = [n for n in {**ours, **facts} if ours.get(n) != facts.get(n)]
        unread = [n for n in changed if n in talk.block.head.lines and n not in ours]
        for name in unread:
            if name != "kind":
                changed.remove(name)
                message = f"{name}: what is here cannot be read, and is kept"
                self._note(NoteKind.CONFLICT, talk, message)
        if not changed:
            return
        lines = talk.page.lines
        head = Head(talk.block, lines)
        if not head.can_change:
            message = "the block is in a list or a quote, and was not changed"
            self._note(NoteKind.CONFLICT, talk, message)
            return
        edits = self.edits.setdefault(talk.page.file, [])
        if "title" in changed and (edit := head.title(facts["title"])):
            edits.append(edit)
        elif "title" in changed:
            changed.remove("title")
            self._note(
                NoteKind.CONFLICT, talk, "title: no fence fits around the new one"
            )
        texts = {
            n: text_of(n, facts[n], talk.page.dialect) if n in facts else None
            for n in changed
            if n != "title"
        }
        for name in [n for n, t in texts.items() if n in facts and t is None]:
            del texts[name]
            self._note(NoteKind.CONFLICT, talk, f"{name}: it cannot be written")
        edits += head.options(texts, ORDER)
        done = {n for n in changed if n in texts or n == "title"}
        left = {n: v for n, v in ours.items() if n not in done}
        written = {n: facts[n] for n in done if n in facts}
        self.meant[talk.page.file, talk.block.line] = {**left, **written}
        self.report.count("changed")

    # --- a talk that is gone ---

    def _check_gone(self, coming: Coming, found: Mapping[str, Found]) -> None:
        active = [i for i, talk in self.state.talks.items() if not talk.is_deleted]
        if active and not found:
            raise InputError(
                f"no talk of {self.state.conference} is left in the documentation; to "
                "begin anew, delete its file in _programme, too"
            )
        gone = [id_ for id_ in active if id_ not in coming.ids]
        if len(gone) > max(3, len(active) / 5) and not self.manner.allow_removals:
            raise InputError(
                f"{len(gone)} of {len(active)} talks are not in this programme; is it "
                "a part of one? If they are cancelled, say --allow-removals"
            )

    def _take_out(self, coming: Coming, found: Mapping[str, Found]) -> None:
        for id_, before in self.state.talks.items():
            if id_ in self.result.talks:
                continue
            talk = found.get(id_)
            if talk is None:
                continue
            if self._is_untouched(talk, before) and not self.manner.keep_cancelled:
                edit = block_with_space(talk.block, talk.page.lines)
                self.edits.setdefault(talk.page.file, []).append(edit)
                self.meant[talk.page.file, talk.block.line] = None
                self.report.count("removed")
                continue
            self.result.talks[id_] = before
            message = f"{talk.talk.title!r} is gone from the programme; kept"
            self._note(NoteKind.GONE, talk, message)

    @staticmethod
    def _is_untouched(talk: Found, before: Known) -> bool:
        """Tell whether nothing in a block is of its author."""
        written = {n: compared(n, v) for n, v in before.facts.items()}
        names = set(talk.block.head.lines)
        return (
            not any(line.strip() for line in talk.block.body)
            and talk.facts == written
            and names <= {"name", *written}
            and not talk.block.head.wrong
        )

    # --- the document ---

    def _conference(self, facts: Facts) -> None:
        """Merge the facts of the conference into its block."""
        for page in self.pages.values():
            for held in page.held:
                fact = held.fact
                if not (isinstance(fact, Conference) and fact.key in self.keys):
                    continue
                ours = facts_of_conference(fact)
                result = merged(self.state.facts, ours, facts, self.manner.side)
                texts = {
                    n: result.facts.get(n)
                    for n in {**ours, **result.facts}
                    if ours.get(n) != result.facts.get(n)
                }
                head = Head(held.block, page.lines)
                if texts and head.can_change:
                    edits = head.options(texts, CONFERENCE_ORDER)
                    self.edits.setdefault(page.file, []).extend(edits)
                    self.meant[page.file, held.block.line] = known(result.facts)
                return

    def _place(
        self, added: Sequence[Entry], coming: Coming, found: Mapping[str, Found]
    ) -> None:
        """Put new talks into the recap."""
        if not added:
            return
        days = {e.event.id: (e.day, e.event.start) for e, _ in flat(coming.entries)}
        ids = {id(talk): id_ for id_, talk in found.items()}
        there = []
        for talk in self.talks:
            removed = (talk.page.file, talk.block.line)
            if talk.page.file != self.main.file or self.meant.get(removed, {}) is None:
                continue
            start = talk.talk.start
            id_ = ids.get(id(talk), "")
            day, start = days.get(id_, (day_of(start), start))
            there.append(Stood(block=talk.block, day=day, start=start))
        style = self.site.style(self.main.dialect)
        placing = placed(self.main, self.state.conference, there, added, style)
        self.edits.setdefault(self.main.file, []).extend(placing.edits)
        self.result.days += placing.days
        for _entry in added:
            self.report.count("added")

    def _apply(self, added: Sequence[Entry]) -> None:
        """Make the new texts, and read them back."""
        for file, edits in self.edits.items():
            page = self.pages[file]
            text = applied(page.text, edits)
            if text == page.text:
                continue
            meant = {
                line: facts for (f, line), facts in self.meant.items() if f == file
            }
            after = self.site.page(file, page.dialect, text)
            fresh = added if file == self.main.file else ()
            check_update(page, after, edits, meant, fresh)
            self.result.texts[file] = text

    def _note(self, kind: NoteKind, talk: Found, message: str) -> None:
        self.report.notes.append(
            Note(kind=kind, file=talk.page.file, line=talk.block.line, message=message)
        )


def _shown(value: object) -> str:
    if isinstance(value, list):
        return repr(
            [i.get("name", i.get("url")) if isinstance(i, dict) else i for i in value]
        )
    return repr(value) if value is not None else "nothing"
