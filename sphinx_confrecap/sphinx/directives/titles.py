"""Titles of talks, which are on many pages."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ..nodes import conf_title

_LINKS = (nodes.reference, addnodes.pending_xref)
_OTHERS = (nodes.raw, nodes.image, nodes.footnote_reference, nodes.citation_reference)


class WordsInTitles(SphinxTransform):
    """Removes everything from titles but words and their emphasis.

    A title is a link to its talk, so a link in it leads nowhere. An element that runs
    or loads something would do so on every page with the title.
    """

    # After substitutions (220), before references and footnotes are resolved.
    default_priority = 230

    def apply(self, **kwargs: Any) -> None:
        """Replace all other nodes by words."""
        for title in self.document.findall(conf_title):
            for node in list(title.findall(nodes.Element)):
                if isinstance(node, _LINKS):
                    node.parent.replace(node, node.children)
                elif isinstance(node, _OTHERS):
                    node.parent.replace(node, nodes.Text(node.astext()))
