"""The schedule of the example: a grid on a desk, a list on a phone."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Locator, Page

from sphinx_confrecap.sphinx.i18n import format_hours, format_weekday
from tests.browser.conftest import OpenPage, in_every_look, in_every_theme
from tests.browser.sites import SCHEDULED
from tests.browser.window import Scheme, fits, folded, screenshot

pytestmark = pytest.mark.browser

DAY = folded(format_weekday(date(2019, 2, 21), "en"))


def hours(hour: int, minute: int, duration: int | None = None) -> str:
    """Return when a talk is, as the language has it."""
    start = datetime(2019, 2, 21, hour, minute, tzinfo=UTC)
    return folded(format_hours(start, duration, "en"))


def schedule(page: Page) -> Locator:
    return page.get_by_role("table", name=DAY)


@in_every_look
def test_all_of_it_is_in_the_window(
    open_page: OpenPage, theme: str, width: int, scheme: Scheme
) -> None:
    page = open_page(SCHEDULED, width, scheme)
    table = page.locator("table.cr-schedule")
    assert fits(page, table)
    table.scroll_into_view_if_needed()
    screenshot(page, theme, f"schedule-{width}-{scheme}")


@in_every_theme
def test_on_a_desk_it_is_a_table_with_headers(open_page: OpenPage) -> None:
    table = schedule(open_page(SCHEDULED))
    headers = table.get_by_role("columnheader").all_inner_texts()
    assert headers == ["Time", "Reading room", "Cellar"]
    starts = table.get_by_role("rowheader").all_inner_texts()
    times = [hours(13, 0), hours(13, 30), hours(15, 0), hours(15, 30)]
    assert [folded(one) for one in starts] == times
    coffee = table.get_by_role("cell", name="Coffee").bounding_box()
    column = table.get_by_role("columnheader", name="Reading room").bounding_box()
    assert coffee
    assert column
    assert coffee["width"] > column["width"] * 1.5
    assert not table.locator(".cr-room").first.is_visible()


@in_every_theme
def test_on_a_phone_it_is_read_in_the_order_of_time(open_page: OpenPage) -> None:
    table = open_page(SCHEDULED, 360).locator("table.cr-schedule")
    # Some themes put a sign with a link beside the caption.
    table.locator(".headerlink").evaluate_all("all => all.map((one) => one.remove())")
    lines = [folded(line) for line in table.inner_text().splitlines()]
    assert [line for line in lines if line] == [
        f"{DAY} (CET)",
        hours(13, 0),
        f"Coffee · {hours(13, 0, 30)}",
        hours(13, 30),
        "What broke in 2018",
        f"Example Person · {hours(13, 30, 60)} · notes · Reading room",
        "Bring your own dashboard WORKSHOP",
        f"{hours(13, 30, 90)} · Cellar",
        hours(15, 0),
        "Five minutes each LIGHTNING TALK",
        f"moderated by Sam Sample · {hours(15, 0, 30)} · notes · Reading room",
        hours(15, 30),
        "Cake",
    ]


@in_every_theme
def test_a_keyboard_goes_through_the_talks_in_order(open_page: OpenPage) -> None:
    page = open_page(SCHEDULED)
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
