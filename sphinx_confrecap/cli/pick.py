"""Lets a user pick talks: in their editor, or by numbers."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..importers.talks import order_of
from ..model.errors import InputError
from ..model.programme import Event
from .console import Console
from .questions import ask

_LINE = re.compile(r"(?P<word>p|pick|s|skip)\s+(?P<number>\d+)\b", re.IGNORECASE)
_RANGE = re.compile(r"(?P<first>\d{1,5})(?:\s*-\s*(?P<last>\d{1,5}))?")
_HELP = """
# A line that begins with "pick" is a talk that goes into the recap. Write "skip", or
# delete the line, to leave a talk out. The order of the lines does not matter.
"""


def picked(events: Sequence[Event], console: Console) -> list[Event]:
    """Return the events that the user picks.

    :raises InputError: there is no terminal, or the editor fails
    """
    ordered = sorted(events, key=order_of)
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if editor:
        numbers = _numbers_in(_edited(_text(ordered), editor))
    else:
        for line in _rows(ordered):
            console.warn(line)
        numbers = _numbers(ask("which? (such as 1-4, 7) ", console))
    return [event for n, event in enumerate(ordered, 1) if n in numbers]


def _rows(events: Sequence[Event]) -> list[str]:
    width = len(str(len(events)))
    return [f"{n:>{width}}  {_shown(event)}" for n, event in enumerate(events, 1)]


def _shown(event: Event) -> str:
    start = str(event.start or "")[:16]
    names = ", ".join(person.name for person in event.persons)
    return "  ".join(filter(None, (start, event.room, event.title, names)))


def _text(events: Sequence[Event]) -> str:
    return "\n".join(f"skip {row.strip()}" for row in _rows(events)) + "\n" + _HELP


def _edited(text: str, editor: str) -> str:
    with tempfile.TemporaryDirectory(prefix="confrecap-") as folder:
        file = Path(folder) / "talks.txt"
        file.write_text(text, "utf-8")
        try:
            # The user's own editor, as git runs it.
            done = subprocess.run([*shlex.split(editor), str(file)], check=False)  # noqa: S603
        except (OSError, ValueError) as error:
            raise InputError(f"the editor {editor!r} does not start: {error}") from None
        if done.returncode:
            raise InputError("the editor ended with an error; nothing is picked")
        return file.read_text("utf-8")


def _numbers_in(text: str) -> set[int]:
    found = map(_LINE.match, text.splitlines())
    return {int(m["number"]) for m in found if m and m["word"][0] in "pP"}


def _numbers(text: str) -> set[int]:
    """Read numbers and ranges such as ``1-4, 7``."""
    numbers: set[int] = set()
    for match in _RANGE.finditer(text):
        first = int(match["first"])
        numbers |= {*range(first, int(match["last"] or first) + 1)}
    return numbers
