"""Where new talks go in a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ..model.talks import Conference
from ..source.blocks import Block
from ..source.edits import Edit
from .recap import Style, day_heading, talk_lines
from .site import Page
from .talks import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A talk that is in the document: its lines, its day and its start."""

    block: Block
    day: date | None
    start: date | datetime | None


@dataclass(slots=True)
class Placing:
    """The edits that put talks into a document, and the days that are new."""

    edits: list[Edit] = field(default_factory=list)
    days: list[date] = field(default_factory=list)


def placed(
    page: Page, key: str, there: Sequence[Stood], entries: Sequence[Entry], style: Style
) -> Placing:
    """Put *entries*, in the order of the programme, into the document of a conference.

    One goes after the last talk of its day that starts no later. A day that no talk
    has is added at the end of the conference.
    """
    placer = _Placer(page, key, style)
    for entry in entries:
        placer.place(entry, there)
    return placer.result()


class _Placer:
    """Collects lines to add, by the index of the line before which they go."""

    def __init__(self, page: Page, key: str, style: Style) -> None:
        self.lines = page.lines
        self.page, self.key, self.style = page, key, style
        self.source = page.source
        self.below: dict[int, list[Entry]] = {}
        self.above: dict[int, list[Entry]] = {}
        self.at_end: dict[date | None, list[Entry]] = {}
        self.has_days = False

    def place(self, entry: Entry, there: Sequence[Stood]) -> None:
        """Choose the place of one talk."""
        same = [talk for talk in there if talk.day == entry.day]
        self.has_days = self.has_days or any(
            talk.day not in (None, entry.day) for talk in there
        )
        if not same:
            self.at_end.setdefault(entry.day, []).append(entry)
            return
        earlier = [t for t in same if _clock(t.start) <= _clock(entry.event.start)]
        if earlier:
            self.below.setdefault(self._end(earlier[-1].block), []).append(entry)
        else:
            self.above.setdefault(self._start(same[0].block), []).append(entry)

    def result(self) -> Placing:
        """Return the edits."""
        placing = Placing()
        for at, entries in self.below.items():
            lines = [line for e in entries for line in ("", *self._block(e))]
            placing.edits.append(self._edit(at, lines))
        for at, entries in self.above.items():
            lines = [line for e in entries for line in (*self._block(e), "")]
            placing.edits.append(Edit(first=at, end=at, lines=tuple(lines)))
        lines = []
        for day, entries in self.at_end.items():
            if day and (self.has_days or len(self.at_end) > 1):
                lines += ["", *day_heading(day, self.style)]
                placing.days.append(day)
            lines += [line for e in entries for line in ("", *self._block(e))]
        if lines:
            placing.edits.append(self._edit(self._end_of_conference(), lines))
        return placing

    def _block(self, entry: Entry) -> list[str]:
        return talk_lines(entry, self.style)

    def _edit(self, at: int, lines: list[str]) -> Edit:
        """Return an edit with an empty line below, if other text follows."""
        follows = at < len(self.lines) and self.lines[at].strip()
        if at > 0 and not self.lines[at - 1].strip() and not follows:
            lines = lines[1:]
        return Edit(first=at, end=at, lines=(*lines, *([""] if follows else [])))

    def _start(self, block: Block) -> int:
        return self._outermost(block).line - 1

    def _end(self, block: Block) -> int:
        """Return the index of the line after a block, without its empty lines."""
        end = self._outermost(block).end - 1
        while end > 0 and not self.lines[end - 1].strip():
            end -= 1
        return end

    def _outermost(self, block: Block) -> Block:
        """Return the block around *block*: new talks are not put into one."""
        around = (b for b in self.source.blocks if b.line < block.line < b.end)
        return next(around, block)

    def _end_of_conference(self) -> int:
        """Return the index of the line after all that belongs to the conference."""
        lines, own = [], 0
        for held in self.page.held:
            if isinstance(held.fact, Conference):
                lines.append(held.block.line)
                own = held.block.line if held.fact.key == self.key else own
        nearest = min((line for line in lines if line > own), default=None)
        end = len(self.lines)
        if nearest is not None:
            end = self._above_heading(nearest - 1)
        while end > 0 and not self.lines[end - 1].strip():
            end -= 1
        return end

    def _above_heading(self, index: int) -> int:
        """Return the index of the heading above a line, if nothing is between."""
        words = {line - 1 for line in self.source.words}
        above = index
        while above > 0 and (above - 1 in words or not self.lines[above - 1].strip()):
            above -= 1
        return above


def _clock(start: date | datetime | None) -> str:
    if isinstance(start, datetime):
        return start.replace(tzinfo=None).isoformat()
    return start.isoformat() if start else ""
