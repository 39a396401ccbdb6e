"""``confrecap posts add``."""

from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_confrecap.cli import main
from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.model.posts import Media, MediaKind, Post, PostStatus
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.segments import segments_of
from sphinx_confrecap.posts.store import Store
from tests.files import png

URL = "https://x.com/sam/status/1069903784120381440"


@pytest.fixture
def site(folder: Path) -> Path:
    """Return the working folder, which holds a documentation."""
    (folder / "conf.py").touch()
    (folder / "a.png").write_bytes(png(3, 2))
    (folder / "b.png").write_bytes(png(5, 4))
    return folder


def add(*arguments: str) -> int:
    return main(["posts", "add", *arguments])


def stored(site: Path, url: str = URL) -> Post:
    post = Store(site / "_posts").read(parse_reference(url))
    assert post
    return post


def fetched(site: Path) -> Post:
    """Store a post with an image, as ``posts fetch`` does."""
    store = Store(site / "_posts")
    image = Media(
        kind=MediaKind.IMAGE,
        url="https://example.org/a.png",
        file=store.add_media(png(3, 2), ".png"),
        alt="Before",
    )
    reference = parse_reference(URL)
    store.write(Post(reference=reference, segments=segments_of("One"), media=(image,)))
    return stored(site)


def test_images_are_stored_with_what_they_show(site: Path) -> None:
    images = ["--image", "a.png", "--image", "b.png", "--alt", "A slide"]
    assert add(URL, *images) == Exit.OK
    first, second = stored(site).media
    assert (first.width, first.height, first.alt) == (3, 2, "")
    assert (second.width, second.height, second.alt) == (5, 4, "A slide")
    assert (site / "_posts" / second.file).read_bytes() == png(5, 4)


def test_images_are_added_to_what_is_stored(site: Path) -> None:
    before = fetched(site)
    for _ in range(2):
        assert add(URL, "--image", "b.png", "--alt", "A slide") == Exit.OK
        after = stored(site)
        assert after.media[:-1] == before.media
        assert after.media[-1].alt == "A slide"
        assert replace(after, media=before.media) == before


def test_an_image_that_is_there_gets_the_new_description(site: Path) -> None:
    before = fetched(site)
    assert add(URL, "--image", "a.png") == Exit.OK
    assert stored(site) == before
    assert add(URL, "--image", "a.png", "--alt", "After") == Exit.OK
    media = (replace(before.media[0], alt="After"),)
    assert stored(site) == replace(before, media=media)


@pytest.mark.parametrize(
    "arguments", [["--status", "deleted"], ["--image", "a.png"]], ids=lambda a: a[0]
)
def test_a_file_that_cannot_be_read_stays(
    site: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    path = Store(site / "_posts").path_of(parse_reference(URL))
    path.parent.mkdir(parents=True)
    path.write_text("{")
    assert add(URL, *arguments) == Exit.STORE
    assert f"{path}: it is cut off" in capsys.readouterr().err
    assert path.read_text() == "{"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "required: URL"),
        ([URL], "nothing to store"),
        ([URL, "--status", "ok"], "nothing to store"),
        (["https://example.org"], "URL: 'https://example.org' is not"),
        ([URL, "--image", "gone.png"], "gone.png: there is no such file"),
        ([URL, "--image", "."], ".: it is not a file"),
        ([URL, "--image", "conf.py"], "conf.py: it is not a PNG"),
        ([URL, "--image", "a\0b"], "there is no such file"),
        ([URL, "--alt", "x"], "--alt describes the --image before it"),
        (
            [URL, "--image", "a.png", "--alt", "x", "--alt", "y"],
            "--alt: a.png already has one, 'x'",
        ),
    ],
)
def test_what_cannot_be_stored_is_named(
    site: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    try:
        code = add(*arguments)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    assert code == Exit.USAGE
    assert message in capsys.readouterr().err
    assert not (site / "_posts").exists()


def test_a_stored_post_can_be_marked_and_keeps_its_text(site: Path) -> None:
    before = fetched(site)
    assert add(URL, "--status", "deleted") == Exit.OK
    assert stored(site) == replace(before, status=PostStatus.DELETED)
    assert add(URL, "--status", "ok") == Exit.OK
    assert stored(site) == before


def test_a_new_post_can_be_marked_with_images_or_without(site: Path) -> None:
    assert add(URL, "--image", "a.png", "--status", "protected") == Exit.OK
    assert stored(site).status is PostStatus.PROTECTED
    assert add("21", "--status", "deleted") == Exit.OK
    assert stored(site, "21").status is PostStatus.DELETED
