"""The example as a reader goes through it: a talk, the links, and search."""

from datetime import date

import pytest
from playwright.sync_api import Page

from sphinx_confrecap.sphinx.i18n import format_weekday
from tests.browser.conftest import OpenPage
from tests.browser.sites import RECAP, TALK
from tests.browser.window import folded

pytestmark = pytest.mark.browser


def test_a_talk_page_has_its_parts_in_order(open_page: OpenPage) -> None:
    page = open_page(TALK)
    starts = page.eval_on_selector_all(
        "[role=main] :is(h1, .cr-kicker, .cr-who, .cr-links, .cr-notes, .cr-tags,"
        " .cr-before, .cr-after, #confrecap-related > h2)",
        "all => all.map(part => part.textContent)",
    )
    day = format_weekday(date(2018, 12, 4), "en")
    expected = [
        "Running Kubernetes in Production at Scale",
        f"DevOpsCon 2018 Munich · {folded(day)}",
        "Oleg Chunikhin (Kublr)",
        "Programme Kublr How Kublr works",
        "A technical tour of Kublr",
        "Kubernetes 6 Prometheus 1",
        "Also on the page DevOpsCon 2018, Munich",
        "Before Staying Alive",
        "After Continuous Delivery",
        "Related talks",
    ]
    pairs = zip(map(folded, starts), expected, strict=True)
    assert [start[: len(part)] for start, part in pairs] == expected


@pytest.mark.parametrize("width", [360, 1280])
def test_links_lead_from_home_to_a_talk_and_on(open_page: OpenPage, width: int) -> None:
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
    assert f"{RECAP}#" in page.url
    title = page.locator(".cr-talk:target > .cr-title")
    assert title.inner_text().startswith("Running Kubernetes in Production")
    # Not below the header that stays in place on a phone. The theme scrolls smoothly.
    page.wait_for_function(
        """(title) => {
            const {x, y} = title.getBoundingClientRect();
            return title.contains(document.elementFromPoint(x + 5, y + 5));
        }""",
        arg=title.element_handle(),
    )


def search(page: Page, words: str) -> list[tuple[str, str | None]]:
    """Return the page and the sort of each result."""
    page.goto(f"{page.url.partition('?')[0]}?q={words}")
    # At its end, the search says how many there are.
    page.locator(".search-summary:not(:empty)").wait_for()
    return [
        (
            str(item.locator("a").get_attribute("href")).partition("#")[0],
            item.get_attribute("class"),
        )
        for item in page.locator("#search-results li").all()
    ]


def test_search_finds_the_notes_of_a_talk_once(open_page: OpenPage) -> None:
    # The word is in the notes of one talk, so on its page and on the recap.
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
    open_page("tags/k8s.html").wait_for_url("**/tags/kubernetes.html")
