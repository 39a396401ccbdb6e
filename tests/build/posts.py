"""Posts that tests store: invented, by accounts that are plainly examples."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sphinx_confrecap.model.posts import Account, Media, MediaKind, Post
from sphinx_confrecap.posts.platforms import links_of
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.segments import segments_of
from sphinx_confrecap.posts.store import Store
from tests.build.sites import Site
from tests.files import png

URL = "https://x.com/sam/status/1069979891266486272"
FILE = "_posts/x/1069979891266486272.json"
SAM = Account(name="Sam Sample", handle="sam")


def store_of(site: Site) -> Store:
    return Store(site.srcdir / "_posts")


def post_of(url: str = URL, text: str = "Stored words. #tag", **facts: Any) -> Post:
    """Return a post with what is given, and an author and a time."""
    reference = parse_reference(url)
    segments = segments_of(text, links_of(reference))
    post = Post(
        reference=reference,
        author=SAM,
        created_at=datetime(2018, 12, 4, 15, 41, tzinfo=UTC),
        lang="en",
        segments=segments,
    )
    return replace(post, **facts)


def save(
    site: Site, url: str = URL, text: str = "Stored words. #tag", **facts: Any
) -> None:
    """Store a post in the site."""
    store_of(site).write(post_of(url, text, **facts))


def image(site: Site, alt: str = "A green field", **facts: Any) -> Media:
    """Store an image in the site."""
    file = store_of(site).add_media(png(), "png")
    given = {"kind": MediaKind.IMAGE, "file": file, "width": 400, "height": 300}
    return Media(**{**given, "alt": alt, **facts})
