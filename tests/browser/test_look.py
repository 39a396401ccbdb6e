"""What our stylesheet makes of a page: in five themes, mirrored, and on paper."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT, Handler

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STYLESHEET = ROOT / "sphinx_confrecap" / "static" / "confrecap.css"
THEMES = (
    "furo",
    "pydata_sphinx_theme",
    "sphinx_book_theme",
    "sphinx_rtd_theme",
    "alabaster",
)
# Neither has variables: there, our colours come from the text around.
PLAIN = {"sphinx_rtd_theme", "alabaster"}

CONF = """
project = "Look"
extensions = ["myst_parser", "sphinx_confrecap"]
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["confrecap.toctree"]
"""
RECAP = """# Recap

:::{conference} Example Days
:start: 2030-05-02
:series: Days
:location: Example City
:url: https://example.org/days
:tags: One
:::

:::{schedule}
:::

:::::{talk} A talk with everything
:name: first
:kind: keynote
:speakers: Ann Lee (Example), Bo Berg
:start: 2030-05-02 10:00
:duration: 30
:room: Hall
:tags: One, Two
:url: https://example.org/first
:video: https://www.youtube.com/watch?v=abcdefghijk

With [words](https://example.org/words).

::::{tweet} https://x.com/example/status/1069904718103500423
:author: Example Person (@example)
:date: 2018-12-04
:live: click

In short. #example
::::

::::{thread}
https://x.com/example/status/1
https://x.com/example/status/2
::::
:::::

:::{talk} Another talk
:name: second
:speakers: Ann Lee
:start: 2030-05-02 11:00
:tags: Two

Notes.
:::

## Lists

:::{talk-list}
:filter:
:::

:::{talk-list}
:format: cards
:::

:::{talk-list}
:format: table
:::

:::{tag-list}
:::
"""
PAGES = (
    "index",
    "talks/example-days/first",
    "talks/index",
    "speakers/index",
    "speakers/ann-lee",
    "tags/index",
    "tags/two",
    "conferences/index",
)
TARGETS = """() => [...document.querySelectorAll(
        ":is(.confrecap, .cr-talk) :is(a, button, summary, select, input)")]
    // Words in a sentence, and the marks that a theme sets beside a heading.
    .filter((one) => one.checkVisibility() && !one.matches(
        ".headerlink, blockquote a, .cr-notes > p > a"))
    .map((one) => one.type === "checkbox" ? one.parentElement : one)
    .filter((one) => ![...one.getClientRects()].some(
        ({ width, height }) => width >= 24 && height >= 24))
    .map((one) => one.outerHTML)"""


@pytest.fixture(scope="module", params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def served(theme: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp(theme)
    source, out = folder / "source", folder / "html"
    source.mkdir()
    (source / "conf.py").write_text(f"{CONF}html_theme = {theme!r}\n", "utf-8")
    (source / "index.md").write_text(RECAP, "utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", str(source), str(out)]
    subprocess.run(command, check=True)
    handler = partial(Handler, directory=str(out))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=served, viewport={"width": 1280, "height": 900}
    )
    made = context.new_page()
    made.goto("index.html")
    yield made
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_all_that_is_pressed_is_24_pixels_wide_and_high(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    small = []
    for path in PAGES:
        page.goto(f"{path}.html")
        small += page.evaluate(TARGETS)
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_the_themes(page: Page, theme: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    colours = page.evaluate(
        """() => {
            const at = (css, name) =>
                getComputedStyle(document.querySelector(css))[name];
            const probe = (value) => {
                const one = document.createElement("span");
                one.style.color = value;
                document.querySelector(".cr-conf").append(one);
                const { color } = getComputedStyle(one);
                one.remove();
                return color;
            };
            return {
                title: at(".cr-talk > .cr-title > a", "color"),
                around: at(".cr-talk > .cr-title", "color"),
                muted: at(".cr-talk > .cr-facts", "color"),
                person: at(".cr-who a", "color"),
                link: at(".cr-notes > p > a", "color"),
                text: probe(
                    "var(--pst-color-text-base, var(--color-foreground-primary))"),
                grey: probe(
                    "var(--pst-color-text-muted, var(--color-foreground-secondary))"),
            };
        }"""
    )
    assert colours["person"] == colours["link"]
    if theme in PLAIN:
        assert colours["title"] == colours["around"]
        assert colours["muted"].endswith("/ 0.8)")
    else:
        assert colours["title"] == colours["text"]
        assert colours["muted"] == colours["grey"]


def test_what_has_the_focus_is_outlined(page: Page) -> None:
    for css in (".cr-title > a", ".cr-tags a", ".cr-filter select", ".cr-live button"):
        # Only what a key has reached is outlined.
        page.keyboard.press("Tab")
        page.locator(css).first.focus()
        style, width = page.locator(css).first.evaluate(
            "(one) => [getComputedStyle(one).outlineStyle,"
            " parseFloat(getComputedStyle(one).outlineWidth)]"
        )
        assert style == "solid"
        assert width >= 2


def test_from_right_to_left_all_is_mirrored(page: Page) -> None:
    page.evaluate("document.documentElement.dir = 'rtl'")

    def edges(css: str) -> tuple[float, float]:
        box = page.locator(css).first.bounding_box()
        assert box
        return box["x"], box["x"] + box["width"]

    talk, title = edges(".cr-talk"), edges(".cr-talk > .cr-title > a")
    # The rule and the room behind it are on the right.
    assert talk[1] - title[1] == pytest.approx(3 + 1.1 * 16, abs=2)
    assert edges(".cr-conf > .cr-days")[1] < edges(".cr-conf > .cr-name")[0]
    assert edges(".cr-post .cr-by")[1] < edges(".cr-post .cr-face")[0]
    assert edges(".cr-list .cr-marks")[1] < edges(".cr-list .cr-t")[1]
    # English stays English.
    for css in ("time", ".cr-title > a"):
        bidi = page.locator(f".confrecap {css}").first
        assert bidi.evaluate("(e) => getComputedStyle(e).unicodeBidi") == "plaintext"


def test_paper_has_addresses_and_no_furniture(page: Page) -> None:
    page.emulate_media(media="print")
    for furniture in (".cr-filter", ".cr-live"):
        assert not page.locator(furniture).first.is_visible()
    address = "(one) => getComputedStyle(one, '::after').content"
    assert "attr(href)" not in page.locator(".cr-links a").first.evaluate(address)
    for css in (".cr-links a", ".cr-name a", ".cr-when a"):
        assert "https://" in page.locator(css).first.evaluate(address)
    # Where a link within the site leads, paper cannot go.
    assert page.locator(".cr-who a").first.evaluate(address) == "none"
    inside = "(one) => getComputedStyle(one).breakInside"
    for css in (".cr-talk", ".cr-post", ".cr-list > li"):
        assert page.locator(css).first.evaluate(inside) == "avoid-page"
    page.goto("talks/example-days/first.html")
    assert not page.locator(".cr-around").is_visible()
    assert not page.locator(".cr-calls").first.is_visible()
    assert "https://" in page.locator(".cr-play a").first.evaluate(address)
    page.goto("tags/index.html")
    assert not page.locator(".cr-az").is_visible()


def test_nothing_of_ours_moves() -> None:
    moving = re.findall("transition|animation|scroll-behavior", STYLESHEET.read_text())
    assert moving == []


def test_no_landmark_is_there_twice(page: Page) -> None:
    for path in PAGES:
        page.goto(f"{path}.html")
        assert page.get_by_role("main").count() == 1
        names = page.evaluate(
            "[...document.querySelectorAll('.confrecap nav')].map((e) => e.ariaLabel)"
        )
        assert None not in names
        assert len(names) == len(set(names))


def test_the_stylesheet_is_small() -> None:
    assert STYLESHEET.stat().st_size < 12_000
