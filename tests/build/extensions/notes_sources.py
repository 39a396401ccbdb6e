"""Notes something per source file, and expects it later.

So do sphinx.ext.duration and sphinx-last-updated-by-git.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

begun: list[str] = []
files: dict[str, str] = {}


def begin(app: Sphinx, docname: str, source: list[str]) -> None:
    begun.append(docname)
    if docname in app.env.found_docs:
        files[docname] = app.env.doc2path(docname).read_text()


def end(app: Sphinx, doctree: Any) -> None:
    assert begun.pop() == app.env.docname


def show(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    if "sourcename" in context and "page_source_suffix" in context:
        context["last_updated"] = len(files[pagename])


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("source-read", begin)
    app.connect("doctree-read", end)
    app.connect("html-page-context", show)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
