"""Author, date and first publication of a recap."""

from __future__ import annotations

from docutils import nodes

from ...model.talks import Origin, Recap
from ...text.urls import host_of
from ..i18n import _
from ..nodes import conf_block
from .links import to_url
from .text import dated, joined, paragraph, sentence, text


def byline(recap: Recap, language: str) -> list[nodes.Node]:
    """Return the lines under a recap's title; nothing if nothing is known."""
    written: list[nodes.Node] = []
    if recap.author:
        written.append(text(_("Recap by %(author)s") % {"author": recap.author}))
    written += dated(recap.date, language)
    lines = [joined(written), _first_published(recap.origin, language)]
    made = [paragraph(*line, classes=["cr-kicker"]) for line in lines if line]
    return [conf_block("", *made, classes=["confrecap", "cr-byline"])] if made else []


def draft_line() -> nodes.Node:
    """Return the mark of a draft, for below its title."""
    # Translators: something that is not finished yet.
    words = text(_("Draft"), "cr-draft")
    line = paragraph(words, classes=["cr-kicker"])
    return conf_block("", line, classes=["confrecap", "cr-byline"])


def _first_published(origin: Origin | None, language: str) -> list[nodes.Node]:
    if origin is None:
        return []
    parts: list[nodes.Node] = []
    if name := origin.name or host_of(origin.url):
        parts.append(to_url(origin.url, nodes.Text(name)) if origin.url else text(name))
    parts += dated(origin.date, language)
    # Translators: what follows is where and when, such as a site and a date.
    return sentence(_("First published: %(place)s"), place=joined(parts))
