"""Which files are ours."""

from pathlib import Path

import pytest

from sphinx_confrecap.text.files import (
    is_file_in,
    lies_in,
    line_of_conflict,
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
