"""The example as a reader has it: built once, served, and opened in a Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "example_project"

# Adds up how far things move while a page loads.
MEASURE_SHIFT = """
    window.layoutShift = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.layoutShift += entry.value;
    }).observe({type: "layout-shift", buffered: true});
"""

# A request to elsewhere fails the test, and gets nowhere. Playwright could stop it
# as well, but then the browser would keep nothing from one page to the next.
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

OpenPage = Callable[..., Page]
"""``open_page(path, width=1280, scheme="light")``"""


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the pages of the example."""
    built = tmp_path_factory.mktemp("example") / "html"
    options = ["-q", "-n", "-W", str(EXAMPLE), str(built)]
    subprocess.run([sys.executable, "-m", "sphinx", *options], check=True)
    return built


def pages_of(example: Path) -> list[str]:
    """Return the paths of all pages, but for those that lead on to another at once.

    A browser leaves them before anything can be asked of them.
    """
    return sorted(
        path.relative_to(example).as_posix()
        for path in example.rglob("*.html")
        if 'http-equiv="refresh"' not in path.read_text("utf-8")
    )


class Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """Serve a file; browsers ask for an icon that no page names."""
        if self.path == "/favicon.ico":
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *args: object) -> None:
        """Keep the output of the tests for the tests."""


@pytest.fixture(scope="session")
def address(example: Path) -> Iterator[str]:
    """Where the example is served, with a slash at its end."""
    handler = partial(Handler, directory=str(example))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM_PATH")
    if not path:
        pytest.skip("CHROMIUM_PATH names no browser; `make browser` finds one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[NO_NETWORK])
        yield browser
        browser.close()


@pytest.fixture
def problems() -> Iterator[list[str]]:
    """What no page may do: the test fails at its end if one did."""
    problems: list[str] = []
    yield problems
    assert problems == []


@pytest.fixture
def open_page(
    browser: Browser, address: str, problems: list[str]
) -> Iterator[OpenPage]:
    """Return a function that opens a page of the example in a window of its own."""
    contexts = []

    def open_page(path: str, width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            base_url=address,
        )
        contexts.append(context)
        context.add_init_script(MEASURE_SHIFT)
        page = context.new_page()

        def note(text: str) -> None:
            problems.append(f"{page.url} at {width} px: {text}")

        def note_request(request: Request) -> None:
            if not request.url.startswith(address):
                note(f"asks for {request.url}")

        page.on("request", note_request)
        page.on("console", lambda m: note(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: note(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
