"""More cases of faults that once were: others than those of ``shared/faults``.

What is about other extensions is in ``test_extensions.py``, what a build leaves out in
``test_conditions.py``, files of the output in ``test_output_files.py``.
"""

import re

import pytest
from sphinx.util.inventory import InventoryFile

from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.parsing.words import plain
from sphinx_confrecap.sphinx.domain import ConferenceDomain
from sphinx_confrecap.text.keys import key_of
from tests.build.apart import build, installed
from tests.build.dialects import DIALECTS, written
from tests.build.same import body, words
from tests.build.sites import NEEDS_LATER_MYST, MakeSite, Site

INDEXES = "talks/index\nspeakers/index\ntags/index\nconferences/index"


def home(*names: str) -> dict[str, str]:
    entries = "\n".join([*names, INDEXES])
    return {"index.md": f"# Home\n\n```{{toctree}}\n{entries}\n```\n"}


# A title is words. -------------------------------------------------------------------

TITLES = {
    "Math {math}`a^2` in `code`": "Math a^2 in code",
    "{abbr}`HTML (hyper)` and {kbd}`Ctrl+C`": "HTML and Ctrl+C",
    "An {index}`entry`, {guilabel}`&Ok`": "An entry, Ok",
    "{py:func}`os.path` {sub}`2`": "os.path() 2",
    "{doc}`home </index>` {ref}`here <place>`": "home here",
    "{numref}`figure <none>` {eq}`none` more": "figure none more",
    "Tom & Jerry <script>alert(1)</script>": "Tom & Jerry <script>alert(1)</script>",
    "5 < 6 > 4": "5 < 6 > 4",
    "A talk by {conf:speaker}`Ann Lee`": "A talk by Ann Lee",
    "See {ref}`words <place>`, {doc}`/index`": "See words, /index",
    "A note[^a] here, 2[^a]": "A note here, 2",
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_title_has_only_words_everywhere(make_site: MakeSite, dialect: str) -> None:
    blocks = [
        f":::{{talk}} {title}\n:name: t{number}\n:speakers: Ann Lee\n:::"
        for number, title in enumerate(TITLES)
    ]
    note = "Text[^a].\n\n[^a]: A note."
    text = "\n\n".join(["(place)=\n# R", *blocks, note, ":::{talk-list}\n:::"])
    site = make_site({**home("r"), f"r.{dialect}": written(text, dialect)})
    built = site.quiet()
    talks = ConferenceDomain.of(built.env).catalogue.talks
    found = [talks[f"t{number}"].fact.title for number in range(len(TITLES))]
    assert found == [*TITLES.values()]
    inventory = InventoryFile.loads((built.outdir / "objects.inv").read_bytes(), uri="")
    for number, title in enumerate(TITLES.values()):
        assert inventory.data["conf:talk"][f"t{number}"].display_name == title
        page = built.html(f"talks/t{number}")
        assert "<script>alert" not in page
        [heading] = re.findall("<h1>.*?</h1>", page, re.DOTALL)
        assert 'href="http' not in heading
        assert heading.count("<a ") == 1  # Its own place.


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("title", TITLES)
def test_the_check_reads_the_words_of_a_title_as_a_build(
    title: str, dialect: str
) -> None:
    markup = written(title, dialect).strip()
    read = plain(markup, Dialect.MYST if dialect == "md" else Dialect.REST)
    assert key_of(read) == key_of(TITLES[title])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_name_of_a_conference_is_words(make_site: MakeSite, dialect: str) -> None:
    text = """
        # R

        :::{conference} *Pebble* Days[^a] 2018 `x`
        :::

        :::{talk} One
        :::

        Text[^a].

        [^a]: A note.
        """
    site = make_site({**home("r"), f"r.{dialect}": written(text, dialect)})
    built = site.quiet()
    assert "talks/pebble-days-2018-x/one.html" in built.files()
    for docname in ("r", "talks/pebble-days-2018-x/one", "conferences/index"):
        assert "Pebble Days 2018 x" in words(built.html(docname))


# What is in force where the notes are written. ---------------------------------------

API = """
    API
    ===

    .. py:module:: pebble
    .. py:function:: roll()

    .. program:: stone
    .. option:: --size

    .. program:: other
    .. option:: --size

    .. cpp:namespace:: ns
    .. cpp:function:: void hop()
    """
STATES = """
    Recap
    =====

    .. py:currentmodule:: pebble
    .. program:: stone
    .. cpp:namespace:: ns
    .. default-role:: code
    .. role:: shout(strong)
    .. |x| replace:: Ex
    .. default-domain:: py

    .. talk:: One

       :func:`roll`, :option:`--size`, :cpp:func:`hop`, `plain`, :shout:`loud`, |x|

    .. program:: other
    .. default-role::

    .. talk:: Two

       :option:`--size`, :cpp:func:`hop`, `plain`
    """


def test_notes_keep_what_is_in_force_where_they_are(make_site: MakeSite) -> None:
    files = {**home("api", "recap"), "api.rst": API, "recap.rst": STATES}
    site = make_site(files, {"nitpicky": True})
    for recap in ("full", "excerpt"):
        site.configure({"confrecap_recap": recap})
        built = site.quiet()
        one, two = (body(built.html(f"talks/{name}")) for name in ("one", "two"))
        for anchor in ("pebble.roll", "cmdoption-stone-size", "_CPPv4N2ns3hopEv"):
            assert f'href="../api.html#{anchor}"' in one
        assert ">loud</strong>, Ex" in one
        assert re.search("<code[^>]*>(<span[^>]*>)*plain", one)
        assert 'href="../api.html#cmdoption-other-size"' in two
        assert "<cite>plain</cite>" in two


# MyST's own ways to a document. ------------------------------------------------------

PATHS = """
    # Deep

    ::::{talk} Paths
    :conference: days

    [a](../talks/index.md) <project:../talks/index.md> [b](/talks/index.md)
    [c](../talks/days/paths.md) [d](/speakers/index.md) <project:/talks/index.md>
    ::::

    [a](../talks/index.md) [c](../talks/days/paths.md) {any}`/tags/index`
    """


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_paths_of_myst_lead_to_generated_documents(
    make_site: MakeSite, builder: str
) -> None:
    files = {**home("sub/deep", "days"), "sub/deep.md": PATHS}
    files["days.md"] = "# D\n\n:::{conference} Days\n:::\n"
    built = make_site(files).quiet(builder)
    for docname in ("sub/deep", "talks/days/paths"):
        page = built.page(docname)
        for target in ("talks/index", "speakers/index"):
            uri = built.app.builder.get_relative_uri(docname, target)
            assert f'href="{uri}"' in body(page)
        assert "xref myst" not in page


# Themes that link to the source of a page. -------------------------------------------

EDITS = {
    "sphinx_book_theme": {
        "repository_url": "https://github.com/someone/x",
        "use_edit_page_button": True,
        "use_source_button": True,
    },
    "pydata_sphinx_theme": {"use_edit_page_button": True},
    "sphinx_rtd_theme": {},
    "alabaster": {},
}
CONTEXT = {
    "github_user": "someone",
    "github_repo": "x",
    "github_version": "main",
    "doc_path": "docs",
    "display_github": True,
    "conf_py_path": "/docs/",
}


@pytest.mark.parametrize("theme", EDITS)
def test_no_theme_links_to_a_source_that_is_not_there(
    make_site: MakeSite, theme: str
) -> None:
    if not installed(theme):
        pytest.skip(f"not installed: {theme}")
    conf = {
        "html_theme": theme,
        "html_theme_options": EDITS[theme],
        "html_context": CONTEXT,
    }
    files = {**home("recap"), "recap.md": "# R\n\n:::{talk} One\n:speakers: Ann\n:::\n"}
    folder = make_site(files, conf).srcdir
    # Some themes use what the tests of this project take for errors.
    assert build(folder).returncode == 0
    source = re.compile(r"https://github\.com/someone/x/\w+/|_sources/")
    for docname in ("recap", "talks/one", "talks/index", "speakers/ann"):
        html = (folder / "_out" / f"{docname}.html").read_text("utf-8")
        assert bool(source.search(html)) == (docname == "recap"), docname


# A warning names the included file. --------------------------------------------------

INCLUDED = [
    (":::{talk} One\n:kind: sermon\n:::", 2, "option"),
    ("::::{talk} Two\n:::{note}\nWords.\n::::", 2, "fence"),
    ("{conf:talk}`nowhere`", 1, "reference"),
    (":::{talk-list}\n:tags: Nothing\n:::", 1, "filter"),
    (":::{talk} Three\n:conference: Nowhere\n:::", 1, "conference"),
    (":::{talk} Four\n:tags: Nowhere\n:::", 1, "undeclared"),
]
"""A part of a document, the line in it that a warning names, and the rule."""


@NEEDS_LATER_MYST
def test_a_warning_names_the_included_file(make_site: MakeSite) -> None:
    parts = [f"First.\n\nSecond.\n\n{text}\n" for text, _, _ in INCLUDED]
    included = "\n\n".join(
        f"```{{include}} parts/{number}.inc\n```" for number in range(len(parts))
    )
    files = {f"parts/{number}.inc": part for number, part in enumerate(parts)}
    files |= {
        "index.md": f"# Home\n\n:::{{talk}} Zero\n:tags: Shape\n:::\n\n{included}\n",
        "tags.yml": "- name: Shape\n",
    }
    conf = {
        "exclude_patterns": ["parts"],
        "confrecap_tags_file": "tags.yml",
        "confrecap_undeclared_tags": "warn",
    }
    site = make_site(files, conf)
    # MyST includes with what the tests of this project take for an error.
    text = build(site.srcdir).stderr.replace(f"{site.srcdir}/", "")
    found = re.findall(r"(?m)^(\S+): WARNING: .* \[confrecap\.(\w+)\]$", text)
    assert sorted(found) == [
        (f"parts/{number}.inc:{line + 4}", rule)
        for number, (_, line, rule) in enumerate(INCLUDED)
    ]


# Links that only a generated page has. -----------------------------------------------


def links(site: Site) -> set[str]:
    """Return the addresses that are checked, with their places."""
    checked = site.build("linkcheck").read("output.txt").splitlines()
    return {re.sub(r": \[broken\] (\S+):.*", r" \1", line) for line in checked}


def test_all_links_that_pages_show_are_checked(make_site: MakeSite) -> None:
    nobody = "https://127.0.0.1:9"
    files = {
        **home("recap"),
        "recap.md": f"""\
            # R

            :::{{conference}} Days
            :url: {nobody}/days
            :::

            :::{{talk}} One
            :speakers: Ann
            :video: {nobody}/video
            :links: [Book]({nobody}/book)
            :::

            :::{{tweet}} {nobody}/@sam/1
            Words of a post.
            :::
            """,
        "people/all.yml": f"- name: Ann\n  biography: See [me]({nobody}/me).\n",
    }
    site = make_site(files, {"confrecap_speakers_file": "people/all.yml"})
    found = {place.partition(" ")[2] for place in links(site)}
    paths = ("days", "video", "book", "@sam/1", "me")
    assert found == {f"{nobody}/{path}" for path in paths}
    assert any(place.startswith("people/all.yml:2 ") for place in links(site))


# A builder that knows none of our nodes. ---------------------------------------------


@pytest.mark.parametrize("builder", ["man", "texinfo", "text", "pseudoxml", "xml"])
def test_a_builder_shows_all_words(make_site: MakeSite, builder: str) -> None:
    recap = """\
        # Recap

        :::{conference} Days
        :start: 2018-12-04
        :location: Munich
        :::

        ::::{talk} Opening
        :speakers: Ann Lee (Acme)
        :room: Ballroom
        :tags: Shape

        Words of notes.

        :::{tweet} https://x.com/someone/status/20
        Words of a post.
        :::
        ::::

        :::{schedule}
        :::
        """
    site = make_site({**home("recap"), "recap.md": recap})
    built = site.quiet(builder)
    texts = (built.read(name) for name in sorted(built.files()) if "." in name)
    shown = words(" ".join(texts))
    for said in ("Opening", "Ann Lee", "Acme", "Ballroom", "Words of notes", "Munich"):
        assert said in shown
    assert "Words of a post" in shown
