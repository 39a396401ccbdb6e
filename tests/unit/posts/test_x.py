"""What X answers, with all that was seen in it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
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
    Segment,
    SegmentKind,
)
from sphinx_confrecap.posts.segments import text_of
from sphinx_confrecap.posts.snapshot import dumps, loads
from sphinx_confrecap.posts.x import post_of_oembed, post_of_syndication, token_of
from tests.unit.posts.odd import check_all, tombstone, values


@pytest.mark.parametrize(
    ("number", "token"),
    [
        ("1453110110599868418", "3it2vqqfnrv"),
        ("20", "6dq1a2xwd93"),
        ("1641086480675225601", "3z7miaszni8"),
        # From Node.js 20.
        ("1", "bhi2ay3f28n"),
        ("999", "8uqo9xs4uzm"),
        ("31881598", "62vj3hi3ar"),
        ("29700859247", "4cpz7ioa439"),
        ("318309886183790", "zzzzzzzzzs"),
        ("500000000000000000", "17mso1f84tb"),
        ("1069903784120381440", "2ld79md4k55"),
        ("9223372036854775807", "mcw2svce2ao"),
    ],
)
def test_the_token_is_what_javascript_makes(number: str, token: str) -> None:
    assert token_of(number) == token


@given(st.integers(min_value=1, max_value=10**19 - 1))
def test_every_number_has_a_token(number: int) -> None:
    token = token_of(str(number))
    assert 1 <= len(token) <= 16
    assert token.isalnum()


# --- payloads -----------------------------------------------------------------


def tweet(text: str = "Hello.", **more: Any) -> dict[str, Any]:
    return {
        "__typename": "Tweet",
        "id_str": "1069903784120381440",
        "text": text,
        "user": {"name": "A. User", "screen_name": "user"},
        **more,
    }


def read(text: str = "Hello.", **more: Any) -> Post:
    return post_of_syndication(tweet(text, **more))


def entities(**lists: Any) -> dict[str, Any]:
    return {"entities": lists}


def mention(name: str, *indices: int) -> dict[str, Any]:
    return {"screen_name": name, "indices": list(indices)}


def tag(name: str, *indices: int) -> dict[str, Any]:
    return {"text": name, "indices": list(indices)}


def url(short: str, *indices: int) -> dict[str, Any]:
    return {
        "url": f"https://t.co/{short}",
        "display_url": f"example.org/{short}…",
        "expanded_url": f"https://example.org/{short}/whole",
        "indices": list(indices),
    }


def kinds(post: Post) -> list[tuple[str, str]]:
    return [(s.kind.value, s.text) for s in post.segments]


def test_the_least_that_is_a_post() -> None:
    assert post_of_syndication({"id_str": "1069903784120381440", "text": "a"}) == Post(
        reference=read().reference,
        created_at=datetime(2018, 12, 4, 10, 38, 34, 642000, UTC),
        segments=(Segment(kind=SegmentKind.TEXT, text="a"),),
    )


def test_the_author_is_read() -> None:
    user = {
        "name": "R&amp;D",
        "screen_name": "rnd",
        "profile_image_url_https": "https://pbs.twimg.com/me.jpg",
    }
    post = read(user=user)
    assert post.author == Account(
        name="R&D",
        handle="rnd",
        url="https://x.com/rnd",
        avatar_url="https://pbs.twimg.com/me.jpg",
    )
    assert post.reference
    assert post.reference.url == "https://x.com/rnd/status/1069903784120381440"


# --- text ---------------------------------------------------------------------

FLAGS = "🇩🇪🏳️‍🌈"
FAMILY = "👩‍👩‍👧‍👦"


@pytest.mark.parametrize(
    "before", ["", "😀 ", f"{FLAGS} ", f"{FAMILY} ", "é ", "日本 "]
)
def test_places_count_code_points(before: str) -> None:
    text = f"{before}@ab #cd https://t.co/ef."
    at = len(before)
    post = read(
        text,
        **entities(
            user_mentions=[mention("ab", at, at + 3)],
            hashtags=[tag("cd", at + 4, at + 7)],
            urls=[url("ef", at + 8, at + 23)],
        ),
    )
    assert kinds(post) == [
        *([("text", before)] if before else []),
        ("mention", "@ab"),
        ("text", " "),
        ("tag", "#cd"),
        ("text", " "),
        ("link", "example.org/ef…"),
        ("text", "."),
    ]
    assert [s.url for s in post.segments if s.url] == [
        "https://x.com/ab",
        "https://x.com/hashtag/cd",
        "https://example.org/ef/whole",
    ]


def test_places_count_the_escaped_text() -> None:
    text = "R&amp;D &lt;3 @ab &amp;amp; more"
    post = read(text, **entities(user_mentions=[mention("ab", 14, 17)]))
    assert kinds(post) == [
        ("text", "R&D <3 "),
        ("mention", "@ab"),
        # Unescaped once: its author wrote about escapes.
        ("text", " &amp; more"),
    ]


@pytest.mark.parametrize(
    "indices", [[0, 3], [5, 8], [99, 102], [-4, -1], [], None, "x"]
)
def test_an_entity_at_a_wrong_place_is_searched(indices: object) -> None:
    wrong = {"screen_name": "ab", "indices": indices}
    post = read("😀😀 to @AB", **entities(user_mentions=[wrong]))
    assert kinds(post) == [("text", "😀😀 to "), ("mention", "@AB")]


def test_a_search_takes_the_nearest_and_no_longer_word() -> None:
    text = "#go #golang #go"
    tags = [tag("go", 11, 14), tag("golang", 4, 11), tag("go", 0, 3)]
    post = read(text, **entities(hashtags=tags))
    assert kinds(post) == [
        ("tag", "#go"),
        ("text", " "),
        ("tag", "#golang"),
        ("text", " "),
        ("tag", "#go"),
    ]


def test_an_entity_that_is_not_there_is_dropped() -> None:
    gone = entities(user_mentions=[mention("gone", 0, 5)], urls=[url("x", 0, 5)])
    assert kinds(read("Hello.", **gone)) == [("text", "Hello.")]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"entities": None},
        {"entities": []},
        {"entities": {"hashtags": {}, "urls": {}, "user_mentions": {}}},
        {"entities": {"hashtags": "x", "urls": [1, None], "user_mentions": [{}]}},
    ],
)
def test_without_entities_the_text_is_read(given: dict[str, Any]) -> None:
    post = read("@ab #日本 https://example.org/a?b&amp;c", **given)
    assert [(s.text, s.url) for s in post.segments if s.url] == [
        ("@ab", "https://x.com/ab"),
        ("#日本", "https://x.com/hashtag/%E6%97%A5%E6%9C%AC"),
        ("https://example.org/a?b&c", "https://example.org/a?b&c"),
    ]


def test_objects_for_arrays_with_something_in_them() -> None:
    given = {"entities": {"hashtags": {"0": tag("ab", 0, 3)}}}
    assert kinds(read("#ab", **given)) == [("tag", "#ab")]


def test_short_addresses_may_differ_in_case_alone() -> None:
    text = "https://t.co/AB https://t.co/abで"
    given = entities(urls=[url("ab", 0, 15), url("AB", 16, 31)])
    assert [s.url for s in read(text, **given).segments] == [
        "https://example.org/AB/whole",
        "",
        "https://example.org/ab/whole",
        "",
    ]


def test_an_address_that_may_not_be_a_link() -> None:
    bad = {**url("ab", 0, 15), "expanded_url": "javascript:alert(1)"}
    post = read("https://t.co/ab", **entities(urls=[bad]))
    assert [s.url for s in post.segments] == ["https://t.co/ab"]


def test_names_at_the_start_of_an_answer_are_hidden() -> None:
    text = "@ab @cd 😀 Yes, @ab! https://t.co/pic"
    post = read(
        text,
        display_text_range=[8, 21],
        **entities(
            user_mentions=[
                mention("ab", 0, 3),
                mention("cd", 4, 7),
                mention("ab", 15, 18),
            ],
            media=[{"url": "https://t.co/pic", "indices": [20, 36]}],
        ),
    )
    assert kinds(post) == [("text", "😀 Yes, "), ("mention", "@ab"), ("text", "!")]


@pytest.mark.parametrize(
    "shown", [[3, 9], [0, 2], [9, 3], [-1, 5], ["0", 5], [1], {}, 5]
)
def test_a_range_that_hides_words_is_not_believed(shown: object) -> None:
    post = read("Hello, you.", display_text_range=shown)
    assert text_of(post.segments) == "Hello, you."


def test_the_range_counts_units_of_utf_16() -> None:
    text = "😀😀 https://t.co/media"
    assert text_of(read(text, display_text_range=[0, 4]).segments) == "😀😀"


def test_the_address_of_a_quoted_post_is_dropped_at_the_end() -> None:
    quote = {**url("q", 5, 19), "expanded_url": "https://twitter.com/u/status/20"}
    quoted = {"id_str": "20", "text": "Inside."}
    post = read("Look https://t.co/q", quoted_tweet=quoted, **entities(urls=[quote]))
    assert text_of(post.segments) == "Look"
    assert post.quoted
    assert text_of(post.quoted.segments) == "Inside."
    alone = read("Look https://t.co/q", **entities(urls=[quote]))
    assert alone.segments[-1].url == "https://twitter.com/u/status/20"


def test_a_long_post_leads_on() -> None:
    post = read("The beginning", note_tweet={"id": "x"})
    assert post.segments[-1] == Segment(
        kind=SegmentKind.LINK,
        text="…",
        url="https://x.com/user/status/1069903784120381440",
    )


# --- what is below the text ---------------------------------------------------


def test_media_are_named_twice_and_shown_once() -> None:
    details = {
        "media_url_https": "https://pbs.twimg.com/media/ab.jpg",
        "original_info": {"width": 20, "height": 10},
        "ext_alt_text": "A box",
        "type": "photo",
    }
    photo = {
        "url": "https://pbs.twimg.com/media/ab?format=jpg",
        "width": 2,
        "height": 1,
    }
    other = {"url": "https://pbs.twimg.com/media/cd.jpg", "width": 2, "height": 1}
    post = read(mediaDetails=[details, details], photos=[photo, other])
    assert post.media == (
        Media(
            kind=MediaKind.IMAGE,
            url="https://pbs.twimg.com/media/ab.jpg",
            width=20,
            height=10,
            alt="A box",
        ),
        Media(
            kind=MediaKind.IMAGE,
            url="https://pbs.twimg.com/media/cd.jpg",
            width=2,
            height=1,
        ),
    )


def test_a_video_is_its_still() -> None:
    still = "https://pbs.twimg.com/still.jpg"
    details = {"media_url_https": still, "type": "video", "original_info": {}}
    gif = {"media_url_https": "https://pbs.twimg.com/g.jpg", "type": "animated_gif"}
    post = read(mediaDetails=[details, gif], video={"poster": still})
    assert [(m.kind, m.url) for m in post.media] == [
        (MediaKind.VIDEO, still),
        (MediaKind.GIF, "https://pbs.twimg.com/g.jpg"),
    ]
    alone = read(video={"poster": still})
    assert alone.media == (Media(kind=MediaKind.VIDEO, url=still),)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, False),
        ({"isEdited": False}, False),
        ({"isEdited": True}, True),
        ({"edit_control": {"edit_tweet_ids": ["1"]}}, False),
        ({"edit_control": {"edit_tweet_ids": ["1", "2"]}}, True),
        ({"edit_control": None, "isEdited": "yes"}, False),
    ],
)
def test_edited(given: dict[str, Any], expected: bool) -> None:
    assert read(**given).edited is expected


def test_parent_and_quoted() -> None:
    inner = {"id_str": "20", "text": "a", "quoted_tweet": {"id_str": "21", "text": "b"}}
    gone = {"__typename": "TweetTombstone", "tombstone": {"text": {"text": "deleted"}}}
    post = read(parent=inner, quoted_tweet=gone)
    assert post.parent
    assert text_of(post.parent.segments) == "a"
    assert post.parent.quoted is None
    assert post.quoted == Post(status=PostStatus.DELETED)
    assert read(parent={}, quoted_tweet=[]).quoted is None


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("de", "de"),
        ("in", "id"),
        ("iw", "he"),
        ("und", ""),
        ("qme", ""),
        ("zxx", ""),
        ("pt-BR", "pt-BR"),
        ("<script>", ""),
        (None, ""),
    ],
)
def test_languages(lang: object, expected: str) -> None:
    assert read(lang=lang).lang == expected


# --- no post ------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [
        {},
        [],
        None,
        "text",
        1,
        {"text": "a"},
        {"id_str": "20"},
        {"id_str": 20, "text": "a"},
        {"id_str": "20", "text": None},
        {"id_str": "x", "text": "a"},
        {"errors": [{"message": "x"}]},
    ],
)
def test_payloads_without_a_post_are_refused(payload: object) -> None:
    with pytest.raises(PayloadError):
        post_of_syndication(payload)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("This Post was deleted by the Post author. Learn more", "deleted"),
        ("This Post is from an account that no longer exists. Learn more", "deleted"),
        ("This Post is from a suspended account. Learn more", "deleted"),
        ("This Post violated the X Rules. Learn more", "deleted"),
        (
            (
                "You’re unable to view this Post because this owner limits who can "
                "view their Posts. Learn more"
            ),
            "protected",
        ),
        ("Age-restricted adult content. To view it, log in to X.", "restricted"),
        ("This Post has been withheld in Germany.", "restricted"),
        ("Something new", "restricted"),
        ("", "restricted"),
    ],
)
def test_tombstones(words: str, status: str) -> None:
    said = {"tombstone": {"text": {"text": words, "entities": [], "rtl": False}}}
    for more in ({}, {"__typename": "TweetTombstone"}):
        assert tombstone(post_of_syndication, {**more, **said}) == PostStatus(status)


@pytest.mark.parametrize(
    ("payload", "status"),
    [
        ({"__typename": "TweetTombstone"}, PostStatus.RESTRICTED),
        ({"__typename": "TweetTombstone", "tombstone": None}, PostStatus.RESTRICTED),
        ({"__typename": "TweetTombstone", "tombstone": {}}, PostStatus.RESTRICTED),
        ({"__typename": "TweetUnavailable"}, PostStatus.RESTRICTED),
        (
            {"__typename": "TweetUnavailable", "reason": "Protected"},
            PostStatus.PROTECTED,
        ),
        ({"__typename": "TweetUnavailable", "reason": "Suspended"}, PostStatus.DELETED),
    ],
)
def test_tombstones_without_words(payload: object, status: PostStatus) -> None:
    assert tombstone(post_of_syndication, payload) is status


# --- oEmbed -------------------------------------------------------------------

HTML = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Hello.</p>&mdash; A. '
    'User (@user) <a href="https://twitter.com/user/status/1069903784120381440">'
    "December 4, 2018</a></blockquote>\n"
)


def test_oembed() -> None:
    post = post_of_oembed(
        {
            "html": HTML,
            "author_name": "A. U. Thor",
            "author_url": "https://twitter.com/user",
        }
    )
    assert text_of(post.segments) == "Hello."
    assert post.author == Account(
        name="A. U. Thor", handle="user", url="https://x.com/user"
    )
    assert post_of_oembed({"html": HTML}).author.name == "A. User"


@pytest.mark.parametrize(
    "payload",
    [
        {},
        [],
        None,
        {"html": ""},
        {"html": 1},
        {"html": "<p>Hello.</p>"},
        {"html": '<blockquote class="twitter-tweet">Hello.</blockquote>'},
        {"errors": [{"message": "Over capacity", "code": 130}]},
    ],
)
def test_other_answers_of_oembed_are_refused(payload: object) -> None:
    with pytest.raises(PayloadError):
        post_of_oembed(payload)


@pytest.mark.parametrize(
    ("payload", "status"),
    [
        (
            {"error": "Sorry, you are not authorized to see this status."},
            PostStatus.PROTECTED,
        ),
        (
            {"errors": [{"code": 144, "message": "No status found with that ID."}]},
            PostStatus.DELETED,
        ),
    ],
)
def test_tombstones_of_oembed(payload: object, status: PostStatus) -> None:
    assert tombstone(post_of_oembed, payload) is status


# --- any payload --------------------------------------------------------------

KEYS = [
    *("id_str", "text", "entities", "user", "urls", "hashtags", "user_mentions"),
    *("media", "indices", "url", "name", "0", "screen_name", "display_url"),
    *("expanded_url", "mediaDetails", "photos", "video", "poster", "card"),
    *("binding_values", "title", "string_value", "quoted_tweet", "parent", "lang"),
    *("created_at", "type", "display_text_range", "edit_control", "tombstone"),
    *("original_info", "width", "note_tweet"),
]
VALUES = values(KEYS, ["20", "https://t.co/ab", "@ab https://t.co/ab"])


@given(VALUES, st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_no_payload_is_too_odd(payload: object, more: dict[str, object]) -> None:
    check_all(post_of_syndication, payload, {**tweet("@ab https://t.co/ab"), **more})


# --- real ones ----------------------------------------------------------------


def sample(shared: Path, name: str) -> Post:
    path = shared / "samples/posts" / f"syndication-{name}.json"
    post = post_of_syndication(json.loads(path.read_text("utf-8")))
    assert loads(dumps(post)) == post
    return post


def test_a_real_post_with_a_card(shared: Path) -> None:
    post = sample(shared, "card")
    assert [s.text for s in post.segments if s.url] == [
        "@reactjs",
        "@sophiebits",
        "beta.reactjs.org/learn/tutorial…",
    ]
    assert post.card == Card(
        url="https://beta.reactjs.org/learn/tutorial-tic-tac-toe",
        title="Tutorial: Tic-Tac-Toe – React",
        description="The library for web and native user interfaces",
    )


def test_a_real_post_with_an_image(shared: Path) -> None:
    post = sample(shared, "image")
    assert [(m.width, m.height) for m in post.media] == [(1995, 896)]
    assert text_of(post.segments).endswith("Let me know what you think!")


def test_a_real_post_with_a_quoted_one(shared: Path) -> None:
    post = sample(shared, "quote-tweet")
    assert post.segments[0].text == "#ReactNative"
    assert post.quoted == replace(sample(shared, "image"), quoted=None)


def test_a_real_post_with_objects_for_arrays(shared: Path) -> None:
    post = sample(shared, "2026-objects")
    assert len(post.segments) == 1
    assert post.author.handle == "jarredsumner"
