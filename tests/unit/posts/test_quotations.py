"""Blocks that quote posts: what is read from them, and what is said of mistakes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from docutils.parsers.rst.directives import class_option

from sphinx_confrecap.model.blocks import Around, Dialect, Head, Written
from sphinx_confrecap.model.errors import FieldError
from sphinx_confrecap.model.posts import Post
from sphinx_confrecap.model.rules import Rule
from sphinx_confrecap.parsing.registry import Registries
from sphinx_confrecap.posts.quotations import parse_classes, read_post, read_thread
from sphinx_confrecap.posts.quoting import IfDeleted, Quote
from sphinx_confrecap.posts.store import Store

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


@dataclass
class Site:
    """A site without any stored post."""

    folder: Path = Path("none")
    store: Store = field(default_factory=lambda: Store(Path("none/_posts")))
    if_deleted: IfDeleted = IfDeleted.NOTICE
    declared: Registries = field(default_factory=Registries)

    def find_file(self, url: str) -> str | None:
        return None

    find_image = find_file

    def depend_on(self, path: str) -> None:
        """Nothing is read again."""


def written(name: str, argument: str, lines: Iterable[str]) -> Written:
    return Written(
        name=name,
        argument=argument,
        head=Head(),
        body=tuple(lines),
        dialect=Dialect.MYST,
    )


def post(argument: str, body: str = "") -> tuple[Quote, Said]:
    """Return a post as it is quoted, and what is said of its block."""
    said: Said = []
    quoting = read_post(
        written("tweet", argument, body.splitlines()),
        Around(docname="a"),
        Site(),
        lambda rule, message, _: said.append((rule, message)),
    )
    return quoting.quotes[0] if quoting else Quote(post=Post()), said


def thread(first: str, *lines: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the addresses of a thread, and what is said of lines of its body."""
    said: list[tuple[int, str]] = []

    def report(rule: Rule, message: str, place: str | int) -> None:
        said.append((place if isinstance(place, int) else -1, message))

    block = written("thread", first, lines)
    quoting = read_thread(block, Around(docname="a"), Site(), report)
    return [quote.url for quote in quoting.quotes] if quoting else [], said


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


@pytest.mark.parametrize(
    "name",
    [
        "cr-live",
        "CR_Filter",
        "-cr-post",
        "1cr.x",
        "c\u200dr-x",
        "\u0188r-x",
        "wide \u0107r--x",
    ],
)
def test_classes_of_ours_are_refused(name: str) -> None:
    """As docutils writes them."""
    assert any(part.startswith("cr-") for part in class_option(name))
    with pytest.raises(FieldError, match="may be one of ours"):
        parse_classes(name)


@pytest.mark.parametrize("name", ["cr", "across", "x-cr-live", "crab-x", "cr7-x"])
def test_other_classes_are_taken(name: str) -> None:
    assert not any(part.startswith("cr-") for part in class_option(name))
    assert parse_classes(name) == name


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
    # The part that is an address still counts.
    assert quote.url == JANE


def test_a_thread_that_is_a_list_is_read_and_asked_to_drop_its_dashes() -> None:
    urls, said = thread("", f"- {JANE}", "* 72")
    assert urls == [JANE, "https://x.com/i/status/72"]
    assert [line for line, _ in said] == [0, 1]
    assert all("remove the dash" in message for _, message in said)


def test_two_addresses_in_one_line_of_a_thread_are_told_apart() -> None:
    urls, ((line, message),) = thread(f"{JANE} 72")
    assert (urls, line) == ([JANE, "https://x.com/i/status/72"], -1)
    assert "an empty line" in message
