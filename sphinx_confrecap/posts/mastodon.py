"""What Mastodon answers: a status, as https://docs.joinmastodon.org/entities/Status."""

from __future__ import annotations

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
)
from .markup import MarkupReader, read_markup, segments_of_runs
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


def post_of_status(payload: object, host: str) -> Post:
    """Read the answer of ``/api/v1/statuses/:id`` of the server *host*.

    Raises :class:`PayloadError`, and for a status that only
    followers see :class:`TombstoneError`.
    """
    post = _post(payload, host)
    return replace(post, quoted=_quoted(object_at(payload, "quote"), host))


def _quoted(quote: Payload, host: str) -> Post | None:
    """Read a quote of Mastodon 4.4, or of the servers that had some before."""
    status = object_at(quote, "quoted_status") or quote
    try:
        return _post(status, host)
    except TombstoneError as error:
        return Post(status=error.status)
    except PayloadError:
        gone = _QUOTES.get(text_at(quote, "state"))
        return Post(status=gone) if gone else None


def _post(payload: object, host: str) -> Post:
    content = payload if isinstance(payload, dict) else {}
    if not isinstance(content.get("content"), str):
        raise PayloadError("the answer holds no status of Mastodon")
    if text_at(content, "visibility") in {"private", "direct"}:
        raise TombstoneError(PostStatus.PROTECTED)
    author = _author(object_at(content, "account"), host)
    reference = _reference(content, host, author)
    return Post(
        reference=reference,
        author=author,
        created_at=time_at(content, "created_at") or date_of(reference),
        lang=language_of(text_at(content, "language")),
        segments=_segments(content, host),
        media=_media(content),
        card=_card(object_at(content, "card")),
        warning=text_at(content, "spoiler_text").strip(),
        edited=time_at(content, "edited_at") is not None,
    )


def _reference(content: Payload, host: str, author: Account) -> Reference:
    address = f"mastodon:{host}/statuses/{text_at(content, 'id')}"
    try:
        reference = parse_reference(address)
    except FieldError:
        raise PayloadError("the answer does not number its status") from None
    # The server's own accounts have no host in their addresses.
    user = author.handle.removesuffix(f"@{host}")
    named = replace(reference, user=user)
    try:
        return parse_reference(named.url)
    except FieldError:
        return reference


def _author(account: Payload, host: str) -> Account:
    handle = text_at(account, "acct") or text_at(account, "username")
    return Account(
        name=text_at(account, "display_name") or text_at(account, "username"),
        handle=handle if "@" in handle or not handle else f"{handle}@{host}",
        url=url_at(account, "url"),
        # A still, where the avatar moves.
        avatar_url=url_at(account, "avatar_static") or url_at(account, "avatar"),
    )


def _segments(content: Payload, host: str) -> tuple[Segment, ...]:
    # A quote stands in the text as well, for programs that know no quotes.
    is_quoting = value_at(content, "quote") is not None
    reader = MarkupReader(left_out="quote-inline" if is_quoting else "")
    read_markup(reader, text_at(content, "content"))
    return tuple(segments_of_runs(reader.runs(), Platform.MASTODON, host))


def _media(content: Payload) -> tuple[Media, ...]:
    found = (_medium(item) for item in objects_at(content, "media_attachments"))
    return tuple(item for item in found if item)


def _medium(item: Payload) -> Media | None:
    kind = _MEDIA_KINDS.get(text_at(item, "type"))
    if kind is None:
        return None
    is_image = kind is MediaKind.IMAGE
    url = url_at(item, "url") if is_image else url_at(item, "preview_url")
    size = object_at(item, "meta", "original" if is_image else "small")
    return Media(
        kind=kind,
        url=url,
        width=number_at(size, "width"),
        height=number_at(size, "height"),
        alt=text_at(item, "description"),
    )


def _card(content: Payload) -> Card | None:
    url, title = url_at(content, "url"), text_at(content, "title")
    if not (url and title):
        return None
    return Card(url=url, title=title, description=text_at(content, "description"))
