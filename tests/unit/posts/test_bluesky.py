"""What Bluesky answers."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.model.errors import PayloadError
from sphinx_confrecap.model.posts import (
    Account,
    Card,
    Media,
    MediaKind,
    Platform,
    Post,
    PostStatus,
    Reference,
)
from sphinx_confrecap.posts.bluesky import post_of_view
from sphinx_confrecap.posts.segments import text_of
from tests.unit.posts.odd import check_all, tombstone, values

DID = "did:plc:abc"
TID = "3l6oveex3ii2l"
URI = f"at://{DID}/app.bsky.feed.post/{TID}"
FACET = "app.bsky.richtext.facet"
AUTHOR = {
    "did": DID,
    "handle": "user.bsky.social",
    "displayName": "A. User",
    "avatar": "https://cdn.bsky.app/me.jpg",
}


def view(text: str = "Hello.", facets: object = (), **more: Any) -> dict[str, Any]:
    record = {
        "$type": "app.bsky.feed.post",
        "text": text,
        "facets": facets or None,
        "createdAt": "2024-10-17T07:06:51.642Z",
        "langs": ["de"],
    }
    return {"uri": URI, "author": AUTHOR, "record": record, **more}


def read(text: str = "Hello.", facets: object = (), **more: Any) -> Post:
    return post_of_view(view(text, facets, **more))


def facet(start: object, stop: object, kind: str, **feature: Any) -> dict[str, Any]:
    return {
        "index": {"byteStart": start, "byteEnd": stop},
        "features": [{"$type": f"{FACET}#{kind}", **feature}],
    }


def link(
    start: object, stop: object, uri: str = "https://a.example/"
) -> dict[str, Any]:
    return facet(start, stop, "link", uri=uri)


def kinds(post: Post) -> list[tuple[str, str]]:
    return [(s.kind.value, s.text) for s in post.segments]


def test_a_post() -> None:
    post = read()
    assert post == Post(
        reference=Reference(platform=Platform.BLUESKY, id=TID, authority=DID),
        author=Account(
            name="A. User",
            handle="user.bsky.social",
            url=f"https://bsky.app/profile/{DID}",
            avatar_url="https://cdn.bsky.app/me.jpg",
        ),
        created_at=datetime(2024, 10, 17, 7, 6, 51, 642000, UTC),
        lang="de",
        segments=post.segments,
    )
    assert text_of(post.segments) == "Hello."


def test_the_least_that_is_a_post() -> None:
    post = post_of_view({"uri": URI, "record": {"text": ""}})
    # Told by the id.
    assert post.created_at == datetime(2024, 10, 17, 7, 6, 51, 642318, UTC)
    assert (post.author, post.segments, post.lang) == (Account(), (), "")


@pytest.mark.parametrize("before", ["", "é ", "日本 ", "😀 ", "👩‍👩‍👧‍👦 "])
def test_places_count_bytes(before: str) -> None:
    text = f"{before}@ab.example #cd example.org/e..."
    at = len(before.encode())
    post = read(
        text,
        [
            link(at + 16, at + 32, "https://example.org/e/whole"),
            facet(at, at + 11, "mention", did="did:plc:def"),
            facet(at + 12, at + 15, "tag", tag="cd"),
        ],
    )
    assert [(s.text, s.url) for s in post.segments if s.url] == [
        ("@ab.example", "https://bsky.app/profile/did:plc:def"),
        ("#cd", "https://bsky.app/hashtag/cd"),
        ("example.org/e...", "https://example.org/e/whole"),
    ]
    assert text_of(post.segments) == text


@pytest.mark.parametrize(
    "wrong",
    [
        link(0, 99),
        link(-1, 2),
        link(4, 4),
        link(5, 4),
        link("0", 2),
        link(None, None),
        # In the middle of a letter.
        link(0, 1),
        link(1, 4),
        link(0, 4, "javascript:alert(1)"),
        link(0, 4, ""),
        facet(0, 4, "mention"),
        facet(0, 4, "tag", tag=1),
        facet(0, 4, "bold"),
        {"index": None, "features": []},
        {"index": {"byteStart": 0, "byteEnd": 4}},
        {},
    ],
)
def test_a_facet_that_is_nowhere_is_text(wrong: dict[str, Any]) -> None:
    assert kinds(read("éé, text.", [wrong])) == [("text", "éé, text.")]


def test_of_two_facets_in_one_place_the_first_counts() -> None:
    facets = [link(4, 8), link(0, 6), link(6, 8), link(0, 6)]
    assert kinds(read("abcdefgh", facets)) == [("link", "abcdef"), ("link", "gh")]


def test_without_facets_the_text_is_read() -> None:
    post = read("@a.example #b https://c.example")
    assert [s.text for s in post.segments if s.url] == [
        "@a.example",
        "#b",
        "https://c.example",
    ]


# --- embeds -------------------------------------------------------------------

IMAGES = {
    "$type": "app.bsky.embed.images#view",
    "images": [
        {
            "thumb": "https://cdn.bsky.app/thumb.jpg",
            "fullsize": "https://cdn.bsky.app/full.jpg",
            "alt": "A box",
            "aspectRatio": {"width": 20, "height": 10},
        },
        {"fullsize": "https://cdn.bsky.app/2.jpg", "alt": ""},
    ],
}
MEDIA = (
    Media(
        kind=MediaKind.IMAGE,
        url="https://cdn.bsky.app/full.jpg",
        width=20,
        height=10,
        alt="A box",
    ),
    Media(kind=MediaKind.IMAGE, url="https://cdn.bsky.app/2.jpg"),
)
EXTERNAL = {
    "$type": "app.bsky.embed.external#view",
    "external": {
        "uri": "https://example.org/",
        "title": "A page",
        "description": "Of ours",
    },
}
CARD = Card(url="https://example.org/", title="A page", description="Of ours")
RECORD = {
    "$type": "app.bsky.embed.record#viewRecord",
    "uri": URI,
    "author": AUTHOR,
    "value": {"text": "Inside.", "createdAt": "2024-10-17T07:06:51Z"},
    "embeds": [IMAGES],
}


def test_images() -> None:
    assert read(embed=IMAGES).media == MEDIA


def test_a_video_is_its_still() -> None:
    video = {
        "$type": "app.bsky.embed.video#view",
        "playlist": "https://video.bsky.app/x.m3u8",
        "thumbnail": "https://video.bsky.app/x.jpg",
        "alt": "A talk",
        "aspectRatio": {"width": 16, "height": 9},
    }
    assert read(embed=video).media == (
        Media(
            kind=MediaKind.VIDEO,
            url="https://video.bsky.app/x.jpg",
            width=16,
            height=9,
            alt="A talk",
        ),
    )


def test_a_card() -> None:
    assert read(embed=EXTERNAL).card == CARD


def test_a_quoted_post() -> None:
    post = read(embed={"$type": "app.bsky.embed.record#view", "record": RECORD})
    assert post.quoted
    assert text_of(post.quoted.segments) == "Inside."
    assert post.quoted.author.handle == "user.bsky.social"
    assert post.quoted.media == MEDIA
    assert post.media == ()


@pytest.mark.parametrize(
    ("media", "shown", "card"), [(IMAGES, MEDIA, None), (EXTERNAL, (), CARD)]
)
def test_a_quoted_post_beside_media(
    media: object, shown: tuple[Media, ...], card: Card | None
) -> None:
    embed = {
        "$type": "app.bsky.embed.recordWithMedia#view",
        "record": {"$type": "app.bsky.embed.record#view", "record": RECORD},
        "media": media,
    }
    post = read(embed=embed)
    assert post.quoted
    assert text_of(post.quoted.segments) == "Inside."
    assert (post.media, post.card) == (shown, card)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("app.bsky.embed.record#viewNotFound", PostStatus.DELETED),
        ("app.bsky.embed.record#viewBlocked", PostStatus.RESTRICTED),
        ("app.bsky.embed.record#viewDetached", PostStatus.RESTRICTED),
        ("app.bsky.graph.defs#listView", None),
    ],
)
def test_a_quoted_post_that_is_gone(kind: str, expected: PostStatus | None) -> None:
    quoted = read(embed={"record": {"$type": kind, "uri": URI}}).quoted
    assert quoted == (Post(status=expected) if expected else None)


# --- status and language ------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, PostStatus.OK),
        ({"labels": [{"val": "porn"}]}, PostStatus.OK),
        ({"labels": [{"val": "!no-unauthenticated"}]}, PostStatus.RESTRICTED),
        ({"labels": [{"val": "!no-unauthenticated", "neg": True}]}, PostStatus.OK),
        (
            {"author": {**AUTHOR, "labels": [{"val": "!no-unauthenticated"}]}},
            PostStatus.RESTRICTED,
        ),
        ({"labels": None}, PostStatus.OK),
    ],
)
def test_a_post_behind_a_login(more: dict[str, Any], expected: PostStatus) -> None:
    assert read(**more).status is expected


@pytest.mark.parametrize(
    ("langs", "expected"),
    [
        (["pt-BR"], "pt-BR"),
        (["de", "en"], ""),
        ([], ""),
        (None, ""),
        ([1], ""),
        ("de", ""),
    ],
)
def test_languages(langs: object, expected: str) -> None:
    content = view()
    content["record"]["langs"] = langs
    assert post_of_view(content).lang == expected


# --- no post ------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [
        {},
        [],
        None,
        "text",
        {"error": "InvalidRequest"},
        {"posts": []},
        {"uri": URI},
        {"uri": URI, "record": {}},
        {"uri": URI, "record": {"text": 1}},
        {"record": {"text": "a"}},
        {"uri": "at://x", "record": {"text": "a"}},
        {"uri": "https://x.com/user", "record": {"text": "a"}},
    ],
)
def test_payloads_without_a_post_are_refused(payload: object) -> None:
    with pytest.raises(PayloadError):
        post_of_view(payload)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("app.bsky.feed.defs#notFoundPost", PostStatus.DELETED),
        ("app.bsky.feed.defs#blockedPost", PostStatus.RESTRICTED),
    ],
)
def test_tombstones(kind: str, expected: PostStatus) -> None:
    assert tombstone(post_of_view, {"$type": kind, "uri": URI}) is expected


KEYS = [*view(), *AUTHOR, *view()["record"], "embed", "record", "media", "external"]
KEYS += ["images", "fullsize", "alt", "aspectRatio", "width", "index", "features"]
KEYS += ["byteStart", "byteEnd", "labels", "val", "embeds", "value", "title"]
TYPES = ["app.bsky.embed.images#view", "app.bsky.embed.video#view", f"{FACET}#link"]
VALUES = values(KEYS, ["https://a.example/", "é\ud83d", URI, *TYPES])


@given(VALUES, st.dictionaries(st.sampled_from(KEYS), VALUES), VALUES)
def test_no_payload_is_too_odd(
    payload: object, more: dict[str, object], facets: object
) -> None:
    payloads = payload, {**view(), **more}, view("é 😀 a", facets)
    check_all(post_of_view, *payloads, exact=False)


@given(
    st.text(max_size=20),
    st.lists(st.builds(link, st.integers(-2, 30), st.integers(-2, 30)), max_size=5),
)
def test_no_letter_is_lost(text: str, facets: list[dict[str, Any]]) -> None:
    assert text_of(read(text, facets).segments).strip() == text.strip()
