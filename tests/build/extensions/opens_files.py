"""Opens the file of each document that it sees, as autosummary does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def at_start(app: Sphinx) -> None:
    for docname in app.env.found_docs:
        app.env.doc2path(docname).read_text()


def before_reading(app: Sphinx, env: Any, docnames: list[str]) -> None:
    for docname in {*docnames, *env.found_docs}:
        env.doc2path(docname).read_text()


def with_source(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    if "sourcename" in context:
        app.env.doc2path(pagename).read_text()


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("builder-inited", at_start)
    for priority in (2, 500, 100_000):
        app.connect("env-before-read-docs", before_reading, priority=priority)
    app.connect("html-page-context", with_source)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
