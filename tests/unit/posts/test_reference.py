"""Which addresses are those of posts, and what an id tells."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.model.errors import FieldError
from sphinx_confrecap.model.posts import Platform, Reference
from sphinx_confrecap.posts.platforms import ADAPTERS
from sphinx_confrecap.posts.reference import parse_reference

TID = "3l6oveex3ii2l"
DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"


@pytest.mark.parametrize(
    "address",
    [
        "https://x.com/user/status/20",
        "https://twitter.com/user/status/20",
        "https://www.x.com/user/status/20",
        "https://www.twitter.com/user/status/20",
        "https://mobile.twitter.com/user/status/20",
        "https://mobile.x.com/user/status/20",
        "https://m.twitter.com/user/status/20",
        "http://twitter.com/user/status/20",
        "HTTPS://Twitter.COM/user/status/20",
        "x.com/user/status/20",
        "twitter.com/user/status/20",
        "  https://x.com/user/status/20\n",
        "https://twitter.com/user/statuses/20",
        "https://x.com/user/status/20/",
        "https://x.com/user/status/20?s=20&t=a/b",
        "https://x.com/user/status/20#fragment",
        "https://x.com/user/status/20/photo/1",
        "https://x.com/user/status/20/video/1?s=20#top",
        "https://twitter.com/#!/user/status/20",
        "https://x.com/i/status/20",
        "https://x.com/i/web/status/20",
        "https://twitter.com/statuses/20",
        "https://vxtwitter.com/user/status/20",
        "https://fxtwitter.com/user/status/20",
        "https://d.fxtwitter.com/user/status/20",
        "https://fixupx.com/user/status/20",
        "https://www.fixvx.com/user/status/20",
        "20",
    ],
)
def test_addresses_of_posts_on_x(address: str) -> None:
    reference = parse_reference(address)
    assert reference == Reference(platform=Platform.X, id="20")
    assert reference.user in {"user", ""}
    assert reference.key == "x/20"
    assert ADAPTERS[reference.platform].NAME == "X"
    assert reference.url in {
        "https://x.com/user/status/20",
        "https://x.com/i/status/20",
    }


@pytest.mark.parametrize(
    ("address", "user"),
    [
        ("https://social.example/@user/110", "user"),
        ("https://Social.Example/@user/110", "user"),
        ("http://social.example/@user/110/", "user"),
        ("social.example/@user/110", "user"),
        ("https://social.example/%40user/110", "user"),
        ("https://social.example/@user@other.example/110", "user@other.example"),
        ("https://social.example/@us.er-1/110?a#b", "us.er-1"),
        ("https://social.example/users/user/statuses/110", "user"),
        ("https://social.example/@user/110/embed", "user"),
        ("https://social.example/statuses/110", ""),
        ("mastodon:social.example/@user/110", "user"),
        ("Mastodon:social.example/@user/110", "user"),
    ],
)
def test_addresses_of_posts_on_mastodon(address: str, user: str) -> None:
    reference = parse_reference(address)
    assert reference == Reference(
        platform=Platform.MASTODON, id="110", authority="social.example"
    )
    assert reference.user == user
    assert reference.key == "mastodon/social.example/110"
    assert ADAPTERS[reference.platform].NAME == "Mastodon"


@pytest.mark.parametrize(
    ("address", "authority", "key"),
    [
        (f"https://bsky.app/profile/u.bsky.social/post/{TID}", *["u.bsky.social"] * 2),
        (
            f"https://bsky.app/profile/U.Example.org/post/{TID}/?x",
            *["u.example.org"] * 2,
        ),
        (f"bsky.app/profile/u.example/post/{TID}", *["u.example"] * 2),
        (f"https://bsky.app/profile/{DID}/post/{TID}", DID, DID.replace(":", "-")),
        (
            f"https://bsky.app/profile/{DID.replace(':', '%3A')}/post/{TID}",
            DID,
            DID.replace(":", "-"),
        ),
        (f"at://{DID}/app.bsky.feed.post/{TID}", DID, DID.replace(":", "-")),
        (f"at://u.example/app.bsky.feed.post/{TID}", *["u.example"] * 2),
        (
            f"at://did:web:u.example/app.bsky.feed.post/{TID}",
            "did:web:u.example",
            "did-web-u.example",
        ),
    ],
)
def test_addresses_of_posts_on_bluesky(address: str, authority: str, key: str) -> None:
    reference = parse_reference(address)
    assert reference == Reference(
        platform=Platform.BLUESKY, id=TID, authority=authority
    )
    assert reference.key == f"bluesky/{key}/{TID}"
    assert reference.url == f"https://bsky.app/profile/{authority}/post/{TID}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x.com",
        "https://x.com/",
        "https://x.com/user",
        "https://x.com/user/status/",
        "https://x.com/user/status/abc",
        "https://x.com/user/status/20abc",
        "https://x.com/user/status/020",
        "https://x.com/user/status/-20",
        "https://x.com/user/status/\uff12\uff10",
        "\u0662\u0660",
        "020",
        "0",
        "12345678901234567890",
        "https://x.com/user/status/12345678901234567890",
        "https://x.com/user/status/20/../21",
        "https://x.com/user/status/20/photo/x",
        "https://x.com/us er/status/20",
        "https://x.com/us%2Fer/status/20",
        "https://x.com/@user/20",
        "https://x.com//user/status/20",
        "//x.com/user/status/20",
        "/user/status/20",
        "https://x.com.evil.example/user/status/20",
        "https://evil.example/x.com/user/status/20",
        "https://evilx.com/user/status/20",
        "https://evil.example/?https://x.com/user/status/20",
        "https://evil.example/#https://x.com/user/status/20",
        "https://x.com@evil.example/user/status/20",
        "https://x.com@evil.example/@user/20",
        "https://user:password@x.com/user/status/20",
        "https://user@social.example/@user/20",
        "https://x.com:443/user/status/20",
        "https://social.example:8443/@user/20",
        "https://x.com\\@evil.example/@user/20",
        "https://x.com./user/status/20",
        "https://\uff58.com/user/status/20",
        "https://x\u3002com/user/status/20",
        "ftp://x.com/user/status/20",
        "file:///x.com/user/status/20",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://x.com/user/sta\ttus/20",
        "https://x.com/user/status/20\x00",
        "https://x.com/user/status/2\n0",
        "https://x.com/user/status/20\u202e",
        "\ud83d",
        "https://[::1]/@user/20",
        "https://[::1/@user/20",
        "https://127.0.0.1/@user/20",
        "https://2130706433/@user/20",
        "https://0x7f.1/@user/20",
        "https://127.0.0.0x1/@user/20",
        "https://localhost/@user/20",
        "https://social.example/@user/20x",
        "https://social.example/@user/01H8XG",
        "https://social.example/@/20",
        "https://social.example/@../20",
        "https://social.example/@user",
        "https://-social.example/@user/20",
        "https://social..example/@user/20",
        f"https://{'a' * 64}.example/@user/20",
        f"https://{'a.' * 130}example/@user/20",
        "mastodon:",
        "mastodon:/@user/20",
        "mastodon:https://social.example/@user/20",
        f"https://bsky.app/profile/user/post/{TID}",
        f"https://bsky.app/profile/../post/{TID}",
        f"https://bsky.app/profile/u.example/post/{TID}x",
        "https://bsky.app/profile/u.example/post/20",
        f"https://bsky.app/profile/u.example/post/{TID.upper()}",
        f"https://bsky.app/profile/did:evil:x/post/{TID}",
        f"https://bsky.app/profile/did:web:../post/{TID}",
        f"https://bsky.app/@user/{TID}",
        f"at://u.example/app.bsky.feed.like/{TID}",
        f"at://u@v.example/app.bsky.feed.post/{TID}",
        f"at:///app.bsky.feed.post/{TID}",
        "https://x.com/user/status/20?" + "x" * 3000,
    ],
)
def test_addresses_that_look_like_a_post_are_refused(text: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_reference(text)
    assert len(str(caught.value)) < 300
    assert str(caught.value).isprintable()


@given(st.text() | st.from_regex(r"(https://|at://|)[a-z.@:/%0-9]{0,30}"))
def test_no_text_is_too_odd(text: str) -> None:
    try:
        reference = parse_reference(text)
    except FieldError:
        return
    assert parse_reference(reference.url) == reference
    assert ".." not in reference.key


@pytest.mark.parametrize(
    "address",
    [
        "20",
        "https://x.com/user/status/20",
        "https://social.example/@user/110",
        "https://social.example/statuses/110",
        f"at://{DID}/app.bsky.feed.post/{TID}",
    ],
)
def test_a_canonical_address_gives_the_same_reference(address: str) -> None:
    reference = parse_reference(address)
    again = parse_reference(reference.url)
    assert (again, again.user) == (reference, reference.user)


def date_of(reference: Reference) -> datetime | None:
    return ADAPTERS[reference.platform].date_of(reference)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("1069903784120381440", datetime(2018, 12, 4, 10, 38, 34, 642000, UTC)),
        ("1070005094089809921", datetime(2018, 12, 4, 17, 21, 8, 821000, UTC)),
        ("1641086480675225601", datetime(2023, 3, 29, 14, 34, 41, 562000, UTC)),
        # Numbers from before, when posts were counted, tell nothing.
        ("20", None),
        ("29700859246", None),
        ("9999999999999999999", datetime(2086, 5, 23, 19, 32, 45, 672000, UTC)),
        # As Mastodon's own source: milliseconds above sixteen bits.
        (
            "https://social.example/@user/109372843234000000",
            datetime(2022, 11, 19, 22, 32, 24, 73000, UTC),
        ),
        ("https://social.example/@user/110", None),
        ("https://social.example/@user/123456789", None),
        ("https://social.example/@user/9999999999999999999", None),
        (
            f"https://bsky.app/profile/u.example/post/{TID}",
            datetime(2024, 10, 17, 7, 6, 51, 642318, UTC),
        ),
        ("https://bsky.app/profile/u.example/post/2222222222222", None),
        ("https://bsky.app/profile/u.example/post/jzzzzzzzzzzzz", None),
    ],
)
def test_the_date_that_an_id_tells(address: str, expected: datetime | None) -> None:
    assert date_of(parse_reference(address)) == expected


def test_the_date_in_an_answer_of_x_agrees() -> None:
    """The sample's ``created_at``, to the second."""
    when = date_of(parse_reference("1629262255744503809"))
    assert when is not None
    assert when.replace(microsecond=0) == datetime(2023, 2, 24, 23, 29, 26, tzinfo=UTC)


@given(st.integers(min_value=1, max_value=10**19 - 1), st.sampled_from(["", "m"]))
def test_dates_never_fail(number: int, host: str) -> None:
    prefix = "https://social.example/statuses/" if host else ""
    when = date_of(parse_reference(f"{prefix}{number}"))
    assert when is None or when.tzinfo is UTC
