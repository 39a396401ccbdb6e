"""The text of a post of X, cut at the entities that its answer lists."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ..model.posts import Segment, SegmentKind
from .address import ReferenceAt, reference_in
from .payload import Payload
from .segments import Links, segments_of, tidied

_ESCAPES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}
_ESCAPE = re.compile("|".join(_ESCAPES))
_HIDDEN_BEFORE = re.compile(r"(?:@\w+\s+)+")
_HIDDEN_AFTER = re.compile(r"\s*(?:https://t\.co/\w+\s*)+")


def unescaped(text: str) -> str:
    """Undo the three escapes that X writes, and two that other tools add; once."""
    return _ESCAPE.sub(lambda match: _ESCAPES[match[0]], text)


def is_name(user: str) -> bool:
    """Tell whether an account can have the name *user*."""
    return re.fullmatch(r"\w{1,20}", user, re.ASCII) is not None


class _Entity(NamedTuple):
    """A part of the text: its range, and the text to show."""

    start: int
    raw: str
    shown: Segment | None


def segments_in(
    text: str, content: Payload, links: Links, reference_at: ReferenceAt
) -> tuple[Segment, ...]:
    """Cut the text at its entities, whose places are code points of the raw text.

    The text between entities is read once more: some may be missing. *reference_at*
    reads the addresses of X's posts.
    """
    first, last = _visible(text, content.value("display_text_range"))
    found: list[Segment] = []
    end = first
    entities = content.part("entities")
    parts = (
        *_accounts_and_tags(entities, links),
        *_addresses(text, entities, _quoted_in(content, reference_at)),
    )
    for start, entity in _placed(text, parts):
        stop = start + len(entity.raw)
        if start < end or stop > last:
            continue
        found.extend(segments_of(unescaped(text[end:start]), links))
        found.extend(_shown(entity, text[start:stop]))
        end = stop
    found.extend(segments_of(unescaped(text[end:last]), links))
    return tidied(found)


def _quoted_in(content: Payload, reference_at: ReferenceAt) -> set[str]:
    """Return the addresses of the quoted post, as they are in the text."""
    number = content.text("quoted_tweet", "id_str")
    return {
        link.text("url")
        for link in content.parts("entities", "urls")
        if (found := reference_in(link.text("expanded_url"), reference_at))
        and found.id == number
    }


def _accounts_and_tags(entities: Payload, links: Links) -> Iterator[_Entity]:
    for mention in entities.parts("user_mentions"):
        if is_name(name := mention.text("screen_name")):
            url = links.account_url(name)
            yield _entity(mention, f"@{name}", SegmentKind.MENTION, url)
    for tag in entities.parts("hashtags"):
        if name := tag.text("text"):
            yield _entity(tag, f"#{name}", SegmentKind.TAG, links.tag_url(name))


def _addresses(text: str, entities: Payload, quoted: set[str]) -> Iterator[_Entity]:
    for link in entities.parts("urls"):
        if raw := link.text("url"):
            # X adds the address of a quoted post to the text, and shows the post.
            is_quoted = raw in quoted and text.rstrip().endswith(raw)
            yield _Entity(_start(link), raw, None if is_quoted else _link(link))
    for medium in entities.parts("media"):
        if raw := medium.text("url"):
            yield _Entity(_start(medium), raw, None)


def _entity(content: Payload, raw: str, kind: SegmentKind, url: str) -> _Entity:
    return _Entity(_start(content), raw, Segment(kind=kind, text=raw, url=url))


def _link(content: Payload) -> Segment | None:
    url = content.url("expanded_url") or content.url("url")
    text = content.text("display_url") or url.partition("://")[2]
    return Segment(kind=SegmentKind.LINK, text=text, url=url) if url else None


def _shown(entity: _Entity, written: str) -> Iterator[Segment]:
    """Yield an entity as its author wrote it; of links, X shows the beginning."""
    if segment := entity.shown:
        is_link = segment.kind is SegmentKind.LINK
        yield segment if is_link else replace(segment, text=written)


def _start(content: Payload) -> int:
    """Return the start of an entity, from X's answer."""
    match content.value("indices"):
        case [int(start), *_]:
            return max(0, min(start, sys.maxsize))
    return 0


def _visible(text: str, shown: object) -> tuple[int, int]:
    """Return the start and the end of the text that X itself would show.

    It hides the recipients of an answer, and the addresses of media and quotes below.
    The range counts units of UTF-16. It is used only if it hides such things.
    """
    match shown:
        case [int(start), int(stop)] if 0 <= start <= stop:
            units = text.encode("utf-16-le", "surrogatepass")
            before = units[: 2 * start].decode("utf-16-le", "replace")
            after = units[2 * stop :].decode("utf-16-le", "replace")
        case _:
            return 0, len(text)
    first = len(before) if _HIDDEN_BEFORE.fullmatch(before) else 0
    hidden = len(after) if _HIDDEN_AFTER.fullmatch(after) else 0
    return first, len(text) - hidden


def _placed(text: str, entities: Iterable[_Entity]) -> list[tuple[int, _Entity]]:
    """Return the places of entities, in order. Entities without a place are dropped."""
    taken: dict[int, _Entity] = {}
    lost = []
    for entity in entities:
        start = entity.start
        if start not in taken and _pattern(entity.raw).match(text, start):
            taken[start] = entity
        else:
            lost.append(entity)
    for entity in lost:
        places = (match.start() for match in _pattern(entity.raw).finditer(text))
        free = [place for place in places if place not in taken]
        if free:
            taken[min(free, key=lambda at: abs(at - entity.start))] = entity
    return sorted(taken.items())


def _pattern(raw: str) -> re.Pattern[str]:
    """Match an entity as its author may have written it, and not a longer one."""
    rest = re.escape(raw[1:])
    match raw[0]:
        case "@":
            return re.compile(rf"[@\uff20]{rest}(?![A-Za-z0-9_])", re.IGNORECASE)
        case "#":
            return re.compile(rf"[#\uff03]{rest}(?!\w)", re.IGNORECASE)
    # Two short addresses may differ only in case.
    return re.compile(rf"{re.escape(raw)}(?![A-Za-z0-9])")
