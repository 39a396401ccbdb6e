"""The adapter of X: its addresses, its embed code, and its answers.

Sources: the paths of x.com; the layout of its ids in ``twitter-archive/snowflake``;
https://developer.x.com (embedded posts) and https://docs.x.com/x-for-websites. Posts
come from its syndication endpoint, which serves embedded posts, or from oEmbed. Neither
is documented in full: the facts come from observed payloads, and from
https://github.com/vercel/react-tweet, which reads the same.
"""

from __future__ import annotations

import math
import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import SplitResult, unquote, urlencode

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
from ..text.base36 import base_36
from ..text.urls import split_url
from .address import NUMBER, is_web
from .embed import Embed, quotation_in
from .payload import Payload, card_of, language_of, media_of
from .platform import GONE, Answer, Get, LiveView, moment_of, part_of, payload_of
from .segments import Links
from .x_text import is_name, segments_in, unescaped

NAME = "X"
# Sites that show X's posts under X's own paths, for chats.
_MIRRORS = ("vxtwitter.com", "fxtwitter.com", "fixupx.com", "fixvx.com")
HOSTS = frozenset(
    {
        f"{prefix}{host}"
        for host in ("x.com", "twitter.com")
        for prefix in ("", "www.", "mobile.", "m.")
    }
    | {f"{prefix}{host}" for host in _MIRRORS for prefix in ("", "www.", "d.")}
)
EXAMPLE = "https://x.com/user/status/20"
EMBED_CLASSES = frozenset({"twitter-tweet", "twitter-video"})
SHORTCODES = frozenset({"tweet", "twitter", "x"})
SYNDICATION = "cdn.syndication.twimg.com"
OEMBED = ("publish.twitter.com", "publish.x.com")
# Images and stills. The second has the default avatar.
MEDIA_HOSTS = frozenset({"pbs.twimg.com", "abs.twimg.com"})

_IS_NUMBER = re.compile(NUMBER)
_PATH = re.compile(
    rf"/(?:i/(?:web/)?status|(?:(?P<user>[A-Za-z0-9_]{{1,20}})/)?status(?:es)?)/"
    rf"{NUMBER}(?:/(?:photo|video)/[0-9]{{1,2}})?/?"
)
_LINKS = Links(
    mention=re.compile(r".(?P<name>[A-Za-z0-9_]{1,20})(?![A-Za-z0-9_@])"),
    accounts="https://x.com/",
    tags="https://x.com/hashtag/",
)
# Ids were counted up to here (oduwsdl/tweetedat, script/TimestampEstimator.py).
_FIRST_SNOWFLAKE = 29700859247
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DATE = re.compile(r"(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2}), (?P<year>\d{4})\b")
_NOTICES = {"TweetTombstone", "TweetUnavailable"}
# Words of the notices that X shows instead of a post. The first match counts.
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
_MEDIA_KINDS = {"video": MediaKind.VIDEO, "animated_gif": MediaKind.GIF}


# --- addresses ----------------------------------------------------------------


def reference_at(parts: SplitResult) -> Reference | None:
    if not is_web(parts) or parts.netloc.lower() not in HOSTS:
        return None
    path = unquote(parts.path)
    # Until 2012, X wrote the path behind "#!".
    if parts.fragment.startswith("!") and path in {"", "/"}:
        path = parts.fragment[1:]
    match = _PATH.fullmatch(path)
    return reference_of(match["id"], user=match["user"] or "") if match else None


def reference_of(number: str, authority: str = "", user: str = "") -> Reference:
    url = f"https://x.com/{user or 'i'}/status/{number}"
    return Reference(platform=Platform.X, id=number, user=user, url=url)


def date_of(reference: Reference) -> datetime | None:
    number = int(reference.id)
    if number < _FIRST_SNOWFLAKE:
        return None
    # Milliseconds since the fourth of November 2010, above 22 bits of sequence.
    return moment_of(timedelta(milliseconds=(number >> 22) + 1288834974657))


def author_of(reference: Reference) -> Account:
    user = reference.user
    return Account(handle=user, url=_account_url(user))


# --- in a document ------------------------------------------------------------


def links_at(authority: str) -> Links:
    return _LINKS


def post_of_embed(embed: Embed) -> Post:
    post, shown_date = quotation_in(embed, None, reference_at, _LINKS)
    dated = post.reference and date_of(post.reference)
    return replace(
        post,
        created_at=dated or _date(shown_date),
        segments=tuple(map(_direct, post.segments)),
    )


def _direct(segment: Segment) -> Segment:
    """Return a segment whose link does not track the reader."""
    match segment.kind:
        case SegmentKind.MENTION:
            return replace(segment, url=_LINKS.account_url(segment.text[1:]))
        case SegmentKind.TAG:
            return replace(segment, url=_LINKS.tag_url(segment.text[1:]))
    return segment


def _date(text: str) -> datetime | None:
    """Read ``December 4, 2018``, as X writes the dates of embedded posts."""
    match = _DATE.search(text)
    if not match or match["month"] not in _MONTHS:
        return None
    month = _MONTHS.index(match["month"]) + 1
    with suppress(ValueError):
        return datetime(int(match["year"]), month, int(match["day"]), tzinfo=UTC)
    return None


def live_view(reference: Reference) -> LiveView:
    return LiveView(reference.id, "platform.twitter.com")


# --- requests -----------------------------------------------------------------


def ask(reference: Reference, get: Get) -> Answer:
    """Ask the endpoint of embedded posts; if it does not answer with one, ask oEmbed.

    A 404 of the first does not mean that a post was deleted: if X removes the
    endpoint one day, it will answer 404 for every post.
    """
    try:
        query = urlencode({"id": reference.id, "token": token_of(reference.id)})
        url = f"https://{SYNDICATION}/tweet-result?{query}"
        payload = payload_of(get(url, {SYNDICATION}), SYNDICATION)
        return Answer(post=post_of_syndication(payload))
    except PayloadError as first:
        try:
            return Answer(post=_ask_oembed(reference, get), partial=True)
        except PayloadError as second:
            raise PayloadError(f"{first}; {second}") from None


def _ask_oembed(reference: Reference, get: Get) -> Post:
    query = urlencode({"url": reference.url, "omit_script": "1", "dnt": "true"})
    reply = get(f"https://{OEMBED[0]}/oembed?{query}", OEMBED)
    if reply.status in GONE:
        raise TombstoneError(PostStatus.DELETED)
    # A 403 with a sentence is about the post; without one, it is about us.
    answer = reply.json() if reply.status == 403 else payload_of(reply, OEMBED[0])
    return post_of_oembed(answer)


def media_hosts(post: Post) -> frozenset[str]:
    return MEDIA_HOSTS


def token_of(number: str) -> str:
    """Return the token that X's syndication endpoint asks for with a post's number.

    It is ``((number / 1e15) * Math.PI).toString(36)`` without zeros and the point, as
    JavaScript writes it.
    """
    return re.sub("0|\\.", "", base_36(int(number) / 1e15 * math.pi))


# --- posts --------------------------------------------------------------------


def post_of_syndication(answer: object) -> Post:
    """Read the answer of X's syndication endpoint (``tweet-result``).

    Raises :class:`PayloadError`, or :class:`TombstoneError` if X shows a notice
    instead of the post.
    """
    payload = Payload(answer)
    return replace(
        _post(payload),
        quoted=part_of(lambda: _post(payload.part("quoted_tweet"))),
        parent=part_of(lambda: _post(payload.part("parent"))),
    )


def post_of_oembed(answer: object) -> Post:
    """Read the answer of X's oEmbed endpoint, which holds code for embedding.

    Raises as :func:`post_of_syndication`.
    """
    payload = Payload(answer)
    wrong = payload.text("error") or " ".join(
        error.text("message") for error in payload.parts("errors")
    )
    if status := _status(wrong):
        raise TombstoneError(status)
    try:
        post = post_of_embed(Embed(payload.text("html"), EMBED_CLASSES))
    except FieldError:
        raise PayloadError("the answer has no code for embedding") from None
    if not post.reference:
        raise PayloadError("the answer does not say which post it is")
    name = payload.text("author_name") or post.author.name
    handle = _handle(payload.url("author_url")) or post.author.handle
    author = Account(name=name, handle=handle, url=_account_url(handle))
    return replace(post, author=author)


def _post(content: Payload) -> Post:
    tombstone = content.part("tombstone")
    if tombstone or content.text("__typename") in _NOTICES:
        words = tombstone.text("text", "text") or content.text("reason")
        # Notices without a known reason are mostly about age, country or a log-in.
        raise TombstoneError(_status(words) or PostStatus.RESTRICTED)
    text = content.value("text")
    if not isinstance(text, str):
        raise PayloadError("the answer has no post of X")
    reference = _reference(content)
    segments = segments_in(text, content, _LINKS, reference_at)
    if content.value("note_tweet"):
        # Of a long post, the endpoint gives only the beginning.
        rest = Segment(kind=SegmentKind.LINK, text="…", url=reference.url)
        segments = (*segments, rest)
    return Post(
        reference=reference,
        author=_author(content.part("user")),
        created_at=content.time("created_at") or date_of(reference),
        lang=language_of(content.text("lang")),
        segments=segments,
        media=_media(content),
        card=_card(content),
        edited=_is_edited(content),
    )


def _status(words: str) -> PostStatus | None:
    lowered = words.lower()
    return next((status for sign, status in _TOMBSTONES if sign in lowered), None)


def _reference(content: Payload) -> Reference:
    user = content.text("user", "screen_name")
    number = content.text("id_str")
    if not _IS_NUMBER.fullmatch(number):
        raise PayloadError("the answer does not number its post")
    return reference_of(number, user=user if is_name(user) else "")


def _author(user: Payload) -> Account:
    name = user.text("screen_name")
    handle = name if is_name(name) else ""
    return Account(
        name=unescaped(user.text("name")),
        handle=handle,
        url=_account_url(handle),
        avatar_url=user.url("profile_image_url_https"),
    )


def _account_url(handle: str) -> str:
    return _LINKS.account_url(handle) if handle else ""


def _handle(url: str) -> str:
    handle = url.rstrip("/").rpartition("/")[2]
    return handle if is_name(handle) else ""


def _is_edited(content: Payload) -> bool:
    versions = content.value("edit_control", "edit_tweet_ids")
    return content.value("isEdited") is True or (
        isinstance(versions, list) and len(versions) > 1
    )


# --- attachments --------------------------------------------------------------


def _media(content: Payload) -> tuple[Media, ...]:
    """Return images and stills, each once: X names most of them twice."""
    found: dict[str, Media] = {}
    for item in content.parts("mediaDetails"):
        _add(found, item, item.url("media_url_https"))
    for photo in content.parts("photos"):
        _add(found, photo, photo.url("url"))
    if not found and (poster := content.url("video", "poster")):
        return (Media(kind=MediaKind.VIDEO, url=poster),)
    return tuple(found.values())


def _add(found: dict[str, Media], item: Payload, url: str) -> None:
    size = item.part("original_info") or item
    kind = _MEDIA_KINDS.get(item.text("type"), MediaKind.IMAGE)
    medium = media_of(kind, url, size, item.text("ext_alt_text"))
    if url:
        # One image has one path, with and without its format and size.
        found.setdefault(PurePosixPath(split_url(url).path).stem, medium)


def _card(content: Payload) -> Card | None:
    values = content.part("card", "binding_values")
    title = values.text("title", "string_value")
    short = content.url("card", "url")
    links = content.parts("entities", "urls")
    whole = (link.url("expanded_url") for link in links if link.value("url") == short)
    url = next(whole, "") or short
    return card_of(url, title, values.text("description", "string_value"))
