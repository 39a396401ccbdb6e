"""Titles of talks, which are on many pages."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ..nodes import conf_title

_LINKS = (nodes.reference, addnodes.pending_xref)
_WITH_WORDS = (nodes.image, nodes.problematic)
_WITHOUT_WORDS = (
    nodes.system_message,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.target,
)
"""The number of a footnote is no word of the title, nor is a warning."""


def reduce_to_words(title: nodes.TextElement) -> None:
    """Remove everything from a title but words and their emphasis.

    A title is a link to its talk, so a link in it leads nowhere. An element that runs
    or loads something would do so on every page with the title. Html that the author
    wrote is words; MyST makes some of markup.
    """
    for node in list(title.findall(nodes.Element)):
        if isinstance(node, _LINKS):
            node.parent.replace(node, node.children)
        elif isinstance(node, _WITH_WORDS) or (
            isinstance(node, nodes.raw) and node.astext() in title.rawsource
        ):
            node.parent.replace(node, nodes.Text(node.astext()))
        elif isinstance(node, (nodes.raw, *_WITHOUT_WORDS)):
            node.parent.remove(node)


class WordsInTitles(SphinxTransform):
    """Reduces titles to words once more: a substitution may hold anything."""

    # After substitutions (220), before references and footnotes are resolved.
    default_priority = 230

    def apply(self, **kwargs: Any) -> None:
        """Reduce each title."""
        for title in self.document.findall(conf_title):
            reduce_to_words(title)


class NoWayBackToTitles(SphinxTransform):
    """Removes ways back from footnotes to references that titles have lost."""

    # After footnotes are numbered (620), and unused ones are reported (622).
    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        """Remove each way back to an anchor that is not there."""
        if not any(self.document.findall(conf_title)):
            return
        here = {
            anchor
            for node in self.document.findall(nodes.Element)
            for anchor in node["ids"]
        }
        for note in self.document.findall(nodes.Element):
            if isinstance(note, nodes.footnote | nodes.citation):
                note["backrefs"] = [ref for ref in note["backrefs"] if ref in here]
