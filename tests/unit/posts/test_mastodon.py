"""What Mastodon answers."""

from dataclasses import replace
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
    Post,
    PostStatus,
)
from sphinx_confrecap.posts.mastodon import post_of_status
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.segments import text_of
from sphinx_confrecap.posts.snapshot import dumps, loads
from tests.unit.posts.odd import check_all, tombstone, values

HOST = "social.example"


def status(content: str = "<p>Hello.</p>", **more: Any) -> dict[str, Any]:
    return {
        "id": "109372843234000000",
        "created_at": "2022-11-19T22:32:24.073Z",
        "visibility": "public",
        "content": content,
        "account": {
            "username": "user",
            "acct": "user",
            "display_name": "A. User",
            "url": "https://social.example/@user",
            "avatar": "https://files.example/me.gif",
            "avatar_static": "https://files.example/me.png",
        },
        **more,
    }


def read(content: str = "<p>Hello.</p>", **more: Any) -> Post:
    return post_of_status(status(content, **more), HOST)


def test_a_status() -> None:
    post = read(language="de", spoiler_text="Food", edited_at="2022-11-20T00:00:00Z")
    address = "https://social.example/@user/109372843234000000"
    assert post == Post(
        reference=parse_reference(address),
        author=Account(
            name="A. User",
            handle="user@social.example",
            url="https://social.example/@user",
            avatar_url="https://files.example/me.png",
        ),
        created_at=datetime(2022, 11, 19, 22, 32, 24, 73000, UTC),
        lang="de",
        segments=post.segments,
        warning="Food",
        edited=True,
    )
    assert text_of(post.segments) == "Hello."
    assert post.reference
    assert post.reference.url == address


def test_the_least_that_is_a_status() -> None:
    post = post_of_status({"id": "109372843234000000", "content": ""}, HOST)
    assert post.reference
    assert post.reference.url == "https://social.example/statuses/109372843234000000"
    # Told by the id.
    assert post.created_at == datetime(2022, 11, 19, 22, 32, 24, 73000, UTC)
    assert (post.author, post.segments, post.edited) == (Account(), (), False)


def test_an_account_of_another_server() -> None:
    account = {"username": "u", "acct": "u@other.example", "display_name": ""}
    post = read(account=account)
    assert post.author.name == "u"
    assert post.author.handle == "u@other.example"
    assert post.reference
    assert post.reference.user == "u@other.example"


def test_links_mentions_and_tags() -> None:
    post = read(
        '<p><span class="h-card" translate="no"><a href="https://social.example/@ab" '
        'class="u-url mention">@<span>ab</span></a></span> <a href="https://social.'
        'example/tags/devops" class="mention hashtag" rel="tag">#<span>devops</span>'
        "</a> <a "
        'href="https://www.example.org/a/very/long/path?x=1&amp;y=2" rel="nofollow '
        'noopener" target="_blank"><span class="invisible">https://www.</span><span '
        'class="ellipsis">example.org/a/very/long</span><span class="invisible">/path?x'
        "=1&amp;y=2</span></a></p><p>R&amp;D<br>next</p>"
    )
    assert [(s.kind.value, s.text, s.url) for s in post.segments] == [
        ("mention", "@ab", "https://social.example/@ab"),
        ("text", " ", ""),
        ("tag", "#devops", "https://social.example/tags/devops"),
        ("text", " ", ""),
        (
            "link",
            "example.org/a/very/long…",
            "https://www.example.org/a/very/long/path?x=1&y=2",
        ),
        ("text", "\n\nR&D\nnext", ""),
    ]


def test_a_short_link_is_shown_without_its_scheme() -> None:
    post = read(
        '<a href="https://a.example/"><span class="invisible">https://</span><span '
        'class="">a.example/</span><span class="invisible"></span></a>'
    )
    assert text_of(post.segments) == "a.example/"


def test_markup_of_other_servers() -> None:
    post = read(
        "<h1>Title</h1><ul><li>one</li><li><b>two</b></li></ul><pre><code>x</code></pre>"
        "<script>alert(1)</script><a href='javascript:x'>click</a> #plain @u@o.example"
    )
    assert text_of(post.segments) == (
        "Title\n\none\ntwo\n\nx\n\nclick #plain @u@o.example"
    )
    assert [s.url for s in post.segments if s.url] == [
        "https://social.example/tags/plain",
        "https://o.example/@u",
    ]


def test_media() -> None:
    post = read(
        media_attachments=[
            {
                "type": "image",
                "url": "https://files.example/1.png",
                "preview_url": "https://files.example/1-small.png",
                "description": "A box",
                "meta": {
                    "original": {"width": 20, "height": 10},
                    "small": {"width": 2, "height": 1},
                },
            },
            {
                "type": "gifv",
                "url": "https://files.example/2.mp4",
                "preview_url": "https://files.example/2.png",
                "description": None,
                "meta": {"small": {"width": 4, "height": 3}},
            },
            {"type": "audio", "url": "https://files.example/3.mp3"},
            {"type": "video"},
        ]
    )
    assert post.media == (
        Media(
            kind=MediaKind.IMAGE,
            url="https://files.example/1.png",
            width=20,
            height=10,
            alt="A box",
        ),
        Media(kind=MediaKind.GIF, url="https://files.example/2.png", width=4, height=3),
        Media(kind=MediaKind.VIDEO),
    )


def test_a_card() -> None:
    card = {"url": "https://example.org/", "title": "A page", "description": "Of ours"}
    assert read(card=card).card == Card(**card)
    assert read(card=None).card is None
    assert read(card={**card, "url": "javascript:x"}).card is None


def test_a_quote_of_mastodon_4_4() -> None:
    inner = status("<p>Inside.</p>", id="109372843233000000")
    post = read(
        '<p class="quote-inline">RE: <a href="https://social.example/@u/1">x</a></p>'
        "<p>Look.</p>",
        quote={"state": "accepted", "quoted_status": inner},
    )
    assert text_of(post.segments) == "Look."
    assert post.quoted == post_of_status(inner, HOST)
    without = read('<p class="quote-inline">RE: x</p><p>Look.</p>')
    assert text_of(without.segments) == "RE: x\n\nLook."


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ({"state": "deleted", "quoted_status": None}, PostStatus.DELETED),
        ({"state": "revoked"}, PostStatus.RESTRICTED),
        ({"state": "unauthorized"}, PostStatus.PROTECTED),
        ({"state": "pending"}, None),
        ({"state": "accepted", "quoted_status_id": "1"}, None),
        (None, None),
        ("x", None),
    ],
)
def test_a_missing_quote(quote: object, expected: PostStatus | None) -> None:
    assert read(quote=quote).quoted == (Post(status=expected) if expected else None)


def test_a_quoted_status_for_followers() -> None:
    inner = status(visibility="private")
    assert read(quote={"quoted_status": inner}).quoted == Post(
        status=PostStatus.PROTECTED
    )


@pytest.mark.parametrize("visibility", ["private", "direct"])
def test_a_status_for_followers_is_not_kept(visibility: str) -> None:
    found = tombstone(lambda given: read(visibility=given), visibility)
    assert found is PostStatus.PROTECTED


@pytest.mark.parametrize(
    "payload",
    [
        {},
        [],
        None,
        "text",
        {"error": "Record not found"},
        {"content": "<p>Hello.</p>"},
        {"id": "x", "content": ""},
        {"id": 109372843234000000, "content": ""},
        {"id": "1/../2", "content": ""},
        {"id": "1"},
        {"id": "1", "content": None},
    ],
)
def test_payloads_without_a_status_are_refused(payload: object) -> None:
    with pytest.raises(PayloadError):
        post_of_status(payload, HOST)


def test_a_handle_cannot_lead_out_of_the_store() -> None:
    post = read(account={"acct": "../../x"})
    assert post.reference == parse_reference(f"{HOST}/statuses/109372843234000000")
    assert loads(dumps(post)) == replace(post, fetched_at=None)


KEYS = [*status(), "type", "url", "description", "meta", "original", "width", "small"]
KEYS += ["quote", "quoted_status", "state", "acct", "card", "title", "edited_at"]
VALUES = values(KEYS, ["https://a.example/"])


@given(VALUES, st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_no_payload_is_too_odd(payload: object, more: dict[str, object]) -> None:
    payloads = payload, {**status(), **more}
    check_all(lambda content: post_of_status(content, HOST), *payloads)
