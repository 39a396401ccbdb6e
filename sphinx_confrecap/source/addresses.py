"""The addresses of links, images and html in the notes of talks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from ..model.blocks import Dialect
from ..parsing.words import inline_parser
from ..text.html_links import addresses_in
from .blocks import Block, ProseKind, Source

if TYPE_CHECKING:
    from markdown_it.token import Token

_IN_REST = re.compile(r"(?<!`)`[^`<]*<([^`>\s]+)>`__?(?!\w)")

_TARGET = re.compile(
    r"\s*\.\. _(?:`(?P<quoted>[^`]+)`|(?P<name>[^\s:`_][^:`]*)):\s+(?P<url>\S+)\s*\Z"
)
_BY_NAME = re.compile(
    r"(?<![\w`])(?:`(?P<quoted>[^`<>]+)`|(?P<name>[^\W_]+(?:[-.+:][^\W_]+)*))_(?![\w_])"
)
"""A reference of reST to a target of a name."""


class Address(NamedTuple):
    """An address in notes; *line* counts from 1.

    *by_path* tells whether it may be the path of a document or a file.
    """

    url: str
    line: int
    by_path: bool = False


def addresses_in_notes(
    source: Source, lines: list[str], *, everywhere: bool
) -> Iterator[Address]:
    """Yield the addresses in the notes of talks, or *everywhere*."""
    talks = [b for b in source.blocks if b.name in ("talk", "conf:talk")]
    inside = {n for talk in talks for n in range(talk.line + 1, talk.end)}
    known: dict[str, object] = {}
    targets = _targets_in(lines) if any(".. _" in line for line in lines) else {}
    if any("]: /" in line for line in lines):
        inline_parser().parse("".join(lines), known)
    for prose in source.prose:
        if everywhere or prose.line in inside:
            text = "".join(lines[prose.line - 1 : prose.end - 1])
            if prose.kind is ProseKind.HTML:
                found = [(url, False) for url in addresses_in(text)]
            elif prose.dialect is Dialect.MYST:
                [inline] = inline_parser().parseInline(text, known)
                found = [*_in_myst(inline.children or ())]
            else:
                found = [(url, False) for url in _in_rest(text, targets)]
            yield from (Address(url, prose.line, by_path) for url, by_path in found)
    for block in source.blocks:
        if everywhere or block.line in inside:
            yield from _of_block(block)


def _targets_in(lines: Iterable[str]) -> dict[str, str]:
    """Return the addresses in the targets of reST, by name."""
    found = (match for line in lines if (match := _TARGET.match(line)))
    return {_name_of(match): match["url"] for match in found}


def _name_of(match: re.Match[str]) -> str:
    return " ".join((match["quoted"] or match["name"]).lower().split())


def _in_rest(text: str, targets: Mapping[str, str]) -> Iterator[str]:
    yield from _IN_REST.findall(text)
    for match in _BY_NAME.finditer(text) if targets else ():
        if url := targets.get(_name_of(match)):
            yield url


def _in_myst(tokens: Iterable[Token]) -> Iterator[tuple[str, bool]]:
    for token in tokens:
        if token.type == "html_inline":
            yield from ((url, False) for url in addresses_in(token.content))
        elif token.type in ("link_open", "image"):
            yield unquote(str(token.attrs.get("href", token.attrs.get("src")))), True


def _of_block(block: Block) -> Iterator[Address]:
    if block.name == "raw" and "html" in block.argument.split():
        for url in addresses_in("\n".join(block.body)):
            yield Address(url, block.line)
    elif block.name in ("image", "figure"):
        yield Address("".join(block.argument.split()), block.line, by_path=True)
        if target := block.options.get("target"):
            yield Address(target, block.line)
