"""Writes a block: its first line, its options and its body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..model.blocks import Dialect
from .spelling import option

INDENT = " " * 3


def block_of(
    name: str,
    argument: str,
    options: Iterable[tuple[str, str]],
    body: Sequence[str],
    dialect: Dialect,
    fences: Sequence[str] = (),
    marks: str = ":`~",
    *,
    least: int = 3,
) -> list[str] | None:
    """Return the lines of a block; ``None`` if no fence fits.

    *fences* are the fences around it, which its own fence must not close. *marks* are
    the signs for a fence, the best first, and *least* is its length if none is inside.
    An option that no line would mean is left out.
    """
    lines = [line for o in options if (line := option(*o, dialect)) is not None]
    if dialect is Dialect.REST:
        lines += ["", *body] if body else []
        indented = (f"{INDENT}{line}".rstrip() for line in lines)
        return [f".. {name}:: {argument}".rstrip(), *indented]
    if "`" in argument:
        marks = marks.replace("`", "")
    fence = fence_for(body, fences, marks, least)
    if not fence:
        return None
    head = f"{fence}{{{name}}} {argument}".rstrip()
    return [head, *lines, *(["", *body] if body else []), fence]


def fence_for(
    body: Sequence[str], around: Sequence[str], marks: str, least: int = 3
) -> str:
    """Return a fence that nothing in *body* closes, and that closes none *around*."""
    for mark in marks:
        runs = (re.match(f"[ ]*({mark}*)", line) for line in body)
        length = 1 + max([least - 1, *(len(run[1]) for run in runs if run)])
        if all(length < len(fence) for fence in around if fence[0] == mark):
            return mark * length
    return ""


def closes(line: str, fence: str) -> bool:
    """Tell whether a line ends a fence, at any depth."""
    text = line.strip()
    return len(text) >= len(fence) and set(text) == {fence[0]}


def heading(text: str, level: int, dialect: Dialect) -> list[str]:
    """Return the lines of a heading; *text* is markup."""
    if dialect is Dialect.MYST:
        return [f"{'#' * level} {text}"]
    return [
        text,
        "=-~^"[level - 1] * max(4, 2 * len(text) if wide(text) else len(text)),
    ]


def wide(text: str) -> bool:
    """Tell whether some letters may take two columns, as those of East Asia do."""
    return not all(ord(letter) < 0x1100 for letter in text)
