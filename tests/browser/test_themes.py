"""What a theme decides, or a reader: dark or light, right to left, and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import (
    KINDS,
    RECORDED,
    TALK,
    OpenPage,
    in_every_theme,
    screenshot,
    scrolls_sideways,
    settle,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

RECAP = "recaps/devopscon-2018-munich.html"
# These are light, whatever the reader's system says.
LIGHT = {"sphinx_rtd_theme", "alabaster"}


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
def test_a_page_is_dark_where_its_theme_is(
    open_page: OpenPage, theme: str, path: str
) -> None:
    light = colours(open_page(path, scheme="light"))
    dark = colours(open_page(path, scheme="dark"))
    if theme in LIGHT:
        assert dark == light
    else:
        same = [pair for pair in zip(light, dark, strict=True) if pair[0] == pair[1]]
        assert same == []


@in_every_theme
@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_is_mirrored_where_lines_run_from_right_to_left(
    open_page: OpenPage, problems: list[str], theme: str, width: int
) -> None:
    page = open_page("index.html", width)
    for path in KINDS:
        page.goto(path)
        page.evaluate("document.documentElement.dir = 'rtl'")
        settle(page)
        if wide := scrolls_sideways(page):
            problems.append(f"{path} at {width} px: {wide} is too wide")
    page.goto(RECAP)
    page.evaluate("document.documentElement.dir = 'rtl'")
    rule = page.locator(".cr-talk").first.evaluate(
        "(talk) => [getComputedStyle(talk).borderLeftWidth,"
        " getComputedStyle(talk).borderRightWidth]"
    )
    assert rule == ["0px", "3px"]
    screenshot(page, theme, f"rtl-recap-{width}")
    page.goto(TALK)
    page.evaluate("document.documentElement.dir = 'rtl'")
    # The last item of a list starts at its right edge, and no list is indented.
    for row in (".cr-links", ".cr-tags"):
        list_ = page.locator(row).first.bounding_box()
        first = page.locator(f"{row} > li").first.bounding_box()
        assert list_
        assert first
        ends = first["x"] + first["width"], list_["x"] + list_["width"]
        assert ends[0] == pytest.approx(ends[1], abs=1)
    if width == 1280:
        before = page.locator(".cr-before").bounding_box()
        after = page.locator(".cr-after").bounding_box()
        assert before
        assert after
        assert before["x"] > after["x"]


@in_every_theme
def test_paper_has_addresses_and_nothing_to_press(
    open_page: OpenPage, problems: list[str], theme: str
) -> None:
    page = open_page("index.html")
    page.emulate_media(media="print")
    for path in KINDS:
        page.goto(path)
        shown = page.locator(
            ":is(.cr-filter, .cr-live, .cr-calls, .confrecap nav):visible"
        ).evaluate_all("all => all.map((one) => one.className)")
        problems += [f"{path}: {one} is printed" for one in shown]
        # A link that leads to another site, and says so in words of ours.
        silent = page.locator(
            ":is(.cr-links, .cr-play, .cr-conf > .cr-name, .cr-when) a.external:visible"
        ).evaluate_all(
            """all => all.filter((one) => !getComputedStyle(one, "::after").content
                .includes("attr(href)") && !getComputedStyle(one, "::after").content
                .includes(one.getAttribute("href"))
            ).map((one) => one.outerHTML.slice(0, 120))"""
        )
        problems += [f"{path}: no address at {one}" for one in silent]
        torn = page.locator(".cr-talk, .cr-post, .cr-list > li").evaluate_all(
            """all => all.filter((one) => !getComputedStyle(one).breakInside
                .startsWith("avoid")).map((one) => one.className)"""
        )
        problems += [f"{path}: {one} may be cut in two" for one in set(torn)]
        if path in (RECAP, RECORDED):
            name = path.removesuffix(".html").replace("/", "-")
            screenshot(page, theme, f"print-{name}")
