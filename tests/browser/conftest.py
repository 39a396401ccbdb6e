"""Sites as a reader has them: in a theme, served, and in a Chromium."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.look import Looker, Rounds, View
from tests.browser.sites import CONTROL, EVERYTHING, EXAMPLE, Shared, Sites
from tests.browser.window import NO_NETWORK, Scheme, Window, resize

HERE = Path(__file__).parent

OpenPage = Callable[..., Page]
"""``open_page(path, width=1280, scheme="light")``"""

THEMES = (
    "furo",
    "pydata_sphinx_theme",
    "sphinx_book_theme",
    "sphinx_rtd_theme",
    "alabaster",
)


def _param(*values: object, quick: bool) -> ParameterSet:
    return pytest.param(*values, marks=() if quick else pytest.mark.exhaustive)


# Behaviours are tried in one theme, on a phone and on a desk, by day and by night. The
# mark `exhaustive` has what tries the same once more.
in_every_theme = pytest.mark.parametrize(
    "theme", [_param(theme, quick=theme == "furo") for theme in THEMES]
)
in_every_look = pytest.mark.parametrize(
    ("theme", "width", "scheme"),
    [
        _param(theme, width, scheme, quick=theme == "furo" and quick)
        for theme in THEMES
        for width, scheme, quick in [
            (1280, "light", True),
            (360, "dark", True),
            (1280, "dark", False),
            (360, "light", False),
        ]
    ],
)

# Sites that are built before the first test, so that no test has to wait.
NEEDS = {"address": [EXAMPLE], "everything": [EVERYTHING], "look": [CONTROL, EXAMPLE]}


def _needs(item: pytest.Item) -> set[tuple[Path, str]]:
    """Return the sites that a test reads, each with its theme."""
    assert isinstance(item, pytest.Function)
    chosen = item.callspec.params if hasattr(item, "callspec") else {}
    theme = str(chosen.get("theme", "furo"))
    return {
        (source, theme)
        for fixture in item.fixturenames
        for source in NEEDS.get(fixture, [])
    }


@pytest.fixture(scope="session")
def sites(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[Sites]:
    folder = tmp_path_factory.getbasetemp()
    # The processes of a run have folders of their own in one that is the run's.
    shared = (folder if worker_id == "master" else folder.parent) / "shared"
    shared.mkdir(exist_ok=True)
    with ExitStack() as stack:
        sites = Sites(Shared(shared), stack)
        tests = [item for item in request.session.items if item.path.parent == HERE]
        sites.build_all(sorted(set().union(*map(_needs, tests))))
        yield sites


@pytest.fixture
def theme() -> str:
    """The theme of what a test looks at; ``in_every_theme`` gives others."""
    return "furo"


@pytest.fixture
def address(sites: Sites, theme: str) -> str:
    """Where the example is served, with a slash at its end."""
    return sites.serve(EXAMPLE, theme)


@pytest.fixture
def everything(sites: Sites, theme: str) -> str:
    """Where the site with each block of ours is served, with a slash at its end."""
    return sites.serve(EVERYTHING, theme)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM_PATH")
    if not path:
        pytest.skip("CHROMIUM_PATH names no browser; `make browser` finds one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[NO_NETWORK])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def kept(browser: Browser) -> Window:
    """The window of all tests; they ask for ``window``."""
    return Window(browser)


@pytest.fixture
def window(kept: Window) -> Window:
    """A window in which nothing happened yet."""
    kept.clear()
    return kept


@pytest.fixture
def page(window: Window) -> Page:
    """The page of the window. It may do what it likes."""
    return window.page


@pytest.fixture(scope="session")
def without_script(browser: Browser) -> Page:
    """A page in a browser that runs no scripts."""
    return browser.new_page(java_script_enabled=False)


@pytest.fixture
def open_page(window: Window, address: str) -> Iterator[OpenPage]:
    """Return a function that opens a page of the example, or of where *path* begins.

    The test fails if the page does what no page may do.
    """

    def open_page(path: str, width: int = 1280, scheme: Scheme = "light") -> Page:
        resize(window.page, width, scheme)
        window.page.goto(path if path.startswith("http:") else address + path)
        return window.page

    yield open_page
    assert window.problems == []


@pytest.fixture
def look(window: Window, sites: Sites) -> Callable[[View, Rounds], list[str]]:
    """``look(view, rounds)`` opens a page once, and returns all that is wrong."""
    return Looker(window, sites).look
