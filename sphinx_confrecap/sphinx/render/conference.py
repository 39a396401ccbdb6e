"""The header of a conference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .. import i18n
from ..i18n import _, ngettext
from .links import to_url
from .talk import tags, when
from .text import joined, paragraph, text

if TYPE_CHECKING:
    from ...model.talks import Conference
    from .links import Linker


def header(
    conference: Conference, talks: int, editions: nodes.Element | None, linker: Linker
) -> list[nodes.Node]:
    """Return what is known of a conference.

    *talks* counts those with a record; *editions* leads to the others of its
    series.
    """
    return [
        _name(conference),
        *_days(conference, linker.language),
        *_place(conference, talks, linker.language),
        *([paragraph(editions, classes=["cr-editions"])] if editions else []),
        *_description(conference),
        *tags(conference.tags, linker),
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


def _description(conference: Conference) -> list[nodes.Node]:
    if not conference.description:
        return []
    return [paragraph(text(conference.description), classes=["cr-description"])]


def talks_noted(talks: int, language: str) -> str:
    """Return how many talks of a conference have a record."""
    # Translators: somebody took notes of so many of the conference's talks.
    return ngettext("%(n)s talk noted", "%(n)s talks noted", talks, language)


def all_editions(series: str) -> str:
    """Return the words that lead to the other editions of a series."""
    # Translators: a conference that is held each year has an edition each year.
    return _("All editions of %(series)s") % {"series": series}
