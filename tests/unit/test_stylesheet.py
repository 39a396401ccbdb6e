"""The stylesheet, which all pages of ours load."""

import re
from pathlib import Path

STYLESHEET = Path(__file__).parents[2] / "sphinx_confrecap/static/confrecap.css"


def test_the_stylesheet_is_small() -> None:
    assert STYLESHEET.stat().st_size < 12_000


def test_nothing_in_it_moves() -> None:
    moving = "transition|animation|scroll-behavior"
    assert not re.search(moving, STYLESHEET.read_text("utf-8"))
