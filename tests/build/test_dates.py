"""Dates that nobody wrote are shown nowhere."""

import re
from datetime import date

import pytest
from babel.dates import format_interval

from sphinx_confrecap.sphinx.i18n import format_period
from tests.build.dialects import DIALECTS, written
from tests.build.same import body, words
from tests.build.sites import Built, MakeSite

MD = """
# Long Days 2030

:::{conference} Long Days 2030
:start: 2030-05-02
:end: 2030-05-05
:::

::::{talk} Some Day
:speakers: Ann Lee
:tags: Open

:::{talk} Inside
:::
::::

:::{talk} Known Day
:start: 2030-05-03 23:30
:duration: 60
:speakers: Ann Lee
:::

:::{talk-list}
:::

:::{talk-list}
:format: table
:group: year
:form:
:::

# Short Day 2031

:::{conference} Short Day 2031
:start: 2031-05-02
:::

:::{talk} The Only Day
:::

:::{schedule}
:::
"""
# Each version of Babel has other spaces around the dash.
RANGE = re.compile(
    r'<time datetime="2030-05-02">2\W+</time><time datetime="2030-05-05">5 May 2030<'
)


@pytest.fixture(scope="module", params=DIALECTS)
def built(make_shared: MakeSite, request: pytest.FixtureRequest) -> Built:
    text = written(MD, request.param)
    return make_shared({f"index.{request.param}": text}).quiet()


def rows(html: str, title: str) -> list[str]:
    """Return the items and lines of lists that have a title."""
    found = re.findall(r"<(?:li|tr)\b.*?</(?:li|tr)>", html, re.DOTALL)
    return [row for row in found if f">{title}<" in row]


def test_a_list_shows_the_days_of_the_conference(built: Built) -> None:
    plain, table = rows(body(built.html("index")), "Some Day")[-2:]
    assert RANGE.search(plain)
    assert plain.count("<time") == table.count("<time") == 2
    for docname in ("talks/index", "speakers/ann-lee", "tags/open"):
        [row] = rows(body(built.html(docname)), "Some Day")
        assert re.findall('datetime="(.*?)"', row) == ["2030-05-02", "2030-05-05"]
    # Under the heading of a year, it is not said again.
    assert re.search(r"\b2\W+5 May\b", words(body(built.html("speakers/ann-lee"))))
    assert "5 May 2030" not in words(body(built.html("speakers/ann-lee")))


def test_a_talk_in_it_has_no_day_either(built: Built) -> None:
    [row] = rows(body(built.html("talks/index")), "Inside")
    assert re.findall('datetime="(.*?)"', row) == ["2030-05-02", "2030-05-05"]


def test_a_known_day_is_shown_alone(built: Built) -> None:
    [row] = rows(body(built.html("speakers/ann-lee")), "Known Day")
    assert re.findall('datetime="(.*?)"', row) == ["2030-05-03"]


def test_the_page_of_the_talk_names_no_day(built: Built) -> None:
    page = body(built.html("talks/long-days-2030/some-day")).partition("cr-around")[0]
    assert "<time" not in page


def test_the_only_day_of_a_conference_is_certain(built: Built) -> None:
    page = built.html("talks/short-day-2031/the-only-day")
    assert "Friday, 2 May 2031" in words(page)
    schedule = built.html("index").partition("cr-schedule")[2]
    assert "Friday, 2 May 2031" in schedule
    assert "Without a date" not in schedule


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "ja", "nl", "pt_BR"])
@pytest.mark.parametrize("skeleton", ["yMMMMd", "MMMd"])
@pytest.mark.parametrize("last", ["2030-05-05", "2030-06-01", "2031-01-02"])
def test_two_days_read_as_one_period(language: str, skeleton: str, last: str) -> None:
    days = date(2030, 5, 2), date.fromisoformat(last)
    parts = format_period(*days, language, short=skeleton == "MMMd")
    locale = "en_GB" if language == "en" else language
    assert "".join(parts) == format_interval(*days, skeleton, locale=locale)
