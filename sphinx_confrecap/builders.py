"""Which builders hold the generated documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
