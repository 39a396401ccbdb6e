"""Lists of talks, names, conferences and recaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes

from ...model.queries import Format, Has
from ...text.keys import key_of
from ...views.pages import Group, Term
from ...views.rows import ConferenceRow, DocumentRow, NameRow, PostRow, Row, TalkRow
from .. import i18n
from ..i18n import _
from ..nodes import conf_block, conf_element
from .conference import talks_noted
from .filter_form import found
from .links import Linker, to_url
from .talk import badge, when
from .text import NO_SEARCH, SEPARATOR, items, joined, paragraph, text


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


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row in nodes: a title, the text below it, and the text beside it."""

    title: list[nodes.Node]
    below: list[nodes.Node]
    beside: list[nodes.Node]


def rows(
    given: Sequence[Row],
    linker: Linker,
    show: Show,
    format_: Format = Format.LIST,
) -> list[nodes.Node]:
    """Return a list, a table or cards of *given*; nothing for no row."""
    if not given:
        return []
    entries = [entry(row, linker, show) for row in given]
    if format_ is Format.TABLE:
        return [_table(entries)]
    if format_ is Format.LIST and isinstance(given[0], NameRow):
        return items((_line(entry) for entry in entries), "cr-names", NO_SEARCH)
    look = "cr-cards" if format_ is Format.CARDS else "cr-list"
    listed = map(_item, entries)
    return [nodes.bullet_list("", *listed, classes=[look, NO_SEARCH])]


def letters(groups: Sequence[Group], linker: Linker) -> Iterator[nodes.Node]:
    """Return an index: a line of letters, and the names under each of them."""
    if not groups:
        return
    index = conf_block(classes=["cr-index"])
    # Translators: names the line of letters, from A to Z, that lead into an index.
    line = conf_block(classes=["cr-az"], tag="nav", label=_("Letters"))
    links: list[nodes.Node] = []
    for group in groups:
        heading, node_id = (
            i18n.term(group.heading),
            f"confrecap-{key_of(group.heading)}",
        )
        links.append(nodes.reference("", heading, refid=node_id, internal=True))
        rubric = nodes.rubric("", heading, ids=[node_id])
        rubric["heading-level"] = 2
        names = rows(group.rows, linker, Show())
        index += conf_block("", rubric, *names, classes=["cr-letter"])
    line += paragraph(*_spaced(links))
    yield line
    yield index


def _spaced(parts: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    for place, part in enumerate(parts):
        if place:
            yield nodes.Text(" ")
        yield part


def _line(entry_: Entry) -> list[nodes.Node]:
    """Return a name and its number on one line."""
    return [*entry_.title, nodes.Text(" "), *entry_.beside]


def entry(row: Row, linker: Linker, show: Show) -> Entry:
    """Return the nodes of one row."""
    match row:
        case TalkRow():
            return _talk(row, linker, show)
        case NameRow():
            name = linker.to(row.reference, nodes.Text(row.name))
            # A tag may be there only for its sub-tags.
            count = i18n.format_number(row.count, linker.language)
            number = [text(count, "cr-n")] if row.count else []
            return Entry(title=[name], below=[], beside=[*number])
        case ConferenceRow():
            return _conference(row, linker)
        case PostRow():
            return _post(row, linker)
        case DocumentRow():
            return _document(row, linker, show)


def _talk(row: TalkRow, linker: Linker, show: Show) -> Entry:
    title = found(row, linker.to(row.reference, nodes.Text(row.title)), linker)
    below = [text(part) for part in _below(row, show, linker.language)]
    beside: list[nodes.Node] = []
    if row.day:
        format_ = i18n.format_day if show.year else i18n.format_short_day
        beside.append(when(row.day.isoformat(), format_(row.day, linker.language)))
    if row.cue is not None:
        cue = i18n.format_cue(row.cue)
        link = to_url(row.recording, nodes.Text(cue)) if row.recording else text(cue)
        beside.append(link)
    if row.video:
        beside.append(to_url(row.video, nodes.Text(i18n.has(Has.VIDEO))))
    beside += [text(i18n.has(has)) for has in row.has if has is not Has.NOTES]
    return Entry(
        title=[title, *badge(row.kind)], below=joined(below), beside=joined(beside)
    )


def _below(row: TalkRow, show: Show, language: str) -> Iterable[str]:
    people = [
        f"{speaker.name} ({speaker.affiliation})"
        if speaker.affiliation
        else speaker.name
        for speaker in row.speakers
    ]
    if people:
        yield i18n.format_names(people, language)
    if show.conference and row.conference:
        yield row.conference
    if show.tags and row.tags:
        yield i18n.format_names(row.tags, language)


def _conference(row: ConferenceRow, linker: Linker) -> Entry:
    title = linker.to(row.reference, nodes.Text(row.name))
    below = [talks_noted(row.talks, linker.language)]
    if row.location:
        below.insert(0, row.location)
    beside: list[nodes.Node] = []
    if row.start:
        words = i18n.format_period(row.start, row.end, linker.language)
        beside.append(when(row.start.isoformat(), words))
    return Entry(title=[title], below=joined(map(text, below)), beside=beside)


def _post(row: PostRow, linker: Linker) -> Entry:
    words = row.excerpt or i18n.post_title(row.author, row.site, None, linker.language)
    named = conf_element("", words, tag="bdi")
    title = linker.to_document(row.docname, row.node_id, named)
    below = [text(row.author)] if row.author and row.excerpt else []
    beside: list[nodes.Node] = []
    if row.day:
        words = i18n.format_day(row.day, linker.language)
        beside.append(when(row.day.isoformat(), words))
    return Entry(title=[title], below=list(below), beside=beside)


def _document(row: DocumentRow, linker: Linker, show: Show) -> Entry:
    title = linker.to_document(row.docname, "", nodes.Text(row.title))
    title = found(row, title, linker)
    below = [text(row.author)] if row.author else []
    if show.sorts:
        # Translators: what somebody wrote of a conference they were at.
        below.insert(0, text(_("Recap") if row.recap else _("Document")))
    beside = []
    if row.day:
        words = i18n.format_day(row.day, linker.language)
        beside.append(when(row.day.isoformat(), words))
    return Entry(title=[title], below=joined(below), beside=beside)


def _item(entry_: Entry) -> nodes.list_item:
    item = nodes.list_item()
    parts = {"cr-t": entry_.title, "cr-sub": entry_.below, "cr-marks": entry_.beside}
    item += [
        paragraph(*children, classes=[class_])
        for class_, children in parts.items()
        if children
    ]
    return item


def _table(entries: Iterable[Entry]) -> nodes.table:
    """Return a table of three columns, without the one that no entry fills."""
    lines = [(e.title, e.below, e.beside) for e in entries]
    used = [place for place in range(3) if any(line[place] for line in lines)]
    group = nodes.tgroup(cols=len(used))
    group += [nodes.colspec(colwidth=(40, 30, 20)[place]) for place in used]
    body = nodes.tbody()
    for line in lines:
        cells = [nodes.entry("", paragraph(*line[place])) for place in used]
        body += nodes.row("", *cells)
    group += body
    return nodes.table("", group, classes=["cr-table", NO_SEARCH])


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
