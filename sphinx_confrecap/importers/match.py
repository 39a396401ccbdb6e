"""Which block of a document is which talk of a programme."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from ..model.talks import Talk, day_of
from ..source.blocks import Block
from ..source.held import Held
from ..text.keys import key_of, plain_words
from .facts import Facts, facts_of_talk
from .site import Page
from .state import Known
from .talks import Entry


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

    @property
    def where(self) -> str:
        """Its file and line, for people."""
        return f"{self.page.file}:{self.block.line}"


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

    def take(means: Callable[[Known, Talk], bool]) -> None:
        for id_, talk in known.items():
            if id_ not in found and not talk.is_deleted:
                same = [item for item in free if means(talk, item.talk)]
                if len(same) == 1:
                    found[id_] = same[0]
                    free.remove(same[0])

    take(lambda was, now: now.slug == was.key)
    take(lambda was, now: was.key in {a.rpartition("/")[2] for a in now.aliases})
    take(lambda was, now: bool(now.url) and now.url == was.facts.get("url"))
    take(lambda was, now: _words(now.title) == _words(was.facts.get("title", "")))
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
    return same_day and _words(talk.title) == _words(entry.event.title)


def _words(title: str) -> str:
    return plain_words(title)
