"""Every kind of page, looked at for all that could be wrong with it."""

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from tests.browser.conftest import THEMES
from tests.browser.look import ROUNDS, WITHOUT_AXE, Rounds, View
from tests.browser.sites import EVERYTHING, EXAMPLE, KINDS, Sites, pages_of
from tests.browser.window import Scheme

pytestmark = pytest.mark.browser

Look = Callable[[View, Rounds], list[str]]

PAGES = [(EVERYTHING, "index.html"), *((EXAMPLE, path) for path in KINDS)]
# The two last are light, whatever a system says.
SEEN: dict[str, tuple[int, Scheme]] = {
    "furo": (360, "dark"),
    "pydata_sphinx_theme": (1280, "dark"),
    "sphinx_book_theme": (360, "light"),
    "sphinx_rtd_theme": (1280, "light"),
    "alabaster": (360, "light"),
}


def named(value: object) -> str:
    return value.name if isinstance(value, Path) else str(value)


@pytest.mark.parametrize(
    ("source", "path", "theme"),
    [(*page, theme) for page, theme in zip(PAGES, cycle(SEEN), strict=False)],
    ids=named,
)
def test_nothing_is_wrong_with_a_page_of_each_kind_in_one_theme_or_another(
    look: Look, source: Path, path: str, theme: str
) -> None:
    width, scheme = SEEN[theme]
    assert look(View(source, theme, path, width), {scheme: {}}) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", ROUNDS)
@pytest.mark.parametrize(("source", "path"), PAGES, ids=named)
def test_nothing_is_wrong_with_any_kind_of_page(
    look: Look, source: Path, path: str, theme: str, width: int
) -> None:
    assert look(View(source, theme, path, width), ROUNDS[width]) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("width", ROUNDS)
def test_pages_of_other_words_are_good(look: Look, sites: Sites, width: int) -> None:
    paths = pages_of(sites.build(EXAMPLE, "furo"))
    assert set(paths) >= set(KINDS)
    views = [View(EXAMPLE, "furo", path, width) for path in sorted({*paths} - {*KINDS})]
    assert [fault for view in views for fault in look(view, WITHOUT_AXE)] == []
