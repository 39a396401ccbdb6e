"""What X answers: its syndication endpoint, which serves embedded posts, and oEmbed.

Neither is documented in full: the facts are those of payloads that were seen, and of
https://github.com/vercel/react-tweet, which reads the same.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from string import ascii_lowercase, digits
from typing import NamedTuple
from urllib.parse import urlsplit

from ..model.errors import FieldError, PayloadError, TombstoneError
from ..model.posts import (
    Account,
    Card,
    Media,
    MediaKind,
    Platform,
    Post,
    PostStatus,
    Reference,
    Segment,
    SegmentKind,
)
from .embed import post_of_embed
from .payload import (
    Payload,
    language_of,
    number_at,
    object_at,
    objects_at,
    text_at,
    time_at,
    url_at,
    value_at,
)
from .reference import date_of, parse_reference
from .segments import mention_url, segments_of, tag_url, tidied

# What X writes in place of a post: words of its sentences, the first that fits.
_TOMBSTONES = (
    ("limits who can view", PostStatus.PROTECTED),
    ("protected", PostStatus.PROTECTED),
    ("not authorized", PostStatus.PROTECTED),
    ("deleted", PostStatus.DELETED),
    ("no longer exists", PostStatus.DELETED),
    ("suspended", PostStatus.DELETED),
    ("violated", PostStatus.DELETED),
    ("no status found", PostStatus.DELETED),
)
_ESCAPES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}
_ESCAPE = re.compile("|".join(_ESCAPES))
_HIDDEN_BEFORE = re.compile(r"(?:@\w+\s+)+")
_HIDDEN_AFTER = re.compile(r"\s*(?:https://t\.co/\w+\s*)+")
_MEDIA_KINDS = {"video": MediaKind.VIDEO, "animated_gif": MediaKind.GIF}
_DIGITS = digits + ascii_lowercase


# --- the token ----------------------------------------------------------------


def token_of(number: str) -> str:
    """Return the token that X's syndication endpoint asks for with a post's number.

    It is ``((number / 1e15) * Math.PI).toString(36)`` without zeros and the point, as
    JavaScript writes it.
    """
    return re.sub("0|\\.", "", _base_36(int(number) / 1e15 * math.pi))


def _base_36(value: float) -> str:
    """Write a positive number as JavaScript's ``toString(36)`` does.

    The standard leaves the digits to the engine. All write as many as it takes to
    tell the number from its neighbours, and round the last; V8 does it in
    ``DoubleToRadixCString`` (src/numbers/conversions.cc).
    """
    fraction, whole = math.modf(value)
    # Half of the way to the next number: digits below that say nothing.
    error = max(0.5 * math.ulp(value), math.ulp(0.0))
    places: list[int] = []
    while fraction >= error:
        fraction, error = fraction * 36, error * 36
        places.append(int(fraction))
        fraction -= places[-1]
        odd = places[-1] % 2 == 1
        if (fraction > 0.5 or (fraction == 0.5 and odd)) and fraction + error > 1:
            whole += _round_up(places)
            break
    return f"{_whole_36(int(whole))}.{''.join(map(_DIGITS.__getitem__, places))}"


def _round_up(places: list[int]) -> int:
    """Add one to the last place; return what is carried to the whole number."""
    while places and places[-1] == 35:
        places.pop()
    if not places:
        return 1
    places[-1] += 1
    return 0


def _whole_36(number: int) -> str:
    rest, last = divmod(number, 36)
    return (_whole_36(rest) if rest else "") + _DIGITS[last]


# --- posts --------------------------------------------------------------------


def post_of_syndication(payload: object) -> Post:
    """Read the answer of X's syndication endpoint (``tweet-result``).

    Raises :class:`PayloadError`, and for what is written in
    place of a post :class:`TombstoneError`.
    """
    post = _post(payload)
    return replace(
        post,
        quoted=_part(value_at(payload, "quoted_tweet")),
        parent=_part(value_at(payload, "parent")),
    )


def post_of_oembed(payload: object) -> Post:
    """Read the answer of X's oEmbed endpoint, which holds code for embedding.

    Raises as :func:`post_of_syndication`.
    """
    wrong = text_at(payload, "error") or " ".join(
        text_at(error, "message") for error in objects_at(payload, "errors")
    )
    if status := _status(wrong):
        raise TombstoneError(status)
    try:
        post = post_of_embed(text_at(payload, "html"))
    except FieldError:
        raise PayloadError("the answer holds no code for embedding") from None
    if not post.reference or post.reference.platform is not Platform.X:
        raise PayloadError("the answer does not say which post it holds")
    name = text_at(payload, "author_name") or post.author.name
    handle = _handle(url_at(payload, "author_url")) or post.author.handle
    author = Account(name=name, handle=handle, url=_account_url(handle))
    return replace(post, author=author)


def _part(payload: object) -> Post | None:
    """Return a post inside of another, as much of it as there is."""
    try:
        return _post(payload)
    except TombstoneError as error:
        return Post(status=error.status)
    except PayloadError:
        return None


def _post(payload: object) -> Post:
    content = payload if isinstance(payload, dict) else {}
    _refuse_tombstone(content)
    text = value_at(content, "text")
    if not isinstance(text, str):
        raise PayloadError("the answer holds no post of X")
    reference = _reference(content)
    return Post(
        reference=reference,
        author=_author(object_at(content, "user")),
        created_at=time_at(content, "created_at") or date_of(reference),
        lang=language_of(text_at(content, "lang")),
        segments=_segments(text, content, reference),
        media=_media(content),
        card=_card(content),
        edited=_is_edited(content),
    )


def _refuse_tombstone(content: Payload) -> None:
    kind = text_at(content, "__typename")
    tombstone = object_at(content, "tombstone")
    if tombstone or kind in {"TweetTombstone", "TweetUnavailable"}:
        words = text_at(tombstone, "text", "text") or text_at(content, "reason")
        # Most of what is not said is about age, country or being logged in.
        raise TombstoneError(_status(words) or PostStatus.RESTRICTED)


def _status(words: str) -> PostStatus | None:
    lowered = words.lower()
    return next((status for sign, status in _TOMBSTONES if sign in lowered), None)


def _reference(content: Payload) -> Reference:
    user = text_at(content, "user", "screen_name")
    number = text_at(content, "id_str")
    try:
        reference = parse_reference(number)
    except FieldError:
        raise PayloadError("the answer does not number its post") from None
    return replace(reference, user=user if _is_name(user) else "")


def _is_name(user: str) -> bool:
    return re.fullmatch(r"\w{1,20}", user, re.ASCII) is not None


def _author(user: Payload) -> Account:
    name = text_at(user, "screen_name")
    handle = name if _is_name(name) else ""
    return Account(
        name=_unescaped(text_at(user, "name")),
        handle=handle,
        url=_account_url(handle),
        avatar_url=url_at(user, "profile_image_url_https"),
    )


def _account_url(handle: str) -> str:
    return mention_url(handle, Platform.X) if handle else ""


def _handle(url: str) -> str:
    """Return the handle at the end of an account's address."""
    handle = url.rstrip("/").rpartition("/")[2]
    return handle if _is_name(handle) else ""


def _is_edited(content: Payload) -> bool:
    versions = value_at(content, "edit_control", "edit_tweet_ids")
    return content.get("isEdited") is True or (
        isinstance(versions, list) and len(versions) > 1
    )


def _unescaped(text: str) -> str:
    """Undo the three escapes that X writes, and two that other tools add; once."""
    return _ESCAPE.sub(lambda match: _ESCAPES[match[0]], text)


# --- text ---------------------------------------------------------------------


class _Entity(NamedTuple):
    """A part of the text: what stands there, and what is to be shown."""

    start: int
    raw: str
    shown: Segment | None


def _segments(text: str, content: Payload, reference: Reference) -> tuple[Segment, ...]:
    """Cut the text at its entities, whose places are code points of the raw text.

    What lies between is read once more: entities may be missing.
    """
    first, last = _visible(text, content.get("display_text_range"))
    found: list[Segment] = []
    end = first
    for start, entity in _placed(text, _entities(text, content)):
        stop = start + len(entity.raw)
        if start < end or stop > last:
            continue
        found.extend(segments_of(_unescaped(text[end:start]), Platform.X))
        found.extend(_shown(entity, text[start:stop]))
        end = stop
    found.extend(segments_of(_unescaped(text[end:last]), Platform.X))
    return (*tidied(found), *_continued(content, reference))


def _visible(text: str, shown: object) -> tuple[int, int]:
    """Return where the text begins and ends that X itself would show.

    It hides whom an answer is to, and the addresses of what it shows below. The
    range counts units of UTF-16. It is believed only where it hides such things.
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


def _entities(text: str, content: Payload) -> Iterator[_Entity]:
    entities = object_at(content, "entities")
    for mention in objects_at(entities, "user_mentions"):
        if _is_name(name := text_at(mention, "screen_name")):
            url = mention_url(name, Platform.X)
            yield _entity(mention, f"@{name}", SegmentKind.MENTION, url)
    for tag in objects_at(entities, "hashtags"):
        if name := text_at(tag, "text"):
            url = tag_url(name, Platform.X)
            yield _entity(tag, f"#{name}", SegmentKind.TAG, url)
    quoted = text_at(content, "quoted_tweet", "id_str")
    for link in objects_at(entities, "urls"):
        if raw := text_at(link, "url"):
            # X adds the address of a quoted post to the text, and shows the post.
            is_last = text.rstrip().endswith(raw) and _leads_to(link, quoted)
            yield _Entity(_start(link), raw, None if is_last else _link(link))
    for medium in objects_at(entities, "media"):
        if raw := text_at(medium, "url"):
            yield _Entity(_start(medium), raw, None)


def _entity(content: Payload, raw: str, kind: SegmentKind, url: str) -> _Entity:
    return _Entity(_start(content), raw, Segment(kind=kind, text=raw, url=url))


def _start(content: Payload) -> int:
    match content.get("indices"):
        case [int(start), *_]:
            return max(0, min(start, sys.maxsize))
    return 0


def _link(content: Payload) -> Segment | None:
    url = url_at(content, "expanded_url") or url_at(content, "url")
    text = text_at(content, "display_url") or url.partition("://")[2]
    return Segment(kind=SegmentKind.LINK, text=text, url=url) if url else None


def _shown(entity: _Entity, written: str) -> Iterator[Segment]:
    """Yield an entity as its author wrote it; of links, X shows the beginning."""
    if segment := entity.shown:
        is_link = segment.kind is SegmentKind.LINK
        yield segment if is_link else replace(segment, text=written)


def _leads_to(link: Payload, number: str) -> bool:
    try:
        return parse_reference(text_at(link, "expanded_url")).id == number
    except FieldError:
        return False


def _placed(text: str, entities: Iterable[_Entity]) -> list[tuple[int, _Entity]]:
    """Return where entities stand, in order; those that stand nowhere are dropped."""
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
    # Two short addresses may differ in case alone.
    return re.compile(rf"{re.escape(raw)}(?![A-Za-z0-9])")


def _continued(content: Payload, reference: Reference) -> Iterator[Segment]:
    """Lead on from a long post, of which the endpoint gives the beginning."""
    if content.get("note_tweet"):
        yield Segment(kind=SegmentKind.LINK, text="…", url=reference.url)


# --- what stands below the text -----------------------------------------------


def _media(content: Payload) -> tuple[Media, ...]:
    """Return images and stills, each once: X names most of them twice."""
    found: dict[str, Media] = {}
    for item in objects_at(content, "mediaDetails"):
        _add(found, item, url_at(item, "media_url_https"))
    for photo in objects_at(content, "photos"):
        _add(found, photo, url_at(photo, "url"))
    if not found and (poster := url_at(content, "video", "poster")):
        return (Media(kind=MediaKind.VIDEO, url=poster),)
    return tuple(found.values())


def _add(found: dict[str, Media], item: Payload, url: str) -> None:
    size = object_at(item, "original_info") or item
    medium = Media(
        kind=_MEDIA_KINDS.get(text_at(item, "type"), MediaKind.IMAGE),
        url=url,
        width=number_at(size, "width"),
        height=number_at(size, "height"),
        alt=text_at(item, "ext_alt_text"),
    )
    if url:
        # One image has one path, with and without its format and size.
        found.setdefault(PurePosixPath(urlsplit(url).path).stem, medium)


def _card(content: Payload) -> Card | None:
    values = object_at(content, "card", "binding_values")
    title = text_at(values, "title", "string_value")
    short = url_at(content, "card", "url")
    links = objects_at(content, "entities", "urls")
    whole = (url_at(link, "expanded_url") for link in links if link.get("url") == short)
    url = next(whole, "") or short
    if not (title and url):
        return None
    description = text_at(values, "description", "string_value")
    return Card(url=url, title=title, description=description)
