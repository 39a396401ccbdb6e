"""The command's exit codes."""

from __future__ import annotations

from enum import IntEnum
from typing import Self


class Exit(IntEnum):
    """The exit code of a command; the help and the documentation list them all."""

    meaning: str

    def __new__(cls, code: int, meaning: str) -> Self:
        """Make a member from its number and a phrase with its meaning."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    OK = 0, "all went well"
    FINDINGS = 1, "a check found something to correct"
    USAGE = 2, "the command line, or a file that it names, cannot be used"
    NETWORK = 3, "some posts could not be asked for; the others were"
    STORE = 4, "the store is locked, or cannot be read or written"
    INTERNAL = 70, "a bug in this program"
    INTERRUPTED = 130, "stopped with Ctrl-C; the store is whole"


def exit_codes() -> str:
    """Return a table of the exit codes, for the help."""
    rows = (f"  {member.value:>3}  {member.meaning}" for member in Exit)
    return "\n".join(["exit codes:", *rows])
