"""Every page of the example, on a phone and on a desk, by day and by night."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import (
    KINDS,
    TALK,
    OpenPage,
    in_every_theme,
    pages_of,
    screenshot,
    scrolls_sideways,
    settle,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HIDE_OURS = """
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".confrecap { display: none !important; }");
    document.adoptedStyleSheets = [sheet];
"""


@in_every_theme
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_shifts_scrolls_sideways_or_skips_a_heading(
    example: Path, open_page: OpenPage, problems: list[str], theme: str, width: int
) -> None:
    paths = pages_of(example)
    assert set(paths) >= set(KINDS)
    page = open_page("index.html", width)
    without_us = open_page("index.html", width)
    without_us.add_init_script(HIDE_OURS)
    # What differs in words alone is looked at in one theme.
    for path in paths if theme == "furo" else KINDS:
        page.goto(path)
        settle(page)
        shift = page.evaluate("layoutShift")
        if shift >= 0.02 and not any(shifts(without_us, path) for _ in range(5)):
            problems.append(f"{path} at {width} px shifts by {shift:.3f}")
        if skipped := skipped_headings(page):
            problems.append(f"{path} skips a level at {skipped}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            settle(page)
            if path in KINDS:
                name = path.removesuffix(".html").replace("/", "-")
                screenshot(page, theme, f"{name}-{width}-{scheme}", full=True)
            if wide := scrolls_sideways(page):
                problems.append(f"{path} at {width} px, {scheme}: {wide} is too wide")
        page.emulate_media(color_scheme="light")


def shifts(page: Page, path: str) -> bool:
    """Tell whether a page shifts without us.

    The script of a theme may wrap an author's table before the first paint, or after.
    """
    page.goto(path)
    settle(page)
    return bool(page.evaluate("layoutShift >= 0.02"))


def skipped_headings(page: Page) -> list[str]:
    """Return the headings that stand more than a level below the one before."""
    headings: list[list[str]] = page.eval_on_selector_all(
        "[role=main] :is(h1, h2, h3, h4, h5, h6)",
        "all => all.map(h => [h.tagName, h.textContent])",
    )
    skipped, before = [], 0
    for tag, text in headings:
        level = int(tag[1])
        if level > before + 1:
            skipped.append(text)
        before = level
    return skipped


def test_a_talk_page_has_its_parts_in_order(open_page: OpenPage) -> None:
    page = open_page(TALK)
    starts = page.eval_on_selector_all(
        "[role=main] :is(h1, .cr-kicker, .cr-who, .cr-links, .cr-notes, .cr-tags,"
        " .cr-before, .cr-after, #confrecap-related > h2)",
        "all => all.map(part => part.textContent.trim().replace(/\\s+/g, ' '))",
    )
    expected = [
        "Running Kubernetes in Production at Scale",
        "DevOpsCon 2018 Munich · Tuesday, 4 December 2018",
        "Oleg Chunikhin (Kublr)",
        "Programme Kublr How Kublr works",
        "A technical tour of Kublr",
        "Kubernetes 6 Prometheus 1",
        "From the recap DevOpsCon 2018, Munich",
        "Before Staying Alive",
        "After Continuous Delivery",
        "Related talks",
    ]
    assert [start[: len(e)] for start, e in zip(starts, expected, strict=True)] == (
        expected
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_links_lead_from_the_home_page_to_a_talk_and_on(
    open_page: OpenPage, width: int
) -> None:
    page = open_page("index.html", width)
    article = page.locator("article")
    article.get_by_role("link", name="Running Kubernetes in Production").first.click()
    talk = page.url
    assert talk.endswith(TALK)

    article.get_by_role("link", name="Oleg Chunikhin").click()
    assert page.url.endswith("speakers/oleg-chunikhin.html")
    article.get_by_role("link", name="Running Kubernetes in Production").click()
    assert page.url == talk

    article.locator(".cr-tags").get_by_role("link", name="Prometheus").click()
    assert page.url.endswith("tags/prometheus.html")
    page.go_back()

    article.get_by_role("link", name="DevOpsCon 2018, Munich").click()
    assert "recaps/devopscon-2018-munich.html#" in page.url
    title = page.locator(".cr-talk:target > .cr-title")
    assert title.inner_text().startswith("Running Kubernetes in Production")
    # Below the header that stays in place on a phone. The theme scrolls smoothly.
    title.evaluate(
        """async (title) => {
            const header = document.querySelector(".mobile-header").offsetHeight;
            const top = () => title.getBoundingClientRect().top;
            while (top() < header || top() > 400)
                await new Promise((go) => setTimeout(go, 50));
        }"""
    )


def search(page: Page, words: str) -> list[tuple[str, str | None]]:
    """Return the page and the sort of each result."""
    page.goto(f"search.html?q={words}")
    page.locator(".search-summary", has_text="found").wait_for()
    return [
        (
            str(item.locator("a").get_attribute("href")).partition("#")[0],
            item.get_attribute("class"),
        )
        for item in page.locator("#search-results li").all()
    ]


def test_search_finds_the_notes_of_a_talk_once(open_page: OpenPage) -> None:
    # The word stands in the notes of one talk, so on its page and on the recap.
    assert search(open_page("search.html"), "trenches") == [
        ("talks/devopscon-2018-munich/release-orchestration.html", "kind-text")
    ]


def test_search_finds_talks_speakers_conferences_and_tags(open_page: OpenPage) -> None:
    page = open_page("search.html")
    for words, path in {
        "Staying Alive": "talks/devopscon-2018-munich/staying-alive.html",
        "Oleg Chunikhin": "speakers/oleg-chunikhin.html",
        "Orchestrate 2017": "recaps/orchestrate-2017.html",
        "Service Mesh": "tags/service-mesh.html",
    }.items():
        assert (path, "kind-object") in search(page, words)


def test_the_old_address_of_a_tag_leads_to_the_tag(open_page: OpenPage) -> None:
    page = open_page("tags/k8s.html")
    page.wait_for_url("**/tags/kubernetes.html")
