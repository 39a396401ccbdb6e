"""``confrecap check --posts``."""

import json
from dataclasses import replace
from typing import Any

import pytest

from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.model.posts import Media, MediaKind, Post, PostStatus
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.segments import segments_of
from tests.files import png
from tests.unit.fetch import payloads
from tests.unit.fetch.payloads import STATUSES, dumped
from tests.unit.fetch.server import NOW, reply
from tests.unit.fetch.site import MASTODON_POST, X_POST, Site

KEY = "mastodon/mastodon.example/110"
FILE = f"_posts/{KEY}.json"


def keep(site: Site, address: str = MASTODON_POST, **others: Any) -> Post:
    post = Post(
        reference=parse_reference(address),
        segments=segments_of("Shelves"),
        fetched_at=NOW,
    )
    site.store.write(replace(post, **others))
    return post


def image(site: Site, alt: str = "") -> Media:
    file = site.store.add_media(png(), ".png")
    url = "https://files.mastodon.example/a.png"
    return Media(kind=MediaKind.IMAGE, url=url, file=file, width=3, height=2, alt=alt)


def findings(site: Site) -> list[str]:
    site.check("--format", "json")
    found = json.loads(site.said)["findings"]
    return ["{file}:{line}: {message} [{rule}]".format(**finding) for finding in found]


def test_a_store_in_order_passes(site: Site) -> None:
    site.quote(MASTODON_POST)
    keep(site, media=(image(site, "A shelf"),))
    assert site.check() == Exit.OK
    assert site.said == "1 document, 0 talks, 1 post: nothing found\n"
    assert site.faults.requests == []


def test_a_post_that_is_not_stored_is_named_with_its_line(site: Site) -> None:
    site.quote("https://x.com/example/status/19", MASTODON_POST)
    keep(site, "19")
    assert site.check() == Exit.FINDINGS
    message = f"recap.md:6: {KEY} is not stored; run confrecap posts fetch [missing]"
    assert findings(site) == [message]


def test_a_post_with_its_text_in_the_document_is_not_missing(site: Site) -> None:
    site.write("recap.md", f":::{{tweet}} {X_POST}\nShelves\n:::\n")
    assert site.check() == Exit.OK


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (PostStatus.DELETED, "deleted"),
        (PostStatus.PROTECTED, "restricted"),
        (PostStatus.RESTRICTED, "restricted"),
    ],
)
def test_a_post_that_is_gone_is_said(site: Site, status: PostStatus, kind: str) -> None:
    site.quote(MASTODON_POST)
    keep(site, status=status)
    assert site.check() == Exit.FINDINGS
    [message] = findings(site)
    assert message.startswith(f"recap.md:3: {KEY} is now {status}; ")
    assert message.endswith(f"[{kind}]")
    block = f":::{{tweet}} {MASTODON_POST}\n"
    site.write("recap.md", f"---\nconfrecap-ignore: {kind}\n---\n{block}:::\n")
    assert site.check() == Exit.OK
    site.write("recap.md", f"{block}:if-deleted: keep\n:::\n")
    assert site.check() == Exit.OK


def test_an_image_without_a_description_is_found(site: Site) -> None:
    site.quote(MASTODON_POST)
    keep(site, media=(image(site),))
    assert site.check() == Exit.FINDINGS
    assert "images without a description: 1 of 1" in site.said
    for option in (":alt: A shelf", ":media: hide"):
        site.write("recap.md", f":::{{tweet}} {MASTODON_POST}\n{option}\n:::\n")
        assert site.check() == Exit.OK


def test_unquoted_posts_are_found(site: Site) -> None:
    site.write("recap.md", "# Recap\n")
    keep(site)
    file = image(site).file
    assert site.check() == Exit.FINDINGS
    post, picture = findings(site)
    assert post.startswith(f"{FILE}:1: no document quotes it; ")
    message = "no stored post shows it; delete it [unreferenced]"
    assert picture == f"_posts/{file}:1: {message}"


def test_files_that_were_changed_are_found(site: Site) -> None:
    site.quote(MASTODON_POST, X_POST)
    media = image(site, "A shelf")
    keep(site, media=(media,))
    keep(site, X_POST)
    path = site.store.path_of(parse_reference(MASTODON_POST))
    path.write_text(path.read_text().replace("Shelves", "Shelters"))
    (site.store.root / media.file).write_bytes(png(9, 9))
    site.store.path_of(parse_reference(X_POST)).write_text("<<<<<<< HEAD\n")
    assert site.check() == Exit.FINDINGS
    damaged = [line for line in findings(site) if line.endswith("[damaged]")]
    places = [line.partition(":")[0] for line in damaged]
    # A snapshot may be edited.
    assert places == [f"_posts/{media.file}", "_posts/x/20.json"]


def test_images_of_a_broken_snapshot_are_kept(site: Site) -> None:
    site.quote(MASTODON_POST)
    keep(site, media=(image(site, "A shelf"),))
    site.store.path_of(parse_reference(MASTODON_POST)).write_text("<<<<<<< HEAD\n")
    assert site.check() == Exit.FINDINGS
    assert "unreferenced" not in site.said


def test_an_image_that_is_not_there_is_found(site: Site) -> None:
    site.quote(MASTODON_POST)
    media = image(site, "A shelf")
    keep(site, media=(media,))
    (site.store.root / media.file).unlink()
    assert site.check() == Exit.FINDINGS
    assert findings(site)[0].startswith(f"{FILE}:1: its image media/")


def test_the_platforms_are_asked_on_demand(site: Site) -> None:
    site.quote(MASTODON_POST)
    keep(site)
    before = site.files()
    site.faults.on(f"{STATUSES}/110", reply(404, b'{"error": "Record not found"}'))
    assert site.check() == Exit.OK
    assert site.check("--online") == Exit.FINDINGS
    assert "deleted" in site.said
    site.faults.on(f"{STATUSES}/110", reply(200, dumped(payloads.status())))
    assert site.check("--online") == Exit.OK
    assert site.files() == before


def test_a_platform_without_an_answer_is_not_a_finding(site: Site) -> None:
    site.quote(MASTODON_POST)
    keep(site)
    site.faults.on(f"{STATUSES}/110", reply(403))
    assert site.check("--online") == Exit.NETWORK
    assert "mastodon.example answered 403" in site.err.getvalue()


def test_a_site_without_posts_passes(site: Site) -> None:
    site.write("index.md", "# Hello\n")
    assert site.check() == Exit.OK
    assert site.said == "1 document, 0 talks, 0 posts: nothing found\n"
