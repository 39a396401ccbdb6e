"""The header of a conference."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from ...views.recap import ConferenceView
from .. import i18n
from ..i18n import _, ngettext
from .links import Linker, to_url
from .talk import tags
from .text import joined, paragraph, text, when


def conference_header(view: ConferenceView, linker: Linker) -> Iterator[nodes.Node]:
    """Return the facts about a conference."""
    conference, language = view.conference, linker.language
    name = nodes.strong("", conference.name)
    child = to_url(conference.url, name) if conference.url else name
    yield paragraph(child, classes=["cr-name"])
    if conference.start:
        words = i18n.format_period(conference.start, conference.end, language)
        yield paragraph(when(conference.start.isoformat(), words), classes=["cr-days"])
    noted = talks_noted(view.talks, language) if view.talks else ""
    if place := joined(text(part) for part in (conference.location, noted) if part):
        yield paragraph(*place, classes=["cr-place"])
    if view.editions:
        # Translators: a conference that is held each year has an edition each year.
        words = _("All editions of %(series)s") % {"series": conference.series}
        link = linker.to_document(view.editions, "", nodes.Text(words))
        yield paragraph(link, classes=["cr-editions"])
    if conference.description:
        yield paragraph(text(conference.description), classes=["cr-description"])
    yield from tags(view.tags, linker)


def talks_noted(talks: int, language: str) -> str:
    """Return how many talks of a conference have a record."""
    # Translators: somebody took notes of so many of the conference's talks.
    return ngettext("%(n)s talk noted", "%(n)s talks noted", talks, language)
