"""Standard nodes in the place of ours, for builders that do not know ours."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from ..html import VISITORS
from ..logging import COPIED


def use_standard_nodes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each of our nodes that the builder has no visitor for.

    Sphinx's translators fall back to the visitor of the standard class below it. Other
    translators do not, and would leave a talk out with all that it holds.
    """
    if COPIED in doctree.attributes or _writes_any_node(app.builder):
        return
    unknown = {c for c, known in VISITORS.items() if app.builder.format not in known}
    for node in list(doctree.findall(nodes.Element)) if unknown else ():
        if type(node) in unknown:
            node.replace_self(_standard(node))


def _writes_any_node(builder: Builder) -> bool:
    """Tell whether a builder needs no visitors, because it writes nodes as they are."""
    try:
        return issubclass(builder.get_translator_class(), nodes.GenericNodeVisitor)
    except AttributeError:
        # It has no translator, such as one that checks links.
        return True


def _standard(node: nodes.Element) -> nodes.Element:
    """Return the node of docutils that one of our nodes derives from."""
    class_ = next(c for c in type(node).__mro__ if c.__module__ == nodes.__name__)
    standard: nodes.Element = class_(node.rawsource, **node.attributes)
    standard.source, standard.line = node.source, node.line
    standard += node.children
    return standard
