"""Which files are ours."""

import os
from pathlib import Path

import pytest

from sphinx_confrecap.text.files import (
    is_file_in,
    lies_in,
    line_of_conflict,
    read_whole,
    write_whole,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "file").touch()
    (tmp_path / "other").touch()
    (folder / "out").symlink_to(tmp_path / "other")
    (folder / "in").symlink_to("file")
    (folder / "circle").symlink_to("circle")
    return folder


@pytest.mark.parametrize("name", ["file", "in", "./file", "not-there"])
def test_what_lies_in_a_folder(folder: Path, name: str) -> None:
    assert lies_in(folder, folder / name)
    assert is_file_in(folder, folder / name) == (name != "not-there")


@pytest.mark.parametrize(
    "name",
    ["out", "../other", "/etc/hosts", "a\0b", "../here2", "circle", "circle/file"],
)
def test_what_does_not(folder: Path, name: str) -> None:
    assert not lies_in(folder, folder / name)
    assert not is_file_in(folder, folder / name)


@pytest.mark.parametrize("name", ["x" * 5000, "."])
def test_what_is_no_file(folder: Path, name: str) -> None:
    assert not is_file_in(folder, folder / name)


def test_a_file_is_replaced_as_a_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "a.json"
    folder.mkdir()
    with pytest.raises(OSError, match=r"a\.json"):
        write_whole(folder, b"new")
    assert list(tmp_path.iterdir()) == [folder]


def test_the_first_mark_of_a_conflict_is_found() -> None:
    assert line_of_conflict("a\n>>>>>>> b\n<<<<<<< c") == 2
    assert line_of_conflict("a <<<<<<< b\n") == 0


# --- an author's file ---------------------------------------------------------


def test_a_file_of_the_author_that_changed_meanwhile_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("saved since")
    with pytest.raises(OSError, match="changed it meanwhile"):
        write_whole(path, b"new", before=b"read")
    assert path.read_text() == "saved since"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_with_two_names_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    os.link(path, tmp_path / "b.md")
    with pytest.raises(OSError, match="hard links"):
        write_whole(path, b"new", before=b"old")
    assert path.read_text() == "old"


def test_the_attributes_and_the_owner_of_a_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    path.chmod(0o640)
    try:
        os.setxattr(path, "user.note", b"mine")
    except (OSError, AttributeError):
        pytest.skip("no extended attributes here")
    if not os.getuid():
        os.chown(path, 12, 34)
    before = path.stat()
    write_whole(path, b"new", before=b"old")
    after = path.stat()
    assert path.read_text() == "new"
    assert os.getxattr(path, "user.note") == b"mine"
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )


# --- what is read -------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a file"):
        read_whole(tmp_path / "pipe", 10)


@pytest.mark.parametrize("name", [".", "x" * 300, "a\0b", "not-there", "large"])
def test_what_cannot_be_read_is_an_error_of_the_system(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "large").write_bytes(b"0" * 11)
    with pytest.raises(OSError) as error:  # noqa: PT011, the system has the words
        read_whole(tmp_path / name, 10)
    assert error.value.strerror
