"""What refers to talks, conferences, speakers and tags, here and elsewhere."""

import re

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.same import body, inventory, search_index
from tests.build.sites import CONF, Built, MakeSite

RECAPS = {
    "index.md": """
    # Home
    """,
    "munich.md": """
    # Munich

    :::{conference} DevConf 2018 Munich
    :name: devconf-2018
    :tags: DevOps
    :::

    :::{talk} Staying *alive*
    :speakers: Oleg Chunikhin (Kublr), José Díaz
    :tags: Kubernetes, C++
    :::

    :::{talk} Opening
    :::
    """,
    "oslo.rst": """
    Oslo
    ====

    .. conference:: OsloConf

    .. talk:: Opening
       :speakers: oleg chunikhin
       :tags: kubernetes
    """,
}


@pytest.fixture(scope="module")
def recaps(make_shared: MakeSite) -> Built:
    return make_shared(RECAPS).build()


def links(page: str) -> list[tuple[str, str]]:
    """Return address and words of each link in the body of a page, in order."""
    found = re.findall(r'<a class="ref[^>]* href="([^"]*)"[^>]*>(.*?)</a>', body(page))
    return [(address, re.sub(r"<[^>]*>", "", words)) for address, words in found]


def refer(*references: str) -> dict[str, str]:
    """Return the recaps, and a page with a paragraph for each reference."""
    return {**RECAPS, "page.md": "# Page\n\n" + "\n\n".join(references) + "\n"}


REFERENCES = {
    # By key, by short key, and by name.
    "{conf:talk}`devconf-2018/staying-alive`": (
        "talks/devconf-2018/staying-alive.html",
        "Staying alive",
    ),
    "{conf:talk}`staying-alive`": (
        "talks/devconf-2018/staying-alive.html",
        "Staying alive",
    ),
    "{conf:talk}`osloconf/opening`": ("talks/osloconf/opening.html", "Opening"),
    "{conf:conference}`devconf-2018`": (
        "munich.html#conference-devconf-2018",
        "DevConf 2018 Munich",
    ),
    "{conf:conference}`DevConf 2018 Munich`": (
        "munich.html#conference-devconf-2018",
        "DevConf 2018 Munich",
    ),
    "{conf:conference}`osloconf`": ("oslo.html#conference-osloconf", "OsloConf"),
    "{conf:speaker}`Oleg Chunikhin`": ("speakers/oleg-chunikhin.html",) * 2,
    "{conf:speaker}`oleg-chunikhin`": ("speakers/oleg-chunikhin.html",) * 2,
    "{conf:speaker}`OLEG  CHUNIKHIN`": ("speakers/oleg-chunikhin.html",) * 2,
    "{conf:speaker}`José Díaz`": ("speakers/josé-díaz.html", "José Díaz"),
    "{conf:speaker}`Jose\u0301 Di\u0301az`": ("speakers/josé-díaz.html", "José Díaz"),
    "{conf:tag}`Kubernetes`": ("tags/kubernetes.html", "Kubernetes"),
    "{conf:tag}`#kubernetes`": ("tags/kubernetes.html", "Kubernetes"),
    "{conf:tag}`C++`": ("tags/c-plus-plus.html", "C++"),
    "{conf:tag}`c-plus-plus`": ("tags/c-plus-plus.html", "C++"),
    "{conf:tag}`DevOps`": ("tags/devops.html", "DevOps"),
    # With a title of its own.
    "{conf:talk}`that talk <staying-alive>`": (
        "talks/devconf-2018/staying-alive.html",
        "that talk",
    ),
    "{conf:tag}`the language <C++>`": ("tags/c-plus-plus.html", "the language"),
    "{conf:speaker}`he <Oleg Chunikhin>`": ("speakers/oleg-chunikhin.html", "he"),
    # From Sphinx's and MyST's references to anything.
    "{any}`devconf-2018/opening`": ("talks/devconf-2018/opening.html", "Opening"),
    "{any}`staying-alive`": ("talks/devconf-2018/staying-alive.html", "Staying alive"),
    "{any}`osloconf`": ("oslo.html#conference-osloconf", "OsloConf"),
    "{any}`oleg-chunikhin`": ("speakers/oleg-chunikhin.html", "Oleg Chunikhin"),
    "{any}`so <c-plus-plus>`": ("tags/c-plus-plus.html", "so"),
    "[](#devconf-2018/opening)": ("talks/devconf-2018/opening.html", "Opening"),
    "[](#staying-alive)": ("talks/devconf-2018/staying-alive.html", "Staying alive"),
    "[](#osloconf)": ("oslo.html#conference-osloconf", "OsloConf"),
    "[](#oleg-chunikhin)": ("speakers/oleg-chunikhin.html", "Oleg Chunikhin"),
    "[](#c-plus-plus)": ("tags/c-plus-plus.html", "C++"),
    "[**my** words](#staying-alive)": (
        "talks/devconf-2018/staying-alive.html",
        "my words",
    ),
}
# The page's own name for a speaker is the one that most talks use, else the first.
REFERENCES |= {
    text: (address, "Oleg Chunikhin")
    for text, (address, words) in REFERENCES.items()
    if words == "speakers/oleg-chunikhin.html"
}


@pytest.mark.parametrize("nitpicky", [False, True])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_roles_and_links_lead_to_objects(
    make_site: MakeSite, dialect: str, nitpicky: bool
) -> None:
    # The links are MyST's own.
    given = [ref for ref in REFERENCES if dialect == "md" or ref.startswith("{")]
    page = written("\n\n".join(["# Page", *given]), dialect)
    site = make_site({**RECAPS, f"page.{dialect}": page}, conf={"nitpicky": nitpicky})
    found = links(site.quiet().html("page"))
    assert dict(zip(given, found, strict=True)) == {
        text: (address.replace("é", "%C3%A9").replace("í", "%C3%AD"), words)
        for text, (address, words) in REFERENCES.items()
        if text in given
    }


def test_a_role_without_a_page_leads_to_the_recap(make_site: MakeSite) -> None:
    files = refer(
        "{conf:talk}`staying-alive` {conf:tag}`C++` {conf:speaker}`José Díaz`"
    )
    conf = {f"confrecap_{kind}_path": "" for kind in ("talks", "tags", "speakers")}
    page = make_site(files, conf=conf).quiet().html("page")
    assert links(page) == [("munich.html#talk-staying-alive", "Staying alive")]
    assert "C++" in page
    assert "José Díaz" in page


@pytest.mark.parametrize("builder", ["dirhtml", "text", "latex", "singlehtml", "epub"])
def test_references_resolve_in_every_builder(make_site: MakeSite, builder: str) -> None:
    files = refer(*REFERENCES)
    files["index.md"] = "# Home\n\n```{toctree}\nmunich\noslo\npage\n```\n"
    # EPUB asks for a few settings, and LaTeX for a title.
    conf = {"version": "1", "suppress_warnings": [*CONF["suppress_warnings"], "epub"]}
    built = make_site(files, conf=conf).build(builder)
    assert [text for text in built.warnings if "epub" not in text] == []


MISSING = {
    "{conf:talk}`staying-aliv`": (
        "there is no talk 'staying-aliv', did you mean 'staying-alive'"
    ),
    "{conf:tag}`Kubernete`": "there is no tag 'Kubernete', did you mean 'Kubernetes'?",
    "{conf:speaker}`Oleg Chunikin`": (
        "there is no speaker 'Oleg Chunikin', did you mean 'Oleg Chunikhin'"
    ),
    "{conf:conference}`devconf-2019`": (
        "there is no conference 'devconf-2019', did you mean 'devconf-2018'?"
    ),
    "{conf:tag}`Knitting`": "there is no tag 'Knitting'",
}


@pytest.mark.parametrize("nitpicky", [False, True])
def test_a_missing_target_warns_once(make_site: MakeSite, nitpicky: bool) -> None:
    conf = {"nitpicky": nitpicky}
    built = make_site(refer(*MISSING), conf=conf).build()
    for number, (warning, says) in enumerate(
        zip(built.warnings, MISSING.values(), strict=True)
    ):
        assert warning.startswith(f"page.md:{3 + 2 * number}: WARNING: {says}")
        assert warning.endswith(" [confrecap.reference]")


@pytest.mark.parametrize("nitpicky", [False, True])
def test_an_ambiguous_key_warns_once(make_site: MakeSite, nitpicky: bool) -> None:
    files = refer("{conf:talk}`opening`", "{any}`opening`", "[](#opening)")
    built = make_site(files, conf={"nitpicky": nitpicky}).build()
    role, *others = sorted(
        built.warnings, key=lambda text: "any" in text or "myst" in text
    )
    assert role == (
        "page.md:3: WARNING: 'opening' means several talks; write one of "
        "'devconf-2018/opening', 'osloconf/opening' [confrecap.ambiguous]"
    )
    assert len(others) == 2
    for warning in others:
        assert ":conf:talk:`devconf-2018/opening` or :conf:talk:`osloconf/" in warning


NOTES = """
# Recap

:::{talk} First
See {conf:talk}`nothing`, {conf:talk}`opening` and {conf:tag}`nothing`.

See {any}`nothing`, [](#nothing), {ref}`nothing`, {doc}`nothing` and {term}`nothing`.
:::
"""


@pytest.mark.parametrize("nitpicky", [False, True])
def test_a_bad_reference_in_notes_warns(make_site: MakeSite, nitpicky: bool) -> None:
    built = make_site(
        {**RECAPS, "recap.md": NOTES}, conf={"nitpicky": nitpicky}
    ).build()
    assert "See" in built.html("talks/first")
    places = sorted(text.partition(" WARNING")[0] for text in built.warnings)
    assert places == ["recap.md:4:"] * 3 + ["recap.md:6:"] * 5


OWN = {
    "label": "(kubernetes)=\n## Our own heading\n",
    "term": "```{glossary}\nkubernetes\n: An orchestrator.\n```\n",
}


@pytest.mark.parametrize("own", OWN)
def test_an_author_s_own_target_wins_silently(make_site: MakeSite, own: str) -> None:
    files = refer("{any}`kubernetes`", "{conf:tag}`kubernetes`")
    files["own.md"] = f"# Own\n\n{OWN[own]}"
    (anything, _words), (role, _title) = links(make_site(files).quiet().html("page"))
    assert anything.startswith("own.html#")
    assert role == "tags/kubernetes.html"


def test_an_author_s_own_label_wins_in_myst_silently(make_site: MakeSite) -> None:
    files = {**refer("[](#kubernetes)"), "own.md": f"# Own\n\n{OWN['label']}"}
    built = make_site(files).quiet()
    assert links(built.html("page")) == [("own.html#kubernetes", "Our own heading")]


def test_an_author_s_own_document_wins_silently(make_site: MakeSite) -> None:
    files = {**refer("{any}`kubernetes`"), "kubernetes.md": "# Our guide\n"}
    built = make_site(files).quiet()
    assert links(built.html("page")) == [("kubernetes.html", "Our guide")]


# Other projects.


# MyST 5.0 reads inventories as Sphinx had them before.
@pytest.mark.filterwarnings("ignore:The iter.. interface for _InventoryItem objects")
def test_another_project_refers_through_intersphinx(
    make_site: MakeSite, recaps: Built
) -> None:
    text = """
    # Other project

    {conf:talk}`devconf-2018/staying-alive`
    {conf:talk}`that talk <osloconf/opening>`
    {external+recaps:conf:speaker}`oleg-chunikhin`
    {conf:tag}`c-plus-plus`
    {external:conf:conference}`devconf-2018`
    {any}`osloconf/opening`
    [](inv:recaps:conf:talk#osloconf/opening)
    """
    conf = {
        "extensions": ["myst_parser", "sphinx.ext.intersphinx", "sphinx_confrecap"],
        "intersphinx_mapping": {
            "recaps": ("https://recaps.example/", str(recaps.outdir / "objects.inv"))
        },
        "nitpicky": True,
    }
    built = make_site({"index.md": text}, conf=conf).quiet()
    base = "https://recaps.example"
    found = links(built.html("index"))
    assert [(address.partition("#")[0], words) for address, words in found] == [
        (f"{base}/talks/devconf-2018/staying-alive.html", "Staying alive"),
        (f"{base}/talks/osloconf/opening.html", "that talk"),
        (f"{base}/speakers/oleg-chunikhin.html", "Oleg Chunikhin"),
        (f"{base}/tags/c-plus-plus.html", "C++"),
        (f"{base}/munich.html", "DevConf 2018 Munich"),
        (f"{base}/talks/osloconf/opening.html", "Opening"),
        (f"{base}/talks/osloconf/opening.html", "Opening"),
    ]


# Search.


def test_search_knows_every_object(recaps: Built) -> None:
    index = "\n".join(search_index(recaps))
    for name in (
        *("Staying alive", "Opening", "DevConf 2018 Munich", "OsloConf"),
        *("Oleg Chunikhin", "José Díaz", "C++", "DevOps", "Kubernetes"),
    ):
        assert f"object {name} in " in index
    for objtype in ("talk", "conference", "speaker", "tag"):
        assert f'"conf:{objtype}"' in recaps.read("searchindex.js")


@pytest.mark.parametrize("suffix", DIALECTS)
def test_search_finds_notes_on_the_page(make_site: MakeSite, suffix: str) -> None:
    recap = """
        # Recap

        Bananas before it.

        ::::{talk} A talk
        Cherries in it.

        :::{talk} Inside
        Dates in the inner one.
        :::
        ::::

        Elderberries after it.
    """
    files = {"index.md": "# Home\n", f"recap.{suffix}": written(recap, suffix)}
    index = search_index(make_site(files).build())
    assert index["terms banana"] == ["recap"]
    assert index["terms cherri"] == ["talks/a-talk"]
    assert index["terms elderberri"] == ["recap"]
    assert index["terms date"] == ["talks/inside"]


def test_a_parallel_build_has_the_same_inventory(
    make_site: MakeSite, recaps: Built
) -> None:
    assert inventory(make_site(RECAPS).build(parallel=4)) == inventory(recaps)
