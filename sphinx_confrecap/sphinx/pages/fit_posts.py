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
        if not _takes(builder, image):
            words = labelled(_("Image"), image["alt"])
            image.replace_self(paragraph(nodes.Text(words)))


def _takes(builder: Builder, image: ours.conf_image) -> bool:
    """Tell whether a builder can show an image. TeX knows fewer formats."""
    kind = guess_mimetype(image["uri"])
    return builder.format == "html" or kind in builder.supported_image_types


def _remove(document: nodes.document, class_: type[nodes.inline]) -> None:
    for node in list(document.findall(class_)):
        parent, place = node.parent, node.parent.index(node)
        before = parent[place - 1] if place else None
        # The separator goes with the part after it.
        if isinstance(before, nodes.Element) and "cr-sep" in before["classes"]:
            parent.remove(before)
        parent.remove(node)
