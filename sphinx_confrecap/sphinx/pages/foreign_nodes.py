"""Nodes of other extensions that stay in copied notes when all else is resolved.

Some extensions replace their nodes only in documents in which they saw them while
reading, and a generated document is none of these. So the recap is resolved once more,
with the whole notes, and they are copied from there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from docutils import nodes

from .. import nodes as ours
from ..domain import ConferenceDomain
from ..logging import COPIED
from ..others import is_of_others
from .copy_notes import copy_of_notes, fix_links, talks_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ...views.pages import TalkPage


def replace_foreign_nodes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace notes in which nodes are left that their extension replaces on the recap.

    The nodes of extensions that stay there as well are left alone.
    """
    for notes in list(doctree.findall(ours.conf_notes)):
        origin = notes.get(COPIED)
        if not origin or not (left := _classes_of_others(notes)):
            continue
        page = cast("TalkPage", ConferenceDomain.of(app.env).pages[docname])
        recap, talks = _resolved(app.env, origin)
        whole = talks[page.key]
        if left <= _classes_of_others(whole.notes):
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


def forget_resolved(app: Sphinx, exception: Exception | None) -> None:
    """Forget the documents of this build."""
    _resolved.cache_clear()
