"""From a page to its doctree: titles, and places to render later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import new_document

from ...text.keys import key_of
from ...views.pages import Group, NamePage, Page, Term
from .. import i18n
from ..domain import ConferenceDomain
from ..nodes import conf_content
from ..render.facts import facts


def doctree_of(page: Page, env: BuildEnvironment) -> nodes.document:
    """Return a document that holds the page's headings.

    The headings are there from the start, for tables of contents; the contents under
    them depend on the builder and come when the document is written.
    """
    document = new_document(str(env.doc2path(page.docname)))
    document.settings.env = env
    section = _section(i18n.term(page.title), page.anchor)
    if isinstance(page, NamePage) and page.name.entry:
        settings = ConferenceDomain.of(env).settings
        registry = getattr(settings, f"{page.objtype}s_file")
        section += facts(page.name.entry, env, registry)
    section += _place(())
    if [group.heading for group in page.groups] == [Term.OTHER]:
        # "Others" makes sense only beside other groups.
        section += _place((0,))
    else:
        section += _sections(page.groups, (), Counter())
    document += section
    for title in document.findall(nodes.title):
        # sphinx.ext.autosectionlabel makes a label of a title's source, and a heading
        # like "2018" is on many pages.
        title.rawsource = f"{page.docname}#{title.parent['ids'][0]}"
    return document


def _sections(
    groups: Iterable[Group], path: tuple[int, ...], anchors: Counter[str]
) -> Iterable[nodes.section]:
    for number, group in enumerate(groups):
        here = (*path, number)
        anchor = f"confrecap-{key_of(group.heading)}"
        again = anchors[anchor]
        anchors[anchor] += 1
        # Two conferences may have one name; no key has two hyphens in a row.
        node_id = f"{anchor}--{again}" if again else anchor
        section = _section(i18n.term(group.heading), node_id)
        if group.rows:
            section += _place(here)
        section += _sections(group.groups, here, anchors)
        yield section


def _section(heading: str, node_id: str) -> nodes.section:
    title = nodes.title("", heading)
    return nodes.section("", title, ids=[node_id])


def _place(part: tuple[int, ...]) -> conf_content:
    return conf_content(part=part, classes=["confrecap"])
