"""Builds one corpus as our site and as pages by hand, and prints the ratios.

Times are processor seconds of the whole command, so that a busy machine counts
little; memory is the peak of the process. Both sites are built in turn, in one
run: compare ratios, never seconds of two runs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus import events
from sites import write_by_hand, write_ours


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one command took: processor seconds, and peak memory in MB."""

    seconds: float
    megabytes: float


def build(site: Path) -> Cost:
    """Build a site as html, in one process."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-j1"]
    process = subprocess.Popen([*command, str(site), str(site / "_build")])
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build of {site} failed")
    return Cost(
        seconds=usage.ru_utime + usage.ru_stime,
        megabytes=usage.ru_maxrss / 1024,
    )


def edit(site: Path) -> None:
    """Change the notes of one talk, wherever they stand."""
    for path in (site / "recaps/event-0.md", site / "talks/event-0/talk-0.md"):
        if path.exists():
            path.write_text(path.read_text("utf-8") + "\nOne line more.\n", "utf-8")


STEPS: dict[str, Callable[[Path], None]] = {
    "cold": lambda _site: None,
    "no change": lambda _site: None,
    "one edit": edit,
}


def compare(talks: int) -> None:
    """Print our cost, that of pages by hand, and the ratio, step by step."""
    with tempfile.TemporaryDirectory() as folder:
        ours, by_hand = Path(folder, "ours"), Path(folder, "by-hand")
        write_ours(events(talks), ours)
        write_by_hand(events(talks), by_hand)
        print(f"\n{talks} talks")
        print(f"{'':12}{'ours':>10}{'by hand':>10}{'ratio':>8}")
        for step, prepare in STEPS.items():
            costs = []
            for site in (ours, by_hand):
                prepare(site)
                costs.append(build(site))
            _print(step, "s", *(cost.seconds for cost in costs))
            if step == "cold":
                _print("peak", "MB", *(cost.megabytes for cost in costs))
                counts = (
                    len(list((site / "_build").rglob("*.html")))
                    for site in (ours, by_hand)
                )
                _print("pages", "", *counts)


def _print(name: str, unit: str, ours: float, by_hand: float) -> None:
    label = f"{name} {unit}".strip()
    print(f"{label:12}{ours:10.1f}{by_hand:10.1f}{ours / by_hand:8.2f}", flush=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("talks", nargs="*", type=int, default=[1000, 4000])
    for talks in parser.parse_args().talks:
        compare(talks)


if __name__ == "__main__":
    main()
