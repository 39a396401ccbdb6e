"""``confrecap posts add``."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_confrecap.cli import main
from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.model.posts import Post, PostStatus
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.segments import text_of
from sphinx_confrecap.posts.store import Store
from tests.unit.fetch.payloads import png

URL = "https://x.com/sam/status/1069903784120381440"


def embed(text: str) -> str:
    return (
        f'<blockquote class="twitter-tweet"><p lang="en">{text}</p>&mdash; Sam Sample '
        f'(@sam) <a href="{URL}?ref_src=x">December 4, 2018</a></blockquote>'
    )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, which holds a documentation."""
    (tmp_path / "conf.py").touch()
    (tmp_path / "one.html").write_text(embed("One"))
    (tmp_path / "two.html").write_text(embed("Two"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def add(*arguments: str) -> int:
    return main(["posts", "add", *arguments])


def stored(site: Path, url: str = URL) -> Post:
    post = Store(site / "_posts").read(parse_reference(url))
    assert post
    return post


def test_the_address_tells_what_is_not_given(site: Path) -> None:
    (site / "a.png").write_bytes(png(3, 2))
    assert add(URL, "--image", "a.png") == Exit.OK
    post = stored(site)
    assert (post.author.handle, post.author.url) == ("sam", "https://x.com/sam")
    assert post.created_at
    assert post.created_at.date().isoformat() == "2018-12-04"


def test_images_are_stored_with_what_they_show(site: Path) -> None:
    (site / "a.png").write_bytes(png(3, 2))
    (site / "b.png").write_bytes(png(5, 4))
    images = ["--image", "a.png", "--image", "b.png", "--alt", "A slide"]
    assert add(URL, *images) == Exit.OK
    first, second = stored(site).media
    assert (first.width, first.height, first.alt) == (3, 2, "")
    assert (second.width, second.height, second.alt) == (5, 4, "A slide")
    assert (site / "_posts" / second.file).read_bytes() == png(5, 4)


def test_embed_code_is_read_from_a_file(site: Path) -> None:
    assert add("--html", "one.html") == Exit.OK
    post = stored(site)
    assert text_of(post.segments) == "One"
    assert (post.author.name, post.author.handle) == ("Sam Sample", "sam")
    assert (post.author.url, post.lang) == ("https://x.com/sam", "en")


def test_embed_code_is_read_from_a_pipe(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = io.TextIOWrapper(io.BytesIO(embed("A page.").encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    assert add("--html", "-") == Exit.OK
    assert text_of(stored(site).segments) == "A page."


def test_what_is_stored_stays_unless_it_is_to_be_replaced(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add("--html", "one.html") == Exit.OK
    for dry_run in ([], ["--dry-run"]):
        assert add("--html", "two.html", *dry_run) == Exit.USAGE
        assert "is there already; --replace" in capsys.readouterr().err
    assert text_of(stored(site).segments) == "One"
    assert add("--html", "two.html", "--replace") == Exit.OK
    assert text_of(stored(site).segments) == "Two"


def test_a_damaged_snapshot_can_be_replaced(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add("--html", "one.html") == Exit.OK
    path = Store(site / "_posts").path_of(parse_reference(URL))
    path.write_text("<<<<<<< ours\n")
    assert add("--html", "two.html") == Exit.STORE
    assert "--replace stores the post anew" in capsys.readouterr().err
    assert add("--html", "two.html", "--replace") == Exit.OK
    assert text_of(stored(site).segments) == "Two"


def test_a_dry_run_shows_and_stores_nothing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add("--html", "one.html", "--dry-run") == Exit.OK
    assert "2018-12-04" in capsys.readouterr().out
    assert not (site / "_posts").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "takes the post's address"),
        ([URL], "nothing to store"),
        (["https://example.org"], "URL: 'https://example.org' is not"),
        ([URL, "--image", "gone.png"], "gone.png: there is no such file"),
        ([URL, "--image", "."], ".: it is no file"),
        ([URL, "--image", "conf.py"], "conf.py: it is no PNG"),
        ([URL, "--image", "a\0b"], "there is no such file"),
        (["--html", "conf.py"], "--html: the embed code holds no post"),
        (["--html", "gone.html"], "gone.html: there is no such file"),
        (["--html", "binary"], "binary: it is not UTF-8"),
        (["https://x.com/sam/status/20", "--html", "one.html"], "of another post"),
        ([URL, "--alt", "x"], "--alt describes the --image before it"),
    ],
)
def test_what_cannot_be_stored_is_named(
    site: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    (site / "binary").write_bytes(b"\xff\xfe")
    try:
        code = add(*arguments)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    assert code == Exit.USAGE
    assert message in capsys.readouterr().err
    assert not (site / "_posts").exists()


def status(site: Path) -> PostStatus:
    return stored(site).status


def test_a_stored_post_can_be_marked_and_keeps_its_text(site: Path) -> None:
    (site / "a.png").write_bytes(png(3, 2))
    assert add("--html", "one.html", "--image", "a.png") == Exit.OK
    before = stored(site)
    assert add(URL, "--status", "deleted") == Exit.OK
    assert stored(site) == replace(before, status=PostStatus.DELETED)
    assert add(URL, "--status", "ok") == Exit.OK
    assert stored(site) == before


def test_a_new_post_can_be_marked_with_its_text_or_without(site: Path) -> None:
    assert add("--html", "one.html", "--status", "protected") == Exit.OK
    assert status(site) is PostStatus.PROTECTED
    assert add("21", "--status", "deleted") == Exit.OK
    assert stored(site, "21").status is PostStatus.DELETED


def test_a_mark_is_shown_and_not_set_in_a_dry_run(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add("--html", "one.html") == Exit.OK
    assert add(URL, "--status", "deleted", "--dry-run") == Exit.OK
    assert "status    deleted" in capsys.readouterr().out
    assert status(site) is PostStatus.OK


def test_a_mark_alone_does_not_touch_a_file_that_cannot_be_read(site: Path) -> None:
    assert add("--html", "one.html") == Exit.OK
    path = Store(site / "_posts").path_of(parse_reference(URL))
    path.write_text("{")
    assert add(URL, "--status", "deleted") == Exit.STORE
    assert path.read_text() == "{"


def test_a_second_description_of_one_image_is_refused(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "a.png").write_bytes(png(3, 2))
    with pytest.raises(SystemExit) as stopped:
        add(URL, "--image", "a.png", "--alt", "x", "--alt", "y")
    assert stopped.value.code == Exit.USAGE
    assert "--alt: a.png is described already, as 'x'" in capsys.readouterr().err
