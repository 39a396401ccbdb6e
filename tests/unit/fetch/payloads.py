"""What the platforms answer, in shapes of our own."""

import json
from typing import Any

SYNDICATION = "cdn.syndication.twimg.com/tweet-result"
OEMBED = "publish.twitter.com/oembed"
PROFILES = "public.api.bsky.app/xrpc/com.atproto.identity.resolveHandle"
POSTS = "public.api.bsky.app/xrpc/app.bsky.feed.getPosts"
STATUSES = "mastodon.example/api/v1/statuses"

X_IMAGE = "pbs.twimg.com/media/a.png"
BLUESKY_IMAGE = "cdn.bsky.app/img/feed_fullsize/plain/a@png"
MASTODON_IMAGE = "files.mastodon.example/media/a.png"
DID = "did:plc:abcdefghijklmnopqrstuvwx"
RECORD = "3l6oveex3ii2l"


def dumped(payload: Any) -> bytes:
    return json.dumps(payload).encode()


def syndication(number: str = "20", **others: Any) -> dict[str, Any]:
    return {
        "__typename": "Tweet",
        "id_str": number,
        "lang": "en",
        "created_at": "2030-05-01T10:00:00.000Z",
        "text": "Shelves & more @sam #exampledays",
        "entities": {"hashtags": [], "urls": [], "user_mentions": [], "symbols": []},
        "user": {"id_str": "1", "name": "Example", "screen_name": "example"},
        **others,
    }


def with_image(url: str = f"https://{X_IMAGE}") -> dict[str, Any]:
    details = {
        "type": "photo",
        "media_url_https": url,
        "original_info": {"width": 1, "height": 1},
        "ext_alt_text": "A shelf",
    }
    return syndication(mediaDetails=[details])


def tombstone(words: str) -> dict[str, Any]:
    return {
        "__typename": "TweetTombstone",
        "tombstone": {"text": {"text": words, "entities": [], "rtl": False}},
    }


def oembed(number: str = "20") -> dict[str, Any]:
    return {
        "url": f"https://twitter.com/example/status/{number}",
        "author_name": "Example",
        "author_url": "https://twitter.com/example",
        "html": '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Shelves</p>'
        "&mdash; Example (@example) "
        f'<a href="https://twitter.com/example/status/{number}">May 1, 2030</a>'
        "</blockquote>",
        "type": "rich",
    }


def status(**others: Any) -> dict[str, Any]:
    return {
        "id": "110",
        "created_at": "2030-05-01T10:00:00.000Z",
        "visibility": "public",
        "language": "en",
        "content": "<p>Shelves</p>",
        "account": {
            "username": "sam",
            "acct": "sam",
            "display_name": "Sam",
            "url": "https://mastodon.example/@sam",
        },
        "media_attachments": [],
        **others,
    }


def attachment(url: str = f"https://{MASTODON_IMAGE}") -> dict[str, Any]:
    return {"type": "image", "url": url, "description": "A shelf"}


def view(**others: Any) -> dict[str, Any]:
    return {
        "uri": f"at://{DID}/app.bsky.feed.post/{RECORD}",
        "author": {"did": DID, "handle": "sam.example", "displayName": "Sam"},
        "record": {
            "$type": "app.bsky.feed.post",
            "text": "Shelves",
            "createdAt": "2030-05-01T10:00:00.000Z",
            "langs": ["en"],
        },
        **others,
    }


def pictured(url: str = f"https://{BLUESKY_IMAGE}") -> dict[str, Any]:
    image = {"thumb": url, "fullsize": url, "alt": "A shelf"}
    return view(embed={"$type": "app.bsky.embed.images#view", "images": [image]})
