"""What a document shows of a post."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.model.errors import FieldError
from sphinx_confrecap.model.posts import (
    LONGEST_NAME,
    Account,
    Media,
    MediaKind,
    Post,
    PostStatus,
    Segment,
    SegmentKind,
)
from sphinx_confrecap.posts.platforms import links_of
from sphinx_confrecap.posts.quoting import (
    EXCERPT,
    Choices,
    IfDeleted,
    Live,
    clean,
    described,
    direction_of,
    excerpt_of,
    hashtags_of,
    merged,
    paragraphs_of,
    parse_author,
    parse_descriptions,
    quote_of,
)
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.segments import segments_of

X = parse_reference("https://x.com/sam/status/1069979891266486272")
WHEN = datetime(2018, 12, 4, 15, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("Sam Sample", Account(name="Sam Sample")),
        ("Sam  Sample (@sam)", Account(name="Sam Sample", handle="sam")),
        ("Sam (he) (@sam@a.example)", Account(name="Sam (he)", handle="sam@a.example")),
        ("Sam (Example Press)", Account(name="Sam (Example Press)")),
        ("@sam", Account(handle="sam")),
        ("(@sam)", Account(handle="sam")),
    ],
)
def test_an_author_is_read(text: str, account: Account) -> None:
    assert parse_author(text) == account


@pytest.mark.parametrize("text", ["@", "@a\x00"])
def test_a_wrong_handle_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="is not a handle"):
        parse_author(text)


def test_descriptions_are_on_lines_or_between_semicolons() -> None:
    assert parse_descriptions("One; and two;") == ("One", "and two", "")
    assert parse_descriptions("One; still one\n two ") == ("One; still one", "two")


def test_an_empty_description_changes_nothing() -> None:
    media = [Media(kind=MediaKind.IMAGE, alt=alt) for alt in ("a", "b", "c")]
    assert [item.alt for item in described(media, ("", "new"))] == ["a", "new", "c"]


def test_written_text_goes_before_stored_text() -> None:
    stored = Post(
        reference=X,
        status=PostStatus.DELETED,
        author=Account(name="Sam", handle="sam", avatar="media/a.png"),
        created_at=WHEN,
        lang="en",
        segments=segments_of("Stored."),
    )
    written = Post(author=Account(name="S."), segments=segments_of("Written."))
    assert merged(written, stored) == replace(
        stored,
        author=Account(name="S.", handle="sam", avatar="media/a.png"),
        segments=segments_of("Written."),
    )
    assert merged(written, None) is written


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        ("https://x.com/sam/status/20", "sam"),
        ("https://x.com/i/status/20", ""),
        ("https://a.example/@sam/20", "sam@a.example"),
        ("https://a.example/@sam@b.example/20", "sam@b.example"),
        ("https://bsky.app/profile/sam.example/post/3lchpkfzuc222", "sam.example"),
        ("at://did:plc:abc/app.bsky.feed.post/3lchpkfzuc222", ""),
    ],
)
def test_an_address_tells_who_wrote_a_post(url: str, handle: str) -> None:
    assert quote_of(Post(reference=parse_reference(url))).post.author.handle == handle


def test_an_address_tells_when_a_post_was_written() -> None:
    assert quote_of(Post(reference=X)).when == WHEN
    other = datetime(2018, 12, 5, tzinfo=UTC)
    assert quote_of(Post(reference=X, created_at=other)).when == other
    day = date(2018, 12, 6)
    assert quote_of(Post(reference=X, created_at=other), day=day).when == day


@pytest.mark.parametrize(
    ("status", "choice", "hidden", "withheld"),
    [
        (PostStatus.OK, IfDeleted.HIDE, False, False),
        (PostStatus.RESTRICTED, IfDeleted.NOTICE, False, False),
        (PostStatus.DELETED, IfDeleted.KEEP, False, False),
        (PostStatus.DELETED, IfDeleted.NOTICE, False, True),
        (PostStatus.DELETED, IfDeleted.HIDE, True, False),
        (PostStatus.PROTECTED, IfDeleted.NOTICE, False, True),
    ],
)
def test_what_is_left_of_a_post(
    status: PostStatus, choice: IfDeleted, hidden: bool, withheld: bool
) -> None:
    quote = quote_of(Post(status=status), choices=Choices(if_deleted=choice))
    assert (quote.is_hidden, quote.is_withheld) == (hidden, withheld)


def test_a_post_in_a_post_has_no_button() -> None:
    outer = quote_of(Post(), choices=Choices(live=Live.CLICK))
    inner = outer.inner(Post(reference=X))
    assert inner is not None
    assert inner.choices.live is Live.NEVER
    assert outer.inner(None) is None


def lines(text: str) -> list[list[str]]:
    return [
        ["".join(segment.text for segment in line) for line in paragraph]
        for paragraph in paragraphs_of(segments_of(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("One", [["One"]]),
        ("One\r\ntwo\u2028three", [["One", "two", "three"]]),
        (
            "\nOne\n\n\nhttps://a.example\nthree\n",
            [["One"], ["https://a.example", "three"]],
        ),
    ],
)
def test_a_text_has_paragraphs_and_lines(text: str, expected: list[list[str]]) -> None:
    assert lines(text) == expected


@given(st.text())
def test_no_word_is_lost_between_lines(text: str) -> None:
    joined = "".join("".join(line) for paragraph in lines(text) for line in paragraph)
    assert "".join(joined.split()) == "".join(clean(text).split())


@given(st.text(st.characters(exclude_categories=[])))
def test_what_is_clean_can_be_written_everywhere(text: str) -> None:
    found = clean(text)
    found.encode()
    controls = {char for char in found if unicodedata.category(char) == "Cc"}
    assert controls <= {"\n", "\t"}
    assert clean(found) == found


@pytest.mark.parametrize(
    ("text", "lang", "direction"),
    [
        ("Hello", "", "ltr"),
        ("مرحبا", "", "rtl"),
        ("@sam #tag https://a.example שלום", "", "rtl"),
        ("123 !?", "", "auto"),
        ("123 !?", "ar", "rtl"),
        ("123", "az-Arab", "rtl"),
        ("Hello مرحبا", "ar", "ltr"),
        ("", "en", "auto"),
    ],
)
def test_a_letter_gives_the_direction(text: str, lang: str, direction: str) -> None:
    assert direction_of(segments_of(text, links_of(X)), lang) == direction


def test_an_excerpt_ends_between_words() -> None:
    text = "Some words, " * 30
    found = excerpt_of(segments_of(text))
    assert len(found) <= EXCERPT
    assert found.endswith("words…")
    assert excerpt_of(segments_of("Short\nand whole.")) == "Short and whole."
    assert excerpt_of(segments_of("x" * 500)) == "x" * EXCERPT + "…"


def test_tags_come_without_their_sign_and_once() -> None:
    segments = [
        Segment(kind=SegmentKind.TAG, text=text) for text in ("#a", "\uff03b", "#a")
    ]
    assert hashtags_of(segments) == ("a", "b")


def test_the_address_that_names_its_author_is_shown() -> None:
    bare = parse_reference("1069979891266486272")
    for first, second in ((X, bare), (bare, X)):
        assert merged(Post(reference=first), Post(reference=second)).reference is X


@pytest.mark.parametrize("letters", [LONGEST_NAME + 1, 10**6])
def test_names_of_strangers_have_an_end(letters: int) -> None:
    author = Account(name="e\u0301" * letters, handle="a" * letters)
    assert len(author.name) == len(author.handle) == LONGEST_NAME
