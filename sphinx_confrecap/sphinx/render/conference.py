"""The top of a recap: author and date, and the header of a conference."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.util.images import guess_mimetype

from ...model.talks import Conference, Origin, Recap
from ...text.urls import host_of
from ...views.recap import ConferenceView
from ..i18n import _
from ..nodes import conf_aside, conf_image
from .counts import talks_noted
from .links import Linker, to_url
from .talk import tags
from .text import dated, joined, paragraph, period, sentence, text

LOGO = (96, 48)
"""The width and height of a logo in pixels, until it is there."""


def byline(recap: Recap, language: str) -> list[nodes.Node]:
    """Return the lines under a recap's title; nothing if nothing is known."""
    written: list[nodes.Node] = []
    if recap.author:
        # Translators: who wrote a page; names.
        written.append(text(_("By %(author)s") % {"author": recap.author}))
    written += dated(recap.date, language)
    lines = [joined(written), _first_published(recap.origin, language)]
    made = [paragraph(*line, classes=["cr-kicker"]) for line in lines if line]
    return [conf_aside("", *made, classes=["confrecap", "cr-byline"])] if made else []


def draft_line() -> nodes.Node:
    """Return the mark of a draft, for below its title."""
    # Translators: something that is not finished yet.
    words = text(_("Draft"), "cr-draft")
    line = paragraph(words, classes=["cr-kicker"])
    return conf_aside("", line, classes=["confrecap", "cr-byline"])


def _first_published(origin: Origin | None, language: str) -> list[nodes.Node]:
    if origin is None:
        return []
    parts: list[nodes.Node] = []
    if name := origin.name or host_of(origin.url):
        parts.append(to_url(origin.url, nodes.Text(name)) if origin.url else text(name))
    parts += dated(origin.date, language)
    # Translators: what follows is where and when, such as a site and a date.
    return sentence(_("First published: %(place)s"), place=joined(parts))


def conference_header(view: ConferenceView, linker: Linker) -> Iterator[nodes.Node]:
    """Return the facts about a conference."""
    conference, language = view.conference, linker.language
    name = [*_logo(conference, linker), nodes.strong("", conference.name)]
    named = [to_url(conference.url, *name)] if conference.url else name
    yield paragraph(*named, classes=["cr-name"])
    if days := period(conference.start, conference.end, language):
        yield paragraph(*days, classes=["cr-days"])
    noted = talks_noted(view.talks, language)
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


def _logo(conference: Conference, linker: Linker) -> list[nodes.Node]:
    """Return the logo, where it is shown as small as the words beside it."""
    logo, builder = conference.logo, linker.builder
    if logo is None or builder.format not in ("html", "latex"):
        return []
    kinds = builder.supported_image_types
    if builder.format == "latex" and guess_mimetype(logo.file) not in kinds:
        return []
    image = conf_image(uri=logo.file, pixels=LOGO, height="3em")
    # Sphinx looks for the files of images when it reads, and this is made later.
    image["candidates"] = {"*": logo.file}
    image["description"] = logo.label or conference.name
    return [image, nodes.Text(" ")]
