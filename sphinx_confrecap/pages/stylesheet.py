"""The stylesheet, on the pages that use it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.fileutil import copy_asset_file

from .. import nodes as ours

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

STYLESHEET = Path(__file__).parents[1] / "static" / "confrecap.css"


def add_stylesheet(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the stylesheet where something of ours stands."""
    if doctree is not None and next(iter(doctree.findall(ours.conf_block)), None):
        app.add_css_file(STYLESHEET.name)


def copy_stylesheet(app: Sphinx, builder: Builder) -> None:
    """Put the stylesheet beside the others, before pages refer to it."""
    if builder.format == "html":
        static = Path(builder.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        copy_asset_file(STYLESHEET, static, force=True)


def register(app: Sphinx) -> None:
    """Connect to the writing."""
    app.connect("write-started", copy_stylesheet)
    app.connect("html-page-context", add_stylesheet)
