"""From blocks that quote posts to quotes, and from each of our blocks to its fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from ..model.blocks import Around, Written
from ..model.errors import SnapshotError
from ..model.posts import Post, Reference
from ..model.queries import QUERIES, Query
from ..model.rules import BlockReport, Rule
from ..model.talks import Conference, Talk
from ..parsing import blocks
from ..parsing.blocks import GivenTags, check_start, options_of
from ..parsing.facts import Options, choice
from ..parsing.registry import SpeakerEntry, TagEntry
from ..text.keys import key_of
from .quotations import (
    POST_OPTIONS,
    THREAD_OPTIONS,
    Align,
    parse_classes,
    post_of,
    thread_of,
)
from .quoting import IfDeleted, Quote
from .store import Store


class Site(blocks.Site, Protocol):
    """The facts about a site that a block needs, also a block that quotes posts."""

    @property
    def folder(self) -> Path:
        """The source directory."""

    @property
    def store(self) -> Store:
        """The snapshots, below the source directory."""

    @property
    def if_deleted(self) -> IfDeleted:
        """How a deleted post is shown if its block does not decide."""

    def depend_on(self, path: str) -> None:
        """Register a shown file, as a path from the source directory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """The posts of a block, and their layout on the page."""

    quotes: tuple[Quote, ...]
    name: str
    """The key that its author gave the block."""
    classes: str
    """As they are written."""
    align: Align | None


def read_post(
    block: Written, around: Around, site: Site, report: BlockReport
) -> Quoting | None:
    """Read a post; ``None`` if the block says nothing about one."""
    options = options_of(block, POST_OPTIONS, report)
    check_start(block, POST_OPTIONS, "post's text", report)
    stored = partial(_stored, site, report)
    quote = post_of(options, block.argument, block.body, stored, site.if_deleted)
    return None if quote.is_empty else _quoting([quote], options)


def read_thread(
    block: Written, around: Around, site: Site, report: BlockReport
) -> Quoting | None:
    """Read a thread; ``None`` if it has no posts."""
    options = options_of(block, THREAD_OPTIONS, report)
    stored = partial(_stored, site, report)
    lines = block.argument, *block.body

    def refuse(number: int, message: str) -> None:
        # The argument goes before the first line of the body.
        report(Rule.POST, message, number - 1 if number else "")

    quotes = thread_of(options, lines, stored, site.if_deleted, refuse)
    return _quoting(quotes, options) if quotes else None


def _quoting(quotes: list[Quote], options: Options) -> Quoting:
    name = options.text("name")
    return Quoting(
        quotes=tuple(quotes),
        name=key_of(name) if name else "",
        classes=options.value("class", parse_classes, ""),
        align=options.value("align", choice(Align), None),
    )


def _stored(site: Site, report: BlockReport, reference: Reference) -> Post | None:
    """Return the snapshot of a post, ``None`` if there is none that can be used."""
    path = site.store.path_of(reference).relative_to(site.folder).as_posix()
    site.depend_on(path)
    try:
        return site.store.read(reference)
    except SnapshotError as error:
        message = f"{path}: {error}; the post is shown from what is known without"
        report(Rule.SNAPSHOT, message, "")
        return None


Read = Talk | Conference | Query | TagEntry | SpeakerEntry | GivenTags | Quoting | None
_Reader = Callable[[Written, Around, Site, BlockReport], Read]

READERS: Mapping[str, _Reader] = {
    "conference": blocks.read_conference,
    "talk": blocks.read_talk,
    "tweet": read_post,
    "post": read_post,
    "thread": read_thread,
    **dict.fromkeys(QUERIES, blocks.read_list),
    "tag-facts": blocks.read_facts,
    "speaker-facts": blocks.read_facts,
    "page-tags": blocks.read_page_tags,
}
"""The reader of each of our blocks, by its name without ``conf:``."""


def read_block(block: Written, around: Around, site: Site, report: BlockReport) -> Read:
    """Return the facts in one of our blocks; ``None`` if there are none.

    Pure: all problems go to *report*, with the name of the option or the index of the
    line in the body.
    """
    return READERS[block.name.removeprefix("conf:")](block, around, site, report)
