"""The key of each talk. No talk loses its key to another: it gets one of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import count

from ..model.rules import Problem, Rule
from ..model.talks import Conference, Record, Spot, Talk, day_of, start_at
from ..text.keys import key_of
from .catalogue import Conferences

Talks = Iterable[Record[Talk]]


def keys_of(
    written: Talks, conferences: Conferences, problems: list[Problem]
) -> dict[Spot, str]:
    """Return the key of each talk by its place. *written* is in the order of the text.

    Of talks with one name or title, the first has the plain key; before all others
    comes one whose author wrote the name down, and a draft comes last, so that a
    preview changes no address. The others get their day or a number, and are reported.
    """
    by_key: defaultdict[str, list[Record[Talk]]] = defaultdict(list)
    for record in written:
        by_key[_plain_key(record.fact, conferences)].append(record)
    keys, taken = {}, {*by_key, *_former(by_key, conferences)}
    days = _Days(written, conferences)
    for key, records in by_key.items():
        first = min(records, key=lambda r: (not r.fact.named, r.fact.draft))
        keys[first.spot] = key
        for record in records:
            if record is first:
                continue
            other = _free_key(key, days.of(record), taken)
            taken.add(other)
            keys[record.spot] = other
            problems.append(_taken(record, key, first, other))
    return keys


def parents_of(written: Talks, keys: Mapping[Spot, str]) -> dict[str, str]:
    """Return the talk around each talk, by key, if both are of one conference."""
    found = {}
    for record in written:
        key = keys[record.spot]
        around = keys.get((record.docname, record.fact.parent))
        if around and around.rpartition("/")[0] == key.rpartition("/")[0]:
            found[key] = around
    return found


def old_keys(key: str, talk: Talk, conference: Conference | None) -> Iterator[str]:
    """Yield the keys that the aliases of a talk and its conference give it."""
    folders = [key.removesuffix(talk.slug)]
    if conference:
        folders += [f"{key_of(alias)}/" for alias in conference.aliases]
    for folder in folders:
        for slug in (talk.slug, *talk.aliases):
            old = slug if "/" in slug else folder + slug
            if old != key:
                yield old


def _plain_key(talk: Talk, conferences: Conferences) -> str:
    """Return ``<conference>/<slug>``, or the slug of a talk without a conference.

    Even a conference that no document describes is part of the key. So the key stays
    the same when its block is written later.
    """
    if not talk.conference:
        return talk.slug
    conference = conferences.key_of(talk.conference)
    return f"{conference or key_of(talk.conference)}/{talk.slug}"


def _former(by_key: Mapping[str, Talks], conferences: Conferences) -> Iterator[str]:
    """Yield the keys that talks had. Old links go there, so no other talk gets them."""
    for key, records in by_key.items():
        for record in records:
            conference = conferences.fact(record.fact.conference)
            yield from old_keys(key, record.fact, conference)


class _Days:
    """The days of talks. A talk in a talk is on its day by default."""

    def __init__(self, written: Talks, conferences: Conferences) -> None:
        self._starts: dict[Spot, date | datetime | None] = {}
        self._conferences = conferences
        for record in written:
            talk, around = record.fact, (record.docname, record.fact.parent)
            # The talk around another is written before it.
            self._starts[record.spot] = talk.start or self._starts.get(around)

    def of(self, record: Record[Talk]) -> date | None:
        start = self._starts[record.spot]
        conference = self._conferences.fact(record.fact.conference)
        return day_of(start_at(start, conference))


def _free_key(key: str, day: date | None, taken: Container[str]) -> str:
    """Return *key* with the day, else with a number; with both if one is not enough."""
    folder, slash, slug = key.rpartition("/")
    dated = f"{slug}-{day}" if day else slug
    names = (f"{dated}-{number}" if number > 1 else dated for number in count(1))
    # A key of a key is that key; a long one is cut.
    keys = (folder + slash + key_of(name) for name in names)
    return next(found for found in keys if found not in taken)


def _taken(record: Record[Talk], key: str, first: Record[Talk], other: str) -> Problem:
    slug = other.rpartition("/")[2]
    message = (
        f"the talk key {key!r} is taken by {first.where}; this talk gets the key "
        f"{other!r}, which may change: write :name: {slug}, or another name"
    )
    return Problem.at(record, Rule.DUPLICATE, message)
