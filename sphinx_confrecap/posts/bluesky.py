"""What Bluesky answers: a view of a post, as its lexicon describes it.

https://github.com/bluesky-social/atproto, ``lexicons/app/bsky``: ``feed/defs.json``
(postView), ``feed/post.json`` (the record), ``richtext/facet.json``, ``embed/``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

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

_FACET = "app.bsky.richtext.facet"
_EMBED = "app.bsky.embed"
# Views that stand in place of a quoted post.
_GONE = {
    f"{_EMBED}.record#viewNotFound": PostStatus.DELETED,
    f"{_EMBED}.record#viewBlocked": PostStatus.RESTRICTED,
    f"{_EMBED}.record#viewDetached": PostStatus.RESTRICTED,
    "app.bsky.feed.defs#notFoundPost": PostStatus.DELETED,
    "app.bsky.feed.defs#blockedPost": PostStatus.RESTRICTED,
}


def post_of_view(payload: object) -> Post:
    """Read a post of the answer of ``app.bsky.feed.getPosts``.

    A post whose account shows it to nobody outside has the status ``RESTRICTED``.

    Raises :class:`PayloadError`, and for a view that stands
    in place of a post :class:`TombstoneError`.
    """
    post = _post(payload, object_at(payload, "record"), [object_at(payload, "embed")])
    return replace(post, quoted=_quoted(object_at(payload, "embed")))


def _quoted(embed: Payload) -> Post | None:
    # A record with media wraps the view of the record once more.
    view = object_at(embed, "record", "record") or object_at(embed, "record")
    try:
        return _post(view, object_at(view, "value"), objects_at(view, "embeds"))
    except TombstoneError as error:
        return Post(status=error.status)
    except PayloadError:
        # Lists, feeds and their like.
        return None


def _post(payload: object, record: Payload, embeds: list[Payload]) -> Post:
    if status := _GONE.get(text_at(payload, "$type")):
        raise TombstoneError(status)
    text = value_at(record, "text")
    if not isinstance(text, str):
        raise PayloadError("the answer holds no post of Bluesky")
    reference = _reference(payload)
    return Post(
        reference=reference,
        status=_status(payload),
        author=_author(object_at(payload, "author")),
        created_at=time_at(record, "createdAt") or date_of(reference),
        lang=_language(record),
        segments=_segments(text, record),
        media=tuple(medium for embed in embeds for medium in _media(embed)),
        card=next(filter(None, map(_card, embeds)), None),
    )


def _reference(payload: object) -> Reference:
    try:
        return parse_reference(text_at(payload, "uri"))
    except FieldError:
        raise PayloadError("the answer does not say which post it holds") from None


def _status(payload: object) -> PostStatus:
    labels = objects_at(payload, "labels") + objects_at(payload, "author", "labels")
    for label in labels:
        if text_at(label, "val") == "!no-unauthenticated" and not label.get("neg"):
            return PostStatus.RESTRICTED
    return PostStatus.OK


def _author(content: Payload) -> Account:
    handle = text_at(content, "handle")
    # A handle may be given away; the DID stays with the account.
    name = text_at(content, "did") or handle
    return Account(
        name=text_at(content, "displayName"),
        handle=handle,
        url=mention_url(name, Platform.BLUESKY) if name else "",
        avatar_url=url_at(content, "avatar"),
    )


def _language(record: Payload) -> str:
    """Return the language of a post in one language."""
    match record.get("langs"):
        case [str(language)]:
            return language_of(language)
    return ""


# --- text ---------------------------------------------------------------------


def _segments(text: str, record: Payload) -> tuple[Segment, ...]:
    """Cut the text at its facets, whose places are bytes of UTF-8."""
    data = text.encode("utf-8", "surrogatepass")
    found: list[Segment] = []
    end = 0
    for start, stop, facet in sorted(_places(record), key=lambda place: place[:2]):
        shown = _slice(data, start, stop)
        if start < end or not shown or not (segment := _linked(shown, facet)):
            continue
        found.extend(segments_of(_decoded(data[end:start]), Platform.BLUESKY))
        found.append(segment)
        end = stop
    found.extend(segments_of(_decoded(data[end:]), Platform.BLUESKY))
    return tidied(found)


def _places(record: Payload) -> Iterator[tuple[int, int, Payload]]:
    for facet in objects_at(record, "facets"):
        match facet.get("index"):
            case {"byteStart": int(start), "byteEnd": int(stop)} if 0 <= start < stop:
                yield start, stop, facet


def _slice(data: bytes, start: int, stop: int) -> str:
    """Return the text of a facet; empty if it has no such place, or cuts a letter."""
    if stop > len(data):
        return ""
    try:
        data[:start].decode("utf-8", "surrogatepass")
        return data[start:stop].decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return ""


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _linked(text: str, facet: Payload) -> Segment | None:
    for feature in objects_at(facet, "features"):
        match text_at(feature, "$type").removeprefix(f"{_FACET}#"):
            case "link":
                kind, url = SegmentKind.LINK, url_at(feature, "uri")
            case "mention":
                did = text_at(feature, "did")
                url = mention_url(did, Platform.BLUESKY) if did else ""
                kind = SegmentKind.MENTION
            case "tag":
                tag = text_at(feature, "tag")
                url = tag_url(tag, Platform.BLUESKY) if tag else ""
                kind = SegmentKind.TAG
            case _:
                continue
        if url:
            return Segment(kind=kind, text=text, url=url)
    return None


# --- what stands below the text -----------------------------------------------


def _media(embed: Payload) -> Iterator[Media]:
    # Media beside a quoted post are wrapped once more.
    for view in (embed, object_at(embed, "media")):
        match text_at(view, "$type").removeprefix(f"{_EMBED}."):
            case "images#view":
                yield from map(_image, objects_at(view, "images"))
            case "video#view":
                yield _medium(view, MediaKind.VIDEO, url_at(view, "thumbnail"))


def _image(content: Payload) -> Media:
    url = url_at(content, "fullsize") or url_at(content, "thumb")
    return _medium(content, MediaKind.IMAGE, url)


def _medium(content: Payload, kind: MediaKind, url: str) -> Media:
    # A ratio, and mostly the size; of the size, nothing more is known.
    size = object_at(content, "aspectRatio")
    return Media(
        kind=kind,
        url=url,
        width=number_at(size, "width"),
        height=number_at(size, "height"),
        alt=text_at(content, "alt"),
    )


def _card(embed: Payload) -> Card | None:
    external = object_at(embed, "external") or object_at(embed, "media", "external")
    url, title = url_at(external, "uri"), text_at(external, "title")
    if not (url and title):
        return None
    return Card(url=url, title=title, description=text_at(external, "description"))
