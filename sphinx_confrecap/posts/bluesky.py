"""The adapter of Bluesky: addresses, embed code, and its servers' answers.

Sources: the specifications of AT URI, handle, DID and TID at https://atproto.com/specs;
``bskyembed/`` of https://github.com/bluesky-social/social-app; for the requests,
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
from .payload import Payload, card_of, language_of, media_of
from .platform import Answer, Get, LiveView, moment_of, part_of, payload_of, with_parent
from .segments import HOST as HANDLE
from .segments import Links, segments_of, tidied

NAME = "Bluesky"
HOSTS = frozenset({"bsky.app", "www.bsky.app"})
EXAMPLE = "https://bsky.app/profile/user.bsky.social/post/3l6oveex3ii2l"
EMBED_CLASSES = frozenset({"bluesky-embed"})
SHORTCODES = frozenset({"bluesky", "bsky"})
APPVIEW = "public.api.bsky.app"
# Images and avatars; stills.
MEDIA_HOSTS = frozenset({"cdn.bsky.app", "video.bsky.app", "video.cdn.bsky.app"})

_DID = r"did:(?:plc|web):[a-z0-9](?:[a-z0-9.-]{0,240}[a-z0-9])?"
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
# Views that replace a quoted post.
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
    # A DID is a number, not a name for readers.
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


# --- requests -----------------------------------------------------------------


def ask(reference: Reference, get: Get) -> Answer:
    view = _view_of(_did_of(reference.authority, get), reference.id, get)
    parent = Payload(view).text("record", "reply", "parent", "uri")
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


# --- answers ------------------------------------------------------------------


def post_of_view(answer: object) -> Post:
    """Read a post of the answer of ``app.bsky.feed.getPosts``.

    A post that is hidden from logged-out readers has the status ``RESTRICTED``.

    Raises :class:`PayloadError`, or :class:`TombstoneError` if the post is gone.
    """
    payload = Payload(answer)
    embed = payload.part("embed")
    post = _post(payload, payload.part("record"), [embed])
    return replace(post, quoted=_quoted(embed))


def _quoted(embed: Payload) -> Post | None:
    # A record with media wraps the view of the record once more.
    view = embed.part("record", "record") or embed.part("record")
    # It may also be a list or a feed.
    return part_of(lambda: _post(view, view.part("value"), view.parts("embeds")))


def _post(payload: Payload, record: Payload, embeds: list[Payload]) -> Post:
    if status := _GONE.get(payload.text("$type")):
        raise TombstoneError(status)
    text = record.value("text")
    if not isinstance(text, str):
        raise PayloadError("the answer has no post of Bluesky")
    reference = _reference(payload)
    return Post(
        reference=reference,
        status=_status(payload),
        author=_author(payload.part("author")),
        created_at=record.time("createdAt") or date_of(reference),
        lang=_language(record),
        segments=_segments(text, record),
        media=tuple(medium for embed in embeds for medium in _media(embed)),
        card=next(filter(None, map(_card, embeds)), None),
    )


def _reference(payload: Payload) -> Reference:
    reference = reference_in(payload.text("uri"), reference_at)
    if reference is None:
        raise PayloadError("the answer does not say which post it is")
    return reference


def _status(payload: Payload) -> PostStatus:
    labels = payload.parts("labels") + payload.parts("author", "labels")
    for label in labels:
        if label.text("val") == "!no-unauthenticated" and not label.value("neg"):
            return PostStatus.RESTRICTED
    return PostStatus.OK


def _author(content: Payload) -> Account:
    handle = content.text("handle")
    # A handle may be given away; the DID stays with the account.
    name = content.text("did") or handle
    return Account(
        name=content.text("displayName"),
        handle=handle,
        url=_LINKS.account_url(name) if name else "",
        avatar_url=content.url("avatar"),
    )


def _language(record: Payload) -> str:
    """Return the language of a post in one language."""
    match record.value("langs"):
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
    for facet in record.parts("facets"):
        match facet.value("index"):
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
    for feature in facet.parts("features"):
        match feature.text("$type").removeprefix(f"{_FACET}#"):
            case "link":
                kind, url = SegmentKind.LINK, feature.url("uri")
            case "mention":
                did = feature.text("did")
                url = _LINKS.account_url(did) if did else ""
                kind = SegmentKind.MENTION
            case "tag":
                tag = feature.text("tag")
                url = _LINKS.tag_url(tag) if tag else ""
                kind = SegmentKind.TAG
            case _:
                continue
        if url:
            return Segment(kind=kind, text=text, url=url)
    return None


# --- attachments --------------------------------------------------------------


def _media(embed: Payload) -> Iterator[Media]:
    # Media beside a quoted post are wrapped once more.
    for view in (embed, embed.part("media")):
        match view.text("$type").removeprefix(f"{_EMBED}."):
            case "images#view":
                yield from map(_image, view.parts("images"))
            case "video#view":
                yield _medium(view, MediaKind.VIDEO, view.url("thumbnail"))


def _image(content: Payload) -> Media:
    url = content.url("fullsize") or content.url("thumb")
    return _medium(content, MediaKind.IMAGE, url)


def _medium(content: Payload, kind: MediaKind, url: str) -> Media:
    # A ratio, and mostly the size; of the size, nothing more is known.
    size = content.part("aspectRatio")
    return media_of(kind, url, size, content.text("alt"))


def _card(embed: Payload) -> Card | None:
    external = embed.part("external") or embed.part("media", "external")
    title, description = external.text("title"), external.text("description")
    return card_of(external.url("uri"), title, description)
