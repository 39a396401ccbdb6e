"""How long it takes to filter the index of talks, in the system's Chromium.

A step is timed from a change in the form to the frame that shows its outcome: the
script, the layout and the painting. That is time on a clock: run it on a machine that
has nothing else to do. The first step also folds all texts once.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from corpus import events
from sites import write_ours

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

LIMIT = 100
"""Milliseconds within which an outcome is to be there."""

REPEATS = 5

STEPS = {
    "a letter": ("text", "a"),
    "a word": ("text", "{word}"),
    "no text": ("text", ""),
    "a speaker": ("speaker", "{speaker}"),
    "any speaker": ("speaker", ""),
    "a conference": ("conference", "{conference}"),
    "any conference": ("conference", ""),
    "a year": ("year", "{year}"),
    "any year": ("year", ""),
    "a tag": ("tag", "{tag}"),
    "no tag": ("tag", ""),
}
"""What a reader does, one after the other: a control and what is put into it."""

CHANGE = """
    async ([name, value]) => {
        const controls = document.querySelector(".cr-filter").elements;
        const frame = () =>
            new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
        const boxes = [...document.querySelectorAll(".cr-choices input")];
        const control = name === "tag"
            ? boxes.find((box) => value ? box.value === value : box.checked)
            : controls[name];
        // A reader has the menu open, so that it is filled.
        control.focus();
        await frame();
        const start = performance.now();
        if (name === "tag") control.checked = !control.checked;
        else control.value = value;
        control.dispatchEvent(new Event("input", {bubbles: true}));
        await frame();
        return performance.now() - start;
    }
"""


def measure_filter(talks: int, build: Callable[[Path], object]) -> None:
    """Build the index of *talks* talks, and print what each step takes."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        corpus = events(talks)
        write_ours(corpus, site)
        with (site / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write('html_theme = "furo"\nconfrecap_recap = "excerpt"\n')
        build(site)
        session = corpus[0].sessions[0]
        words = {
            "word": session.title.split()[-1],
            "speaker": session.speakers[0],
            "conference": corpus[0].name,
            "year": corpus[0].day[:4],
            "tag": next(s.tags[0] for s in corpus[0].sessions if s.tags),
        }
        print(f"\nFiltering {talks} talks")
        print(f"{'ms':16}{'median':>8}{'worst':>8}")
        _print(_times(site / "_build", words))


def _times(built: Path, words: dict[str, str]) -> dict[str, list[float]]:
    # The tests' driver; the other benchmarks do without it.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    handler = partial(_Quiet, directory=str(built))
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        path = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/talks/index.html")
        times = _steps(page, words)
        browser.close()
        server.shutdown()
    return times


def _steps(page: Page, words: dict[str, str]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {step: [] for step in STEPS}
    for _ in range(REPEATS):
        for step, (name, value) in STEPS.items():
            given = [name, value.format(**words)]
            times[step].append(page.evaluate(CHANGE, given))
    return times


def _print(times: dict[str, list[float]]) -> None:
    for step, taken in times.items():
        print(f"{step:16}{statistics.median(taken):8.0f}{max(taken):8.0f}")
    medians = map(statistics.median, times.values())
    print(f"slowest step: {max(medians):.0f} ms, to reach: {LIMIT} ms")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Keep the output for the figures."""
