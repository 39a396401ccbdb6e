"""Replaces its nodes, each in a way of a real extension.

``early``: by a post-transform that runs as soon as it can. ``known``: only in documents
in which it has seen such a node while reading. ``once``: by a node that its domain
holds, and that it changes. No writer knows any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class EarlyNode(nodes.General, nodes.Element):
    """Replaced by a post-transform."""


class KnownNode(nodes.General, nodes.Element):
    """Replaced at ``doctree-resolved``."""


class OnceNode(nodes.General, nodes.Element):
    """Replaced by the node of the domain."""


class OnceDomain(Domain):
    name = "once"
    initial_data: ClassVar[dict[str, Any]] = {"node": nodes.container()}


class Once(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [OnceNode()]


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
        for place in list(self.document.findall(OnceNode)):
            held = self.env.get_domain("once").data["node"]
            held.append(nodes.paragraph("", "ONCE"))
            place.replace_self(held)
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
    app.add_node(OnceNode)
    app.add_domain(OnceDomain)
    app.add_directive("once", Once)
    app.add_directive("early", Early)
    app.add_directive("known", Known)
    app.add_post_transform(ReplaceEarly)
    app.connect("doctree-resolved", replace_known)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
