"""Blocks whose fences MyST did not read as their author meant them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes

from ..logging import Subtype, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OPENING = re.compile(r"\s{0,3}(?P<fence>:{3,}|`{3,}|~{3,})\s*\{(?P<name>[^}\s]+)\}")
_FENCE = re.compile(r"\s{0,3}(?P<fence>:{3,}|`{3,}|~{3,})(?P<rest>.*)")


def unclosed(lines: Iterable[str]) -> tuple[int, str] | None:
    """Find the fence in the body of a block that no line of the body closes.

    The line that should have closed it closed the block, because both have as
    many colons. Return the line's index and the name of the inner directive.
    """
    opened: tuple[int, str] | None = None
    marker = ""
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        if not match:
            continue
        if opened is None:
            inner = _OPENING.match(line)
            opened = (index, inner["name"] if inner else "")
            marker = match["fence"]
        elif match["fence"].startswith(marker) and not match["rest"].strip():
            opened = None
    # A block of code that ends with the notes is MyST's to judge.
    return opened if opened and opened[1] else None


def warn_of_unread_blocks(
    app: Sphinx, doctree: nodes.document, names: Iterable[str]
) -> None:
    """Warn where a block of ours stands in the page as text."""
    for paragraph in doctree.findall(nodes.paragraph):
        match = _OPENING.match(paragraph.rawsource)
        if match and match["name"].removeprefix("conf:") in names:
            message = (
                f"the {match['name']} block is shown as text; add 'colon_fence' to "
                "myst_enable_extensions in conf.py"
            )
            warn(Subtype.FENCE, message, paragraph)
            return
