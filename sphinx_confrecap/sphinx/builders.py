"""Differences between builders."""

from __future__ import annotations

from docutils import nodes
from sphinx.builders import Builder
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util.nodes import make_refnode

_PAGED_FORMATS = frozenset({"html", "text", "xml", "pseudoxml"})


def makes_pages(builder: Builder) -> bool:
    """Tell whether *builder* writes one file for each document.

    Books hold each talk once, where its author wrote it. Builders that only check or
    extract texts do not need a second copy.
    """
    if is_single_page(builder) or is_epub(builder):
        return False
    return builder.format in _PAGED_FORMATS or builder.name == "dummy"


def makes_web_pages(builder: Builder) -> bool:
    """Tell whether *builder* writes a page of html for each document."""
    return builder.format == "html" and makes_pages(builder)


def is_single_page(builder: Builder) -> bool:
    """Tell whether *builder* writes all documents into one page of html."""
    return isinstance(builder, SingleFileHTMLBuilder)


def is_epub(builder: Builder) -> bool:
    """Tell whether *builder* makes a book for readers of EPUB."""
    return isinstance(builder, Epub3Builder)


def runs_scripts(builder: Builder) -> bool:
    """Tell whether *builder* writes pages for a browser, one or many."""
    return builder.format == "html" and not is_epub(builder)


def spans_cells(builder: Builder) -> bool:
    """Tell whether tables have captions, and cells over several lines or columns."""
    return builder.format in ("html", "latex", "text")


def refer(
    builder: Builder, origin: str, docname: str, anchor: str, child: nodes.Node
) -> nodes.reference:
    """Return a reference from the document *origin* to a place in another."""
    reference = make_refnode(builder, origin, docname, anchor, child)
    if is_single_page(builder) and anchor:
        # Sphinx 9 leaves two anchors in an address (sphinx#14221).
        del reference["refuri" if "refuri" in reference else "refid"]
        reference["refid"] = anchor_in_single_page(docname, anchor)
    return reference


def anchor_in_single_page(docname: str, anchor: str) -> str:
    """Return an anchor that is unique if all documents are one page."""
    return f"{docname.replace('/', '-')}-{anchor}"
