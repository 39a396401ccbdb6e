"""What differs from builder to builder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.nodes import make_refnode

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.builders import Builder

_PAGED_FORMATS = frozenset({"html", "text", "xml", "pseudoxml"})
_BOOKS_IN_HTML = frozenset({"epub", "singlehtml"})


def makes_pages(builder: Builder) -> bool:
    """Tell whether *builder* writes one file for each document.

    Books hold each talk once, where its author wrote it; and builders that only
    check or extract what authors wrote have no use for a second copy of it.
    """
    if builder.name in _BOOKS_IN_HTML:
        return False
    return builder.format in _PAGED_FORMATS or builder.name == "dummy"


def refer(
    builder: Builder, origin: str, docname: str, anchor: str, child: nodes.Node
) -> nodes.reference:
    """Return a reference from the document *origin* to a place in another."""
    reference = make_refnode(builder, origin, docname, anchor, child)
    if builder.name == "singlehtml" and anchor and "refuri" in reference:
        # Sphinx 9 leaves two anchors in the address (sphinx#14221).
        reference["refuri"] = f"#{anchor}"
    return reference
