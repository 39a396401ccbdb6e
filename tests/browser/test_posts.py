"""Posts of the example: they ask no other host, do not move, and need no policy."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route

from tests.browser.conftest import OpenPage
from tests.browser.sites import EXAMPLE, RECAP, STRICT, THREAD, Sites

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_with_posts_do_not_shift_at_all(open_page: OpenPage, width: int) -> None:
    for path in (RECAP, THREAD):
        page = open_page(path, width)
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
        posts = open_page(path).locator(".cr-post:not(.cr-post .cr-post)").all()
        widths |= {box["width"] for post in posts if (box := post.bounding_box())}
    assert len(widths) == 1


def test_a_tall_image_does_not_take_the_page(open_page: OpenPage) -> None:
    image = open_page(RECAP).locator(".cr-media > img").first
    image.evaluate("(image) => { image.width = 300; image.height = 900; }")
    image.evaluate("(image) => image.style.aspectRatio = '300 / 900'")
    box = image.bounding_box()
    assert box
    assert box["height"] < 450


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Load the post from embed.bsky.app")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_button_loads_the_post(page: Page, address: str, key: str) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<p>The post</p>")

    page.route(lambda url: not url.startswith(address), answer)
    page.goto(address + RECAP)
    assert asked == []
    height = page.evaluate("document.documentElement.scrollHeight")
    button(page).focus()
    page.keyboard.press(key)
    page.frame_locator(".cr-loaded iframe").get_by_text("The post").wait_for()
    assert [url.split("/")[2] for url in asked] == ["embed.bsky.app"]
    assert button(page).count() == 0
    assert abs(page.evaluate("document.documentElement.scrollHeight") - height) < 20


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


def press_on_x(page: Page, address: str, widgets: str) -> None:
    """Press the button of a post that is on X instead of Bluesky.

    *widgets* is the script of the platform.
    """

    def as_if_on_x(route: Route) -> None:
        answer = route.fetch()
        embed = re.search(r'data-embed="[^"]+" data-platform="bluesky"', answer.text())
        assert embed
        new = 'data-embed="20" data-platform="x"'
        route.fulfill(response=answer, body=answer.text().replace(embed[0], new))

    page.route(address + RECAP, as_if_on_x)
    page.route(
        "https://platform.twitter.com/widgets.js",
        lambda route: route.fulfill(body=widgets, content_type="text/javascript"),
    )
    page.goto(address + RECAP)
    button(page).click()


def assert_the_post_stays(page: Page) -> None:
    page.locator(".cr-live a", has_text="Load the post").wait_for()
    assert "Six years later" in page.locator("article").inner_text()


def test_x_draws_its_post_and_is_asked_not_to_track(page: Page, address: str) -> None:
    press_on_x(page, address, WIDGETS)
    page.get_by_text("Post 20, do not track: true").wait_for()
    assert page.locator('script[data-dnt="true"]').count() == 1


@pytest.mark.parametrize(
    "widgets",
    [
        pytest.param("", id="emptied by a blocker"),
        pytest.param(WIDGETS.replace("return place", "throw id"), id="failing"),
        pytest.param(WIDGETS.replace("return place", "return"), id="without the post"),
    ],
)
def test_a_post_that_is_not_drawn_stays(page: Page, address: str, widgets: str) -> None:
    press_on_x(page, address, widgets)
    assert_the_post_stays(page)


def test_where_the_policy_forbids_it_the_post_stays(page: Page, sites: Sites) -> None:
    page.goto(sites.serve(EXAMPLE, "furo", policy=STRICT) + RECAP)
    button(page).click()
    assert_the_post_stays(page)


def test_without_script_the_link_stays(without_script: Page, address: str) -> None:
    without_script.goto(address + RECAP)
    link = without_script.get_by_role("link", name="Load the post from embed.bsky.app")
    assert str(link.get_attribute("href")).startswith("https://bsky.app/profile/")
