"""Posts: what their address and their text tell."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_confrecap.posts.platforms import platform_of
from sphinx_confrecap.posts.segments import Segment, segments_of
from sphinx_confrecap.urls import safe_url


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://x.com/someone/status/1", "X"),
        ("https://twitter.com/someone/status/1", "X"),
        ("https://www.twitter.com/someone/status/1", "X"),
        ("https://mobile.twitter.com/someone/status/1", "X"),
        ("https://m.twitter.com/someone/status/1", "X"),
        ("https://bsky.app/profile/someone/post/1", "Bluesky"),
        ("https://mastodon.example/@someone/1", "mastodon.example"),
        ("https://m.mastodon.example/@someone/1", "m.mastodon.example"),
        ("https://notx.com/someone", "notx.com"),
        ("", ""),
    ],
)
def test_the_platform_of_a_post(url: str, platform: str) -> None:
    assert platform_of(url) == platform


def text(words: str) -> Segment:
    return Segment(text=words)


def link(url: str) -> Segment:
    return Segment(text=url, url=url)


@pytest.mark.parametrize(
    ("post", "segments"),
    [
        ("", ()),
        ("No link.", (text("No link."),)),
        ("https://example.org", (link("https://example.org"),)),
        (
            "See https://example.org/a, and (http://example.org/b).",
            (
                text("See "),
                link("https://example.org/a"),
                text(", and ("),
                link("http://example.org/b"),
                text(")."),
            ),
        ),
        (
            "https://a.example\nhttps://b.example!",
            (
                link("https://a.example"),
                text("\n"),
                link("https://b.example"),
                text("!"),
            ),
        ),
        ("<https://a.example>", (text("<"), link("https://a.example"), text(">"))),
        ("javascript:alert(1)", (text("javascript:alert(1)"),)),
        ("https://", (text("https://"),)),
    ],
)
def test_a_post_is_cut_at_its_links(post: str, segments: tuple[Segment, ...]) -> None:
    assert segments_of(post) == segments


@given(
    st.text() | st.lists(st.sampled_from(["https://", "a", ".", " ", ")"])).map("".join)
)
@example("https://a.example)https://b.example")
def test_no_sign_of_a_post_is_lost(post: str) -> None:
    segments = segments_of(post)
    assert "".join(segment.text for segment in segments) == post
    assert all(segment.text for segment in segments)
    assert all(safe_url(s.url) for s in segments if s.url)
