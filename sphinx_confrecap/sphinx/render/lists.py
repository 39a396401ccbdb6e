"""Lists of talks, names, conferences and recaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes

from ...model.queries import Format, Has, PostQuery, QueryByTalks
from ...model.talks import Link
from ...text.keys import key_of
from ...text.recordings import cue_text
from ...views.groups import ListGroup
from ...views.pages import Group
from ...views.rows import ConferenceRow, DocumentRow, NameRow, PostRow, Row, TalkRow
from .. import i18n
from ..builders import runs_scripts
from ..i18n import _
from ..nodes import conf_block
from .cards import still
from .counts import talks, talks_noted
from .links import Linker, to_url
from .row_parts import (
    Show,
    author,
    days,
    heading,
    held_at,
    links,
    number,
    people,
    title_of,
)
from .tables import table
from .text import NO_SEARCH, items, joined, paragraph, text


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row in nodes."""

    title: Sequence[nodes.Node]
    below: Sequence[nodes.Node] = ()
    beside: Sequence[nodes.Node] = ()
    still: Link | None = None


def groups(
    given: Sequence[ListGroup],
    query: QueryByTalks | PostQuery,
    level: int,
    linker: Linker,
    show: Show,
) -> list[nodes.Node]:
    """Return the groups of a list, each under a heading of *level* if it has one."""
    if not given:
        return []
    if query.look is Format.TABLE:
        whole = table(given, query.columns, linker, show)
        return [conf_block("", whole, classes=["cr-wide"])]
    made: list[nodes.Node] = []
    for group in given:
        held = rows(group.rows, linker, show, query.look)
        if group.heading is None:
            made += held
        else:
            rubric = nodes.rubric("", "", heading(group.heading, linker))
            rubric["heading-level"] = level
            # A section, as the script that filters expects it around a group.
            part = conf_block("", rubric, *held, tag="section", classes=["cr-group"])
            made.append(part)
    return made


def rows(
    given: Sequence[Row], linker: Linker, show: Show, format_: Format = Format.LIST
) -> list[nodes.Node]:
    """Return a list, or cards, of *given*; nothing for no row."""
    if not given:
        return []
    entries = [entry(row, linker, show) for row in given]
    if format_ is Format.LIST and isinstance(given[0], NameRow):
        lines = ([*one.title, nodes.Text(" "), *one.beside] for one in entries)
        return items(lines, "cr-names", NO_SEARCH)
    look = "cr-cards" if format_ is Format.CARDS else "cr-list"
    listed = (_item(one, linker) for one in entries)
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
        case NameRow() if row.talks or row.about:
            return _name_card(title, row, linker.language)
        case NameRow():
            # A tag may be there only for its sub-tags.
            count = number(row.count, linker.language)
            return Entry(title=title, beside=count)
        case ConferenceRow():
            facts = row.location, talks_noted(row.talks, linker.language)
            below = joined(text(fact) for fact in facts if fact)
            return Entry(title=title, below=below, beside=beside)
        case PostRow() | DocumentRow():
            return Entry(title=title, below=joined(author(row, show)), beside=beside)


def _talk(row: TalkRow, linker: Linker, show: Show) -> Entry:
    below = [*people(row, linker)]
    if show.conference:
        below += held_at(row, linker)
    if show.tags and row.tags:
        below.append(text(i18n.format_names(row.tags, linker.language)))
    beside = days(row, linker, show)
    if row.cue is not None:
        cue = cue_text(row.cue)
        link = to_url(row.recording, nodes.Text(cue)) if row.recording else text(cue)
        beside.append(link)
    beside += links(row.slides, i18n.has(Has.SLIDES), linker)
    beside += links(row.videos, i18n.has(Has.VIDEO), linker)
    return Entry(
        title=title_of(row, linker),
        below=joined(below),
        beside=joined(beside),
        still=row.details.still if row.details else None,
    )


def _name_card(name: list[nodes.Node], row: NameRow, language: str) -> Entry:
    """Return what a card says of a speaker, or of a tag, whose uses are not all talks.

    A tag is also on conferences and documents.
    """
    count = i18n.format_number(row.count, language)
    if row.talks:
        count = talks(row.talks, language)
    tags = i18n.format_names(row.tags, language)
    beside = [text(part) for part in (count, tags) if part]
    below = joined(map(text, row.about))
    return Entry(title=name, below=below, beside=joined(beside))


def _item(entry_: Entry, linker: Linker) -> nodes.list_item:
    item = nodes.list_item()
    if entry_.still and runs_scripts(linker.builder):
        item += still(entry_.still, "cr-still")
    for class_, children in (
        ("cr-t", entry_.title),
        ("cr-sub", entry_.below),
        ("cr-marks", entry_.beside),
    ):
        if children:
            item += paragraph(*children, classes=[class_])
    return item
