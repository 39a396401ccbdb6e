"""The sessions on a terminal in the documentation are real ones."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.unit.importers.programmes import CONF

HOW_TO = Path(__file__).parents[3] / "docs" / "how-to"
SESSION = re.compile(r":class: session\n\n\$ confrecap (.*)\n((?:.*\n)*?)```\n")
RUN = "from sphinx_confrecap.cli import main; raise SystemExit(main())"


def session_of(name: str) -> tuple[list[str], str]:
    """Return the arguments of the command in a document, and what it prints."""
    match = SESSION.search((HOW_TO / name).read_text("utf-8"))
    assert match
    return match[1].split(), match[2]


def test_from_a_programme_to_a_recap_and_again(folder: Path) -> None:
    shutil.copytree(HOW_TO / "programmes", folder, dirs_exist_ok=True)
    (folder / "conf.py").write_text(CONF)
    recap = folder / "recaps" / "doc-days-2031.md"

    def check(name: str) -> None:
        arguments, shown = session_of(name)
        command = [sys.executable, "-u", "-c", RUN, *arguments]
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.stdout == shown

    check("start-from-a-programme.md")
    text = recap.read_text("utf-8")
    assert f":caption: MyST\n\n{text}" in (
        HOW_TO / "start-from-a-programme.md"
    ).read_text("utf-8")
    text = text.replace(":room: Hall", ":room: Great Hall", 1)
    text = text.replace("\n\n::::\n", "\n\nNotes.\n::::\n")
    recap.write_text(text, "utf-8")
    check("when-the-programme-changes.md")
    found = recap.read_text("utf-8")
    assert found.count("Notes.") == 2
    assert found == text.replace("13:00", "14:00").replace(
        "What readers skip", "What readers skip, and why"
    )
