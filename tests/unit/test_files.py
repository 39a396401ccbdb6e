"""Which files are ours."""

from pathlib import Path

import pytest

from sphinx_confrecap.files import is_file_in, lies_in


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
