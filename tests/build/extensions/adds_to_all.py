"""Adds a part to each document that is read, as sphinx-external-toc does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class AddPart(SphinxTransform):
    default_priority = 100

    def apply(self, **kwargs: Any) -> None:
        words = f"ADDED to {self.env.docname}"
        self.document.append(nodes.paragraph("", words))


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_transform(AddPart)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
