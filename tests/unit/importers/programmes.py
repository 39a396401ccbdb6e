"""A small site, and programmes that tests import into it."""

import json
from contextlib import chdir
from pathlib import Path
from typing import Any

from sphinx_confrecap.cli import main

CONF = "extensions = ['myst_parser']\nmyst_enable_extensions = ['colon_fence']\n"


def talk(number: int, **facts: Any) -> dict[str, Any]:
    """Return an event of frab; *day*, *hour* and *names* are for short."""
    day, hour = facts.pop("day", 17), facts.pop("hour", 9 + number % 8)
    names = facts.pop("names", [f"Person {chr(65 + number % 26)}"])
    persons = [
        {"id": name, "name": name} if isinstance(name, str) else name for name in names
    ]
    return {
        "guid": f"g-{number}",
        "title": f"Talk {number}",
        "date": f"2030-05-{day:02}T{hour:02}:00:00+02:00",
        "duration": "00:45",
        "room": "Hall",
        "persons": persons,
    } | facts


def programme(*talks: dict[str, Any], **conference: Any) -> dict[str, Any]:
    """Return a programme in the format of frab, with a day per date."""
    days: dict[str, dict[str, list[Any]]] = {}
    for one in talks:
        rooms = days.setdefault(one["date"][:10], {})
        rooms.setdefault(one["room"], []).append(one)
    given = {"title": "Doc Days 2030", "time_zone_name": "Europe/Berlin"} | conference
    given["days"] = [{"date": day, "rooms": rooms} for day, rooms in days.items()]
    return {"schedule": {"version": "1", "base_url": "", "conference": given}}


def site(folder: Path) -> Path:
    """Make a site, and return the path of its recap, which is not there yet."""
    folder.mkdir(exist_ok=True)
    (folder / "conf.py").write_text(CONF)
    return folder / "recaps" / "doc-days-2030.md"


def bring(folder: Path, given: Any, *arguments: str) -> int:
    """Import a programme into a site."""
    file = folder / "schedule.json"
    file.write_text(json.dumps(given))
    with chdir(folder):
        return main(["import", "schedule", str(file), "--no-input", *arguments])
