"""Recordings and slides of a talk: bars that lead to them, and can hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from docutils import nodes

from ...model.talks import Link, Talk
from ...text.recordings import Player, PlayerKind, player_of, recording_at
from ...text.urls import host_of
from .. import i18n
from ..i18n import _
from ..nodes import conf_image, conf_player
from .links import Linker
from .text import NO_SEARCH, paragraph, text

STILL = (640, 360)
"""The width and height of a still, in pixels: the same as a player's."""


def cards(talk: Talk, recording: str, linker: Linker) -> Iterator[nodes.Node]:
    """Return bars that lead to recordings and slides; *recording* is at the cue."""
    for place, link in enumerate(talk.videos):
        at_cue = recording_at(link.url, talk.cue) if talk.cue is not None else None
        starts = at_cue is not None and at_cue == recording
        shown = replace(link, url=recording) if starts else link
        yield _recording(talk, shown, linker, first=place == 0)
    for link in talk.slides:
        yield _slides(link, linker)


def still(link: Link, *classes: str) -> nodes.Node:
    """Return the image that is shown for a recording."""
    image = conf_image(uri=link.file, pixels=STILL, classes=list(classes))
    # Sphinx looks for the files of images when it reads, and this is made later.
    image["candidates"] = {"*": link.file}
    image["description"] = link.label
    return image


def _recording(talk: Talk, link: Link, linker: Linker, *, first: bool) -> nodes.Node:
    player = player_of(link.url)
    heard = player and player.kind is PlayerKind.AUDIO
    words = _("Listen to the recording") if heard else _("Watch the recording")
    parts: list[nodes.Node] = [text(link.label or words, "cr-what")]
    if first and talk.still:
        parts.insert(0, still(talk.still))
    if talk.duration and first:
        length = i18n.format_duration(talk.duration)
        parts += [nodes.Text(" "), text(length, "cr-n")]
    parts += _place(link, player)
    return _card(linker.to_link(link, *parts), **_data(link, player, talk.cue))


def _place(link: Link, player: Player | None) -> list[nodes.Node]:
    """Name the host that a click asks, or the place of the link."""
    if player and player.host:
        # Translators: what follows a click is a video, and the host is a site's name.
        words = _("Loads from %(host)s when you click") % {"host": player.host}
        said = text(words, "cr-sub", "cr-calls")
    elif words := PurePosixPath(link.file).name or host_of(link.url):
        said = text(words, "cr-sub")
    else:
        return []
    return [nodes.Text(" "), said]


def _data(link: Link, player: Player | None, cue: int | None) -> dict[str, Any]:
    if player is None:
        return {}
    data = {"data-kind": player.kind.value}
    # A file plays from the address of its link.
    if player.kind is PlayerKind.FRAME:
        data["data-embed"] = player.url
    # The address of a file of the project is not made here.
    elif link.file and cue:
        data["data-start"] = str(cue)
    return data


def _slides(link: Link, linker: Linker) -> nodes.Node:
    parts: list[nodes.Node] = [text(link.label or _("Slides"), "cr-what")]
    parts += _place(link, None)
    # Other hosts may forbid to show them here.
    opens = link.file.lower().endswith(".pdf")
    kind = {"data-kind": "document"} if opens else {}
    return _card(linker.to_link(link, *parts), **kind)


def _card(link: nodes.Node, **data: str) -> nodes.Node:
    classes = ["confrecap", "cr-play", NO_SEARCH]
    return conf_player("", paragraph(link), classes=classes, **data)
