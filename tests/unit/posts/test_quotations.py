"""Blocks that quote posts: what is read from them, and what is said of mistakes."""

from __future__ import annotations

import pytest

from sphinx_confrecap.model.posts import Post, Reference
from sphinx_confrecap.model.rules import Rule
from sphinx_confrecap.parsing.facts import Options
from sphinx_confrecap.posts.quotations import post_of, thread_of
from sphinx_confrecap.posts.quoting import IfDeleted, Quote

JANE = "https://x.com/jane/status/71"
CODE = (
    '<blockquote class="twitter-tweet"><p>P says.</p>&mdash; P (@p) '
    '<a href="https://twitter.com/p/status/72">May 2, 2030</a></blockquote>'
)
RECORD = "app.bsky.feed.post/3lchpkfzuc222"
BLUESKY_CODE = (
    f'<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/{RECORD}">'
    '<p>S says.</p>&mdash; S (<a href="https://bsky.app/profile/did:plc:abc">@s.org</a>)'
    "</blockquote>"
)
Said = list[tuple[Rule, str]]


def nothing(_reference: Reference) -> Post | None:
    return None


def post(argument: str, body: str = "") -> tuple[Quote, Said]:
    """Return a post as it is quoted, and what is said of its block."""
    said: Said = []
    given = Options({}, lambda rule, message, _: said.append((rule, message)))
    return post_of(given, argument, body.splitlines(), nothing, IfDeleted.NOTICE), said


def thread(*lines: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the addresses of a thread, and what is said of its lines."""
    said: list[tuple[int, str]] = []
    given = Options({}, lambda _rule, message, _: said.append((-1, message)))
    quotes = thread_of(
        given, lines, nothing, IfDeleted.NOTICE, lambda *found: said.append(found)
    )
    return [quote.url for quote in quotes], said


def test_an_address_and_embed_code_of_two_posts_warn_and_the_code_counts() -> None:
    quote, ((rule, message),) = post(JANE, CODE)
    assert rule is Rule.POST
    assert "https://x.com/p/status/72" in message
    assert JANE in message
    # Words, author and address are those of one post.
    assert quote.url == "https://x.com/p/status/72"
    assert quote.post.author.handle == "p"


@pytest.mark.parametrize(
    ("argument", "code"),
    [
        ("", CODE),
        ("72", CODE),
        ("https://x.com/p/status/72?s=20", CODE),
        ("https://twitter.com/renamed/status/72", CODE),
        ("https://bsky.app/profile/s.org/post/3lchpkfzuc222", BLUESKY_CODE),
    ],
)
def test_the_address_of_the_embed_code_is_right(argument: str, code: str) -> None:
    assert post(argument, code)[1] == []


def test_an_address_elsewhere_beside_embed_code_warns() -> None:
    quote, ((rule, _),) = post("https://example.org/p", CODE)
    assert (rule, quote.url) == (Rule.POST, "https://x.com/p/status/72")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("https://x.com/jane", "https://x.com/user/status/20"),
        ("https://mobile.twitter.com/jane/status/", "https://x.com/user/status/20"),
        ("https://bsky.app/profile/s.org", "https://bsky.app/profile/"),
    ],
)
def test_an_address_without_a_post_warns(address: str, says: str) -> None:
    quote, ((rule, message),) = post(address, "Words.")
    assert rule is Rule.POST
    assert "is not the address of a post" in message
    assert says in message
    assert quote.url == address


def test_an_address_elsewhere_is_fine() -> None:
    quote, said = post("https://example.org/jane", "Words.")
    assert (quote.url, said) == ("https://example.org/jane", [])


@pytest.mark.parametrize("body", ["", "Words."])
def test_a_missing_address_is_said_to_be_missing(body: str) -> None:
    _, ((rule, message),) = post("", body)
    assert rule is Rule.LINK
    assert message == "the post has no address; write it after the directive's name"


def test_an_address_with_more_behind_it_asks_for_an_empty_line() -> None:
    quote, ((rule, message),) = post(f"{JANE} And words.")
    assert rule is Rule.POST
    assert "an empty line" in message
    # What surely is the address still counts.
    assert quote.url == JANE


def test_a_thread_that_is_a_list_is_read_and_asked_to_drop_its_dashes() -> None:
    urls, said = thread("", f"- {JANE}", "* 72")
    assert urls == [JANE, "https://x.com/i/status/72"]
    assert [line for line, _ in said] == [1, 2]
    assert all("remove the dash" in message for _, message in said)


def test_two_addresses_in_one_line_of_a_thread_are_told_apart() -> None:
    urls, ((line, message),) = thread(f"{JANE} 72")
    assert (urls, line) == ([JANE, "https://x.com/i/status/72"], 0)
    assert "an empty line" in message
