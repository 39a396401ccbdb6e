"""How many talks a page or a list has, and what they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ..catalogue.catalogue import Catalogue
from ..model.queries import When
from ..model.talks import Status
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
    facts = {key: catalogue.talk(key).fact for key in keys}
    return TalkCount(
        talks=len(keys),
        noted=sum(talk.has_notes for talk in facts.values()),
        to_come=sum(
            talk.status is not Status.CANCELLED
            and time_of(catalogue, key, today) is When.UPCOMING
            for key, talk in facts.items()
        ),
    )
