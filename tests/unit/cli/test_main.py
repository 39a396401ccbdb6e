"""The frame of the command line."""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import pytest

from sphinx_confrecap.cli import commands, main
from sphinx_confrecap.cli.console import Console, printable
from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.model.errors import InputError, StoreLockedError


def fresh(code: str) -> str:
    """Run *code* in an interpreter that has imported nothing of ours."""
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("arguments", [["--help"], ["posts", "--help"]])
def test_the_help_imports_nothing_that_is_slow(arguments: list[str]) -> None:
    shown = fresh(
        "import sys\n"
        "from sphinx_confrecap.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        "heavy = {'sphinx', 'docutils', 'myst_parser', 'requests', 'rich', 'yaml'}\n"
        "print('imported:', *sorted(heavy & sys.modules.keys()))\n"
    )
    assert shown.splitlines()[-1] == "imported:"
    assert "usage: confrecap" in shown


def test_the_help_lists_all_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == Exit.OK
    shown = capsys.readouterr().out
    for member in Exit:
        assert f"{member.value:>3}  {member.meaning}" in shown


@pytest.mark.parametrize("arguments", [[], ["posts"], ["posts", "fly"], ["--fly"]])
def test_a_wrong_command_line_says_how_it_is_used(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == Exit.USAGE
    assert "usage: confrecap" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["add", "20", "--imgae", "x"], "'--imgae'; did you mean --image?"),
        (["fetch", "--dryrun"], "'--dryrun'; did you mean --dry-run?"),
        (["convert", "x", "--dryrun=1"], "'--dryrun'; did you mean --dry-run?"),
        (["add", "20", "21"], "it does not know '21'"),
    ],
)
def test_an_unknown_option_is_named_with_the_one_that_is_meant(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["posts", *arguments])
    assert stopped.value.code == Exit.USAGE
    shown = capsys.readouterr().err
    assert f"usage: confrecap posts {arguments[0]}" in shown
    assert message in shown


def test_an_optional_line_may_be_missing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["posts", "convert"])
    assert "required: PATH\n" in capsys.readouterr().err


def test_every_command_has_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["posts", "--help"])
    shown = capsys.readouterr().out
    for name, module in commands.POSTS.items():
        assert f"    {name}" in shown
        assert (module.__doc__ or "").splitlines()[0] in " ".join(shown.split())


def run_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a command that raises *error*."""

    def run(arguments: object, console: Console) -> Exit:
        raise error

    command = ModuleType("fail", "Fails.")
    command.__dict__.update(add_arguments=lambda _: None, run=run)
    monkeypatch.setattr(commands, "POSTS", {"fail": command})
    return main(["posts", "fail"])


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (InputError("no such folder"), Exit.USAGE, "no such folder"),
        (StoreLockedError("locked"), Exit.STORE, "locked"),
        (PermissionError(13, "Permission denied", "x.json"), Exit.STORE, "x.json"),
        (KeyboardInterrupt(), Exit.INTERRUPTED, "whole"),
        (RecursionError("too deep"), Exit.INTERNAL, "Please report"),
    ],
)
def test_an_error_is_a_sentence_and_a_code(
    error: BaseException,
    code: Exit,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("log")))
    assert run_with(error, monkeypatch) == code
    shown = capsys.readouterr().err
    assert message in shown
    assert "Traceback" not in shown


def test_a_terminal_is_not_told_what_to_do_by_a_post() -> None:
    assert printable("a\x1b[2Jb\rc\u202ed") == "a�[2Jb�c�d"
    assert printable("naïve 日本\tx") == "naïve 日本\tx"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_plain_lines() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(out, err)
    assert list(console.progress(["a", "b"], "fetching")) == ["a", "b"]
    console.table(["post", "result"], [["x/20", "stored"], ["x/1234", "[b]gone"]])
    assert err.getvalue() == ""
    assert out.getvalue() == ("post    result\nx/20    stored\nx/1234  [b]gone\n")


def test_a_terminal_gets_progress_and_a_table() -> None:
    out, err = Terminal(), Terminal()
    console = Console(out, err)
    assert list(console.progress(["a", "b"], "fetching")) == ["a", "b"]
    console.table(["post"], [["[b]x/20"]])
    assert "fetching" in err.getvalue()
    assert "[b]x/20" in out.getvalue()


def test_without_rich_lines_are_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setattr("sphinx_confrecap.cli.console.find_spec", lambda _: None)
    out, err = Terminal(), Terminal()
    console = Console(out, err)
    assert list(console.progress(["a", "b"], "fetching")) == ["a", "b"]
    assert "\rfetching 2 of 2" in err.getvalue()
    console.table(["post"], [["x/20"]])
    assert out.getvalue() == "post\nx/20\n"


START = "import sys; from sphinx_confrecap.cli import main; sys.exit(main())"


@pytest.mark.skipif(os.name != "posix", reason="this needs a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-", "2>/dev/full"])
def test_a_stream_that_is_closed_is_no_bug(tmp_path: Path, closed: str) -> None:
    command = f"{sys.executable} -c '{START}' check . {closed}"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == Exit.USAGE
    assert b"Traceback" not in done.stderr
    assert b"bug" not in done.stderr


def test_ctrl_c_while_it_starts_is_a_sentence() -> None:
    imports = "import sys; sys.modules['sphinx_confrecap.cli.run'] = Stop('run')"
    stop = "class Stop(type(sys)):\n def __getattr__(self, _): raise KeyboardInterrupt"
    code = f"import sys\n{stop}\n{imports}\n{START}"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True
    )
    assert done.returncode == Exit.INTERRUPTED
    assert done.stderr == "confrecap: stopped; what was stored so far is whole\n"
