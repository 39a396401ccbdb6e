"""Puts facts, lists and notes into documents when they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...model.queries import ScheduleQuery, TalkQuery
from ...views.plan import Group, IndexPage, LetterIndex, NamePage, Page, TalkPage
from ...views.select import select
from .. import i18n
from .. import nodes as ours
from ..builders import anchor_in_single_page, is_single_page, runs_scripts
from ..config import Settings
from ..domain import ConferenceDomain
from ..i18n import _, ngettext
from ..render import conference as conference_block
from ..render import talk as talk_block
from ..render.cards import cards
from ..render.filter_form import form
from ..render.links import Linker
from ..render.lists import Show, count_of_talks, counted, letters, rows
from ..render.schedule import schedule
from ..render.text import NO_SEARCH, joined, paragraph, sentence
from .carry import carried_notes, carried_title, ids_in
from .quoted import fit

if TYPE_CHECKING:
    from ...model.queries import Query
    from ...model.talks import Conference, Talk
    from ...views.chart import YearCount


EXCERPT = "confrecap-excerpt"
"""The attribute of notes that holds what stands for the rest of them."""


class _Fill(SphinxPostTransform):
    """What both transforms need to fill places in one document.

    They run before references are resolved (9 and 10), so that those in carried
    notes are.
    """

    @cached_property
    def domain(self) -> ConferenceDomain:
        """The domain, which has the catalogue."""
        return ConferenceDomain.of(self.env)

    @cached_property
    def linker(self) -> Linker:
        """Makes references from this document."""
        domain = self.domain
        key_of = domain.registries.key_of
        return Linker(domain.builder, self.env.docname, domain.target, key_of)

    def _links(
        self, talk: Talk, recording: str, *, boxes: bool = True
    ) -> list[nodes.Node]:
        """Return the links of a talk; with *boxes*, recordings and slides are those.

        Where no script runs, all are links alone.
        """
        boxes = boxes and runs_scripts(self.domain.builder)
        boxed = cards(talk, recording, self.linker) if boxes else ()
        return [*talk_block.links(talk, self.linker, cards=boxes), *boxed]


class FillPages(_Fill):
    """Fills the places in a generated document."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Put facts, lists, and a talk's notes in their places."""
        for place in list(self.document.findall(ours.conf_content)):
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
            case LetterIndex():
                counts = counted(_index_counts(page, self.linker.language))
                return [*counts, *letters(page.letters, self.linker, page.objtype)]
            case IndexPage():
                listed = tuple(_rows(page.groups))
                counts = counted(_index_counts(page, self.linker.language))
                chart = self._chart(page.chart)
                return [*counts, *chart, *form(listed, self.linker)]
        return []

    def _group(self, page: Page, part: tuple[int, ...]) -> Iterable[nodes.Node]:
        first, *rest = part
        group = page.groups[first]
        for number in rest:
            group = group.groups[number]
        return rows(group.rows, self.linker, _show(page, group))

    def _talk_page(self, page: TalkPage) -> Iterator[nodes.Node]:
        title = next(iter(self.document.findall(nodes.title)))
        title.clear()
        title += carried_title(self.env, page, self.env.docname)
        yield from talk_block.facts_on_page(page, self.linker)
        yield from talk_block.who(page.talk, self.linker)
        yield from self._links(page.talk, page.recording)
        if page.parts:
            # Translators: above the short talks that a longer session is made of.
            words = nodes.Text(_("Talks in this one"))
            yield paragraph(words, classes=["cr-kicker"])
            yield from rows(page.parts, self.linker, Show())
        notes = carried_notes(self.env, page, self.env.docname)
        _set_headings(notes, below=1)
        yield notes
        yield from talk_block.counted_tags(page.tags, self.linker)
        yield talk_block.way_back(page, self.linker)
        yield from talk_block.around(page, self.linker)

    def _chart(self, counts: Sequence[YearCount]) -> list[nodes.Node]:
        """Return a chart of talks by year, where there is one and it can be drawn."""
        if not counts or self.domain.builder.format != "html":
            return []
        label = i18n.talks_by_year(counts, self.linker.language)
        return [ours.conf_chart(counts=counts, label=label, classes=["cr-chart"])]

    def _name_page(self, page: NamePage) -> Iterator[nodes.Node]:
        if page.above:
            above = (
                self.linker.to("tag", row.key, nodes.Text(row.name))
                for row in page.above
            )
            part_of = sentence(_("Part of %(tags)s"), tags=joined(above))
            yield paragraph(*part_of, classes=["cr-kicker"])
        yield from counted(_name_counts(page, self.linker.language))
        yield from self._chart(page.chart)
        for words, tags in (
            (_("Sub-tags"), page.below),
            (_("Related tags"), page.related),
        ):
            if tags:
                yield paragraph(nodes.Text(words), classes=["cr-kicker"])
                yield from talk_block.counted_tags(tags, self.linker)


class FillNotes(_Fill):
    """Adds to what authors wrote, where it stands or was carried to."""

    default_priority = 6

    @cached_property
    def settings(self) -> Settings:
        """The settings of the build."""
        return self.domain.settings

    def run(self, **kwargs: Any) -> None:
        """Add facts to conferences and talks, and rows to lists."""
        for header in list(self.document.findall(ours.conf_header)):
            self._fill_conference(header)
        for talk in list(self.document.findall(ours.conf_talk)):
            self._fill_talk(talk)
        for host in list(self.document.findall(ours.conf_list)):
            host.extend(self._list(host))
            del host["query"]
        for shown in list(self.document.findall(ours.conf_tags)):
            tags = self.domain.catalogue.tag_names(shown["tags"])
            shown.extend(talk_block.tags(tags, self.linker))
            del shown["tags"]
        fit(self.document, self.domain.builder)
        for class_ in (ours.conf_thread, ours.conf_post):
            self._write_anchors(list(self.document.findall(class_)))

    def _fill_conference(self, node: ours.conf_header) -> None:
        tags = self.domain.catalogue.tag_names(node.fact.tags)
        fact: Conference = replace(node.fact, tags=tags)
        talks = len(self.domain.catalogue.programme.get(fact.key, ()))
        node += conference_block.header(fact, talks, self._editions(fact), self.linker)
        self._write_anchors([node])

    def _editions(self, conference: Conference) -> nodes.Element | None:
        """Lead to the other editions of a series, where a page lists them."""
        path = self.settings.conferences_path
        if not (conference.series and path and self.domain.with_pages):
            return None
        words = nodes.Text(conference_block.all_editions(conference.series))
        return self.linker.to_document(f"{path}/index", "", words)

    def _fill_talk(self, node: ours.conf_talk) -> None:
        talk: Talk = node.fact
        key = self.domain.key_of(talk, node["docname"], node["anchor"])
        page = self._page_of(key)
        conference = self.domain.catalogue.describes(talk.conference)
        title, notes = node.title, node.notes
        if talk.draft and not self.settings.drafts:
            self._leave_out_of_search(node)
        if page:
            title[:] = [self.linker.to_document(page, "", *title.children)]
            self._shorten(notes, page)
        title += talk_block.badge(talk.kind)
        if talk.draft:
            title += talk_block.draft_badge()
        title["heading-level"] = min(_level(node), 6)
        _set_headings(notes, below=_level(node))
        # Another talk may have the key.
        recording = self.domain.catalogue.recording(key) if key else ""
        facts = [
            *talk_block.who(talk, self.linker),
            *talk_block.facts_on_recap(talk, conference, recording, self.linker),
        ]
        node[1:1] = facts
        # Boxes are for a talk's own page; a site without such has them here.
        node += self._links(talk, recording, boxes=not self.settings.talks_path)
        tags = self.domain.catalogue.tag_names(talk.tags)
        node += talk_block.tags(tags, self.linker)
        self._write_anchors([node, *notes.findall(nodes.rubric)])

    def _write_anchors(self, given: Iterable[nodes.Element]) -> None:
        """Put the anchors of containers and rubrics where books write them, too."""
        if is_single_page(self.domain.builder):
            for node in given:
                _set_anchor_in_single_page(node)
        if self.domain.builder.format == "html":
            return
        for node in given:
            labels = set(_labels(node))
            if anchors := [id_ for id_ in node["ids"] if id_ not in labels]:
                target = nodes.target("", "", ids=anchors)
                node.parent.insert(node.parent.index(node), target)
            node["ids"] = []

    def _leave_out_of_search(self, node: ours.conf_talk) -> None:
        """Let the search pass over a talk, and over footnotes that nobody else has."""
        node["classes"].append(NO_SEARCH)
        here = ids_in(node)
        for footnote in self.document.findall(nodes.footnote):
            if footnote["backrefs"] and here.issuperset(footnote["backrefs"]):
                footnote["classes"].append(NO_SEARCH)

    def _page_of(self, key: str | None) -> str | None:
        """Return the document of a talk, if there is one besides this."""
        docname = self.settings.paths.docname("talk", key) if key else None
        if docname == self.env.docname or not self.domain.with_pages:
            return None
        return docname

    def _shorten(self, notes: nodes.Element, page: str) -> None:
        """Leave the notes to the talk's page: to its search, or all but a start."""
        notes["classes"].append(NO_SEARCH)
        if self.settings.recap == "excerpt":
            words = nodes.Text(_("Read the notes"))
            notes[EXCERPT] = paragraph(self.linker.to_document(page, "", words))

    def _list(self, host: ours.conf_list) -> list[nodes.Node]:
        query: Query = host["query"]
        if isinstance(query, ScheduleQuery):
            days = select(self.domain.catalogue, query)
            return list(schedule(days, host["anchor"], self.linker))
        found = select(self.domain.catalogue, query)
        sorts = isinstance(query, TalkQuery) and len(query.include) > 1
        show = Show(names=query.objtype, sorts=sorts)
        filled = rows(found, self.linker, show, query.format)
        if not filled and query.empty:
            filled = [paragraph(nodes.Text(query.empty))]
        return [*form(found, self.linker), *filled]


class Shorten(SphinxPostTransform):
    """Leaves an excerpt of the notes on a recap: all up to the first paragraph.

    Talks in the notes stay: each has an excerpt of its own.

    By now references in the rest were resolved, so that a bad one has been named.
    """

    default_priority = 30

    def run(self, **kwargs: Any) -> None:
        """Put a link to the talk's page in the place of what is left out."""
        for notes in list(self.document.findall(ours.conf_notes)):
            more = notes.attributes.pop(EXCERPT, None)
            kept = next(
                (i for i, n in enumerate(notes) if isinstance(n, nodes.paragraph)), 0
            )
            rest = notes[kept + 1 :]
            inner = [node for node in rest if isinstance(node, ours.conf_talk)]
            left_out = [node for node in rest if node not in inner]
            if more is None or not left_out:
                continue
            # Links to what is left out lead to the way to it.
            more["ids"] = sorted(ids_in(nodes.Element("", *left_out)))
            notes[kept + 1 :] = [more, *inner]


def _level(talk: ours.conf_talk) -> int:
    """Return the level of a talk's title among the headings of its document."""
    level, node = 1, talk.parent
    while node is not None:
        level += isinstance(node, nodes.section | ours.conf_talk)
        node = node.parent
    return level


def _set_anchor_in_single_page(node: nodes.Element) -> None:
    if anchor := node.get("anchor"):
        unique = anchor_in_single_page(node["docname"], anchor)
        node["ids"] = [unique if id_ == anchor else id_ for id_ in node["ids"]]


def _labels(node: nodes.Element) -> Iterator[str]:
    """Yield the labels of an author's own right before a node."""
    for sibling in reversed(node.parent[: node.parent.index(node)]):
        if not isinstance(sibling, nodes.target):
            return
        yield sibling.get("refid", "")


def _set_headings(notes: nodes.Element, *, below: int) -> None:
    """Put the headings in notes right below the title of their talk."""
    for child in notes.children:
        if isinstance(child, nodes.rubric) and "heading-level" in child:
            child["heading-level"] = min(below + child["heading-level"], 6)
        elif isinstance(child, nodes.Element) and not isinstance(child, ours.conf_talk):
            _set_headings(child, below=below)


def _rows(groups: Iterable[Group]) -> Iterator[object]:
    for group in groups:
        yield from group.rows
        yield from _rows(group.groups)


def _show(page: Page, group: Group) -> Show:
    """Leave out of a list what the headings above it say."""
    if isinstance(page, IndexPage):
        return Show(conference=False, year=False, tags=True, names=page.objtype)
    return Show(year=isinstance(page, TalkPage) or not group.heading.isdecimal())


def _index_counts(page: IndexPage, language: str) -> Iterator[str]:
    match page.objtype:
        case "speaker":
            yield ngettext("%(n)s speaker", "%(n)s speakers", page.objects, language)
        case "tag":
            yield ngettext("%(n)s tag", "%(n)s tags", page.objects, language)
    yield count_of_talks(page.talks, page.conferences, None, language)


def _name_counts(page: NamePage, language: str) -> Iterator[str]:
    name = page.name
    if name.talks:
        yield count_of_talks(len(name.talks), page.conferences, page.years, language)
    if count := len(name.conferences):
        yield ngettext("%(n)s conference", "%(n)s conferences", count, language)
    if count := len(name.recaps):
        yield ngettext("%(n)s recap", "%(n)s recaps", count, language)
    if count := len(name.documents):
        yield ngettext("%(n)s document", "%(n)s documents", count, language)
