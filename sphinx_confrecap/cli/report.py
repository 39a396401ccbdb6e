"""The three forms of a report: for people, for programs, for annotations."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from ..check.site import Checked
from ..model.rules import Problem
from .console import counted

VERSION = 1
"""The version of the report in JSON; it rises when a field changes or is removed."""


def shown(file: Path | None, start: Path) -> str:
    """Return the path of a file from *start*; the whole path if it is elsewhere."""
    if file is None:
        return ""
    try:
        return file.absolute().relative_to(start.absolute()).as_posix()
    except ValueError:
        return file.as_posix()


def human(checked: Checked) -> Iterator[str]:
    """Yield lines for people: by file, with line, rule, and message."""
    start = Path.cwd()
    width = max((len(f.rule.id) for f in checked.problems), default=0)
    for file, findings in groupby(checked.problems, key=lambda f: f.place.file):
        yield shown(file, start)
        for finding in findings:
            message = " ".join(finding.message.split())
            yield f"  {finding.place.line:>5}  {finding.rule.id:<{width}}  {message}"
        yield ""
    yield _summary(checked)


def _summary(checked: Checked) -> str:
    documents = counted(checked.documents, "document")
    looked = f"{documents}, {counted(checked.talks, 'talk')}"
    if checked.posts is not None:
        looked += f", {counted(checked.posts, 'post')}"
    if not checked.problems:
        return f"{looked}: nothing found"
    files = len({problem.place.file for problem in checked.problems})
    found = counted(len(checked.problems), "finding")
    return f"{looked}: {found} in {counted(files, 'file')}"


def as_json(checked: Checked) -> Iterator[str]:
    """Yield the report as JSON, whose form the documentation describes."""
    start = Path.cwd()
    held = {
        "version": VERSION,
        "documents": checked.documents,
        "talks": checked.talks,
        "posts": checked.posts,
        "findings": [
            {
                "file": shown(finding.place.file, start),
                "line": finding.place.line,
                "rule": finding.rule.id,
                "message": finding.message,
            }
            for finding in checked.problems
        ],
    }
    yield json.dumps(held, indent=2, ensure_ascii=False)


def github(checked: Checked) -> Iterator[str]:
    """Yield a command of GitHub's workflows for each finding.

    Paths are from the root of the checkout. Form and escapes follow GitHub's own
    toolkit: https://github.com/actions/toolkit, ``packages/core/src/command.ts``.
    """
    start = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    for finding in checked.problems:
        yield _annotation(finding, start)


def _annotation(finding: Problem, start: Path) -> str:
    properties = {
        "file": shown(finding.place.file, start),
        "line": str(finding.place.line),
        "title": f"confrecap.{finding.rule.id}",
    }
    written = ",".join(f"{k}={_property(v)}" for k, v in properties.items())
    return f"::warning {written}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMS = {"human": human, "json": as_json, "github": github}
"""The forms of the report, by the value of ``--format``."""
