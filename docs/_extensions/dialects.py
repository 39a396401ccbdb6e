"""Show an example in MyST and its twin in reST as two tabs.

Twins are two blocks of code, one below the other. Their captions are ``MyST`` and
``reST``, or two file names that differ in ``.md`` and ``.rst``. Without script, and in
books, both blocks are shown with their captions.
"""  # noqa: INP001 - Sphinx imports it by name

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator


class Dialect(NamedTuple):
    """The dialect of a file or example."""

    name: str
    of: str


NAMES = {"MyST": Dialect("md", ""), "reST": Dialect("rst", "")}


class dialects(nodes.General, nodes.Element):  # noqa: N801 - as docutils names nodes
    """Twins beside each other; its children have the class ``dialect-<name>``."""


class JoinTwins(SphinxPostTransform):
    """Puts twins into one node, for sites."""

    default_priority = 900
    builders = ("html", "dirhtml")

    def run(self, **_options: Any) -> None:
        """Join the twins of the document."""
        for number, (first, second) in enumerate([*twins(self.document)]):
            both = dialects(number=number, labels=[])
            first.replace_self(both)
            second.parent.remove(second)
            for block in (first, second):
                name = dialect_of(block).name
                block["classes"].append(f"dialect-{name}")
                both["labels"].append((name, block.next_node(nodes.caption).astext()))
                both += block


def twins(document: nodes.document) -> Iterator[tuple[nodes.Element, nodes.Element]]:
    """Yield blocks in MyST, each with the same in reST that follows it."""
    for first in document.findall(nodes.container):
        second = first.next_node(descend=False, siblings=True)
        if (
            isinstance(second, nodes.container)
            and (md := dialect_of(first))
            and (rst := dialect_of(second))
            and (md.name, rst.name) == ("md", "rst")
            and md.of == rst.of
        ):
            yield first, second


def dialect_of(block: nodes.Element) -> Dialect:
    """Return the dialect of a block of code; it is empty without a caption."""
    if not block.get("literal_block"):
        return Dialect("", "")
    caption = block.next_node(nodes.caption).astext()
    path = PurePosixPath(caption)
    return NAMES.get(caption) or Dialect(path.suffix[1:], str(path.with_suffix("")))


def visit_dialects(self: HTML5Translator, node: dialects) -> None:
    """Write the tabs; without script the stylesheet hides them."""
    self.body.append('<div class="dialects"><div class="dialects-tabs">')
    for name, label in node["labels"]:
        self.body.append(
            f'<button type="button" class="dialects-tab" data-dialect="{name}"'
            f' id="dialect-{node["number"]}-{name}">{self.encode(label)}</button>'
        )
    self.body.append("</div>\n")


def depart_dialects(self: HTML5Translator, node: dialects) -> None:
    """Close the element."""
    self.body.append("</div>\n")


def load(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load style and script on pages with twins.

    The script is in the head and runs before the page is drawn, so that nothing moves.
    """
    if doctree and doctree.next_node(dialects):
        app.add_css_file("dialects.css")
        script = context["pathto"]("_static/dialects.js", resource=True)
        context["metatags"] += f'<script src="{script}"></script>'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the node and its transform."""
    app.add_node(dialects, html=(visit_dialects, depart_dialects))
    app.add_post_transform(JoinTwins)
    app.connect("html-page-context", load)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
