"""A talk's notes stand on the recap and on the talk's page, and work on both."""

import json
import re
from collections.abc import Callable
from functools import cache
from textwrap import dedent
from typing import Any

import pytest
from docutils import nodes
from sphinx import addnodes

from tests.build.constructs import BEGIN, CONF, CONSTRUCTS, END, documents, site
from tests.build.dialects import DIALECTS, in_rest, written
from tests.build.links import Output, Page
from tests.build.same import body, inventory
from tests.build.sites import Built, MakeSite, combined

# MyST 5.2 still asks for it where it includes a file.
pytestmark = pytest.mark.filterwarnings(
    r"ignore:'sphinx\.\S+\.app' is deprecated::myst_parser\.mocking"
)

BUILDERS = ["html", "dirhtml", "json", "text"]
# html of both, the others of one each.
DAILY = [("md", "html"), ("rst", "html")]
DAILY += [("rst", "dirhtml"), ("md", "json"), ("rst", "text")]


each_output = pytest.mark.parametrize(
    ("suffix", "builder"), combined(DIALECTS, BUILDERS, daily=DAILY)
)
each_page = pytest.mark.parametrize(
    ("suffix", "builder"), combined(DIALECTS, BUILDERS[:3], daily=DAILY)
)


def copied(suffix: str) -> set[str]:
    """Return the names of those that both pages have.

    A toctree stays with the recap, and a talk in a talk has a page of its own.
    """
    return documents(suffix).keys() - {"toctrees", "nested"}


each_language = pytest.mark.parametrize("suffix", DIALECTS)


Sites = Callable[[str, str], Output]
"""``sites(suffix, builder)``: the site of a language as a builder made it, once."""


@pytest.fixture(scope="module")
def sites(make_shared: MakeSite) -> Sites:
    site_of = cache(lambda suffix: make_shared(site(suffix), CONF))
    return cache(lambda suffix, builder: Output(site_of(suffix).build(builder)))


def notes(built: Built, docname: str) -> str:
    """Return what a page has between the first and the last words of notes."""
    page = built.page(docname)
    if built.app.builder.name == "json":
        page = json.loads(page)["body"]
    start, end = page.index(BEGIN), page.index(END)
    return page[start : end + len(END)]


@each_output
def test_nothing_warns(sites: Sites, suffix: str, builder: str) -> None:
    assert sites(suffix, builder).built.warnings == []


@each_page
def test_no_link_is_dead(sites: Sites, suffix: str, builder: str) -> None:
    assert sites(suffix, builder).dead_links() == []


@each_page
def test_no_anchor_is_there_twice(sites: Sites, suffix: str, builder: str) -> None:
    assert sites(suffix, builder).anchors_given_twice() == []


@pytest.mark.parametrize(
    "suffix", ["md", pytest.param("rst", marks=pytest.mark.exhaustive)]
)
def test_no_link_is_dead_beside_excerpts(make_site: MakeSite, suffix: str) -> None:
    conf = {**CONF, "confrecap_recap": "excerpt"}
    output = Output(make_site(site(suffix), conf).quiet())
    assert output.dead_links() == []
    assert output.anchors_given_twice() == []
    assert "Read the notes" in output.pages["recaps/doc.html"].words


@each_output
def test_notes_are_the_same_in_both(sites: Sites, suffix: str, builder: str) -> None:
    built = sites(suffix, builder).built
    for name in copied(suffix):
        there = notes(built, f"recaps/{name}")
        here = notes(built, f"talks/days/{name}")
        if builder == "text":
            assert here == there
        else:
            assert Page(here).words == Page(there).words
        assert len(there) > len(BEGIN + END) + 4 or name == "raw"


@each_page
def test_links_in_notes_lead_alike(sites: Sites, suffix: str, builder: str) -> None:
    output = sites(suffix, builder)
    for name in copied(suffix):
        found, expected = links_in_notes(output, name)
        assert found == expected, name


def links_in_notes(output: Output, name: str) -> tuple[list[Any], list[Any]]:
    """Return the links on a talk's page, and those that the recap makes expect."""
    recap, talk = f"recaps/{name}", f"talks/days/{name}"
    there, here = output.address(recap), output.address(talk)
    anchors = output.pages[here].anchors
    expected = []
    for link in Page(notes(output.built, recap)).links:
        target = output.target(there, link.address)
        if target and target[0] == there and target[1] in anchors:
            # A place that the talk's page has as well is found there.
            target = here, target[1]
        expected.append((link.words, target or link.address))
    found = [
        (link.words, output.target(here, link.address) or link.address)
        for link in Page(notes(output.built, talk)).links
    ]
    return found, expected


@each_language
@pytest.mark.parametrize("place", ["recaps", "talks/days"])
def test_notes_show_what_they_hold(sites: Sites, suffix: str, place: str) -> None:
    built = sites(suffix, "html").built
    for name in documents(suffix):
        page = built.html(f"{place}/{name}")
        for shown in CONSTRUCTS[name].shows:
            assert shown in page, name


@each_output
def test_notes_of_an_inner_talk(sites: Sites, suffix: str, builder: str) -> None:
    built = sites(suffix, builder).built
    places = ("recaps/nested", "talks/days/nested", "talks/days/inside")
    for words in ("Its own notes", "Of the inner talk"):
        there, around, here = (words in built.page(docname) for docname in places)
        assert (there, around, here) == (True, False, True), words


# Nothing is registered twice. ------------------------------------------------------


@each_language
def test_no_domain_knows_the_pages_of_talks(sites: Sites, suffix: str) -> None:
    env = sites(suffix, "html").built.env
    std = env.domains.standard_domain
    places = [
        *(place[0] for place in std.labels.values()),
        *(place[0] for place in std.anonlabels.values()),
        *(place[0] for place in std.objects.values()),
        *(place[0] for place in std._terms.values()),
        *(place.docname for place in env.domains.python_domain.objects.values()),
        *(place[0] for place in env.domains.citation_domain.citations.values()),
        *(place[0] for place in env.domains.math_domain.equations.values()),
        *(name for name, found in env.domains["todo"].todos.items() if found),
        *(name for name, found in env.domains.index_domain.entries.items() if found),
        *(name for held, _ in env.images.values() for name in held),
        *(name for held, _ in env.dlfiles.values() for name in held),
    ]
    assert len(places) > 40
    assert [name for name in places if name.startswith("talks/")] == []


@each_language
def test_the_inventory_has_only_our_objects_there(sites: Sites, suffix: str) -> None:
    items = inventory(sites(suffix, "html").built)
    types = {
        name.split(" ")[0] for name, (uri, _) in items.items() if uri.startswith("talk")
    }
    assert types == {"conf:talk", "std:doc"}


@each_language
def test_the_index_has_each_entry_once(sites: Sites, suffix: str) -> None:
    index = sites(suffix, "html").pages["genindex.html"]
    for entry in ("entry of a block", "entry of a line", "brew()", "BREW_PATH"):
        if suffix == "md" or entry != "BREW_PATH":
            found = [link for link in index.links if entry.endswith(link.words)]
            assert found, entry
    addresses = [link.address for link in index.links]
    assert [address for address in addresses if address.startswith("talks/")] == []


@each_language
def test_the_list_of_todos_has_each_once(sites: Sites, suffix: str) -> None:
    page = sites(suffix, "html").built.html("guide/a")
    assert body(page).count("Write to") == 1


@each_language
def test_a_copy_leaves_the_authors_document(sites: Sites, suffix: str) -> None:
    built = sites(suffix, "html").built
    for name in CONSTRUCTS:
        docname = f"recaps/{name}"
        if docname in built.env.found_docs:
            doctree = built.doctree(docname)
            talk = f"talks/days/{name}"
            held = [
                node
                for node in doctree.findall(nodes.Element)
                if node.get("refdoc") == talk
            ]
            assert held == []


# Warnings. -------------------------------------------------------------------------

BROKEN = """
    # Recap

    ::::{talk} A talk

    {doc}`nowhere`, {ref}`nowhere`, {conf:talk}`nowhere`, {any}`nowhere`,
    {numref}`nowhere`, {eq}`nowhere`, {download}`nowhere.csv`,
    {term}`nowhere`, {py:func}`nowhere`, %s

    ![](nowhere.png)
    ::::
"""
BROKEN_RECAP = {
    "md": BROKEN % "[](nowhere.md), [](#nowhere)",
    "rst": in_rest(BROKEN % "[Nowhere]_"),
}


@pytest.mark.parametrize(
    ("suffix", "builder", "parallel"),
    combined(
        DIALECTS,
        ["html", "text"],
        [0, 2],
        daily=[("md", "html", 2), ("rst", "text", 0)],
    ),
)
def test_a_fault_in_notes_warns_once(
    make_site: MakeSite, suffix: str, builder: str, parallel: int
) -> None:
    files = {"index.md": "# Home", f"recap.{suffix}": BROKEN_RECAP[suffix]}
    with_pages = make_site(files, CONF).build(builder, parallel=parallel)
    without = {**CONF, "confrecap_talks_path": ""}
    alone = make_site(files, without).build(builder, parallel=parallel)
    assert len(alone.warnings) >= 9
    assert sorted(with_pages.warnings) == sorted(alone.warnings)
    for line in with_pages.warnings:
        assert line.startswith(f"recap.{suffix}:"), line


@each_language
def test_a_fault_warns_once_later(make_site: MakeSite, suffix: str) -> None:
    files = {"index.md": "# Home", f"recap.{suffix}": BROKEN_RECAP[suffix]}
    warnings = []
    for conf in (CONF, {**CONF, "confrecap_talks_path": ""}):
        site = make_site(files, conf)
        for path in site.build().outdir.rglob("*.html"):
            path.unlink()
        warnings.append(sorted(site.build().warnings))
    assert warnings[0] == warnings[1]
    assert len(warnings[0]) >= 6


# Places in the notes. --------------------------------------------------------------


@each_language
def test_headings_in_notes_are_rubrics(sites: Sites, suffix: str) -> None:
    built = sites(suffix, "html").built
    doctree = built.resolved("talks/days/headings")
    titles = [section[0].astext() for section in doctree.findall(nodes.section)]
    assert titles == ["The headings", "Related talks"]
    page = body(built.html("talks/days/headings"))
    recap = body(built.html("recaps/headings"))
    anchor = r"(<span[^>]*></span>)*"
    assert re.search(rf"<h2[^>]*>{anchor}The first part", page)
    assert re.search(rf"<h3[^>]*>{anchor}Deeper", page)
    assert re.search(rf"<h3[^>]*>{anchor}The first part", recap)
    assert re.search(rf"<h4[^>]*>{anchor}Deeper", recap)


@each_language
def test_a_toctree_in_notes_stays_with_the_recap(sites: Sites, suffix: str) -> None:
    built = sites(suffix, "html").built
    assert built.env.toctree_includes["recaps/toctrees"] == ["guide/leaf"]
    assert "talks/days/toctrees" not in built.env.toctree_includes
    assert list(built.resolved("talks/days/toctrees").findall(addnodes.toctree)) == []


def test_an_authors_address_leads_there_from_both(make_site: MakeSite) -> None:
    talk = """
        .. talk:: A talk

           `A page <../guide.html#x>`_, `a query <?q>`_, `a place <#talk-a-talk>`_

           .. image:: dot.png
              :target: ../guide.html
    """
    recap = f"Recap\n=====\n{dedent(talk)}"
    guide = "# Guide\n\n(x)=\n## X"
    files = {"guide.md": guide, "recaps/one.rst": recap, "recaps/dot.png": ""}
    built = make_site({"index.md": "# Home", **files}, CONF).build()
    page = body(built.html("talks/a-talk"))
    assert page.count('href="../recaps/../guide.html') == 2
    assert 'href="?q"' in page
    assert Output(built).dead_links() == []


TITLES = """
# Recap[^a]

:::{conference} Days
:::

(here)=
## Day[^b] one

::::{talk} Opening[^c] with {ref}`here` and {download}`x.pdf`
Notes.

### Heading[^d] in {ref}`here`

More[^c], {download}`x.pdf`, {download}`./x.pdf`, {download}`/sub/x.pdf`.

:::{talk} Inner[^e]
Inside[^e].
:::
::::

[^a]: One[^d].
[^b]: Two.
[^c]: Three.
[^d]: Four.
[^e]: Five.
"""


@pytest.mark.parametrize("suffix", DIALECTS)
def test_footnotes_and_links_of_titles_leave_nothing_dead(
    make_site: MakeSite, suffix: str
) -> None:
    files = {"index.md": "# Home\n\n```{toctree}\nsub/recap\n```\n"}
    files |= {f"sub/recap.{suffix}": written(TITLES, suffix), "sub/x.pdf": "PDF"}
    site = make_site(files)
    for builder in ("html", "dirhtml"):
        output = Output(site.quiet(builder))
        assert output.dead_links() == []
        assert output.anchors_given_twice() == []
        [page] = [name for name in output.built.files() if "days/opening" in name]
        assert output.built.read(page).count('download=""') == 3
    tex = site.quiet("latex").read("test.tex")
    anchors = set(re.findall(r"\\label\{\\detokenize\{(.*?)\}", tex))
    assert set(re.findall(r"\\hyperref\[\\detokenize\{(.*?)\}", tex)) <= anchors


def test_a_footnote_of_two_talks_stands_on_both_pages(make_site: MakeSite) -> None:
    recap = """
        # Recap

        :::{talk} One
        First[^a], second[^b].
        :::

        :::{talk} Two
        Second[^b].
        :::

        Again[^b].

        [^a]: The note a.
        [^b]: The note b, and more[^a].
    """
    built = make_site({"index.md": "# Home", "recap.md": recap}, CONF).quiet()
    output = Output(built)
    assert output.dead_links() == []
    assert output.anchors_given_twice() == []
    one, two = body(built.html("talks/one")), body(built.html("talks/two"))
    for page in (one, two):
        assert page.count("The note b") == 1
        assert page.count("The note a.") == 1
    recap_page = body(built.html("recap"))
    assert recap_page.count("The note a.") == 1
    assert recap_page.count("The note b") == 1


def test_an_excerpt_leaves_no_footnote_or_link_open(make_site: MakeSite) -> None:
    recap = """
        # Recap

        :::{talk} One
        First[^a], {ref}`x <later>`.

        Later[^b].

        (later)=
        # A heading

        ```{figure} dot.png
        :name: pic

        Caption
        ```
        :::

        {ref}`y <later>`, {numref}`pic`, [](#later)

        [^a]: The note a.
        [^b]: The note b.
    """
    files = {
        "index.md": "# Home\n\n```{toctree}\nrecap\n```",
        "recap.md": recap,
        "dot.png": "",
    }
    built = make_site(files, {**CONF, "confrecap_recap": "excerpt"}).quiet()
    assert Output(built).dead_links() == []
    assert "The note a." in body(built.html("recap"))
