"""The posts in an archive of X's data."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.importers.archive_posts import (
    account_of_archive,
    media_name,
    posts_of_archive,
)
from sphinx_confrecap.model.errors import PayloadError
from sphinx_confrecap.model.posts import Account, Post, SegmentKind

SAM = Account(name="Sam Sample", handle="sam_sample", url="https://x.com/sam_sample")

TWEET: dict[str, Any] = {
    "edit_info": {"initial": {"editTweetIds": ["1069903784120381440"]}},
    "retweeted": False,
    "source": '<a href="https://example.org" rel="nofollow">App</a>',
    "entities": {
        "hashtags": [{"text": "2018", "indices": ["13", "18"]}],
        "symbols": [],
        "user_mentions": [
            {"name": "Alex", "screen_name": "alex", "indices": ["2", "7"], "id": "5"}
        ],
        "urls": [
            {
                "url": "https://t.co/abc",
                "expanded_url": "https://example.org/pages",
                "display_url": "example.org/pages",
                "indices": ["27", "43"],
            }
        ],
        "media": [{"url": "https://t.co/pic", "indices": ["44", "60"]}],
    },
    "display_text_range": ["0", "60"],
    "id_str": "1069903784120381440",
    "id": "1069903784120381440",
    "created_at": "Tue Dec 04 10:11:12 +0100 2018",
    "full_text": "🙂@alex &amp; #2018: pages https://t.co/abc https://t.co/pic",
    "lang": "en",
    "extended_entities": {
        "media": [
            {
                "media_url_https": "https://pbs.twimg.com/media/Dtk-aB_c.jpg",
                "type": "photo",
                "sizes": {"large": {"w": "1200", "h": "675", "resize": "fit"}},
                "indices": ["44", "60"],
            }
        ]
    },
}


def archive(*tweets: object, name: str = "tweets") -> str:
    return f"window.YTD.{name}.part0 = {json.dumps([{'tweet': t} for t in tweets])}"


def one(**changes: object) -> Post:
    [post] = posts_of_archive(archive({**TWEET, **changes}), SAM)
    return post


def test_a_post_is_read_with_all_its_parts() -> None:
    post = one()
    assert post.reference
    assert post.reference.url == "https://x.com/sam_sample/status/1069903784120381440"
    assert post.author == SAM
    assert post.created_at == datetime(2018, 12, 4, 9, 11, 12, tzinfo=UTC)
    assert post.lang == "en"
    assert [(s.kind, s.text) for s in post.segments] == [
        (SegmentKind.TEXT, "🙂"),
        (SegmentKind.MENTION, "@alex"),
        (SegmentKind.TEXT, " & "),
        (SegmentKind.TAG, "#2018"),
        (SegmentKind.TEXT, ": pages "),
        (SegmentKind.LINK, "example.org/pages"),
    ]
    [image] = post.media
    assert (image.width, image.height) == (1200, 675)
    assert media_name(post, image.url) == "1069903784120381440-Dtk-aB_c.jpg"


def test_the_account_is_in_a_file_of_its_own() -> None:
    text = (
        'window.YTD.account.part0 = [{"account": {"email": "sam@example.org", '
        '"username": "sam_sample", "accountDisplayName": "Sam Sample"}}]'
    )
    assert account_of_archive(text) == SAM


def test_older_archives_are_read_too() -> None:
    old = archive({"full_text": "Hello", "id": "20"}, name="tweet")
    [post] = posts_of_archive(old)
    assert post.reference
    assert post.reference.id == "20"
    [bare] = posts_of_archive('[{"full_text": "Hello", "id_str": "20"}]')
    assert bare.reference == post.reference


def test_reposts_are_left_out() -> None:
    assert posts_of_archive(archive({**TWEET, "full_text": "RT @alex: Pages"})) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"entities": None},
        {"entities": [], "extended_entities": "x"},
        {"display_text_range": ["x", "y"]},
        {"display_text_range": ["9", "1"]},
        {"created_at": "Tue Foo 04 10:11:12 +0000 2018"},
        {"created_at": "Tue Dec 99 10:11:12 +0000 2018"},
        {"created_at": 7},
        {"lang": "zxx"},
    ],
)
def test_odd_parts_are_left_out(changes: dict[str, object]) -> None:
    post = one(**changes)
    assert post.segments
    assert post.created_at


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, 20, None])
def test_a_post_without_a_number_is_left_out(number: object) -> None:
    assert posts_of_archive(archive({"full_text": "x", "id_str": number})) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "window.YTD.tweets.part0 = ",
        "window.YTD.tweets.part0 = [",
        "window.YTD.tweets.part0 = {}",
        "<html>",
        "[" * 100_000,
        "[" + "9" * 5000 + "]",
    ],
)
def test_a_text_that_is_not_an_archive_is_named(text: str) -> None:
    with pytest.raises(PayloadError, match="not a file of X's archive"):
        posts_of_archive(text)


def test_a_file_of_other_data_says_what_it_holds() -> None:
    with pytest.raises(PayloadError, match="'like' instead of posts; give tweets"):
        posts_of_archive('window.YTD.like.part0 = [{"like": {"fullText": "x"}}]')
    with pytest.raises(PayloadError, match="it holds no posts"):
        posts_of_archive("[7]")


def test_an_archive_may_hold_no_posts() -> None:
    assert posts_of_archive(archive()) == ()


def test_a_file_without_an_account_is_named() -> None:
    with pytest.raises(PayloadError, match="names no account"):
        account_of_archive("window.YTD.account.part0 = [7, {}]")


def test_posts_nested_without_end_harm_no_others() -> None:
    deep: object = []
    for _ in range(400):
        deep = {"a": [deep]}
    text = archive({**TWEET, "entities": deep}, TWEET)
    assert one() in posts_of_archive(text, SAM)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*TWEET, "indices", "url"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(list(TWEET)), VALUES), VALUES)
def test_no_archive_is_too_odd(changes: dict[str, object], other: object) -> None:
    for post in posts_of_archive(archive({**TWEET, **changes}, other), SAM):
        assert post.reference
