"""What the references in a document depend on, besides the document.

Sphinx writes a document again when its own file has changed. Ours must also follow the
titles and places of what they refer to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join
from sphinx.util.logging import get_node_location, suppress_logging

from ..catalogue.catalogue import Reference
from ..model.rules import Rule
from ..parsing.mistakes import address_from_root
from ..text.files import is_file
from ..text.html_links import addresses_in
from . import nodes as ours
from .domain import ConferenceDomain
from .logging import warn
from .records import TO_ANYTHING


def note_references(app: Sphinx, doctree: nodes.document) -> None:
    """Store the references in a document, and those in the notes of its talks."""
    domain, docname = ConferenceDomain.of(app.env), app.env.docname
    if found := set(_to_objects(doctree.findall(addnodes.pending_xref))):
        domain.change(docname).references = found
    for talk in doctree.findall(ours.conf_talk):
        if references := list(_to_others(talk.notes)):
            domain.data["references"].setdefault(docname, {})[talk["anchor"]] = (
                references
            )


def warn_of_addresses(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of addresses in notes that begin with a slash, and lead to nothing here."""
    found: dict[nodes.Element, None] = {}
    for talk in doctree.findall(ours.conf_talk):
        found.update(dict.fromkeys(talk.notes.findall(nodes.Element)))
    said = set()
    for node in found:
        # A link around an image has no line of its own.
        located = next((n for n in (node, *node.children) if n.line), node)
        place = get_node_location(located)
        for address in _addresses_of(node, app.env):
            if (message := address_from_root(address)) and (place, address) not in said:
                said.add((place, address))
                warn(Rule.LINK, message, place)
                _replace(node, address)


def _addresses_of(node: nodes.Element, env: BuildEnvironment) -> list[str]:
    """Return the addresses in a node that nothing in the project can be."""
    match node:
        case nodes.raw() if "html" in node["format"].split():
            return addresses_in(node.astext())
        case nodes.reference():
            return [node.get("refuri", "")]
        case nodes.image():
            address = node["uri"]
        case addnodes.pending_xref() if node["reftype"] == "myst":
            address = node["reftarget"]
        case _:
            return []
    return [] if node.get("refdomain") or _is_here(address, env) else [address]


def _is_here(address: str, env: BuildEnvironment) -> bool:
    """Tell whether an address may be of a document or a file of the project."""
    if not address.startswith("/"):
        return True
    if address.startswith("//"):
        return False
    domain = ConferenceDomain.of(env)
    path, absolute = env.relfn2path(address.partition("#")[0])
    folders = tuple(f"{folder}/" for folder in domain.settings.paths.values() if folder)
    if is_file(Path(absolute)) or path in env.found_docs or path.startswith(folders):
        return True
    suffixes = "", *env.project.source_suffix
    domain.change(env.docname).missing |= {path + suffix for suffix in suffixes}
    return False


def _replace(node: nodes.Element, address: str) -> None:
    """Leave no node of which others would warn again."""
    if isinstance(node, addnodes.pending_xref):
        words = node.children or [nodes.Text(address)]
        node.replace_self(nodes.reference("", "", *words, refuri=address))
    elif isinstance(node, nodes.image):
        text = nodes.inline("", node.get("alt", address))
        node.replace_self(text)
        link = text.parent if isinstance(text.parent, nodes.reference) else text
        if (parent := link.parent) and not isinstance(parent, nodes.TextElement):
            parent[parent.index(link)] = nodes.paragraph("", "", link)


def _to_objects(references: Iterable[addnodes.pending_xref]) -> Iterator[Reference]:
    for node in references:
        if node.get("refdomain") == ConferenceDomain.name:
            yield node["reftype"], node["reftarget"]
        elif node["reftype"] in TO_ANYTHING:
            yield "any", node["reftarget"]


def _to_others(notes: nodes.Element) -> Iterator[addnodes.pending_xref]:
    for node in notes.findall(addnodes.pending_xref):
        if node.get("refdomain") != ConferenceDomain.name:
            yield node.copy()


def resolutions(env: BuildEnvironment, docname: str, anchor: str) -> list[object]:
    """Return what decides how references to other domains look in a talk's notes."""
    domain = ConferenceDomain.of(env)
    references = domain.data["references"].get(docname, {}).get(anchor)
    if not references:
        return []  # as for most talks, each of which is asked for in each build
    with suppress_logging():
        return [_resolution(env, domain.builder, docname, node) for node in references]


def _resolution(
    env: BuildEnvironment, builder: Builder, docname: str, node: addnodes.pending_xref
) -> object:
    name, target = node.get("refdomain"), node["reftarget"]
    if name in env.domains:
        return _in_domain(env.domains[name], builder, docname, node)
    if node["reftype"] in TO_ANYTHING and name != "doc":
        domains = env.domains.sorted()
        return [_in_domain(domain, builder, docname, node) for domain in domains]
    title = env.titles.get(docname_join(docname, target))
    return title and title.astext()


def _in_domain(
    domain: Domain, builder: Builder, docname: str, node: addnodes.pending_xref
) -> object:
    """Return what a reference becomes in one domain."""
    kind, target = node["reftype"], node["reftarget"]
    words = nodes.inline("", target)
    given = domain.env, docname, builder
    try:
        if kind in TO_ANYTHING:
            found = domain.resolve_any_xref(*given, target, node, words)
            return [(role, _shown(reference)) for role, reference in found]
        return _shown(domain.resolve_xref(*given, kind, target, node, words))
    except (NoUri, NotImplementedError):
        return None  # Books have no addresses, some domains no such references.


def _shown(found: nodes.Element | None) -> object:
    if found is None:
        return None
    return found.astext(), [found.get(n) for n in ("refuri", "refid", "reftitle")]


def document_of(link: addnodes.pending_xref, env: BuildEnvironment) -> str:
    """Return the document that *link* leads to, if it leads to one.

    MyST finds documents by path while it reads, if they have a file.
    """
    if link["reftype"] not in ("doc", "any", "myst"):
        return ""
    if link.get("refdomain") == "doc":
        return cast("str", link["reftarget"])
    target, origin = link["reftarget"], link.get("refdoc", "")
    if link["reftype"] == "myst":
        path = target.partition("#")[0]
        relative, _path = env.relfn2path(path, origin)
        if path and (docname := env.path2doc(relative)):
            return docname
    return docname_join(origin, target)


def find_by_path(link: addnodes.pending_xref, env: BuildEnvironment) -> None:
    """Make MyST's link to the path of a generated document a link to the document."""
    if link["reftype"] == "myst" and not link.get("refdomain"):
        docname = document_of(link, env)
        if docname in env.found_docs and docname != link["reftarget"]:
            anchor = link["reftarget"].partition("#")[2]
            link["refdomain"], link["reftarget"] = "doc", docname
            link["reftargetid"] = anchor or None


class LinksByPath(SphinxPostTransform):
    """Lets links by path lead to generated documents: ``[](talks/index.md)``."""

    # After DropGenerated, RenderPages and RenderNotes, before those of all others.
    default_priority = -13

    def run(self, **kwargs: Any) -> None:
        """Change the links of one document."""
        for link in self.document.findall(addnodes.pending_xref):
            find_by_path(link, self.env)
