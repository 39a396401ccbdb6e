"""Recordings and slides: nobody is asked before a click, and then in place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import (
    EXAMPLE,
    MEASURE_SHIFT,
    Sites,
    in_every_theme,
    screenshot,
    write_project,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

CONF = """
project = "Recordings"
extensions = ["myst_parser", "sphinx_confrecap"]
suppress_warnings = ["confrecap.toctree"]
"""
RECAP = """
# Recap

```{talk} Bar
:video: https://youtu.be/abc?t=90
:duration: 42
:slides: deck.pdf, https://slides.example/1

Notes.
```

```{talk} Still
:video: https://vimeo.com/76979871
:still: [Three clusters](still.png)
:duration: 42

Notes.
```

```{talk} File
:video: https://media.example/talk.mp4

Notes.
```

```{talk} Ours
:video: ours.mp4
:cue: 1:15

Notes.
```
"""
# The smallest file that is a PDF to those who look at its start.
PDF = "%PDF-1.4\n%%EOF\n"


Serve = Callable[..., str]
"""``serve(policy="")``"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recordings")
    shutil.copy(EXAMPLE / "recaps/images/federation.png", folder / "still.png")
    files = {"conf.py": CONF, "index.md": RECAP, "deck.pdf": PDF, "ours.mp4": ""}
    return write_project(folder, files)


@pytest.fixture
def serve(sites: Sites, source: Path, theme: str) -> Serve:
    """Return a function that serves the site under a policy, or none."""
    return partial(sites.serve, source, theme)


class Visit:
    """A page of the site, and which other hosts it asks for what."""

    def __init__(self, browser: Browser, address: str, width: int = 1280) -> None:
        size = {"width": width, "height": 900}
        self.context = browser.new_context(base_url=address, viewport=size)  # type: ignore[arg-type]
        self.context.add_init_script(MEASURE_SHIFT)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        # What shows a PDF is the browser's own.
        ours = address, "chrome"
        self.context.route(lambda url: not url.startswith(ours), self._answer)

    def _answer(self, route: Route) -> None:
        self.asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<p>The player</p>")

    def go(self, talk: str) -> None:
        self.page.goto(f"talks/{talk}.html")
        self.page.wait_for_load_state("networkidle")
        assert self.asked == []


@pytest.fixture
def visit(browser: Browser, serve: Serve) -> Iterator[Callable[..., Visit]]:
    visits = []

    def start(policy: str = "", width: int = 1280) -> Visit:
        visits.append(Visit(browser, serve(policy=policy), width))
        return visits[-1]

    yield start
    for made in visits:
        made.context.close()


@in_every_theme
@pytest.mark.parametrize("how", ["click", "Enter"])
def test_a_recording_plays_in_place_once_it_is_asked_for(
    visit: Callable[..., Visit], how: str
) -> None:
    made = visit()
    made.go("bar")
    link = made.page.get_by_role("link", name="Watch the recording")
    if how == "click":
        link.click()
    else:
        link.focus()
        made.page.keyboard.press(how)
    made.page.frame_locator(".cr-play iframe").get_by_text("The player").wait_for()
    assert made.asked == [
        "https://www.youtube-nocookie.com/embed/abc?start=90&autoplay=1"
    ]
    frame = made.page.locator(".cr-play iframe")
    assert frame.get_attribute("title") == "Watch the recording"
    assert made.page.evaluate("document.activeElement.tagName") == "IFRAME"
    assert not link.is_visible()
    assert made.page.evaluate("layoutShift") < 0.02


@in_every_theme
@pytest.mark.parametrize("width", [360, 1280])
def test_a_player_takes_the_place_of_a_still(
    visit: Callable[..., Visit], width: int
) -> None:
    made = visit(width=width)
    made.go("still")
    card = made.page.locator(".cr-play")
    assert card.locator("img").evaluate("image => image.complete")
    before, end = card.bounding_box(), made.page.locator(".cr-notes")
    below = end.bounding_box()
    made.page.get_by_role("link", name="Watch the recording").click()
    made.page.frame_locator(".cr-play iframe").get_by_text("The player").wait_for()
    assert card.bounding_box() == before
    assert end.bounding_box() == below
    assert made.asked == ["https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"]
    assert made.page.evaluate("layoutShift") < 0.02


def test_a_file_plays_without_a_frame(visit: Callable[..., Visit]) -> None:
    made = visit()
    made.context.unroute_all()
    made.context.route(
        "https://media.example/**", lambda route: route.abort("connectionfailed")
    )
    made.go("file")
    with made.page.expect_request("https://media.example/talk.mp4"):
        made.page.get_by_role("link", name="Watch the recording").click()
    # There is nothing: the link comes back, and is one.
    link = made.page.get_by_role("link", name="Watch the recording")
    link.wait_for()
    assert made.page.locator("video").count() == 0
    assert link.evaluate("link => link === document.activeElement")


def test_a_file_of_the_project_plays_from_the_cue(visit: Callable[..., Visit]) -> None:
    made = visit()
    made.go("ours")
    with made.page.expect_request("**/ours.mp4") as asked:
        made.page.evaluate(
            """() => new MutationObserver(([{addedNodes: [made]}]) => {
                window.played = made.src;
            }).observe(document.querySelector(".cr-play"), {childList: true})"""
        )
        made.page.get_by_role("link", name="Watch the recording").click()
    assert asked.value.url.startswith(made.page.url.partition("talks/")[0])
    assert made.page.evaluate("played").endswith("/ours.mp4#t=75")


def test_slides_of_the_project_open_in_place(visit: Callable[..., Visit]) -> None:
    made = visit()
    made.go("bar")
    made.page.get_by_role("link", name="Slides deck.pdf").click()
    slides = made.page.locator(".cr-play object")
    assert str(slides.get_attribute("data")).endswith("/deck.pdf")
    assert slides.get_attribute("title") == "Slides"
    assert made.asked == []


def test_slides_of_others_stay_a_link(visit: Callable[..., Visit]) -> None:
    made = visit()
    made.go("bar")
    made.page.get_by_role("link", name="Slides slides.example").click()
    made.page.wait_for_url("https://slides.example/1")


def test_a_click_for_a_new_tab_opens_one(visit: Callable[..., Visit]) -> None:
    made = visit()
    made.go("bar")
    link = made.page.get_by_role("link", name="Watch the recording")
    with made.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    assert opened.value != made.page
    assert link.is_visible()


def test_where_the_policy_forbids_it_the_link_stays(
    visit: Callable[..., Visit],
) -> None:
    made = visit("default-src 'self'; style-src 'self' 'unsafe-inline'")
    made.go("bar")
    link = made.page.get_by_role("link", name="Watch the recording")
    link.click()
    link.wait_for()
    assert made.page.locator("iframe").count() == 0
    assert made.asked == []
    link.click()
    made.page.wait_for_url("https://youtu.be/abc?t=90")


def test_without_script_there_are_links(browser: Browser, serve: Serve) -> None:
    context = browser.new_context(base_url=serve(), java_script_enabled=False)
    page = context.new_page()
    page.goto("talks/bar.html")
    link = page.get_by_role("link", name="Watch the recording")
    assert link.get_attribute("href") == "https://youtu.be/abc?t=90"
    assert not page.get_by_text("when you click").is_visible()
    context.close()


@in_every_theme
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_bars_fit_and_can_be_hit(
    browser: Browser, serve: Serve, theme: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=serve(),
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    for talk in ("bar", "still"):
        page.goto(f"talks/{talk}.html")
        page.wait_for_function(
            "[...document.querySelectorAll('.cr-play img')].every(i => i.complete)"
        )
        screenshot(page, theme, f"recording-{talk}-{width}-{scheme}")
        for link in page.locator(".cr-play a").all():
            box = link.bounding_box()
            assert box
            assert box["height"] >= 24
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
    context.close()
