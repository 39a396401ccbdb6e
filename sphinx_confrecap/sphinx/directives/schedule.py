"""``schedule``: the talks of a conference by day, time and room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.nodes import make_id

from ...model.queries import Query
from .base import ConfDirective

if TYPE_CHECKING:
    from docutils import nodes


class ScheduleDirective(ConfDirective):
    """The argument is a conference, by default the one above."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the place of the schedule."""
        query = self.read()
        if not isinstance(query, Query):
            return []
        node = self.place_of_list(query)
        # Unique in a book, too.
        document = self.state.document
        node["anchor"] = make_id(self.env, document, "schedule", self.env.docname)
        return [node]
