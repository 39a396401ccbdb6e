"""The number of talks in each year, for a small bar chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

YearCount = tuple[int, int]
"""A year, and how many talks it had."""

ENOUGH = 10
"""Up to this number, talks are counted at a glance; above it, there is a chart."""
LONG = 50
"""Over more years than this, only years with talks have a bar."""
WIDTH = 320
"""The greatest width of a chart, in pixels, so that it fits a phone."""
TALLEST = 64
LINE = 16
"""The height of a line of words, above and below a bar."""
_STEP = 40
_YEAR = 34
_NUMBER = 18


def talks_per_year(days: Iterable[date]) -> tuple[YearCount, ...]:
    """Count talks by year, also empty years; few talks or one year give nothing."""
    counts = Counter(day.year for day in days)
    if counts.total() <= ENOUGH or len(counts) == 1:
        return ()
    first, last = min(counts), max(counts)
    years = sorted(counts) if last - first > LONG else range(first, last + 1)
    return tuple((year, counts[year]) for year in years)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar, in pixels from the top left. A text without room is empty."""

    x: float
    y: float
    width: float
    height: float
    year: int
    talks: int
    label: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars, and the size of all of them together."""

    width: float
    height: float
    bars: tuple[Bar, ...]


def chart_of(counts: Iterable[YearCount]) -> Chart:
    """Return the chart of *counts*, one bar for each."""
    counts = tuple(counts)
    most = max(talks for _year, talks in counts)
    step = min(_STEP, (WIDTH - _YEAR) / len(counts))
    # The words below the last bar may be wider than it.
    edge = max(0, (_YEAR - step) / 2)
    every = -int(-_YEAR // step)
    bars = []
    for place, (year, talks) in enumerate(counts):
        height = TALLEST * talks / most
        # The last year is always named, and before it each year with room.
        named = (len(counts) - 1 - place) % every == 0
        bars.append(
            Bar(
                x=edge + step * (place + 0.1),
                y=LINE + TALLEST - height,
                width=step * 0.8,
                height=height,
                year=year,
                talks=talks,
                label=str(year) if named else "",
                number=str(talks) if talks and step >= _NUMBER else "",
            )
        )
    height = LINE + TALLEST + LINE
    return Chart(width=step * len(counts) + 2 * edge, height=height, bars=tuple(bars))
