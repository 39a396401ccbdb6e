"""``confrecap posts fetch`` against a server that does all that goes wrong."""

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.cli.fetch import age_of
from sphinx_confrecap.fetch.retry import seconds_of
from sphinx_confrecap.model.errors import StoreLockedError
from sphinx_confrecap.model.posts import Media, MediaKind, Post, PostStatus
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.segments import segments_of, text_of
from sphinx_confrecap.posts.store import Store
from tests.files import png
from tests.unit.fetch import payloads, server
from tests.unit.fetch.payloads import (
    BLUESKY_IMAGE,
    MASTODON_IMAGE,
    OEMBED,
    POSTS,
    PROFILES,
    STATUSES,
    SYNDICATION,
    X_IMAGE,
    dumped,
)
from tests.unit.fetch.server import NOW, Answer, redirect, reply
from tests.unit.fetch.site import BLUESKY_POST, MASTODON_POST, X_POST, Site

STATUS = f"{STATUSES}/110"


def answers(payload: object) -> Answer:
    return reply(200, dumped(payload))


def html(status: int = 200) -> Answer:
    return reply(status, b"<!DOCTYPE html><title>Hello</title>", "text/html")


def gone() -> Answer:
    return reply(404, b'{"error": "Record not found"}')


def forbidden() -> Answer:
    words = "Sorry, you are not authorized to see this status."
    return reply(403, dumped({"error": words}))


def serve_bluesky(site: Site, *views: dict) -> None:
    site.faults.on(PROFILES, answers({"did": payloads.DID}))
    site.faults.on(POSTS, answers({"posts": views}))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose posts are stored, each with an image."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "conf.py").touch()
    with server.serving() as faults:
        site = Site(folder, faults)
        site.quote(X_POST, MASTODON_POST, BLUESKY_POST)
        faults.on(SYNDICATION, answers(payloads.with_image()))
        attached = [payloads.attachment()]
        faults.on(STATUS, answers(payloads.status(media_attachments=attached)))
        serve_bluesky(site, payloads.pictured())
        for number, image in enumerate([X_IMAGE, MASTODON_IMAGE, BLUESKY_IMAGE]):
            faults.on(image, reply(200, png(number + 1, 7), "image/png"))
        assert site.fetch(str(folder)) == Exit.OK, site.said
    return site


@pytest.fixture
def stored(site: Site, filled: Site) -> Site:
    """The same, with a server that knows nothing."""
    shutil.copytree(filled.folder, site.folder, dirs_exist_ok=True)
    return site


# --- what goes well -----------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "text", "handle", "width"),
    [
        (X_POST, "Shelves & more @sam #exampledays", "example", 1),
        (MASTODON_POST, "Shelves", "sam@mastodon.example", 2),
        (BLUESKY_POST, "Shelves", "sam.example", 3),
    ],
)
def test_a_post_and_its_image_are_stored(
    filled: Site, address: str, text: str, handle: str, width: int
) -> None:
    post = filled.stored(address)
    assert post.status is PostStatus.OK
    assert text_of(post.segments) == text
    assert post.author.handle == handle
    assert post.fetched_at == NOW
    [media] = post.media
    assert (media.width, media.height, media.alt) == (width, 7, "A shelf")
    assert (filled.store.root / media.file).read_bytes() == png(width, 7)
    assert "3 stored" in filled.said


SAMPLES = ["2026-objects", "card", "image", "quote-tweet"]


@pytest.mark.parametrize("name", SAMPLES)
def test_real_answers_of_x_are_stored(site: Site, shared: Path, name: str) -> None:
    path = shared / "samples" / "posts" / f"syndication-{name}.json"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    payload = json.loads(path.read_text("utf-8"))
    images = re.findall(r"https://((?:pbs|abs)\.twimg\.com/[^\"?]+)", path.read_text())
    for image in images:
        site.faults.on(image, reply(200, png(), "image/png"))
    site.quote(f"https://x.com/i/status/{payload['id_str']}")
    site.faults.on(SYNDICATION, answers(payload))
    assert site.fetch() == Exit.OK, site.said
    post = site.stored(payload["id_str"])
    assert post.segments
    assert post.author.handle == payload["user"]["screen_name"]
    assert post.author.avatar
    assert list(site.store.verify()) == []


def test_the_request_for_a_post_on_x_carries_its_token(site: Site) -> None:
    site.quote(X_POST)
    site.faults.on(SYNDICATION, answers(payloads.syndication()))
    assert site.fetch() == Exit.OK
    [request] = site.faults.requests
    assert request.query == {"id": ["20"], "token": ["6dq1a2xwd93"]}


def test_a_stored_post_is_not_fetched_again(stored: Site) -> None:
    before = stored.files()
    assert stored.fetch() == Exit.OK
    assert "3 posts quoted" in stored.said
    assert "none to fetch" in stored.said
    assert stored.faults.requests == []
    assert stored.files() == before


def test_a_post_with_its_text_in_the_document_is_not_fetched(site: Site) -> None:
    site.write("recap.md", f":::{{tweet}} {X_POST}\nShelves\n:::\n")
    assert site.fetch() == Exit.OK
    assert site.faults.requests == []
    assert not site.store.root.exists()


def test_a_dry_run_asks_and_writes_nothing(site: Site) -> None:
    site.quote(X_POST, MASTODON_POST, X_POST)
    assert site.fetch("--dry-run") == Exit.OK
    assert site.said.splitlines()[1:] == [
        f"would fetch {X_POST}",
        f"would fetch {MASTODON_POST}",
    ]
    assert site.faults.requests == []
    assert not site.store.root.exists()


def test_paths_say_which_documents_count(site: Site) -> None:
    site.quote(X_POST, name="a.md")
    site.quote(MASTODON_POST, name="b.md")
    site.faults.on(STATUS, answers(payloads.status()))
    assert site.fetch("b.md") == Exit.OK
    assert site.faults.asked == [STATUS]


def test_another_store_can_be_named(site: Site) -> None:
    site.quote(MASTODON_POST)
    site.faults.on(STATUS, answers(payloads.status()))
    assert site.fetch("--store", "kept") == Exit.OK
    assert Store(Path("kept")).read(parse_reference(MASTODON_POST))
    assert not site.store.root.exists()


def test_a_did_needs_no_lookup_of_its_handle(site: Site) -> None:
    site.quote(f"https://bsky.app/profile/{payloads.DID}/post/{payloads.RECORD}")
    site.faults.on(POSTS, answers({"posts": [payloads.view()]}))
    assert site.fetch() == Exit.OK
    assert site.faults.asked == [POSTS]


def parent_on_mastodon(site: Site, parent: Answer) -> str:
    site.faults.on(STATUS, answers(payloads.status(in_reply_to_id="109")))
    site.faults.on(f"{STATUSES}/109", parent)
    return MASTODON_POST


def parent_on_bluesky(site: Site, parent: Answer) -> str:
    uri = f"at://{payloads.DID}/app.bsky.feed.post/3l6oveex3ii2k"
    view = payloads.view()
    view["record"]["reply"] = {"parent": {"uri": uri}, "root": {"uri": uri}}
    serve_bluesky(site)
    site.faults.on(POSTS, answers({"posts": [view]}), parent)
    return BLUESKY_POST


PARENTS = {
    parent_on_mastodon: answers(payloads.status(id="109")),
    parent_on_bluesky: answers(
        {"posts": [payloads.view(uri=payloads.view()["uri"][:-1] + "k")]}
    ),
}


@pytest.mark.parametrize("serve", PARENTS)
def test_the_post_that_a_post_answers_is_stored_in_it(site: Site, serve) -> None:
    address = serve(site, PARENTS[serve])
    site.quote(address)
    assert site.fetch() == Exit.OK, site.said
    post = site.stored(address)
    assert post.parent
    assert text_of(post.parent.segments) == "Shelves"
    assert len(list(site.store.references())) == 1
    # A parent that is gone or cannot be fetched is kept.
    is_gone = gone() if serve is parent_on_mastodon else answers({"posts": []})
    for parent, status in [(html(), PostStatus.OK), (is_gone, PostStatus.DELETED)]:
        serve(site, parent)
        assert site.fetch("--refresh") == Exit.OK
        post = site.stored(address)
        assert post.parent
        assert text_of(post.parent.segments) == "Shelves"
        assert post.parent.status is status


@pytest.mark.parametrize("serve", PARENTS)
def test_a_post_is_stored_without_the_one_that_it_answers(site: Site, serve) -> None:
    address = serve(site, html())
    site.quote(address)
    assert site.fetch() == Exit.OK
    assert site.stored(address).parent is None


@pytest.mark.parametrize(
    ("age", "is_old"), [("", True), ("1h", True), ("30d", False), ("0d", True)]
)
def test_a_refresh_asks_for_what_is_older(
    stored: Site, monkeypatch: pytest.MonkeyPatch, age: str, is_old: bool
) -> None:
    monkeypatch.setattr(server, "NOW", NOW + timedelta(days=2))
    stored.faults.on(SYNDICATION, answers(payloads.with_image()))
    stored.faults.on(STATUS, answers(payloads.status(content="<p>Edited</p>")))
    serve_bluesky(stored, payloads.pictured())
    assert stored.fetch(f"--refresh={age}" if age else "--refresh") == Exit.OK
    assert bool(stored.faults.requests) == is_old
    post = stored.stored(MASTODON_POST)
    assert text_of(post.segments) == ("Edited" if is_old else "Shelves")


def test_a_stored_image_is_not_fetched_again(stored: Site) -> None:
    stored.faults.on(SYNDICATION, answers(payloads.with_image()))
    before = stored.stored(X_POST)
    stored.quote(X_POST)
    assert stored.fetch("--refresh") == Exit.OK
    assert stored.faults.asked == [SYNDICATION]
    assert stored.stored(X_POST).media == before.media


def by_hand(site: Site, address: str) -> Post:
    """Store a post with an image, as ``posts add`` does."""
    image = Media(
        kind=MediaKind.IMAGE,
        file=site.store.add_media(png(3, 2), ".png"),
        width=3,
        height=2,
        alt="By hand",
    )
    segments = segments_of("By hand")
    post = Post(reference=parse_reference(address), segments=segments, media=(image,))
    site.store.write(post)
    site.quote(address)
    return post


@pytest.mark.parametrize("answer", [reply(503), reply(403), gone()])
def test_a_refresh_keeps_what_was_stored_by_hand(site: Site, answer: Answer) -> None:
    before = by_hand(site, MASTODON_POST)
    site.faults.on(STATUS, answer)
    site.fetch("--refresh=30d")
    after = site.stored(MASTODON_POST)
    assert (after.segments, after.media) == (before.segments, before.media)


def test_an_image_from_by_hand_stays_where_the_platform_has_none(site: Site) -> None:
    before = by_hand(site, MASTODON_POST)
    site.faults.on(STATUS, answers(payloads.status()))
    assert site.fetch("--refresh=30d") == Exit.OK
    assert site.fetch("--refresh") == Exit.OK
    after = site.stored(MASTODON_POST)
    assert text_of(after.segments) == "Shelves"
    assert after.media == before.media


def test_a_description_by_hand_stays(site: Site) -> None:
    by_hand(site, MASTODON_POST)
    attached = [{**payloads.attachment(), "description": None}]
    site.faults.on(STATUS, answers(payloads.status(media_attachments=attached)))
    site.faults.on(MASTODON_IMAGE, reply(200, png(4, 7), "image/png"))
    assert site.fetch("--refresh=30d") == Exit.OK
    assert site.fetch("--refresh") == Exit.OK
    after = site.stored(MASTODON_POST)
    assert [(item.width, item.alt) for item in after.media] == [(4, "By hand")]


# --- deletions ----------------------------------------------------------------

TOMBSTONES = {
    "This Post was deleted by the Post author.": PostStatus.DELETED,
    "This Post is from a suspended account.": PostStatus.DELETED,
    "You’re unable to view this Post because this account owner limits who can "
    "view their Posts.": PostStatus.PROTECTED,
    "Age-restricted adult content.": PostStatus.RESTRICTED,
}


def delete_everywhere(site: Site) -> None:
    site.faults.on(SYNDICATION, reply(404))
    site.faults.on(OEMBED, reply(404))
    site.faults.on(STATUS, gone())
    serve_bluesky(site)


def test_a_post_that_is_gone_keeps_its_text_and_image(stored: Site) -> None:
    delete_everywhere(stored)
    for address in (X_POST, MASTODON_POST, BLUESKY_POST):
        before = stored.stored(address)
        stored.quote(address)
        assert stored.fetch("--refresh") == Exit.OK
        assert "1 deleted" in stored.said
        after = stored.stored(address)
        assert after == replace(before, status=PostStatus.DELETED, fetched_at=NOW)


@pytest.mark.parametrize(("words", "status"), TOMBSTONES.items())
def test_a_tombstone_is_a_status(stored: Site, words: str, status: PostStatus) -> None:
    stored.quote(X_POST)
    stored.faults.on(SYNDICATION, answers(payloads.tombstone(words)))
    assert stored.fetch("--refresh") == Exit.OK
    post = stored.stored(X_POST)
    assert post.status is status
    assert post.segments
    assert post.media[0].file


@pytest.mark.parametrize("answer", [answers({}), reply(404), reply(410), html(404)])
@pytest.mark.parametrize(
    ("oembed", "status", "code"),
    [
        (reply(404), PostStatus.DELETED, Exit.OK),
        (forbidden(), PostStatus.PROTECTED, Exit.OK),
        (reply(403), PostStatus.OK, Exit.NETWORK),
        (html(403), PostStatus.OK, Exit.NETWORK),
        (answers(payloads.oembed()), PostStatus.OK, Exit.OK),
        (reply(500), PostStatus.OK, Exit.NETWORK),
        (html(), PostStatus.OK, Exit.NETWORK),
    ],
    ids=["gone", "protected", "refused", "blocked", "there", "broken", "other"],
)
def test_where_syndication_tells_nothing_oembed_decides(
    stored: Site, answer: Answer, oembed: Answer, status: PostStatus, code: Exit
) -> None:
    before = stored.stored(X_POST)
    stored.quote(X_POST)
    stored.faults.on(SYNDICATION, answer)
    stored.faults.on(OEMBED, oembed)
    assert stored.fetch("--refresh") == code
    assert stored.stored(X_POST) == replace(before, status=status)


def test_oembed_gives_a_post_that_is_not_stored(site: Site) -> None:
    site.quote(X_POST)
    site.faults.on(SYNDICATION, answers({}))
    site.faults.on(OEMBED, answers(payloads.oembed()))
    assert site.fetch() == Exit.OK
    assert text_of(site.stored(X_POST).segments) == "Shelves"


@pytest.mark.parametrize("answer", [reply(410, b'{"error": "Gone"}'), gone()])
def test_mastodon_says_so_as_mastodon_does(site: Site, answer: Answer) -> None:
    site.quote(MASTODON_POST)
    site.faults.on(STATUS, answer)
    assert site.fetch() == Exit.OK
    post = site.stored(MASTODON_POST)
    assert (post.status, post.segments) == (PostStatus.DELETED, ())
    # It is not asked for at each run.
    site.faults.requests.clear()
    assert site.fetch() == Exit.OK
    assert site.faults.requests == []


@pytest.mark.parametrize("answer", [html(404), html(410), reply(404), reply(401)])
def test_a_host_of_others_deletes_nothing(stored: Site, answer: Answer) -> None:
    stored.quote(MASTODON_POST)
    before = stored.files()
    stored.faults.on(STATUS, answer)
    assert stored.fetch("--refresh") == Exit.NETWORK
    assert stored.files() == before


def test_a_post_that_is_there_again_is_ok_again(stored: Site) -> None:
    stored.quote(MASTODON_POST)
    stored.faults.on(STATUS, gone())
    assert stored.fetch("--refresh") == Exit.OK
    stored.faults.on(STATUS, answers(payloads.status()))
    assert stored.fetch("--refresh") == Exit.OK
    assert stored.stored(MASTODON_POST).status is PostStatus.OK


def test_a_quoted_post_that_is_gone_keeps_its_text(site: Site) -> None:
    site.quote(X_POST)
    quoted = payloads.syndication("19")
    site.faults.on(SYNDICATION, answers(payloads.syndication(quoted_tweet=quoted)))
    assert site.fetch() == Exit.OK
    grave = payloads.tombstone("This Post was deleted by the Post author.")
    site.faults.on(SYNDICATION, answers(payloads.syndication(quoted_tweet=grave)))
    assert site.fetch("--refresh") == Exit.OK
    post = site.stored(X_POST)
    assert post.quoted
    assert post.quoted.status is PostStatus.DELETED
    assert text_of(post.quoted.segments).startswith("Shelves")


# --- errors -------------------------------------------------------------------

ERRORS: dict[str, Answer] = {
    "html": html(),
    "an empty body": reply(200),
    "an empty object": answers({}),
    "null": answers(None),
    "an array": answers([1, 2]),
    "a number": answers(1e308),
    "wrong types": answers({"id": [], "id_str": 20, "text": {}, "content": 1}),
    "wrong keys": answers({"identifier": "20", "body": "x"}),
    "another post": answers(
        {**payloads.status(id="111"), **payloads.syndication("21")}
    ),
    "deep": reply(200, b'{"content":' * 20_000),
    "403": reply(403, b'{"error": "no"}'),
    "403 in html": html(403),
    "500": reply(500),
    "503": reply(503, Retry_After="1"),
    "429": reply(429),
    "429 with seconds": reply(429, Retry_After="7"),
    "429 with a date": reply(429, Retry_After="Thu, 01 May 2031 12:00:09 GMT"),
    "429 for long": reply(429, Retry_After="86400"),
    "429 with a far date": reply(429, Retry_After="Thu, 01 May 2036 12:00:00 GMT"),
    "429 with nonsense": reply(429, Retry_After="soon"),
    "truncated": server.truncated(dumped(payloads.status())),
    "endless": server.endless(),
    "a bomb": server.bomb(),
    "a damaged bomb": reply(200, gzip.compress(b"{}")[:-3], Content_Encoding="gzip"),
    "a body that drips": server.dripping_body(),
    "a head that drips": server.dripping_head(),
    "silence": server.silent,
    "garbage": server.garbage,
    "hanging up": server.hang_up,
    "a circle": redirect("#"),
    "a redirect to 127.0.0.1": redirect("https://127.0.0.1/"),
    "a redirect to 127.1.2.3": redirect("https://127.1.2.3/"),
    "a redirect to 169.254.169.254": redirect("https://169.254.169.254/latest"),
    "a redirect to ::1": redirect("https://[::1]/"),
    "a redirect to a file": redirect("file:///etc/passwd"),
    "a redirect to http": redirect("http://mastodon.example/"),
}


@pytest.mark.parametrize("answer", ERRORS.values(), ids=ERRORS)
@pytest.mark.parametrize("address", [X_POST, MASTODON_POST, BLUESKY_POST])
def test_an_error_changes_no_post(stored: Site, address: str, answer: Answer) -> None:
    before = stored.files()
    for place in (SYNDICATION, OEMBED, STATUS, PROFILES, POSTS):
        stored.faults.on(place, answer)
    stored.quote(address)
    stored.deadline = 0.15
    begin = time.monotonic()
    assert stored.fetch("--refresh") == Exit.NETWORK
    # X has two places to ask, and each is asked three times at most. What is over
    # is for a machine that is busy.
    assert time.monotonic() - begin < 6 * stored.deadline + 5
    assert stored.files() == before
    assert "1 failed" in stored.said
    assert stored.err.getvalue() == ""


def test_an_error_stores_nothing(site: Site) -> None:
    site.quote(X_POST, MASTODON_POST, BLUESKY_POST)
    for place in (SYNDICATION, OEMBED, STATUS, PROFILES):
        site.faults.on(place, html())
    assert site.fetch() == Exit.NETWORK
    assert site.files() == {}
    assert "3 failed" in site.said


def test_one_failure_leaves_the_others_their_turn(site: Site) -> None:
    site.quote("https://mastodon.example/@sam/109", MASTODON_POST)
    site.faults.on(f"{STATUSES}/109", html())
    site.faults.on(STATUS, answers(payloads.status()))
    assert site.fetch() == Exit.NETWORK
    site.stored(MASTODON_POST)
    assert "1 failed, 1 stored" in site.said


# --- pauses and tries ---------------------------------------------------------


def test_a_busy_server_is_asked_three_times(site: Site) -> None:
    site.quote(MASTODON_POST)
    busy = [reply(503), reply(429), answers(payloads.status())]
    site.faults.on(STATUS, *busy)
    assert site.fetch() == Exit.OK
    assert len(site.faults.requests) == 3
    first, second = site.faults.sleeps
    assert 0.5 <= first <= 1.5
    assert 1 <= second <= 3


@pytest.mark.parametrize("told", ["7", "Thu, 01 May 2031 12:00:07 GMT"])
def test_a_server_that_says_how_long_is_given_that_long(site: Site, told: str) -> None:
    site.quote(MASTODON_POST)
    site.faults.on(STATUS, reply(429, Retry_After=told), answers(payloads.status()))
    assert site.fetch() == Exit.OK
    assert site.faults.sleeps == [7]


def test_a_server_that_wants_an_hour_is_left_alone(site: Site) -> None:
    site.quote(MASTODON_POST, "https://mastodon.example/@sam/111", X_POST)
    site.faults.on(STATUS, reply(429, Retry_After="3600"))
    site.faults.on(SYNDICATION, answers(payloads.syndication()))
    assert site.fetch() == Exit.NETWORK
    assert site.faults.asked == [STATUS, SYNDICATION]
    assert site.faults.sleeps == []
    assert "it asked us to wait for 1:00:00" in site.said
    assert "2 failed, 1 stored" in site.said


def test_a_server_that_cannot_be_reached_is_left_alone(site: Site) -> None:
    site.quote(*(f"https://mastodon.example/@sam/{number}" for number in range(1, 9)))
    site.faults.on(f"{STATUSES}/1", server.hang_up)
    assert site.fetch() == Exit.NETWORK
    assert len(site.faults.requests) == 3
    assert site.said.count("the connection to mastodon.example") == 1
    assert site.said.count("not asked again in this run") == 7


def test_a_post_that_is_refused_is_asked_once_and_can_be_stored_by_hand(
    site: Site,
) -> None:
    site.quote(MASTODON_POST)
    site.faults.on(STATUS, reply(403))
    assert site.fetch() == Exit.NETWORK
    assert len(site.faults.requests) == 1
    assert "confrecap posts add stores its images" in site.said
    site.faults.on(STATUS, answers(payloads.status()))
    assert site.fetch() == Exit.OK
    assert "posts add" not in site.said


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 5 ", 5),
        ("-5", 0),
        ("1e9", 0),
        ("9" * 30, 0),
        ("999999999999", 365 * 86400),
        ("Thu, 01 May 2031 12:01:00 GMT", 60),
        ("Thu, 01 May 2031 12:01:00", 60),
        ("Thu, 01 May 2031 14:01:00 +0200", 60),
        ("Thursday, 01-May-31 12:01:00 GMT", 60),
        ("Thu, 01 May 2021 12:01:00 GMT", 0),
        ("Thu, 99 May 2031 12:01:00 GMT", 0),
        ("", 0),
        ("soon", 0),
    ],
)
def test_retry_after_is_read_in_both_forms(text: str, seconds: float) -> None:
    assert seconds_of(text, NOW) == seconds


# --- images -------------------------------------------------------------------

BAD_IMAGES: dict[str, Answer] = {
    "svg": reply(200, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"),
    "html": html(),
    "gone": reply(404),
    "truncated": reply(200, png()[:40], "image/png"),
    "cut off": server.truncated(png()),
    "too many pixels": reply(200, png(6000, 6000), "image/png"),
    "too many bytes": server.endless("image/png"),
    "redirect": redirect("https://other.example/a.png"),
    "private": redirect("https://169.254.169.254/a.png"),
    "drips": server.dripping_body(),
}


@pytest.mark.parametrize("answer", BAD_IMAGES.values(), ids=BAD_IMAGES)
def test_a_bad_image_does_not_cost_the_post(site: Site, answer: Answer) -> None:
    site.quote(X_POST)
    site.deadline = 1
    site.faults.on(SYNDICATION, answers(payloads.with_image()))
    site.faults.on(X_IMAGE, answer)
    assert site.fetch() == Exit.NETWORK
    post = site.stored(X_POST)
    assert text_of(post.segments).startswith("Shelves")
    assert [media.file for media in post.media] == [""]
    assert list(site.files()) == ["x/20.json"]
    assert "1 incomplete" in site.said
    assert "image a.png: " in site.said


def test_an_image_that_was_missing_is_fetched_the_next_time(site: Site) -> None:
    site.quote(X_POST)
    site.faults.on(SYNDICATION, answers(payloads.with_image()))
    assert site.fetch() == Exit.NETWORK
    site.faults.on(X_IMAGE, reply(200, png(), "text/plain"))
    assert site.fetch() == Exit.OK
    assert site.stored(X_POST).media[0].file


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/a.png",
        "https://[::1]/a.png",
        "https://evil.example/a.png",
        "https://pbs.twimg.com.evil.example/a.png",
        "http://pbs.twimg.com/a.png",
        "https://pbs.twimg.com:8443/a.png",
    ],
)
def test_x_may_not_name_another_host_for_an_image(site: Site, url: str) -> None:
    site.quote(X_POST)
    site.faults.on(SYNDICATION, answers(payloads.with_image(url)))
    assert site.fetch() in {Exit.OK, Exit.NETWORK}
    assert site.faults.asked == [SYNDICATION]
    site.stored(X_POST)


def test_mastodon_may_name_the_host_of_its_images(site: Site) -> None:
    site.quote(MASTODON_POST)
    urls = ["https://127.0.0.1/a.png", "https://[/b.png", "https://[2001::1]/"]
    urls += [f"https://{MASTODON_IMAGE}"]
    attached = list(map(payloads.attachment, urls))
    site.faults.on(STATUS, answers(payloads.status(media_attachments=attached)))
    site.faults.on(MASTODON_IMAGE, redirect("https://other.example/a.png"))
    assert site.fetch() == Exit.NETWORK
    assert MASTODON_IMAGE in site.faults.asked
    assert "other.example/a.png" not in site.faults.asked


def test_of_a_thousand_images_only_a_few_are_fetched(site: Site) -> None:
    site.quote(MASTODON_POST)
    urls = [f"https://files.mastodon.example/{number}.png" for number in range(1000)]
    attached = list(map(payloads.attachment, urls))
    site.faults.on(STATUS, answers(payloads.status(media_attachments=attached)))
    site.fetch()
    assert len(site.faults.requests) < 30
    site.stored(MASTODON_POST)


# --- the store ----------------------------------------------------------------


def test_a_store_that_is_in_use_is_left_alone(site: Site) -> None:
    site.quote(MASTODON_POST)
    with site.store.lock(), pytest.raises(StoreLockedError, match="another command"):
        site.fetch()
    assert site.faults.requests == []


@pytest.mark.parametrize("text", ["", "<<<<<<< HEAD\n", '{"schema": 99}', "{"])
def test_a_broken_snapshot_is_not_overwritten(stored: Site, text: str) -> None:
    path = stored.store.path_of(parse_reference(MASTODON_POST))
    path.write_text(text)
    stored.faults.on(STATUS, answers(payloads.status()))
    assert stored.fetch() == Exit.STORE
    assert path.read_text() == text
    assert "1 unreadable" in stored.said


def test_a_stopped_run_loses_none(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.quote(X_POST, MASTODON_POST)
    site.faults.on(SYNDICATION, answers(payloads.syndication()))
    site.faults.on(STATUS, reply(503))

    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    network = replace(site.faults.network(), sleep=interrupt)
    monkeypatch.setattr(site.faults, "network", lambda _: network)
    with pytest.raises(KeyboardInterrupt):
        site.fetch()
    assert list(site.files()) == ["x/20.json"]
    assert list(site.store.verify()) == []


# --- options ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "age"),
    [("12h", timedelta(hours=12)), ("30d", timedelta(30)), ("8w", timedelta(56))],
)
def test_an_age_is_a_number_and_a_unit(text: str, age: timedelta) -> None:
    assert age_of(text) == age


@pytest.mark.parametrize("text", ["", "30", "d", "-1d", "1y", "docs/", "1 d", "٣d"])
def test_a_wrong_age_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="write 12h, 30d or 8w"):
        age_of(text)


# --- memory -------------------------------------------------------------------

# The peak of the process itself: resource's would be that of pytest, which starts it.
PROGRAM = """
import re, sys
from tests.unit.fetch.server import FaultServer
from tests.unit.fetch.site import Site
from pathlib import Path
site = Site(Path.cwd(), FaultServer(port=int(sys.argv[1])), deadline=5)
print(int(site.fetch("--refresh")))
print(re.search("VmHWM:\\\\s*(.*) kB", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
@pytest.mark.parametrize(
    "answer",
    [server.bomb(), server.endless(), reply(200, b"[" + b'{"a":1},' * 260_000 + b"0]")],
    ids=["bomb", "endless", "many objects"],
)
def test_no_answer_fills_the_memory(stored: Site, answer: Answer) -> None:
    # The post itself, and an image of another.
    stored.faults.on(SYNDICATION, answer)
    stored.faults.on(OEMBED, answer)
    attached = [payloads.attachment("https://files.mastodon.example/b.png")]
    stored.faults.on(STATUS, answers(payloads.status(media_attachments=attached)))
    stored.faults.on("files.mastodon.example/b.png", answer)
    stored.quote(X_POST, MASTODON_POST)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(stored.faults.port)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        check=True,
        capture_output=True,
        text=True,
    )
    code, kilobytes = map(int, done.stdout.split())
    assert code == Exit.NETWORK
    assert kilobytes < 150 * 1024
