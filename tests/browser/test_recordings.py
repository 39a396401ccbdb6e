"""Recordings and slides: no other host is asked before a click; they open in place."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route

from tests.browser.conftest import in_every_look, in_every_theme
from tests.browser.look import SHIFT
from tests.browser.sites import CONF, EXAMPLE, Sites
from tests.browser.window import Scheme, fits, resize, screenshot, settle

pytestmark = pytest.mark.browser

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
# The smallest file that a browser takes for a PDF.
PDF = "%PDF-1.4\n%%EOF\n"


NO_FRAMES = "default-src 'self'; style-src 'self' 'unsafe-inline'"


@pytest.fixture(scope="session")
def source(sites: Sites) -> Path:
    files: dict[str, str | bytes] = {
        "conf.py": CONF,
        "index.md": RECAP,
        "deck.pdf": PDF,
        "ours.mp4": "",
        "still.png": (EXAMPLE / "recaps/images/federation.png").read_bytes(),
    }
    return sites.write("recordings", files)


@pytest.fixture
def recordings(sites: Sites, source: Path, theme: str) -> str:
    """Where the site is served, with a slash at its end."""
    return sites.serve(source, theme)


class Visit:
    """A page of the site, and which other hosts it asks for what."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.asked: list[str] = []
        self._address = address
        # The browser itself shows a PDF.
        ours = address, "chrome"
        page.context.route(lambda url: not url.startswith(ours), self._answer)

    def _answer(self, route: Route) -> None:
        self.asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<p>The player</p>")

    def go(self, talk: str) -> None:
        self.page.goto(f"{self._address}talks/{talk}.html")
        settle(self.page)
        assert self.asked == []

    def wait_for_player(self) -> None:
        self.page.frame_locator(".cr-play iframe").get_by_text("The player").wait_for()

    @property
    def link(self) -> Locator:
        return self.page.get_by_role("link", name="Watch the recording")


@pytest.fixture
def visit(page: Page, recordings: str) -> Visit:
    return Visit(page, recordings)


@in_every_theme
@pytest.mark.parametrize("how", ["click", "Enter"])
def test_a_recording_plays_in_its_place(visit: Visit, how: str) -> None:
    visit.go("bar")
    if how == "click":
        visit.link.click()
    else:
        visit.link.focus()
        visit.page.keyboard.press(how)
    visit.wait_for_player()
    assert visit.asked == [
        "https://www.youtube-nocookie.com/embed/abc?start=90&autoplay=1"
    ]
    frame = visit.page.locator(".cr-play iframe")
    assert frame.get_attribute("title") == "Watch the recording"
    assert visit.page.evaluate("document.activeElement.tagName") == "IFRAME"
    assert not visit.link.is_visible()
    assert visit.page.evaluate("layoutShift") < SHIFT


@in_every_theme
@pytest.mark.parametrize("width", [360, 1280])
def test_a_player_takes_the_place_of_a_still(visit: Visit, width: int) -> None:
    resize(visit.page, width)
    visit.go("still")
    card = visit.page.locator(".cr-play")
    assert card.locator("img").evaluate("image => image.complete")
    before, end = card.bounding_box(), visit.page.locator(".cr-notes")
    below = end.bounding_box()
    visit.link.click()
    visit.wait_for_player()
    assert card.bounding_box() == before
    assert end.bounding_box() == below
    assert visit.asked == ["https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"]
    assert visit.page.evaluate("layoutShift") < SHIFT


def test_a_file_plays_without_a_frame(visit: Visit) -> None:
    visit.page.route(
        "https://media.example/**", lambda route: route.abort("connectionfailed")
    )
    visit.go("file")
    with visit.page.expect_request("https://media.example/talk.mp4"):
        visit.link.click()
    # There is no file: the link comes back, and works.
    visit.link.wait_for()
    assert visit.page.locator("video").count() == 0
    assert visit.link.evaluate("link => link === document.activeElement")


def test_a_file_of_the_site_plays_from_its_cue(visit: Visit, recordings: str) -> None:
    visit.go("ours")
    with visit.page.expect_request("**/ours.mp4") as asked:
        visit.page.evaluate(
            """() => new MutationObserver(([{addedNodes: [made]}]) => {
                window.played = made.src;
            }).observe(document.querySelector(".cr-play"), {childList: true})"""
        )
        visit.link.click()
    assert asked.value.url.startswith(recordings)
    assert visit.page.evaluate("played").endswith("/ours.mp4#t=75")


def test_slides_of_the_project_open_in_place(visit: Visit) -> None:
    visit.go("bar")
    visit.page.get_by_role("link", name="Slides deck.pdf").click()
    slides = visit.page.locator(".cr-play object")
    assert str(slides.get_attribute("data")).endswith("/deck.pdf")
    assert slides.get_attribute("title") == "Slides"
    assert visit.asked == []


def test_slides_of_others_stay_a_link(visit: Visit) -> None:
    visit.go("bar")
    visit.page.get_by_role("link", name="Slides slides.example").click()
    visit.page.wait_for_url("https://slides.example/1")


def test_a_click_for_a_new_tab_opens_one(visit: Visit) -> None:
    visit.go("bar")
    with visit.page.context.expect_page() as opened:
        visit.link.click(modifiers=["ControlOrMeta"])
    assert opened.value != visit.page
    assert visit.link.is_visible()


def test_a_policy_may_leave_the_link(page: Page, sites: Sites, source: Path) -> None:
    visit = Visit(page, sites.serve(source, "furo", policy=NO_FRAMES))
    visit.go("bar")
    visit.link.click()
    visit.link.wait_for()
    assert page.locator("iframe").count() == 0
    assert visit.asked == []
    visit.link.click()
    page.wait_for_url("https://youtu.be/abc?t=90")


def test_without_script_there_are_links(without_script: Page, recordings: str) -> None:
    without_script.goto(f"{recordings}talks/bar.html")
    link = without_script.get_by_role("link", name="Watch the recording")
    assert link.get_attribute("href") == "https://youtu.be/abc?t=90"
    assert not without_script.get_by_text("when you click").is_visible()


@in_every_look
def test_bars_fit_and_can_be_hit(
    page: Page, recordings: str, theme: str, width: int, scheme: Scheme
) -> None:
    resize(page, width, scheme)
    for talk in ("bar", "still"):
        page.goto(f"{recordings}talks/{talk}.html")
        page.wait_for_function(
            "[...document.querySelectorAll('.cr-play img')].every(i => i.complete)"
        )
        screenshot(page, theme, f"recording-{talk}-{width}-{scheme}")
        for link in page.locator(".cr-play a").all():
            assert fits(page, link)
            box = link.bounding_box()
            assert box
            assert box["height"] >= 24
