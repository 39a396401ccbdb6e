"""How many talks a page or a list has, and what they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ..catalogue.catalogue import Catalogue
from ..model.queries import When
from ..model.talks import Status
from .days import time_of
from .repeats import once


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkCount:
    """Some talks, counted."""

    talks: int
    noted: int
    """How many of them have notes."""
    to_come: int
    """How many of them are still to come."""
    moderated: int = 0
    """How many of them the person whose page it is only moderated."""
    given: int
    """How many times they were given, all together."""


def count_talks(catalogue: Catalogue, keys: Collection[str], today: date) -> TalkCount:
    """Count talks on the day *today*."""
    facts = {key: catalogue.talk(key).fact for key in keys}
    talks = once(catalogue, facts).values()
    given = {key for key, t in facts.items() if t.status is not Status.CANCELLED}
    to_come = {key for key in given if time_of(catalogue, key, today) is When.UPCOMING}
    return TalkCount(
        talks=len(talks),
        noted=sum(any(facts[key].has_notes for key in givings) for givings in talks),
        to_come=sum(not to_come.isdisjoint(givings) for givings in talks),
        given=len(given - to_come),
    )
