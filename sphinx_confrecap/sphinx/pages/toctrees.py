"""The entries of our indexes in toctrees of authors."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment.adapters.toctree import TocTree

from ..builders import makes_web_pages
from ..domain import ConferenceDomain
from .project import ProjectWithGenerated


def leave_out_headings(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Leave the headings of indexes out of the toctrees on a page.

    Years and conferences would be most lines of a site's first page. They stay in the
    contents of the index itself, which others show beside it.
    """
    if not makes_web_pages(app.builder):
        return
    indexes = ConferenceDomain.of(app.env).settings.paths.indexes()
    indexes &= ProjectWithGenerated.of(app.env).generated
    addresses = {app.builder.get_relative_uri(docname, index) for index in indexes}
    for toctree in list(doctree.findall(addnodes.toctree)):
        if toctree["hidden"] or toctree["titlesonly"] or toctree["maxdepth"] == 1:
            continue
        entries = TocTree(app.env).resolve(docname, app.builder, toctree)
        if entries is not None:
            toctree.replace_self(entries)
            _shorten(entries, addresses)


def _shorten(entries: nodes.Element, addresses: set[str]) -> None:
    """Remove the entries of headings in documents with these *addresses*."""
    for item in list(entries.findall(nodes.list_item)):
        links = (str(link["refuri"]) for link in item.findall(nodes.reference))
        address, _, heading = next(links, "").partition("#")
        if heading and address in addresses:
            parent = item.parent
            parent.remove(item)
            if not parent.children:
                parent.parent.remove(parent)
