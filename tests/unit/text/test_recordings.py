"""Where a recording starts at a cue, and what plays it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.text.recordings import PlayerKind, player_of, recording_at
from sphinx_confrecap.text.urls import safe_url

WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
UUID = "52a10666-3a18-4e73-93da-e8d3c12c305a"
SHORT = "kkGMgK9ZtnKfYAgnEtQxbv"

ADDRESSES = [
    (WATCH, f"{WATCH}&t=750s"),
    (f"{WATCH}&t=90", f"{WATCH}&t=750s"),
    (f"{WATCH}&list=PL1&start=9", f"{WATCH}&list=PL1&t=750s"),
    ("http://m.youtube.com/watch?app=desktop&v=abc", "abc&app=desktop&t=750s"),
    ("https://youtu.be/dQw4w9WgXcQ", f"{WATCH}&t=750s"),
    ("https://youtu.be/dQw4w9WgXcQ?si=x&t=3", f"{WATCH}&si=x&t=750s"),
    ("https://www.youtube.com/live/dQw4w9WgXcQ?t=1", f"{WATCH}&t=750s"),
    ("https://youtube.com/shorts/dQw4w9WgXcQ", f"{WATCH}&t=750s"),
    ("https://www.youtube.com/embed/dQw4w9WgXcQ?start=5", f"{WATCH}&t=750s"),
    ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", f"{WATCH}&t=750s"),
    ("https://www.youtube.com/@somebody", None),
    ("https://www.youtube.com/playlist?list=PL1", None),
    ("https://youtu.be/", None),
    ("https://vimeo.com/76979871", "https://vimeo.com/76979871#t=750s"),
    ("https://vimeo.com/76979871/8272103f6e", "#t=750s"),
    ("https://vimeo.com/channels/staffpicks/76979871#t=5s", "76979871#t=750s"),
    ("https://player.vimeo.com/video/76979871?h=1", "76979871?h=1#t=750s"),
    ("https://vimeo.com/somebody", None),
    (f"https://tube.example/w/{SHORT}", f"/w/{SHORT}?start=750s"),
    (f"https://tube.example/videos/watch/{UUID}?start=2m", f"{UUID}?start=750s"),
    (f"https://tube.example/videos/embed/{UUID}?a=b", f"{UUID}?a=b&start=750s"),
    (f"https://tube.example/w/p/{SHORT}", None),
    ("https://tube.example/w/index", None),
    ("https://media.ccc.de/v/38c3-a_talk-1#t=9", "/v/38c3-a_talk-1#t=750"),
    ("https://media.ccc.de/c/38c3", None),
    ("https://cdn.media.ccc.de/a/talk.webm", "/a/talk.webm#t=750"),
    ("https://example.org/talk.MP4?x=1#t=1,2", "/talk.MP4?x=1#t=750"),
    ("/_static/talk.mp3", "/_static/talk.mp3#t=750"),
    ("https://example.org/talk.pdf", None),
    ("https://example.org/video/1", None),
    ("https://youtube.com.example.org/watch?v=dQw4w9WgXcQ", None),
    ("https://[/talk.mp4", None),
    ("mailto:someone@example.org", None),
    ("", None),
]


@pytest.mark.parametrize(("url", "wanted"), ADDRESSES)
def test_a_recording_starts_at_a_cue(url: str, wanted: str | None) -> None:
    """A *wanted* part is the end of the address."""
    found = recording_at(url, 750)
    if wanted is None or "://" in wanted:
        assert found == wanted
    else:
        assert found is not None
        assert found.endswith(wanted)


@pytest.mark.parametrize("url", [url for url, wanted in ADDRESSES if wanted])
def test_the_last_start_counts(url: str) -> None:
    assert recording_at(recording_at(url, 5) or "", 750) == recording_at(url, 750)


@given(st.text(), st.integers(min_value=0))
def test_no_address_is_too_odd_and_none_becomes_unsafe(url: str, seconds: int) -> None:
    found = recording_at(safe_url(url) or "", seconds)
    assert found is None or safe_url(found) == found


COOKIELESS = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
VIMEO = "https://player.vimeo.com/video/76979871"

PLAYERS = [
    (WATCH, f"{COOKIELESS}?autoplay=1"),
    (f"{WATCH}&t=750s", f"{COOKIELESS}?start=750&autoplay=1"),
    (f"{WATCH}&t=1h2m3s&list=PL1", f"{COOKIELESS}?start=3723&autoplay=1"),
    (f"{WATCH}&t=later", f"{COOKIELESS}?autoplay=1"),
    (f"{WATCH}#t=90", f"{COOKIELESS}?start=90&autoplay=1"),
    ("https://youtu.be/dQw4w9WgXcQ?t=9", f"{COOKIELESS}?start=9&autoplay=1"),
    ("//www.youtube.com/shorts/dQw4w9WgXcQ", f"{COOKIELESS}?autoplay=1"),
    ("https://www.youtube.com/watch?v=a/../b", None),
    ("https://www.youtube.com/playlist?list=PL1", None),
    ("https://vimeo.com/76979871", f"{VIMEO}?dnt=1&autoplay=1"),
    ("https://vimeo.com/76979871/827#t=5s", f"{VIMEO}?h=827&dnt=1&autoplay=1#t=5s"),
    ("https://vimeo.com/channels/staffpicks/76979871", f"{VIMEO}?dnt=1&autoplay=1"),
    (f"{VIMEO}?h=1&badge=0", f"{VIMEO}?h=1&dnt=1&autoplay=1"),
    ("https://vimeo.com/event/76979871", None),
    (
        f"https://tube.example/w/{SHORT}?start=750s",
        f"https://tube.example/videos/embed/{SHORT}?start=750s&autoplay=1&p2p=0",
    ),
    (
        f"http://tube.example:9000/videos/watch/{UUID}?p2p=1",
        f"http://tube.example:9000/videos/embed/{UUID}?autoplay=1&p2p=0",
    ),
    ("https://media.ccc.de/v/38c3-a#t=9", "https://media.ccc.de/v/38c3-a/oembed#t=9"),
    ("https://media.ccc.de/c/38c3", None),
    ("https://example.org/talk.webm#t=750", "https://example.org/talk.webm#t=750"),
    ("talk.mp3", "talk.mp3"),
    ("https://example.org/talk.pdf", None),
    ("javascript:alert(1)//talk.mp4", None),
    ("https://[/talk.mp4", None),
    ("https://2130706433/talk.mp4", None),
    (r"https://evil.test\@media.ccc.de/v/38c3-a", None),
    ("https:/media.ccc.de/v/38c3-a", "https://media.ccc.de/v/38c3-a/oembed"),
    ("", None),
]


@pytest.mark.parametrize(("url", "wanted"), PLAYERS)
def test_each_host_has_a_player_of_its_own(url: str, wanted: str | None) -> None:
    player = player_of(url)
    assert (player and player.url) == wanted


def test_a_player_names_the_host_that_it_asks() -> None:
    players = [player_of(f"{WATCH}&t=5"), player_of("https://a.example/talk.mp3")]
    assert [(p.kind, p.host) for p in players if p] == [
        (PlayerKind.FRAME, "youtube-nocookie.com"),
        (PlayerKind.AUDIO, "a.example"),
    ]


@pytest.mark.parametrize("url", [url for url, wanted in ADDRESSES if wanted])
def test_what_can_start_at_a_cue_has_a_player_that_does(url: str) -> None:
    player = player_of(recording_at(url, 750) or "")
    assert player
    assert "750" in player.url


@given(st.text())
def test_no_address_is_too_odd_for_a_player(url: str) -> None:
    player = player_of(safe_url(url) or "")
    assert player is None or safe_url(player.url) == player.url
