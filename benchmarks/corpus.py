"""Invented talks with the proportions of a large archive.

Lengths and counts follow three events of pyvideo (125 talks). Tags follow the whole
archive, where each talk adds about one new name.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

TALKS_PER_CONFERENCE = 33
WORDS_IN_QUARTILES = ((10, 92), (92, 141), (141, 213), (213, 370))

_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


@dataclass(frozen=True, kw_only=True)
class Session:
    """One talk of the corpus."""

    slug: str
    title: str
    speakers: tuple[str, ...]
    tags: tuple[str, ...]
    day: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Event:
    """One conference of the corpus."""

    slug: str
    name: str
    day: str
    sessions: list[Session] = field(default_factory=list)


def events(talks: int, seed: int = 1, tags: int | None = None) -> list[Event]:
    """Return *talks* talks with *tags* different tags, in conferences."""
    draw = _Draw(random.Random(seed), tags or max(10, talks * 3 // 10))
    made = []
    for number in range(-(-talks // TALKS_PER_CONFERENCE)):
        year, month = 2010 + number % 15, 1 + number % 12
        event = Event(
            slug=f"event-{number}",
            name=f"Event {number}",
            day=f"{year}-{month:02}-05",
        )
        count = min(TALKS_PER_CONFERENCE, talks - number * TALKS_PER_CONFERENCE)
        event.sessions.extend(draw.session(event, place) for place in range(count))
        made.append(event)
    return made


class _Draw:
    def __init__(self, rng: random.Random, tags: int) -> None:
        self.rng = rng
        self.words = [self._word() for _ in range(6000)]
        self.tags = [self._word() for _ in range(tags)]
        self.speakers: list[str] = []

    def _word(self) -> str:
        return "".join(self.rng.choices(_SYLLABLES, k=self.rng.choice((1, 2, 2, 3, 4))))

    def _text(self, words: int) -> str:
        # Few words are frequent, most are rare.
        picks = (int(6000 * self.rng.random() ** 3) for _ in range(words))
        return " ".join(self.words[pick] for pick in picks)

    def _speaker(self) -> str:
        if self.speakers and self.rng.random() < 0.25:
            return self.rng.choice(self.speakers)
        name = f"{self._word().title()} {self._word().title()}{self._word()}"
        self.speakers.append(name)
        return name

    def session(self, event: Event, place: int) -> Session:
        low, high = self.rng.choice(WORDS_IN_QUARTILES)
        words = self.rng.randint(low, high)
        speakers = self.rng.choices((1, 2, 3), weights=(90, 8, 2))[0]
        tags = self.rng.choices((0, 1, 2, 3, 4), weights=(20, 20, 25, 20, 15))[0]
        picks = (int(len(self.tags) * self.rng.random() ** 2) for _ in range(tags))
        return Session(
            slug=f"talk-{place}",
            title=self._text(self.rng.randint(3, 9)).capitalize(),
            speakers=tuple({self._speaker(): None for _ in range(speakers)}),
            tags=tuple({self.tags[pick]: None for pick in picks}),
            day=event.day,
            paragraphs=tuple(self._text(words // 3 or 1) for _ in range(3)),
        )
