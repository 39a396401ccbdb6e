"""Blocks whose fences MyST did not read as their author meant them."""

from __future__ import annotations

from collections.abc import Collection

from docutils import nodes
from sphinx.application import Sphinx

from ...model.rules import Rule
from ...parsing.mistakes import fence_as_text
from ..logging import warn


def warn_of_unread_blocks(
    app: Sphinx, doctree: nodes.document, names: Collection[str]
) -> None:
    """Warn if the page shows a block of ours as text."""
    for paragraph in doctree.findall(nodes.paragraph):
        if found := fence_as_text(paragraph.rawsource.splitlines(), names):
            index, message = found
            place = f"{paragraph.source}:{(paragraph.line or 1) + index}"
            warn(Rule.FENCE, message, place)
            return
