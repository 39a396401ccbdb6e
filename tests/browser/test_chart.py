"""Charts of talks by year: in the theme's colours, in the window, and with a policy."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import in_every_look
from tests.browser.sites import CONF, STRICT, Sites
from tests.browser.window import Scheme, fits, resize, screenshot

pytestmark = pytest.mark.browser

# Few years, and so many that only some of them are named.
TAGS = {"Few": range(2016, 2020), "Many": range(1996, 2020)}
TALKS = "\n".join(
    f"```{{talk}} {tag} {year} {number}\n:start: {year}-05-02\n:tags: {tag}\n```\n"
    for tag, years in TAGS.items()
    for year in years
    for number in range((year * 7) % 5 + 1)
)


@pytest.fixture
def charts(sites: Sites, theme: str) -> str:
    """Where the site is served under a policy, with a slash at its end."""
    files = {"conf.py": CONF, "index.md": f"# Recap\n\n{TALKS}"}
    return sites.serve(sites.write("charts", files), theme, policy=STRICT)


@in_every_look
def test_a_chart_has_the_colours_of_the_theme_and_fits(
    page: Page, charts: str, theme: str, width: int, scheme: Scheme
) -> None:
    resize(page, width, scheme)
    for tag in ("few", "many"):
        page.goto(f"{charts}tags/{tag}.html")
        chart = page.get_by_role("img", name="Talks by year: ")
        assert fits(page, chart)
        # Some themes do not name the colour of links: then it is that of the text.
        unnamed = theme in {"sphinx_rtd_theme", "alabaster"}
        like = page.locator(".cr-chart" if unnamed else ".cr-t a").first
        accent = like.evaluate("one => getComputedStyle(one).color")
        bar = chart.locator("rect").first
        assert bar.evaluate("bar => getComputedStyle(bar).fill") == accent
        screenshot(page, theme, f"chart-{tag}-{width}-{scheme}")
