"""Finds the directives in a document's source, without Sphinx.

A build parses with docutils and MyST and knows all directives. The scan knows where
blocks, code and comments begin and end; it never fails on any text.
"""

from __future__ import annotations

from ..model.blocks import Dialect
from ..text.lines import split_lines
from .blocks import Source
from .myst import scan_myst
from .rest import scan_rest


def scan(text: str, dialect: Dialect) -> Source:
    """Find the blocks and the prose of a whole document."""
    source = Source()
    lines = [line.rstrip("\r\n") for line in split_lines(text.removeprefix("\ufeff"))]
    read = scan_myst if dialect is Dialect.MYST else scan_rest
    read(source, lines)
    source.blocks.sort(key=lambda block: block.line)
    source.prose.sort(key=lambda prose: prose.line)
    source.words = sorted(set(source.words))
    return source
