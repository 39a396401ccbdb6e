"""From each of our blocks to its fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ..model.blocks import Around, Written
from ..model.queries import QUERIES, Query
from ..model.rules import BlockReport
from ..model.talks import Abstract, Conference, Talk
from ..parsing import blocks
from ..parsing.blocks import GivenTags
from ..parsing.registry import SpeakerEntry, TagEntry
from ..text.lines import printable
from .quotations import Quoting, Site, read_post, read_thread

Read = (
    Talk
    | Abstract
    | Conference
    | Query
    | TagEntry
    | SpeakerEntry
    | GivenTags
    | Quoting
    | None
)
_Reader = Callable[[Written, Around, Site, BlockReport], Read]

_SHORT: Mapping[str, _Reader] = {
    "conference": blocks.read_conference,
    "talk": blocks.read_talk,
    "abstract": blocks.read_abstract,
    "tweet": read_post,
    "thread": read_thread,
    **dict.fromkeys(QUERIES, blocks.read_list),
    "tag-facts": blocks.read_facts,
    "speaker-facts": blocks.read_facts,
    "page-tags": blocks.read_page_tags,
}
READERS: Mapping[str, _Reader] = {
    **_SHORT,
    **{f"conf:{name}": reader for name, reader in _SHORT.items()},
    "conf:post": read_post,
}
"""The reader of each of our blocks, by its names. A plain ``post`` is ablog's."""


def read_block(block: Written, around: Around, site: Site, report: BlockReport) -> Read:
    """Return the facts in one of our blocks; ``None`` if there are none.

    Pure: all problems go to *report*, with the name of the option or the index of the
    line in the body.
    """
    block = replace(block, argument=printable(block.argument))
    return READERS[block.name](block, around, site, report)
