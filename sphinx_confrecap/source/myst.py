"""Blocks in MyST, found with the parser that MyST itself is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from ..model.blocks import Dialect
from ..parsing.options import head_of_myst
from .blocks import LITERAL, MAX_DEPTH, Block, Prose, ProseKind, Source
from .rest import scan_rest

if TYPE_CHECKING:
    from markdown_it.token import Token

_NAME = re.compile(r"\{(?P<name>[^\s}]+)\}\Z")
# Text that a page does not show, or shows unchanged.
_HIDDEN_HTML = re.compile(
    r"\s*<(?:!--|[?!]|(?:pre|script|style|textarea)\b)", re.IGNORECASE
)
_WIDGET_SCRIPT = re.compile(r"\s*<script\b[^>]*\bsrc=", re.IGNORECASE)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.disable("inline")
    for plugin in (
        front_matter_plugin,
        myst_block_plugin,
        colon_fence_plugin,
        deflist_plugin,
        footnote_plugin,
    ):
        parser.use(plugin)
    # Footnotes move to the end of a page, with the lines that they had.
    parser.disable("footnote_tail")
    return parser


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of some lines: how many are before them, and the fences around them."""

    offset: int
    fences: tuple[str, ...] = ()

    def lines(self, token: Token) -> tuple[int, int]:
        """Return the first line of a token, from 1, and the line after its last."""
        first, end = token.map or (0, 0)
        return self.offset + first + 1, self.offset + end + 1


def scan_myst(source: Source, lines: list[str]) -> None:
    """Add the contents of a document's lines to *source*."""
    skipped = _length_of_toml(lines)
    _scan(source, lines[skipped:], _Place(skipped))


def _length_of_toml(lines: list[str]) -> int:
    """Return how many lines Hugo's front matter in TOML has."""
    if lines[:1] == ["+++"] and "+++" in lines[1:]:
        return lines.index("+++", 1) + 1
    return 0


def _scan(source: Source, lines: list[str], place: _Place) -> None:
    if len(place.fences) > MAX_DEPTH:
        return
    # The rule for comments looks for the line after one, even if there is none.
    tokens = _parser().parse("\n".join([*lines, ""]))
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type in ("fence", "colon_fence"):
            _read_fence(source, token, place)
        elif token.type == "html_block":
            if _is_shown(token.content):
                source.prose.append(_prose(ProseKind.HTML, token, place))
        elif token.type == "inline" and before and token.map:
            if before.type == "paragraph_open":
                source.prose.append(_prose(ProseKind.PARAGRAPH, token, place))
            else:
                first, end = place.lines(token)
                # The map of a term has no length.
                source.words += range(first, max(end, first + 1))


def _is_shown(html: str) -> bool:
    return not _HIDDEN_HTML.match(html) or bool(_WIDGET_SCRIPT.match(html))


def _prose(kind: ProseKind, token: Token, place: _Place) -> Prose:
    line, end = place.lines(token)
    return Prose(
        kind=kind, line=line, end=end, dialect=Dialect.MYST, fences=place.fences
    )


def _read_fence(source: Source, token: Token, place: _Place) -> None:
    line, end = place.lines(token)
    lines = token.content.removesuffix("\n").split("\n") if token.content else []
    inside = _Place(line, (*place.fences, token.markup))
    word, _, argument = token.info.strip().partition(" ")
    if not (match := _NAME.match(word)):
        # A fence of colons without a directive is a container of markup.
        if token.type == "colon_fence":
            _scan(source, lines, inside)
        return
    if match["name"] == "eval-rst":
        scan_rest(source, lines, inside.offset + 1, inside.fences)
        return
    # A parser does not tell Talk from talk.
    name = match["name"].lower()
    head = head_of_myst(lines)
    body = lines[head.length :]
    source.blocks.append(
        Block(
            name=name,
            argument=argument.strip(),
            head=head,
            body=tuple(body),
            line=line,
            end=end,
            body_line=line + head.length + 1,
            dialect=Dialect.MYST,
            fences=place.fences,
        )
    )
    if name not in LITERAL:
        _scan(source, body, _Place(line + head.length, inside.fences))
