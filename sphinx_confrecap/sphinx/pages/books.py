"""Leaves generated documents out of books.

A book holds each talk once, where its author wrote it. An author's toctree may still
name our documents, for the web. In a book their entries are removed, and with them a
section that is empty then. A link to one of them becomes text.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..builders import is_single_page, makes_pages
from ..domain import ConferenceDomain
from ..references import document_of
from .project import ProjectWithGenerated


class DropGenerated(SphinxPostTransform):
    """Takes generated documents out of one document, or out of a whole book."""

    default_priority = -10

    def run(self, **kwargs: Any) -> None:
        if ConferenceDomain.of(self.env).with_pages:
            return
        generated = ProjectWithGenerated.of(self.env).generated
        _leave_out(generated, self.document)
        for part in list(self.document.findall(addnodes.start_of_file)):
            if part["docname"] in generated:
                _remove(part, self.document)
        for link in list(self.document.findall(addnodes.pending_xref)):
            if (docname := document_of(link, self.env)) in generated:
                title = nodes.Text(self.env.titles[docname].astext())
                given = cast("nodes.Element", link[0]).children
                words = given if link.get("refexplicit") else [title]
                link.replace_self(nodes.inline("", "", *words))


def _leave_out(generated: Collection[str], tree: nodes.Element) -> None:
    """Remove entries from toctrees, and toctrees that are empty then."""
    for toctree in list(tree.findall(addnodes.toctree)):
        toctree["entries"] = [e for e in toctree["entries"] if e[1] not in generated]
        files = toctree["includefiles"]
        toctree["includefiles"] = [name for name in files if name not in generated]
        if not toctree["entries"]:
            _remove(toctree, tree)


def _remove(node: nodes.Node, tree: nodes.Node) -> None:
    """Remove a node from *tree*, and the parents that are empty then, below the top."""
    parent = node.parent
    parent.remove(node)
    bare = isinstance(parent, nodes.section) and len(parent) == 1
    hollow = isinstance(parent, nodes.compound | nodes.bullet_list) and not len(parent)
    if (bare or hollow) and parent.parent not in (None, tree):
        _remove(parent, tree)


def leave_out_of_writing(app: Sphinx, builder: Builder) -> None:
    """Remove our documents, also from the toctrees that navigation is made of.

    The environment is already saved: this changes only the writing. Sphinx's builder
    of changes opens the file of each document that was read.
    """
    if makes_pages(builder):
        return
    env = builder.env
    generated = ProjectWithGenerated.of(env).generated
    for docname in (generated - env.found_docs) & env.all_docs.keys():
        del env.all_docs[docname]
    for tree in (env.master_doctree, *env.tocs.values()):
        _leave_out(generated, tree)


def forgo_search(app: Sphinx) -> None:
    """Keep Sphinx from loading a search index for a single page, which has none."""
    if is_single_page(app.builder):
        cast("StandaloneHTMLBuilder", app.builder).search = False
