"""Generated documents: documents of Sphinx's own that have no file.

``project`` lets Sphinx know of them, ``reader`` plans and reads them once the
authors' files are read, ``document`` makes a doctree of a plan, ``fill`` puts
facts, lists and notes into it when it is written, ``carry`` brings the notes
over from the author's document, ``addresses`` looks at the links in the end,
``written`` remembers what was written, ``books`` leaves them out of books, and
``stylesheet`` gives them their look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import addresses, books, carry, fill, reader, stylesheet, written

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def register(app: Sphinx) -> None:
    """Connect each step to Sphinx's events."""
    reader.register(app)
    fill.register(app)
    carry.register(app)
    addresses.register(app)
    books.register(app)
    written.register(app)
    stylesheet.register(app)
