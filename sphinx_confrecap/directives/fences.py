"""Blocks whose fences MyST did not read as their author meant them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes

from ..logging import Subtype, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FENCE = re.compile(
    r"\s{0,3}(?P<fence>:{3,}|`{3,}|~{3,})\s*(?:\{(?P<name>[^}\s]+)\})?(?P<rest>.*)"
)


def unclosed(lines: Iterable[str]) -> tuple[int, str] | None:
    """Find the fence in the body of a block that no line of the body closes.

    Most often the line that should have closed it closed the block, because both
    have as many colons. Return the line's index and what the fence opens.
    """
    opened: tuple[int, str] | None = None
    marker = ""
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        if not match:
            continue
        if opened is None:
            marker = match["fence"]
            opened = (index, match["name"] or ("" if ":" in marker else "code"))
        elif match["fence"].startswith(marker) and not (match["name"] or match["rest"]):
            opened = None
    return opened if opened and opened[1] else None


def warn_of_unread_blocks(
    app: Sphinx, doctree: nodes.document, names: Iterable[str]
) -> None:
    """Warn where a block of ours stands in the page as text."""
    for paragraph in doctree.findall(nodes.paragraph):
        for place, line in enumerate(paragraph.rawsource.splitlines()):
            match = _FENCE.match(line)
            name = (match and match["name"]) or ""
            if match and name.removeprefix("conf:") in names:
                instead = (
                    "add 'colon_fence' to myst_enable_extensions in conf.py"
                    if ":" in match["fence"]
                    else "a title that holds a backtick needs a fence of colons"
                )
                message = f"the {name} block is shown as text; {instead}"
                warn(Subtype.FENCE, message, _place(paragraph, place))
                return


def _place(paragraph: nodes.paragraph, line: int) -> str:
    return f"{paragraph.source}:{(paragraph.line or 1) + line}"
