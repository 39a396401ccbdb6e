"""Has all documents read and written again, at each event that lets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def outdated(app: Sphinx, env: Any, *sets: set[str]) -> list[str]:
    return sorted({*env.found_docs, *env.all_docs})


def updated(app: Sphinx, env: Any) -> list[str]:
    return sorted({*env.found_docs, *env.all_docs})


def setup(app: Sphinx) -> dict[str, bool]:
    for priority in (2, 500, 100_000):
        app.connect("env-get-outdated", outdated, priority=priority)
        app.connect("env-updated", updated, priority=priority)
        app.connect("env-get-updated", updated, priority=priority)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
