"""What a site declares of its tags and speakers, in what a build writes."""

import re
import zlib
from pathlib import Path

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.same import body
from tests.build.sites import Built, MakeSite, Site
from tests.files import png

TAGS = """
- name: Containers
  description: What *ships* software.
- name: Kubernetes
  aliases: [k8s]
  parent: Containers
- name: C++
  key: cpp
"""

SPEAKERS = """
- name: Sam Sample
  aliases: [Samuel Sample]
  pronouns: they/them
  affiliation: Example Org
  links:
    site: https://example.org/sam
    github: sam-sample
  biography: Writes *examples*, see [](/index.md).
  picture: sam.png
"""

RECAP = """
# Recap

:::{conference} Example Days
:start: 2030-05-07
:::

:::{talk} One
:speakers: Sam Sample
:tags: K8S, C++
:::

:::{talk} Two
:speakers: Samuel Sample
:tags: kubernetes
:::

{conf:tag}`k8s`, {conf:tag}`c-plus-plus`, {conf:speaker}`Samuel Sample`
"""

CONF = {"confrecap_tags_file": "tags.yml", "confrecap_speakers_file": "people.yml"}


def files(**more: str) -> dict[str, str]:
    given = {"index.md": "# Index\n\n```{toctree}\n:glob:\n*\n```\n", "recap.md": RECAP}
    return given | {"tags.yml": TAGS, "people.yml": SPEAKERS} | more


def declared(make_site: MakeSite, **more: str) -> Site:
    site = make_site(files(**more), CONF)
    (site.srcdir / "sam.png").write_bytes(png())
    return site


@pytest.fixture(scope="module")
def built(make_shared: MakeSite) -> Built:
    return declared(make_shared).quiet()


def words(html: str) -> str:
    """Return what a part of a page says; a tag is a space."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_all_spellings_of_a_name_share_one_page(built: Built) -> None:
    assert {f for f in built.files() if f.startswith("tags/")} == {
        "tags/index.html",
        "tags/containers.html",
        "tags/cpp.html",
        "tags/kubernetes.html",
        # They lead to where the tag is.
        "tags/c-plus-plus.html",
        "tags/k8s.html",
    }
    page = words(body(built.html("tags/kubernetes")))
    assert "One" in page
    assert "Two" in page
    assert "2 talks" in page


def test_a_name_is_shown_as_the_vocabulary_spells_it(built: Built) -> None:
    recap = built.html("recap")
    assert "K8S" not in recap
    # At two talks, and in a role.
    assert recap.count(">Kubernetes<") == 3


def test_the_name_at_a_talk_stays_as_its_author_wrote_it(built: Built) -> None:
    assert "Samuel Sample" in body(built.html("talks/example-days/two"))
    assert 'href="../../speakers/sam-sample.html"' in built.html(
        "talks/example-days/two"
    )


def test_a_speakers_page_describes_them(built: Built) -> None:
    page = body(built.html("speakers/sam-sample"))
    assert "they/them · Example Org" in words(page)
    assert "<em>examples</em>" in page
    assert 'href="../index.html"' in page
    assert 'href="https://github.com/sam-sample"' in page
    assert 'alt="Sam Sample"' in page
    assert "_images/sam.png" in built.files()
    assert words(page).count("One") == 1


def test_sentences_of_a_registry_have_roles_and_no_blocks(make_site: MakeSite) -> None:
    tags = """
        - name: Kubernetes
          aliases: [k8s]
          description: |
            # Not a heading

            See {conf:tag}`cpp`[^1], <b>plain</b>.

            ```{note}
            Not a note
            ```

            [^1]: Not a footnote.
        - name: C++
          key: cpp
        """
    built = declared(make_site, **{"tags.yml": tags}).quiet()
    page = body(built.html("tags/kubernetes"))
    assert "<h1># Not" not in page
    assert "# Not a heading" in words(page)
    assert 'href="cpp.html"' in page
    assert "&lt;b&gt;plain" in page
    assert "{note} Not a note" in words(page)
    assert "[^1]: Not a footnote." in words(page)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({}, id="on a page of ours"),
        pytest.param(
            {"tags/containers.md": "# C\n\n:::{tag-facts}\n:::\n"}, id="on an author's"
        ),
    ],
)
def test_a_fault_names_the_registry(make_site: MakeSite, more: dict[str, str]) -> None:
    site = declared(make_site, **more)
    site.write({"tags.yml": TAGS.replace("What *ships*", "See {rolle}`x` *ships*")})
    [warning] = site.build().warnings
    # The line of the description.
    assert warning.startswith("tags.yml:2: WARNING: ")
    assert "rolle" in warning


def test_a_tags_page_leads_up_and_down(built: Built) -> None:
    above = body(built.html("tags/containers"))
    assert "<em>ships</em>" in above
    assert "Sub-tags Kubernetes 2" in words(above)
    assert "Two" not in words(above)
    assert "Part of Containers" in words(body(built.html("tags/kubernetes")))


def test_a_setting_lists_talks_of_subtags(make_site: MakeSite) -> None:
    site = declared(
        make_site, **{"list.md": "# L\n\n:::{talk-list}\n:tags: Containers\n:::\n"}
    )
    assert "Two" not in words(body(site.build().html("list")))
    site.configure({"confrecap_subtag_talks": True})
    built = site.build()
    assert "Two" in words(body(built.html("tags/containers")))
    assert "Two" in words(body(built.html("list")))


def test_a_list_holds_what_lies_under_a_tag(make_site: MakeSite) -> None:
    lists = {
        f"{kind}s.md": f"# L\n\n:::{{{kind}-list}}\n:parent: containers\n:::\n"
        for kind in ("tag", "talk")
    }
    built = declared(make_site, **lists).build()
    tags = words(body(built.html("tags")))
    assert "Kubernetes 2" in tags
    assert "C++" not in tags
    assert "Two" in words(body(built.html("talks")))


@pytest.mark.parametrize("slash", ["/", ""])
def test_an_old_path_leads_to_where_the_tag_is(make_site: MakeSite, slash: str) -> None:
    site = declared(make_site)
    site.configure({"html_baseurl": f"https://docs.example.org/en{slash}"})
    page = site.build().html("tags/k8s")
    assert '<meta http-equiv="refresh" content="0; url=kubernetes.html">' in page
    canonical = "https://docs.example.org/en/tags/kubernetes.html"
    assert f'<link rel="canonical" href="{canonical}">' in page
    assert '<a href="kubernetes.html">Kubernetes</a>' in page


def test_an_old_path_works_in_dirhtml(make_site: MakeSite) -> None:
    page = declared(make_site).build("dirhtml").read("tags/k8s")
    assert 'url=../kubernetes/"' in page


@pytest.mark.parametrize("builder", ["json", "text", "epub", "singlehtml", "xml"])
def test_other_builders_have_no_old_paths(make_site: MakeSite, builder: str) -> None:
    files = declared(make_site).build(builder).files()
    assert not [name for name in files if "k8s" in name]


def test_an_old_path_goes_with_its_alias(make_site: MakeSite) -> None:
    site = declared(make_site)
    assert "tags/k8s.html" in site.build().files()
    site.write({"tags.yml": TAGS.replace("aliases: [k8s]", "description: x")})
    site.write({"recap.md": RECAP.replace("K8S", "Kubernetes").replace("k8s", "cpp")})
    assert "tags/k8s.html" not in site.build().files()


def test_an_old_path_stays_in_the_output(make_site: MakeSite) -> None:
    site = declared(make_site)
    built = site.build()
    linked = Path(built.outdir).parent / "elsewhere"
    linked.mkdir()
    (Path(built.outdir) / "talks" / "old-days").symlink_to(linked)
    site.write({"recap.md": RECAP.replace(":start:", ":aliases: old-days\n:start:")})
    site.build()
    assert list(linked.iterdir()) == []


def test_an_authors_page_goes_before_one_that_leads_away(make_site: MakeSite) -> None:
    site = declared(make_site, **{"tags/k8s.md": "# Mine\n"})
    assert "Mine" in site.build().html("tags/k8s")


def test_old_keys_are_in_the_inventory(built: Built) -> None:
    inventory = (Path(built.outdir) / "objects.inv").read_bytes().split(b"\n", 4)[4]
    lines = zlib.decompress(inventory).decode().splitlines()
    assert "k8s conf:tag -1 tags/kubernetes.html Kubernetes" in lines
    assert any(line.startswith("samuel-sample conf:speaker -1 ") for line in lines)


def test_talks_and_conferences_keep_old_keys(make_site: MakeSite) -> None:
    site = make_site(
        {
            "index.md": """
                # Index

                :::{conference} Example Days
                :aliases: old-days
                :::

                :::{talk} One
                :aliases: first, elsewhere/one
                :::

                {conf:talk}`first`, {conf:talk}`old-days/one`,
                {conf:talk}`elsewhere/one`, {conf:talk}`example-days/first`,
                {conf:conference}`old-days`, [](#first)
                """
        }
    )
    built = site.quiet()
    assert built.html("index").count('href="talks/example-days/one.html"') >= 5
    for old in ("old-days/one", "old-days/first", "example-days/first"):
        assert "one.html" in built.html(f"talks/{old}")
    assert 'url=../example-days/one.html"' in built.html("talks/elsewhere/one")


def test_two_talks_cannot_have_had_one_key(make_site: MakeSite) -> None:
    text = "# Index\n\n:::{talk} One\n:::\n\n:::{talk} Two\n:aliases: one\n:::\n"
    (warning,) = make_site({"index.md": text}).build().warnings
    assert warning == (
        "index.md:6: WARNING: the alias 'one' leads to the talk 'one' already; "
        "leave it out of one of the two [confrecap.duplicate]"
    )


def test_undeclared_tags_are_said_with_the_nearest_names(make_site: MakeSite) -> None:
    site = declared(
        make_site,
        **{"more.md": "# More\n\n:::{talk} Three\n:tags: Kubernets, Other\n:::\n"},
    )
    site.quiet()
    site.configure({"confrecap_undeclared_tags": "warn"})
    built = site.build()
    assert built.warnings == [
        (
            "more.md:3: WARNING: the tag 'Kubernets' is not declared, did you mean "
            "'Kubernetes'? [confrecap.undeclared]"
        ),
        (
            "more.md:3: WARNING: the tag 'Other' is not declared; declare it in "
            "confrecap_tags_file [confrecap.undeclared]"
        ),
    ]
    assert built.app.statuscode == 0
    assert "tags/other.html" in built.files()


def test_faults_of_a_registry_are_located(make_site: MakeSite) -> None:
    site = make_site(
        files(
            **{
                "tags.yml": "- name: Kubernetes\n  parnt: x\n",
                "people.yml": "- name: Sam Sample\n  picture: none.png\n",
                "recap.md": "# R\n\n:::{talk} One\n:tags: Kubernetes\n:::\n",
            }
        ),
        CONF,
    )
    assert site.build().warnings == [
        (
            "tags.yml:2: WARNING: there is no field 'parnt', did you mean 'parent'? "
            "[confrecap.registry]"
        ),
        (
            "people.yml:2: WARNING: picture: there is no file 'none.png' beside the "
            "registry [confrecap.registry]"
        ),
    ]


def test_a_picture_may_come_and_go(make_site: MakeSite) -> None:
    own = "# Sam\n\n:::{speaker-facts} Sam Sample\n:::\n"
    people = "- name: Sam Sample\n  picture: pictures/sam.png\n"
    site = make_site(
        files(**{"data/people.yml": people, "sam.md": own}),
        {"confrecap_speakers_file": "data/people.yml"},
    )
    assert "_images/sam.png" not in site.build().files()
    picture = site.srcdir / "data" / "pictures" / "sam.png"
    picture.parent.mkdir()
    picture.write_bytes(png())
    built = site.quiet()
    for page in ("speakers/sam-sample", "sam"):
        assert "_images/sam.png" in built.html(page)
    site.quiet()
    picture.unlink()
    built = site.build()
    assert any("there is no file" in line for line in built.warnings)
    for page in ("speakers/sam-sample", "sam"):
        assert "_images/sam.png" not in built.html(page)


@pytest.mark.parametrize("picture", ["../out.png", "/etc/passwd", "link.png"])
def test_a_picture_lies_with_its_registry(make_site: MakeSite, picture: str) -> None:
    site = make_site(
        files(**{"people.yml": f"- name: Sam Sample\n  picture: {picture}\n"}),
        {"confrecap_speakers_file": "people.yml"},
    )
    (site.srcdir.parent / "out.png").write_bytes(png())
    (site.srcdir / "link.png").symlink_to(site.srcdir.parent / "out.png")
    built = site.build()
    assert any(f"'{picture}' is outside of the" in line for line in built.warnings)
    assert not any("_images" in name for name in built.files())


def test_a_registry_that_is_not_there_is_said(make_site: MakeSite) -> None:
    site = make_site(files(), {"confrecap_tags_file": "none.yml"})
    assert (
        "none.yml:1: WARNING: the file cannot be read: No such file or directory "
        "[confrecap.registry]"
    ) in site.build().warnings


FACTS = {
    "tags/kubernetes": "# K\n\n:::{tag-facts}\n:::\n",
    "tags/containers": "# C\n\n:::{conf:tag-facts}\n:::\n",
    "who": "# Who\n\n:::{speaker-facts} Samuel Sample\n:::\n",
}


def facts(dialect: str) -> dict[str, str]:
    return {f"{name}.{dialect}": written(text, dialect) for name, text in FACTS.items()}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_facts_can_be_put_anywhere(make_site: MakeSite, dialect: str) -> None:
    built = declared(make_site, **facts(dialect)).build()
    assert [line for line in built.warnings if "toctree" not in line] == []
    assert "Part of Containers" in words(body(built.html("tags/kubernetes")))
    containers = body(built.html("tags/containers"))
    assert "<em>ships</em>" in containers
    assert "Kubernetes 2" in words(containers)
    assert "they/them" in body(built.html("who"))


def test_facts_of_undeclared_names_are_reported(make_site: MakeSite) -> None:
    site = declared(make_site, **{"who.md": "# W\n\n:::{tag-facts} Kubernets\n:::\n"})
    assert site.build().warnings == [
        (
            "who.md:3: WARNING: nothing is declared of the tag 'Kubernets', did you "
            "mean 'Kubernetes'? [confrecap.reference]"
        )
    ]


MARKUP = """
- name: Containers
  description: |
    {conf:talk}`one`, {conf:speaker}`Sam Sample`, {doc}`/recap`, [t](#one),
    [the recap](/recap.md), {any}`one`
"""


def test_a_description_refers_to_all_that_a_document_can(make_site: MakeSite) -> None:
    files = {
        "index.md": "# Index\n",
        "recap.md": RECAP.replace("K8S", "Containers").partition("{conf:tag}")[0],
        "tags.yml": MARKUP,
    }
    built = make_site(files, {"confrecap_tags_file": "tags.yml"}).quiet()
    page = body(built.html("tags/containers")).partition("2030")[0]
    assert page.count('href="../talks/example-days/one.html"') == 3
    assert page.count('href="../recap.html"') == 2
    assert 'href="../speakers/sam-sample.html"' in page


def test_a_changed_registry_changes_what_depends_on_it(make_site: MakeSite) -> None:
    site = declared(make_site, **facts("md"))
    site.build()
    site.write(
        {
            "tags.yml": TAGS.replace("*ships*", "*carries*"),
            "people.yml": SPEAKERS.replace("they/them", "she/her"),
        }
    )
    built = site.build()
    assert "carries" in built.html("tags/containers")
    assert "she/her" in built.html("speakers/sam-sample")
    assert "she/her" in built.html("who")


def test_facts_in_a_site_without_myst(make_site: MakeSite) -> None:
    site = make_site(
        {
            "index.rst": "I\n=\n\n.. talk:: One\n   :tags: Containers\n",
            "tags.yml": TAGS,
        },
        {"extensions": ["sphinx_confrecap"], "confrecap_tags_file": "tags.yml"},
    )
    assert "<em>ships</em>" in site.build().html("tags/containers")
