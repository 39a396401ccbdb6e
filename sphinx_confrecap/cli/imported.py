"""The report of an import: lines for people, or JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from ..importers.schedule import Imported
from ..model.programme import Programme, Remark
from .console import Console, counted
from .report import shown

VERSION = 1
"""The version of the report in JSON; it rises when a field changes or is removed."""


def say(
    arguments: argparse.Namespace,
    console: Console,
    programme: Programme,
    done: Imported,
    remarks: Sequence[Remark],
) -> None:
    """Print what changed, what was left out, and what to look at."""
    here = Path.cwd()
    shown_changes = done.changes if arguments.dry_run else ()
    diff = [line for change in shown_changes for line in change.diff()]
    if arguments.format == "json":
        console.say(_as_json(arguments, programme, done, remarks, diff))
        return
    for remark in remarks:
        console.warn(str(remark))
    for note in done.report.notes:
        console.warn(f"{shown(note.file, here)}:{note.line}: {note.message}")
    for line in diff:
        console.say(line)
    would = "would be " if arguments.dry_run else ""
    counts = [
        f"{counted(number, 'talk')} {would}{what}"
        for what, number in done.report.counts.items()
        if number
    ]
    console.say(f"{shown(done.document, here)}: {', '.join(counts) or 'no changes'}.")
    if done.is_new and not arguments.dry_run:
        console.say("Add it to a toctree, write your notes, and import again later.")


def _as_json(
    arguments: argparse.Namespace,
    programme: Programme,
    done: Imported,
    remarks: Sequence[Remark],
    diff: Sequence[str],
) -> str:
    here = Path.cwd()
    held = {
        "version": VERSION,
        "format": programme.format,
        "document": shown(done.document, here),
        "files": [shown(change.file, here) for change in done.changes],
        "written": not arguments.dry_run,
        "events": len(programme.events),
        "counts": dict(done.report.counts),
        "notes": [
            {
                "kind": str(note.kind),
                "file": shown(note.file, here),
                "line": note.line,
                "message": note.message,
            }
            for note in done.report.notes
        ],
        "remarks": [
            {"place": r.place, "message": r.message, "loss": r.is_loss} for r in remarks
        ],
    }
    if arguments.dry_run:
        held["diff"] = list(diff)
    return json.dumps(held, indent=2, ensure_ascii=False)
