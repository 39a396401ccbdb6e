"""``confrecap posts archive``."""

import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_confrecap.cli import main
from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.importers import archive_files
from sphinx_confrecap.model.posts import Post, PostStatus
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.segments import segments_of, text_of
from sphinx_confrecap.posts.store import Store
from tests.files import png

ACCOUNT = (
    'window.YTD.account.part0 = [{"account": {"username": "sam", '
    '"accountDisplayName": "Sam Sample"}}]'
)


def tweets(*numbers: int) -> str:
    image = {"media_url_https": "https://pbs.twimg.com/media/ab.png", "type": "photo"}
    content = [
        {
            "tweet": {
                "id_str": str(number),
                "full_text": f"Post {number}",
                "created_at": "Tue Dec 04 10:11:12 +0000 2018",
                "extended_entities": {"media": [image]},
            }
        }
        for number in numbers
    ]
    return f"window.YTD.tweets.part0 = {json.dumps(content)}"


FILES = {
    "data/account.js": ACCOUNT.encode(),
    "data/tweets.js": tweets(20, 21, 22).encode(),
    "data/tweets-part1.js": tweets(23).encode(),
    "data/tweets_media/20-ab.png": png(3, 2),
    "data/tweets_media/21-ab.png": b"<svg>",
    "data/like.js": b"window.YTD.like.part0 = []",
}


@pytest.fixture
def site(folder: Path) -> Path:
    """Return the working folder: a documentation that quotes posts 20 and 23."""
    (folder / "conf.py").touch()
    (folder / "a.md").write_text("```{tweet} 20\n```\n\n```{tweet} 23\n```\n")
    return folder


@pytest.fixture
def unpacked(site: Path) -> Path:
    for name, data in FILES.items():
        file = site / ".archive" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return site / ".archive"


@pytest.fixture
def packed(site: Path) -> Path:
    with zipfile.ZipFile(site / "twitter.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in FILES.items():
            archive.writestr(f"twitter-2024/{name}", data)
        archive.writestr("../../evil.js", "x")
        archive.writestr("twitter-2024/assets/other/tweets.js", "not this one")
    return site / "twitter.zip"


def archive(*arguments: object) -> int:
    return main(["posts", "archive", *map(str, arguments)])


def stored(site: Path, number: int = 20) -> Post | None:
    return Store(site / "_posts").read(parse_reference(str(number)))


def numbers(site: Path) -> list[str]:
    return [reference.id for reference in Store(site / "_posts").references()]


def test_quoted_posts_are_stored(
    site: Path, packed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive(packed) == Exit.OK
    shown = capsys.readouterr().out
    assert "4 posts in the archive, 2 to store." in shown
    assert "Stored 2 posts." in shown
    assert numbers(site) == ["20", "23"]
    post = stored(site)
    assert post
    assert text_of(post.segments) == "Post 20"
    assert (post.author.name, post.author.handle) == ("Sam Sample", "sam")
    [image] = post.media
    assert (image.width, image.height) == (3, 2)
    assert (site / "_posts" / image.file).read_bytes() == png(3, 2)


def test_an_archive_may_be_unpacked(site: Path, unpacked: Path) -> None:
    assert archive(unpacked) == Exit.OK
    assert numbers(site) == ["20", "23"]
    post = stored(site)
    assert post
    assert post.media[0].file


def test_one_file_of_an_archive_is_enough(site: Path, unpacked: Path) -> None:
    assert archive(unpacked / "data" / "tweets.js") == Exit.OK
    assert numbers(site) == ["20"]
    post = stored(site)
    assert post
    assert post.author.name == "Sam Sample"
    assert post.media[0].file


def test_all_posts_can_be_stored(
    site: Path, packed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive(packed, "--all") == Exit.OK
    assert numbers(site) == ["20", "21", "22", "23"]
    # Only the image is left out, not its post.
    assert "21-ab.png: it is not a PNG" in capsys.readouterr().err


def test_a_dry_run_lists_and_stores_nothing(
    site: Path, packed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive(packed, "--dry-run") == Exit.OK
    assert "would store https://x.com/sam/status/20" in capsys.readouterr().out
    assert not (site / "_posts").exists()


def test_a_stored_post_stays(
    site: Path, packed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive(packed) == Exit.OK
    before = (site / "_posts/x/20.json").stat().st_mtime_ns
    capsys.readouterr()
    assert archive(packed) == Exit.OK
    assert "0 to store, 2 there already." in capsys.readouterr().out
    assert (site / "_posts/x/20.json").stat().st_mtime_ns == before


def test_a_dry_run_counts_as_the_run_does(
    site: Path, packed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(site / "_posts")
    reference = parse_reference("20")
    store.write(Post(reference=reference, segments=segments_of("Kept")))
    for dry_run in (["--dry-run"], []):
        assert archive(packed, *dry_run) == Exit.OK
        shown = capsys.readouterr().out
        assert "4 posts in the archive, 1 to store, 1 there already." in shown
        assert "status/20" not in shown


def test_a_post_that_is_gone_gets_its_text_and_stays_gone(
    site: Path, packed: Path
) -> None:
    store = Store(site / "_posts")
    store.write(Post(reference=parse_reference("20"), status=PostStatus.DELETED))
    assert archive(packed) == Exit.OK
    post = stored(site)
    assert post
    assert post.status is PostStatus.DELETED
    assert text_of(post.segments) == "Post 20"


def test_the_description_of_an_image_stays(site: Path, packed: Path) -> None:
    (site / "a.png").write_bytes(png(3, 2))
    add = ["posts", "add", "20", "--status", "deleted"]
    assert main([*add, "--image", "a.png", "--alt", "A slide"]) == Exit.OK
    assert archive(packed) == Exit.OK
    post = stored(site)
    assert post
    [image] = post.media
    assert image.alt == "A slide"


def test_a_damaged_snapshot_is_named_and_the_others_are_stored(
    site: Path, packed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(site / "_posts")
    store.write(replace(Post(), reference=parse_reference("20")))
    (site / "_posts/x/20.json").write_text("{")
    assert archive(packed) == Exit.STORE
    assert "20.json: " in capsys.readouterr().err
    assert numbers(site) == ["20", "23"]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("gone.zip", "gone.zip: there is no such file"),
        (".", "it holds no tweets.js"),
        ("empty.zip", "it holds no tweets.js"),
        ("cut.zip", "it is not a file of X's archive"),
        ("damaged.zip", "cannot be read"),
        ("conf.py", "it is not a file of X's archive"),
        ("binary", "it is not a file of X's archive"),
        ("a\0b", "there is no such file"),
    ],
)
def test_a_file_that_is_not_an_archive_is_named(
    site: Path,
    packed: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    message: str,
) -> None:
    data = packed.read_bytes()
    (site / "cut.zip").write_bytes(data[: len(data) // 2])
    place = data.index(b"data/tweets.js") + 20
    (site / "damaged.zip").write_bytes(data[:place] + bytes(30) + data[place + 30 :])
    (site / "binary").write_bytes(bytes(range(256)))
    with zipfile.ZipFile(site / "empty.zip", "w") as empty:
        empty.writestr("readme.txt", "x")
    assert archive(file, "a.md") == Exit.USAGE
    shown = capsys.readouterr().err
    assert message in shown
    assert "bug" not in shown
    assert not (site / "_posts").exists()


@pytest.mark.parametrize("name", ["account", "like"])
def test_a_file_of_other_data_says_what_it_holds(
    site: Path, unpacked: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    file = unpacked / "data" / f"{name}.js"
    assert archive(file) == Exit.USAGE
    shown = capsys.readouterr()
    assert f"{file}: it holds {name!r} instead of posts; give tweets.js" in shown.err
    assert not shown.out


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_an_image_that_is_a_link_is_left_out(site: Path, unpacked: Path) -> None:
    (site / "private.png").write_bytes(png(5, 4))
    image = unpacked / "data/tweets_media/20-ab.png"
    image.unlink()
    image.symlink_to(site / "private.png")
    assert archive(unpacked) == Exit.OK
    post = stored(site)
    assert post
    assert not post.media[0].file


def test_a_file_that_unpacks_to_too_much_is_refused(
    site: Path,
    packed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(archive_files, "MAX_TEXT", 300)
    assert archive(packed, "--all") == Exit.USAGE
    assert "tweets.js: it is too large" in capsys.readouterr().err
