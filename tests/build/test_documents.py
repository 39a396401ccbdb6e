"""Documents with tags: the pages of the tags list them, beside the talks."""

import pytest

from sphinx_confrecap.sphinx.domain import ConferenceDomain
from tests.build.same import body, differences, words
from tests.build.sites import Built, MakeSite
from tests.build.words import day

ON = {"confrecap_tag_documents": True}
RECAP = """
    ---
    date: 2018-12-10
    author: Kim
    tags: Kubernetes
    ---
    # A recap

    :::{conference} Days 2018
    :start: 2018-12-04
    :::

    :::{talk} Pods
    :speakers: Ann Lee
    :tags: kubernetes
    :::
"""
LISTS = """
    # Home

    :::{talk-list}
    :tags: Kubernetes
    :include: talks, recaps, documents
    :::

    :::{talk-list}
    :include: documents
    :empty: Nothing.
    :::

    :::{tag-list}
    :::
"""
GUIDES = {
    "md": {
        "one.md": "---\ntags: [Kubernetes, Guides]\n---\n# Guide one\n",
        "two.md": "---\ntags: Kubernetes, Guides\n---\n# Guide two\n",
        "three.md": (
            "# Guide three\n\n:::{page-tags} Guides\n:::\n\n"
            ":::{conf:page-tags}\nKubernetes,\nGuides\n:::\n"
        ),
    },
    "rst": {
        "one.rst": ":tags: Kubernetes, Guides\n\nGuide one\n=========\n",
        "two.rst": (
            "Guide two\n=========\n\n.. page-tags::\n   :hidden:\n\n"
            "   Kubernetes\n   Guides\n"
        ),
        "three.rst": (
            "Guide three\n===========\n\n.. conf:page-tags:: Guides, Kubernetes\n"
        ),
    },
}


@pytest.fixture(scope="module", params=GUIDES)
def files(request: pytest.FixtureRequest) -> dict[str, str]:
    return {"index.md": LISTS, "recap.md": RECAP, **GUIDES[request.param]}


@pytest.fixture(scope="module")
def built(make_shared: MakeSite, files: dict[str, str]) -> Built:
    return make_shared(files, ON).quiet()


def shown(built: Built, docname: str) -> str:
    return words(body(built.html(docname)))


def test_a_tag_leads_to_all(built: Built) -> None:
    page = shown(built, "tags/kubernetes")
    assert page.startswith(
        "Kubernetes¶ 1 talk at 1 conference, 2018 · 1 recap · 3 documents"
    )
    assert page.endswith("Documents¶ Guide one Guide three Guide two")
    for name in ("one", "two", "three"):
        assert f'href="../{name}.html"' in built.html("tags/kubernetes")
    assert shown(built, "tags/guides") == (
        "Guides¶ 3 documents Documents¶ Guide one Guide three Guide two"
    )
    assert "Kubernetes 5" in shown(built, "tags/index")
    assert "Guides 3" in shown(built, "tags/index")


def test_lists_hold_documents_too(built: Built) -> None:
    assert shown(built, "index") == (
        f"Home¶ A recap Recap · Kim {day(2018, 12, 10)} "
        f"Pods Ann Lee · Days 2018 {day(2018, 12, 4)} "
        "Guide one Document Guide three Document Guide two Document "
        "Guide one Guide three Guide two Guides 3 Kubernetes 5"
    )


def test_documents_need_the_setting(make_site: MakeSite, files: dict[str, str]) -> None:
    built = make_site(files).build()
    assert "Nothing." in shown(built, "index")
    assert "tags/guides" not in built.env.found_docs
    # The documents would change how the tag is spelled, and here are none.
    assert "kubernetes 2" in shown(built, "tags/index")


def test_a_directive_shows_tags_with_links(built: Built, files: dict[str, str]) -> None:
    page = body(built.html("three"))
    assert 'href="tags/kubernetes.html"><span>Kubernetes</span></a>' in page
    assert 'href="tags/guides.html"><span>Guides</span></a>' in page
    if "two.rst" in files:
        assert shown(built, "two") == "Guide two¶"


@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml"])
def test_the_directive_works_in_all_builders(
    make_site: MakeSite, files: dict[str, str], builder: str
) -> None:
    make_site(files, ON).quiet(builder)


def test_the_text_of_a_post_is_no_block(make_site: MakeSite) -> None:
    text = ".. tweet:: 20\n   :author: A\n\n   Text.\n   :::{talk} A\n"
    make_site({"index.rst": text}).quiet()


def test_the_directive_says_when_it_does_nothing(make_site: MakeSite) -> None:
    text = "# A\n\n:::{page-tags} B\n:::\n\n:::{page-tags}\n:::"
    built = make_site({"index.md": text}).build()
    empty, idle = built.warnings
    assert empty.startswith("index.md:6: WARNING: page-tags: the list holds no name")
    assert idle.startswith("index.md:3: WARNING: page-tags puts no document on")
    assert idle.endswith("confrecap_tag_documents = True [confrecap.config]")
    # Nothing leads there.
    assert "href" not in body(built.html("index")).partition("</h1>")[2]


def test_a_recap_may_have_the_directive(make_site: MakeSite) -> None:
    text = "# A\n\n:::{talk} B\n:::\n\n:::{page-tags} C\n:::"
    built = make_site({"index.md": text}).quiet()
    assert shown(built, "tags/c") == "C¶ 1 recap Recaps¶ A"


def test_a_draft_stands_in_no_list(make_site: MakeSite) -> None:
    site = make_site({"index.md": "---\ntags: B\ndraft: true\n---\n# A\n"}, ON)
    assert "tags/b" not in site.build().env.found_docs
    site.configure({"confrecap_drafts": True})
    assert "tags/b" in site.build().env.found_docs


def test_tags_that_are_none_warn_with_a_line(make_site: MakeSite) -> None:
    text = "---\nother: 1\ntags: {a: b}\n---\n# A\n"
    (warning,) = make_site({"index.md": text}, ON).build().warnings
    assert warning.startswith("index.md:3: WARNING: tags: write a list of names")
    make_site({"index.md": text}).quiet()


def test_documents_come_and_go(make_site: MakeSite, files: dict[str, str]) -> None:
    site = make_site(files, ON)
    site.build()
    files = dict(files)
    path = next(name for name in files if name.startswith("one"))
    changes = [
        files[path].replace("Guides", "Kafka"),
        files[path].replace("Guide one", "Guide new"),
        "One\n===\n",
        files[path],
    ]
    for change in changes:
        site.write({path: change})
        clean = make_site({**files, path: change}, ON).build(parallel=2)
        assert differences(site.build(), clean) == []
    site.remove(path)
    del files[path]
    assert differences(site.build(), make_site(files, ON).build()) == []


def test_a_parallel_build_is_alike(make_site: MakeSite, files: dict[str, str]) -> None:
    files = files | {
        f"more-{n}.md": f"---\ntags: T{n}\n---\n# More\n" for n in range(9)
    }
    one = make_site(files, ON).build()
    two = make_site(files, ON).build(parallel=2)
    assert differences(two, one) == []
    catalogues = (ConferenceDomain.of(built.env).catalogue for built in (one, two))
    first, second = catalogues
    assert first.tags == second.tags
