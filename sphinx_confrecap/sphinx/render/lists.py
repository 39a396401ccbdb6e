"""Lists of talks, names, conferences and recaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from docutils import nodes

from ...model.queries import Format, Has
from ...model.talks import Speaker
from ...text.keys import key_of
from ...views.pages import Group, Term
from ...views.rows import ConferenceRow, DocumentRow, NameRow, PostRow, Row, TalkRow
from .. import i18n
from ..i18n import _
from ..nodes import conf_block, conf_element
from .conference import talks_noted
from .filter_form import found
from .links import Linker, to_url
from .talk import badges, moderator_badge
from .text import NO_SEARCH, SEPARATOR, dated, items, joined, paragraph, text, when


class Entry(NamedTuple):
    """A row in nodes."""

    title: list[nodes.Node]
    below: list[nodes.Node]
    beside: list[nodes.Node]
    picture: list[nodes.Node] = []  # noqa: RUF012 - never changed


def groups(
    given: Sequence[ListGroup],
    linker: Linker,
    show: Show,
    query: QueryByTalks | PostQuery,
    level: int,
) -> list[nodes.Node]:
    """Return the groups of a list, each under a heading of *level* if it has one."""
    if not given:
        return []
    if query.look is Format.TABLE:
        return [table(given, query.columns, linker, show)]
    made: list[nodes.Node] = []
    for group in given:
        held = rows(group.rows, linker, show, query.look)
        if group.heading is None:
            made += held
        else:
            words = heading(group.heading, linker)
            rubric = nodes.rubric("", "", words, classes=["cr-head"])
            rubric["heading-level"] = level
            # A section, for the script that filters.
            made.append(conf_block("", rubric, *held, tag="section"))
    return made


def rows(
    given: Sequence[Row], linker: Linker, show: Show, format_: Format = Format.LIST
) -> list[nodes.Node]:
    """Return a list or cards of *given*; nothing for no row."""
    if not given:
        return []
    entries = [entry(row, linker, show) for row in given]
    if format_ is Format.LIST and isinstance(given[0], NameRow):
        lines = ([*e.title, nodes.Text(" "), *e.beside] for e in entries)
        return items(lines, "cr-names", NO_SEARCH)
    look = "cr-cards" if format_ is Format.CARDS else "cr-list"
    listed = map(_item, entries)
    return [nodes.bullet_list("", *listed, classes=[look, NO_SEARCH])]


def letters(groups: Sequence[Group], linker: Linker) -> Iterator[nodes.Node]:
    """Return an index: a line of letters, and the names under each of them."""
    if not groups:
        return
    index = conf_block(classes=["cr-index"])
    links: list[nodes.Node] = []
    for group in groups:
        heading = i18n.term(group.heading)
        node_id = f"confrecap-{key_of(group.heading)}"
        link = nodes.reference("", heading, refid=node_id, internal=True)
        links += [nodes.Text(" "), link] if links else [link]
        rubric = nodes.rubric("", heading, ids=[node_id])
        rubric["heading-level"] = 2
        names = rows(group.rows, linker, Show())
        index += conf_block("", rubric, *names, classes=["cr-letter"])
    # Translators: names the line of letters, from A to Z, that lead into an index.
    label = _("Letters")
    yield conf_block("", paragraph(*links), classes=["cr-az"], tag="nav", label=label)
    yield index


def entry(row: Row, linker: Linker, show: Show) -> Entry:
    """Return the nodes of one row."""
    title, beside = title_of(row, linker), days(row, linker, show)
    match row:
        case TalkRow():
            return _talk(row, linker, show)
        case NameRow():
            # A tag may be there only for its sub-tags.
            return Entry(title, [], number(row.count, linker.language))
        case ConferenceRow():
            below = [text(row.location)] if row.location else []
            below.append(text(talks_noted(row.talks, linker.language)))
            return Entry(title, joined(below), beside)
        case PostRow() | DocumentRow():
            return Entry(title, joined(author(row, show)), beside)


def _talk(row: TalkRow, linker: Linker, show: Show) -> Entry:
    below = [*people(row, linker)]
    if show.conference:
        below += held_at(row, linker)
    if show.tags and row.tags:
        below.append(text(i18n.format_names(row.tags, linker.language)))
    beside = days(row, linker, show)
    if row.cue is not None:
        cue = i18n.format_cue(row.cue)
        link = to_url(row.recording, nodes.Text(cue)) if row.recording else text(cue)
        beside.append(link)
    beside += links(row.slides, i18n.has(Has.SLIDES), linker)
    beside += links(row.videos, i18n.has(Has.VIDEO), linker)
    still = row.details and row.details.still
    picture: list[nodes.Node] = [picture_of(still)] if still and with_pictures(linker) else []
    return Entry(title_of(row, linker), joined(below), joined(beside), picture)


def _item(entry_: Entry) -> nodes.list_item:
    item = nodes.list_item()
    title, below, beside, picture = entry_
    item += picture
    for class_, children in (("cr-t", title), ("cr-sub", below), ("cr-marks", beside)):
        if children:
            item += paragraph(*children, classes=[class_])
    return item


def count_of_talks(
    talks: int, conferences: int, years: tuple[int, int] | None, language: str
) -> str:
    """Return ``7 talks at 2 conferences, 2017–2018``."""
    words = i18n.count_of(Term.TALKS, talks, language)
    if conferences:
        at = i18n.count_of(Term.CONFERENCES, conferences, language)
        # Translators: such as "7 talks at 2 conferences".
        words = _("%(talks)s at %(conferences)s") % {"talks": words, "conferences": at}
    if years:
        span = i18n.format_years(*years, language)
        # Translators: such as "7 talks at 2 conferences, 2017–2018".
        words = _("%(talks)s, %(years)s") % {"talks": words, "years": span}
    return words


def counted(parts: Iterable[str]) -> list[nodes.Node]:
    """Return the line with the counts of a page; none if there are no parts."""
    words = SEPARATOR.join(parts)
    return [paragraph(nodes.Text(words), classes=["cr-count"])] if words else []
