"""The documentation of sphinx-confrecap, built with itself."""

from __future__ import annotations

import argparse
import dataclasses
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

import sphinx_confrecap
from sphinx_confrecap.cli.commands import make_parser
from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.model.rules import Rule
from sphinx_confrecap.sphinx.config import PREFIX, Settings
from sphinx_confrecap.sphinx.logging import WARNING_TYPE

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

project = "sphinx-confrecap"
author = "the sphinx-confrecap contributors"
copyright = author
version = release = sphinx_confrecap.__version__

sys.path.append(str(Path(__file__).parent / "_extensions"))
extensions = ["myst_parser", "sphinx_confrecap", "dialects"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

exclude_patterns = ["_build"]

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_title = project


class _FromCode(SphinxDirective):
    """Writes a part of the reference from the code."""

    def run(self) -> list[nodes.Node]:
        return self.parse_text_to_nodes("\n".join(self.lines()))

    def lines(self) -> Iterator[str]:
        raise NotImplementedError


class SettingsReference(_FromCode):
    """All settings, with their defaults."""

    def lines(self) -> Iterator[str]:
        for field in dataclasses.fields(Settings):
            yield f":::{{confval}} {PREFIX}{field.name}"
            yield f"{field.metadata['help']} Default: `{field.default!r}`."
            yield ":::"
            yield ""


class WarningsReference(_FromCode):
    """All types of warnings, with links to their rules."""

    def lines(self) -> Iterator[str]:
        yield ", ".join(
            f"[`{WARNING_TYPE}.{rule.id}`](rules/{rule.id}.md)"
            for rule in Rule
            if rule.built
        )


class RulesReference(_FromCode):
    """All rules."""

    def lines(self) -> Iterator[str]:
        yield "| rule | mistake |"
        yield "|---|---|"
        for rule in Rule:
            yield f"| [`{rule.id}`]({rule.id}.md) | {rule.explanation} |"


class CommandReference(_FromCode):
    """One command and its options."""

    required_arguments = 1
    final_argument_whitespace = True

    def lines(self) -> Iterator[str]:
        parser = make_parser()
        for name in self.arguments[0].split():
            parser = _choices(parser)[name]
        yield from [f"```{{program}} {parser.prog}", "```", ""]
        # A how-to has the rest.
        yield (parser.description or "").partition("\n\n")[0]
        for action in parser._actions:  # noqa: SLF001, argparse has no other list
            if action.help and "--help" not in action.option_strings:
                yield from ["", f":::{{option}} {_signature(action)}"]
                # Otherwise Sphinx makes a dash of two hyphens.
                text = re.sub(r"--\w+", r"`\g<0>`", action.help)
                yield f"{text[0].upper()}{text[1:]}."
                yield ":::"


def _signature(action: argparse.Action) -> str:
    if not action.option_strings:
        return str(action.metavar)
    value = f" {action.metavar}" if action.metavar else ""
    return ", ".join(action.option_strings) + (f"[{value}]" if action.nargs else value)


def _choices(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """Return the subcommands."""
    actions = parser._actions  # noqa: SLF001
    return next(
        action.choices for action in actions if isinstance(action.choices, dict)
    )


class ExitsReference(_FromCode):
    """All exit codes."""

    def lines(self) -> Iterator[str]:
        yield "| code | name | meaning |"
        yield "|---|---|---|"
        for member in Exit:
            yield f"| {member.value} | `{member.name}` | {member.meaning} |"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives that write the reference."""
    app.add_directive("confrecap-settings", SettingsReference)
    app.add_directive("confrecap-warnings", WarningsReference)
    app.add_directive("confrecap-rules", RulesReference)
    app.add_directive("confrecap-command", CommandReference)
    app.add_directive("confrecap-exits", ExitsReference)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
