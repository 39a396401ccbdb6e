"""Charts of talks by year: in the theme's colours, in the window, and with a policy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT, Handler

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CONF = """
project = "Charts"
extensions = ["myst_parser", "sphinx_confrecap"]
html_theme = "furo"
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


class StrictHandler(Handler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("charts")
    source, out = folder / "source", folder / "html"
    source.mkdir()
    (source / "conf.py").write_text(CONF, "utf-8")
    (source / "index.md").write_text(f"# Recap\n\n{TALKS}", "utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", str(source), str(out)]
    subprocess.run(command, check=True)
    handler = partial(StrictHandler, directory=str(out))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_chart_has_the_colours_of_the_theme_and_fits(
    browser: Browser, served: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=served,
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
        link = page.locator(".cr-t a").first
        accent = link.evaluate("link => getComputedStyle(link).color")
        bar = chart.locator("rect").first
        assert bar.evaluate("bar => getComputedStyle(bar).fill") == accent
        name = f"chart-{tag}-{width}-{scheme}.png"
        page.screenshot(path=Path(ROOT, "_build", "screenshots", name))
    context.close()
