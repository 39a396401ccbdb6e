"""An archive of X's data, which X gives to users who ask for it.

The format is the one since 2018: files of JavaScript, each an assignment of JSON such
as ``window.YTD.tweets.part0 = [...]``. Fields follow version 1.1 of X's API
(https://developer.x.com, "Tweet object"), with all numbers as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ..model.errors import PayloadError, TombstoneError
from ..model.posts import Account, Post
from .payload import Payload
from .x import MONTHS, links_at, post_of_syndication

_ASSIGNMENT = re.compile(r"\s*window\.YTD\.\w+\.part\d+\s*=\s*")
_NUMERIC = frozenset({"display_text_range", "indices", "w", "h"})
_NUMBER = re.compile(r"\d{1,6}\Z", re.ASCII)
# "Tue Dec 04 10:11:12 +0000 2018". Names of months in strptime depend on the locale.
_TIME = re.compile(
    r"\w{3} (?P<month>\w{3}) (?P<day>\d{2}) (?P<time>\d{2}:\d{2}:\d{2}) "
    r"(?P<offset>[+-]\d{4}) (?P<year>\d{4})\Z",
    re.ASCII,
)
_MONTHS = [name[:3] for name in MONTHS]


def posts_of_archive(text: str, account: Account | None = None) -> tuple[Post, ...]:
    """Read ``tweets.js`` (before 2022 ``tweet.js``), the posts of one *account*.

    Reposts of others' posts are left out: the archive holds only their beginning.

    Raises :class:`PayloadError` if it is not such a file.
    """
    return tuple(_posts(_content(text), account or Account()))


def account_of_archive(text: str) -> Account:
    """Read the owner of the archive from ``account.js``.

    Raises :class:`PayloadError` if it is not such a file.
    """
    for item in _content(text):
        account = Payload(item).part("account")
        if handle := account.text("username"):
            return Account(
                name=account.text("accountDisplayName"),
                handle=handle,
                url=links_at("").account_url(handle),
            )
    raise PayloadError("the file names no account")


def media_name(post: Post, url: str) -> str:
    """Return the name of a post's image in an archive's folder of media."""
    number = post.reference.id if post.reference else ""
    return f"{number}-{PurePosixPath(urlsplit(url).path).name}"


def _content(text: str) -> list[object]:
    assignment = _ASSIGNMENT.match(text)
    try:
        content = json.loads(text[assignment.end() if assignment else 0 :])
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, list):
        raise PayloadError("it is no file of X's archive, or was cut")
    return content


def _posts(content: Iterable[object], account: Account) -> Iterator[Post]:
    for item in content:
        # The oldest archives have no object around a post.
        tweet = Payload(item).part("tweet") or Payload(item)
        if not tweet.text("full_text").startswith("RT @"):
            # Nested as deep as JSON may be, but no post is.
            with suppress(PayloadError, TombstoneError, RecursionError):
                yield post_of_syndication(_payload(tweet, account))


def _payload(tweet: Payload, account: Account) -> dict[str, object]:
    """Return a post as X's syndication endpoint would answer it."""
    numbered = Payload(_numbers(tweet.value()))
    extended = numbered.parts("extended_entities", "media")
    return {
        "id_str": tweet.text("id_str") or tweet.text("id"),
        "text": tweet.value("full_text"),
        "lang": tweet.text("lang"),
        "created_at": _iso(tweet.text("created_at")),
        "display_text_range": numbered.value("display_text_range"),
        "entities": numbered.value("entities"),
        "mediaDetails": [_media(item) for item in extended],
        "user": {"name": account.name, "screen_name": account.handle},
    }


def _media(item: Payload) -> dict[str, object]:
    large = item.part("sizes", "large")
    size = {"width": large.value("w"), "height": large.value("h")}
    kept = ("type", "media_url_https", "ext_alt_text")
    return {name: item.value(name) for name in kept} | {"original_info": size}


def _numbers(content: object, name: str = "") -> object:
    """Turn sizes and places into numbers; a hashtag made of digits stays text."""
    match content:
        case dict():
            return {key: _numbers(value, key) for key, value in content.items()}
        case list():
            return [_numbers(value, name) for value in content]
        case str() if name in _NUMERIC and _NUMBER.match(content):
            return int(content)
    return content


def _iso(text: str) -> str:
    match = _TIME.match(text)
    if not match or match["month"] not in _MONTHS:
        return ""
    month = _MONTHS.index(match["month"]) + 1
    return f"{match['year']}-{month:02}-{match['day']}T{match['time']}{match['offset']}"
