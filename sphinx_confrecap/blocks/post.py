"""A quoted post: ordinary nodes, with neither script nor request."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docutils import nodes

from .. import i18n
from ..i18n import _
from ..nodes import conf_caption, conf_post, conf_quotation
from ..posts.platforms import platform_of
from .links import to_url
from .talk import when
from .text import joined, paragraph, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..posts.model import Segment


def quoted(
    url: str,
    paragraphs: Iterable[Iterable[Segment]],
    author: str,
    day: date | None,
    language: str,
) -> conf_post:
    """Return a post: its text, who wrote it, when, and where it stands."""
    quote = conf_quotation("", *(paragraph(*_inline(p)) for p in paragraphs), cite=url)
    quote += conf_caption("", "", *_caption(url, author, day, language))
    return conf_post("", quote, classes=["confrecap", "cr-post"], tag="figure")


def _inline(segments: Iterable[Segment]) -> list[nodes.Node]:
    return [
        to_url(segment.url, nodes.Text(segment.text))
        if segment.url
        else nodes.Text(segment.text)
        for segment in segments
    ]


def _caption(
    url: str, author: str, day: date | None, language: str
) -> list[nodes.Node]:
    parts: list[nodes.Node] = [text(author, "cr-author")] if author else []
    if url:
        parts.append(to_url(url, _place(platform_of(url), day, language)))
    elif day:
        parts.append(when(day.isoformat(), i18n.format_day(day, language)))
    return joined(parts)


def _place(platform: str, day: date | None, language: str) -> nodes.Node:
    if day is None:
        return nodes.Text(_("on %(platform)s") % {"platform": platform})
    words = _("%(day)s on %(platform)s")
    shown = words % {"day": i18n.format_day(day, language), "platform": platform}
    return when(day.isoformat(), shown)
