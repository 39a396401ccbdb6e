"""The documentation of sphinx-confrecap, built with itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sphinx.util.docutils import SphinxDirective

import sphinx_confrecap
from sphinx_confrecap.config import PREFIX, Settings
from sphinx_confrecap.logging import WARNING_TYPE, Subtype

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

project = "sphinx-confrecap"
author = "the sphinx-confrecap contributors"
copyright = author
version = release = sphinx_confrecap.__version__

extensions = ["myst_parser", "sphinx_confrecap"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

exclude_patterns = ["_build"]

html_theme = "furo"
html_title = project


class _FromCode(SphinxDirective):
    """Writes a part of the reference from the code that it describes."""

    def run(self) -> list[nodes.Node]:
        return self.parse_text_to_nodes("\n".join(self.lines()))

    def lines(self) -> Iterator[str]:
        raise NotImplementedError


class SettingsReference(_FromCode):
    """All settings, with type, default, and what a change builds anew."""

    rebuilds: ClassVar[dict[str, str]] = {
        "env": "reads all documents again",
        "html": "writes all pages again",
    }

    def lines(self) -> Iterator[str]:
        for field in dataclasses.fields(Settings):
            rebuild = self.rebuilds[field.metadata["rebuild"]]
            yield f":::{{confval}} {PREFIX}{field.name}"
            yield f":type: `{type(field.default).__name__}`"
            yield f":default: `{field.default!r}`"
            yield ""
            yield f"{field.metadata['help']} A change {rebuild}."
            yield ":::"
            yield ""


class WarningsReference(_FromCode):
    """All types of warnings, and what each is about."""

    def lines(self) -> Iterator[str]:
        yield "| type | what it is about |"
        yield "|---|---|"
        for member in Subtype:
            yield f"| `{WARNING_TYPE}.{member.id}` | {member.explanation} |"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives that write the reference."""
    app.add_directive("confrecap-settings", SettingsReference)
    app.add_directive("confrecap-warnings", WarningsReference)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
