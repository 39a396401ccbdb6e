"""All hooks of the extension into Sphinx, in the order of a build."""

from __future__ import annotations

from sphinx.application import Sphinx

from . import i18n
from .config import add_settings, check_settings
from .directives import add_directives, add_short_names, find_unread_blocks
from .directives.talk import WordsInTitles
from .domain import ConferenceDomain
from .events import find_appeared, keep_objects, note_builder, warn_missing_reference
from .html import add_nodes
from .logging import install_filters
from .pages.addresses import RemoveUnsafeLinks, ShowAddresses
from .pages.books import DropGenerated, forgo_search, leave_out_of_navigation
from .pages.copy_notes import FixCopiedLinks, forget_doctrees
from .pages.manifest import Writing, find_outdated
from .pages.reader import (
    add_documents,
    find_replaced,
    hide_source,
    read_generated,
    skip_generated,
    warn_of_lone_indexes,
)
from .pages.render_notes import RenderNotes, ShortenNotes
from .pages.render_pages import RenderPages
from .pages.standard_nodes import UseStandardNodes
from .pages.stylesheet import add_files, copy_files
from .recaps import read_front_matter, set_canonical


# Longer than other functions: it is the table of contents of a build.
def connect(app: Sphinx) -> None:
    """Add our parts to Sphinx, and connect them to the course of a build."""
    add_settings(app)
    app.add_message_catalog(i18n.CATALOG, str(i18n.LOCALE))
    app.add_domain(ConferenceDomain)
    add_directives(app)
    add_nodes(app)
    install_filters(app)

    # The start.
    app.connect("config-inited", check_settings)
    # 900: after all extensions, in any order in conf.py.
    app.connect("config-inited", add_short_names, priority=900)
    app.connect("builder-inited", note_builder)
    app.connect("builder-inited", add_documents)
    app.connect("builder-inited", forgo_search)

    # Reading.
    app.connect("env-get-outdated", find_appeared)
    app.connect("env-get-outdated", find_replaced)
    # 100: before others, which should see the list that Sphinx reads.
    app.connect("env-before-read-docs", skip_generated, priority=100)
    # 230: after substitutions, before references and footnotes are resolved.
    app.add_transform(WordsInTitles)
    app.connect("doctree-read", find_unread_blocks)
    # 900: after Sphinx has noted the title, and others the metadata.
    app.connect("doctree-read", read_front_matter, priority=900)

    # Updates: all documents are read.
    # 100: before others, which should see our documents as well.
    app.connect("env-updated", read_generated, priority=100)
    app.connect("env-get-updated", keep_objects)
    app.connect("env-get-updated", find_outdated)
    app.connect("env-check-consistency", warn_of_lone_indexes)

    # Writing.
    writing = Writing()
    app.connect("write-started", leave_out_of_navigation)
    app.connect("write-started", copy_files)
    # 1: before all others, which need not handle the parts that are left out.
    app.add_post_transform(DropGenerated)
    # 5 and 6: before references are resolved, at 10: also the references in the added
    # parts.
    app.add_post_transform(RenderPages)
    app.add_post_transform(RenderNotes)
    app.connect("warn-missing-reference", warn_missing_reference)
    # 20: after references are resolved, which it corrects.
    app.add_post_transform(FixCopiedLinks)
    # 30: later still, so that a bad reference in a removed part has been reported.
    app.add_post_transform(ShortenNotes)
    # 900 and 910: after all that may set an address.
    app.add_post_transform(RemoveUnsafeLinks)
    app.add_post_transform(ShowAddresses)
    # 920: after all handlers that look for our nodes.
    app.add_post_transform(UseStandardNodes)
    app.connect("doctree-resolved", writing.note)
    app.connect("html-page-context", set_canonical)
    app.connect("html-page-context", hide_source)
    app.connect("html-page-context", add_files)
    app.connect("build-finished", forget_doctrees)
    app.connect("build-finished", writing.finish)
