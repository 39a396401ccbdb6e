"""Take the pictures of the example that the README and the documentation show.

Used by ``make screenshots``, which builds the example and finds a browser.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# Wide enough for the theme to show its sidebar, and no wider.
WIDTH = 1080
# Each page, and how much of its top: enough to see all that such a page has.
PICTURES = {
    "talk.png": ("talks/orchestrate-2017/ops-with-juju.html", 900),
    "recap.png": ("recaps/devopscon-2018-munich.html", 740),
}


def take(site: Path, images: Path, browser: str) -> None:
    """Write the pictures of the pages in *site* to the folder *images*."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser)
        for name, (path, height) in PICTURES.items():
            page = chromium.new_page(viewport={"width": WIDTH, "height": height})
            page.goto((site / path).resolve().as_uri())
            page.screenshot(path=images / name)


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]), os.environ["CHROMIUM_PATH"])
