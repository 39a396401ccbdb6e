"""Author, date and first publication of a recap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from docutils import nodes

from ...model.talks import Origin, Recap
from ...text.urls import host_of
from .. import i18n
from ..i18n import _
from ..nodes import conf_block
from .links import to_url
from .talk import when
from .text import joined, paragraph, sentence, text


def byline(recap: Recap, language: str) -> list[nodes.Node]:
    """Return the lines under a recap's title; nothing if nothing is known."""
    lines = [_written(recap, language), _first_published(recap.origin, language)]
    made = [paragraph(*line, classes=["cr-kicker"]) for line in lines if line]
    return [conf_block("", *made, classes=["confrecap", "cr-byline"])] if made else []


def draft_line() -> nodes.Node:
    """Return the mark of a draft, for below its title."""
    # Translators: something that is not finished yet.
    words = text(_("Draft"), "cr-draft")
    line = paragraph(words, classes=["cr-kicker"])
    return conf_block("", line, classes=["confrecap", "cr-byline"])


def _written(recap: Recap, language: str) -> list[nodes.Node]:
    parts: list[nodes.Node] = []
    if recap.author:
        parts.append(text(_("Recap by %(author)s") % {"author": recap.author}))
    if recap.date:
        parts.append(_day(recap.date, language))
    return joined(parts)


def _day(day: date, language: str) -> nodes.Node:
    return when(day.isoformat(), i18n.format_day(day, language))


def _first_published(origin: Origin | None, language: str) -> list[nodes.Node]:
    if origin is None:
        return []
    # Translators: what follows is where and when, such as a site and a date.
    words = _("First published: %(place)s")
    return sentence(words, place=joined(_parts(origin, language)))


def _parts(origin: Origin, language: str) -> Iterator[nodes.Node]:
    name = origin.name or host_of(origin.url)
    if name:
        yield to_url(origin.url, nodes.Text(name)) if origin.url else text(name)
    if origin.date:
        yield _day(origin.date, language)
