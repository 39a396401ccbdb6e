"""``schedule``, and ``talk-list`` and the other lists of the whole project."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.nodes import make_id

from ...model.queries import QUERIES, Query, ScheduleQuery
from ...parsing.facts import list_options
from .base import ConfDirective, OptionSpec


class ListDirective(ConfDirective):
    """A place. It is rendered from the options after all documents are read."""

    def run(self) -> list[nodes.Node]:
        query = self.read()
        if not isinstance(query, Query):
            return []
        node = self.place_of_list(query)
        if isinstance(query, ScheduleQuery):
            document = self.state.document
            # With the name of the document, it is unique in a book.
            node["anchor"] = make_id(self.env, document, "schedule", self.env.docname)
        return [node]


LISTS: dict[str, type[ListDirective]] = {
    name: type(name, (ListDirective,), {"option_spec": OptionSpec(*list_options(kind))})
    for name, kind in QUERIES.items()
}
"""The directives of lists, by their names."""
