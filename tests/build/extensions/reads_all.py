"""Has all documents read that it knows, at any time, as sphinx-needs does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add(app: Sphinx, env: Any, docnames: list[str]) -> None:
    docnames.extend(sorted({*env.found_docs, *env.all_docs} - set(docnames)))


def setup(app: Sphinx) -> dict[str, bool]:
    for priority in (0, 500, 100_000):
        app.connect("env-before-read-docs", add, priority=priority)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
