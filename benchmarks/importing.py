"""The cost of importing a programme, and of importing it again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS, MEGABYTES = 3, 200
"""What 2,000 events may cost, in processor seconds and at the peak."""

_RUN = "from sphinx_confrecap.cli import main; raise SystemExit(main())"
_CONF = "extensions = ['myst_parser']\nmyst_enable_extensions = ['colon_fence']\n"


def measure_import(count: int) -> None:
    """Print the cost of a first import, of the same again, and of a changed one."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "conf.py").write_text(_CONF)
        print(f"\n{count} events, imported (limits: {SECONDS} s, {MEGABYTES} MB)")
        for step, rooms in (("first", 20), ("again", 20), ("changed", 19)):
            _write(site / "schedule.json", count, rooms)
            seconds, megabytes = _import(site)
            print(f"{step:12}{seconds:10.1f} s{megabytes:8.0f} MB", flush=True)


def _write(file: Path, count: int, rooms: int) -> None:
    days: dict[str, dict[str, list[object]]] = {}
    for number in range(count):
        day, room = f"2030-05-{1 + number % 28:02}", f"Room {number % rooms}"
        event = {
            "guid": f"event-{number}",
            "title": f"Talk {number} about *things* and others",
            "date": f"{day}T{8 + number % 12:02}:00:00+02:00",
            "duration": "00:45",
            "language": "en",
            "track": f"Track {number % 9}",
            "abstract": "Words about the talk. " * 50,
            "persons": [{"id": number, "name": f"Speaker {number}"}],
        }
        days.setdefault(day, {}).setdefault(room, []).append(event)
    conference = {
        "title": "Many Days",
        "time_zone_name": "Europe/Berlin",
        "days": [{"date": day, "rooms": rooms_} for day, rooms_ in days.items()],
    }
    file.write_text(json.dumps({"schedule": {"conference": conference}}), "utf-8")


def _import(site: Path) -> tuple[float, float]:
    command = [sys.executable, "-c", _RUN, "import", "schedule", "schedule.json"]
    process = subprocess.Popen([*command, "--all"], cwd=site, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit("the import failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
