"""The schedule of a conference: a table for each day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from docutils import nodes

from ...model.queries import Has
from ...text.keys import key_of
from ...views.pages import Term
from ...views.rows import BreakRow, TalkRow
from ...views.schedule import Cell, Day, Line, Session
from .. import i18n
from ..builders import spans_cells
from ..i18n import _
from .links import Linker
from .talk import badges
from .text import NO_SEARCH, SEPARATOR, joined, paragraph, text, when


def schedule(days: Iterable[Day], anchor: str, linker: Linker) -> Iterator[nodes.Node]:
    """Return a table for each day: a line for each time, a column for each room.

    The anchor of a day starts with *anchor*. On a phone the stylesheet makes a list
    of the table, and shows the rooms in the cells.
    """
    for day in days:
        # Widths would be styles in the page, which a policy may forbid.
        classes = ["cr-table", "cr-schedule", NO_SEARCH, "colwidths-auto"]
        node_id = f"{anchor}-{day.day or key_of(Term.UNDATED)}"
        table = nodes.table(ids=[node_id], classes=classes)
        columns = len(day.rooms)
        group = nodes.tgroup(cols=1 + columns)
        group += nodes.colspec(colwidth=15, stub=1)
        group += [nodes.colspec(colwidth=85 // columns) for _room in day.rooms]
        body = nodes.tbody("", *(_line(line, day, linker) for line in day.lines))
        group += [_head(day), body]
        caption = _caption(day, linker.language)
        if spans_cells(linker.builder):
            table += nodes.title("", caption)
        else:
            # A man page would take the caption of a table for its own title.
            yield paragraph(nodes.strong("", caption))
        table += group
        yield table


def _caption(day: Day, language: str) -> str:
    if day.day is None:
        return i18n.term(Term.UNDATED)
    words = i18n.format_weekday(day.day, language)
    return f"{words} ({day.zones[0]})" if len(day.zones) == 1 else words


def _head(day: Day) -> nodes.thead:
    rooms = day.rooms
    # Translators: the heads of columns: when, and in which room.
    words = [_("Time"), *(room or _("Without a room") for room in rooms)]
    if rooms == ("",):
        words[1] = _("Talk")
    cells = [nodes.entry("", paragraph(nodes.Text(word))) for word in words]
    return nodes.thead("", nodes.row("", *cells))


def _line(line: Line, day: Day, linker: Linker) -> nodes.row:
    time: nodes.Node = text(_("Without a time"))
    if line.start:
        changes = len(day.zones) > 1
        words = i18n.format_hours(line.start, None, linker.language, with_zone=changes)
        time = when(line.start.isoformat(), words)
    cells = zip(day.rooms, line.cells, strict=True)
    spanning = spans_cells(linker.builder)
    made = [
        _cell(cell or Cell(), room, linker)
        for room, cell in cells
        if cell or not spanning
    ]
    return nodes.row("", nodes.entry("", paragraph(time)), *made)


def _cell(cell: Cell, room: str, linker: Linker) -> nodes.entry:
    entry = nodes.entry()
    if cell.lines > 1 and spans_cells(linker.builder):
        entry["morerows"] = cell.lines - 1
    if cell.rooms > 1 and spans_cells(linker.builder):
        entry["morecols"] = cell.rooms - 1
    for session in cell.sessions:
        if isinstance(session.row, TalkRow):
            entry += _title(session.row, linker)
        facts = list(_facts(session, linker.language))
        parts = joined(facts)
        if room and session.room and linker.builder.format == "html":
            words = f"{SEPARATOR}{room}" if facts else room
            parts.append(text(words, "cr-room"))
        if parts:
            entry += paragraph(*parts, classes=["cr-sub"])
    return entry


def _title(row: TalkRow, linker: Linker) -> nodes.paragraph:
    marks = badges(row.kind, row.status, draft=row.draft)
    return paragraph(linker.to_talk(row), *marks, classes=["cr-t"])


def _facts(session: Session, language: str) -> Iterator[nodes.Node]:
    talk = session.row if isinstance(session.row, TalkRow) else None
    if isinstance(session.row, BreakRow):
        yield text(session.row.title)
    if talk and talk.speakers:
        people = (speaker.name for speaker in talk.speakers)
        yield text(i18n.format_names(people, language))
    if talk and talk.moderators:
        people = (moderator.name for moderator in talk.moderators)
        yield text(i18n.moderated_by(people, language))
    start = session.start
    if isinstance(start, datetime) and session.duration:
        hours = i18n.format_hours(start, session.duration, language)
        yield when(start.isoformat(), hours)
    if talk and Has.NOTES in talk.has:
        yield text(i18n.has(Has.NOTES))
