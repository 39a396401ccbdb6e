"""Warnings: one enum of subtypes, one function that gives them."""

from __future__ import annotations

import logging
from enum import Enum
from typing import TYPE_CHECKING, Any

from sphinx.util import logging as sphinx_logging

if TYPE_CHECKING:
    from docutils.nodes import Node

WARNING_TYPE = "confrecap"
CARRIED = "confrecap-carried"
"""The attribute of a node under which all notes are a copy."""

_LOGGERS_OF_WRITERS = ("sphinx.sphinx.highlighting", "sphinx.sphinx.writers.html5")

_logger = sphinx_logging.getLogger(__name__)


class Subtype(Enum):
    """What a warning is about. Each member has its name and an explanation.

    ``suppress_warnings = ["confrecap.date"]`` in ``conf.py`` silences one.
    """

    AMBIGUOUS = ("ambiguous", "A short key means several talks. Write the whole key.")
    COLLISION = (
        "collision",
        """Two names of tags or speakers, such as ``C++`` and ``C plus plus``, have one
        key.""",
    )
    CONFERENCE = ("conference", "A talk names a conference that no document describes.")
    CONFIG = ("config", "A setting in ``conf.py`` cannot be used; its default is.")
    DATE = (
        "date",
        """A date does not exist, an end lies before its start, or a talk lies outside
        of its conference.""",
    )
    DIRECTIVE = (
        "directive",
        """Another extension has the short name of a directive. Ours is still there
        with ``conf:`` in front.""",
    )
    DUPLICATE = (
        "duplicate",
        "Two talks or two conferences have one key, or two posts one name.",
    )
    FENCE = (
        "fence",
        """A block is shown as text, because ``colon_fence`` is off, or because an
        inner fence with as many colons closed it.""",
    )
    FILTER = ("filter", "A list asks for a name that nothing in the project has.")
    FRONT_MATTER = (
        "front_matter",
        "A value in a recap's front matter cannot be used.",
    )
    LINK = ("link", "An address has a scheme that is not allowed, or is none.")
    NEAR_DUPLICATE = (
        "near_duplicate",
        """Two speakers have names that are nearly alike. Write one name, or declare
        an alias, or that they are distinct.""",
    )
    OPTION = (
        "option",
        "An option is empty, not known, or has a value that cannot be used.",
    )
    POST = ("post", "The body of a post, or a line of a thread, cannot be read.")
    REFERENCE = ("reference", "A role refers to something that does not exist.")
    SNAPSHOT = (
        "snapshot",
        """A stored post or its image cannot be used. The post is shown from what its
        document says, and from its address.""",
    )
    REGISTRY = (
        "registry",
        "Something in the file of tags or of speakers cannot be used.",
    )
    TITLE = ("title", "A talk or a conference has no title.")
    TOCTREE = (
        "toctree",
        "An index of talks, speakers, tags or conferences is in no toctree.",
    )

    UNDECLARED = ("undeclared", "A tag is not in the vocabulary.")

    def __init__(self, id_: str, explanation: str) -> None:
        self.id = id_
        self.explanation = " ".join(explanation.split())

    @classmethod
    def by_id(cls, id_: str) -> Subtype:
        """Return the member with that name."""
        return next(member for member in cls if member.id == id_)


def warn(
    subtype: Subtype,
    message: str,
    location: Node | tuple[str, int | None] | str | None = None,
) -> None:
    """Give one warning that can be suppressed as ``confrecap.<subtype>``."""
    _logger.warning(message, type=WARNING_TYPE, subtype=subtype.id, location=location)


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
