"""The site's declarations of a tag or a speaker."""

from __future__ import annotations

from copy import copy
from functools import cache, partial
from pathlib import PurePosixPath

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.mdit_to_docutils.transforms import ResolveAnchorIds
from myst_parser.parsers.mdit import create_md_parser
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import LoggingReporter, new_document, sphinx_domains

from ...parsing.registry import SpeakerEntry, TagEntry
from ..logging import warnings_in
from ..nodes import conf_block
from .links import to_url
from .text import items, joined, paragraph, text


def facts(
    entry: TagEntry | SpeakerEntry, env: BuildEnvironment, registry: str
) -> list[nodes.Node]:
    """Return the registry's facts about a tag or a speaker.

    *registry* is its path below the source directory. This is read with the document
    that shows it, so that its references and its picture are Sphinx's own.
    """
    if isinstance(entry, SpeakerEntry):
        block = _speaker(entry, env, registry)
    else:
        block = conf_block(classes=["confrecap", "cr-described"])
        block += _myst(entry.description, env, registry, entry.line_of("description"))
    block.source, block.line = str(env.srcdir / registry), entry.line_of("links")
    return [block] if block.children else []


def _speaker(
    entry: SpeakerEntry, env: BuildEnvironment, registry: str
) -> nodes.Element:
    block = conf_block(classes=["confrecap", "cr-profile"])
    if entry.picture:
        path = PurePosixPath("/", registry).parent / entry.picture
        block += nodes.image(uri=str(path), alt=entry.name, classes=["cr-picture"])
    facts_ = [text(fact) for fact in (entry.pronouns, entry.affiliation) if fact]
    if facts_:
        block += paragraph(*joined(facts_), classes=["cr-kicker"])
    block += _myst(entry.biography, env, registry, entry.line_of("biography"))
    links = ([to_url(link.url, nodes.Text(link.label))] for link in entry.links)
    block += items(links, "cr-links")
    return block


def _place(source: str, line: int, at: int | None = None) -> tuple[str, int]:
    return source, at or line


# docutils' own roles need its settings.
_settings = cache(partial(get_default_settings, Parser))


def _myst(
    markup: str, env: BuildEnvironment, registry: str, line: int
) -> list[nodes.Node]:
    """Parse sentences of a registry, with the site's settings for MyST."""
    source = str(env.srcdir / registry)
    document = new_document(source, copy(_settings()))
    vars(document.settings).update(env.settings, env=env, raw_enabled=False)
    document.reporter = LoggingReporter(source)
    document.reporter.get_source_and_line = partial(_place, source, line)
    # A site that is only in reST has none.
    config = getattr(env, "myst_config", MdParserConfig())
    parser = create_md_parser(config, SphinxRenderer)
    # No headings, blocks and footnotes: other nodes are around the sentences.
    parser.block.ruler.enableOnly("paragraph")
    parser.disable(["html_inline", "footnote_ref"], ignoreInvalid=True)
    parser.options["document"] = document
    with sphinx_domains(env), warnings_in(source):
        # Warnings have the lines of the file.
        parser.render("\n" * (line - 1) + markup)
        # Without it, a link to a key leads nowhere.
        ResolveAnchorIds(document).apply()
    return document.children
