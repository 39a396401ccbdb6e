"""The talks that an import writes, each with its key and its day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain, count

from ..formats.schedules.given import Remarks
from ..model.blocks import Dialect
from ..model.programme import Event, Occasion
from ..model.talks import Kind, day_of
from ..text.keys import key_of
from .facts import Facts, facts_of_event, spellable
from .kinds import kind_of

_ROOM = 50
"""How many bytes of a title go into a key. Those of a day have room behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A talk to write."""

    event: Event
    key: str
    """Its ``:name:``, unique in its conference."""
    facts: Facts
    parts: tuple[Entry, ...] = ()
    """The talks in it, as in a round of lightning talks."""

    @property
    def day(self) -> date | None:
        """The day of the programme that it belongs to."""
        return self.event.day or day_of(self.event.start)


def flat(
    entries: Iterable[Entry], around: Entry | None = None
) -> list[tuple[Entry, Entry | None]]:
    """Return talks and the talks in them, each with the one around it."""
    found: list[tuple[Entry, Entry | None]] = []
    for entry in entries:
        found += [(entry, around), *flat(entry.parts, entry)]
    return found


@dataclass(slots=True)
class Rules:
    """How events become talks."""

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """What the user says that a type means; in lower case."""
    with_tags: bool = False
    dialect: Dialect = Dialect.MYST
    """Of the document that they are written to."""
    remarks: Remarks = field(default_factory=Remarks)

    def facts_of(self, event: Event) -> Facts:
        """Return the facts of an event. What no text can mean is said, and left out."""
        kind = kind_of(event.type, self.kinds) if event.type else None
        if event.type and kind is None:
            message = f"{event.type!r} is no kind that is known; see --kind"
            self.remarks.once(event.place, message)
        if len(event.languages) > 1:
            message = "a talk has one language here; those with several have none"
            self.remarks.once(event.place, message)
        facts = facts_of_event(event, kind, with_tags=self.with_tags)
        written, lost = spellable(facts, self.dialect)
        for name, value in lost:
            self.remarks.loss(event.place, f"{name}: {value} cannot be written")
        return written


def order_of(event: Event) -> tuple[str, str, str, str]:
    """Return a value that sorts events by day, start, room and title."""
    day = event.day or day_of(event.start)
    return (
        day.isoformat() if day else "9999",
        _wall_clock(event.start),
        event.room,
        event.title,
    )


def _wall_clock(start: date | datetime | None) -> str:
    """Return a start that sorts, also beside one with an offset."""
    if isinstance(start, datetime):
        return start.isoformat(" ", "minutes")
    return start.isoformat() if start else ""


def entries_of(
    events: Iterable[Event],
    rules: Rules,
    taken: Collection[str] = (),
    keys: Mapping[str, str] | None = None,
) -> list[Entry]:
    """Return the talks of events, by day, start and room.

    *taken* are keys that other talks of the conference have; *keys* are those that
    events have already, by their ids.
    """
    ordered = sorted(events, key=order_of)
    found = dict(keys or {})
    used = {*taken, *found.values()}
    for event in ordered:
        if event.id not in found:
            found[event.id] = _free_key(event, used)
            used.add(found[event.id])
    return list(_nested(ordered, found, rules))


def _free_key(event: Event, used: Collection[str]) -> str:
    """Return the key of a title; of a second with this title, its day is in it."""
    title = _short(event.title)
    day = event.day or day_of(event.start)
    dated = f"{title} {day}" if day else title
    numbered = (f"{dated} {number}" for number in count(2))
    names = chain((title, dated), numbered)
    return next(key for name in names if (key := key_of(name)) not in used)


def _short(title: str) -> str:
    """Return the first words of a title; a key of all could be cut, and get a hash."""
    words = title.split()
    while len(words) > 1 and len("-".join(map(key_of, words)).encode()) > _ROOM:
        words.pop()
    return " ".join(words)


def _nested(
    events: Sequence[Event], keys: Mapping[str, str], rules: Rules
) -> Iterator[Entry]:
    """Yield the talks; those whose parent is there too are in it."""
    ids = {event.id for event in events}
    parts: dict[str, list[Event]] = {}
    for event in events:
        if event.parent in ids:
            parts.setdefault(event.parent, []).append(event)

    def entry(event: Event) -> Entry:
        inner = sorted(parts.get(event.id, ()), key=lambda e: e.cue or 0)
        return Entry(
            event=event,
            key=keys[event.id],
            facts=rules.facts_of(event),
            parts=tuple(entry(part) for part in inner),
        )

    for event in events:
        if event.parent not in ids:
            yield entry(replace(event, cue=None) if event.parent else event)


def dates_of(occasion: Occasion, events: Iterable[Event]) -> Occasion:
    """Return the conference with days that hold all its events."""
    days = [day for event in events if (day := day_of(event.start))]
    start = min([*days, *filter(None, [occasion.start])], default=None)
    end = max([*days, *filter(None, [occasion.end])], default=None)
    return replace(occasion, start=start, end=end if end != start else None)
