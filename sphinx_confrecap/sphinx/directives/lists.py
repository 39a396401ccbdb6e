"""``schedule``, and ``talk-list`` and the other lists of the whole project."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.nodes import make_id

from ...model.queries import QUERIES, ListQuery, Query
from ...parsing.facts import options_for
from .base import ConfDirective, OptionSpec


class ListDirective(ConfDirective):
    """A place. It is rendered from the options after all documents are read."""

    def run(self) -> list[nodes.Node]:
        query = self.read()
        return [self.place_of_list(query)] if isinstance(query, Query) else []


class ScheduleDirective(ListDirective):
    """The argument is a conference, by default the one above."""

    def place_of_list(self, query: Query) -> nodes.Element:
        """Return the place of the schedule, with an anchor that is unique in a book."""
        node = super().place_of_list(query)
        document = self.state.document
        node["anchor"] = make_id(self.env, document, "schedule", self.env.docname)
        return node


def _directive_of(kind: type[Query]) -> type[ListDirective]:
    base = ListDirective if issubclass(kind, ListQuery) else ScheduleDirective
    return type(kind.__name__, (base,), {"option_spec": OptionSpec(*options_for(kind))})


LISTS = {name: _directive_of(kind) for name, kind in QUERIES.items()}
"""The directives of lists, by their names."""
