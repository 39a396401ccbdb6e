"""Stored posts: in every builder, from build to build, and when they are hostile."""

import json
import re
import socket
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sphinx_confrecap.model.posts import Account, Card, Media, MediaKind, PostStatus
from sphinx_confrecap.posts.quoting import clean
from tests.build.posts import FILE, URL, image, post_of, save, store_of
from tests.build.same import body, differences
from tests.build.sites import MakeSite, Site
from tests.build.words import day

PAGE = f"""
# A recap

::::{{talk}} A talk
:name: a-talk

Some notes.

:::{{tweet}} {URL}
:live: click
:conversation: parent
:::
::::

:::{{thread}}
https://x.com/sam/status/20
https://x.com/sam/status/21
:::

{{conf:post}}`{URL}`

:::{{post-list}}
:::
"""


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    """A site that shows all there is to a post."""
    site = make_site({"index.md": PAGE}, conf={"nitpicky": True, "html_theme": "basic"})
    save(
        site,
        media=(image(site), image(site, kind=MediaKind.VIDEO)),
        quoted=post_of("https://x.com/alex/status/22", "Quoted words."),
        parent=post_of("https://x.com/alex/status/23", "Words before."),
        card=Card(url="https://example.org/", title="A page", description="About."),
        warning="Spoilers",
    )
    save(site, "https://x.com/sam/status/20", "The first of two.")
    save(site, "https://x.com/sam/status/21", "The second\nof two.")
    return site


WORDS = (
    *("Stored words.", "Quoted words.", "Words before.", "The first of two."),
    *("Sam Sample", f"{day(2018, 12, 4)} on X", "Content warning: Spoilers"),
)


@pytest.mark.parametrize(
    ("builder", "path"),
    [
        ("html", "index.html"),
        ("dirhtml", "index.html"),
        ("singlehtml", "index.html"),
        ("json", "index.fjson"),
        ("text", "index.txt"),
        ("xml", "index.xml"),
        ("pseudoxml", "index.pseudoxml"),
        ("latex", "test.tex"),
        ("texinfo", "test.texi"),
        ("man", "test.1"),
        ("epub", "index.xhtml"),
    ],
)
def test_every_builder_shows_a_quotation(site: Site, builder: str, path: str) -> None:
    site.configure(
        {
            "latex_documents": [("index", "test.tex", "T", "A", "howto")],
            "texinfo_documents": [("index", "test", "T", "A", "test", "D", "Misc")],
            "man_pages": [("index", "test", "T", "A", 1)],
            "epub_show_urls": "no",
            "version": "1",
            "copyright": "nobody",
            "root_doc": "index",
        }
    )
    text = " ".join(site.quiet(builder).read(path).split())
    text = text.replace("\\", "") if builder == "man" else text
    for words in WORDS:
        assert words in text, words
    paged = builder in ("html", "dirhtml", "singlehtml", "json")
    assert ("Load the post" in text) == paged


def test_the_words_of_a_post_are_not_for_translators(site: Site) -> None:
    outdir = site.quiet("gettext").outdir
    offered = "".join(file.read_text("utf-8") for file in outdir.rglob("*.pot"))
    assert "Some notes." in offered
    for words in (*WORDS, "green field"):
        assert words not in offered


def test_plain_text_is_a_quotation_with_an_attribution(make_site: MakeSite) -> None:
    site = make_site({"index.md": f"# A\n\n:::{{tweet}} {URL}\n:::\n"})
    save(site, text="One two @alex #tag")
    lines = site.quiet("text").read("index.txt").splitlines()
    assert lines[3:] == [
        "   One two @alex #tag",
        "",
        f"   -- Sam Sample @sam · {day(2018, 12, 4)} on X",
        f"   <{URL}>",
    ]


def test_paragraphs_of_plain_text_are_in_one_column(make_site: MakeSite) -> None:
    text = "# A\n\n:::{tweet}\n\nOne\ntwo\n\nThree\n:::\n"
    lines = make_site({"index.md": text}).build("text").read("index.txt").splitlines()
    assert lines[3:] == ["   One", "   two", "", "   Three"]


# From build to build.


def contents(outdir: Path) -> dict[str, bytes]:
    files = (path for path in outdir.rglob("*") if path.is_file())
    return {path.relative_to(outdir).as_posix(): path.read_bytes() for path in files}


def test_builds_need_no_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a build asks nobody")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    first = contents(site.quiet(freshenv=True).outdir)
    second = contents(site.quiet(freshenv=True).outdir)
    first.pop(".buildinfo"), second.pop(".buildinfo")
    assert first == second


def test_two_processes_make_the_same(site: Site) -> None:
    site.write({f"d{n}.md": f"# D{n}\n\n:::{{tweet}} {URL}\n:::\n" for n in range(8)})
    one = site.quiet(freshenv=True)
    pages = {name: one.html(name) for name in one.env.found_docs}
    two = site.quiet(freshenv=True, parallel=2)
    assert {name: two.html(name) for name in two.env.found_docs} == pages


def edit(site: Site) -> None:
    path = site.srcdir / FILE
    text = path.read_text("utf-8").replace("Stored words.", "Other words.")
    path.write_text(text, "utf-8")


def vanish(site: Site) -> None:
    (site.srcdir / FILE).unlink()


def gone(site: Site) -> None:
    save(site, status=PostStatus.DELETED)


def lose_images(site: Site) -> None:
    for path in (site.srcdir / "_posts/media").iterdir():
        path.unlink()


@pytest.mark.parametrize("change", [edit, vanish, gone, lose_images])
def test_a_page_follows_its_snapshots(
    site: Site, make_site: MakeSite, change: Callable[[Site], None]
) -> None:
    before = body(site.quiet().html("index"))
    change(site)
    after = site.build()
    assert body(after.html("index")) != before
    expected = contents(site.srcdir / "_posts")
    clean = make_site({"index.md": PAGE}, conf=site.conf)
    for name, data in expected.items():
        path = clean.srcdir / "_posts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert differences(after, clean.build()) == []


def test_a_snapshot_that_appears_is_noticed(make_site: MakeSite) -> None:
    site = make_site({"index.md": f"# A\n\n:::{{tweet}} {URL}\n:::\n", "b.md": "# B\n"})
    assert "Stored words." not in site.quiet().html("index")
    save(site)
    assert "Stored words." in site.quiet().html("index")
    image_file = image(site).file
    (site.srcdir / "_posts" / image_file).unlink()
    media = Media(kind=MediaKind.IMAGE, file=image_file, url="https://example.org/x")
    save(site, media=(media,))
    (warning,) = site.build().warnings
    assert f"_posts/{image_file} is not there; restore it" in warning
    assert "confrecap posts add" in warning
    image(site)
    assert "<img" in site.quiet().html("index")


def test_a_missing_snapshot_is_not_read_again(make_site: MakeSite) -> None:
    site = make_site({"index.md": f"# A\n\n:::{{tweet}} {URL}\n:::\n"})
    site.quiet()
    assert "0 added, 0 changed, 0 removed" in site.quiet().app.status.getvalue()


# Snapshots that cannot be used.

BROKEN = {
    "cut off": lambda text: text[: len(text) // 2],
    "empty": lambda _: "",
    "conflict": lambda text: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> x\n",
    "newer": lambda text: text.replace('"schema": 1', '"schema": 99'),
    "a list": lambda _: "[]",
    "another post": lambda text: text.replace("1069979891266486272", "20"),
    "escapes": lambda text: text.replace('"file": "media/', '"file": "../media/'),
    "script": lambda text: text.replace(
        '"https://x.com/hashtag/tag"', '"javascript:alert(1)"'
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_bad_snapshot_is_left_out(make_site: MakeSite, name: str) -> None:
    site = make_site({"index.md": f"# A\n\n:::{{tweet}} {URL}\n:::\n"})
    save(site, media=(image(site),))
    path = site.srcdir / FILE
    path.write_text(BROKEN[name](path.read_text("utf-8")), "utf-8")
    done = site.build()
    (warning,) = done.warnings
    assert warning.startswith(f"index.md:3: WARNING: {FILE}: ")
    assert warning.endswith("[confrecap.snapshot]")
    page = body(done.html("index"))
    assert f"{day(2018, 12, 4)} on X" in page
    assert "Stored words." not in page


def test_a_link_out_of_the_store_is_not_followed(make_site: MakeSite) -> None:
    site = make_site({"index.md": f"# A\n\n:::{{tweet}} {URL}\n:::\n"})
    save(site)
    path = site.srcdir / FILE
    elsewhere = site.srcdir.parent / "elsewhere.json"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    (warning,) = site.build().warnings
    assert "symbolic link" in warning


class Harm(HTMLParser):
    """Finds what would run, or load something of others."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        loads = dict(attrs).get("src") or ""
        harmful = tag in {"script", "iframe"} or "style" in names
        if harmful or loads.startswith(("http", "//")) or dict(attrs).get("onerror"):
            self.found.append(self.get_starttag_text() or "")


EVIL = [
    "</script><script>evil()</script>",
    '"><img src=x onerror=evil()>',
    "</blockquote></figure><iframe src=//evil.example>",
    "\u202eevil\u2066 \x00\x1b[31m\u2028 evil",
    "[evil](javascript:evil()) `evil <javascript:evil()>`_ {{ evil }}",
    "\\input{evil} \\X'evil' @evil{} .so evil",
    "evil " * 20_000,
]


@pytest.mark.parametrize("builder", ["html", "text", "latex", "man", "texinfo", "xml"])
def test_hostile_snapshots_do_nothing(make_site: MakeSite, builder: str) -> None:
    site = make_site({"index.md": "# Index\n"})
    for number, evil in enumerate(EVIL, 100):
        url = f"https://x.com/sam/status/{number}"
        site.write({f"d{number}.md": f"# D\n\n:::{{tweet}} {url}\n:::\n"})
        save(
            site,
            url,
            evil,
            author=Account(name=evil, handle=evil),
            lang=evil,
            warning=evil,
            card=Card(url="https://example.org/", title=evil, description=evil),
            media=(image(site, alt=evil),),
            quoted=post_of("https://x.com/alex/status/1", evil),
        )
    done = site.quiet(builder)
    for name in done.env.found_docs - {"index"} if builder == "html" else ():
        if not name.startswith("d1"):
            continue
        page = body(done.html(name))
        assert Harm(page).found == []
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", page)
    files = {path for path in done.outdir.rglob("*") if path.is_file()}
    assert all(path.is_relative_to(site.srcdir) for path in files)


def test_a_snapshot_of_five_megabytes_is_refused(make_site: MakeSite) -> None:
    site = make_site({"index.md": f"# A\n\n:::{{tweet}} {URL}\n:::\n"})
    save(site)
    path = site.srcdir / FILE
    content = json.loads(path.read_text("utf-8"))
    content["segments"][0]["text"] = "evil " * 1_000_000
    path.write_text(json.dumps(content), "utf-8")
    (warning,) = site.build().warnings
    assert "too large" in warning


def test_a_list_does_not_say_what_a_warning_hides(site: Site) -> None:
    page = body(site.quiet().html("index"))
    (listed,) = re.findall(r'<ul class="cr-list.*?</ul>', page, re.DOTALL)
    assert "The first of two." in listed
    assert "Stored words." not in listed


def test_the_store_may_lie_elsewhere(make_site: MakeSite) -> None:
    conf = {"confrecap_posts_folder": "kept/posts"}
    site = make_site({"index.md": f"# A\n\n:::{{tweet}} {URL}\n:::\n"}, conf=conf)
    save(site)
    (site.srcdir / "kept").mkdir()
    store_of(site).root.rename(site.srcdir / "kept" / "posts")
    assert "Stored words." in site.quiet().html("index")


@pytest.mark.parametrize("path", ["", "../posts", "/posts", "a/../b", "C:\\posts"])
def test_a_store_outside_is_refused(make_site: MakeSite, path: str) -> None:
    site = make_site({"index.md": "# A\n"}, conf={"confrecap_posts_folder": path})
    (warning,) = site.build().warnings
    assert "confrecap_posts_folder" in warning
    assert site.build().app.config.confrecap_posts_folder == "_posts"


def test_invisible_signs_are_left_out() -> None:
    assert clean("a\u202eb\r\nc\u2028d\x07") == "ab\nc\nd"
