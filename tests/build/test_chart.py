"""The chart of talks by year, as it is written."""

import re

import pytest

from tests.build.sites import Built, MakeSite, Site

TALKS = "\n".join(
    f":::{{talk}} Talk {number}\n:start: 20{17 + number % 3}-05-02\n"
    ":speakers: Ann Lee\n:tags: Many\n:::\n"
    for number in range(12)
)
CHART = re.compile(r"<svg.*?</svg>", re.DOTALL)


@pytest.fixture(scope="module")
def site(make_shared: MakeSite) -> Site:
    return make_shared({"index.md": f"# Recap\n\n{TALKS}"})


@pytest.fixture(scope="module")
def built(site: Site) -> Built:
    return site.build()


@pytest.mark.parametrize("page", ["talks/index", "speakers/ann-lee", "tags/many"])
def test_a_chart_says_in_words_what_it_shows(built: Built, page: str) -> None:
    (chart,) = re.findall(
        r'<div class="cr-chart[^"]*">(<svg.*?</svg>)', built.html(page)
    )
    label = 'aria-label="Talks by year: 2017: 4, 2018: 4 and 2019: 4"'
    assert chart.startswith(f'<svg role="img" {label} ')
    assert chart.count("<rect") == 3
    assert "style" not in chart


@pytest.mark.parametrize("page", ["talks/talk-1", "tags/index", "index"])
def test_other_pages_have_none(built: Built, page: str) -> None:
    assert not CHART.search(built.html(page).partition("<body>")[2])


@pytest.mark.parametrize("builder", ["text", "xml"])
def test_other_builders_have_none(site: Site, builder: str) -> None:
    assert "by year" not in site.quiet(builder).page("talks/index")


def test_a_chart_follows_and_goes_with_the_talks(make_site: MakeSite) -> None:
    site = make_site({"index.md": f"# Recap\n\n{TALKS}"})
    site.build()
    site.write({"index.md": f"# Recap\n\n{TALKS.replace('2019-', '2018-')}"})
    html = site.build().html("tags/many")
    assert 'aria-label="Talks by year: 2017: 4 and 2018: 8"' in html
    few = TALKS.partition(":::{talk} Talk 9")[0]
    site.write({"index.md": f"# Recap\n\n{few}"})
    assert not CHART.search(site.build().html("tags/many").partition("<body>")[2])
