"""Nodes of other extensions in copied notes.

Some extensions replace their nodes only in documents in which they saw them while
reading, and a generated document is none of these. So the recap is resolved once more,
with the whole notes, and they are copied from there.

Others change what their domain holds when they replace a node (sphinxcontrib-bibtex),
for a document has each node once. A copy has it again. So they get a copy of their data
for each document with notes, and what they change there is forgotten. Of documents that
are written by several processes it would be as well.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .. import nodes as ours
from ..domain import ConferenceDomain
from ..logging import COPIED
from ..others import is_of_others
from .copy_notes import copy_of_notes, fix_links, recap_of, talks_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ...views.pages import TalkPage


class LendDomains(SphinxPostTransform):
    """Lends others a copy of what their domains hold."""

    # The last of ours, before those of all others.
    default_priority = -14

    def run(self, **kwargs: Any) -> None:
        """Put copies in the places of the data."""
        if not _with_nodes_of_others(self.document):
            return
        lent = ConferenceDomain.of(self.env).generated.lent
        for domain in self.env.domains.sorted():
            if is_of_others(type(domain)):
                lent[domain.name] = domain.data
                domain.data = self.env.domaindata[domain.name] = deepcopy(domain.data)


def _take_back(env: BuildEnvironment) -> None:
    lent = ConferenceDomain.of(env).generated.lent
    for name, data in lent.items():
        env.domains[name].data = env.domaindata[name] = data
    lent.clear()


def _with_nodes_of_others(doctree: nodes.document) -> list[ours.conf_notes]:
    """Return the notes in which nodes of other extensions are."""
    return [n for n in doctree.findall(ours.conf_notes) if _classes_of_others(n)]


def replace_foreign_nodes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace notes in which nodes are left that their extension replaces on the recap.

    The nodes of extensions that stay there as well are left alone.
    """
    _take_back(app.env)
    for notes in _with_nodes_of_others(doctree):
        if not notes.get(COPIED):
            continue
        page = cast("TalkPage", ConferenceDomain.of(app.env).pages[docname])
        recap, talks = _resolved(app.env, page.recap)
        whole = talks[page.key]
        if _classes_of_others(notes) <= _classes_of_others(whole):
            continue
        copy = copy_of_notes(recap, whole, page, app.env)
        notes.replace_self(copy)
        fix_links(copy, app.env)


def _classes_of_others(node: nodes.Element) -> set[type[nodes.Node]]:
    found = {type(child) for child in node.findall(nodes.Element)}
    return {class_ for class_ in found if is_of_others(class_)}


@lru_cache(maxsize=2)
def _resolved(
    env: BuildEnvironment, docname: str
) -> tuple[nodes.document, dict[str, ours.conf_talk]]:
    """Return an authored document, resolved with whole notes, and its talks by key."""
    doctree = env.get_doctree(docname)
    talks = talks_in(doctree, env)
    # Nobody shows it, so nothing in it is reported or shortened.
    doctree[COPIED] = docname
    env.apply_post_transforms(doctree, docname)
    return doctree, talks


def forget_doctrees(app: Sphinx, exception: Exception | None) -> None:
    """Forget the documents of this build."""
    recap_of.cache_clear()
    _resolved.cache_clear()
