"""Extensions beside ours: each has a habit that is hard on documents without a file."""

from __future__ import annotations

from itertools import permutations

import pytest
from docutils.parsers.rst import roles

from tests.build.sites import CONF, MakeSite

PACKAGE = "tests.build.extensions"
EXTENSIONS = [
    "opens_files",
    "reads_all",
    "notes_sources",
    "replaces_nodes",
    "adds_to_all",
    "asks_again",
    "collects",
    "inserts_nodes",
]
FILES = {
    "index.md": """\
        # Home

        ```{toctree}
        recap
        talks/index
        ```
        """,
    "recap.md": """\
        # Pebble Days

        :::{talk} Round Stones
        :speakers: Ida Quarry

        Words.
        :::
        """,
}

NOTES = {
    **FILES,
    "recap.md": """\
        # Pebble Days

        ::::{talk} Round Stones
        First words.

        ## Inside

        The rest.

        :::{early}
        :::

        :::{known}
        :::

        :::{once}
        :::
        ::::
        """,
}

each_order = pytest.mark.parametrize(
    "order", [[*p] for p in permutations(["sphinx_confrecap", "other"])], ids=str
)


def conf(order: list[str], name: str, **settings: object) -> dict[str, object]:
    given = [f"{PACKAGE}.{name}" if e == "other" else e for e in order]
    return {**CONF, "extensions": ["myst_parser", *given], **settings}


@each_order
@pytest.mark.parametrize("name", EXTENSIONS)
def test_a_site_is_built_and_built_again_as_a_new_one(
    make_site: MakeSite, name: str, order: list[str]
) -> None:
    site = make_site(FILES, conf(order, name))
    assert site.build(warningiserror=True).warnings == []
    assert site.build(warningiserror=True).warnings == []
    files = {**FILES, "recap.md": FILES["recap.md"].replace("Round", "Flat")}
    site.write(files)
    built = site.build(warningiserror=True)
    pages = {name: built.html(name) for name in sorted(built.env.found_docs)}
    clean = make_site(files, conf(order, name)).build(warningiserror=True)
    assert "Flat Stones" in pages["talks/flat-stones"]
    assert pages == {name: clean.html(name) for name in sorted(clean.env.found_docs)}


@each_order
def test_notes_hold_what_an_extension_made_of_its_nodes(
    make_site: MakeSite, order: list[str]
) -> None:
    for recap in ("full", "excerpt"):
        site = make_site(NOTES, conf(order, "replaces_nodes", confrecap_recap=recap))
        built = site.build(warningiserror=True)
        page, recap_page = built.html("talks/round-stones"), built.html("recap")
        assert ("EARLY" in recap_page) == (recap == "full")
        for words in (
            "EARLY",
            '<p id="here"><a class="reference internal" href="#here"',
        ):
            assert page.count(words) == 1
        assert 'class="rubric" id="inside">Inside</h2>' in page
        assert [page.count(words) for words in ("EARLY", "ONCE")] == [1, 1]
        assert recap_page.count("ONCE") == (recap == "full")


def test_a_builder_without_our_nodes_has_them_as_well(make_site: MakeSite) -> None:
    order = ["sphinx_confrecap", "other"]
    built = make_site(NOTES, conf(order, "replaces_nodes")).build("text")
    assert built.warnings == []
    for words in ("EARLY", "KNOWN", "ONCE"):
        assert words in built.page("talks/round-stones")


def test_parts_of_a_talk_are_not_found_by_their_place(make_site: MakeSite) -> None:
    order = ["sphinx_confrecap", "other"]
    settings = {"confrecap_recap": "excerpt"}
    built = make_site(NOTES, conf(order, "replaces_nodes", **settings)).build()
    assert "ASIDE" in built.html("recap")
    assert "Read the notes" in built.html("recap")
    assert "The rest" not in built.html("recap")


def test_a_generated_document_has_what_others_add_to_all(make_site: MakeSite) -> None:
    built = make_site(FILES, conf(["other", "sphinx_confrecap"], "adds_to_all")).build()
    for name in ("recap", "talks/index", "talks/round-stones"):
        assert f"ADDED to {name}" in built.html(name)


@pytest.mark.parametrize("parallel", [1, 2])
def test_a_generated_document_is_collected_from_as_others(
    make_site: MakeSite, parallel: int
) -> None:
    more = {f"r{n}.md": f"# R{n}\n\n:::{{talk}} T{n}\n:::\n" for n in range(6)}
    settings = conf(["other", "sphinx_confrecap"], "collects")
    # It asserts itself that it has each document once, and no other.
    make_site({**FILES, **more}, settings).quiet(parallel=parallel)


def test_nodes_that_others_insert_are_no_parts_of_a_talk(make_site: MakeSite) -> None:
    order = ["other", "sphinx_confrecap"]
    for recap in ("full", "excerpt"):
        settings = conf(order, "inserts_nodes", confrecap_recap=recap)
        built = make_site(FILES, settings).quiet()
        assert "<title>Round Stones " in built.html("talks/round-stones")
        for name in ("recap", "talks/round-stones"):
            assert "Words." in built.html(name) or recap == "excerpt"
            assert "Ida Quarry" in built.html(name)


def test_a_generated_document_has_a_path_and_no_file(make_site: MakeSite) -> None:
    env = make_site(FILES).build().env
    path = env.doc2path("talks/round-stones")
    assert path.is_relative_to(env.srcdir)
    assert path.relative_to(env.srcdir) == env.doc2path("talks/round-stones", False)
    assert not path.exists()


def test_the_builder_of_changes_leaves_documents_without_a_file_out(
    make_site: MakeSite,
) -> None:
    files = {"guide.md": "# Guide\n\n```{versionadded} 1\nAll of it.\n```\n"}
    built = make_site({**FILES, **files}, {"version": "1"}).build("changes")
    assert "rst/recap.html" in built.files()
    assert not [file for file in built.files() if "talks/" in file]


def test_nothing_is_left_of_what_others_set_for_a_parser(make_site: MakeSite) -> None:
    before = roles.role
    extensions = [*CONF["extensions"], "sphinx.ext.intersphinx"]
    site = make_site(FILES, {"extensions": extensions})
    assert site.build(warningiserror=True).warnings == []
    assert roles.role is before
