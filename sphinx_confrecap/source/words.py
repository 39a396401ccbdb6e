"""The roles in a line of markup."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..model.blocks import Dialect
from .blocks import LITERAL, OUTER

if TYPE_CHECKING:
    from .blocks import Source


class Role(NamedTuple):
    """One of our roles in a document; *line* counts from 1."""

    objtype: str
    target: str
    line: int


# The order is the order of the parser: a role in code is code.
_IN_MYST = re.compile(r"\\.|(?:\{conf:([a-z]+)\})?(`+)|<!--", re.DOTALL)
_IN_REST = re.compile(
    r"``.+?``"
    r"|:conf:(?P<objtype>[a-z]+):`(?P<text>(?:\\.|[^`\\])+)`"
    r"|`(?P<before>(?:\\.|[^`\\])+)`:conf:(?P<after>[a-z]+):"
    r"|\\.",
    re.DOTALL,
)
_TICKS = re.compile("`+")


def roles_in(source: Source, lines: list[str], dialect: Dialect) -> Iterator[Role]:
    """Yield our roles in the words of a document."""
    for prose in source.paragraphs:
        text = "".join(lines[prose.line - 1 : prose.end - 1])
        yield from _roles(text, prose.line, prose.dialect)
    for line in source.words:
        yield from _roles(lines[line - 1], line, dialect)
    for block in source.blocks:
        # Our titles are links themselves; a note may begin in its first line.
        if block.name not in OUTER | LITERAL:
            end = block.body_line if block.dialect is Dialect.REST else block.line + 1
            text = "".join(lines[block.line - 1 : end - 1])
            yield from _roles(text, block.line, block.dialect)


def _roles(text: str, line: int, dialect: Dialect) -> Iterator[Role]:
    if "conf:" not in text:
        return
    read = _in_myst if dialect is Dialect.MYST else _in_rest
    before = 0
    for objtype, written, start in read(text):
        line += text.count("\n", before, start)
        before = start
        # A "!" in front asks for the text without a link.
        if not written.startswith("!"):
            shown, sign, target = written.removesuffix(">").rpartition("<")
            explicit = sign and shown and written.endswith(">")
            target = " ".join((target if explicit else written).split())
            yield Role(objtype, target, line)


def _in_rest(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield type, text and place of each of our roles."""
    for match in _IN_REST.finditer(text):
        if objtype := match["objtype"] or match["after"]:
            yield objtype, match["text"] or match["before"], match.start()


def _in_myst(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield type, text and place of each of our roles."""
    ends: defaultdict[str, list[int]] = defaultdict(list)
    for run in reversed([*_TICKS.finditer(text)]):
        ends[run[0]].append(run.start())
    last = text.rfind("-->")
    position = 0
    while match := _IN_MYST.search(text, position):
        position = match.end()
        objtype, ticks = match.groups()
        if match[0] == "<!--" and position <= last:
            position = text.index("-->", position) + 3
        elif ticks:
            # The next run of as many backticks ends the code.
            while ends[ticks] and ends[ticks][-1] < position:
                ends[ticks].pop()
            if ends[ticks]:
                end = ends[ticks].pop()
                if objtype:
                    yield objtype, text[position:end], match.start()
                position = end + len(ticks)
