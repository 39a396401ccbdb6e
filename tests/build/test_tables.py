"""Lists in groups, and as tables with columns."""

import re

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.same import body
from tests.build.sites import Built, MakeSite

TALKS = """
    # Talks

    :::{conference} East 2030
    :series: East
    :start: 2030-05-01
    :end: 2030-05-02
    :location: Kyiv
    :::

    :::{talk} Zulu
    :speakers: Ann Lee (Acme), Bo Li
    :start: 2030-05-02
    :slides: slides.txt, [Handout](https://example.org/handout)
    :video: https://example.org/video
    :still: [A stage](stage.png)
    :level: Beginner
    :duration: 45
    :::

    :::{talk} Alpha
    :speakers: Ann Lee
    :moderators: Mo Derator
    :start: 2030-05-01
    :::

    # More

    :::{conference} West 2029
    :series: east
    :start: 2029-10-01
    :::

    :::{talk} Mike
    :language: de
    :status: recorded
    :::
    """
OTHERS = "# Others\n\n:::{talk} Lone\n:start: 2031-01-01\n:::\n\n:::{talk} Undated\n:::"
FILES = {"talks.md": TALKS, "others.md": OTHERS, "slides.txt": "", "stage.png": ""}


def built(make_site: MakeSite, options: str, dialect: str = "md") -> Built:
    text = f"# List\n\n:::{{talk-list}}\n{options}\n:::"
    files = {**FILES, f"index.{dialect}": written(text, dialect)}
    return make_site(files).quiet()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def in_order(page: str, names: str) -> bool:
    places = [page.index(name) for name in names.split(", ")]
    return places == sorted(places)


@pytest.mark.parametrize("format_", ["list", "table", "cards"])
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (":group: year", "2031, Lone, 2030, Zulu, Alpha, 2029, Mike, Without, Undated"),
        (":group: year\n:sort: date", "2029, Mike, 2030, Alpha, Zulu, 2031, Lone"),
        (":group: year\n:sort: title", "2031, Lone, 2030, Alpha, Zulu, 2029, Mike"),
        (":group: conference", "East 2030, Zulu, Alpha, West 2029, Mike, Others, Lone"),
        (":group: conference\n:sort: date", "West 2029, Mike, East 2030, Alpha, Zulu"),
        (":group: series", "East, Zulu, Alpha, Mike, Others, Lone, Undated"),
        (":group: year\n:limit: 2", "2031, Lone, 2030, Zulu"),
        (":group: none\n:sort: title", "Alpha, Lone, Mike, Undated, Zulu"),
    ],
)
def test_groups_are_in_the_order_of_the_list(
    make_site: MakeSite, format_: str, options: str, expected: str
) -> None:
    html = body(built(make_site, f"{options}\n:format: {format_}").html("index"))
    page = words(html)
    assert in_order(page, expected)
    if "limit" in options:
        assert "Alpha" not in page
    if "conference" in options:
        assert re.search(r'href="talks.html#conference-east-2030"', html)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_table_has_the_columns_that_are_asked_for(
    make_site: MakeSite, dialect: str
) -> None:
    options = ":columns: level, title, duration, language, status, slides"
    html = body(built(make_site, options, dialect).html("index"))
    heads = re.findall(r"<th[^>]*>(.*?)</th>", html, re.DOTALL)
    names = ["Level", "Talk", "Duration", "Language", "Status", "Slides"]
    assert [words(head) for head in heads] == names
    page = words(html)
    assert "Beginner Zulu 45 min slides · Handout" in page
    assert "Mike German Recorded" in page


def test_a_table_has_no_column_that_is_empty(make_site: MakeSite) -> None:
    html = body(built(make_site, ":format: table\n:year: 2031").html("index"))
    heads = re.findall(r"<th[^>]*>(.*?)</th>", html, re.DOTALL)
    assert [words(head) for head in heads] == ["Talk", "Date"]


@pytest.mark.parametrize("format_", ["list", "table", "cards"])
def test_all_that_a_list_names_are_links(make_site: MakeSite, format_: str) -> None:
    html = body(built(make_site, f":format: {format_}\n:year: 2030").html("index"))
    for address in (
        *("talks/east-2030/zulu.html", "speakers/ann-lee.html"),
        *("speakers/mo-derator.html", "talks.html#conference-east-2030"),
        *("https://example.org/handout", "https://example.org/video"),
    ):
        assert f'href="{address}"' in html, address
    assert re.search(r'href="_downloads/[^"]*slides.txt"', html)


def test_a_page_has_no_link_to_itself(make_site: MakeSite) -> None:
    html = body(built(make_site, ":year: 2030").html("speakers/ann-lee"))
    assert "Ann Lee" in html
    assert 'href="#"' not in html
    assert 'href="ann-lee.html"' not in html
    assert 'href="bo-li.html"' in html


def test_only_cards_show_a_still(make_site: MakeSite) -> None:
    html = built(make_site, ":format: cards").html("index")
    assert re.search(r'<img alt="A stage"[^>]*src="_images/stage.png"', html)
    assert "stage.png" not in built(make_site, ":format: list").html("index")


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "latex", "epub"])
def test_other_builders_have_the_groups(make_site: MakeSite, builder: str) -> None:
    text = "# List\n\n:::{talk-list}\n:group: year\n:format: table\n:::"
    more = ":::{talk-list}\n:group: conference\n:form:\n:::"
    files = {**FILES, "index.md": f"{text}\n\n{more}\n\n{{doc}}`talks`"}
    site = make_site(files, {"root_doc": "index"})
    built = site.build(builder)
    assert [line for line in built.warnings if "confrecap" in line] == []
    names = {"text": "index.txt", "man": "test.1", "texinfo": "test.texi"}
    names |= {"latex": "test.tex", "epub": "index.xhtml"}
    page = built.read(names[builder])
    assert in_order(page, "2031, Lone, 2030, Zulu, Alpha")
    assert in_order(page, "2029, Mike")


def test_a_form_filters_a_grouped_table(make_site: MakeSite) -> None:
    html = body(built(make_site, ":columns: date, title\n:form:").html("index"))
    assert html.count('class="cr-found"') == 5
    html = body(built(make_site, ":columns: date, level\n:form:").html("index"))
    # Without titles, the script finds the rows by their first cell.
    assert html.count('class="cr-found"') == 5


@pytest.mark.parametrize(
    ("directive", "option", "says"),
    [
        ("talk-list", "columns: titel, date", "did you mean 'title'?"),
        ("talk-list", "columns: location", "'location' is not one of title, speakers,"),
        ("talk-list", "group: month", "not one of year, conference, series, none"),
        ("conference-list", "group: conference", "not one of year, series, none"),
        ("speaker-list", "group: year", "speaker-list has no option 'group'"),
        ("post-list", "columns: talks", "not one of title, author, date, platform"),
    ],
)
def test_other_looks_warn(
    make_site: MakeSite, directive: str, option: str, says: str
) -> None:
    text = f"# List\n\n:::{{{directive}}}\n:{option}\n:::"
    [warning] = make_site({**FILES, "index.md": text}).build().warnings
    assert warning.startswith("index.md:4: ")
    assert says in warning
