"""The adapter of Mastodon: addresses, embed code, and a server's answers.

Sources: ``config/routes.rb``, ``lib/mastodon/snowflake.rb``, ``app/views/statuses`` and
``app/javascript/entrypoints/embed.tsx`` of its source; for the requests,
https://docs.joinmastodon.org/methods/statuses/ and .../entities/Status.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import SplitResult, unquote

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
)
from ..text.urls import hostname_of
from .address import HOST, NUMBER, is_web, reference_in
from .embed import Embed
from .markup import MarkupReader, read_markup, segments_of_runs
from .payload import Payload, card_of, language_of, media_of
from .platform import (
    GONE,
    Answer,
    Get,
    LiveView,
    moment_of,
    part_of,
    payload_of,
    with_parent,
)
from .segments import NAME as USER_NAME
from .segments import Links

NAME = "Mastodon"
HOSTS: frozenset[str] = frozenset()
EXAMPLE = "https://mastodon.example/@user/20"
EMBED_CLASSES = frozenset({"mastodon-embed"})
SHORTCODES = frozenset({"mastodon", "toot"})

_IS_HOST = re.compile(HOST)
_USER = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}"
_PATH = re.compile(
    rf"/(?:@(?P<user>{_USER}(?:@{_USER})?)|(?:users/(?P<owner>{_USER})/)?statuses)/"
    rf"{NUMBER}(?:/embed)?/?"
)
_MENTION = re.compile(rf".(?P<name>{USER_NAME})(?![A-Za-z0-9_@])")
# The text of its embed code if its script does not run.
_POST_BY = re.compile(r"@(?P<user>[\w.-]+)@(?P<host>[\w.-]+)", re.ASCII)
_MEDIA_KINDS = {
    "image": MediaKind.IMAGE,
    "video": MediaKind.VIDEO,
    "gifv": MediaKind.GIF,
}
_QUOTES = {
    "deleted": PostStatus.DELETED,
    "revoked": PostStatus.RESTRICTED,
    "rejected": PostStatus.RESTRICTED,
    "unauthorized": PostStatus.PROTECTED,
}


# --- addresses ----------------------------------------------------------------


def reference_at(parts: SplitResult) -> Reference | None:
    host = parts.netloc.lower()
    if not is_web(parts) or not _IS_HOST.fullmatch(host):
        return None
    match = _PATH.fullmatch(unquote(parts.path))
    if match is None:
        return None
    return reference_of(match["id"], host, match["user"] or match["owner"] or "")


def reference_of(number: str, authority: str = "", user: str = "") -> Reference:
    return Reference(
        platform=Platform.MASTODON,
        id=number,
        authority=authority,
        user=user,
        url=f"https://{authority}/{f'@{user}' if user else 'statuses'}/{number}",
    )


def date_of(reference: Reference) -> datetime | None:
    # 48 bits of milliseconds above 16 of sequence.
    return moment_of(timedelta(milliseconds=int(reference.id) >> 16))


def author_of(reference: Reference) -> Account:
    user, _, host = reference.user.partition("@")
    return _account(user, host or reference.authority)


def _account(user: str, host: str) -> Account:
    links = links_at(host) if user else None
    if links is None:
        return Account()
    return Account(handle=f"{user}@{host}", url=links.account_url(user))


# --- in a document ------------------------------------------------------------


def links_at(authority: str) -> Links | None:
    if not authority:
        return None
    return Links(
        mention=_MENTION,
        accounts=f"https://{authority}/@",
        tags=f"https://{authority}/tags/",
    )


def post_of_embed(embed: Embed) -> Post:
    """Read Mastodon's code, which names the post but does not contain its text."""
    named = (embed.attributes.get(name, "") for name in ("data-embed-url", "src"))
    runs = embed.runs()
    addresses = (*named, *(run.url for run in runs))
    references = (reference_in(address, reference_at) for address in addresses)
    reference = next(filter(None, references), None)
    if reference is None:
        raise FieldError("the embed code names no post; copy it again")
    author = author_of(reference)
    if match := _POST_BY.search(" ".join(run.text for run in runs)):
        author = _account(match["user"], match["host"])
    return Post(reference=reference, author=author, created_at=date_of(reference))


def live_view(reference: Reference) -> LiveView | None:
    # Its own view has an address with the author's name.
    if not reference.user:
        return None
    return LiveView(f"{reference.url}/embed", reference.authority)


# --- requests -----------------------------------------------------------------


def ask(reference: Reference, get: Get) -> Answer:
    host = reference.authority
    status = _status_of(reference, get)
    post = post_of_status(status, host)
    number = Payload(status).text("in_reply_to_id")
    return with_parent(
        post,
        _numbered(host, number) if number else None,
        lambda parent: post_of_status(_status_of(parent, get), host),
    )


def _status_of(reference: Reference, get: Get) -> object:
    host = reference.authority
    reply = get(f"https://{host}/api/v1/statuses/{reference.id}", {host})
    # A host that has changed hands answers 404 as well, but not as Mastodon.
    if reply.status in GONE and Payload(reply.json()).value("error") is not None:
        raise TombstoneError(PostStatus.DELETED)
    return payload_of(reply, host)


def media_hosts(post: Post) -> frozenset[str]:
    """Return the hosts that the answer names: each site keeps its images elsewhere."""
    return frozenset(hostname_of(media.url) for media in post.all_media())


# --- answers ------------------------------------------------------------------


def post_of_status(answer: object, host: str) -> Post:
    """Read the answer of ``/api/v1/statuses/:id`` of the server *host*.

    Raises :class:`PayloadError`, or :class:`TombstoneError` for a status that only
    followers see.
    """
    payload = Payload(answer)
    quoted = _quoted(payload.part("quote"), host)
    return replace(_post(payload, host), quoted=quoted)


def _quoted(quote: Payload, host: str) -> Post | None:
    """Read a quote of Mastodon 4.4, or of servers that had quotes before."""
    status = quote.part("quoted_status") or quote
    gone = _QUOTES.get(quote.text("state"))
    hidden = Post(status=gone) if gone else None
    return part_of(lambda: _post(status, host)) or hidden


def _post(content: Payload, host: str) -> Post:
    if not isinstance(content.value("content"), str):
        raise PayloadError("the answer has no status of Mastodon")
    if content.text("visibility") in {"private", "direct"}:
        raise TombstoneError(PostStatus.PROTECTED)
    author = _author(content.part("account"), host)
    reference = _reference(content, host, author)
    return Post(
        reference=reference,
        author=author,
        created_at=content.time("created_at") or date_of(reference),
        lang=language_of(content.text("language")),
        segments=_segments(content, host),
        media=_media(content),
        card=_card(content.part("card")),
        warning=content.text("spoiler_text").strip(),
        edited=content.time("edited_at") is not None,
    )


def _reference(content: Payload, host: str, author: Account) -> Reference:
    reference = _numbered(host, content.text("id"))
    if reference is None:
        raise PayloadError("the answer does not number its status")
    # The server's own accounts have no host in their addresses.
    user = author.handle.removesuffix(f"@{host}")
    named = reference_of(reference.id, host, user)
    return reference_in(named.url, reference_at) or reference


def _numbered(host: str, number: str) -> Reference | None:
    return reference_in(f"https://{host}/statuses/{number}", reference_at)


def _author(account: Payload, host: str) -> Account:
    handle = account.text("acct") or account.text("username")
    return Account(
        name=account.text("display_name") or account.text("username"),
        handle=handle if "@" in handle or not handle else f"{handle}@{host}",
        url=account.url("url"),
        # A still, if the avatar moves.
        avatar_url=account.url("avatar_static") or account.url("avatar"),
    )


def _segments(content: Payload, host: str) -> tuple[Segment, ...]:
    # The text contains the quote as well, for programs that do not know quotes.
    is_quoting = content.value("quote") is not None
    reader = MarkupReader(left_out="quote-inline" if is_quoting else "")
    read_markup(reader, content.text("content"))
    return tuple(segments_of_runs(reader.runs(), links_at(host)))


def _media(content: Payload) -> tuple[Media, ...]:
    items = content.parts("media_attachments")
    return tuple(_medium(item) for item in items if item.text("type") in _MEDIA_KINDS)


def _medium(item: Payload) -> Media:
    kind = _MEDIA_KINDS[item.text("type")]
    is_image = kind is MediaKind.IMAGE
    url = item.url("url") if is_image else item.url("preview_url")
    size = item.part("meta", "original" if is_image else "small")
    return media_of(kind, url, size, item.text("description"))


def _card(content: Payload) -> Card | None:
    title, description = content.text("title"), content.text("description")
    return card_of(content.url("url"), title, description)
