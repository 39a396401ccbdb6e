"""What depends on a theme or a language: colours, and the side where lines begin."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, in_every_theme
from tests.browser.look import too_wide
from tests.browser.sites import EVERYTHING, RECAP, Sites
from tests.browser.window import Scheme, resize, screenshot, settle

pytestmark = pytest.mark.browser

# These are light, whatever the reader's system says. Neither has variables: there,
# our colours come from the text around.
PLAIN = {"sphinx_rtd_theme", "alabaster"}


def colours(page: Page) -> list[list[str]]:
    """Return the colours of the page and of each element of ours."""
    page.wait_for_load_state()
    settle(page)
    found: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll("body, .confrecap [class*=cr-]")]
            .map((one) => getComputedStyle(one))
            .map((style) => [style.color, style.backgroundColor, style.borderColor])"""
    )
    return found


@in_every_theme
@pytest.mark.parametrize("path", [RECAP, "talks/index.html"])
def test_a_page_is_as_dark_as_theme(open_page: OpenPage, theme: str, path: str) -> None:
    light = colours(open_page(path, scheme="light"))
    dark = colours(open_page(path, scheme="dark"))
    if theme in PLAIN:
        assert dark == light
    else:
        same = [pair for pair in zip(light, dark, strict=True) if pair[0] == pair[1]]
        assert same == []


@in_every_theme
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_the_themes(
    open_page: OpenPage, everything: str, theme: str, scheme: Scheme
) -> None:
    page = open_page(everything, scheme=scheme)
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
                muted: at(".cr-talk .cr-facts", "color"),
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


@pytest.fixture
def arabic(sites: Sites, theme: str) -> str:
    """Where the site with each block of ours is served as one in Arabic."""
    options = ("-D", "language=ar", "-D", "html_css_files=mirrored.css")
    return sites.serve(EVERYTHING, theme, *options)


@in_every_theme
def test_arabic_is_mirrored(open_page: OpenPage, arabic: str, theme: str) -> None:
    page = open_page(f"{arabic}index.html")

    def edges(css: str) -> tuple[float, float]:
        """Return where the first such element begins and ends, from the left."""
        box = page.locator(css).first.bounding_box()
        assert box
        return box["x"], box["x"] + box["width"]

    talk, title = edges(".cr-talk"), edges(".cr-talk > .cr-title > a")
    # The rule and the room behind it are on the right.
    assert talk[1] - title[1] == pytest.approx(3 + 1.1 * 16, abs=2)
    assert edges(".cr-conf > .cr-days")[1] < edges(".cr-conf > .cr-name")[0]
    assert edges(".cr-post .cr-by")[1] < edges(".cr-post .cr-face")[0]
    assert edges(".cr-list .cr-marks")[1] < edges(".cr-list .cr-t")[1]
    # No list is indented.
    for row in (".cr-links", ".cr-tags"):
        assert edges(f"{row} > li")[1] == pytest.approx(edges(row)[1], abs=1)
    # English stays English.
    for css in ("time", ".cr-title > a"):
        bidi = page.locator(f".confrecap {css}").first
        assert bidi.evaluate("(e) => getComputedStyle(e).unicodeBidi") == "plaintext"
    for width in (360, 1280):
        resize(page, width)
        settle(page)
        assert too_wide(page) == []
        screenshot(page, theme, f"arabic-{width}", full=True)
    page.goto(f"{arabic}talks/example-days/second.html")
    assert edges(".cr-after")[1] < edges(".cr-before")[0]
