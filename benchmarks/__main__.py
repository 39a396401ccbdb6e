"""Build one corpus as our site and as pages by hand, and print the ratios.

Times are processor seconds of the whole command. Memory is the peak of the process.
Compare the ratios of runs, not their seconds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from corpus import events
from filtering import measure_filter
from identity import seconds_for_names, write_registries
from importing import measure_import
from sites import write_by_hand, write_ours


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Processor seconds and peak memory of one command."""

    seconds: float
    megabytes: float


def build(site: Path) -> Cost:
    """Build a site as html, in one process."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-j1"]
    process = subprocess.Popen(
        [*command, str(site), str(site / "_build")], env=_environment()
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build of {site} failed")
    return Cost(
        seconds=usage.ru_utime + usage.ru_stime,
        megabytes=usage.ru_maxrss / 1024,
    )


def _environment() -> dict[str, str]:
    """Let Python keep bytecode, which a checkout does not have."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def edit(site: Path, notes: str) -> None:
    """Add a line below *notes*."""
    for path in (site / "recaps/event-0.md", site / "talks/event-0/talk-0.md"):
        if path.exists():
            text = path.read_text("utf-8")
            path.write_text(text.replace(notes, f"{notes}\n\nOne line more."), "utf-8")


REPEATS = {"cold": 1, "no change": 5, "one edit": 5}
"""How often each step runs; the least time counts."""


def compare(talks: int) -> None:
    """Print our cost, the cost of pages by hand, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        ours, by_hand = Path(folder, "ours"), Path(folder, "by-hand")
        corpus = events(talks)
        notes = corpus[0].sessions[0].paragraphs[-1]
        write_ours(corpus, ours)
        write_by_hand(corpus, by_hand)
        print(f"\n{talks} talks")
        print(f"{'':12}{'ours':>10}{'by hand':>10}{'ratio':>8}")
        for step, repeats in REPEATS.items():
            costs: dict[Path, list[Cost]] = {ours: [], by_hand: []}
            for site in (ours, by_hand) * repeats:
                if step == "one edit":
                    edit(site, notes)
                costs[site].append(build(site))
            _print(step, "s", *(min(c.seconds for c in of) for of in costs.values()))
            if step == "cold":
                _print("peak", "MB", *(of[0].megabytes for of in costs.values()))
                counts = (
                    len(list((site / "_build").rglob("*.html")))
                    for site in (ours, by_hand)
                )
                _print("pages", "", *counts)


def measure_identity(talks: int, tags: int) -> None:
    """Print which part of a cold build resolves names."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "ours")
        corpus = events(talks, tags=tags)
        write_ours(corpus, site)
        write_registries(corpus, site)
        whole, names = build(site).seconds, seconds_for_names(corpus, site)
        used = {tag for e in corpus for session in e.sessions for tag in session.tags}
        print(f"\n{talks} talks, {len(used)} tags, all declared")
        print(f"names take {names:.2f} s of {whole:.1f} s: {names / whole:.1%}")


def _print(name: str, unit: str, ours: float, by_hand: float) -> None:
    label = f"{name} {unit}".strip()
    print(f"{label:12}{ours:10.1f}{by_hand:10.1f}{ours / by_hand:8.2f}", flush=True)


def main() -> None:
    """Read the command line."""
    if sys.argv[1:2] == ["filter"]:
        measure_filter(int((*sys.argv, 4000)[2]), build)
        return
    if sys.argv[1:2] == ["import"]:
        measure_import(int((*sys.argv, 2000)[2]))
        return
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog="`filter` measures the form that filters talks, `import` the import of "
        "a programme.",
    )
    parser.add_argument("talks", nargs="*", type=int, default=[1000, 4000])
    for talks in parser.parse_args().talks:
        compare(talks)
    measure_identity(max(parser.parse_args().talks), tags=7000)
    measure_import(2000)


if __name__ == "__main__":
    main()
