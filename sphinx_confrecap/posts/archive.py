"""An archive of X's data: what its author gets who asks X for it.

The format is that of archives since 2018: files of JavaScript, each an assignment of
JSON such as ``window.YTD.tweets.part0 = [...]``. Fields are those of version 1.1 of X's
API (https://developer.x.com, "Tweet object"), with all numbers as text.
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
from .payload import Payload, object_at, objects_at, text_at, value_at
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

    What others wrote and the account passed on is left out: the archive holds only
    the beginning of it.

    Raises :class:`PayloadError` for what is no such file.
    """
    return tuple(_posts(_content(text), account or Account()))


def account_of_archive(text: str) -> Account:
    """Read ``account.js``: who the archive belongs to.

    Raises :class:`PayloadError` for what is no such file.
    """
    for item in _content(text):
        account = object_at(item, "account")
        if handle := text_at(account, "username"):
            return Account(
                name=text_at(account, "accountDisplayName"),
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
        tweet = object_at(item, "tweet") or object_at({"tweet": item}, "tweet")
        if not text_at(tweet, "full_text").startswith("RT @"):
            # Nested as deep as JSON may be, but no post is.
            with suppress(PayloadError, TombstoneError, RecursionError):
                yield post_of_syndication(_payload(tweet, account))


def _payload(tweet: Payload, account: Account) -> Payload:
    """Return a post as X's syndication endpoint would answer it."""
    numbered = _numbers(tweet)
    extended = objects_at(numbered, "extended_entities", "media")
    return {
        "id_str": text_at(tweet, "id_str") or text_at(tweet, "id"),
        "text": value_at(tweet, "full_text"),
        "lang": text_at(tweet, "lang"),
        "created_at": _iso(text_at(tweet, "created_at")),
        "display_text_range": value_at(numbered, "display_text_range"),
        "entities": value_at(numbered, "entities"),
        "mediaDetails": [_media(item) for item in extended],
        "user": {"name": account.name, "screen_name": account.handle},
    }


def _media(item: Payload) -> Payload:
    large = object_at(item, "sizes", "large")
    size = {"width": large.get("w"), "height": large.get("h")}
    return {**item, "original_info": size}


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
