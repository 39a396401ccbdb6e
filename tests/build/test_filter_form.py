"""The form above lists of talks: where it is, and what it leaves alone."""

import re
from pathlib import Path

import pytest

from tests.build.sites import Built, MakeSite

FILTERED = """
    # Home

    :::{talk-list}
    :form:
    :::
    """
SITE = {
    "index.md": FILTERED,
    "plain.md": """
        # Plain

        :::{talk-list}
        :::
        """,
    "recap.md": """
        # Recap

        :::{conference} Days & "Nights"
        :name: days
        :start: 2030-05-01
        :::

        :::{talk} Alpha
        :speakers: Bob Smith (Acme)
        :tags: C++, Kubernetes
        :video: https://example.org/watch
        :::

        :::{talk} Beta
        :kind: keynote
        :speakers: Ana Li
        :tags: Helm
        :language: de
        :start: 2030-05-02
        :::
        """,
}
DECLARED = {
    "tags.yml": "- name: Kubernetes\n- name: Helm\n  parent: Kubernetes\n",
    "speakers.yml": "- name: Robert Smith\n  aliases: [Bob Smith]\n",
}
CONF = {
    "confrecap_tags_file": "tags.yml",
    "confrecap_speakers_file": "speakers.yml",
    "confrecap_subtag_talks": True,
}
SCRIPT = Path(__file__).parents[2] / "sphinx_confrecap/static/confrecap-filter.js"


@pytest.fixture(scope="module")
def built(make_shared: MakeSite) -> Built:
    return make_shared(SITE).quiet()


def test_the_index_and_lists_that_ask_have_a_form(built: Built) -> None:
    for docname in ("index", "talks/index"):
        html = built.html(docname)
        assert html.count('class="cr-filter') == 1
        assert html.count('class="cr-found"') == 2
        assert html.count("confrecap-filter.js") == 1
    for docname in ("plain", "speakers/index", "recap", "talks/days/alpha"):
        assert not re.search(r"cr-filter|cr-found|data-tag", built.html(docname))
        assert "confrecap-filter.js" not in built.html(docname)


@pytest.mark.parametrize("format_", ["list", "table", "cards"])
def test_each_entry_says_what_it_is_found_by(make_site: MakeSite, format_: str) -> None:
    index = FILTERED.replace(":form:", f":form:\n    :format: {format_}")
    built = make_site({**SITE, "index.md": index}).build()
    assert (
        '<span class="cr-found" data-speaker="Bob Smith"'
        ' data-conference="Days &amp; &quot;Nights&quot;" data-year="2030"'
        ' data-kind="talk"'
        ' data-tag="C++&#10;Kubernetes" data-video="yes"><a '
    ) in built.html("index")
    assert 'data-kind="keynote" data-language="de" data-tag="Helm"' in built.html(
        "index"
    )


def test_names_are_those_of_the_site_with_the_tags_above(make_site: MakeSite) -> None:
    html = make_site({**SITE, **DECLARED}, CONF).build().html("talks/index")
    assert 'data-speaker="Robert Smith"' in html
    assert 'data-tag="Helm&#10;Kubernetes"' in html


def test_a_declared_name_is_shown_at_once(make_site: MakeSite) -> None:
    site = make_site({**SITE, **DECLARED}, CONF)
    site.build()
    site.write({"speakers.yml": "- name: Bobby\n  aliases: [Bob Smith]\n"})
    built = site.build()
    for docname in ("index", "talks/index"):
        assert 'data-speaker="Bobby"' in built.html(docname)


def test_a_choice_with_one_value_is_not_offered(built: Built) -> None:
    html = built.html("talks/index")
    names = re.findall(r'<(?:select|input)[^>]* name="(\w+)"', html)
    # Both talks are at one conference in one year; the theme has a search of its own.
    shown = [name for name in names if name not in ("q", "check_keywords", "area")]
    assert shown == ["text", "speaker", "kind", "language", "video", "match"]


def test_words_of_the_form_are_those_of_the_site(make_site: MakeSite) -> None:
    html = make_site(SITE, {"language": "fr"}).build().html("talks/index")
    assert '<option value="de">allemand</option>' in html


def test_a_flag_can_be_false(make_site: MakeSite) -> None:
    index = FILTERED.replace(":form:", ":form: false")
    assert "cr-filter" not in make_site({**SITE, "index.md": index}).build().html(
        "index"
    )


def test_other_lists_have_no_such_option(make_site: MakeSite) -> None:
    index = FILTERED.replace("talk-list", "speaker-list")
    (warning,) = make_site({**SITE, "index.md": index}).build().warnings
    assert "speaker-list has no option 'form'" in warning


def test_recaps_in_a_list_are_found_by_their_tags(make_site: MakeSite) -> None:
    index = FILTERED.replace(":form:", ":form:\n    :include: talks, recaps")
    recap = "\n        ---\n        tags: Reading\n        ---\n" + SITE["recap.md"][1:]
    html = (
        make_site({**SITE, "index.md": index, "recap.md": recap}).build().html("index")
    )
    assert '<span class="cr-found" data-tag="Reading">' in html
    assert "<output>3 of 3 entries</output>" in html


@pytest.mark.parametrize(
    "builder", ["text", "xml", "latex", "man", "texinfo", "epub", "singlehtml"]
)
def test_other_builders_have_no_form(make_site: MakeSite, builder: str) -> None:
    plain = {**SITE, "index.md": FILTERED.replace(":form:", ":form: no")}
    without, with_form = (make_site(files) for files in (plain, SITE))
    pages = []
    for site in (without, with_form):
        built = site.build(builder)
        texts = {
            path: built.read(path)
            for path in built.files()
            if path.endswith((".txt", ".xml", ".tex", ".xhtml", ".texi", ".html"))
            and "_static" not in path
        }
        pages.append(
            {path: _timeless(text, site.srcdir) for path, text in texts.items()}
        )
    assert pages[0] == pages[1]
    assert not any("cr-found" in text for text in pages[1].values())


def _timeless(text: str, srcdir: Path) -> str:
    """Return a page without its folder and the moment of its making."""
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "", text.replace(str(srcdir), ""))


def test_the_search_does_not_find_the_form(built: Built) -> None:
    index = built.read("searchindex.js")
    assert '"alpha"' in index
    assert '"reset"' not in index


def test_the_script_is_small_and_holds_no_words() -> None:
    script = SCRIPT.read_text("utf-8")
    assert len(script.encode()) < 8_000
    assert "innerHTML" not in script
    assert ".style" not in script
