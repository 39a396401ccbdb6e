"""References from one document to everything else."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.errors import NoUri

from ...catalogue.catalogue import Reference
from ...model.talks import Link
from ...text.urls import safe_url
from ...views.places import Targets
from ...views.rows import TalkRow
from ..builders import refer
from .text import in_language


class Linker:
    """Makes references in *docname*. Without a target, they stay text.

    *targets* come from the view that is rendered. A target outside of it is a
    ``KeyError``, since no digest would change if it moved.
    """

    def __init__(self, builder: Builder, docname: str, targets: Targets) -> None:
        self.builder = builder
        self.docname = docname
        self.targets = targets
        self.language: str = builder.config.language

    def to(self, reference: Reference, *children: nodes.Node) -> nodes.Element:
        """Refer to a talk, conference, speaker or tag."""
        found = self.targets[reference]
        # A link from a page to itself leads nowhere.
        if found is None or found == (self.docname, ""):
            return nodes.inline("", "", *children)
        return self.to_document(*found, *children)

    def to_talk(self, row: TalkRow) -> nodes.Element:
        """Refer to a talk by its title."""
        title = nodes.Text(row.title)
        words = in_language(row.language, self.language, title)
        return self.to(row.reference, *words)

    def to_document(
        self, docname: str, anchor: str, *children: nodes.Node
    ) -> nodes.Element:
        """Refer to a place in a document."""
        inner = nodes.inline("", "", *children)
        try:
            return refer(self.builder, self.docname, docname, anchor, inner)
        except NoUri:
            return inner

    def to_link(self, link: Link, *children: nodes.Node) -> nodes.Element:
        """Refer to an address on the web, or to a file of the project."""
        if not link.file:
            return to_url(link.url, *children)
        _docnames, filename = self.builder.env.dlfiles[Path(link.file)]
        return addnodes.download_reference(
            "", "", *children, reftarget=f"/{link.file}", filename=str(filename)
        )


def to_url(url: str, *children: nodes.Node) -> nodes.Element:
    """Refer to an address, if it may be a link."""
    safe = safe_url(url)
    if safe is None:
        return nodes.inline("", "", *children)
    return nodes.reference("", "", *children, refuri=safe, internal=False)
