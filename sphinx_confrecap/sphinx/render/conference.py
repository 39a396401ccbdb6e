"""The header of a conference."""

from __future__ import annotations

from docutils import nodes

from ...model.talks import Conference
from ...views.recap import ConferenceView
from .. import i18n
from ..i18n import _, ngettext
from .links import Linker, to_url
from .talk import tags, when
from .text import joined, paragraph, text


def header(view: ConferenceView, linker: Linker) -> list[nodes.Node]:
    """Return the facts about a conference."""
    conference = view.conference
    return [
        _name(conference),
        *_days(conference, linker.language),
        *_place(conference, view.talks, linker.language),
        *_editions(view, linker),
        *_description(conference),
        *tags(view.tags, linker),
    ]


def _name(conference: Conference) -> nodes.Node:
    name = nodes.strong("", conference.name)
    child = to_url(conference.url, name) if conference.url else name
    return paragraph(child, classes=["cr-name"])


def _days(conference: Conference, language: str) -> list[nodes.Node]:
    if conference.start is None:
        return []
    words = i18n.format_period(conference.start, conference.end, language)
    days = when(conference.start.isoformat(), words)
    return [paragraph(days, classes=["cr-days"])]


def _place(conference: Conference, talks: int, language: str) -> list[nodes.Node]:
    noted = talks_noted(talks, language) if talks else ""
    parts = [text(part) for part in (conference.location, noted) if part]
    return [paragraph(*joined(parts), classes=["cr-place"])] if parts else []


def _editions(view: ConferenceView, linker: Linker) -> list[nodes.Node]:
    """Lead to the other editions of a series, if a page lists them."""
    if not view.editions:
        return []
    # Translators: a conference that is held each year has an edition each year.
    words = _("All editions of %(series)s") % {"series": view.conference.series}
    link = linker.to_document(view.editions, "", nodes.Text(words))
    return [paragraph(link, classes=["cr-editions"])]


def _description(conference: Conference) -> list[nodes.Node]:
    if not conference.description:
        return []
    return [paragraph(text(conference.description), classes=["cr-description"])]


def talks_noted(talks: int, language: str) -> str:
    """Return how many talks of a conference have a record."""
    # Translators: somebody took notes of so many of the conference's talks.
    return ngettext("%(n)s talk noted", "%(n)s talks noted", talks, language)
