"""The results of a scan of a document's source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..model.blocks import Dialect, Written
from ..parsing.words import plain
from ..posts.blocks import READERS

MAX_DEPTH = 40
"""How deep blocks may be nested. Deeper blocks are not read."""

_OUTER = ("talk", "abstract", "conference")
OUTER = {*_OUTER, *(f"conf:{name}" for name in _OUTER)}
"""Our directives whose body is markup."""

LITERAL = frozenset(
    {
        *("code", "code-block", "code-cell", "sourcecode", "literalinclude"),
        *("highlight", "parsed-literal", "math", "raw", "include", "prompt"),
        *("doctest", "testcode", "testsetup", "testcleanup", "testoutput"),
        *("mermaid", "graphviz", "graph", "digraph", "uml", "plantuml"),
        *("csv-table", "toctree", "productionlist", "index", "image", "replace"),
        *(READERS.keys() - OUTER),
    }
)
"""The directives whose body is not markup."""


class ProseKind(StrEnum):
    """The kinds of prose."""

    PARAGRAPH = "paragraph"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Written):
    """A directive in the text, with all that belongs to it."""

    line: int
    """Its first line, counted from 1."""
    end: int
    """The line after its last."""
    body_line: int
    """The first line of its *body*."""
    fences: tuple[str, ...] = ()
    """The marks of the fences around it, from the outside; in reST, of MyST's."""


def with_words(block: Block) -> Block:
    """Return a block with its argument as a build has it, in one line.

    The title of a talk is the words of its markup.
    """
    markup = " ".join(block.argument.split())
    is_talk = block.name.rpartition(":")[2] == "talk"
    argument = plain(markup, block.dialect).strip() if is_talk else markup
    return replace(block, argument=argument, markup=markup)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph, or a run of HTML, outside of code and comments.

    Lines and fences are as in :class:`Block`.
    """

    kind: ProseKind
    line: int
    end: int
    dialect: Dialect
    fences: tuple[str, ...] = ()


@dataclass(slots=True)
class Source:
    """All that a scan found, in the order of the text."""

    blocks: list[Block] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    """Lines, from 1, with words outside of paragraphs: titles, terms and tables."""

    @property
    def paragraphs(self) -> list[Prose]:
        """The prose that is markup."""
        return [prose for prose in self.prose if prose.kind is ProseKind.PARAGRAPH]
