"""Copies a talk's notes from the authored document to the talk's own page.

The notes are parsed once, where they were written, and everything in them is
registered there: labels, numbers, index entries, images. A copy of their nodes
must lead to the same places from another document.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache, partial
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform
from sphinx.util import docname_join

from ...text.html_links import with_addresses
from ...text.urls import has_scheme
from ...views.pages import TalkPage
from .. import nodes as ours
from ..domain import ConferenceDomain
from ..logging import COPIED
from ..references import find_by_path


@lru_cache(maxsize=4)
def recap_of(
    env: BuildEnvironment, docname: str
) -> tuple[nodes.document, dict[str, ours.conf_talk]]:
    """Return an authored document and its talks by key, loaded once for all.

    The languages of code are those in force where it was written.
    """
    doctree = env.get_doctree(docname)
    HighlightLanguageTransform(doctree).apply()
    return doctree, talks_in(doctree, env)


def talks_in(tree: nodes.Element, env: BuildEnvironment) -> dict[str, ours.conf_talk]:
    """Return the talks that an authored document shows in *tree*, by key."""
    talks = {}
    for talk in tree.findall(ours.conf_talk):
        view = ConferenceDomain.of(env).view(talk["docname"])
        if shown := view.talks.get(talk["anchor"]):
            talks[shown.key] = talk
    return talks


def copied_title(env: BuildEnvironment, page: TalkPage) -> list[nodes.Node]:
    """Return the title of a talk with its markup, for its own page."""
    doctree, talks = recap_of(env, page.recap)
    title = talks[page.key].title.deepcopy()
    _move(title, doctree, page, env)
    wrapper = nodes.inline("", "", *title.children)
    wrapper[COPIED] = True
    return [wrapper]


def copied_notes(env: BuildEnvironment, page: TalkPage) -> ours.conf_notes:
    """Return the notes of a talk for its own page."""
    doctree, talks = recap_of(env, page.recap)
    notes = copy_of_notes(doctree, talks[page.key], page, env)
    set_headings(notes, below=1)
    _number_figures(notes, page, env)
    return notes


def copy_of_notes(
    doctree: nodes.document,
    talk: ours.conf_talk,
    page: TalkPage,
    env: BuildEnvironment,
) -> ours.conf_notes:
    """Return a copy of the notes of *talk* in *doctree*, with the abstract.

    Talks in it are left out: they have their own pages.
    """
    notes = talk.notes.deepcopy()
    notes += [abstract.deepcopy() for abstract in talk.abstracts]
    for key, inner in talks_in(notes, env).items():
        if key in page.inner:
            inner.parent.remove(inner)
    notes[COPIED] = page.recap
    _move(notes, doctree, page, env)
    return notes


def _move(
    copy: nodes.Element, doctree: nodes.document, page: TalkPage, env: BuildEnvironment
) -> None:
    _add_footnotes(copy, doctree)
    for reference in copy.findall(addnodes.pending_xref):
        _redirect(reference, page.recap, page.docname, env)
    builder = ConferenceDomain.of(env).builder
    uri = builder.get_relative_uri(page.docname, page.recap)
    here = ids_in(copy)
    for node in list(copy.findall(nodes.Element)):
        if isinstance(node, (addnodes.index, addnodes.toctree)):
            node.parent.remove(node)
            continue
        if "backrefs" in node:
            node["backrefs"] = [ref for ref in node["backrefs"] if ref in here]
        if isinstance(node, nodes.footnote | nodes.footnote_reference | nodes.citation):
            # Writers pair a footnote with its reference by document.
            node["docname"] = page.docname
        if isinstance(node, nodes.reference) and "refuri" in node:
            node["refuri"] = _rebased(node["refuri"], uri)
        if isinstance(node, nodes.raw) and "html" in node["format"].split():
            html = with_addresses(node.astext(), partial(_rebased, origin=uri))
            node[:] = [nodes.Text(html)]


def _rebased(address: str, origin: str) -> str:
    """Return an address as another page has it; *origin* leads to the author's."""
    if has_scheme(address) or address.startswith(("/", "#", "?")) or not address:
        return address
    return posixpath.join(posixpath.dirname(origin), address)


def _redirect(
    reference: addnodes.pending_xref, origin: str, docname: str, env: BuildEnvironment
) -> None:
    """Make a reference start from *docname*, but paths in it still from *origin*."""
    find_by_path(reference, env)
    if "refdoc" in reference or reference["reftype"] == "any":
        reference["refdoc"] = docname
    written, reftype = reference["reftarget"], reference["reftype"]
    if reftype not in ("doc", "any", "myst") or reference.get("refdomain") == "doc":
        return
    if (target := docname_join(origin, written)) in env.all_docs:
        reference["reftarget"] = f"/{target}"
    elif docname_join(docname, written) in env.all_docs:
        # A short key of a talk; from here it is the path of that talk's page, too.
        found = dict(ConferenceDomain.of(env).with_key(written))
        reference["reftarget"] = found.get("talk", written)


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
    notes: nodes.Element, page: TalkPage, env: BuildEnvironment
) -> None:
    """Give figures, tables and code the numbers that they have on the recap."""
    here = ids_in(notes)
    env.toc_fignumbers[page.docname] = {
        figtype: {id_: number for id_, number in numbers.items() if id_ in here}
        for figtype, numbers in env.toc_fignumbers.get(page.recap, {}).items()
    }


class FixCopiedLinks(SphinxPostTransform):
    """Corrects links in copied notes, once all references are resolved."""

    default_priority = 20

    def run(self, **kwargs: Any) -> None:
        for notes in self.document.findall(ours.conf_notes):
            fix_links(notes, self.env)


def fix_links(notes: ours.conf_notes, env: BuildEnvironment) -> None:
    """Correct the links in notes, if they are copied.

    A link to an anchor that the copy does not hold leads to the recap; one to
    the recap for an anchor that the copy holds stays on the page.
    """
    if not (origin := notes.get(COPIED)):
        return
    builder = ConferenceDomain.of(env).builder
    uri, here = builder.get_relative_uri(env.docname, origin), ids_in(notes)
    for reference in notes.findall(nodes.reference):
        refid, refuri = reference.get("refid"), reference.get("refuri", "")
        if refid and refid not in here:
            del reference["refid"]
            reference["refuri"] = f"{uri}#{refid}"
            reference["internal"] = True
        elif refuri.startswith(f"{uri}#") and refuri[len(uri) + 1 :] in here:
            del reference["refuri"]
            reference["refid"] = refuri[len(uri) + 1 :]
