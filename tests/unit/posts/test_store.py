"""The store: what is written stays whole, stays inside, and never gets less."""

import os
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from sphinx_confrecap.model.errors import FieldError, SnapshotError, StoreLockedError
from sphinx_confrecap.model.posts import (
    Account,
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
from sphinx_confrecap.posts.snapshot import dumps
from sphinx_confrecap.posts.store import Store

X = parse_reference("https://x.com/user/status/20")
MASTODON = parse_reference("https://social.example/@user/110")
BLUESKY = parse_reference("at://did:plc:abc/app.bsky.feed.post/3l6oveex3ii2l")
PNG = b"\x89PNG\r\n\x1a\n a picture"
PNG_FILE = f"media/{sha256(PNG).hexdigest()}.png"
NOW = datetime(2024, 1, 1, tzinfo=UTC)

symlinks = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows lets few users make symbolic links"
)


def post(reference: Reference = X, text: str = "Hello.") -> Post:
    return Post(
        reference=reference,
        segments=(Segment(kind=SegmentKind.TEXT, text=text),),
        fetched_at=NOW,
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "_posts")


def names(store: Store) -> list[str]:
    found = (path for path in store.root.rglob("*") if not path.is_dir())
    return sorted(path.relative_to(store.root).as_posix() for path in found)


# --- reading and writing ------------------------------------------------------


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        (X, "x/20.json"),
        (MASTODON, "mastodon/social.example/110.json"),
        (BLUESKY, "bluesky/did-plc-abc/3l6oveex3ii2l.json"),
    ],
)
def test_a_post_is_read_again(store: Store, reference: Reference, name: str) -> None:
    assert store.read(reference) is None
    assert store.write(post(reference)) is True
    assert store.path_of(reference) == store.root / name
    assert names(store) == [name]
    assert store.read(reference) == post(reference)
    assert list(store.references()) == [reference]
    assert store.path_of(reference).read_text("utf-8") == dumps(post(reference))


def test_writing_the_same_again_changes_nothing(store: Store) -> None:
    store.write(post())
    before = store.path_of(X).stat()
    assert store.write(post()) is False
    after = store.path_of(X).stat()
    # To compare, it is read, which some systems note.
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert store.write(post(text="Another.")) is True


def test_a_checkout_with_other_line_ends_is_no_change(store: Store) -> None:
    store.write(post())
    path = store.path_of(X)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert store.read(X) == post()
    assert store.write(post()) is False
    assert list(store.verify()) == []


def test_references_come_in_order(store: Store) -> None:
    for reference in (MASTODON, parse_reference("3"), BLUESKY, X):
        store.write(post(reference))
    (store.root / "x" / "notes.json").write_text("{}", "utf-8")
    (store.root / "x" / "README.md").write_text("", "utf-8")
    (store.root / "x" / "21.json").write_text("broken", "utf-8")
    keys = [reference.key for reference in store.references()]
    assert keys == ["x/20", "x/21", "x/3", MASTODON.key, BLUESKY.key]


def test_an_empty_store_has_nothing(store: Store) -> None:
    assert list(store.references()) == []
    assert list(store.verify()) == []
    assert not store.root.exists()


def test_a_post_without_an_address_is_refused(store: Store) -> None:
    with pytest.raises(FieldError):
        store.write(Post())


@pytest.mark.parametrize(
    "reference",
    [
        Reference(platform=Platform.X, id="../../20"),
        Reference(platform=Platform.X, id=""),
        Reference(platform=Platform.MASTODON, id="1", authority=".."),
        Reference(platform=Platform.MASTODON, id="1", authority="a/../../b"),
        Reference(platform=Platform.BLUESKY, id="/etc/passwd", authority="a.b"),
    ],
)
def test_a_false_reference_is_refused(store: Store, reference: Reference) -> None:
    for use in (store.path_of, store.read, lambda _: store.write(post(reference))):
        with pytest.raises(FieldError):
            use(reference)
    assert not store.root.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b'{"schema": 1, "lang": "d', "is cut off"),
        (b'{"schema": 99}', "update sphinx-confrecap"),
        (b"<<<<<<< HEAD\n{}", "merge conflict"),
        (b"\xff\xfe{", "not in UTF-8"),
        (b" " * 5_000_000, "too large"),
        (dumps(post(parse_reference("21"))).encode(), "another post"),
    ],
)
def test_a_broken_file_is_kept(store: Store, content: bytes, words: str) -> None:
    path = store.path_of(X)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(SnapshotError, match=words):
        store.read(X)
    with pytest.raises(SnapshotError, match=words):
        store.write(post())
    assert path.read_bytes() == content
    [finding] = store.verify()
    assert finding.place.file == store.root / "x/20.json"
    assert words in finding.message


def test_a_folder_in_the_place_of_a_file(store: Store) -> None:
    store.path_of(X).mkdir(parents=True)
    with pytest.raises(SnapshotError, match="is not a file"):
        store.read(X)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_the_place_of_a_file(store: Store) -> None:
    store.path_of(X).parent.mkdir(parents=True)
    os.mkfifo(store.path_of(X))
    with pytest.raises(SnapshotError, match="is not a file"):
        store.read(X)


# --- nothing is lost ----------------------------------------------------------


@pytest.mark.parametrize(
    "status", [PostStatus.DELETED, PostStatus.PROTECTED, PostStatus.RESTRICTED]
)
def test_a_tombstone_changes_the_status_alone(store: Store, status: PostStatus) -> None:
    store.write(post())
    later = datetime(2025, 1, 1, tzinfo=UTC)
    store.write(Post(reference=X, status=status, fetched_at=later))
    assert store.read(X) == replace(post(), status=status, fetched_at=later)


def test_a_tombstone_alone_is_stored(store: Store) -> None:
    store.write(Post(reference=X, status=PostStatus.DELETED))
    store.write(Post(reference=X, status=PostStatus.PROTECTED))
    assert store.read(X) == Post(reference=X, status=PostStatus.PROTECTED)


def test_a_post_that_came_back(store: Store) -> None:
    store.write(Post(reference=X, status=PostStatus.DELETED))
    store.write(post())
    assert store.read(X) == post()


def test_a_restricted_post_with_its_text_is_news(store: Store) -> None:
    store.write(post())
    news = replace(post(text="New."), status=PostStatus.RESTRICTED)
    store.write(news)
    assert store.read(X) == news


def test_an_image_that_could_not_be_fetched_again_stays(store: Store) -> None:
    image = Media(kind=MediaKind.IMAGE, url="https://a.example/1.png", alt="One")
    other = Media(kind=MediaKind.IMAGE, url="https://a.example/2.png", alt="Two")
    stored = replace(image, file=PNG_FILE, width=4, height=3)
    account = Account(avatar=PNG_FILE, avatar_url="https://a.example/me.png")
    inner = replace(post(MASTODON), media=(stored,))
    store.write(replace(post(), media=(stored,), author=account, quoted=inner))

    lost = replace(inner, media=(image,))
    store.write(
        replace(
            post(text="New."),
            media=(other, replace(image, alt="Better")),
            author=replace(account, avatar=""),
            quoted=lost,
        )
    )
    found = store.read(X)
    assert found
    assert found.segments[0].text == "New."
    assert found.media == (other, replace(stored, alt="Better"))
    assert found.author == account
    assert found.quoted == inner


def test_a_new_avatar_does_not_keep_the_old_picture(store: Store) -> None:
    old = Account(avatar=PNG_FILE, avatar_url="https://a.example/old.png")
    new = Account(avatar_url="https://a.example/new.png")
    store.write(replace(post(), author=old))
    store.write(replace(post(), author=new))
    assert (found := store.read(X))
    assert found.author == new


# --- whole files --------------------------------------------------------------


def test_a_failed_write_keeps_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write(post())

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        store.write(post(text="Another."))
    assert store.read(X) == post()
    assert names(store) == ["x/20.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_files_are_as_readable_as_others(store: Store) -> None:
    store.write(post())
    plain = store.root / "plain"
    plain.touch()
    modes = {stat.S_IMODE(p.stat().st_mode) for p in (plain, store.path_of(X))}
    assert len(modes) == 1


# --- images -------------------------------------------------------------------


def test_an_image_lies_under_its_digest(store: Store) -> None:
    assert store.add_media(PNG, ".PNG") == PNG_FILE
    path = store.media_path(PNG_FILE)
    assert path
    assert path.read_bytes() == PNG
    before = path.stat().st_mtime_ns
    assert store.add_media(PNG, "png") == PNG_FILE
    assert path.stat().st_mtime_ns == before


def test_a_broken_image_is_mended(store: Store) -> None:
    store.add_media(PNG, "png")
    (store.root / PNG_FILE).write_bytes(b"half")
    store.add_media(PNG, "png")
    assert (store.root / PNG_FILE).read_bytes() == PNG


@pytest.mark.parametrize("suffix", ["svg", "html", "", "png/../x", "/png"])
def test_only_images_are_stored(store: Store, suffix: str) -> None:
    with pytest.raises(FieldError):
        store.add_media(PNG, suffix)


def test_an_image_that_is_not_there(store: Store) -> None:
    assert store.media_path(PNG_FILE) is None
    assert store.media_path("../secret.png") is None
    assert store.media_path("") is None


# --- verify -------------------------------------------------------------------


def test_a_good_store_has_no_findings(store: Store) -> None:
    file = store.add_media(PNG, "png")
    store.write(replace(post(), media=(Media(kind=MediaKind.IMAGE, file=file),)))
    store.write(post(BLUESKY))
    assert list(store.verify()) == []


def test_an_image_may_not_be_changed_and_a_snapshot_may(store: Store) -> None:
    file = store.add_media(PNG, "png")
    store.write(post())
    path = store.path_of(X)
    path.write_text(path.read_text("utf-8").replace("Hello", "Goodbye"), "utf-8")
    (store.root / file).write_bytes(b"other")
    found = {problem.place.file: problem.message for problem in store.verify()}
    assert set(found) == {store.root / file}
    assert "changed" in found[store.root / file]
    assert store.read(X) == post(text="Goodbye.")


def test_a_lost_image_is_found(store: Store) -> None:
    store.write(replace(post(), author=Account(avatar=PNG_FILE)))
    [finding] = store.verify()
    assert finding.place.file == store.root / "x/20.json"
    assert PNG_FILE in finding.message


# --- symbolic links -----------------------------------------------------------


@symlinks
def test_the_store_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "_posts").symlink_to("elsewhere")
    store = Store(tmp_path / "_posts")
    store.write(post())
    assert store.read(X) == post()
    assert (tmp_path / "elsewhere/x/20.json").is_file()


@symlinks
@pytest.mark.parametrize("part", ["x", "x/20.json"])
@pytest.mark.parametrize("there", [True, False])
def test_a_link_out_of_the_store_is_not_followed(
    store: Store, tmp_path: Path, part: str, there: bool
) -> None:
    outside = Store(tmp_path / "outside")
    if there:
        outside.write(post(text="Secret."))
    link = store.root / part
    link.parent.mkdir(parents=True)
    link.symlink_to(outside.root / part)
    with pytest.raises(SnapshotError, match="symbolic link"):
        store.read(X)
    with pytest.raises(SnapshotError, match="symbolic link"):
        store.write(post())
    assert outside.root.exists() == there
    assert not there or outside.read(X) == post(text="Secret.")


@symlinks
def test_an_image_from_outside_is_not_shown(store: Store, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    (store.root / "media").mkdir(parents=True)
    (store.root / PNG_FILE).symlink_to(tmp_path / "secret.png")
    assert store.media_path(PNG_FILE) is None
    with pytest.raises(SnapshotError, match="symbolic link"):
        store.add_media(PNG, "png")
    [finding] = store.verify()
    assert finding.place.file == store.root / PNG_FILE


@symlinks
def test_links_in_a_circle(store: Store) -> None:
    store.root.mkdir()
    (store.root / "x").symlink_to("x")
    with pytest.raises(SnapshotError, match="symbolic link"):
        store.read(X)


def test_a_folder_that_is_closed_is_not_a_link(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: object, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    store.write(post())
    with monkeypatch.context() as patch:
        for name in ("open", "lstat", "stat", "readlink"):
            patch.setattr(os, name, closed)
        with pytest.raises(SnapshotError, match="cannot be read: Permission denied"):
            store.read(X)
        with pytest.raises(PermissionError):
            store.add_media(PNG, "png")


# --- the lock -----------------------------------------------------------------


def test_two_commands_do_not_write_at_once(store: Store) -> None:
    with (
        store.lock(),
        pytest.raises(StoreLockedError, match="wait"),
        Store(store.root).lock(),
    ):
        pytest.fail("the lock was given twice")
    with store.lock():
        pass
    assert names(store) == []


def test_the_lock_is_given_back_after_an_error(store: Store) -> None:
    with pytest.raises(RuntimeError), store.lock():
        raise RuntimeError
    with store.lock():
        pass


HOLDER = """
import sys, time
from pathlib import Path
from sphinx_confrecap.posts.store import Store
with Store(Path(sys.argv[1])).lock():
    print("locked", flush=True)
    time.sleep(60)
"""


def test_a_killed_command_leaves_no_lock(store: Store) -> None:
    command = [sys.executable, "-c", HOLDER, str(store.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline().strip() == b"locked"
        with pytest.raises(StoreLockedError), store.lock():
            pass
        holder.kill()
    with store.lock():
        store.write(post())
    assert names(store) == ["x/20.json"]


def test_what_a_killed_command_left_is_cleared(store: Store) -> None:
    store.write(post())
    (store.root / "x" / ".confrecap-0123.tmp").write_bytes(b"half")
    (store.root / "x" / "mine.tmp").write_bytes(b"whole")
    with store.lock():
        assert names(store) == [".lock", "x/20.json", "x/mine.tmp"]
