"""The words of a programme, beside an author's notes."""

import json
import re
from typing import Any

import pytest

from sphinx_confrecap.sphinx.domain import ConferenceDomain
from tests.build.dialects import DIALECTS, written
from tests.build.sites import MakeSite, Site

MD = """
# Days

:::{conference} Days
:start: 2030-05-02
:::

:::{schedule}
:::

:::::{talk} Noted
:start: 2030-05-02 09:00
:url: https://example.org/programme/1

My own words.

More of mine, see {ref}`theirs`.

::::{abstract}
:source: [The programme](https://example.org/programme)
:license: CC BY 4.0

Promised *wonders*, with a link to {conf:talk}`quoted`.

(theirs)=

## What you learn

A heading of theirs.
::::
:::::

::::{talk} Quoted
:start: 2030-05-02 10:00
:url: https://example.org/programme/2

:::{abstract}
Only promises.
:::
::::

Talks with notes:

:::{talk-list}
:has: notes
:::
"""

NOTED, QUOTED = "talks/days/noted", "talks/days/quoted"


@pytest.fixture(scope="module", params=DIALECTS)
def site(request: Any, make_shared: MakeSite) -> Site:
    return make_shared({f"index.{request.param}": written(MD, request.param)})


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def details(html: str) -> str:
    (found,) = re.findall(r"<details.*?</details>", html, re.DOTALL)
    return str(found)


def test_a_talks_page_folds_the_abstract_below_the_notes(site: Site) -> None:
    html = site.quiet().html(NOTED)
    abstract = details(html)
    assert "open" not in abstract.partition(">")[0]
    assert "From the programme" in abstract.partition("</summary>")[0]
    assert '<blockquote cite="https://example.org/programme">' in abstract
    assert 'href="quoted.html"' in abstract
    assert "CC BY 4.0" in words(abstract)
    assert html.index("My own words") < html.index("<details")


def test_without_a_source_the_talks_address_is_named(site: Site) -> None:
    abstract = details(site.build().html(QUOTED))
    assert '<blockquote cite="https://example.org/programme/2">' in abstract
    assert ">example.org</a>" in abstract


def test_an_abstract_is_not_notes(site: Site) -> None:
    built = site.build()
    talks = ConferenceDomain.of(built.env).catalogue.talks
    facts = {key: record.fact for key, record in talks.items()}
    assert facts["days/noted"].has_notes
    assert facts["days/noted"].has_abstract
    assert not facts["days/quoted"].has_notes
    assert facts["days/quoted"].has_abstract
    html = built.html("index")
    assert ">Quoted<" not in html.partition("Talks with notes")[2]
    (line,) = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*>Quoted<.*?</tr>", html, re.DOTALL)
    assert words(line) == "10:00 Quoted"


def test_the_search_finds_it_once(site: Site) -> None:
    built = site.build()
    index = json.loads(built.read("searchindex.js")[len("Search.setIndex(") : -1])
    places = index["terms"]["wonder"]
    assert [index["docnames"][n] for n in [places]] == [NOTED]


def test_a_link_to_a_place_in_it_leads_there(site: Site) -> None:
    built = site.build()
    assert 'href="#theirs"' in built.html(NOTED)
    assert 'id="theirs"' in details(built.html(NOTED))
    assert 'href="#theirs"' in built.html("index")


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "man", "texinfo"])
def test_elsewhere_it_is_a_quotation(site: Site, builder: str) -> None:
    built = site.quiet(builder) if builder == "text" else site.build(builder)
    assert [line for line in built.warnings if "index" in line] == []
    if builder == "epub":
        html = built.html("index")
        assert "<details" not in html
        assert '<blockquote cite="https://example.org/programme">' in html
    elif builder == "text":
        page = built.page(NOTED)
        assert "From the programme\n\n   Promised *wonders*" in page
        assert "-- The programme <https://example.org/programme> · CC BY 4.0" in page


def test_an_excerpt_has_none(site: Site) -> None:
    built = site.quiet(confoverrides={"confrecap_recap": "excerpt"})
    html = built.html("index")
    assert "<details" not in html
    assert "My own words." in html
    assert "promises" not in html
    # The link to the rest has the anchors of all that is left out.
    assert re.search(r'<(\w+) id="theirs">', html)
    assert html.count("Read the notes") == 1
    assert "Promised" in built.html(NOTED)


def test_a_site_without_pages_of_talks_has_it_on_the_recap(site: Site) -> None:
    built = site.quiet(confoverrides={"confrecap_talks_path": ""})
    assert built.html("index").count("<details") == 2
    index = built.read("searchindex.js")
    assert '"wonder"' in index


def test_one_in_another_block_stays_there(make_site: MakeSite) -> None:
    text = """
    # R

    :::::{talk} A talk
    ::::{note}
    :::{abstract}
    Words.
    :::
    ::::
    :::::
    """
    html = make_site({"index.md": text}).quiet().html("talks/a-talk")
    note = html.partition('class="admonition note"')[2]
    assert "From the programme" in note.partition("</blockquote>")[0]


def test_a_talk_whose_body_is_a_comment_has_no_notes(make_site: MakeSite) -> None:
    text = "# R\n\n:::{talk} A talk\n% Notes to come.\n:::\n"
    built = make_site({"index.md": text}).quiet()
    (record,) = ConferenceDomain.of(built.env).catalogue.talks.values()
    assert not record.fact.has_notes
