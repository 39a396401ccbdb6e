"""The stylesheet and the scripts, on the pages that use them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.fileutil import copy_asset_file

from .. import nodes as ours

_STATIC = Path(__file__).parents[2] / "static"
STYLESHEET = _STATIC / "confrecap.css"
SCRIPTS = {
    ours.conf_live: _STATIC / "confrecap-posts.js",
    ours.conf_player: _STATIC / "confrecap-player.js",
    # Before the form, which counts the rows that are there.
    ours.conf_dated_list: _STATIC / "confrecap-days.js",
    ours.conf_filter_form: _STATIC / "confrecap-filter.js",
}
"""Each script, by the node that needs it."""


def add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the stylesheet and the scripts if one of our nodes needs them."""
    if doctree is None:
        return
    # One walk for all: there are many pages, and most need no script.
    classes = {type(node) for node in doctree.findall(nodes.Element)}
    if any(issubclass(class_, ours.conf_block) for class_ in classes):
        app.add_css_file(STYLESHEET.name)
    for class_, script in SCRIPTS.items():
        if class_ in classes:
            app.add_js_file(script.name, loading_method="defer")


def copy_files(app: Sphinx, builder: Builder) -> None:
    """Put them beside the other static files, before pages refer to them."""
    if builder.format == "html":
        static = Path(builder.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        for file in (STYLESHEET, *SCRIPTS.values()):
            copy_asset_file(file, static, force=True)
