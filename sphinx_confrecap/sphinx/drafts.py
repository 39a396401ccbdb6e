"""Drafts. If the site does not show them, they leave nothing in what a build writes.

A block that is a draft is not parsed, so Sphinx and other extensions do not see it:
no label, index entry, image or download of it exists. A document that is a draft is
Sphinx's, which writes it all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..catalogue.drafts import mark, marks_of
from ..model.talks import Conference, Quotation, Talk
from ..parsing.blocks import is_draft
from .domain import ConferenceDomain
from .nodes import leave_out_of_search

_DOCUMENT = "confrecap:draft"
"""Whether the document that is being read is a draft."""


def note_document(env: BuildEnvironment, *, draft: bool) -> None:
    """Note, before its blocks are read, whether a document is a draft."""
    env.temp_data[_DOCUMENT] = draft


def is_left_out(env: BuildEnvironment, options: Mapping[str, str]) -> bool:
    """Tell whether a block with *options* is left out of the build."""
    if ConferenceDomain.of(env).settings.drafts:
        return False
    return bool(env.temp_data.get(_DOCUMENT)) or is_draft(options)


def note_left_out(env: BuildEnvironment, fact: Talk | Conference | Quotation) -> None:
    """Note a block that is left out, for references to it."""
    held = ConferenceDomain.of(env).change(env.docname)
    held.drafts.update(marks_of(fact))


def hide_document(
    env: BuildEnvironment, doctree: nodes.document, tags: Iterable[str]
) -> None:
    """Keep a document that is a draft out of the search and of the general index.

    Its *tags* are noted for references to them.
    """
    docname = env.docname
    drafts = ConferenceDomain.of(env).change(docname).drafts
    drafts.update((mark("document", docname), *(mark("tag", tag) for tag in tags)))
    leave_out_of_search(doctree, env.metadata[docname])
    env.domains.index_domain.entries[docname] = []
    for index in list(doctree.findall(addnodes.index)):
        index.parent.remove(index)


def hide_source(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Offer no copy of the source of a document that has drafts.

    One from an earlier build is removed.
    """
    held = ConferenceDomain.of(app.env).documents.get(pagename)
    if held and held.drafts:
        context.pop("page_source_suffix", None)
        if name := context.pop("sourcename", ""):
            Path(app.outdir, "_sources", name).unlink(missing_ok=True)
