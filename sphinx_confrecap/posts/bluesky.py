"""Bluesky: the addresses of posts, embed code, and what its servers answer.

Sources: the specifications of AT URI, handle, DID and TID at https://atproto.com/specs;
``bskyembed/`` of https://github.com/bluesky-social/social-app; for what is asked,
https://docs.bsky.app/docs/api/app-bsky-feed-get-posts; for the answers,
https://github.com/bluesky-social/atproto, ``lexicons/app/bsky``: ``feed/defs.json``
(postView), ``feed/post.json`` (the record), ``richtext/facet.json``, ``embed/``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import SplitResult, unquote, urlencode

from ..model.errors import PayloadError, TombstoneError
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
from .address import HOST, is_web, reference_in
from .embed import Embed, quotation_in
from .payload import (
    Payload,
    card_of,
    language_of,
    media_of,
    object_at,
    objects_at,
    text_at,
    time_at,
    url_at,
    value_at,
)
from .platform import Answer, Get, LiveView, moment_of, payload_of, with_parent
from .segments import HOST as HANDLE
from .segments import Links, segments_of, tidied

NAME = "Bluesky"
HOSTS = frozenset({"bsky.app", "www.bsky.app"})
EMBED_CLASSES = frozenset({"bluesky-embed"})
APPVIEW = "public.api.bsky.app"
# Images and avatars; stills.
MEDIA_HOSTS = frozenset({"cdn.bsky.app", "video.bsky.app", "video.cdn.bsky.app"})

_DID = r"did:(?:plc|web):[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?"
_IS_AUTHORITY = re.compile(rf"{_DID}|{HOST}")
# Thirteen digits of base 32 with the highest of 65 bits, and that below it, unset.
_TID = r"(?P<id>[2-7a-j][2-7a-z]{12})"
_PATH = re.compile(rf"/profile/(?P<authority>[^/]+)/post/{_TID}/?")
_RECORD_PATH = re.compile(rf"/app\.bsky\.feed\.post/{_TID}")
_BASE_32 = "234567abcdefghijklmnopqrstuvwxyz"
_LINKS = Links(
    mention=re.compile(rf".(?P<name>{HANDLE})"),
    accounts="https://bsky.app/profile/",
    tags="https://bsky.app/hashtag/",
)
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


# --- addresses ----------------------------------------------------------------


def reference_at(parts: SplitResult) -> Reference | None:
    host = authority = parts.netloc.lower()
    if parts.scheme == "at":
        match = _RECORD_PATH.fullmatch(parts.path)
    elif is_web(parts) and host in HOSTS:
        match = _PATH.fullmatch(unquote(parts.path))
        authority = match["authority"].lower() if match else ""
    else:
        return None
    if match is None or not _IS_AUTHORITY.fullmatch(authority):
        return None
    return reference_of(match["id"], authority)


def reference_of(number: str, authority: str = "", user: str = "") -> Reference:
    return Reference(
        platform=Platform.BLUESKY,
        id=number,
        authority=authority,
        url=f"https://bsky.app/profile/{authority}/post/{number}",
    )


def date_of(reference: Reference) -> datetime | None:
    # 53 bits of microseconds above 10 that tell clocks apart.
    number = 0
    for character in reference.id:
        number = number << 5 | _BASE_32.index(character)
    return moment_of(timedelta(microseconds=number >> 10))


def author_of(reference: Reference) -> Account:
    # A DID is a number, and no name that anybody knows.
    is_did = reference.authority.startswith("did:")
    return Account(
        handle="" if is_did else reference.authority,
        url=_LINKS.account_url(reference.authority),
    )


# --- in a document ------------------------------------------------------------


def links_at(authority: str) -> Links:
    return _LINKS


def post_of_embed(embed: Embed) -> Post:
    uri = embed.attributes.get("data-bluesky-uri", "")
    named = reference_in(uri, reference_at)
    post, _date = quotation_in(embed, named, reference_at, _LINKS)
    found = post.reference
    return replace(post, created_at=date_of(found) if found else None)


def live_view(reference: Reference) -> LiveView:
    record = f"{reference.authority}/app.bsky.feed.post/{reference.id}"
    return LiveView(f"https://embed.bsky.app/embed/{record}", "embed.bsky.app")


# --- what is asked ------------------------------------------------------------


def ask(reference: Reference, get: Get) -> Answer:
    view = _view_of(_did_of(reference.authority, get), reference.id, get)
    parent = text_at(view, "record", "reply", "parent", "uri")
    return with_parent(
        post_of_view(view),
        reference_in(parent, reference_at),
        lambda r: post_of_view(_view_of(r.authority, r.id, get)),
    )


def _view_of(did: str, record: str, get: Get) -> object:
    uri = f"at://{did}/app.bsky.feed.post/{record}"
    match _ask_appview("app.bsky.feed.getPosts", {"uris": uri}, get):
        case {"posts": []}:
            raise TombstoneError(PostStatus.DELETED)
        case {"posts": [view, *_]}:
            return view
    raise PayloadError(f"{APPVIEW} answered without posts")


def _did_of(authority: str, get: Get) -> str:
    """Return the account's DID: getPosts knows no handles."""
    if authority.startswith("did:"):
        return authority
    name = "com.atproto.identity.resolveHandle"
    match _ask_appview(name, {"handle": authority}, get):
        case {"did": str(did)}:
            return did
    raise PayloadError(f"{APPVIEW} does not know {authority}")


def _ask_appview(name: str, query: dict[str, str], get: Get) -> object:
    url = f"https://{APPVIEW}/xrpc/{name}?{urlencode(query)}"
    return payload_of(get(url, {APPVIEW}), APPVIEW)


def media_hosts(post: Post) -> frozenset[str]:
    return MEDIA_HOSTS


# --- what it answers ----------------------------------------------------------


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
    reference = reference_in(text_at(payload, "uri"), reference_at)
    if reference is None:
        raise PayloadError("the answer does not say which post it holds")
    return reference


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
        url=_LINKS.account_url(name) if name else "",
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
        found.extend(segments_of(_decoded(data[end:start]), _LINKS))
        found.append(segment)
        end = stop
    found.extend(segments_of(_decoded(data[end:]), _LINKS))
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
                url = _LINKS.account_url(did) if did else ""
                kind = SegmentKind.MENTION
            case "tag":
                tag = text_at(feature, "tag")
                url = _LINKS.tag_url(tag) if tag else ""
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
    return media_of(kind, url, size, text_at(content, "alt"))


def _card(embed: Payload) -> Card | None:
    external = object_at(embed, "external") or object_at(embed, "media", "external")
    title, description = text_at(external, "title"), text_at(external, "description")
    return card_of(url_at(external, "uri"), title, description)
