"""Which block of a document is which talk of a programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model.programme import Event
from ..model.talks import Talk, day_of
from ..source.blocks import Block
from ..source.held import Held
from ..source.spelling import when_text
from ..text.keys import key_of, plain_words
from .facts import Facts, facts_of_talk
from .site import Page
from .state import Known, State
from .talks import Entry

BY_TITLE = "titles"
"""The state's word for a programme whose ids are new in each export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A talk in a document."""

    page: Page
    block: Block
    talk: Talk

    @property
    def facts(self) -> Facts:
        """Its facts as an import compares them."""
        return facts_of_talk(self.talk)


def talks_of(pages: Iterable[Page], keys: Collection[str]) -> list[Found]:
    """Return the talks of a conference, which has these *keys*."""
    return [
        Found(page=page, block=held.block, talk=held.fact)
        for page in pages
        for held in page.held
        if isinstance(held.fact, Talk) and key_of_conference(held) in keys
    ]


def key_of_conference(held: Held) -> str:
    """Return the key of the conference that a talk belongs to; empty for none."""
    conference = held.fact.conference if isinstance(held.fact, Talk) else ""
    return key_of(conference) if conference else ""


def matched(talks: Iterable[Found], known: Mapping[str, Known]) -> dict[str, Found]:
    """Return the talks that were written before, by the ids of their events."""
    free = list(talks)
    found: dict[str, Found] = {}
    slugs = Counter(item.talk.slug for item in free)
    keys = {talk.key: id_ for id_, talk in known.items() if not talk.is_deleted}
    for item in free:
        if item.talk.slug in keys and slugs[item.talk.slug] == 1:
            found[keys[item.talk.slug]] = item
    taken = {id(item) for item in found.values()}
    free = [item for item in free if id(item) not in taken]

    def take(means: Callable[[Known, Talk], bool]) -> None:
        for id_, talk in known.items():
            if id_ not in found and not talk.is_deleted:
                same = [item for item in free if means(talk, item.talk)]
                if len(same) == 1:
                    found[id_] = same[0]
                    free.remove(same[0])

    take(lambda was, now: was.key in {a.rpartition("/")[2] for a in now.aliases})
    take(lambda was, now: bool(now.url) and now.url == was.facts.get("url"))
    take(
        lambda was, now: (
            plain_words(now.title) == plain_words(was.facts.get("title", ""))
        )
    )
    return found


def adopted(talks: Iterable[Found], entries: Iterable[Entry]) -> dict[str, Found]:
    """Return the talks that an author wrote by hand, by the ids of their events.

    They have one address, or one title and no other day.
    """
    free = list(talks)
    found: dict[str, Found] = {}

    def take(means: Callable[[Entry, Talk], bool], entries: list[Entry]) -> None:
        for entry in entries:
            if entry.event.id not in found:
                same = [item for item in free if means(entry, item.talk)]
                if len(same) == 1:
                    found[entry.event.id] = same[0]
                    free.remove(same[0])

    given = list(entries)
    take(lambda e, talk: bool(talk.url) and talk.url == e.event.url, given)
    take(_has_title_and_day, given)
    return found


def _has_title_and_day(entry: Entry, talk: Talk) -> bool:
    days = {day_of(talk.start), None}
    same_day = talk.start is None or bool(days & {entry.day, day_of(entry.event.start)})
    return same_day and plain_words(talk.title) == plain_words(entry.event.title)


def same_ids(events: Sequence[Event], state: State) -> dict[str, str]:
    """Return the ids of the last time for events whose ids are new in each export.

    That is so if under half of the ids are there again, and the titles are.
    """
    before = {id_: talk for id_, talk in state.talks.items() if not talk.is_deleted}
    there = {event.id for event in events} & before.keys()
    if state.source.get("ids") != BY_TITLE and 2 * len(there) >= len(before):
        return {}
    found: dict[str, str] = {}
    free = dict(before)
    for exact in (True, False):
        for event in events:
            start = when_text(event.start) if event.start else ""
            same = [
                id_
                for id_, talk in free.items()
                if plain_words(talk.facts["title"]) == plain_words(event.title)
                and (not exact or talk.facts.get("start", "") == start)
            ]
            if event.id not in found and len(same) == 1:
                found[event.id] = same[0]
                del free[same[0]]
    return found if 2 * len(found) >= len(before) else {}
