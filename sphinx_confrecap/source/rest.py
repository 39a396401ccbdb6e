"""Blocks in reST, found by their indentation.

The sources are https://docutils.sourceforge.io/docs/ref/rst/ and, for gaps in it, the
behaviour of docutils.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..model.blocks import Dialect
from ..parsing.options import head_of_rest
from ..posts.blocks import READERS
from .blocks import LITERAL, MAX_DEPTH, Block, Prose, ProseKind, Source

_SIMPLE_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
_DIRECTIVE = re.compile(rf"\.\. +(?P<name>{_SIMPLE_NAME}) ?::(?:\s+|\Z)")
_FOOTNOTE = re.compile(rf"\.\. +\[(?:\d+|\#(?:{_SIMPLE_NAME})?|\*|{_SIMPLE_NAME})\] ")
_EXPLICIT = re.compile(r"\.\.(?:\s+|\Z)")
_FIELD = re.compile(r":(?![: ])(?P<name>(?:[^:\\]|\\.|:(?!\s|\Z|`))+?):(?:\s+|\Z)")
_ITEM = re.compile(
    r"(?:[-+*\u2022\u2023\u2043]|\(?(?:\d{1,9}|[a-zA-Z#]|[ivxlcdm]{1,9}|[IVXLCDM]{1,9})[.)])(?:\s+|\Z)"
)
# To the next empty line: tables with frames, line blocks, doctests, anonymous targets.
_OPAQUE = re.compile(r"(?:\+[-=]|\| |\|\Z|>>> |__ )")
_SIMPLE_TABLE = re.compile(r"=+(?: +=+)+\Z")
_UNDERLINE = re.compile(r"([!-/:-@[-`{-~])\1*\Z")
_LONG = 4
"""From this length, in characters, a line of signs need not be as long as its title."""


def scan_rest(
    source: Source, lines: list[str], first: int = 1, fences: tuple[str, ...] = ()
) -> None:
    """Add the contents of a document's lines to *source*.

    If reST is inside MyST, *first* is the number of its first line, and *fences* are
    the fences around it.
    """
    text = [line.expandtabs(8).rstrip() for line in lines]
    _Scanner(source, text, first, fences).read(0, len(text), 0)


@dataclass(slots=True)
class _Scanner:
    """Reads lines, by their index. Lines of a list lose their mark on the way."""

    source: Source
    lines: list[str]
    first: int
    fences: tuple[str, ...]
    open_tables: set[int] = field(default_factory=set)
    """The ends of lines that hold a table without an end."""

    def read(self, index: int, end: int, depth: int) -> None:
        """Read the lines up to *end*, whose least indentation is their own."""
        if depth > MAX_DEPTH:
            return
        base = self._least_indent(index, end)
        while index < end:
            if not self.lines[index]:
                index += 1
                continue
            if self._indent(index) > base:
                after = self._indented(index, end, base)
                self.read(index, after, depth + 1)
            else:
                after = self._element(index, end, base, depth)
            index = after

    def _words(self, index: int, after: int) -> None:
        self.source.words += range(self.first + index, self.first + after)

    def _indent(self, index: int) -> int:
        line = self.lines[index]
        return len(line) - len(line.lstrip())

    def _least_indent(self, index: int, end: int) -> int:
        written = (self._indent(i) for i in range(index, end) if self.lines[i])
        return min(written, default=0)

    def _indented(self, index: int, end: int, base: int) -> int:
        """Return the end of the lines that are indented more than *base*."""
        last = index
        for i in range(index, end):
            if self.lines[i]:
                if self._indent(i) <= base:
                    break
                last = i + 1
        return last

    def _until(self, index: int, end: int, stop: Callable[[int], bool]) -> int:
        return next((i for i in range(index, end) if stop(i)), end)

    def _blank(self, index: int) -> bool:
        return not self.lines[index]

    def _element(self, index: int, end: int, base: int, depth: int) -> int:
        """Read the element at *index*, and return the index after it."""
        line = self.lines[index][base:]
        if match := _DIRECTIVE.match(line):
            return self._directive(index, end, base, depth, match)
        if _EXPLICIT.match(line) and not _FOOTNOTE.match(line):
            return self._comment(index, end, base)
        if marker := _ITEM.match(line) or _FIELD.match(line) or _FOOTNOTE.match(line):
            after = self._indented(index + 1, end, base)
            self.lines[index] = " " * (base + marker.end()) + line[marker.end() :]
            self.lines[index] = self.lines[index].rstrip()
            self.read(index, after, depth + 1)
            return after
        if _OPAQUE.match(line):
            after = self._until(index, end, self._blank)
            if line[0] in "+|":
                self._words(index, after)
            return after
        if _SIMPLE_TABLE.match(line):
            after = self._table(index, end)
            self._words(index, after)
            return after
        return self._text(index, end, base, depth)

    def _comment(self, index: int, end: int, base: int) -> int:
        """Return the end of a comment or a target; a lone ``..`` is one line."""
        alone = self.lines[index][base:] == ".."
        if alone and (index + 1 == end or self._blank(index + 1)):
            return index + 1
        return self._indented(index + 1, end, base)

    def _table(self, index: int, end: int) -> int:
        """Return the end of a simple table: its border, and an empty line."""

        def closes(i: int) -> bool:
            border = _SIMPLE_TABLE.match(self.lines[i].strip())
            return bool(border) and (i + 1 >= end or self._blank(i + 1))

        known = end in self.open_tables
        last = end if known else self._until(index + 1, end, closes)
        if last < end:
            return last + 1
        self.open_tables.add(end)
        return self._until(index, end, self._blank)

    def _directive(
        self, index: int, end: int, base: int, depth: int, match: re.Match[str]
    ) -> int:
        after = self._indented(index + 1, end, base)
        name, argument = match["name"].lower(), self.lines[index][base + match.end() :]
        head = self._end_of_head(index, after, takes_text=bool(argument), name=name)
        below = self._dedented(index + 1, after)[: head - index - 1]
        written = head_of_rest([argument, *below])
        body = self._until(head, after, lambda i: bool(self.lines[i]))
        self.source.blocks.append(
            Block(
                name=name,
                argument=written.argument,
                head=written,
                body=self._dedented(body, after),
                line=self.first + index,
                end=self.first + after,
                body_line=self.first + body,
                dialect=Dialect.REST,
                fences=self.fences,
            )
        )
        if name not in LITERAL:
            self.read(body, after, depth + 1)
        return after

    def _end_of_head(
        self, index: int, after: int, *, takes_text: bool, name: str
    ) -> int:
        """Return the end of argument and options: an empty line.

        If the first line holds only the name, and there is no option below it, the text
        below is the body; for our directives, the argument.
        """
        first = index + 1
        if first < after and not takes_text and name not in READERS:
            text = self.lines[first].lstrip()
            if text and not _FIELD.match(text):
                return first
        return self._until(first, after, self._blank)

    def _dedented(self, index: int, end: int) -> tuple[str, ...]:
        indent = self._least_indent(index, end)
        return tuple(line[indent:] for line in self.lines[index:end])

    def _text(self, index: int, end: int, base: int, depth: int) -> int:
        """Read a paragraph, a title or a term with its definition."""

        def stops(i: int) -> bool:
            return self._blank(i) or self._indent(i) != base

        second = self._until(index + 1, min(index + 2, end), stops)
        if title := _length_of_title(self.lines[index:second]):
            self._words(index, index + title)
            return index + title
        # It ends here, or one of the lines below ends it.
        after = self._until(second, end, stops)
        if self.lines[after - 1].endswith("::"):
            return self._literal(after, end, base)
        if after < end and self.lines[after] and after == index + 1:
            definition = self._indented(after, end, base)
            self._words(index, after)
            self.read(after, definition, depth + 1)
            return definition
        self.source.prose.append(
            Prose(
                kind=ProseKind.PARAGRAPH,
                line=self.first + index,
                end=self.first + after,
                dialect=Dialect.REST,
                fences=self.fences,
            )
        )
        return after

    def _literal(self, index: int, end: int, base: int) -> int:
        """Return the end of a literal block, indented or quoted."""
        first = self._until(index, end, lambda i: bool(self.lines[i]))
        if first == end:
            return end
        if self._indent(first) > base:
            return self._indented(first, end, base)
        mark = self.lines[first][base]
        if not _UNDERLINE.match(mark):
            return index
        return self._until(first, end, lambda i: self.lines[i][base : base + 1] != mark)


def _length_of_title(lines: list[str]) -> int:
    """Return how many of the first lines are a title's, or a transition's."""
    if len(lines) > 1 and _UNDERLINE.match(lines[1]):
        if len(lines[1]) >= min(_LONG, len(lines[0].strip())):
            return 2
    elif _UNDERLINE.match(lines[0]) and len(lines[0]) >= _LONG:
        return 1
    return 0
