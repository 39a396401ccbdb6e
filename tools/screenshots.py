"""Take the pictures for the README and the documentation.

Used by ``make screenshots``. Pictures of the README are PNG, which every forge shows.
The others are WebP, a third as large. TeX gets the drawing as PDF.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "example_project"
IMAGES = ROOT / "docs" / "images"
DRAWING = ROOT / "docs" / "explanation" / "one-talk.svg"
# Below it, letters get a halo.
WEBP_QUALITY = 80
AT_REST = "document.getAnimations().every((one) => one.playState === 'finished')"
RECAP = "recaps/devopscon-2018-munich.html"


@dataclass(frozen=True)
class Picture:
    """A page of the example, and how much of it."""

    name: str
    page: str
    # In pixels. Furo shows its sidebar from 1000.
    width: int = 1080
    height: int = 740
    # CSS selector. Default: the top of the page.
    part: str = ""
    # Choices in a form.
    query: str = ""
    theme: str = "furo"
    scheme: Literal["light", "dark"] = "light"


PICTURES = [
    Picture("talk.png", "talks/orchestrate-2017/ops-with-juju.html", height=900),
    Picture("recap.png", RECAP),
    Picture("find.png", "talks/index.html", query="tag=Kubernetes&year=2017"),
    Picture("schedule.webp", "recaps/platform-day-2019.html", part="table.cr-schedule"),
    Picture(
        "recording.webp",
        "talks/platform-day-2019/five-minutes-each.html",
        width=400,
        height=800,
        scheme="dark",
    ),
    Picture("recap-dark.webp", RECAP, scheme="dark"),
    Picture("theme-pydata.webp", RECAP, theme="pydata_sphinx_theme"),
    Picture("theme-book.webp", RECAP, theme="sphinx_book_theme"),
    Picture("theme-rtd.webp", RECAP, theme="sphinx_rtd_theme"),
    Picture("theme-alabaster.webp", RECAP, theme="alabaster"),
]


def build(theme: str, site: Path) -> None:
    """Build the example in *theme*."""
    options = ["-q", "-D", f"html_theme={theme}", "-A", "default_mode=auto"]
    command = [sys.executable, "-m", "sphinx", *options, str(EXAMPLE), str(site)]
    subprocess.run(command, check=True)  # noqa: S603 - our own words


def area(page: Page, picture: Picture) -> FloatRect:
    """Return the part of *page* for the *picture*."""
    if not picture.part:
        return {"x": 0, "y": 0, "width": picture.width, "height": picture.height}
    box = page.locator(picture.part).bounding_box()
    if not box:
        raise ValueError(f"{picture.page} shows no {picture.part}")
    return {
        "x": box["x"] - 8,
        "y": box["y"] - 8,
        "width": box["width"] + 16,
        "height": box["height"] + 16,
    }


def take(browser: Browser, site: Path, picture: Picture) -> None:
    """Write a *picture* of a page in *site*."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,
        # So that sidebars do not slide in.
        reduced_motion="reduce",
    )
    page.goto(f"{(site / picture.page).as_uri()}?{picture.query}")
    page.evaluate("document.fonts.ready")
    page.wait_for_function(AT_REST)
    file, clip = IMAGES / picture.name, area(page, picture)
    if file.suffix == ".png":
        page.screenshot(path=file, clip=clip)
    else:
        # Playwright writes no WebP; Chromium does.
        devtools = page.context.new_cdp_session(page)
        options = {
            "format": "webp",
            "quality": WEBP_QUALITY,
            "clip": clip | {"scale": 1},
            # It widens the window for a moment, and some themes move their sidebars.
            "captureBeyondViewport": bool(picture.part),
        }
        answer = devtools.send("Page.captureScreenshot", options)
        file.write_bytes(base64.b64decode(answer["data"]))
    page.close()


def print_drawing(browser: Browser) -> None:
    """Write the drawing as PDF, with the same bytes each time."""
    page = browser.new_page()
    page.emulate_media(media="screen", color_scheme="light")
    drawing = DRAWING.read_text("utf-8")
    page.set_content(
        f"<style>* {{ margin: 0 }} svg {{ display: block }}</style>{drawing}"
    )
    pdf = page.pdf(width="360px", height="630px", print_background=True)
    # Its date.
    pdf = re.sub(rb"\(D:\d{14}", b"(D:20000101000000", pdf)
    DRAWING.with_suffix(".pdf").write_bytes(pdf)
    page.close()


def main() -> None:
    """Build the example in each theme, and take the pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM_PATH"]
        )
        print_drawing(browser)
        for theme in dict.fromkeys(picture.theme for picture in PICTURES):
            site = Path(folder, theme)
            build(theme, site)
            for picture in PICTURES:
                if picture.theme == theme:
                    take(browser, site, picture)
        browser.close()


if __name__ == "__main__":
    main()
