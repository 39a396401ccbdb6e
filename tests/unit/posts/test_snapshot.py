"""Snapshots: a post written and read again, and files that are in no order."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.model.errors import SnapshotError
from sphinx_confrecap.model.posts import (
    Account,
    Card,
    Media,
    MediaKind,
    Platform,
    Post,
    PostStatus,
    Reference,
    Segment,
    SegmentKind,
)
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.snapshot import (
    MAX_LENGTH,
    MEDIA_SUFFIXES,
    SCHEMA_VERSION,
    dumps,
    loads,
)

jsonschema = pytest.importorskip("jsonschema")
SCHEMA = json.loads(
    files("sphinx_confrecap.posts").joinpath("snapshot.schema.json").read_text("utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

FILE = f"media/{'0' * 64}.png"
POST = Post(
    reference=parse_reference("https://x.com/user/status/20"),
    author=Account(name="A. User", handle="user", url="https://x.com/user"),
    created_at=datetime(2018, 12, 4, 10, 38, 34, 642000, UTC),
    lang="de",
    segments=(
        Segment(kind=SegmentKind.TEXT, text="Grüße 👋🏽 "),
        Segment(kind=SegmentKind.TAG, text="#日本", url="https://x.com/hashtag/a"),
    ),
    media=(Media(kind=MediaKind.IMAGE, file=FILE, width=10, height=20, alt="A box"),),
    quoted=Post(reference=parse_reference("21"), status=PostStatus.DELETED),
    card=Card(url="https://example.org/", title="A page"),
    fetched_at=datetime(2024, 1, 1, tzinfo=UTC),
)


def content() -> dict[str, Any]:
    return json.loads(dumps(POST))


def test_the_file_of_a_post() -> None:
    text = dumps(POST)
    lines = text.split("\n")
    assert lines[0] == "{"
    assert lines[1] == '  "author": {'
    assert lines[2] == '    "handle": "user",'
    assert lines[-1] == ""
    assert "Grüße 👋🏽" in text
    assert '"created_at": "2018-12-04T10:38:34.642000Z"' in text
    keys = list(json.loads(text))
    assert keys == sorted(keys)
    assert "warning" not in keys
    assert json.loads(text)["schema"] == SCHEMA_VERSION


# --- what is written can be read ----------------------------------------------

hosts = st.sampled_from(["example.org", "日本.example", "a.b.example:8080"])
urls = st.builds("https://{}/{}".format, hosts, st.text("aé/?&=%#", max_size=5))
maybe_urls = st.just("") | urls
words = st.text(max_size=20)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
stored = st.just("") | st.builds(
    "media/{}.{}".format, digests, st.sampled_from(MEDIA_SUFFIXES)
)
times = st.none() | st.datetimes(timezones=st.just(UTC))
references = st.none() | st.sampled_from(
    [
        parse_reference("20"),
        parse_reference("https://social.example/@user/110"),
        parse_reference("at://did:plc:abc/app.bsky.feed.post/3l6oveex3ii2l"),
    ]
)
leaves = st.builds(
    Post,
    reference=references,
    status=st.sampled_from(PostStatus),
    author=st.builds(
        Account,
        name=words,
        handle=words,
        url=maybe_urls,
        avatar=stored,
        avatar_url=maybe_urls,
    ),
    created_at=times,
    lang=words,
    segments=st.lists(
        st.builds(
            Segment, kind=st.sampled_from(SegmentKind), text=words, url=maybe_urls
        ),
        max_size=3,
    ).map(tuple),
    media=st.lists(
        st.builds(
            Media,
            kind=st.sampled_from(MediaKind),
            url=maybe_urls,
            file=stored,
            width=st.integers(0, 10**6),
            height=st.integers(0, 10**6),
            alt=words,
        ),
        max_size=2,
    ).map(tuple),
    card=st.none() | st.builds(Card, url=urls, title=words, description=words),
    warning=words,
    edited=st.booleans(),
    fetched_at=times,
)
posts = st.builds(
    lambda post, quoted, parent: replace(post, quoted=quoted, parent=parent),
    leaves,
    st.none() | leaves,
    st.none() | leaves,
)


@given(posts)
def test_a_post_is_read_as_it_was_written(post: Post) -> None:
    text = dumps(post)
    assert loads(text) == post
    assert dumps(loads(text)) == text
    VALIDATOR.validate(json.loads(text))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_posts_nest_one_level() -> None:
    inner = replace(POST, quoted=POST)
    assert loads(dumps(replace(POST, quoted=inner))).quoted == replace(
        POST, quoted=None
    )


def test_half_a_character_is_replaced() -> None:
    segments = (Segment(kind=SegmentKind.TEXT, text="a\ud83d"),)
    text = dumps(replace(POST, segments=segments))
    assert loads(text).segments[0].text == "a\ufffd"
    text.encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"created_at": datetime(2018, 12, 4)},  # noqa: DTZ001
        {"card": Card(url="javascript:alert(1)")},
        {"segments": (Segment(kind=SegmentKind.LINK, text="x", url="data:x"),)},
        {"media": (Media(kind=MediaKind.IMAGE, file="../../secret.png"),)},
        {"reference": Reference(platform=Platform.X, id="../20")},
        {"lang": "x" * MAX_LENGTH},
    ],
)
def test_an_unreadable_post_is_not_written(changes: dict[str, Any]) -> None:
    with pytest.raises(SnapshotError):
        dumps(replace(POST, **changes))


# --- files in no order --------------------------------------------------------


def test_more_than_the_schema_knows_is_let_pass() -> None:
    later = {**content(), "likes": 3, "quoted": {"status": "ok", "x": {"y": [1]}}}
    assert loads(json.dumps(later)).lang == "de"
    VALIDATOR.validate(later)


def test_order_space_and_line_ends_do_not_matter() -> None:
    text = json.dumps(dict(reversed(content().items()))).replace(", ", ",\r\n")
    assert loads(text) == POST


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        (dumps(POST)[:200], "is cut off"),
        (dumps(POST)[:-2], "is cut off"),
        ('{"schema": 1, "lang": "d', "is cut off"),
        ("<html>", "is not JSON in line 1"),
        ('{"schema": 1,\n oops}', "is not JSON in line 2"),
        (dumps(POST) + "}", "is not JSON in line"),
        ("[1]", "has no object"),
        ("null", "has no object"),
        ("{}", "names no schema"),
        ('{"schema": 0}', "names no schema"),
        ('{"schema": "1"}', "schema is not a whole number"),
        ('{"schema": true}', "schema is not a whole number"),
        ('{"schema": 2}', "update sphinx-confrecap"),
        ('{"schema": 1, "schema": 1}', "a key twice"),
        (
            '{\n<<<<<<< HEAD\n"schema": 1\n=======\n"schema": 2\n>>>>>>> other\n}',
            "merge conflict",
        ),
        ("[" * 100_000, "not JSON of"),
        ('{"schema": ' + "9" * 5000 + "}", "not JSON of"),
        (" " * (MAX_LENGTH + 1), "too large"),
    ],
)
def test_a_file_that_is_no_snapshot_says_what_it_is(text: str, words: str) -> None:
    with pytest.raises(SnapshotError, match=words):
        loads(text)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("lang", 1, "lang is not text"),
        ("lang", "\ud800", "lang is not text"),
        ("edited", "yes", "edited is not true or false"),
        ("status", "gone", "status is not one of ok, deleted"),
        ("created_at", "yesterday", "created_at is not a time"),
        ("created_at", "2018-12-04T10:38:34", "created_at is not a time"),
        ("created_at", "0001-01-01T00:00:00+14:00", "created_at is not a time"),
        ("reference", "https://evil.example/", "reference is not the address"),
        ("author", [], "author is not an object"),
        ("author", {"name": {}}, "author.name is not text"),
        ("author", {"url": "javascript:x"}, "author.url is not an address"),
        ("author", {"avatar": "/etc/passwd"}, "author.avatar is not a file"),
        ("segments", {}, "segments is not a list"),
        ("segments", ["x"], "segments.0. is not an object"),
        ("segments", [{"kind": "script"}], "segments.0..kind is not one of text"),
        ("segments", [{"url": "http:x"}], "segments.0..url is not an address"),
        ("media", [{"width": -1}], "media.0..width is not a whole number"),
        ("media", [{"width": 1.5}], "media.0..width is not a whole number"),
        ("media", [{"file": "media/../x.png"}], "media.0..file is not a file"),
        ("media", [{"file": f"media/{'0' * 64}.svg"}], "media.0..file is not a file"),
        ("quoted", {"author": {"name": 1}}, "quoted.author.name is not text"),
        ("card", "x", "card is not an object"),
    ],
)
def test_a_wrong_field_is_named(key: str, value: object, words: str) -> None:
    wrong = {**content(), key: value}
    with pytest.raises(SnapshotError, match=words):
        loads(json.dumps(wrong))
    is_valid = VALIDATOR.is_valid(wrong)
    # The schema knows the shape of an address and of a time, not what they mean.
    assert not is_valid or key in {"reference", "created_at"} or value == "\ud800"


@given(st.text() | st.text('{}[]",:1e.tfn\\u "schema'))
def test_no_text_is_too_odd_for_a_file(text: str) -> None:
    with pytest.raises(SnapshotError):
        loads(text)
