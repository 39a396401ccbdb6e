"""Reads programmes that tests write."""

import json
from datetime import date, datetime
from typing import Any

from sphinx_confrecap.formats.schedules.detect import programme_of
from sphinx_confrecap.formats.schedules.document import document_of
from sphinx_confrecap.formats.schedules.given import Remarks
from sphinx_confrecap.model.programme import Programme, Wanted


def read(*files: object, **wanted: Any) -> tuple[Programme, list[str]]:
    """Read files, given as text or as values of JSON; return what was remarked, too.

    The file is named by a pair of a name and its contents.
    """
    remarks = Remarks(Wanted(**wanted))
    documents = []
    for number, file in enumerate(files):
        name, content = file if isinstance(file, tuple) else (f"file-{number}", file)
        text = content if isinstance(content, str) else json.dumps(content)
        documents.append(document_of(name, text.encode()))
    programme = programme_of(documents, remarks)
    return programme, [str(remark) for remark in remarks.all]


def frab(*events: dict[str, Any], **conference: Any) -> dict[str, Any]:
    """Return a programme of one day and one room in the format of frab."""
    given = {"title": "Doc Days", "time_zone_name": "Europe/Berlin"} | conference
    day = {"index": 1, "date": "2030-05-17", "rooms": {"Hall": list(events)}}
    given.setdefault("days", [day])
    return {"schedule": {"version": "1", "base_url": "", "conference": given}}


def event(**facts: Any) -> dict[str, Any]:
    """Return an event in the format of frab."""
    return {
        "guid": "g-1",
        "id": 1,
        "date": "2030-05-17T09:30:00+02:00",
        "start": "09:30",
        "duration": "00:45",
        "title": "Notes",
        "persons": [{"id": 7, "public_name": "Erika Mustermann"}],
    } | facts


FIRST_DAY = date(2030, 5, 17)
at = datetime.fromisoformat
