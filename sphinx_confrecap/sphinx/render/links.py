"""References from one document to everything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

from ...text.urls import safe_url
from ..builders import refer

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from ...model.talks import Link

Target = Callable[[str, str], tuple[str, str] | None]
"""From object type and key to document and anchor."""

KeyOf = Callable[[str, str], str]
"""From object type and name to key."""


class Linker:
    """Makes references in *docname*; what has no place stays text."""

    def __init__(
        self, builder: Builder, docname: str, target: Target, key_of: KeyOf
    ) -> None:
        self.builder = builder
        self.docname = docname
        self.target = target
        self.key_of = key_of
        self.language: str = builder.config.language

    def to(self, objtype: str, key: str, *children: nodes.Node) -> nodes.Element:
        """Refer to a talk, conference, speaker or tag."""
        found = self.target(objtype, key)
        if found is None:
            return nodes.inline("", "", *children)
        return self.to_document(*found, *children)

    def to_name(self, objtype: str, name: str) -> nodes.Element:
        """Refer to a speaker or a tag, by the name that an author wrote."""
        return self.to(objtype, self.key_of(objtype, name), nodes.Text(name))

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
        if link.file:
            return self._download(link, *children)
        return to_url(link.url, *children)

    def _download(self, link: Link, *children: nodes.Node) -> nodes.Element:
        _docnames, filename = self.builder.env.dlfiles[Path(link.file)]
        return addnodes.download_reference(
            "",
            "",
            *children,
            reftarget=f"/{link.file}",
            filename=str(filename),
        )


def to_url(url: str, *children: nodes.Node) -> nodes.Element:
    """Refer to an address, if it may be a link."""
    safe = safe_url(url)
    if safe is None:
        return nodes.inline("", "", *children)
    return nodes.reference("", "", *children, refuri=safe, internal=False)
