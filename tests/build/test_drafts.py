"""Drafts: they leave nothing in what a build writes, unless the site shows them."""

import re
from textwrap import dedent

import pytest

from tests.build.dialects import DIALECTS, in_rest, written
from tests.build.same import body, inventory, search_index, words
from tests.build.sites import Built, MakeSite

INDEX = """
    # Home

    ```{toctree}
    recap
    other
    guide
    talks/index
    speakers/index
    tags/index
    conferences/index
    ```
"""
RECAP = """
    # Munich in winter

    :::{conference} Days 2018
    :start: 2018-12-04
    :::

    :::{talk} First
    :speakers: Ann Lee
    :tags: Public, Shared

    The open words.
    :::

    ::::{talk} Second
    :name: second
    :draft:
    :slides: plans.txt
    :speakers: Bo Li, Ann Lee
    :tags: Secret, Shared

    The hidden words[^n].

    [^n]: A shrouded footnote.

    ```{index} single: hidden entry
    ```

    ```{image} picture.png
    ```

    (hidden-label)=
    A paragraph with a hidden label.

    :::{talk} Second, in part
    :name: inner
    :speakers: Cy Doe

    The inmost words.
    :::
    ::::

    :::{talk} Third
    :speakers: Ann Lee
    :tags: Shared
    :::
"""
OTHER = """
    ---
    draft: true
    tags: Secret
    ---
    # Nowhere in spring

    :::{conference} Nowhere 2019
    :series: Nowhere
    :tags: Unheard
    :::

    :::{talk} Never
    :speakers: Di Poe
    :tags: Shared

    The unsaid words.

    ```{index} single: unsaid entry
    ```
    :::
"""
GUIDE = """
    # Guide

    {conf:talk}`second`, {conf:talk}`inner`, [](#never), {conf:conference}`nowhere-2019`

    :::{talk-list}
    :::

    :::{talk-list}
    :tags: Shared
    :::

    :::{speaker-list}
    :::

    :::{tag-list}
    :::

    :::{conference-list}
    :::
"""
FILES = {
    "md": {"recap.md": RECAP, "other.md": OTHER},
    "rst": {"recap.rst": in_rest(RECAP), "other.rst": in_rest(OTHER)},
}
COMMON = {"index.md": INDEX, "guide.md": GUIDE}
MAN = [("index", "site", "Site", "Ann Lee", 1)]

DRAFTS = {
    "talks/days-2018/second": "Second",
    "talks/days-2018/inner": "Second, in part",
    "talks/nowhere-2019/never": "Never",
}
ONLY_OF_DRAFTS = {
    "speakers/bo-li",
    "speakers/cy-doe",
    "speakers/di-poe",
    "tags/secret",
    "tags/unheard",
}
LISTS = {
    *("guide", "index", "talks/index", "speakers/index", "tags/index"),
    *("conferences/index", "speakers/ann-lee", "tags/shared", "tags/public"),
    *("talks/days-2018/first", "talks/days-2018/third", "genindex"),
}
HIDDEN = re.compile(
    r"Second|Never|Secret|Unheard|Bo Li|Cy Doe|Di Poe|hidden|unsaid|Nowhere 2019"
)
ANYWHERE = re.compile(
    r"Second|Secret|Unheard|Bo Li|Cy Doe|Di Poe|hidden (words|entry|label)|hidden-label"
    r"|unsaid|Nowhere 2019|shrouded|inmost|plans\.txt|picture\.png"
    r"|/(second|inner|never)"
)
TEXTS = ("html", "txt", "js", "json", "xml", "fjson", "xhtml", "tex", "1", "opf", "ncx")
PUBLISHED = (
    "the document is a draft; what is in our blocks is left out, but Sphinx publishes "
    "the rest: add 'other.{}' to exclude_patterns [confrecap.draft]"
)


def texts(files: dict[str, str]) -> dict[str, str]:
    """Return the files with a guide that refers to no draft."""
    lists = dedent(GUIDE[GUIDE.index("    :::{talk-list}") :])
    return {**files, "guide.md": f"# Guide\n{lists}"}


def of_drafts(built: Built) -> list[str]:
    """Return the files in the output that show something of a draft, or have its name.

    The title of the document that is a draft is in its author's toctree.
    """
    shown = []
    for path in sorted(built.files()):
        text = ""
        if path.rpartition(".")[2] in TEXTS and not path.startswith("_static/"):
            text = (built.outdir / path).read_text("utf-8")
        if ANYWHERE.search(f"/{path}\n{text}"):
            shown.append(path)
    return shown


def said(built: Built) -> list[str]:
    return [re.sub(r".*?WARNING: ", "", line) for line in built.warnings]


@pytest.fixture(scope="module", params=FILES)
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def files(suffix: str) -> dict[str, str]:
    given = {**COMMON, **FILES[suffix], "plans.txt": "Plans.", "picture.png": "P"}
    return texts(given)


@pytest.fixture(scope="module")
def built(make_shared: MakeSite, files: dict[str, str]) -> Built:
    return make_shared(files).build()


def links(page: str) -> set[str]:
    return set(re.findall(r'href="([^"#]*)', page))


def test_a_draft_leaves_nothing_in_the_output(built: Built) -> None:
    assert of_drafts(built) == []
    assert not (DRAFTS.keys() | ONLY_OF_DRAFTS) & built.env.found_docs
    assert "_sources/index.md.txt" in built.files()
    assert not [path for path in built.files() if "_sources/recap" in path]
    assert "_sources/recap" not in built.html("recap")
    assert "First" in words(body(built.html("recap")))


@pytest.mark.parametrize(
    "builder", ["dirhtml", "text", "json", "xml", "latex", "epub", "singlehtml", "man"]
)
def test_no_builder_writes_a_draft(
    make_site: MakeSite, files: dict[str, str], builder: str
) -> None:
    conf = {"version": "1", "copyright": "Ann Lee", "man_pages": MAN}
    shown = of_drafts(make_site(files, conf).build(builder))
    # Sphinx writes the front matter into it.
    assert [path for path in shown if path != "other.fjson"] == []


def test_a_document_that_is_a_draft_warns(built: Built, suffix: str) -> None:
    [warning] = built.warnings
    line = 2 if suffix == "md" else 1
    assert warning.startswith(f"other.{suffix}:{line}: WARNING: ")
    assert warning.endswith(PUBLISHED.format(suffix))
    page = built.html("other")
    assert '<meta content="noindex" name="robots"' in page
    assert words(body(page)).startswith("Nowhere in spring¶ Draft")


def test_an_excluded_draft_does_not_warn(
    make_site: MakeSite, files: dict[str, str], suffix: str
) -> None:
    index = INDEX.replace("    other\n", "")
    make_site({**files, "index.md": index}, {"exclude_patterns": ["other.*"]}).quiet()


def test_any_document_may_be_a_draft(make_site: MakeSite) -> None:
    text = (
        "---\ndraft: true\ntags: x\n---\n# Plain\n\n```{index} single: an entry\n```\n"
    )
    site = make_site({"index.md": text}, {"confrecap_tag_documents": True})
    built = site.build()
    assert said(built) == [PUBLISHED.format("md").replace("other", "index")]
    assert "an entry" not in built.html("genindex")
    assert "noindex" in built.html("index")
    assert "tags/x.html" not in built.files()
    assert not [path for path in built.files() if path.startswith("_sources/index")]


def test_roles_to_drafts_warn(make_site: MakeSite, files: dict[str, str]) -> None:
    built = make_site({**files, "guide.md": GUIDE}).build()
    see = "publish it, or see it with confrecap_drafts = True [confrecap.reference]"
    found = [line for line in said(built) if line.endswith("reference]")]
    assert found == [
        f"the talk 'second' is in a draft; {see}",
        "there is no talk 'inner' [confrecap.reference]",
        f"the conference 'nowhere-2019' is in a draft; {see}",
    ]
    assert not links(body(built.html("guide"))) & {f"{name}.html" for name in DRAFTS}


def test_no_list_holds_a_draft(make_site: MakeSite, files: dict[str, str]) -> None:
    built = make_site(files).build()
    for docname in LISTS:
        found = HIDDEN.search(words(body(built.html(docname))))
        assert not found, (docname, found)
    assert "2 talks at 1 conference" in built.html("speakers/ann-lee")
    assert "2 talks at 1 conference" in words(body(built.html("talks/index")))


def test_the_talk_after_a_draft_follows_the_one_before_it(built: Built) -> None:
    assert "After Third" in words(built.html("talks/days-2018/first"))
    assert "Before First" in words(built.html("talks/days-2018/third"))


def test_a_draft_in_a_round_is_left_out_of_it(make_site: MakeSite) -> None:
    drafted = RECAP.replace(":name: inner", ":name: inner\n    :draft:")
    drafted = drafted.replace("    :draft:\n    :slides", "    :slides")
    files = {**COMMON, "recap.md": drafted, "other.md": OTHER, "plans.txt": "P"}
    built = make_site(texts(files)).build()
    page = body(built.html("talks/days-2018/second"))
    assert "hidden words" in page
    assert "inmost" not in page + built.html("recap")
    assert "talks/days-2018/inner.html" not in built.files()


def test_roles_know_what_drafts_have(
    make_site: MakeSite, files: dict[str, str]
) -> None:
    guide = (
        "# Guide\n\n{conf:tag}`Secret` {conf:tag}`unheard` {conf:speaker}`Bo Li`\n\n"
        ":::{talk-list}\n:tags: secret\n:::"
    )
    built = make_site({**files, "guide.md": guide}).build()
    see = "publish it, or see it with confrecap_drafts = True [confrecap.reference]"
    assert said(built)[1:] == [
        "the list asks for the tag 'secret', which only drafts have [confrecap.filter]",
        f"the tag 'Secret' is in a draft; {see}",
        f"the tag 'unheard' is in a draft; {see}",
        f"the speaker 'Bo Li' is in a draft; {see}",
    ]


def found(built: Built, word: str) -> list[str]:
    index: dict[str, list[str]] = search_index(built)
    return index.get(f"terms {word}", []) + index.get(f"titleterms {word}", [])


def test_neither_search_nor_inventory_knows_of_drafts(built: Built) -> None:
    for word in ("hidden", "shroud", "inmost", "unsaid", "entri"):
        assert found(built, word) == [], word
    # The author's own toctree has its title.
    assert found(built, "spring") == ["index"]
    assert found(built, "open") == ["talks/days-2018/first"]
    assert [name for name in search_index(built) if HIDDEN.search(name)] == []
    assert sorted(name for name in inventory(built) if name.startswith("conf:")) == [
        "conf:conference days-2018",
        "conf:speaker ann-lee",
        "conf:tag public",
        "conf:tag shared",
        "conf:talk days-2018/first",
        "conf:talk days-2018/third",
    ]


def test_a_setting_lists_drafts(make_site: MakeSite, files: dict[str, str]) -> None:
    built = make_site(files, {"confrecap_drafts": True}).quiet()
    assert built.env.found_docs >= ONLY_OF_DRAFTS
    for docname in ("guide", "talks/index"):
        assert "Second" in words(body(built.html(docname))), docname
    assert "After Second" in words(built.html("talks/days-2018/first"))
    assert found(built, "hidden") == ["talks/days-2018/second"]
    assert "conf:talk nowhere-2019/never" in inventory(built)
    assert "hidden entry" in built.html("genindex")
    for docname, title in DRAFTS.items():
        page = words(body(built.html(docname)))
        assert page.startswith(f"{title}¶ Draft · ") or " Draft · " in page
    assert "Second (Draft)" in words(built.html("recap"))
    # The talk around it has the mark; the talk inside needs none.
    assert words(built.html("recap")).count("Draft") == 1
    assert words(body(built.html("other"))).startswith("Nowhere in spring¶ Draft")
    assert "Second (Draft)" in words(built.html("talks/index"))


def test_drafts_come_and_go_with_the_setting(
    make_site: MakeSite, files: dict[str, str]
) -> None:
    site = make_site(files)
    clean = site.build()
    before = clean.files()
    site.configure({"confrecap_drafts": True})
    assert of_drafts(site.build())
    site.configure({"confrecap_drafts": False})
    built = site.build()
    # Sphinx itself removes no file that nothing leads to any more.
    left = {path for path in built.files() if path.startswith(("_downloads/", "_im"))}
    assert set(built.files()) - left == set(before)
    shown = set(of_drafts(built)) - left
    assert shown <= {"searchindex.js"}


def test_a_block_that_becomes_a_draft_takes_the_copy_of_its_source(
    make_site: MakeSite,
) -> None:
    text = "# A\n\n:::{talk} One\n:draft: %s\nWords.\n:::\n"
    site = make_site({"index.md": text % "false"})
    assert "_sources/index.md.txt" in site.build().files()
    site.write({"index.md": text % "true"})
    assert "_sources/index.md.txt" not in site.build().files()
    site.write({"index.md": text % "no"})
    assert "_sources/index.md.txt" in site.build().files()


def test_a_post_in_a_draft_is_in_no_list(make_site: MakeSite) -> None:
    quoted = ":::{{tweet}} https://x.com/a/status/{}\n:author: {}\n\nWords.\n:::\n\n"
    files = {
        "index.md": "# Home\n\n:::{post-list}\n:::\n\n{conf:post}`22`",
        "a.md": "# A\n\n::::{talk} Draft\n:draft:\n\n"
        + quoted.format(20, "Bo")
        + quoted.format(21, "Bo")
        + "::::\n",
        "b.md": "---\ndraft: true\n---\n# B\n\n:::{talk} Also\n:::\n\n"
        + quoted.format(22, "Cy"),
        "c.md": "# C\n\n" + quoted.format(21, "Ann"),
    }
    built = make_site(files).build()
    assert "the post '22' is in a draft" in said(built)[-1]
    home = words(body(built.html("index")))
    assert "Words. Ann" in home
    assert home.count("Words.") == 1
    posts = {name: uri for name, (uri, _) in inventory(built).items() if "post" in name}
    assert [uri.partition("#")[0] for uri in posts.values()] == ["c.html"]


def test_a_toctree_of_talks_holds_no_draft(make_site: MakeSite) -> None:
    built = make_site({**COMMON, **FILES["md"]}, {"confrecap_toctree": True}).build()
    assert built.env.toctree_includes["recap"] == [
        "talks/days-2018/first",
        "talks/days-2018/third",
    ]


@pytest.mark.parametrize(
    ("line", "draft"),
    [
        ("draft: true", True),
        ("draft: yes", True),
        ("draft:", True),
        ("draft: false", False),
        ("Draft: 'True'", True),
    ],
)
def test_front_matter_says_draft(make_site: MakeSite, line: str, draft: bool) -> None:
    built = make_site({"index.md": OTHER.replace("draft: true", line)}).build()
    assert bool(built.warnings) == draft
    assert ("conf:talk nowhere-2019/never" not in inventory(built)) == draft


@pytest.mark.parametrize(
    ("option", "draft"), [("", True), (" true", True), (" false", False)]
)
@pytest.mark.parametrize("suffix", DIALECTS)
def test_the_option_may_have_a_value(
    make_site: MakeSite, suffix: str, option: str, draft: bool
) -> None:
    text = written(f"# A\n\n:::{{talk}} B\n:draft:{option}\n:::", suffix)
    built = make_site({f"index.{suffix}": text}).quiet()
    assert ("conf:talk b" not in inventory(built)) == draft


def test_a_wrong_value_of_draft_is_a_draft(make_site: MakeSite) -> None:
    text = "---\ndraft: maybe\n---\n# A\n\n:::{talk} B\n:draft: perhaps\n:::"
    built = make_site({"index.md": text}).build()
    option, front_matter, _published = built.warnings
    assert option.startswith("index.md:7: WARNING: draft: 'perhaps' is neither")
    assert front_matter.startswith("index.md:2: WARNING: draft: 'maybe' is neither")
    assert "conf:talk b" not in inventory(built)
