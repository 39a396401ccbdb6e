"""The text that a document takes from other files."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..model.blocks import Dialect
from ..model.errors import InputError
from ..text.lines import split_lines
from .blocks import Block
from .files import read_text

_OURS = re.compile(
    r"\.\. (?:conf:)?(?:talk|conference|tweet|thread)::"
    r"|[:`~]{3}\{(?:conf:)?(?:talk|conference|tweet|thread)\}"
)


class Included(NamedTuple):
    """A file, and its text with empty lines for those that are left out."""

    file: Path
    whole: str
    text: str
    dialect: Dialect


def path_in(folder: Path, base: Path, written: str) -> Path:
    """Return the file that a document in *base* means, on a site in *folder*."""
    start = folder if written.startswith("/") else base
    return Path(os.path.normpath(start / written.lstrip("/")))


def included(block: Block, folder: Path, base: Path) -> Included | None:
    """Return what a block ``include`` brings, if it is markup and can be read."""
    options, name = block.options, "".join(block.argument.split())
    as_text = options.keys() & {"literal", "code"}
    if block.name != "include" or as_text or not name or name.startswith("<"):
        return None
    file = path_in(folder, base, name)
    try:
        whole = read_text(file)
        first, end = (options.get(f"{which}-line") for which in ("start", "end"))
        wanted = slice(int(first) if first else None, int(end) if end else None)
    except (InputError, ValueError):
        return None
    lines = split_lines(whole)
    start, end_, _step = wanted.indices(len(lines))
    text = "\n" * start + "".join(lines[start:end_])
    if (mark := options.get("start-after")) and mark in text:
        before, _, after = text.partition(mark)
        text = "\n" * (before + mark).count("\n") + after
    if mark := options.get("end-before"):
        text = text.partition(mark)[0]
    in_myst = "myst" in options.get("parser", "")
    return Included(file, whole, text, Dialect.MYST if in_myst else block.dialect)


def text_of_notebook(text: str) -> str:
    """Return the cells of a notebook that are Markdown; empty if it is none."""
    try:
        cells = [c for c in json.loads(text)["cells"] if c["cell_type"] == "markdown"]
        return "\n\n".join("".join(cell["source"]) for cell in cells)
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""


def docstrings_hold_blocks(files: Iterable[Path]) -> bool:
    """Tell whether a file of Python has blocks of ours, which only a build can read."""
    for file in files:
        try:
            if _OURS.search(read_text(file)):
                return True
        except InputError:
            continue
    return False
