"""Posts of the example: they ask nobody, stay where they are, and need no policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import EXAMPLE, OpenPage, Sites, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

RECAP = "recaps/devopscon-2018-munich.html"
THREAD = "recaps/orchestrate-2017.html"

# Notes what the policy forbids, and whether it was wanted by something of ours. Notes
# are their author's, who may write an image with a style.
NOTE_VIOLATIONS = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
        const part = event.target.closest?.(".confrecap, .cr-notes");
        const ours = part?.matches(".confrecap") ?? false;
        violations.push([ours, event.violatedDirective, event.sourceFile]);
    });
"""


# Notes which parts of the page's own text move. The theme's header moves by itself.
NOTE_SHIFTS = """
    window.moved = [];
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries())
            for (const {node} of shift.sources)
                if (node?.parentElement?.closest("article"))
                    moved.push(node.parentElement.outerHTML);
    }).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def strict(sites: Sites, theme: str) -> str:
    """Where the example is served under a policy."""
    return sites.serve(EXAMPLE, theme, policy="default-src 'self'")


@pytest.fixture
def under_policy(browser: Browser, strict: str) -> Iterator[Page]:
    context = browser.new_context(base_url=strict)
    context.add_init_script(NOTE_VIOLATIONS)
    yield context.new_page()
    context.close()


def test_nothing_of_ours_breaks_a_strict_policy(
    example: Path, under_policy: Page
) -> None:
    """Furo has scripts and styles in its pages, and they are told apart from ours."""
    for path in pages_of(example):
        under_policy.goto(path)
        found: list[list[Any]] = under_policy.evaluate("violations")
        ours = [v for v in found if v[0] or "confrecap" in str(v[2])]
        assert ours == [], path
        styled = under_policy.locator(".cr-post [style], .cr-post style").count()
        assert styled == 0, path


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [RECAP, THREAD])
def test_pages_with_posts_do_not_shift_at_all(
    open_page: OpenPage, path: str, width: int
) -> None:
    page = open_page(path, width)
    page.add_init_script(NOTE_SHIFTS)
    page.reload()
    for post in page.locator(".cr-post").all():
        post.scroll_into_view_if_needed()
    page.wait_for_function(
        """() => [...document.querySelectorAll(".cr-post img")]
            .filter((image) => image.checkVisibility())
            .every((image) => image.complete && image.naturalWidth)"""
    )
    assert page.evaluate("moved") == []


def test_posts_of_a_thread_are_as_wide_as_others(open_page: OpenPage) -> None:
    widths = set()
    for path in (RECAP, THREAD):
        posts = open_page(path, 1280).locator(".cr-post:not(.cr-post .cr-post)").all()
        widths |= {box["width"] for post in posts if (box := post.bounding_box())}
    assert len(widths) == 1


def test_a_tall_image_does_not_take_the_page(open_page: OpenPage) -> None:
    page = open_page(RECAP, 1280)
    image = page.locator(".cr-media > img").first
    image.evaluate("(image) => { image.width = 300; image.height = 900; }")
    image.evaluate("(image) => image.style.aspectRatio = '300 / 900'")
    box = image.bounding_box()
    assert box
    assert box["height"] < 450


def button(page: Page) -> Any:
    return page.get_by_role("button", name="Load the post from embed.bsky.app")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_button_loads_the_post_once_it_is_pressed(
    browser: Browser, address: str, key: str
) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<p>The post</p>")

    page.route(lambda url: not url.startswith(address), answer)
    page.goto(RECAP)
    assert asked == []
    height = page.evaluate("document.documentElement.scrollHeight")
    button(page).focus()
    page.keyboard.press(key)
    frame = page.frame_locator(".cr-loaded iframe")
    frame.get_by_text("The post").wait_for()
    assert [url.split("/")[2] for url in asked] == ["embed.bsky.app"]
    assert button(page).count() == 0
    assert abs(page.evaluate("document.documentElement.scrollHeight") - height) < 20
    context.close()


WIDGETS = """
    window.twttr = {
        ready: (go) => go(),
        widgets: {
            createTweet: async (id, place, options) => {
                place.append(`Post ${id}, do not track: ${options.dnt}`);
                return place;
            },
        },
    };
"""


@pytest.fixture
def on_x(browser: Browser, address: str) -> Iterator[Page]:
    """The page of a post that is on X instead of Bluesky."""
    context = browser.new_context(base_url=address)
    page = context.new_page()

    def as_if_on_x(route: Route) -> None:
        answer = route.fetch()
        embed = re.search(r'data-embed="[^"]+" data-platform="bluesky"', answer.text())
        assert embed
        new = 'data-embed="20" data-platform="x"'
        route.fulfill(response=answer, body=answer.text().replace(embed[0], new))

    page.route(f"{address}{RECAP}", as_if_on_x)
    yield page
    context.close()


def press_with(page: Page, widgets: str) -> None:
    """Press the button, where *widgets* is the script of the platform."""
    page.route(
        "https://platform.twitter.com/widgets.js",
        lambda route: route.fulfill(body=widgets, content_type="text/javascript"),
    )
    page.goto(RECAP)
    button(page).click()


def test_a_post_on_x_is_drawn_by_its_script_which_is_asked_not_to_track(
    on_x: Page,
) -> None:
    press_with(on_x, WIDGETS)
    on_x.get_by_text("Post 20, do not track: true").wait_for()
    assert on_x.locator('script[data-dnt="true"]').count() == 1


@pytest.mark.parametrize(
    "widgets",
    [
        pytest.param("", id="emptied by a blocker"),
        pytest.param(WIDGETS.replace("return place", "throw id"), id="failing"),
        pytest.param(WIDGETS.replace("return place", "return"), id="without the post"),
    ],
)
def test_where_the_script_draws_nothing_the_post_stays(
    on_x: Page, widgets: str
) -> None:
    press_with(on_x, widgets)
    on_x.locator(".cr-live a", has_text="Load the post").wait_for()
    assert "Six years later" in on_x.locator("article").inner_text()


def test_where_the_policy_forbids_it_the_post_stays(under_policy: Page) -> None:
    under_policy.goto(RECAP)
    button(under_policy).click()
    under_policy.locator(".cr-live a", has_text="Load the post").wait_for()
    assert "Six years later" in under_policy.locator("article").inner_text()


def test_without_script_the_link_stays(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(RECAP)
    link = page.get_by_role("link", name="Load the post from embed.bsky.app")
    assert str(link.get_attribute("href")).startswith("https://bsky.app/profile/")
    context.close()
