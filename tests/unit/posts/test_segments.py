"""What is a link in a post's plain text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_confrecap.model.posts import Segment, SegmentKind
from sphinx_confrecap.posts import bluesky, mastodon, x
from sphinx_confrecap.posts.segments import Links, segments_of, text_of
from sphinx_confrecap.text.urls import safe_url

X, MASTODON, BLUESKY = x.links_at(""), mastodon.links_at(""), bluesky.links_at("")


def links(text: str, platform: Links | None = None) -> list[tuple[str, str]]:
    return [(s.text, s.url) for s in segments_of(text, platform) if s.url]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org", "https://example.org"),
        ("see HTTP://example.org/a, and", "HTTP://example.org/a"),
        ("(http://example.org/b).", "http://example.org/b"),
        ("<https://a.example>", "https://a.example"),
        ("“https://a.example/?q=1&b#c”", "https://a.example/?q=1&b#c"),
        ("https://a.example\nnext", "https://a.example"),
        ("https://a.example…", "https://a.example"),
        (
            "https://en.wikipedia.org/wiki/Foo_(bar)",
            "https://en.wikipedia.org/wiki/Foo_(bar)",
        ),
        (
            "(https://en.wikipedia.org/wiki/Foo_(bar))",
            "https://en.wikipedia.org/wiki/Foo_(bar)",
        ),
        ("[https://a.example/x].", "https://a.example/x"),
        ("これhttps://a.example/日本。それ", "https://a.example/日本"),
        ("https://a.example/#tag", "https://a.example/#tag"),
        ("https://a.example/@user/1", "https://a.example/@user/1"),
        ("https://a.example/\u200fx", "https://a.example/"),
    ],
)
def test_an_address_is_a_link(text: str, address: str) -> None:
    assert links(text, X) == [(address, address)]


@pytest.mark.parametrize(
    "text",
    [
        *("", "No link.", "javascript:alert(1)", "https://", "https://.", "https://_"),
        *("https://\ud800", "xhttps://a.example", "ftp://a.example", "#1", "#"),
        *("# heading", "#_", "#1\ufe0f\u20e3", "a#b", "日本語#タグ", "&#39;"),
        *("a.example/#part", "user@example.org", "first.last+x@example.org"),
        *("a.example/@user", "@", "@ user", "@@user", "@waytoolongforanameofx"),
    ],
)
@pytest.mark.parametrize("platform", [None, X])
def test_other_text_is_not_a_link(text: str, platform: Links | None) -> None:
    expected = (Segment(kind=SegmentKind.TEXT, text=text),) if text else ()
    assert segments_of(text, platform) == expected


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("#devops", "#devops"),
        ("(#DevOpsCon2018)", "#DevOpsCon2018"),
        ("#C is a tag", "#C"),
        ("#C++", "#C"),
        ("#2018recap.", "#2018recap"),
        ("#snake_case!", "#snake_case"),
        ("#日本語、と", "#日本語"),
        ("\uff03全角", "\uff03全角"),
        ("#हिन्दी", "#हिन्दी"),
        ("#العربية", "#العربية"),
        ("#می‌خواهم", "#می‌خواهم"),
        ("😀#emoji", "#emoji"),
        ("#love❤\ufe0f", "#love"),
        ("#Kubernetes's", "#Kubernetes"),
    ],
)
def test_tags_of_any_script(text: str, tag: str) -> None:
    [segment] = [s for s in segments_of(text, X) if s.url]
    assert (segment.kind, segment.text) == (SegmentKind.TAG, tag)
    assert safe_url(segment.url) == segment.url
    assert segment.url.isascii()


def test_where_tags_lead() -> None:
    assert links("#日本 #b", X) == [
        ("#日本", "https://x.com/hashtag/%E6%97%A5%E6%9C%AC"),
        ("#b", "https://x.com/hashtag/b"),
    ]
    assert links("#b", BLUESKY) == [("#b", "https://bsky.app/hashtag/b")]
    assert links("#b", MASTODON) == links("#b") == []
    [tag] = segments_of("#b", mastodon.links_at("social.example"))
    assert tag.url == "https://social.example/tags/b"


@pytest.mark.parametrize(
    ("text", "platform", "expected"),
    [
        ("thanks @user!", X, [("@user", "https://x.com/user")]),
        (".@user said", X, [("@user", "https://x.com/user")]),
        ("@userさん", X, [("@user", "https://x.com/user")]),
        ("\uff20user", X, [("\uff20user", "https://x.com/user")]),
        ("@a_b's", X, [("@a_b", "https://x.com/a_b")]),
        ("@a @b", X, [("@a", "https://x.com/a"), ("@b", "https://x.com/b")]),
        ("@u@Host.example.", X, [("@u@Host.example", "https://host.example/@u")]),
        ("@u@host.example", None, [("@u@host.example", "https://host.example/@u")]),
        ("@u.v@h.example", MASTODON, [("@u.v@h.example", "https://h.example/@u.v")]),
        ("@user", MASTODON, []),
        ("@user", None, []),
        ("@user", BLUESKY, []),
        (
            "by @user.bsky.social.",
            BLUESKY,
            [("@user.bsky.social", "https://bsky.app/profile/user.bsky.social")],
        ),
    ],
)
def test_where_mentions_lead(
    text: str, platform: Links | None, expected: list[tuple[str, str]]
) -> None:
    assert links(text, platform) == expected


def test_a_mention_of_the_posts_own_host() -> None:
    [mention] = segments_of("@user", mastodon.links_at("social.example"))
    assert mention == Segment(
        kind=SegmentKind.MENTION, text="@user", url="https://social.example/@user"
    )


def test_a_post_is_cut_into_its_parts() -> None:
    segments = segments_of("@a: see https://b.example, #c", X)
    assert [(s.kind.value, s.text) for s in segments] == [
        ("mention", "@a"),
        ("text", ": see "),
        ("link", "https://b.example"),
        ("text", ", "),
        ("tag", "#c"),
    ]


PARTS = [
    *("https://", "a", "é", ".", " ", ")", "(", "#", "@", "日", "1", "/", "\ud83d", "_")
]


@given(
    st.text() | st.lists(st.sampled_from(PARTS)).map("".join),
    st.sampled_from([None, X, BLUESKY, mastodon.links_at("social.example")]),
)
@example("https://a.example)https://b.example", None)
def test_no_sign_of_a_post_is_lost(text: str, platform: Links | None) -> None:
    segments = segments_of(text, platform)
    assert text_of(segments) == text
    for segment in segments:
        assert segment.text
        assert bool(segment.url) == (segment.kind is not SegmentKind.TEXT)
        assert not segment.url or safe_url(segment.url) == segment.url
