"""Talks by year, as numbers and as bars."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.views.chart import WIDTH, YearCount, chart_of, talks_per_year
from sphinx_confrecap.views.pages import IndexPage, NamePage
from sphinx_confrecap.views.places import Paths
from sphinx_confrecap.views.plan import plan
from tests.unit.builders import TODAY, resolved, talk


def days(*counts: YearCount) -> list[date]:
    return [date(year, 5, 2) for year, talks in counts for _talk in range(talks)]


def test_years_without_a_talk_are_counted_too() -> None:
    given = days((2017, 8), (2020, 3))
    assert talks_per_year(given) == ((2017, 8), (2018, 0), (2019, 0), (2020, 3))


@pytest.mark.parametrize("counts", [(), ((2017, 5), (2018, 5)), ((2018, 40),)])
def test_few_talks_make_no_chart(counts: tuple[YearCount, ...]) -> None:
    assert talks_per_year(days(*counts)) == ()


def test_a_year_far_off_does_not_make_a_thousand_bars() -> None:
    assert talks_per_year(days((1018, 1), (2018, 10))) == ((1018, 1), (2018, 10))


def test_the_most_talks_are_the_tallest_bar() -> None:
    first, second, third = chart_of([(2017, 4), (2018, 0), (2019, 8)]).bars
    assert first.height * 2 == third.height
    assert first.y + first.height == third.y + third.height
    assert (second.height, second.number, second.label) == (0, "", "2018")
    assert [third.number, third.label] == ["8", "2019"]


def test_where_there_is_little_room_some_years_have_no_name() -> None:
    bars = chart_of([(year, 1) for year in range(2000, 2021)]).bars
    assert [bar.label for bar in bars if bar.label] == [
        "2002",
        "2005",
        "2008",
        "2011",
        "2014",
        "2017",
        "2020",
    ]
    assert {bar.number for bar in bars} == {""}


@given(st.lists(st.integers(0, 5000), min_size=2, max_size=60).filter(any))
def test_all_bars_are_in_the_chart_and_none_meets_another(talks: list[int]) -> None:
    chart = chart_of([(1970 + place, count) for place, count in enumerate(talks)])
    assert chart.width <= WIDTH + 1e-6
    right = 0.0
    for bar in chart.bars:
        assert bar.x >= right
        right = bar.x + bar.width
        assert 0 < bar.y <= bar.y + bar.height <= chart.height
    assert right <= chart.width


def test_the_talks_and_names_on_many_of_them_have_a_chart() -> None:
    talks = [
        talk(f"T{n}", start=f"20{17 + n % 2}-05-02", speakers="Ann Lee", tags="Many")
        for n in range(11)
    ]
    few = talk("One", start="2018-05-02", speakers="Bo Li", tags="Few")
    paths = Paths(talk="t", speaker="s", tag="g")
    pages = plan(resolved(a=[*talks, few]), paths, TODAY)
    expected = {
        "t/index": ((2017, 6), (2018, 6)),
        "s/ann-lee": ((2017, 6), (2018, 5)),
        "g/many": ((2017, 6), (2018, 5)),
        "s/bo-li": (),
        "g/few": (),
        "g/index": (),
    }
    found = {}
    for docname in expected:
        page = pages[docname]
        assert isinstance(page, IndexPage | NamePage)
        found[docname] = page.chart
    assert found == expected
