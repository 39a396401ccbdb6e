"""Changes of lines in a document; all others stay as they are, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model.blocks import Dialect
from ..text.lines import split_lines
from .blocks import Block
from .spelling import option, title_text
from .writing import INDENT

_HEAD_IN_MYST = re.compile(
    r"(?P<head>\s*(?:`{3,}|~{3,}|:{3,})\s*\{(?:conf:)?\w+\})(?P<rest>[^\r\n]*)"
)
_HEAD_IN_REST = re.compile(r"(?P<head>\s*\.\. +(?:conf:)?\w+ ?::)(?P<rest>[^\r\n]*)")
_SPACE = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Lines from *first* up to *end*, by index, and their replacement."""

    first: int
    end: int
    lines: tuple[str, ...] = ()


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with changed lines. New lines end as the first line does."""
    lines = split_lines(text)
    newline = _newline(lines)
    if lines and not lines[-1].endswith(("\n", "\r")):
        edits = list(edits)
        if any(edit.end >= len(lines) for edit in edits):
            lines[-1] += newline
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda e: (e.first, e.end)):
        parts += lines[done : edit.first]
        parts += (line + newline for line in edit.lines)
        done = max(done, edit.end)
    return "".join([*parts, *lines[done:]])


def _newline(lines: Sequence[str]) -> str:
    first = lines[0] if lines else ""
    return first[len(first.rstrip("\r\n")) :] or "\n"


class Head:
    """The first line and the options of a block, which can be changed."""

    def __init__(self, block: Block, lines: Sequence[str]) -> None:
        self.block, self.lines = block, lines
        self.first = block.line - 1
        pattern = _HEAD_IN_MYST if self.in_myst else _HEAD_IN_REST
        found = pattern.match(lines[self.first])
        self.can_change = found is not None
        self._head = found["head"] if found else ""

    @property
    def in_myst(self) -> bool:
        return self.block.dialect is Dialect.MYST

    @property
    def _in_yaml(self) -> bool:
        """Whether the options are between two lines of ``---``."""
        below = self.lines[self.first + 1 : self.first + 2]
        return self.in_myst and any(line.lstrip().startswith("---") for line in below)

    @property
    def _end(self) -> int:
        """The index of the line after the options."""
        if self.in_myst:
            return self.first + 1 + self.block.head.length - self._in_yaml
        last = self.first + 1
        while last < self.block.end - 1 and self.lines[last].strip():
            last += 1
        return last

    def _extent(self, name: str) -> tuple[int, int]:
        """Return the lines of an option, with those that continue it."""
        first = self.first + self.block.head.lines[name]
        others = (self.first + line for line in self.block.head.lines.values())
        return first, min((line for line in others if line > first), default=self._end)

    def title(self, title: str) -> Edit | None:
        """Return the edit that changes the title; ``None`` if it cannot be written."""
        text = title_text(title, self.block.dialect)
        if self.in_myst and "`" in text and "`" in self._head:
            return None
        given = self.block.head.lines.values()
        end = self.first + 1
        if not self.in_myst:
            end = min((self.first + line for line in given), default=self._end)
        return Edit(first=self.first, end=end, lines=(f"{self._head} {text}",))

    def options(
        self, texts: Mapping[str, str | None], order: Sequence[str]
    ) -> list[Edit]:
        """Return the edits that set options; ``None`` takes one out."""
        edits = []
        new: dict[int, list[str]] = {}
        for name in sorted(texts, key=order.index):
            text = texts[name]
            line = self._line(name, text) if text is not None else None
            if name in self.block.head.lines:
                first, end = self._extent(name)
                lines = (line,) if line is not None else ()
                edits.append(Edit(first=first, end=end, lines=lines))
            elif line is not None:
                new.setdefault(self._place(name, order), []).append(line)
        # An added line comes before a change of the line that it is put before.
        return [
            *(Edit(first=at, end=at, lines=tuple(lines)) for at, lines in new.items()),
            *edits,
        ]

    def _line(self, name: str, text: str) -> str | None:
        line = option(name, text, self.block.dialect)
        if line is None:
            return None
        return self._indent + (line[1:] if self._in_yaml else line)

    @property
    def _indent(self) -> str:
        given = self.block.head.lines.values()
        line = self.lines[self.first + min(given, default=0)]
        indent = _SPACE.match(line)
        space = indent[0] if indent else ""
        return space if given or self.in_myst else space + INDENT

    def _place(self, name: str, order: Sequence[str]) -> int:
        """Return the index of the line before which a new option is put."""
        before = order[: order.index(name)]
        there = [n for n in before if n in self.block.head.lines]
        if there:
            return self._extent(there[-1])[1]
        if self.in_myst:
            return self.first + 1 + self._in_yaml
        given = self.block.head.lines.values()
        return min((self.first + line for line in given), default=self._end)


def block_with_space(block: Block, lines: Sequence[str]) -> Edit:
    """Return the edit that takes a block out, and the empty lines below it."""
    first, end = block.line - 1, block.end - 1
    is_first = first == 0 or not lines[first - 1].strip()
    while is_first and end < len(lines) and not lines[end].strip():
        end += 1
    return Edit(first=first, end=end)
