"""Copies a talk's notes from the authored document to the talk's own page.

The notes are parsed once, where they were written, and everything in them is
registered there: labels, numbers, index entries, images. A copy of their nodes
must lead to the same places from another document.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from ...text.urls import has_scheme
from ...views.pages import TalkPage
from .. import nodes as ours
from ..domain import ConferenceDomain
from ..logging import COPIED


@lru_cache(maxsize=4)
def _recap(
    env: BuildEnvironment, docname: str
) -> tuple[nodes.document, dict[str, ours.conf_talk]]:
    """Return an authored document and its talks by key, loaded once for all."""
    doctree = env.get_doctree(docname)
    talks = doctree.findall(ours.conf_talk)
    return doctree, {_key_of(talk, env): talk for talk in talks}


def _key_of(talk: ours.conf_talk, env: BuildEnvironment) -> str:
    view = ConferenceDomain.of(env).view(talk["docname"])
    return view.talks[talk["anchor"]].key


def copied_title(
    env: BuildEnvironment, page: TalkPage, docname: str
) -> list[nodes.Node]:
    """Return the title of a talk with its markup."""
    doctree, talks = _recap(env, page.recap)
    title = talks[page.key].title.deepcopy()
    _move(title, doctree, page.recap, docname, env)
    wrapper = nodes.inline("", "", *title.children)
    wrapper[COPIED] = True
    return [wrapper]


def copied_notes(
    env: BuildEnvironment, page: TalkPage, docname: str
) -> ours.conf_notes:
    """Return the notes of a talk for its own page, without talks in it."""
    doctree, talks = _recap(env, page.recap)
    notes = talks[page.key].notes.deepcopy()
    for inner in list(notes.findall(ours.conf_talk)):
        if _key_of(inner, env) in page.inner:
            inner.parent.remove(inner)
    notes[COPIED] = page.recap
    _move(notes, doctree, page.recap, docname, env)
    _number_figures(notes, page.recap, docname, env)
    return notes


def _move(
    copy: nodes.Element,
    doctree: nodes.document,
    origin: str,
    docname: str,
    env: BuildEnvironment,
) -> None:
    _add_footnotes(copy, doctree)
    for reference in copy.findall(addnodes.pending_xref):
        _redirect(reference, origin, docname, env)
    uri = ConferenceDomain.of(env).builder.get_relative_uri(docname, origin)
    here = ids_in(copy)
    for node in list(copy.findall(nodes.Element)):
        if isinstance(node, (addnodes.index, addnodes.toctree)):
            node.parent.remove(node)
            continue
        if "backrefs" in node:
            node["backrefs"] = [ref for ref in node["backrefs"] if ref in here]
        if isinstance(node, nodes.footnote | nodes.footnote_reference | nodes.citation):
            # Writers pair a footnote with its reference by document.
            node["docname"] = docname
        if isinstance(node, nodes.reference) and "refuri" in node:
            node["refuri"] = _rebased(node["refuri"], uri)


def _rebased(address: str, origin: str) -> str:
    """Return an address as another page has it; *origin* leads to the author's."""
    if has_scheme(address) or address.startswith(("/", "#", "?")) or not address:
        return address
    return posixpath.join(posixpath.dirname(origin), address)


def _redirect(
    reference: addnodes.pending_xref, origin: str, docname: str, env: BuildEnvironment
) -> None:
    """Make a reference start from *docname*, but paths in it still from *origin*."""
    if "refdoc" in reference or reference["reftype"] == "any":
        reference["refdoc"] = docname
    written, reftype = reference["reftarget"], reference["reftype"]
    if reftype not in ("doc", "any", "myst") or reference.get("refdomain") == "doc":
        return
    target = docname_join(origin, written)
    if reftype == "doc" or target in env.all_docs:
        reference["reftarget"] = f"/{target}"
    elif docname_join(docname, written) in env.all_docs:
        # A short key of a talk; from here it is the path of that talk's page, too.
        found = ConferenceDomain.of(env).view(origin).roles.get(("any", written), ())
        talks = (key for objtype, key, *_rest in found if objtype == "talk")
        reference["reftarget"] = next(talks, written)


def _add_footnotes(copy: nodes.Element, doctree: nodes.document) -> None:
    """Add footnotes that *copy* refers to, from anywhere in the document."""
    here = ids_in(copy)
    references = list(copy.findall(nodes.footnote_reference))
    for reference in references:
        refid = reference.get("refid", "")
        footnote = doctree.ids.get(refid)
        if refid in here or not isinstance(footnote, nodes.footnote):
            continue
        added = footnote.deepcopy()
        copy += added
        here |= ids_in(added)
        # A footnote may refer to another.
        references.extend(added.findall(nodes.footnote_reference))


def ids_in(node: nodes.Element) -> set[str]:
    """Return all anchors in *node*."""
    return {id_ for child in node.findall(nodes.Element) for id_ in child["ids"]}


def set_headings(notes: nodes.Element, *, below: int) -> None:
    """Put the headings in notes right below the title of their talk."""
    for child in notes.children:
        if isinstance(child, nodes.rubric) and "heading-level" in child:
            child["heading-level"] = min(below + child["heading-level"], 6)
        elif isinstance(child, nodes.Element) and not isinstance(child, ours.conf_talk):
            set_headings(child, below=below)


def _number_figures(
    notes: nodes.Element, origin: str, docname: str, env: BuildEnvironment
) -> None:
    """Give figures, tables and code the numbers that they have on the recap."""
    here = ids_in(notes)
    env.toc_fignumbers[docname] = {
        figtype: {id_: number for id_, number in numbers.items() if id_ in here}
        for figtype, numbers in env.toc_fignumbers.get(origin, {}).items()
    }


class FixCopiedLinks(SphinxPostTransform):
    """Corrects links in copied notes, once all references are resolved.

    A link to an anchor that the copy does not hold leads to the recap; one to
    the recap for an anchor that the copy holds stays on the page.
    """

    default_priority = 20

    def run(self, **kwargs: Any) -> None:
        docname = self.env.docname
        domain = ConferenceDomain.of(self.env)
        for notes in self.document.findall(ours.conf_notes):
            if not (origin := notes.get(COPIED)):
                continue
            uri = domain.builder.get_relative_uri(docname, origin)
            _correct(notes.findall(nodes.reference), uri, ids_in(notes))


def _correct(references: Iterable[nodes.reference], uri: str, here: set[str]) -> None:
    for reference in references:
        refid, refuri = reference.get("refid"), reference.get("refuri", "")
        if refid and refid not in here:
            del reference["refid"]
            reference["refuri"] = f"{uri}#{refid}"
            reference["internal"] = True
        elif refuri.startswith(f"{uri}#") and refuri[len(uri) + 1 :] in here:
            del reference["refuri"]
            reference["refid"] = refuri[len(uri) + 1 :]


def forget_doctrees(app: Sphinx, exception: Exception | None) -> None:
    """Forget the documents of this build."""
    _recap.cache_clear()
