"""Parts of a document that a build may leave out: ``only`` and ``ifconfig``.

They are read in each build, and each build decides anew. So a record keeps the
conditions around its node.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.ext.ifconfig import ifconfig, process_ifconfig_nodes
from sphinx.util.docutils import new_document

from ..model.talks import Condition
from .nodes import around


def conditions_around(node: nodes.Node) -> Iterator[Condition]:
    """Yield the conditions on which a build shows *node*."""
    for parent in around(node):
        if isinstance(parent, addnodes.only | ifconfig):
            yield type(parent).__name__, parent["expr"]


class Conditions:
    """The conditions of one build."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._known: dict[Condition, bool] = {}

    def hold(self, condition: Condition) -> bool:
        """Tell whether a condition holds, as Sphinx will when it writes."""
        if condition not in self._known:
            kind, expression = condition
            judge = self._only if kind == addnodes.only.__name__ else self._ifconfig
            self._known[condition] = judge(expression)
        return self._known[condition]

    def _only(self, expression: str) -> bool:
        try:
            return bool(self._app.tags.eval_condition(expression))
        except Exception:  # noqa: BLE001
            return True  # Sphinx reports it, and shows the part.

    def _ifconfig(self, expression: str) -> bool:
        shown = nodes.comment()
        document = new_document("")
        document.append(ifconfig("", shown, expr=expression))
        process_ifconfig_nodes(self._app, document, "")
        return shown.parent is document
