"""Fits quoted posts to the builder."""

from __future__ import annotations

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util.images import guess_mimetype

from .. import nodes as ours
from ..builders import runs_scripts
from ..i18n import _, labelled
from ..render.text import paragraph


def fit(document: nodes.document, builder: Builder) -> None:
    """Describe images, and remove parts of posts that only a web page shows."""
    if builder.format != "html":
        _remove(document, ours.conf_face)
    if not runs_scripts(builder):
        _remove(document, ours.conf_live)
    for image in list(document.findall(ours.conf_image)):
        image["alt"] = image["description"]
        kinds = builder.supported_image_types
        # TeX knows fewer formats.
        if builder.format != "html" and guess_mimetype(image["uri"]) not in kinds:
            words = labelled(_("Image"), image["alt"])
            image.replace_self(paragraph(nodes.Text(words)))


def _remove(document: nodes.document, class_: type[nodes.inline]) -> None:
    for node in list(document.findall(class_)):
        parent, place = node.parent, node.parent.index(node)
        before = parent[place - 1] if place else None
        # The separator goes with the part after it.
        if isinstance(before, nodes.Element) and "cr-sep" in before["classes"]:
            parent.remove(before)
        parent.remove(node)
