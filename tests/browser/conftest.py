"""Sites as a reader has them: built once in a theme, served, and in a Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "example_project"
CONTROL = Path(__file__).parent / "control"
"""A site with nothing of ours. What is wrong there is a theme's fault."""
EVERYTHING = Path(__file__).parent / "everything"
"""A site with each block of ours on its first page."""
SCREENSHOTS = ROOT / "_build" / "screenshots"
"""Each theme has a folder here. The pictures are for people: no test reads them."""

THEMES = (
    "furo",
    "pydata_sphinx_theme",
    "sphinx_book_theme",
    "sphinx_rtd_theme",
    "alabaster",
)
# Tests in one theme run in one process, which builds the theme's sites.
in_every_theme = pytest.mark.parametrize(
    "theme",
    [pytest.param(theme, marks=pytest.mark.xdist_group(theme)) for theme in THEMES],
)

TALK = "talks/devopscon-2018-munich/kubernetes-at-scale.html"
RECORDED = "talks/platform-day-2019/five-minutes-each.html"
# Of these pages each looks unlike the others; the rest differ in words alone.
KINDS = (
    "index.html",
    "guide/incidents.html",
    "reference/tooling.html",
    "recaps/index.html",
    "recaps/devopscon-2018-munich.html",
    "recaps/platform-day-2019.html",
    "conferences/index.html",
    "talks/index.html",
    "speakers/index.html",
    "tags/index.html",
    TALK,
    RECORDED,
    "speakers/oleg-chunikhin.html",
    "tags/kubernetes.html",
)

# Adds up how far things move while a page loads. What moves within half a second of
# a click is what the reader asked for.
MEASURE_SHIFT = """
    window.layoutShift = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
            if (!entry.hadRecentInput) layoutShift += entry.value;
    }).observe({type: "layout-shift", buffered: true});
"""

# A request to elsewhere fails the test, and gets nowhere. Playwright could stop it
# as well, but then the browser would keep nothing from one page to the next.
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

OpenPage = Callable[..., Page]
"""``open_page(path, width=1280, scheme="light", **context)``"""


class Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, policy: str, directory: str) -> None:
        self._policy = policy
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Serve a file; browsers ask for an icon that no page names."""
        if self.path == "/favicon.ico":
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        if self._policy:
            self.send_header("Content-Security-Policy", self._policy)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Keep the output of the tests for the tests."""


@contextmanager
def served(folder: Path, policy: str = "") -> Iterator[str]:
    """Serve *folder*, and give its address with a slash at the end."""
    handler = partial(Handler, policy=policy, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Sites:
    """Builds each site once in a theme, and serves it until the tests end."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._built: dict[tuple[object, ...], Path] = {}
        self._addresses: dict[tuple[Path, str], str] = {}

    def build(self, source: Path, theme: str, *options: str) -> Path:
        """Return the folder with the pages of the project in *source*.

        *options* are further ones of ``sphinx-build``.
        """
        site = (source, theme, *options)
        if site not in self._built:
            built = self._folder / f"{len(self._built)}-{theme}"
            command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W"]
            # PyData and Book complain on the console if nobody says the mode.
            command += ["-D", f"html_theme={theme}", "-A", "default_mode=auto"]
            subprocess.run([*command, *options, str(source), str(built)], check=True)
            self._built[site] = built
        return self._built[site]

    def serve(self, source: Path, theme: str, *options: str, policy: str = "") -> str:
        """Return the address of the project in *source*, with a slash at its end."""
        built = self.build(source, theme, *options)
        if (built, policy) not in self._addresses:
            address = self._stack.enter_context(served(built, policy))
            self._addresses[built, policy] = address
        return self._addresses[built, policy]


def write_project(folder: Path, files: dict[str, str]) -> Path:
    """Write a project's *files* to *folder*, and return it."""
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    with ExitStack() as stack:
        yield Sites(tmp_path_factory.mktemp("sites"), stack)


@pytest.fixture
def theme() -> str:
    """The theme of what a test looks at; ``in_every_theme`` gives others."""
    return "furo"


@pytest.fixture
def example(sites: Sites, theme: str) -> Path:
    """The folder with the pages of the example."""
    return sites.build(EXAMPLE, theme)


@pytest.fixture
def address(sites: Sites, theme: str) -> str:
    """Where the example is served, with a slash at its end."""
    return sites.serve(EXAMPLE, theme)


@pytest.fixture
def everything(sites: Sites, theme: str) -> str:
    """Where the site with each block of ours is served, with a slash at its end."""
    return sites.serve(EVERYTHING, theme)


def pages_of(example: Path) -> list[str]:
    """Return the paths of all pages, but for those that lead on to another at once.

    A browser leaves them before anything can be asked of them.
    """
    return sorted(
        path.relative_to(example).as_posix()
        for path in example.rglob("*.html")
        if 'http-equiv="refresh"' not in path.read_text("utf-8")
    )


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

    def open_page(
        path: str, width: int = 1280, scheme: str = "light", **options: str
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            **{"base_url": address, **options},  # type: ignore[arg-type]
        )
        contexts.append(context)
        context.add_init_script(MEASURE_SHIFT)
        page = context.new_page()

        def note(text: str) -> None:
            problems.append(f"{page.url} at {width} px: {text}")

        def note_request(request: Request) -> None:
            if not request.url.startswith(("http://127.0.0.1:", "data:")):
                note(f"asks for {request.url}")

        page.on("request", note_request)
        page.on(
            "console",
            lambda m: note(f"{m.text} {m.location}") if m.type == "error" else None,
        )
        page.on("pageerror", lambda error: note(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def settle(page: Page) -> None:
    """Wait until what the last step has caused is painted, and at rest."""
    page.evaluate(
        """async () => {
            await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
            const running = document.getAnimations().map((one) => one.finished);
            await Promise.allSettled(running);
        }"""
    )


def screenshot(page: Page, theme: str, name: str, *, full: bool = False) -> None:
    """Keep a picture of *page*, beside those of the same *theme*."""
    page.screenshot(path=SCREENSHOTS / theme / f"{name}.png", full_page=full)


def scrolls_sideways(page: Page) -> str:
    """Return what scrolls sideways because of us, or nothing.

    That may be the page, or a box that the theme puts around something of ours. The
    page may also scroll without us, where a theme lets a table of an author do it.
    """
    return str(
        page.evaluate(
            """() => {
                const root = document.documentElement;
                const wide = (box) => box.scrollWidth > box.clientWidth;
                const scrolls = (box) =>
                    ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
                const ours = [...document.querySelectorAll(".confrecap, .cr-table")];
                const width = root.scrollWidth;
                for (const one of ours)
                    for (let box = one; box !== root; box = box.parentElement)
                        if (scrolls(box) && wide(box)) return box.className;
                if (!wide(root)) return "";
                const displays = ours.map((one) => one.style.display);
                ours.forEach((one) => { one.style.display = "none"; });
                const without = root.scrollWidth;
                ours.forEach((one, i) => { one.style.display = displays[i]; });
                return width > without ? "the page" : "";
            }"""
        )
    )
