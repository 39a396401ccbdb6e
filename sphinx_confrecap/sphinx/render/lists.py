"""Lists of talks, names, conferences and recaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from docutils import nodes

from ...model.queries import Format, Has
from ...model.talks import Speaker
from ...text.keys import key_of
from ...views.pages import Group
from ...views.rows import ConferenceRow, DocumentRow, NameRow, PostRow, Row, TalkRow
from .. import i18n
from ..i18n import _
from ..nodes import conf_block, conf_element
from .counts import talks, talks_noted
from .filter_form import found
from .links import Linker, to_url
from .talk import badges, moderator_badge
from .text import NO_SEARCH, dated, items, joined, paragraph, text, when


@dataclass(frozen=True, kw_only=True)
class Show:
    """Which parts of rows the place of a list shows."""

    conference: bool = True
    """Not needed under the heading of a conference."""
    year: bool = True
    """Not needed under the heading of a year."""
    tags: bool = False
    sorts: bool = False
    """Tells talks from documents where both are listed."""


_MARKED = (Has.SLIDES, Has.VIDEO)
"""The material of a talk that a row names."""


class Entry(NamedTuple):
    """A row in nodes."""

    title: list[nodes.Node]
    below: list[nodes.Node]
    beside: list[nodes.Node]


def rows(
    given: Sequence[Row], linker: Linker, show: Show, format_: Format = Format.LIST
) -> list[nodes.Node]:
    """Return a list, a table or cards of *given*; nothing for no row."""
    if not given:
        return []
    entries = [entry(row, linker, show) for row in given]
    if format_ is Format.TABLE:
        return [_table(entries)]
    if format_ is Format.LIST and isinstance(given[0], NameRow):
        lines = ([*name, nodes.Text(" "), *number] for name, _below, number in entries)
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
    match row:
        case TalkRow():
            return _talk(row, linker, show)
        case NameRow():
            name = linker.to(row.reference, nodes.Text(row.name))
            # A tag may be there only for its sub-tags.
            count = i18n.format_number(row.count, linker.language)
            if row.talks or row.about:
                return _name_card(name, row, linker.language)
            return Entry([name], [], [text(count, "cr-n")] if row.count else [])
        case ConferenceRow():
            return _conference(row, linker)
        case PostRow():
            return _post(row, linker)
        case DocumentRow():
            return _document(row, linker, show)


def _talk(row: TalkRow, linker: Linker, show: Show) -> Entry:
    title = found(row, linker.to_talk(row), linker)
    below = [text(part) for part in _below(row, show, linker.language)]
    look = i18n.format_day if show.year else i18n.format_short_day
    beside = dated(row.day, linker.language, look)
    if row.cue is not None:
        cue = i18n.format_cue(row.cue)
        link = to_url(row.recording, nodes.Text(cue)) if row.recording else text(cue)
        beside.append(link)
    if row.video:
        beside.append(to_url(row.video, nodes.Text(i18n.has(Has.VIDEO))))
    beside += [text(i18n.has(has)) for has in row.has if has in _MARKED]
    marks = badges(row.kind, row.status, draft=row.draft)
    marks += moderator_badge() if row.moderated else []
    return Entry([title, *marks], joined(below), joined(beside))


def _below(row: TalkRow, show: Show, language: str) -> Iterable[str]:
    if row.speakers:
        yield i18n.format_names(map(_with_affiliation, row.speakers), language)
    if row.moderators:
        yield i18n.moderated_by(map(_with_affiliation, row.moderators), language)
    if show.conference and row.conference:
        yield row.conference
    if show.tags and row.tags:
        yield i18n.format_names(row.tags, language)


def _name_card(name: nodes.Node, row: NameRow, language: str) -> Entry:
    """Return what a card says of a speaker, or of a tag, whose uses are not all talks.

    A tag is also on conferences and documents.
    """
    count = i18n.format_number(row.count, language)
    if row.talks:
        count = talks(row.talks, language)
    tags = i18n.format_names(row.tags, language)
    beside = [text(part) for part in (count, tags) if part]
    return Entry([name], joined(map(text, row.about)), joined(beside))


def _with_affiliation(one: Speaker) -> str:
    return f"{one.name} ({one.affiliation})" if one.affiliation else one.name


def _conference(row: ConferenceRow, linker: Linker) -> Entry:
    title = linker.to(row.reference, nodes.Text(row.name))
    below = [text(row.location)] if row.location else []
    if noted := talks_noted(row.talks, linker.language):
        below.append(text(noted))
    beside: list[nodes.Node] = []
    if row.start:
        words = i18n.format_period(row.start, row.end, linker.language)
        beside.append(when(row.start.isoformat(), words))
    return Entry([title], joined(below), beside)


def _post(row: PostRow, linker: Linker) -> Entry:
    words = row.excerpt or i18n.post_title(row.author, row.site, None, linker.language)
    named = conf_element("", words, tag="bdi")
    title = linker.to_document(row.docname, row.node_id, named)
    below = [text(row.author)] if row.author and row.excerpt else []
    return Entry([title], [*below], dated(row.day, linker.language))


def _document(row: DocumentRow, linker: Linker, show: Show) -> Entry:
    title = linker.to_document(row.docname, "", nodes.Text(row.title))
    below = [text(row.author)] if row.author else []
    if show.sorts:
        # Translators: what somebody wrote of a conference they were at.
        below.insert(0, text(_("Recap") if row.recap else _("Document")))
    beside = dated(row.day, linker.language)
    return Entry([found(row, title, linker)], joined(below), beside)


def _item(entry_: Entry) -> nodes.list_item:
    item = nodes.list_item()
    for class_, children in zip(("cr-t", "cr-sub", "cr-marks"), entry_, strict=True):
        if children:
            item += paragraph(*children, classes=[class_])
    return item


def _table(entries: Sequence[Entry]) -> nodes.table:
    """Return a table of three columns, without the one that no entry fills."""
    used = [place for place in range(3) if any(each[place] for each in entries)]
    group = nodes.tgroup(cols=len(used))
    group += [nodes.colspec(colwidth=(40, 30, 20)[place]) for place in used]
    body = nodes.tbody()
    for entry_ in entries:
        cells = [nodes.entry("", paragraph(*entry_[place])) for place in used]
        body += nodes.row("", *cells)
    group += body
    return nodes.table("", group, classes=["cr-table", NO_SEARCH])
