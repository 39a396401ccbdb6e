"""The words and the roles in a line of markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from ..model.blocks import Dialect
from .blocks import LITERAL, OUTER

if TYPE_CHECKING:
    from markdown_it.token import Token

    from .blocks import Source


class Role(NamedTuple):
    """One of our roles in a document; *line* counts from 1."""

    objtype: str
    target: str
    line: int


# The order is the order of the parser: a role in code is code.
_ROLES = {
    Dialect.MYST: re.compile(
        r"\\."
        r"|\{conf:(?P<objtype>[a-z]+)\}(?P<ticks>`+)(?P<text>.+?)(?<!`)(?P=ticks)(?!`)"
        r"|(?P<code>`+)(?!`).+?(?<!`)(?P=code)(?!`)"
        r"|<!--.*?-->",
        re.DOTALL,
    ),
    Dialect.REST: re.compile(
        r"``.+?``"
        r"|:conf:(?P<objtype>[a-z]+):`(?P<text>(?:\\.|[^`\\])+)`"
        r"|`(?P<before>(?:\\.|[^`\\])+)`:conf:(?P<after>[a-z]+):"
        r"|\\.",
        re.DOTALL,
    ),
}
_EXPLICIT = re.compile(r".+?\s*<(?P<target>[^<]*?)>\Z", re.DOTALL)


def roles_in(source: Source, lines: list[str], dialect: Dialect) -> Iterator[Role]:
    """Yield our roles in the words of a document."""
    for prose in source.prose:
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
    for match in _ROLES[dialect].finditer(text):
        found = match.groupdict("")
        objtype = found["objtype"] or found.get("after", "")
        written = found["text"] or found.get("before", "")
        # A "!" in front asks for the text without a link.
        if objtype and not written.startswith("!"):
            explicit = _EXPLICIT.match(written)
            target = " ".join((explicit["target"] if explicit else written).split())
            yield Role(objtype, target, line + text.count("\n", 0, match.start()))


# --- plain words --------------------------------------------------------------

# Markup of reST in the order in which it is read; each has the words in a group.
_REST = re.compile(
    r"\\\s?(?P<escaped>\S?)"
    r"|(?<!\w)(?:"
    r"``(?P<literal>.+?)``"
    r"|(?::[\w.+:-]+:)?`(?P<role>[^`<]+?)(?:\s*<[^`>]*>)?`(?:__?|:[\w.+:-]+:)?"
    r"|\*\*(?P<strong>\S(?:.*?\S)??)\*\*"
    r"|\*(?P<emphasis>\S(?:.*?\S)??)\*"
    r"|\|(?P<substitution>[^|\s](?:[^|]*[^|\s])?)\|_{0,2}"
    r")(?!\w)"
)
_MARKS = {
    Dialect.MYST: re.compile(r"[\\`*_\[<&{$]"),
    Dialect.REST: re.compile(r"[\\`*|]"),
}
_MYST_ROLE = re.compile(r"\{[\w:.+-]+\}(?=`)")


def plain(text: str, dialect: Dialect) -> str:
    """Return the words of a title without its markup."""
    if not _MARKS[dialect].search(text):
        return text
    if dialect is Dialect.MYST:
        tokens = inline_parser().parseInline(_MYST_ROLE.sub("", text))
        return "".join(_words(tokens))
    return _REST.sub(lambda match: match[match.lastgroup or 0], text)


@cache
def inline_parser() -> MarkdownIt:
    """Return a parser for the text of a paragraph in Markdown."""
    return MarkdownIt("commonmark")


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "html_inline":
            continue
        if token.children:
            yield from _words(token.children)
        else:
            yield " " if token.type == "softbreak" else token.content
