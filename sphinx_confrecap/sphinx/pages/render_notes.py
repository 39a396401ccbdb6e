"""Renders the parts of authored documents that others decide: facts, lists, tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...model.queries import GroupBy, Query, ScheduleQuery, TalkQuery
from ...views.groups import rows_in
from ...views.recap import RecapView, TalkView
from .. import nodes as ours
from ..builders import anchor_in_single_page, is_single_page, runs_scripts
from ..config import Settings
from ..domain import ConferenceDomain
from ..i18n import _
from ..logging import COPIED
from ..render import talk as talk_block
from ..render.abstract import show_abstract
from ..render.conference import conference_header
from ..render.filter_form import form
from ..render.links import Linker
from ..render.lists import groups
from ..render.row_parts import Show
from ..render.schedule import schedule
from ..render.tenses import data_of
from ..render.text import NO_SEARCH, in_language, paragraph
from .copy_notes import ids_in, set_headings
from .fit_posts import fit

EXCERPT = "confrecap-excerpt"
"""The attribute of notes that holds the replacement for the rest of them."""


class RenderNotes(SphinxPostTransform):
    """Adds to the notes of authors, in their documents and in copies.

    Each node names its authored document. All additions come only from the view of that
    document.
    """

    # After RenderPages, which copies notes.
    default_priority = -12

    @cached_property
    def domain(self) -> ConferenceDomain:
        """The domain, which has the views."""
        return ConferenceDomain.of(self.env)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the build."""
        return self.domain.settings

    def run(self, **kwargs: Any) -> None:
        """Add facts to conferences and talks, and rows to lists."""
        for node in list(self.document.findall(ours.conf_fact)):
            if not self._is_shown(node):
                node.parent.remove(node)
        for header in list(self.document.findall(ours.conf_header)):
            self._render_header(header)
        for talk in list(self.document.findall(ours.conf_talk)):
            if talk.fact.is_break and not (talk.notes.children or talk.abstracts):
                # It is only for the schedule. Labels may lead here.
                talk.parent.replace(talk, nodes.target("", "", ids=talk["ids"]))
            else:
                self._render_talk(talk)
        for place in list(self.document.findall(ours.conf_list)):
            place.extend(self._list(place))
            del place["query"]
        for shown in list(self.document.findall(ours.conf_tags)):
            view, linker = self._view_of(shown)
            tags = dict.fromkeys(view.tags[tag] for tag in shown["tags"])
            shown.extend(talk_block.tags(tags, linker))
            del shown["tags"]
        folded = runs_scripts(self.domain.builder)
        for abstract in list(self.document.findall(ours.conf_abstract)):
            show_abstract(abstract, self.env.config.language, folded=folded)
        fit(self.document, self.domain.builder)
        for class_ in (ours.conf_thread, ours.conf_post):
            self._write_anchors(list(self.document.findall(class_)))

    def _render_header(self, header: ours.conf_header) -> None:
        view, linker = self._view_of(header)
        header += [*conference_header(view.conferences[header["anchor"]], linker)]
        self._write_anchors([header])
        parent, place = header.parent, header.parent.index(header)
        parent[place : place + 1] = _beside([header])

    def _view_of(self, node: ours.conf_block) -> tuple[RecapView, Linker]:
        """Return the view of a node's document, and the maker of its references."""
        view = self.domain.view(node["docname"])
        return view, Linker(self.domain.builder, self.env.docname, view.targets)

    def _is_shown(self, node: ours.conf_fact) -> bool:
        """Tell whether this build shows a conference or a talk."""
        match node:
            case ours.conf_header():
                return node["anchor"] in self._view_of(node)[0].conferences
            case ours.conf_talk():
                return node["anchor"] in self._view_of(node)[0].talks
        return True

    def _render_talk(self, node: ours.conf_talk) -> None:
        view, linker = self._view_of(node)
        shown = view.talks[node["anchor"]]
        title, notes, abstracts = node.title, node.notes, node.abstracts
        tag = shown.talk.language
        title[:] = in_language(tag, linker.language, *title.children)
        if shown.page:
            title[:] = [linker.to_document(shown.page, "", *title.children)]
            self._shorten([notes, *abstracts], shown.page, linker)
        talk = shown.talk
        title += talk_block.badges(talk.kind, talk.status, draft=talk.draft)
        level = _level(node)
        title["heading-level"] = min(level, 6)
        for part in (notes, *abstracts):
            set_headings(part, below=level)
        after = node.index(title) + 1
        facts = [
            *talk_block.who(shown.people, shown.moderators, linker),
            *talk_block.facts_on_recap(shown, linker),
            *talk_block.given_elsewhere(shown.elsewhere, linker),
        ]
        node[after:after] = _beside(facts)
        node += _beside(self._links(shown, linker))
        rubrics = (part.findall(nodes.rubric) for part in (notes, *abstracts))
        self._write_anchors([node, *chain.from_iterable(rubrics)])

    def _links(self, shown: TalkView, linker: Linker) -> list[nodes.Node]:
        # Cards are for a talk's own page, if the site has such pages.
        if self.settings.talks_path:
            made = talk_block.links(shown.talk, linker)
        else:
            made = talk_block.links_and_cards(shown.talk, shown.recording, linker)
        return [*made, *talk_block.tags(shown.tags, linker)]

    def _write_anchors(self, given: Iterable[nodes.Element]) -> None:
        """Move anchors of containers and rubrics to places where books write them."""
        if is_single_page(self.domain.builder):
            for node in given:
                if anchor := node.get("anchor"):
                    unique = anchor_in_single_page(node["docname"], anchor)
                    node["ids"] = [unique if i == anchor else i for i in node["ids"]]
        if self.domain.builder.format == "html":
            return
        for node in given:
            labels = set(_labels(node))
            if anchors := [id_ for id_ in node["ids"] if id_ not in labels]:
                target = nodes.target("", "", ids=anchors)
                node.parent.insert(node.parent.index(node), target)
            node["ids"] = []

    def _shorten(self, parts: list[ours.conf_notes], page: str, linker: Linker) -> None:
        """Leave the search, or all but a start of the notes, to the talk's page."""
        for part in parts:
            part["classes"].append(NO_SEARCH)
        if self.settings.recap == "excerpt" and COPIED not in self.document:
            words = nodes.Text(_("Read the notes"))
            parts[0][EXCERPT] = paragraph(linker.to_document(page, "", words))

    def _list(self, place: ours.conf_list) -> list[nodes.Node]:
        view, linker = self._view_of(place)
        query: Query = place["query"]
        shown = view.lists[query]
        if isinstance(query, ScheduleQuery):
            if query.tense and runs_scripts(self.domain.builder):
                place["data-when"] = query.tense
            return list(schedule(shown.days, place["anchor"], linker))
        sorts = isinstance(query, TalkQuery) and len(query.include) > 1
        by = getattr(query, "group", GroupBy.NONE)
        show = Show(
            sorts=sorts,
            conference=by is not GroupBy.CONFERENCE,
            year=by is not GroupBy.YEAR,
        )
        if query.tense and runs_scripts(self.domain.builder):
            place.attributes |= data_of(query)
        made = groups(shown.groups, query, min(_level(place), 6), linker, show)
        if not made and query.empty:
            made = [paragraph(nodes.Text(query.empty))]
        return [*form(rows_in(shown.groups), linker), *made]


class ShortenNotes(SphinxPostTransform):
    """Leaves an excerpt of the notes on a recap: all up to the first paragraph.

    Talks in the notes stay: each has an excerpt of its own. The abstract goes.

    References in the rest are already resolved, so bad ones have been reported.
    """

    default_priority = 30

    def run(self, **kwargs: Any) -> None:
        for talk in list(self.document.findall(ours.conf_talk)):
            if more := talk.notes.attributes.pop(EXCERPT, None):
                _shorten(talk, more)


def _shorten(talk: ours.conf_talk, more: nodes.Element) -> None:
    """Leave out most of the notes. Links to them lead to the link *more*."""
    notes, abstracts = talk.notes, talk.abstracts
    kept = next((i for i, n in enumerate(notes) if isinstance(n, nodes.paragraph)), 0)
    rest = notes[kept + 1 :]
    inner = [node for node in rest if isinstance(node, ours.conf_talk)]
    left_out = [node for node in rest if node not in inner]
    if left_out:
        notes[kept + 1 :] = [more, *inner]
    for abstract in abstracts:
        talk.remove(abstract)
    instead = more if left_out else talk.title
    instead["ids"] += sorted(ids_in(nodes.Element("", *left_out, *abstracts)))


def _beside(parts: list[nodes.Node]) -> list[nodes.Node]:
    return [ours.conf_aside("", *parts)] if parts else []


def _level(node: nodes.Element) -> int:
    """Return the level of a title at *node* among the headings of its document."""
    around = list(ours.around(node))
    if COPIED in cast("nodes.document", around[-1]):
        return 1  # As on the talk's page.
    headed = nodes.section | ours.conf_talk
    return 1 + sum(isinstance(node, headed) for node in around)


def _labels(node: nodes.Element) -> Iterator[str]:
    """Yield the labels of an author's own right before a node."""
    for sibling in reversed(node.parent[: node.parent.index(node)]):
        if not isinstance(sibling, nodes.target):
            return
        yield sibling.get("refid", "")
