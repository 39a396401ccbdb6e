"""Talks that nobody gave yet, or will not give."""

import re
from typing import Any

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.sites import MakeSite, Site

MD = """
# Days

:::{conference} Days
:start: 2030-05-02
:::

:::{schedule}
:::

:::{talk} One day
:status: planned
:::

:::{talk} Not today
:status: cancelled
:start: 2030-05-02 10:00
:kind: keynote
:::

:::{talk} Filmed
:status: recorded
:video: https://video.example/1
:slides: https://video.example/1.pdf
:::
"""

LIST = """
# All

:::{talk-list}
:format: FORMAT
:::
"""


@pytest.fixture(scope="module", params=DIALECTS)
def site(request: Any, make_shared: MakeSite) -> Site:
    return make_shared(
        {
            f"index.{request.param}": written(MD, request.param),
            "list.md": LIST.replace("FORMAT", "list"),
            "table.md": LIST.replace("FORMAT", "table"),
            "cards.md": LIST.replace("FORMAT", "cards"),
        }
    )


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def test_a_talks_page_says_so_first(site: Site) -> None:
    built = site.quiet()
    page = words(built.html("talks/days/not-today"))
    assert "Cancelled · Days" in page
    assert page.count("Cancelled") == 1
    assert "Planned · Days" in words(built.html("talks/days/one-day"))
    assert "Days · Recorded" in words(built.html("talks/days/filmed"))


@pytest.mark.parametrize("where", ["list", "table", "cards", "talks/index", "index"])
def test_wherever_the_title_is_it_says_so(site: Site, where: str) -> None:
    page = words(site.build().html(where))
    assert "One day ( Planned )" in page
    assert "Not today ( Keynote ) ( Cancelled )" in page
    assert "Filmed (" not in page


def test_the_schedule_and_books_say_so(site: Site) -> None:
    text = site.build("text").page("index")
    assert re.search(r"10:00 +\| Not today \(Keynote\) \(Cancelled\)", text)
    tex = site.build("latex").read("test.tex")
    assert "(Cancelled)" in tex
