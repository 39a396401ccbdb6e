"""Renders generated documents: facts, lists and charts, when they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...views.chart import YearCount
from ...views.pages import Group, IndexPage, LetterIndex, NamePage, Page, TalkPage, Term
from .. import i18n
from .. import nodes as ours
from ..domain import ConferenceDomain
from ..i18n import _
from ..render import talk as talk_block
from ..render.counts import count_of_talks, counted
from ..render.filter_form import form
from ..render.links import Linker
from ..render.lists import letters, rows
from ..render.row_parts import Show
from ..render.text import in_language, joined, paragraph, sentence
from .copy_notes import copied_notes, copied_title


class RenderPages(SphinxPostTransform):
    """Renders the places in a generated document, only from its page."""

    # Before references are resolved (9 and 10), so that the ones in copied notes are,
    # and before the post-transforms of others, which change notes.
    default_priority = -11

    @cached_property
    def domain(self) -> ConferenceDomain:
        """The domain, which has the pages."""
        return ConferenceDomain.of(self.env)

    @cached_property
    def linker(self) -> Linker:
        """Makes the references of this page."""
        targets = self.domain.page_targets(self.env.docname)
        return Linker(self.domain.builder, self.env.docname, targets)

    def run(self, **kwargs: Any) -> None:
        for place in list(self.document.findall(ours.conf_content)):
            # Links in lists are checked where their authors wrote them.
            if self.domain.with_pages:
                place.extend(self._content(place))
            del place["part"]

    def _content(self, place: ours.conf_content) -> Iterable[nodes.Node]:
        page = self.domain.pages[self.env.docname]
        part: tuple[int, ...] = place["part"]
        if part:
            return self._group(page, part)
        match page:
            case TalkPage():
                return self._talk_page(page)
            case NamePage():
                return self._name_page(page)
            case IndexPage():
                return self._index(page)
        return []

    def _group(self, page: Page, part: tuple[int, ...]) -> Iterable[nodes.Node]:
        if self.domain.builder.name == "linkcheck":
            # The links of talks are in their recaps, where they have a line.
            return []
        first, *rest = part
        group = page.groups[first]
        for number in rest:
            group = group.groups[number]
        return rows(group.rows, self.linker, _show(page, group))

    def _index(self, page: IndexPage) -> Iterator[nodes.Node]:
        language = self.linker.language
        talks = count_of_talks(page.talks, page.conferences, None, language)
        if isinstance(page, LetterIndex):
            names = i18n.count_of(page.title, page.objects, language)
            yield from counted([names, *talks])
            yield from letters(page.letters, self.linker)
        else:
            yield from counted(talks)
            yield from self._chart(page.chart)
            yield from form(tuple(_rows(page.groups)), self.linker)

    def _talk_page(self, page: TalkPage) -> Iterator[nodes.Node]:
        titles = self.document.findall(nodes.title)
        title = next(t for t in titles if isinstance(t.parent, nodes.section))
        title.clear()
        words = copied_title(self.env, page)
        title += in_language(page.talk.language, self.linker.language, *words)
        notes = copied_notes(self.env, page)
        above, below = self._above(page), self._below(page)
        if notes.astext().strip():
            yield from (ours.conf_aside("", *above), notes)
            yield ours.conf_aside("", *below)
        else:
            # Facts are all that describes the page.
            yield from (*above, notes, *below)

    def _above(self, page: TalkPage) -> Iterator[nodes.Node]:
        """Return the facts, links and parts of a talk."""
        yield from talk_block.facts_on_page(page, self.linker)
        yield from talk_block.who(page.people, page.moderators, self.linker)
        yield from talk_block.given_elsewhere(page.elsewhere, self.linker)
        yield from talk_block.links_and_cards(page.talk, page.recording, self.linker)
        if page.parts:
            # Translators: above the short talks that a longer session is made of.
            words = nodes.Text(_("Talks in this one"))
            yield paragraph(words, classes=["cr-kicker"])
            yield from rows(page.parts, self.linker, Show())

    def _below(self, page: TalkPage) -> Iterator[nodes.Node]:
        """Return the tags of a talk, and the ways to other pages."""
        yield from talk_block.tags(page.tags, self.linker)
        yield talk_block.way_back(page, self.linker)
        yield from talk_block.around(page, self.linker)

    def _chart(self, counts: Sequence[YearCount]) -> list[nodes.Node]:
        """Return a chart of talks by year, if there is one and it can be drawn."""
        if not counts or self.domain.builder.format != "html":
            return []
        label = i18n.talks_by_year(counts, self.linker.language)
        return [ours.conf_chart(counts=counts, label=label, classes=["cr-chart"])]

    def _name_page(self, page: NamePage) -> Iterator[nodes.Node]:
        if page.above:
            above = (
                self.linker.to(row.reference, nodes.Text(row.name))
                for row in page.above
            )
            part_of = sentence(_("Part of %(tags)s"), tags=joined(above))
            yield paragraph(*part_of, classes=["cr-kicker"])
        if page.pronouns:
            yield paragraph(nodes.Text(page.pronouns), classes=["cr-kicker"])
        yield from counted(_name_counts(page, self.linker.language))
        yield from self._chart(page.chart)
        for words, tags in (
            (_("Sub-tags"), page.below),
            (_("Related tags"), page.related),
        ):
            if tags:
                yield paragraph(nodes.Text(words), classes=["cr-kicker"])
                yield from talk_block.tags(tags, self.linker)


def _rows(groups: Iterable[Group]) -> Iterator[object]:
    for group in groups:
        yield from group.rows
        yield from _rows(group.groups)


def _show(page: Page, group: Group) -> Show:
    """Leave out of a list the facts in the headings above it."""
    if isinstance(page, IndexPage):
        return Show(conference=False, year=False, tags=True)
    return Show(year=isinstance(page, TalkPage) or not group.heading.isdecimal())


def _name_counts(page: NamePage, language: str) -> Iterator[str]:
    name = page.name
    if name.talks:
        yield from count_of_talks(page.talks, page.conferences, page.years, language)
    others = {
        Term.CONFERENCES: name.conferences,
        Term.RECAPS: name.recaps,
        Term.DOCUMENTS: name.documents,
    }
    for what, held in others.items():
        if held:
            yield i18n.count_of(what, len(held), language)
