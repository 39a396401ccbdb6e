"""A page in a Chromium that stays open, and what it does that no page may do."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

SCREENSHOTS = Path(__file__).parents[2] / "_build" / "screenshots"
"""Each theme has a folder here. The pictures are for people: no test reads them."""

# A request to elsewhere fails the test, and gets nowhere. Playwright could stop it
# as well, but then the browser would keep nothing from one page to the next.
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

Scheme = Literal["light", "dark"]

# Each page notes this of itself:
# - How far things move while it loads. What moves within half a second of a click is
#   what the reader asked for.
# - Which parts of its own text move. A theme's header moves by itself.
# - What a policy forbids, and whether it was wanted by something of ours. Notes are
#   their author's, who may write an image with a style.
WATCH = """
    window.layoutShift = 0;
    window.moved = [];
    window.violations = [];
    new PerformanceObserver((list) => {
        for (const {hadRecentInput, sources, value} of list.getEntries()) {
            if (!hadRecentInput) layoutShift += value;
            for (const {node} of sources)
                if (node?.parentElement?.closest("[role=main], main"))
                    moved.push(node.parentElement.outerHTML);
        }
    }).observe({type: "layout-shift", buffered: true});
    document.addEventListener("securitypolicyviolation", (event) => {
        const part = event.target.closest?.(".confrecap, .cr-notes");
        const ours = part?.matches(".confrecap") || /confrecap/.test(event.sourceFile);
        if (ours) violations.push(`${event.violatedDirective} ${event.sourceFile}`);
    });
"""


class Window:
    """A window with one page, which test after test takes to another address.

    To open another costs as much as all that most tests do in it.
    """

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.problems: list[str] = []
        self._context = browser.new_context(**options)
        self._context.add_init_script(WATCH)
        self.page = self._context.new_page()
        self.page.on("request", self._note_request)
        self.page.on("pageerror", lambda error: self.problems.append(f"throws {error}"))
        self.page.on("console", self._note_message)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"says {message.text} {message.location}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "about:")):
            self.problems.append(f"asks for {request.url}")

    def clear(self) -> None:
        """Leave nothing of the last test."""
        for other in self._context.pages:
            if other != self.page:
                other.close()
        self._context.unroute_all()
        self.page.unroute_all()
        self.page.goto("about:blank")
        self.page.emulate_media(media="null", reduced_motion="null")
        resize(self.page)
        self.problems.clear()


def resize(page: Page, width: int = 1280, scheme: Scheme = "light") -> None:
    """Make the window so wide, and its system light or dark."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


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


def fits(page: Page, part: Locator) -> bool:
    """Tell whether a part of *page* is in the window from left to right."""
    box = part.bounding_box()
    assert box
    assert page.viewport_size
    return box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


def folded(text: str) -> str:
    """Return a text in one line, with plain spaces alone.

    Where a date has a space, each version of Babel has another kind of it.
    """
    return " ".join(text.split())
