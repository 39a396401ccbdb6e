"""Talks that nobody gave yet, or will not give."""

import re
from typing import Any

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.sites import MakeSite, Site
from tests.build.test_upcoming import on

MD = """
# Days

:::{conference} Days
:start: 2050-05-02
:::

:::{schedule}
:::

:::{talk} One day
:status: planned
:::

:::{talk} Not today
:status: cancelled
:start: 2050-05-02 10:00
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
    filmed = words(built.html("talks/days/filmed"))
    assert re.search(r"Days · \w+, \d+ \w+ \d{4} · Recorded", filmed)


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


def test_a_talk_that_is_over_is_not_planned_any_more(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = "# R\n\n:::{talk} A talk\n:status: planned\n:start: 2030-05-02\n:::\n"
    listed = "\n:::{talk-list}\n:status: planned\n:empty: Nothing.\n:::\n"
    site = make_site({"index.md": talk + listed, "other.md": "# Other"})
    on(monkeypatch, "2030-05-02")
    built = site.quiet()
    for docname in ("index", "talks/a-talk", "talks/index"):
        assert "Planned" in built.html(docname)
    on(monkeypatch, "2030-05-03")
    built = site.quiet()
    for docname in ("index", "talks/a-talk", "talks/index"):
        assert "Planned" not in built.html(docname)
    assert "Nothing." in built.html("index")


def test_no_list_has_breaks(make_site: MakeSite) -> None:
    text = "# R\n\n:::{talk-list}\n:kind: break\n:empty: Nothing.\n:::\n"
    built = make_site({"index.md": text}).build()
    (warning,) = built.warnings
    assert "'break' is not one of talk, keynote" in warning
    assert "Nothing." in built.html("index")


def test_the_card_of_a_speaker_says_what_is_to_come(make_site: MakeSite) -> None:
    text = """
    # R

    :::{talk} One
    :speakers: Ann Lee
    :::

    :::{talk} Two
    :speakers: Ann Lee
    :status: planned
    :::

    :::{speaker-list}
    :format: cards
    :::
    """
    built = make_site({"index.md": text}).quiet()
    assert "2 talks, 1 of them still to come" in built.html("index")
