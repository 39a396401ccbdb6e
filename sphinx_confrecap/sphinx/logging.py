"""Warnings: one function that gives them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging as sphinx_logging

from ..model.blocks import Dialect
from ..model.rules import Rule
from ..parsing.front_matter import IGNORE, Metadata, ignored_rules, metadata_of

WARNING_TYPE = "confrecap"
COPIED = "confrecap-copied"
"""The attribute of a node under which all notes are a copy."""

_LOGGERS_OF_WRITERS = ("sphinx.sphinx.highlighting", "sphinx.sphinx.writers.html5")

_logger = sphinx_logging.getLogger(__name__)


def warn(
    rule: Rule,
    message: str,
    location: nodes.Node | tuple[str, int | None] | str | None = None,
) -> None:
    """Give one warning that can be suppressed as ``confrecap.<rule>``."""
    _logger.warning(message, type=WARNING_TYPE, subtype=rule.id, location=location)


class CopiedNotesFilter(logging.Filter):
    """Drops warnings about the copies of notes: the notes themselves give them."""

    def filter(self, record: logging.LogRecord) -> bool:
        node: Any = getattr(record, "location", None)
        while hasattr(node, "parent"):
            if getattr(node, "attributes", {}).get(COPIED):
                return False
            node = node.parent
        return True


class IgnoredRulesFilter(logging.Filter):
    """Drops warnings that the front matter of their document ignores."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "type", None) != WARNING_TYPE:
            return True
        path = self._file(getattr(record, "location", None))
        subtype = getattr(record, "subtype", "")
        return path is None or subtype not in _ignored_in(self._app, path)

    def _file(self, location: Any) -> Path | None:
        if isinstance(location, tuple):
            return Path(self._app.env.doc2path(location[0]))
        if isinstance(location, nodes.Node):
            location = sphinx_logging.get_node_location(location)
        # Another process has made text of it.
        return Path(str(location).rpartition(":")[0]) if location else None


def metadata_in(app: Sphinx, path: Path, text: str) -> Metadata:
    """Read the front matter of a document, or of a file that one includes."""
    other = "markdown" if text.startswith("---") else None
    parser = app.config.source_suffix.get(path.suffix, other)
    in_rest = parser in (None, "restructuredtext")
    return metadata_of(text, Dialect.REST if in_rest else Dialect.MYST)


def _ignored_in(app: Sphinx, path: Path) -> frozenset[str]:
    """Return the names of the rules that a file ignores."""
    try:
        text = path.read_text("utf-8", "replace")
    except (OSError, ValueError):
        return frozenset()
    if IGNORE not in text.lower():
        return frozenset()
    rules = ignored_rules(metadata_in(app, path, text).values, lambda *_: None)
    return frozenset(rule.id for rule in rules)


def install_filters(app: Sphinx) -> None:
    """Put the filters before the filters of Sphinx's handlers.

    Sphinx's own filters turn the node of a location into text, and warnings
    into errors. Its writers in processes of their own have no such handlers.
    """
    handlers = logging.getLogger("sphinx").handlers
    for place in (*handlers, *map(logging.getLogger, _LOGGERS_OF_WRITERS)):
        if not any(isinstance(f, CopiedNotesFilter) for f in place.filters):
            place.filters.insert(0, CopiedNotesFilter())
    for handler in handlers:
        handler.filters.insert(0, IgnoredRulesFilter(app))


@contextmanager
def warnings_in(path: str) -> Iterator[None]:
    """Make warnings name the file *path*, not the document that is being read."""

    def locate(record: logging.LogRecord) -> bool:
        match getattr(record, "location", None):
            case (_, line):
                record.location = f"{path}:{line}"
        return True

    handlers = list(logging.getLogger("sphinx").handlers)
    for handler in handlers:
        handler.filters.insert(0, locate)
    try:
        yield
    finally:
        for handler in handlers:
            handler.filters.remove(locate)
