"""From the address of a post to its reference, and from that to its date.

Sources of the formats: for X, the paths of x.com, and the layout of its ids in
``twitter-archive/snowflake``; for Mastodon, ``config/routes.rb`` and
``lib/mastodon/snowflake.rb``; for Bluesky, the specifications of AT URI, handle, DID
and TID at https://atproto.com/specs.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import SplitResult, unquote, urlsplit

from ..model.errors import FieldError
from ..model.posts import Platform, Reference
from ..text.keys import key_of
from ..text.urls import host_of

MAX_LENGTH = 2048
"""The longest address that is read, in characters."""

# Sites that show X's posts under X's own paths, for chats.
_X_MIRRORS = ("vxtwitter.com", "fxtwitter.com", "fixupx.com", "fixvx.com")
_X_HOSTS = frozenset(
    {
        f"{prefix}{host}"
        for host in ("x.com", "twitter.com")
        for prefix in ("", "www.", "mobile.", "m.")
    }
    | {f"{prefix}{host}" for host in _X_MIRRORS for prefix in ("", "www.", "d.")}
)
_BLUESKY_HOSTS = frozenset({"bsky.app", "www.bsky.app"})

# Nineteen digits hold all numbers of 63 bits.
_NUMBER = r"(?P<id>[1-9][0-9]{0,18})"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# A last label that begins with a letter cannot be part of an IP address.
_HOST = rf"(?=.{{4,253}}\Z)(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?"
_DID = r"did:(?:plc|web):[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?"
# Thirteen digits of base 32 with the highest of 65 bits, and that below it, unset.
_TID = r"(?P<id>[2-7a-j][2-7a-z]{12})"
_USER = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_BARE = re.compile(_NUMBER)
_IS_HOST = re.compile(_HOST)
_IS_AUTHORITY = re.compile(rf"{_DID}|{_HOST}")
_X_PATH = re.compile(
    rf"/(?:i/(?:web/)?status|(?:(?P<user>[A-Za-z0-9_]{{1,20}})/)?status(?:es)?)/"
    rf"{_NUMBER}(?:/(?:photo|video)/[0-9]{{1,2}})?/?"
)
_MASTODON_PATH = re.compile(
    rf"/(?:@(?P<user>{_USER}(?:@{_USER})?)|(?:users/(?P<owner>{_USER})/)?statuses)/"
    rf"{_NUMBER}(?:/embed)?/?"
)
_BLUESKY_PATH = re.compile(rf"/profile/(?P<authority>[^/]+)/post/{_TID}/?")
_RECORD_PATH = re.compile(rf"/app\.bsky\.feed\.post/{_TID}")

_BASE_32 = "234567abcdefghijklmnopqrstuvwxyz"
# Ids were counted up to here (oduwsdl/tweetedat, script/TimestampEstimator.py).
_FIRST_SNOWFLAKE = 29700859247
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_POSTS = datetime(2006, 3, 21, tzinfo=UTC) - _EPOCH
_NO_POSTS_YET = datetime(2100, 1, 1, tzinfo=UTC) - _EPOCH


def parse_reference(text: str) -> Reference:
    """Read the address of a post on X, Mastodon or Bluesky, or the number of X's.

    Raises :class:`FieldError` for all else.
    """
    text = text.strip()
    if match := _BARE.fullmatch(text):
        return Reference(platform=Platform.X, id=match["id"])
    if reference := _of_address(_split(text)):
        return reference
    raise FieldError(
        f"{_shortened(text)!r} is not the address of a post; write one as "
        "https://x.com/user/status/20, https://mastodon.example/@user/20 or "
        "https://bsky.app/profile/user.bsky.social/post/3l6oveex3ii2l"
    )


def lies_at_platform(address: str) -> bool:
    """Tell whether an address is one of X or Bluesky; Mastodon may be at any host."""
    try:
        host = _split(address.strip()).netloc.lower()
    except FieldError:
        return False
    return host in _X_HOSTS or host in _BLUESKY_HOSTS


def _split(text: str) -> SplitResult:
    # urlsplit() leaves out tabs and line breaks, as browsers do.
    if len(text) > MAX_LENGTH or not text.isprintable() or " " in text:
        raise FieldError(
            f"{_shortened(text)!r} is no address: it is too long, or holds white space"
        )
    if text[:9].lower() == "mastodon:":
        text = f"https://{text[9:]}"
    elif not _SCHEME.match(text):
        text = f"https://{text}"
    try:
        return urlsplit(text)
    except ValueError:
        raise FieldError(f"{_shortened(text)!r} is not an address") from None


def _of_address(parts: SplitResult) -> Reference | None:
    # All of the host part has to be a host: no credentials and no port.
    host = parts.netloc.lower()
    if parts.scheme == "at":
        match = _RECORD_PATH.fullmatch(parts.path)
        return _of_bluesky(host, match["id"]) if match else None
    if parts.scheme not in {"http", "https"}:
        return None
    path = unquote(parts.path)
    if host in _X_HOSTS:
        # Until 2012, X wrote the path behind "#!".
        hashbang = parts.fragment.startswith("!") and path in {"", "/"}
        return _of_x(parts.fragment[1:] if hashbang else path)
    if host in _BLUESKY_HOSTS:
        match = _BLUESKY_PATH.fullmatch(path)
        return _of_bluesky(match["authority"].lower(), match["id"]) if match else None
    return _of_mastodon(host, path) if _IS_HOST.fullmatch(host) else None


def _of_x(path: str) -> Reference | None:
    if match := _X_PATH.fullmatch(path):
        return Reference(platform=Platform.X, id=match["id"], user=match["user"] or "")
    return None


def _of_mastodon(host: str, path: str) -> Reference | None:
    if match := _MASTODON_PATH.fullmatch(path):
        return Reference(
            platform=Platform.MASTODON,
            id=match["id"],
            authority=host,
            user=match["user"] or match["owner"] or "",
        )
    return None


def _of_bluesky(authority: str, record: str) -> Reference | None:
    if _IS_AUTHORITY.fullmatch(authority):
        return Reference(platform=Platform.BLUESKY, id=record, authority=authority)
    return None


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def address_of(url: str) -> str:
    """Return the key of a post by its address; empty for what is no address."""
    try:
        return parse_reference(url).key
    except FieldError:
        return f"web/{key_of(url)}" if host_of(url) else ""


def date_of(reference: Reference) -> datetime | None:
    """Return when a post was written, as its id alone tells; in UTC.

    ``None`` for ids that were counted, as X's until 2010 and Mastodon's until 2017.
    """
    match reference.platform:
        case Platform.X:
            return _date_of_x(int(reference.id))
        case Platform.MASTODON:
            # 48 bits of milliseconds above 16 of sequence.
            return _plausible(timedelta(milliseconds=int(reference.id) >> 16))
        case Platform.BLUESKY:
            # 53 bits of microseconds above 10 that tell clocks apart.
            number = 0
            for character in reference.id:
                number = number << 5 | _BASE_32.index(character)
            return _plausible(timedelta(microseconds=number >> 10))


def _date_of_x(number: int) -> datetime | None:
    if number < _FIRST_SNOWFLAKE:
        return None
    # Milliseconds since the fourth of November 2010, above 22 bits of sequence.
    return _plausible(timedelta(milliseconds=(number >> 22) + 1288834974657))


def _plausible(since: timedelta) -> datetime | None:
    """Return the time that is *since* after 1970, unless no post can be of then."""
    # Some programs give imported posts the ids of the time that they were written.
    if _FIRST_POSTS <= since < _NO_POSTS_YET:
        return _EPOCH + since
    return None
