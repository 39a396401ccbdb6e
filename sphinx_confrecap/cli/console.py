"""Output of the command: lines, progress and tables.

With rich, which the extra ``cli`` installs, a terminal gets a progress bar and
ruled tables; without it, a count and plain tables. Pipes and logs get plain lines.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import TextIO, TypeVar

Item = TypeVar("Item")

# Names and texts come from strangers. A terminal obeys control characters, and some
# reverse the direction of the text after them.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return *text* without the characters that a terminal would obey."""
    return _CONTROL.sub("�", text)


def discard(stream: TextIO) -> None:
    """Let a stream that cannot be written lead nowhere.

    Python would complain when it flushes at the end.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Console:
    """Results go to *out*; progress and errors go to *err*."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.out = out or sys.stdout
        self.err = err or sys.stderr

    def say(self, text: str = "") -> None:
        """Print a line of the result."""
        print(printable(text), file=self.out)

    def warn(self, text: str) -> None:
        """Print a line about something that went wrong."""
        for stream, shown in (self.out, ""), (self.err, f"{printable(text)}\n"):
            try:
                stream.write(shown)
                stream.flush()
            except OSError:
                discard(stream)

    def progress(self, items: Sequence[Item], what: str) -> Iterator[Item]:
        """Yield *items*; on a terminal, show how many of them are done.

        *what* names the action in a word or two, such as ``fetching``.
        """
        if not self.err.isatty() or len(items) < 2:
            yield from items
        elif self._rich(self.err):
            yield from self._bar(items, what)
        else:
            yield from self._count(items, what)

    def _count(self, items: Sequence[Item], what: str) -> Iterator[Item]:
        for number, item in enumerate(items, 1):
            print(f"\r{what} {number} of {len(items)}", end="", file=self.err)
            self.err.flush()
            yield item
        print(file=self.err)

    def _bar(self, items: Sequence[Item], what: str) -> Iterator[Item]:
        from rich.console import Console as Terminal  # noqa: PLC0415, an extra
        from rich.progress import track  # noqa: PLC0415

        terminal = Terminal(file=self.err)
        yield from track(items, description=what, console=terminal, transient=True)

    def table(self, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Print rows below their header."""
        cells = [[printable(str(cell)) for cell in row] for row in rows]
        if not self._rich(self.out):
            self._plain_table([list(header), *cells])
            return
        from rich.console import Console as Terminal  # noqa: PLC0415
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        table = Table(*header)
        for row in cells:
            table.add_row(*map(Text, row))
        Terminal(file=self.out).print(table)

    def _plain_table(self, rows: list[list[str]]) -> None:
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            print("  ".join(cells).rstrip(), file=self.out)

    @staticmethod
    def _rich(stream: TextIO) -> bool:
        return stream.isatty() and find_spec("rich") is not None


def counted(number: int, what: str) -> str:
    """Return a number with its noun, such as "1 post" or "2 posts"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
