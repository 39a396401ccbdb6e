"""Which store of posts a command writes to."""

from pathlib import Path

import pytest

from sphinx_confrecap.cli import main
from sphinx_confrecap.cli.exits import Exit

ADD = ["posts", "add", "20", "--status", "deleted"]
COMMANDS = [ADD, ["posts", "fetch"], ["posts", "archive", "x.zip"]]
each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[1])


@each_command
def test_without_a_site_there_is_no_store(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main(command) == Exit.USAGE
    assert "there is no conf.py" in capsys.readouterr().err
    assert not list(folder.iterdir())


@each_command
def test_of_several_sites_none_is_taken(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    for name in "ab":
        (folder / name).mkdir()
        (folder / name / "conf.py").touch()
    assert main(command) == Exit.USAGE
    assert f"{folder / 'a'}, {folder / 'b'}" in capsys.readouterr().err
    assert not list(folder.glob("**/_posts"))


def test_a_store_that_is_named_needs_no_site(folder: Path) -> None:
    assert main([*ADD, "--store", "kept"]) == Exit.OK
    assert (folder / "kept/x/20.json").is_file()


@each_command
def test_a_store_is_a_folder(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    (folder / "conf.py").touch()
    assert main([*command, "--store", "conf.py"]) == Exit.USAGE
    assert "--store: conf.py is not a folder" in capsys.readouterr().err
