"""Parts of the rows of lists: people, conferences, slides and recordings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from docutils import nodes

from ...model.talks import Link
from ...views.groups import ConferenceHeading, Heading
from ...views.rows import (
    ConferenceRow,
    DocumentRow,
    NameRow,
    Person,
    PostRow,
    Row,
    TalkRow,
)
from .. import i18n
from ..i18n import _
from ..nodes import conf_element
from .filter_form import found
from .links import Linker
from .talk import badges, moderator_badge
from .tenses import due
from .text import period, sentence, text


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


def heading(given: Heading, linker: Linker) -> nodes.Node:
    """Return the heading of a group; a conference's leads to it."""
    if isinstance(given, ConferenceHeading):
        return linker.to(given.reference, nodes.Text(given.name))
    return nodes.Text(i18n.term(given or ""))


def title_of(row: Row, linker: Linker) -> list[nodes.Node]:
    """Return the title or the name of a row, as a link, with its marks."""
    match row:
        case TalkRow():
            title = linker.to_talk(row)
            marks = badges(row.kind, row.status, draft=row.draft)
            marks += moderator_badge() if row.moderated else []
            return [due(row.until, found(row, title, linker), linker), *marks]
        case DocumentRow():
            title = linker.to_document(row.docname, "", nodes.Text(row.title))
            return [due(row.until, found(row, title, linker), linker)]
        case PostRow():
            language = linker.language
            words = row.excerpt or i18n.post_title(row.author, row.site, None, language)
            named = conf_element("", words, tag="bdi")
            return [linker.to_document(row.docname, row.node_id, named)]
        case NameRow():
            return [linker.to(row.reference, nodes.Text(row.name))]
        case ConferenceRow():
            name = linker.to(row.reference, nodes.Text(row.name))
            return [due(row.until, name, linker)]


def author(row: DocumentRow | PostRow, show: Show) -> Iterator[nodes.Node]:
    """Yield what a document is, where that is told, and its author."""
    if isinstance(row, DocumentRow) and show.sorts:
        # Translators: what somebody wrote of a conference they were at.
        yield text(_("Recap") if row.recap else _("Document"))
    # Without a text, a post has the name of its author for a title.
    if row.author and (isinstance(row, DocumentRow) or row.excerpt):
        yield text(row.author)


def people(row: TalkRow, linker: Linker) -> Iterator[nodes.Node]:
    """Yield the speakers of a talk, and its moderators."""
    for given, words in (
        (row.speakers, i18n.format_names),
        (row.moderators, i18n.moderated_by),
    ):
        if given:
            yield nodes.inline("", "", *_names(given, words, linker))


def _names(
    given: Iterable[Person],
    words: Callable[[Iterable[str], str], str],
    linker: Linker,
) -> list[nodes.Node]:
    """Return links to people in a sentence, each with the affiliation at the talk."""
    made = {f"name{place}": _name(one, linker) for place, one in enumerate(given)}
    places = words([f"%({name})s" for name in made], linker.language)
    return sentence(places, **made)


def _name(person: Person, linker: Linker) -> list[nodes.Node]:
    link = linker.to(person.reference, nodes.Text(person.name))
    place = f" ({person.affiliation})" if person.affiliation else ""
    return [link, nodes.Text(place)] if place else [link]


def held_at(row: TalkRow, linker: Linker) -> list[nodes.Node]:
    """Return the conference of a talk, and links to its other givings."""
    own = ("conference", row.conference_key), row.conference
    named = [own, *((giving.reference, giving.name) for giving in row.again)]
    made = [linker.to(to, nodes.Text(name)) for to, name in named if name]
    if len(made) < 2:
        return [*made]
    places = {f"place{number}": [link] for number, link in enumerate(made)}
    words = i18n.format_names([f"%({name})s" for name in places], linker.language)
    return [nodes.inline("", "", *sentence(words, **places))]


def links(given: Iterable[Link], word: str, linker: Linker) -> list[nodes.Node]:
    """Return links to slides or recordings, named by a *word*; others by a number."""
    made: list[nodes.Node] = []
    for number, link in enumerate(given, start=1):
        words = link.label or word if number == 1 else link.label or f"{word} {number}"
        made.append(linker.to_link(link, nodes.Text(words)))
    return made


def days(row: Row, linker: Linker, show: Show) -> list[nodes.Node]:
    """Return the day of a row, or the days of a conference."""
    if isinstance(row, ConferenceRow):
        return period(row.start, row.end, linker.language)
    day, last = getattr(row, "day", None), getattr(row, "last", None)
    return period(day, last, linker.language, short=not show.year)


def number(value: int, language: str) -> list[nodes.Node]:
    """Return a number; nothing for none."""
    return [text(i18n.format_number(value, language), "cr-n")] if value else []
