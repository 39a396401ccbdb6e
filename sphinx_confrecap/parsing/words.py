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
    r"\\(?:\s|(?P<escaped>\S?))"
    r"|(?<!\w)(?:"
    r"\[(?:#[\w.-]*|\*|\d+|[^\W\d_][\w.-]*)\]_(?P<footnote>)|"
    r"``(?P<literal>.+?)``"
    r"|(?::(?P<name>[\w.+:-]+):)?`(?P<role>[^`<]+?)(?:\s*<[^`>]*>)?`(?:__?|:[\w.+:-]+:)?"
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
_MYST_ROLE = re.compile(
    r"\{(?P<name>[\w:.+-]+)\}(?P<mark>`+)(?P<role>.+?)(?P=mark)(?!`)"
)
_MYST_FOOTNOTE = re.compile(r"(?<!\\)\[\^[^\]\s]+\]")
_TARGET = re.compile(r"(?<=\S)\s*<[^<>]*>\Z")
"""The target of a reference, behind its words."""
_AS_WRITTEN = frozenset({"code", "command", "file", "kbd", "literal", "math", "samp"})
"""The roles whose texts have no target."""


def plain(text: str, dialect: Dialect) -> str:
    """Return the words of a title without its markup."""
    if len(text) > _LONGEST or not _MARKS[dialect].search(text):
        return text
    if dialect is Dialect.MYST:
        text = _MYST_FOOTNOTE.sub("", _MYST_ROLE.sub(_as_code, text))
        return "".join(_words(inline_parser().parseInline(text)))
    return _REST.sub(_of_rest, text)


def _as_code(role: re.Match[str]) -> str:
    words = _words_of_role(role["name"], role["role"])
    return f"{role['mark']}{words}{role['mark']}"


def _of_rest(match: re.Match[str]) -> str:
    if match["role"]:
        return _words_of_role(match["name"] or "", match["role"])
    return match[match.lastgroup] if match.lastgroup else ""


def _words_of_role(name: str, text: str) -> str:
    """Return the words that a page shows for a role."""
    match name:
        case "abbr":
            return re.sub(r"(?<=\S)\s*\([^()]*\)\Z", "", text)
        case "guilabel" | "menuselection":
            return re.sub("&(.)", r"\1", text)
        case _ if name in _AS_WRITTEN:
            return text
    return _TARGET.sub("", text).removeprefix("!")


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
        if token.children:
            yield from _words(token.children)
        else:
            yield " " if token.type == "softbreak" else token.content
