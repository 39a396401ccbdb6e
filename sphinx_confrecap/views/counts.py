"""How many talks a page or a list has, and what they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ..catalogue.catalogue import Catalogue
from ..model.queries import When
from .days import time_of


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


def count_talks(catalogue: Catalogue, keys: Collection[str], today: date) -> TalkCount:
    """Count talks on the day *today*."""
    times = (time_of(catalogue, key, today) for key in keys)
    return TalkCount(
        talks=len(keys),
        noted=sum(catalogue.talk(key).fact.has_notes for key in keys),
        to_come=sum(time is When.UPCOMING for time in times),
    )
