"""The text that a block `include` brings into a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.source.includes import (
    docstrings_hold_blocks,
    included,
    text_of_notebook,
)
from sphinx_confrecap.source.scan import scan


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ("", "abcdef"),
        (":start-line: 2", "  cdef"),
        (":start-line: -2", "    ef"),
        (":end-line: -4", "ab"),
        (":start-after: b", "  cdef"),
        (":end-before: c", "ab"),
        (":start-line: 1\n:start-after: c\n:end-before: f", "   de"),
        (":start-line: x", None),
        (":literal:", None),
        (":code: md", None),
    ],
)
def test_a_part_keeps_its_lines(
    tmp_path: Path, options: str, lines: str | None
) -> None:
    (tmp_path / "part.inc").write_text("\n".join("abcdef") + "\n")
    text = f"```{{include}} /part.inc\n{options}\n```\n"
    [block] = scan(text, Dialect.MYST).blocks
    found = included(block, tmp_path, tmp_path / "below")
    assert (found is None) == (lines is None)
    if found and lines:
        shown = {n: line for n, line in enumerate(found.text.split("\n")) if line}
        assert shown == {n: line for n, line in enumerate(lines) if line != " "}


@pytest.mark.parametrize("name", ["none.inc", "<isonum.txt>", "", "."])
def test_what_cannot_be_read_is_left_to_the_build(tmp_path: Path, name: str) -> None:
    [block] = scan(f"```{{include}} {name}\n```\n", Dialect.MYST).blocks
    assert included(block, tmp_path, tmp_path) is None


def test_a_notebook_is_its_markdown() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# A\n", "text"]},
        {"cell_type": "code", "source": "print()"},
        {"cell_type": "markdown", "source": "b"},
    ]
    assert text_of_notebook(json.dumps({"cells": cells})) == "# A\ntext\n\nb"
    for text in ("", "{}", "[]", '{"cells": [1]}', "[" * 100_000):
        assert text_of_notebook(text) == ""


def test_docstrings_may_hold_blocks(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('"""Talks, and ``{conf:talk}`."""\n')
    assert not docstrings_hold_blocks([tmp_path / "a.py", tmp_path / "none.py"])
    (tmp_path / "b.py").write_text('"""A.\n\n.. talk:: B\n"""\n')
    assert docstrings_hold_blocks(tmp_path.glob("*.py"))
