"""What authors do in notes and titles, and what becomes of it elsewhere."""

import pytest
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinx_confrecap.sphinx.builders import makes_pages
from tests.build.sites import MakeSite
from tests.build.words import day

TALK = """\
    # Recap

    ::::{talk} One
    :tags: Testing

    BODY
    ::::
    """


def recap(body: str) -> dict[str, str]:
    return {"index.md": TALK.replace("BODY", body.replace("\n", "\n    "))}


def test_an_address_that_cannot_be_read_breaks_no_build(make_site: MakeSite) -> None:
    body = "```{eval-rst}\n`bad <http://[bad>`_\n```"
    assert "bad" in make_site(recap(body)).build().html("talks/one")


def test_an_authors_link_keeps_its_scheme(make_site: MakeSite) -> None:
    conf = {"myst_url_schemes": ["https", "tel"]}
    built = make_site(recap("[Call](tel:+4912345)"), conf).build()
    for docname in ("index", "talks/one"):
        assert 'href="tel:+4912345"' in built.html(docname)


def test_the_rest_of_an_excerpt_is_checked(make_site: MakeSite) -> None:
    body = "First.\n\nSecond: {conf:talk}`nowhere`."
    built = make_site(recap(body), {"confrecap_recap": "excerpt"}).build()
    [warning] = built.warnings
    assert "there is no talk 'nowhere'" in warning
    assert "Second" not in built.html("index")


def test_a_talk_in_a_talk_is_at_the_same_conference(make_site: MakeSite) -> None:
    files = {
        "index.md": """\
            # Recap

            :::{conference} Here
            :start: 2030-05-01
            :::

            :::{conference} There
            :start: 2031-05-01
            :end: 2031-05-02
            :::

            ::::{talk} Outer
            :conference: Here
            :start: 2030-05-01 09:00

            :::{talk} Inner
            :cue: 3:00
            :::
            ::::

            :::{talk} After
            :::
            """
    }
    built = make_site(files).quiet("text")
    page = " ".join(built.page("talks/here/inner").split())
    wednesday = day(2030, 5, 1, "full")
    assert f"{wednesday} · part of Outer · at 3:00 in the recording" in page
    assert "There" in built.page("talks/there/after")


def test_lists_name_a_talk_as_its_page_does(make_site: MakeSite) -> None:
    files = {"index.md": '# Recap\n\n:::{talk} A "quoted" title\n:::\n'}
    # Quotation marks become round in html alone.
    assert "A \u201cquoted\u201d title" in make_site(files).build().html("talks/index")


@pytest.mark.parametrize("line", [":tags: Testing", "tags: Testing"])
def test_an_option_that_became_text_is_named(make_site: MakeSite, line: str) -> None:
    files = {"index.md": f"# Recap\n\n:::{{talk}} One\n\n{line}\n:::\n"}
    [warning] = make_site(files).build().warnings
    assert warning.startswith("index.md:5: WARNING: the option 'tags' is in")
    assert warning.endswith("[confrecap.option]")


def test_pages_go_after_a_build_of_some_documents(make_site: MakeSite) -> None:
    files = {"index.md": "# Home", "one.md": recap("Notes.")["index.md"]}
    site = make_site(files)
    site.build()
    site.write({"one.md": files["one.md"].replace("Notes", "Other notes")})
    site.build(filenames=[site.srcdir / "index.md"])
    site.remove("one.md")
    assert "talks/one.html" not in site.build().files()


def test_a_single_page_by_another_name_is_a_book_too() -> None:
    class OnePage(SingleFileHTMLBuilder):
        name = "onepage"

    assert not makes_pages(OnePage.__new__(OnePage))


@pytest.mark.parametrize("parallel", [0, 4])
def test_wrong_code_is_reported_once(make_site: MakeSite, parallel: int) -> None:
    code = "```{code-block} python\n§ no Python $\n```"
    files = {
        f"r{number}.md": f"# R\n\n::::{{talk}} Talk {number}\n\n{code}\n::::\n"
        for number in range(6)
    }
    files["index.md"] = "# Home\n"
    warnings = make_site(files).build(parallel=parallel).warnings
    places = sorted(line.partition(":")[0] for line in warnings if "Lexing" in line)
    assert places == [f"r{number}.md" for number in range(6)]


def test_links_of_any_scheme_stay_in_what_an_author_wrote(make_site: MakeSite) -> None:
    links = "[Call](tel:+1) [get](ftp://a.example/b)"
    site = make_site(
        {
            "index.md": f"# R\n\n:::{{conference}} C\n{links}\n:::\n\n"
            ":::{talk} T\n:tags: Sam\n:speakers: Sam\n:::\n",
            "t.yml": f"- name: Sam\n  description: '{links}'\n",
            "s.yml": f"- name: Sam\n  biography: '{links}'\n",
        },
        {
            "confrecap_tags_file": "t.yml",
            "confrecap_speakers_file": "s.yml",
            "myst_url_schemes": ["tel", "ftp"],
        },
    )
    built = site.build()
    for docname in ("index", "tags/sam", "speakers/sam"):
        assert 'href="tel:+1"' in built.html(docname)
        assert 'href="ftp://a.example/b"' in built.html(docname)
