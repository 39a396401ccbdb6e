"""Replaces its nodes, each in a way of a real extension.

``early``: by a post-transform that runs as soon as it can. ``known``: only in documents
in which it has seen such a node while reading. No writer knows either of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class EarlyNode(nodes.General, nodes.Element):
    """Replaced by a post-transform."""


class KnownNode(nodes.General, nodes.Element):
    """Replaced at ``doctree-resolved``."""


class Early(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [EarlyNode()]


class Known(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        known = vars(self.env).setdefault("known_documents", set())
        known.add(self.env.docname)
        return [KnownNode()]


class ReplaceEarly(SphinxPostTransform):
    default_priority = 0

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(EarlyNode)):
            node.replace_self(nodes.paragraph("", "EARLY"))
        for block in list(self.document.findall(nodes.container)):
            if "cr-notes" in block["classes"]:
                # As themes do with notes for the margin.
                block.parent.insert(
                    block.parent.index(block), nodes.inline("", "ASIDE")
                )


def replace_known(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if docname in vars(app.env).get("known_documents", set()):
        for node in list(doctree.findall(KnownNode)):
            link = nodes.reference("", "KNOWN", refid="here", internal=True)
            node.replace_self(nodes.paragraph("", "", link, ids=["here"]))


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_node(EarlyNode)
    app.add_node(KnownNode)
    app.add_directive("early", Early)
    app.add_directive("known", Known)
    app.add_post_transform(ReplaceEarly)
    app.connect("doctree-resolved", replace_known)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
