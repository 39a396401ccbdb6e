"""Puts nodes before and behind all parts of a document, when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def insert(app: Sphinx, doctree: nodes.document) -> None:
    parts = nodes.container, nodes.section
    for part in [n for n in doctree.findall() if isinstance(n, parts)]:
        # A section begins with its title.
        place = 1 if isinstance(part, nodes.section) else 0
        part.insert(place, nodes.paragraph("", "BEFORE"))
        part.append(nodes.comment("", "BEHIND"))
    for rubric in list(doctree.findall(nodes.rubric)):
        rubric.parent.insert(rubric.parent.index(rubric) + 1, nodes.comment())


def setup(app: Sphinx) -> dict[str, bool]:
    # Before records are made of the nodes, and behind it.
    app.connect("doctree-read", insert, priority=1)
    app.connect("doctree-read", insert, priority=100_000)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
