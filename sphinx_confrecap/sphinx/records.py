"""From the nodes of a document that was read to its records."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

from docutils import nodes

from ..catalogue.catalogue import Document
from ..model.places import Place
from ..model.talks import Fact, Record
from ..text.digest import digest_of
from . import nodes as ours
from .conditions import conditions_around

TO_ANYTHING = frozenset({"any", "myst"})
"""The types of references that may lead to an object of any domain."""


def add_records(held: Document, document: nodes.document) -> bool:
    """Add the contents of *document*; tell whether there are any."""
    footnotes = cache(lambda: _footnotes(document))
    found = False
    for node in document.findall(ours.conf_block):
        match node:
            case ours.conf_list():
                place = node["docname"], _file(node), node.line or 0
                held.queries.append((node["query"], Place.of(*place)))
                if _is_in_notes(node):
                    held.in_notes.add(node["query"])
            case ours.conf_header():
                if _is_in_notes(node):
                    held.in_notes.add(node["anchor"])
                held.conferences.append(_record(node, node.fact))
            case ours.conf_talk():
                # Transforms translate it, and put in substitutions.
                title = " ".join(node.title.astext().split())
                node.fact = replace(node.fact, title=title)
                body = node.pformat() + footnotes()
                held.talks.append(_record(node, node.fact, body))
            case ours.conf_post() | ours.conf_thread() if node.fact:
                held.posts.append(_record(node, node.fact))
            case _:
                continue
        found = True
    return found


def _is_in_notes(node: nodes.Node) -> bool:
    return any(isinstance(above, ours.conf_notes) for above in ours.around(node))


def _footnotes(document: nodes.document) -> str:
    """Return all footnotes, for the notes of each talk may use them."""
    notes = (nodes.footnote, nodes.citation)
    found = document.findall(lambda node: isinstance(node, notes))
    return "".join(footnote.pformat() for footnote in found)


def _record(node: ours.conf_fact, fact: Fact, body: str = "") -> Record[Fact]:
    return Record(
        fact=fact,
        docname=node["docname"],
        node_id=node["anchor"],
        line=node.line or 0,
        digest=digest_of(body) if body else "",
        conditions=tuple(conditions_around(node)),
        file=_file(node),
    )


def _file(node: ours.conf_block) -> str:
    """Return the file of a block in included text; empty for the document's own."""
    env = node.document.settings.env if node.document else None
    if not node.source or env is None:
        return ""
    file, own = (
        Path(os.path.relpath(path, env.srcdir)).as_posix()
        for path in (node.source, env.doc2path(node["docname"]))
    )
    return "" if file == own else file
