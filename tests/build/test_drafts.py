"""Drafts: they are built, and no list has them."""

import re

import pytest

from tests.build.dialects import DIALECTS, in_rest, written
from tests.build.same import body, inventory, search_index, words
from tests.build.sites import Built, MakeSite, combined

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
    :speakers: Bo Li, Ann Lee
    :tags: Secret, Shared

    The hidden words[^n].

    [^n]: A shrouded footnote.

    ```{index} single: hidden entry
    ```

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


@pytest.fixture(scope="module", params=FILES)
def files(request: pytest.FixtureRequest) -> dict[str, str]:
    return {**COMMON, **FILES[request.param]}


@pytest.fixture(scope="module")
def built(make_shared: MakeSite, files: dict[str, str]) -> Built:
    return make_shared(files).quiet()


def links(page: str) -> set[str]:
    return set(re.findall(r'href="([^"#]*)', page))


def test_a_draft_has_a_page_with_a_mark(built: Built) -> None:
    for docname, title in DRAFTS.items():
        page = body(built.html(docname))
        assert words(page).startswith(f"{title}¶ Draft · "), docname
        assert '<meta content="noindex" name="robots"' in built.html(docname)
    assert "The hidden words" in built.html("talks/days-2018/second")
    assert "Draft" not in body(built.html("talks/days-2018/first"))


def test_a_recap_marks_drafts(built: Built) -> None:
    assert "Second (Draft)" in words(built.html("recap"))
    # The talk around it has the mark; the talk inside needs none.
    assert words(built.html("recap")).count("Draft") == 1
    other = words(body(built.html("other")))
    assert other.startswith("Nowhere in spring¶ Draft Nowhere 2019")
    assert other.count("Draft") == 1
    # Only talks in lists are counted, and here are none.
    assert "noted" not in other


def test_a_draft_recap_is_marked_without_a_byline(make_site: MakeSite) -> None:
    site = make_site({"index.md": OTHER}, {"confrecap_byline": False})
    assert words(body(site.build().html("index"))).count("Draft") == 1


def test_roles_lead_to_drafts(built: Built) -> None:
    guide = links(body(built.html("guide")))
    assert {f"{docname}.html" for docname in DRAFTS} <= guide
    assert "other.html" in guide


def test_no_list_holds_a_draft(make_site: MakeSite, files: dict[str, str]) -> None:
    guide = "# Guide\n" + GUIDE[GUIDE.index("    :::{talk-list}") :]
    built = make_site({**files, "guide.md": guide}).build()
    for docname in LISTS:
        found = HIDDEN.search(words(body(built.html(docname))))
        assert not found, (docname, found)
    assert "2 talks at 1 conference" in built.html("speakers/ann-lee")
    assert "2 talks at 1 conference" in words(body(built.html("talks/index")))


def test_the_talk_after_a_draft_follows_the_one_before_it(built: Built) -> None:
    assert "After Third" in words(built.html("talks/days-2018/first"))
    assert "Before First" in words(built.html("talks/days-2018/third"))
    assert "cr-around" not in built.html("talks/days-2018/second")


def test_the_draft_of_a_round_lists_its_talks(built: Built) -> None:
    assert "inner.html" in links(body(built.html("talks/days-2018/second")))


def test_a_draft_in_a_round_is_not_on_its_page(make_site: MakeSite) -> None:
    drafted = RECAP.replace(":name: inner", ":name: inner\n    :draft:")
    drafted = drafted.replace("    :draft:\n    :speakers: Bo", "    :speakers: Bo")
    built = make_site({**COMMON, "recap.md": drafted, "other.md": OTHER}).build()
    page = body(built.html("talks/days-2018/second"))
    assert "inner.html" not in page
    assert "inmost" not in page
    assert "inmost" in built.html("talks/days-2018/inner")


def test_names_that_only_drafts_have_are_text(built: Built) -> None:
    assert not ONLY_OF_DRAFTS & built.env.found_docs
    page = body(built.html("talks/days-2018/second"))
    assert "Bo Li" in words(page)
    assert "../../speakers/ann-lee.html" in links(page)
    assert "../../tags/shared.html" in links(page)
    for docname in ("talks/days-2018/second", "recap", "other"):
        assert not re.findall(r"bo-li|secret|unheard", body(built.html(docname)))


def test_roles_know_what_drafts_have(
    make_site: MakeSite, files: dict[str, str]
) -> None:
    guide = (
        "# Guide\n\n{conf:tag}`Secret` {conf:tag}`unheard` {conf:speaker}`Bo Li`\n\n"
        ":::{talk-list}\n:tags: secret\n:::"
    )
    built = make_site({**files, "guide.md": guide}).build()
    assert [re.sub(r".*?WARNING: ", "", line) for line in built.warnings] == [
        "the list asks for the tag 'secret', which only drafts have [confrecap.filter]",
        "the tag 'Secret' has no page; only drafts have it [confrecap.reference]",
        "the tag 'unheard' has no page; only drafts have it [confrecap.reference]",
        "the speaker 'Bo Li' has no page; only drafts have it [confrecap.reference]",
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
    for docname in DRAFTS:
        assert " Draft · " in words(body(built.html(docname)))
        assert "noindex" not in built.html(docname)


def test_a_post_in_a_draft_is_in_no_list(make_site: MakeSite) -> None:
    quoted = ":::{{tweet}} https://x.com/a/status/{}\n:author: {}\n\nWords.\n:::\n\n"
    files = {
        "index.md": (
            "# Home\n\n:::{post-list}\n:::\n\n{conf:post}`20`, {conf:post}`22`"
        ),
        "a.md": "# A\n\n::::{talk} Draft\n:draft:\n\n"
        + quoted.format(20, "Bo")
        + quoted.format(21, "Bo")
        + "::::\n",
        "b.md": "---\ndraft: true\n---\n# B\n\n:::{talk} Also\n:::\n\n"
        + quoted.format(22, "Cy"),
        "c.md": "# C\n\n" + quoted.format(21, "Ann"),
    }
    built = make_site(files).quiet()
    home = words(body(built.html("index")))
    assert "Words. Ann" in home
    assert home.count("Words.") == 1
    # Roles lead to drafts.
    assert {"a.html", "b.html"} <= links(body(built.html("index")))
    # A post is quoted in a draft and elsewhere: the other place counts.
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
    built = make_site({"index.md": OTHER.replace("draft: true", line)}).quiet()
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
    option, front_matter = built.warnings
    assert option.startswith("index.md:7: WARNING: draft: 'perhaps' is neither")
    assert front_matter.startswith("index.md:2: WARNING: draft: 'maybe' is neither")
    assert "conf:talk b" not in inventory(built)


@pytest.mark.parametrize(
    ("suffix", "builder"),
    combined(
        [*FILES],
        ["text", "latex", "epub", "singlehtml"],
        daily=[
            *(("md", "text"), ("rst", "latex"), ("md", "epub"), ("rst", "singlehtml"))
        ],
    ),
)
def test_all_build_a_draft(make_site: MakeSite, suffix: str, builder: str) -> None:
    site = make_site(
        {**COMMON, **FILES[suffix]}, {"version": "1", "copyright": "Ann Lee"}
    )
    site.quiet(builder)
