"""``schedule``: the talks of a conference by day, time and room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.nodes import make_id

from ...parsing.facts import schedule_query
from .base import ConfDirective
from .conference import CURRENT

if TYPE_CHECKING:
    from docutils import nodes


class ScheduleDirective(ConfDirective):
    """The argument is a conference, by default the one above."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the place of the schedule."""
        self.check_options()
        above = self.env.temp_data.get(CURRENT) or ""
        query = schedule_query(self.given, self.argument, above)
        if query is None:
            return []
        node = self.place_of_list(query)
        # Unique in a book, too.
        document = self.state.document
        node["anchor"] = make_id(self.env, document, "schedule", self.env.docname)
        return [node]
