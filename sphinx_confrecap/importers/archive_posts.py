"""The format of an archive of X's data, which X gives to users who ask for it.

Since 2018, it is files of JavaScript, each an assignment of JSON such as
``window.YTD.tweets.part0 = [...]``. Fields follow version 1.1 of X's API
(https://developer.x.com, "Tweet object"), with all numbers as text.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ..model.errors import PayloadError
from ..model.posts import Account, Post
from ..posts.payload import Payload
from ..posts.x import links_at, post_of_syndication

_ASSIGNMENT = re.compile(r"\s*window\.YTD\.(?P<name>\w+)\.part\d+\s*=\s*")
_NUMERIC = frozenset({"display_text_range", "indices", "w", "h"})
_NUMBER = re.compile(r"[0-9]{1,6}")


def posts_of_archive(text: str, account: Account | None = None) -> tuple[Post, ...]:
    """Read ``tweets.js`` (before 2022 ``tweet.js``), the posts of one *account*.

    Reposts of others' posts are left out: the archive has only their beginning.

    Raises :class:`PayloadError` if it is not such a file.
    """
    name, content = _content(text)
    # The oldest archives have no object around a post.
    tweets = [Payload(item).part("tweet") or Payload(item) for item in content]
    if name not in ("tweet", "tweets") and not any(t.text("full_text") for t in tweets):
        found = f"{name!r} instead of posts" if name else "no posts"
        raise PayloadError(f"it holds {found}; give tweets.js, or the whole archive")
    posts = []
    for tweet in tweets:
        if not tweet.text("full_text").startswith("RT @"):
            with suppress(PayloadError):
                posts.append(post_of_syndication(_payload(tweet, account or Account())))
    return tuple(posts)


def account_of_archive(text: str) -> Account:
    """Read the owner of the archive from ``account.js``.

    Raises :class:`PayloadError` if it is not such a file.
    """
    for item in _content(text)[1]:
        account = Payload(item).part("account")
        if handle := account.text("username"):
            url = links_at("").account_url(handle)
            name = account.text("accountDisplayName")
            return Account(name=name, handle=handle, url=url)
    raise PayloadError("it names no account")


def media_name(post: Post, url: str) -> str:
    """Return the name of a post's image in an archive's folder of media."""
    number = post.reference.id if post.reference else ""
    return f"{number}-{PurePosixPath(urlsplit(url).path).name}"


def _content(text: str) -> tuple[str, list[object]]:
    """Return the name of the data, if there is one, and its items."""
    start = _ASSIGNMENT.match(text)
    try:
        content = json.loads(text[start.end() if start else 0 :], object_hook=_numbered)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, list):
        raise PayloadError("it is not a file of X's archive, or it was cut")
    return start["name"] if start else "", content


def _numbered(found: dict[str, object]) -> dict[str, object]:
    """Turn sizes and places into numbers; a hashtag made of digits stays text."""
    return found | {name: _number(found[name]) for name in _NUMERIC & found.keys()}


def _number(value: object) -> object:
    match value:
        case list():
            return [*map(_number, value)]
        case str() if _NUMBER.fullmatch(value):
            return int(value)
    return value


def _payload(tweet: Payload, account: Account) -> dict[str, object]:
    """Return a post as X's syndication endpoint would answer it."""
    return {
        "id_str": tweet.text("id_str") or tweet.text("id"),
        "text": tweet.value("full_text"),
        "lang": tweet.value("lang"),
        "created_at": _iso(tweet.text("created_at")),
        "display_text_range": tweet.value("display_text_range"),
        "entities": tweet.value("entities"),
        "mediaDetails": list(map(_media, tweet.parts("extended_entities", "media"))),
        "user": {"name": account.name, "screen_name": account.handle},
    }


def _media(item: Payload) -> dict[str, object]:
    size = item.part("sizes", "large")
    kept = ("type", "media_url_https", "ext_alt_text")
    media = {name: item.value(name) for name in kept}
    return media | {"width": size.value("w"), "height": size.value("h")}


def _iso(text: str) -> str:
    """Return ``Tue Dec 04 10:11:12 +0000 2018`` as ISO 8601 has it."""
    # The names of months in strptime depend on the locale.
    with suppress(ValueError, OverflowError):
        return parsedate_to_datetime(text).isoformat()
    return ""
