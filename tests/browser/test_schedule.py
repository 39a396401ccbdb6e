"""The schedule of the example: a grid on a desk, a list on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import OpenPage, in_every_theme, screenshot

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

RECAP = "recaps/platform-day-2019.html"


def schedule(page: Page) -> Locator:
    return page.get_by_role("table", name="Thursday, 21 February 2019")


@in_every_theme
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_all_of_it_is_in_the_window(
    open_page: OpenPage, theme: str, width: int, scheme: str
) -> None:
    page = open_page(RECAP, width, scheme)
    table = page.locator("table.cr-schedule")
    box = table.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    table.scroll_into_view_if_needed()
    screenshot(page, theme, f"schedule-{width}-{scheme}")


@in_every_theme
def test_on_a_desk_it_is_a_table_with_headers(open_page: OpenPage) -> None:
    table = schedule(open_page(RECAP))
    headers = table.get_by_role("columnheader").all_inner_texts()
    assert headers == ["Time", "Reading room", "Cellar"]
    assert table.get_by_role("rowheader").all_inner_texts() == ["13:30", "15:00"]
    assert not table.locator(".cr-room").first.is_visible()


@in_every_theme
def test_on_a_phone_it_is_read_in_the_order_of_time(open_page: OpenPage) -> None:
    table = open_page(RECAP, 360).locator("table.cr-schedule")
    # Some themes put a sign with a link beside the caption.
    table.locator(".headerlink").evaluate_all("all => all.map((one) => one.remove())")
    lines = [line for line in table.inner_text().splitlines() if line.strip()]
    assert lines == [
        "Thursday, 21 February 2019 (CET)",
        "13:30",
        "What broke in 2018",
        "Example Person · 13:30–14:30 · notes · Reading room",
        "Bring your own dashboard WORKSHOP",
        "13:30–15:00 · Cellar",
        "15:00",
        "Five minutes each LIGHTNING TALK",
        "15:00–15:30 · notes · Reading room",
    ]


@in_every_theme
def test_a_keyboard_goes_through_the_talks_in_order(open_page: OpenPage) -> None:
    page = open_page(RECAP)
    links = page.locator("table.cr-schedule td a")
    links.first.focus()
    seen = []
    for _link in links.all():
        seen.append(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Tab")
    assert seen == [
        "What broke in 2018",
        "Bring your own dashboard",
        "Five minutes each",
    ]
