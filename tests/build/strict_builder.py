"""A builder that leaves out each node whose class it has no visitor for."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.text import TextBuilder


class StrictTranslator(nodes.SparseNodeVisitor):
    """Takes the text of docutils' own nodes, and looks at no base class."""

    def __init__(self, document: nodes.document, builder: object) -> None:
        super().__init__(document)
        self.body = ""

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Take the text."""
        self.body += node

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """End the paragraph."""
        self.body += "\n"

    def unknown_visit(self, node: nodes.Node) -> None:
        """Leave the node out, with all that it holds."""
        raise nodes.SkipNode


class StrictBuilder(TextBuilder):
    """Writes words and nothing else."""

    name = "strict"
    format = "strict"
    default_translator_class = StrictTranslator  # type: ignore[assignment]


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the builder."""
    app.add_builder(StrictBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
