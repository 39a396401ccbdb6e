"""The tabs of the documentation: MyST or reST, chosen once."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.browser.sites import EXAMPLE, Sites

pytestmark = pytest.mark.browser

DOCS = EXAMPLE.with_name("docs")
CONF = f"""
import sys

sys.path.append({str(DOCS / "_extensions")!r})
extensions = ["myst_parser", "dialects"]
myst_enable_extensions = ["colon_fence"]
html_static_path = [{str(DOCS / "_static")!r}]
suppress_warnings = ["toc.not_included"]
"""
TWINS = """
:::{code-block} md
:caption: MyST

In MyST
:::

:::{code-block} rst
:caption: reST

In reST
Two lines
:::
"""
FILES = {
    "conf.py": CONF,
    "index.md": f"# Home\n{TWINS * 30}",
    "other.md": f"# Other\n{TWINS}",
}


@pytest.fixture(scope="module")
def site(sites: Sites) -> str:
    return sites.serve(sites.write("tabs", FILES), "furo")


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site)
    yield context
    context.close()


def opened(context: BrowserContext, path: str) -> Page:
    page = context.new_page()
    page.goto(path)
    return page


def tab(page: Page, name: str, number: int = 0) -> Locator:
    return page.get_by_role("tab", name=name).nth(number)


def shown(page: Page) -> set[str]:
    """Return the first words of all blocks that a reader sees."""
    return {
        text.partition("\n")[0]
        for text in page.locator("pre:visible").all_inner_texts()
    }


def test_one_choice_is_for_all_and_is_kept(context: BrowserContext) -> None:
    page = opened(context, "index.html")
    assert shown(page) == {"In MyST"}
    tab(page, "reST", 3).click()
    assert shown(page) == {"In reST"}
    page.goto("other.html")
    assert shown(page) == {"In reST"}
    assert shown(opened(context, "index.html")) == {"In reST"}


def test_a_keyboard_chooses(context: BrowserContext) -> None:
    page = opened(context, "other.html")
    tab(page, "MyST").focus()
    for key, words in (
        ("ArrowRight", "reST"),
        ("ArrowRight", "MyST"),
        ("ArrowLeft", "reST"),
        ("Home", "MyST"),
        ("End", "reST"),
    ):
        page.keyboard.press(key)
        assert shown(page) == {f"In {words}"}
        assert page.locator(":focus").inner_text() == words
        assert page.locator(":focus").get_attribute("aria-selected") == "true"
    # The other tab is reached by arrows, not by the key Tab.
    page.keyboard.press("Shift+Tab")
    assert page.locator(":focus").get_attribute("role") != "tab"


def test_the_tab_stays_where_it_was_pressed(context: BrowserContext) -> None:
    last = tab(opened(context, "index.html"), "reST", 29)
    last.scroll_into_view_if_needed()
    before = last.bounding_box()
    last.click()
    after = last.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2


def test_nothing_moves_while_the_page_loads(context: BrowserContext) -> None:
    tab(opened(context, "index.html"), "reST").click()
    page = opened(context, "index.html")
    shift = page.evaluate(
        """() => new Promise((done) => {
            let sum = 0;
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) sum += entry.value;
            }).observe({type: "layout-shift", buffered: true});
            setTimeout(() => done(sum), 200);
        })"""
    )
    assert shift < 0.01


def test_a_link_to_a_hidden_block_shows_it(context: BrowserContext) -> None:
    page = opened(context, "other.html")
    hidden = page.locator(".dialect-rst").get_attribute("id")
    page.goto("index.html")
    page.goto(f"other.html#{hidden}")
    assert shown(page) == {"In reST"}


def test_without_script_and_on_paper_both_are_there(
    context: BrowserContext, browser: Browser, site: str
) -> None:
    page = opened(context, "other.html")
    page.emulate_media(media="print")
    still = browser.new_context(base_url=site, java_script_enabled=False)
    for one in (page, opened(still, "other.html")):
        assert one.locator("pre:visible").count() == 2
        captions = one.locator(".code-block-caption:visible .caption-text")
        assert captions.all_inner_texts() == ["MyST", "reST"]
        assert one.locator(".dialects-tab:visible").count() == 0
    still.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: str, scheme: str) -> None:
    context = browser.new_context(
        base_url=site, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = opened(context, "other.html")
    assert Axe().run(page, {"include": [[".dialects"]]}).response["violations"] == []
    context.close()
