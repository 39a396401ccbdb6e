"""Warnings: one function that gives them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from sphinx.util import logging as sphinx_logging

from .rules import Rule

if TYPE_CHECKING:
    from docutils.nodes import Node

WARNING_TYPE = "confrecap"
CARRIED = "confrecap-carried"
"""The attribute of a node under which all notes are a copy."""

_LOGGERS_OF_WRITERS = ("sphinx.sphinx.highlighting", "sphinx.sphinx.writers.html5")

_logger = sphinx_logging.getLogger(__name__)


def warn(
    rule: Rule,
    message: str,
    location: Node | tuple[str, int | None] | str | None = None,
) -> None:
    """Give one warning that can be suppressed as ``confrecap.<rule>``."""
    _logger.warning(message, type=WARNING_TYPE, subtype=rule.id, location=location)


class CarriedNotesFilter(logging.Filter):
    """Drops warnings about the copy of a talk's notes on the talk's own page.

    The same warning is given where the author wrote them.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether *record* may pass."""
        node: Any = getattr(record, "location", None)
        while hasattr(node, "parent"):
            if getattr(node, "attributes", {}).get(CARRIED):
                return False
            node = node.parent
        return True


def install_filter() -> None:
    """Put the filter before those that Sphinx's handlers have.

    Sphinx's own filters turn the node of a location into text, and warnings
    into errors. Its writers in processes of their own have no such handlers.
    """
    handlers = logging.getLogger("sphinx").handlers
    for place in (*handlers, *map(logging.getLogger, _LOGGERS_OF_WRITERS)):
        if not any(isinstance(f, CarriedNotesFilter) for f in place.filters):
            place.filters.insert(0, CarriedNotesFilter())
