"""Breaks, which are in the schedule and nowhere else."""

import re
from typing import Any

import pytest

from sphinx_confrecap.sphinx.domain import ConferenceDomain
from tests.build.dialects import DIALECTS, written
from tests.build.sites import MakeSite, Site
from tests.build.words import hours

MD = """
# Days

:::{conference} Days
:start: 2030-05-02
:::

:::{schedule}
:::

:::{talk} First
:start: 2030-05-02 10:00
:duration: 60
:room: Hall
:::

:::{talk} Beside
:start: 2030-05-02 10:00
:duration: 30
:room: Attic
:::

::::{talk} Lunch
:kind: break
:start: 2030-05-02 12:00
:duration: 60
:speakers: The Cook
:tags: Soup
:status: recorded

There was *barley* soup.
::::

:::{talk} Coffee
:kind: break
:start: 2030-05-02 15:00
:room: Attic
:::

:::{talk} Last
:start: 2030-05-02 16:00
:duration: 60
:room: Hall
:::
"""


@pytest.fixture(scope="module", params=DIALECTS)
def site(request: Any, make_shared: MakeSite) -> Site:
    conf = {"confrecap_toctree": True}
    return make_shared({f"index.{request.param}": written(MD, request.param)}, conf)


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def lines(html: str) -> list[str]:
    (table,) = re.findall(r'<table class="[^"]*cr-schedule.*?</table>', html, re.DOTALL)
    return str(table).partition("<tbody>")[2].split("</tr>")[:-1]


def test_the_schedule_has_it_over_all_rooms(site: Site) -> None:
    _talks, lunch, coffee, _last = lines(site.quiet().html("index"))
    assert words(lunch) == f"12:00 Lunch · {hours('12:00', '13:00')}"
    assert 'colspan="2"' in lunch
    assert "href" not in lunch
    assert words(coffee) == "15:00 Coffee · Attic"
    assert "colspan" not in coffee


def test_no_page_count_or_name_comes_of_it(site: Site) -> None:
    built = site.build()
    assert not [path for path in built.files() if re.search("lunch|coffee|soup", path)]
    assert "2 talks" not in built.html("talks/index")
    assert "3 talks" in built.html("talks/index")
    domain = ConferenceDomain.of(built.env)
    assert not domain.objects["speaker"].all
    assert not domain.objects["tag"].all
    names = [name for name, *_rest in domain.get_objects()]
    assert names == ["days/first", "days/beside", "days/last", "days"]
    page = built.html("talks/days/last")
    assert "Before Beside" in words(page)


def test_the_recap_keeps_what_is_in_it(site: Site) -> None:
    recap = site.build().html("index")
    assert "<em>barley</em> soup" in recap
    after = recap.partition("</table>")[2]
    assert "Lunch ( Break )" in words(after)
    assert "Coffee" not in after
    assert after.count('class="confrecap cr-talk"') == 4
    assert 'id="talk-coffee"></span>' in after
    assert "Cook" not in recap


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "singlehtml", "man"])
def test_other_formats_have_it(site: Site, builder: str) -> None:
    built = site.build(builder)
    assert [line for line in built.warnings if "index" in line] == []
    texts = (
        (built.outdir / name).read_bytes()
        for name in built.files()
        if not name.endswith((".js", ".svg", ".png", ".epub"))
    )
    assert any(b"Lunch" in text and b"barley" in text for text in texts)


def test_a_role_to_it_says_what_it_is(make_site: MakeSite) -> None:
    role = "\n{conf:talk}`lunch`, {conf:talk}`days/coffee`.\n"
    built = make_site({"index.md": written(MD, "md") + role}).build()
    first, second = built.warnings
    assert "'lunch' is a break; it is only in the schedule" in first
    assert "'days/coffee' is a break" in second
    assert first.endswith("[confrecap.reference]")


def test_two_breaks_may_have_one_name(make_site: MakeSite) -> None:
    again = "\n:::{talk} Lunch\n:kind: break\n:start: 2030-05-02 18:00\n:::\n"
    twin = "\n:::{talk} Coffee\n:start: 2030-05-02 19:00\n:::\n"
    built = make_site({"index.md": written(MD, "md") + again + twin}).quiet()
    assert [words(line) for line in lines(built.html("index"))][-2:] == [
        "18:00 Lunch",
        "19:00 Coffee",
    ]


def test_a_break_in_a_talk_leaves_the_talks_around_it_alone(
    make_site: MakeSite,
) -> None:
    text = """
    # R

    :::{conference} Days
    :start: 2030-05-02
    :::

    :::{schedule}
    :::

    :::::{talk} Workshop
    :start: 2030-05-02 10:00
    :duration: 180

    ::::{talk} Coffee
    :kind: break
    :start: 2030-05-02 11:00

    :::{talk} Over coffee
    :::
    ::::
    :::::
    """
    built = make_site({"index.md": text}).quiet()
    catalogue = ConferenceDomain.of(built.env).catalogue
    assert catalogue.parents == {"days/over-coffee": "days/workshop"}
    assert [words(line) for line in lines(built.html("index"))][1] == "11:00 Coffee"


def test_a_draft_break_is_not_in_the_schedule(make_site: MakeSite) -> None:
    text = written(MD, "md").replace(":kind: break", ":kind: break\n:draft:")
    site = make_site({"index.md": text})
    assert len(lines(site.build().html("index"))) == 2
    site.configure({"confrecap_drafts": True})
    assert len(lines(site.build().html("index"))) == 4


def test_a_break_outside_of_its_conference_warns(make_site: MakeSite) -> None:
    text = written(MD, "md").replace("2030-05-02 12:00", "2030-05-01 12:00")
    (warning,) = make_site({"index.md": text}).build().warnings
    assert warning.endswith("[confrecap.date]")


def test_a_schedule_of_some_days_has_their_breaks(make_site: MakeSite) -> None:
    text = written(MD, "md").replace(
        ":::{schedule}", ":::{schedule}\n:until: 2030-05-01"
    )
    text = text.replace(":start: 2030-05-02\n:::", ":start: 2030-05-01\n:::")
    text = text.replace("2030-05-02 12:00", "2030-05-01 12:00")
    built = make_site({"index.md": text}).quiet()
    assert words(" ".join(lines(built.html("index")))).startswith("12:00 Lunch")
    assert len(lines(built.html("index"))) == 1


def test_the_words_of_a_break_are_never_lost(make_site: MakeSite) -> None:
    text = "# R\n\n::::{talk} Lunch\n:kind: break\n\n:::{abstract}\nSoup.\n:::\n::::\n"
    built = make_site({"index.md": text}).build()
    (warning,) = built.warnings
    assert "the abstract is in no talk" in warning
    assert "Soup." in built.html("index")
