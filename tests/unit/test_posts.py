"""Posts: what their address tells."""

import pytest

from sphinx_confrecap.posts.platforms import platform_of


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
