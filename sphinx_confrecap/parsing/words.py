"""The words in a line of markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from ..model.blocks import Dialect

if TYPE_CHECKING:
    from markdown_it.token import Token

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
# The name of a target is no address.
_REST_LINK = re.compile(r"(?<![\w:`])`[^`<]*<(?P<address>[^`<>]*[^`<>_])>`__?(?!\w)")
_MARKS = {
    Dialect.MYST: re.compile(r"[\\`*_\[<&{$]"),
    Dialect.REST: re.compile(r"[\\`*|]"),
}
_LONGEST = 1000
"""Longer texts keep their markup: some of it is read in quadratic time."""
_MYST_ROLE = re.compile(r"\{[\w:.+-]+\}(?=`)")


def plain(text: str, dialect: Dialect) -> str:
    """Return the words of a title without its markup."""
    if len(text) > _LONGEST or not _MARKS[dialect].search(text):
        return text
    if dialect is Dialect.MYST:
        tokens = inline_parser().parseInline(_MYST_ROLE.sub("", text))
        return "".join(_words(tokens))
    return _REST.sub(lambda match: match[match.lastgroup or 0], text)


def links_in(text: str, dialect: Dialect) -> tuple[str, ...]:
    """Return the addresses of the links in a title."""
    if len(text) > _LONGEST or not _MARKS[dialect].search(text):
        return ()
    if dialect is Dialect.REST:
        written = (match["address"] for match in _REST_LINK.finditer(text))
        return tuple("".join(address.split()) for address in written)
    tokens = inline_parser().parseInline(text)
    inner = (child for token in tokens for child in token.children or ())
    return tuple(str(t.attrs["href"]) for t in inner if t.type == "link_open")


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
