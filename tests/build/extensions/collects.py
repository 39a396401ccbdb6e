"""Collects something of each document while reading, as Sphinx's own collectors do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.environment.collectors import EnvironmentCollector

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def held(env: BuildEnvironment) -> dict[str, int]:
    found: dict[str, int] = vars(env).setdefault("collected", {})
    return found


class Collector(EnvironmentCollector):
    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        assert app.env.docname not in held(app.env)
        held(app.env)[app.env.docname] = len(doctree.astext())

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        held(env).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: Any,
        other: BuildEnvironment,
    ) -> None:
        held(env).update({name: held(other)[name] for name in docnames})


def show(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    if doctree is not None:
        context["last_updated"] = held(app.env)[pagename]


def check(app: Sphinx, exception: Exception | None) -> None:
    assert held(app.env).keys() == app.env.all_docs.keys()


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_env_collector(Collector)
    app.connect("html-page-context", show)
    app.connect("build-finished", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
