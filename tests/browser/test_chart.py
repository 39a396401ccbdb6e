"""Charts of talks by year: in the theme's colours, in the window, and with a policy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Sites, in_every_theme, screenshot, write_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CONF = """
project = "Charts"
extensions = ["myst_parser", "sphinx_confrecap"]
suppress_warnings = ["confrecap.toctree"]
"""
# Few years, and so many that only some of them are named.
TAGS = {"Few": range(2016, 2020), "Many": range(1996, 2020)}
TALKS = "\n".join(
    f"```{{talk}} {tag} {year} {number}\n:start: {year}-05-02\n:tags: {tag}\n```\n"
    for tag, years in TAGS.items()
    for year in years
    for number in range((year * 7) % 5 + 1)
)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"conf.py": CONF, "index.md": f"# Recap\n\n{TALKS}"}
    return write_project(tmp_path_factory.mktemp("charts"), files)


@in_every_theme
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_chart_has_the_colours_of_the_theme_and_fits(
    browser: Browser, sites: Sites, source: Path, theme: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=sites.serve(source, theme, policy="default-src 'self'"),
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    for tag in ("few", "many"):
        page.goto(f"tags/{tag}.html")
        chart = page.get_by_role("img", name="Talks by year: ")
        box = chart.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        # Where a theme has no name for the colour of its links, that of its text.
        unnamed = theme in {"sphinx_rtd_theme", "alabaster"}
        like = page.locator(".cr-chart" if unnamed else ".cr-t a").first
        accent = like.evaluate("one => getComputedStyle(one).color")
        bar = chart.locator("rect").first
        assert bar.evaluate("bar => getComputedStyle(bar).fill") == accent
        screenshot(page, theme, f"chart-{tag}-{width}-{scheme}")
    context.close()
