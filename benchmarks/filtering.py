"""How long it takes to filter the index of talks, in the system's Chromium.

A step goes from a change in the form to the frame with the result. Its cost is the
processor time of the page's main thread; the time on a clock is beside it. The first
step also folds all texts.
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
"""Milliseconds for a step."""

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
"""The steps of a reader: a control and its new value."""

FIND = """
    ([name, value]) => {
        const boxes = [...document.querySelectorAll(".cr-choices input")];
        return name === "tag"
            ? boxes.find((box) => value ? box.value === value : box.checked)
            : document.querySelector(".cr-filter").elements[name];
    }
"""

SETTLE = """
    () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)))
"""

CHANGE = """
    async ([control, value]) => {
        const start = performance.now();
        if (control.type === "checkbox") control.checked = Boolean(value);
        else control.value = value;
        control.dispatchEvent(new Event("input", {bubbles: true}));
        await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
        return performance.now() - start;
    }
"""


def measure_filter(talks: int, build: Callable[[Path], object]) -> None:
    """Build the index of *talks* talks, and print the time of each step."""
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
        print(f"{'ms':16}{'thread':>8}{'clock':>8}")
        _print(_times(site / "_build", words))


Times = dict[str, list[tuple[float, float]]]
"""For each step, the milliseconds of its repeats: thread and clock."""


def _times(built: Path, words: dict[str, str]) -> Times:
    # The other benchmarks do not need it.
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


def _steps(page: Page, words: dict[str, str]) -> Times:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def thread() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        seconds = next(m["value"] for m in metrics if m["name"] == "TaskDuration")
        return 1_000 * float(seconds)

    times: Times = {step: [] for step in STEPS}
    for _ in range(REPEATS):
        for step, (name, template) in STEPS.items():
            value = template.format(**words)
            control = page.evaluate_handle(FIND, [name, value])
            # An open menu is filled.
            control.as_element().focus()
            page.evaluate(SETTLE)
            before = thread()
            clock = page.evaluate(CHANGE, [control, value])
            times[step].append((thread() - before, clock))
    return times


def _print(times: Times) -> None:
    slowest = 0.0
    for step, taken in times.items():
        thread, clock = map(statistics.median, zip(*taken, strict=True))
        print(f"{step:16}{thread:8.0f}{clock:8.0f}")
        slowest = max(slowest, thread)
    print(f"slowest step: {slowest:.0f} ms of the thread, to reach: {LIMIT} ms")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Keep the output for the figures."""
