"""All hooks of the extension into Sphinx, in the order of a build."""

from __future__ import annotations

import sys

from sphinx.application import Sphinx

from . import i18n
from .config import add_settings, check_settings
from .directives import add_directives, add_short_names, find_unread_blocks
from .directives.titles import NoWayBackToTitles, WordsInTitles
from .domain import ConferenceDomain
from .drafts import hide_source as hide_source_of_drafts
from .events import (
    clean_copies,
    find_appeared,
    keep_objects,
    note_builder,
    warn_missing_reference,
)
from .html import add_nodes
from .logging import install_filters
from .pages.addresses import RemoveUnsafeLinks, ShowAddresses
from .pages.books import DropGenerated, forgo_search, leave_out_of_writing
from .pages.copy_notes import FixCopiedLinks
from .pages.foreign_nodes import LendDomains, forget_doctrees, replace_foreign_nodes
from .pages.manifest import Writing, note_outdated
from .pages.neighbours import leave_out_of_llms_txt, leave_out_of_sitemap
from .pages.reader import (
    add_documents,
    find_replaced,
    hide_generated,
    hide_source,
    read_generated,
    show_indexes,
    warn_of_lone_indexes,
    warn_of_taken_files,
)
from .pages.render_notes import RenderNotes, ShortenNotes
from .pages.render_pages import RenderPages
from .pages.search import forget_unused_words
from .pages.standard_nodes import use_standard_nodes
from .pages.stylesheet import add_files, copy_files
from .pages.toctrees import leave_out_headings
from .recaps import find_front_matter, read_front_matter, set_canonical
from .references import LinksByPath, note_references, warn_of_addresses


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
    for search in (forgo_search, forget_unused_words):
        app.connect("builder-inited", search)

    # Reading.
    app.connect("env-get-outdated", find_appeared)
    # 1: before all others, for which our documents then have no file.
    app.connect("env-get-outdated", find_replaced, priority=1)
    # 1: before all others, which should see the list that Sphinx reads.
    app.connect("env-before-read-docs", hide_generated, priority=1)
    # The last: others may have added all documents that they know.
    app.connect("env-before-read-docs", show_indexes, priority=sys.maxsize)
    # 900: after others, which may change the text.
    app.connect("source-read", find_front_matter, priority=900)
    # 230: after substitutions, before references and footnotes are resolved.
    app.add_transform(WordsInTitles)
    # 700: after footnotes are numbered, and unused ones are reported.
    app.add_transform(NoWayBackToTitles)
    app.connect("doctree-read", find_unread_blocks)
    # 100: before Sphinx looks for the files of images.
    app.connect("doctree-read", warn_of_addresses, priority=100)
    # 900: after all that may add references.
    app.connect("doctree-read", note_references, priority=900)
    # 900: after Sphinx has noted the title, and others the metadata.
    app.connect("doctree-read", read_front_matter, priority=900)

    # Updates: all documents are read.
    # 1: before others, which should see our documents as well, and no old ones.
    app.connect("env-updated", read_generated, priority=1)
    app.connect("env-get-updated", keep_objects)
    app.connect("env-get-updated", note_outdated)
    app.connect("env-check-consistency", warn_of_lone_indexes)
    app.connect("env-check-consistency", warn_of_taken_files)

    # Writing.
    writing = Writing()
    for start in (leave_out_of_writing, leave_out_of_sitemap, copy_files):
        app.connect("write-started", start)
    # -10 to -14, in this order, before those of all others, which need not handle
    # what is left out, and must see what is added. docutils sorts them as text.
    app.add_post_transform(DropGenerated)
    app.add_post_transform(RenderPages)
    app.add_post_transform(RenderNotes)
    app.add_post_transform(LinksByPath)
    app.add_post_transform(LendDomains)
    app.connect("warn-missing-reference", warn_missing_reference)
    # 20: after references are resolved, which it corrects.
    app.add_post_transform(FixCopiedLinks)
    # 30: later still, so that a bad reference in a removed part has been reported.
    app.add_post_transform(ShortenNotes)
    # 900 and 910: after all that may set an address.
    app.add_post_transform(RemoveUnsafeLinks)
    app.add_post_transform(ShowAddresses)
    app.connect("doctree-resolved", writing.note)
    # The last: others have replaced their nodes, and changed toctrees.
    for last in (replace_foreign_nodes, leave_out_headings, use_standard_nodes):
        app.connect("doctree-resolved", last, priority=sys.maxsize)
    app.connect("html-page-context", set_canonical)
    # 1: before others, which look for a source.
    for hide in (hide_source, hide_source_of_drafts):
        app.connect("html-page-context", hide, priority=1)
    app.connect("html-page-context", add_files)
    # 1: before it lists them.
    app.connect("build-finished", leave_out_of_llms_txt, priority=1)
    for finish in (forget_doctrees, writing.finish, clean_copies):
        app.connect("build-finished", finish)
