"""The last check of the addresses of links, when all of them are in place."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...text.urls import safe_url
from .. import nodes as ours

_NAMES = frozenset({"cr-mention", "cr-hashtag"})
"""Kinds of links in posts whose words are enough without an address."""

_AUTHORED = frozenset({"cr-introduction", "cr-described", "cr-profile"})
"""Kinds of blocks whose text is an author's; our own links in them are safe."""


class RemoveUnsafeLinks(SphinxPostTransform):
    """Removes all our links that are not allowed, from any source."""

    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        for reference in list(self.document.findall(nodes.reference)):
            uri = reference.get("refuri")
            if uri is not None and safe_url(uri) is None and _is_ours(reference):
                reference.replace_self(nodes.inline("", "", *reference.children))


def _is_ours(node: nodes.Node | None) -> bool:
    """Tell whether a node is ours; what an author wrote as text is not."""
    while node is not None and not isinstance(node, ours.conf_block):
        node = node.parent
    if node is None or isinstance(node, ours.conf_notes):
        return False
    return _AUTHORED.isdisjoint(node["classes"])


class ShowAddresses(SphinxPostTransform):
    """Shows the addresses of links in plain text, where Sphinx writes only words."""

    default_priority = 910
    formats = ("text",)

    def run(self, **kwargs: Any) -> None:
        links = [
            link
            for block in self.document.findall(ours.conf_block)
            for link in block.findall(nodes.reference)
        ]
        # A block may hold another, and each address is shown once.
        for link in dict.fromkeys(links):
            uri = link.get("refuri")
            says = link.astext() == uri or not _NAMES.isdisjoint(link["classes"])
            if uri and not link.get("internal") and not says:
                link.append(nodes.Text(f" <{uri}>"))
