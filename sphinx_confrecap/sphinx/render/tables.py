"""Lists as tables: columns with heads, and lines between groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docutils import nodes

from ...model.queries import Column, Has
from ...views.groups import ListGroup, rows_in
from ...views.rows import (
    ConferenceRow,
    Details,
    DocumentRow,
    NameRow,
    PostRow,
    Row,
    TalkRow,
)
from .. import i18n
from ..builders import spans_cells
from ..i18n import _
from . import row_parts
from .filter_form import Found, found
from .links import Linker
from .row_parts import Show
from .text import NO_SEARCH, joined, paragraph, text

_USUAL: Mapping[type, tuple[Column, ...]] = {
    ConferenceRow: (Column.TITLE, Column.LOCATION, Column.DATE, Column.TALKS),
    NameRow: (Column.TITLE, Column.TALKS),
    PostRow: (Column.TITLE, Column.AUTHOR, Column.DATE),
}
_OF_TALKS = (
    *(Column.TITLE, Column.SPEAKERS, Column.CONFERENCE, Column.DATE),
    *(Column.SLIDES, Column.VIDEO),
)
"""The columns of a table whose author named none."""

_WIDTHS = {Column.TITLE: 40, Column.SPEAKERS: 25, Column.CONFERENCE: 20}
"""For books: how wide columns are beside those of 10."""


def table(
    groups: Sequence[ListGroup], columns: Sequence[Column], linker: Linker, show: Show
) -> nodes.table:
    """Return a table; without *columns*, of those that some row fills."""
    rows = rows_in(groups)
    asked = columns or _USUAL.get(type(rows[0]), _OF_TALKS)
    if not show.conference and not columns:
        asked = tuple(column for column in asked if column is not Column.CONFERENCE)
    cells = [[_cell(row, column, linker, show) for column in asked] for row in rows]
    if Column.TITLE not in asked:
        for row, line in zip(rows, cells, strict=True):
            if isinstance(row, Found):
                # The script that filters looks for it in a title.
                line[0] = [found(row, nodes.inline("", "", *line[0]), linker)]
    if not columns:
        used = [n for n in range(len(asked)) if any(line[n] for line in cells)]
        asked = tuple(asked[place] for place in used)
        cells = [[line[place] for place in used] for line in cells]
    group = nodes.tgroup(cols=len(asked))
    group += [nodes.colspec(colwidth=_WIDTHS.get(column, 10)) for column in asked]
    heads = _heads(rows)
    head = nodes.row("", *(_entry([nodes.Text(heads[column])]) for column in asked))
    group += [nodes.thead("", head), _body(groups, cells, len(asked), linker)]
    # Widths would be styles in the page, which a policy may forbid.
    classes = ["cr-table", NO_SEARCH, "colwidths-auto"]
    return nodes.table("", group, classes=classes)


def _body(
    groups: Sequence[ListGroup],
    cells: Sequence[Sequence[Sequence[nodes.Node]]],
    columns: int,
    linker: Linker,
) -> nodes.tbody:
    """Return the lines of all groups; *cells* has one item for each of their rows."""
    lines = iter(cells)
    body = nodes.tbody()
    for part in groups:
        if part.heading is not None:
            body += _line_between(part, columns, linker)
        body += [_line(next(lines)) for _row in part.rows]
    return body


def _line(cells: Sequence[Sequence[nodes.Node]]) -> nodes.row:
    return nodes.row("", *map(_entry, cells))


def _entry(cell: Sequence[nodes.Node]) -> nodes.entry:
    return nodes.entry("", *([paragraph(*cell)] if cell else []))


def _line_between(part: ListGroup, columns: int, linker: Linker) -> nodes.row:
    """Return the line with the heading of a group."""
    words = nodes.strong("", "", row_parts.heading(part.heading, linker))
    entry = nodes.entry("", paragraph(words))
    line = nodes.row("", entry, classes=["cr-group"])
    if spans_cells(linker.builder):
        if columns > 1:
            entry["morecols"] = columns - 1
    else:
        line += [nodes.entry() for _column in range(columns - 1)]
    return line


def _head_of_titles(rows: Sequence[Row]) -> str:
    """Return the head of the column with the titles of *rows*."""
    titles = {
        TalkRow: _("Talk"),
        ConferenceRow: _("Conference"),
        PostRow: _("Post"),
        # Translators: the head of a column of speakers, or of tags.
        NameRow: _("Name"),
        # Translators: the head of a column of talks and documents.
        DocumentRow: _("Title"),
    }
    kinds = {type(row) for row in rows}
    return titles[DocumentRow if DocumentRow in kinds else kinds.pop()]


def _heads(rows: Sequence[Row]) -> dict[Column, str]:
    """Return the heads of all columns."""
    return {
        Column.TITLE: _head_of_titles(rows),
        Column.SPEAKERS: _("Speakers"),
        Column.CONFERENCE: _("Conference"),
        # Translators: the head of a column.
        Column.DATE: _("Date"),
        Column.KIND: _("Kind"),
        Column.TAGS: _("Tags"),
        Column.LANGUAGE: _("Language"),
        # Translators: the head of a column: for whom a talk is, such as "Beginners".
        Column.LEVEL: _("Level"),
        # Translators: the head of a column: how long a talk is.
        Column.DURATION: _("Duration"),
        # Translators: the head of a column, such as "Planned" or "Recorded".
        Column.STATUS: _("Status"),
        Column.SLIDES: _("Slides"),
        Column.VIDEO: _("Video"),
        # Translators: the head of a column: where a conference is.
        Column.LOCATION: _("Place"),
        Column.TALKS: _("Talks"),
        # Translators: the head of a column: who wrote a post.
        Column.AUTHOR: _("Author"),
        # Translators: the head of a column, such as "Mastodon".
        Column.PLATFORM: _("Platform"),
    }


def _cell(row: Row, column: Column, linker: Linker, show: Show) -> list[nodes.Node]:
    """Return a cell; nothing for what a row does not have."""
    if column is Column.TITLE:
        return row_parts.title_of(row, linker)
    if column is Column.DATE:
        return row_parts.days(row, linker, show)
    if isinstance(row, TalkRow):
        return _of_talk(row, column, linker)
    if isinstance(row, DocumentRow | PostRow) and column is not Column.PLATFORM:
        by_author = column in (Column.SPEAKERS, Column.AUTHOR)
        return joined(row_parts.author(row, show)) if by_author else []
    return _text(_words(row, column, linker.language))


def _words(row: Row, column: Column, language: str) -> str:
    match column, row:
        case Column.LOCATION, ConferenceRow():
            return row.location
        case Column.TALKS, ConferenceRow():
            return i18n.format_number(row.talks.talks, language)
        case Column.TALKS, NameRow():
            return i18n.format_number(row.count, language)
        case Column.PLATFORM, PostRow():
            return row.site
    return ""


def _of_talk(row: TalkRow, column: Column, linker: Linker) -> list[nodes.Node]:
    match column:
        case Column.SPEAKERS:
            return joined(row_parts.people(row, linker))
        case Column.CONFERENCE:
            return row_parts.held_at(row, linker)
        case Column.SLIDES:
            return joined(row_parts.links(row.slides, i18n.has(Has.SLIDES), linker))
        case Column.VIDEO:
            return joined(row_parts.links(row.videos, i18n.has(Has.VIDEO), linker))
    return _text(_words_of_talk(row, column, linker.language))


def _words_of_talk(row: TalkRow, column: Column, language: str) -> str:
    details = row.details or Details()
    match column:
        case Column.KIND:
            return i18n.kind(row.kind)
        case Column.TAGS if row.tags:
            return i18n.format_names(row.tags, language)
        case Column.LANGUAGE if row.language:
            return i18n.language_name(row.language, language)
        case Column.DURATION if details.duration:
            return i18n.format_duration(details.duration)
        case Column.STATUS if details.status:
            return i18n.status(details.status)
    return details.level if column is Column.LEVEL else ""


def _text(words: str) -> list[nodes.Node]:
    return [text(words)] if words else []
