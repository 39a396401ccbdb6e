"""``confrecap new``."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from sphinx_confrecap.cli import main
from sphinx_confrecap.cli.exits import Exit
from tests.unit.importers.programmes import CONF

MYST = """\
---
author: "Jane Doe #1"
---

# Doc Days 2031

:::{conference} Doc Days 2031
:name: doc-days-2031
:series: Doc Days
:url: https://example.org/
:start: 2031-05-17
:end: 2031-05-18
:location: Example City
:timezone: Europe/Berlin
:tags: "C#, Docs"
:::

## Saturday, May 17, 2031

::::{talk} Write \\*it\\* down
:name: write-star-it-star-down
:start: 2031-05-17

% Write down what you heard, and delete this line.
::::

::::{talk} Search
:name: search
:start: 2031-05-17

% Write down what you heard, and delete this line.
::::

## Sunday, May 18, 2031
"""
REST = """\
Doc Days 2031
=============

.. conference:: Doc Days 2031
   :name: doc-days-2031
   :start: 2031-05-17

.. talk:: The title of a talk
   :name: the-title-of-a-talk
   :start: 2031-05-17

   .. Write down what you heard, and delete this line.
"""
TOCTREE = "# Home\n\n```{toctree}\n:caption: Recaps\n\nother\n```\n\nWords.\n"


@pytest.fixture(autouse=True)
def site(folder: Path) -> Path:
    (folder / "conf.py").write_text(CONF)
    return folder


def new(*arguments: str) -> int:
    return main(["new", *arguments])


FIRST = ("Doc Days 2031", "--start", "2031-05-17")


def test_all_options(folder: Path, capsys: Any) -> None:
    code = new(
        *FIRST,
        *("--end", "2031-05-18", "--location", "Example City"),
        *("--timezone", "Europe/Berlin", "--url", "https://example.org/"),
        *("--series", "Doc Days", "--tags", "C#, Docs", "--author", "Jane Doe #1"),
        *("--talk", "Write *it* down", "--talk", "Search"),
    )
    assert code == Exit.OK
    assert (folder / "recaps/doc-days-2031.md").read_text() == MYST
    out = capsys.readouterr().out
    assert "Add this line to a toctree: recaps/doc-days-2031" in out
    assert main(["check"]) == Exit.OK


def test_in_rest(folder: Path) -> None:
    assert new(*FIRST, "--rest") == Exit.OK
    assert (folder / "recaps/doc-days-2031.rst").read_text() == REST
    assert main(["check"]) == Exit.OK


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TOCTREE, TOCTREE.replace("other\n", "other\nrecaps/doc-days-2031\n")),
        (
            "```{toctree}\n:hidden:\n```\n",
            "```{toctree}\n:hidden:\n\nrecaps/doc-days-2031\n```\n",
        ),
        ("```{toctree}\n:glob:\n\nrecaps/*\n```\n", None),
        ("```{toctree}\n\nrecaps/doc-days-2031\n```\n", None),
    ],
)
def test_toctree(folder: Path, before: str, after: str | None) -> None:
    (folder / "index.md").write_text(before)
    assert new(*FIRST, "--toctree", "index.md") == Exit.OK
    assert (folder / "index.md").read_text() == (after or before)


def test_toctree_in_rest(folder: Path) -> None:
    text = "Home\n====\n\n.. toctree::\n   :hidden:\n\n   other\n\nWords.\n"
    (folder / "a").mkdir()
    (folder / "a/index.rst").write_text(text)
    assert new(*FIRST, "--toctree", "a/index.rst") == Exit.OK
    assert (folder / "a/index.rst").read_text() == text.replace(
        "   other\n", "   other\n   ../recaps/doc-days-2031\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "say the name of the conference"),
        (("Days",), "say the first day of the conference"),
        (("Days", "--start", "soon"), "--start: 'soon' is not a date"),
        (
            ("Days", "--start", "2031-05-17", "--end", "2031-05-01"),
            "is before the first",
        ),
        ((*FIRST, "--timezone", "Mars"), "--timezone: 'Mars' is not a time zone"),
        ((*FIRST, "--url", "x"), "--url: 'x' is not an address"),
        ((*FIRST, "--into", "../x.md"), "is outside of"),
        ((*FIRST, "--into", "there.md"), "it is there already"),
        ((*FIRST, "--toctree", "there.md"), "there.md: there is no toctree in it"),
        ((*FIRST, "--toctree", "gone.md"), "there is no such file"),
        (("talk", "Title"), "name the document of the talk with --into"),
        (("talk", "Title", "--into", "gone.md"), "there is no such file"),
    ],
)
def test_refused(
    folder: Path, arguments: tuple[str, ...], message: str, capsys: Any
) -> None:
    (folder / "there.md").write_text("# There\n")
    assert new(*arguments, "--no-input") == Exit.USAGE
    assert message in capsys.readouterr().err
    assert (folder / "there.md").read_text() == "# There\n"
    assert not (folder / "recaps").exists()


def test_conference_that_is_there(folder: Path, capsys: Any) -> None:
    (folder / "a.md").write_text("# A\n\n:::{conference} Doc Days 2031\n:::\n")
    assert new(*FIRST) == Exit.USAGE
    assert "the site has this conference already, in a.md" in capsys.readouterr().err


def test_talk(folder: Path, capsys: Any) -> None:
    assert new(*FIRST) == Exit.OK
    file = folder / "recaps/doc-days-2031.md"
    before = file.read_text()
    assert new("talk", "What", "now?", "--into", str(file)) == Exit.OK
    assert file.read_text() == before + (
        "\n::::{talk} What now?\n:name: what-now\n\n"
        "% Write down what you heard, and delete this line.\n::::\n"
    )
    assert new("talk", "What now", "--into", str(file)) == Exit.USAGE
    assert "the document has a talk 'What now'" in capsys.readouterr().err
    assert main(["check"]) == Exit.OK


def test_talk_that_would_not_be_read(folder: Path, capsys: Any) -> None:
    file = folder / "a.md"
    file.write_text("# A\n\n```\nopen code\n")
    assert new("talk", "Title", "--into", str(file)) == Exit.STORE
    assert "nothing was written" in capsys.readouterr().err
    assert file.read_text() == "# A\n\n```\nopen code\n"


def test_editor(folder: Path, monkeypatch: Any) -> None:
    script = folder / "editor.py"
    script.write_text("import sys\nopen(sys.argv[1], 'a').write('Edited.\\n')\n")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    assert new(*FIRST, "--edit") == Exit.OK
    assert (folder / "recaps/doc-days-2031.md").read_text().endswith("Edited.\n")


def test_questions_on_a_terminal(folder: Path) -> None:
    """The answers are the name, days (one is wrong), place, zone, and no website."""
    pty = pytest.importorskip("pty")
    run = "import sys; from sphinx_confrecap.cli import main; sys.exit(main(['new']))"
    pid, terminal = pty.fork()
    if pid == 0:  # the command
        os.execv(sys.executable, [sys.executable, "-c", run])  # noqa: S606, our own
    answers = ["Doc Days 2031", "soon", "2031-05-17", "", "Example City"]
    os.write(terminal, "\n".join([*answers, "Europe/Berlin", "", ""]).encode())
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == Exit.OK, shown
    assert b"'soon' is not a date" in shown
    text = (folder / "recaps/doc-days-2031.md").read_text()
    assert ":location: Example City\n:timezone: Europe/Berlin\n:::\n" in text
