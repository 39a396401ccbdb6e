"""The documents that a build makes of talks, speakers, tags and conferences."""

import hashlib
import json
import pickle
import re
from pathlib import Path

import pytest

import sphinx_confrecap
from tests.build.dialects import DIALECTS, written
from tests.build.material import ALIVE, FILES, FIRST_STEPS, GENERATED, INDEXES, RESTARTS
from tests.build.same import body, inventory, search_index, words
from tests.build.sites import CONF, Built, MakeSite, Site
from tests.build.words import day, hours, years

HOME = "# Home"


@pytest.fixture(scope="module")
def site(make_shared: MakeSite) -> Site:
    return make_shared(FILES, {"nitpicky": True})


@pytest.fixture(scope="module")
def web(site: Site) -> Built:
    return site.quiet("html")


@pytest.fixture(scope="module")
def text(site: Site, web: Built) -> Built:
    return site.quiet("text")


def flat(built: Built, docname: str) -> str:
    """Return the text of a document on one line."""
    return " ".join(built.page(docname).split())


def links(built: Built, docname: str) -> dict[str, str]:
    """Return the addresses in the body of a page by their text."""
    found = re.findall(
        r'<a class="reference[^"]*" href="([^"]*)"[^>]*>(.*?)</a>',
        body(built.html(docname)),
        re.DOTALL,
    )
    return {re.sub(r"<[^>]*>", "", label): address for address, label in found}


# What there is. --------------------------------------------------------------------


def test_each_object_has_a_document_of_sphinx_own(web: Built) -> None:
    authored = {name.removesuffix(".md") for name in FILES}
    assert web.env.found_docs == authored | GENERATED
    assert set(web.env.all_docs) == web.env.found_docs
    assert {f"{name}.html" for name in GENERATED} <= web.files()


@pytest.mark.parametrize(
    ("docname", "title"),
    [
        (ALIVE, "Staying alive"),
        ("speakers/ann-lee", "Ann Lee"),
        ("tags/kubernetes", "Kubernetes"),
        ("talks/index", "Talks"),
        ("speakers/index", "Speakers"),
        ("tags/index", "Tags"),
        ("conferences/index", "Conferences"),
    ],
)
def test_a_document_has_a_title(web: Built, docname: str, title: str) -> None:
    assert web.env.titles[docname].astext() == title
    assert f"<title>{title} &#8212;" in web.html(docname)


def test_a_heading_that_is_the_only_one_is_in_no_table_of_contents(web: Built) -> None:
    assert "Related talks" in web.html(ALIVE)
    contents = {name: toc.astext().split("\n\n") for name, toc in web.env.tocs.items()}
    assert contents[ALIVE] == ["Staying alive"]
    assert contents["speakers/ann-lee"] == ["Ann Lee", "2018", "2017"]
    assert contents["talks/index"][:2] == ["Talks", "2018"]


def test_objects_are_in_the_inventory(web: Built) -> None:
    assert {
        name: item for name, item in inventory(web).items() if name.startswith("conf:")
    } == {
        "conf:talk devopscon-2018/alive": (f"{ALIVE}.html#talk-alive", "Staying alive"),
        "conf:talk devopscon-2018/restarts": (
            f"{RESTARTS}.html#talk-restarts",
            "Quick restarts",
        ),
        "conf:talk orchestrate-2017/first-steps": (
            f"{FIRST_STEPS}.html#talk-first-steps",
            "First steps",
        ),
        "conf:conference devopscon-2018": (
            "recaps/munich.html#conference-devopscon-2018",
            "DevOpsCon 2018",
        ),
        "conf:conference orchestrate-2017": (
            "recaps/barcelona.html#conference-orchestrate-2017",
            "Orchestrate 2017",
        ),
        "conf:speaker ann-lee": ("speakers/ann-lee.html#speakers-ann-lee", "Ann Lee"),
        "conf:speaker bo-li": ("speakers/bo-li.html#speakers-bo-li", "Bo Li"),
        "conf:tag devops": ("tags/devops.html#tags-devops", "DevOps"),
        "conf:tag kubernetes": ("tags/kubernetes.html#tags-kubernetes", "Kubernetes"),
        "conf:tag python": ("tags/python.html#tags-python", "Python"),
    }


def test_the_search_finds_notes_once_and_objects(web: Built) -> None:
    index = search_index(web)
    assert index["terms pod"] == [ALIVE]
    assert index["titleterms aliv"] == [ALIVE]
    assert index[f"object Staying alive in {ALIVE}"] == (1, "talk-alive")
    assert index["object Kubernetes in tags/kubernetes"] == (1, "tags-kubernetes")
    assert index["object Ann Lee in speakers/ann-lee"] == (1, "speakers-ann-lee")
    # The hyphen is Sphinx's shorthand for an anchor of type and key.
    assert index["object DevOpsCon 2018 in recaps/munich"] == (1, "-")


def test_a_document_without_a_file_offers_no_source(web: Built) -> None:
    for docname in GENERATED:
        assert "_sources/" not in web.html(docname)
        assert not [f for f in web.files() if f.startswith(f"_sources/{docname}")]
    assert "_sources/recaps/munich.md.txt" in web.html("recaps/munich")
    assert "generated.txt" not in "".join(web.html(name) for name in GENERATED)


def test_a_theme_offers_no_edit_without_a_file(make_site: MakeSite) -> None:
    conf = {
        "html_theme": "furo",
        "html_theme_options": {
            "source_edit_link": "https://example.org/edit/{filename}",
            "source_view_link": "https://example.org/view/{filename}",
        },
    }
    built = make_site(FILES, conf).build()
    assert "https://example.org/edit/" in built.html("recaps/munich")
    for docname in GENERATED:
        assert "https://example.org/edit/" not in built.html(docname), docname


# What they hold. -------------------------------------------------------------------


def test_a_talk_shows_its_facts(text: Built) -> None:
    page = flat(text, ALIVE)
    assert (
        f"DevOpsCon 2018 · {day(2018, 12, 4, 'full')}, {hours('11:30', '12:15')} CET · "
        "Keynote · 45 min · Operations · Ballroom · German · advanced · Recorded"
        in page
    )
    assert "Ann Lee (Acme) · Bo Li" in page
    assert "Pods that live long." in page
    assert "* Kubernetes 3 * Python 2" in page


def test_a_talk_without_facts_shows_none(make_site: MakeSite) -> None:
    built = make_site({"index.md": f"{HOME}\n\n:::{{talk}} Bare\n:::"}).build("text")
    assert flat(built, "talks/bare") == "Bare **** Also on the page Home"


def test_a_talk_links_to_all_that_it_names(web: Built) -> None:
    assert links(web, ALIVE) == {
        "DevOpsCon 2018": "../../recaps/munich.html#conference-devopscon-2018",
        "Orchestrate 2017": "../../recaps/barcelona.html#conference-orchestrate-2017",
        "Ann Lee": "../../speakers/ann-lee.html",
        "Bo Li": "../../speakers/bo-li.html",
        "Programme": "https://example.org/programme",
        "Watch the recording 45 min video.example": "https://video.example/1",
        "Watch the recording films.example": "https://films.example/2",
        "Slides example.org": "https://example.org/slides",
        "The book": "https://example.org/book",
        "Kubernetes 3": "../../tags/kubernetes.html",
        "Python 2": "../../tags/python.html",
        "Munich in winter": "../../recaps/munich.html#talk-alive",
        "Quick restarts": "restarts.html",
        "First steps": "../orchestrate-2017/first-steps.html",
    }


def test_a_talk_leads_to_the_one_before_and_the_one_after(text: Built) -> None:
    assert "After Quick restarts" in flat(text, ALIVE)
    assert "Before " not in flat(text, ALIVE)
    assert "Before Staying alive" in flat(text, RESTARTS)
    assert "Before " not in flat(text, FIRST_STEPS)
    assert "After " not in flat(text, FIRST_STEPS)


def test_a_recap_leads_to_the_talks_pages(web: Built) -> None:
    found = links(web, "recaps/munich")
    assert found["Staying alive"] == f"../{ALIVE}.html"
    assert found["All editions of DevOpsCon"] == "../conferences/index.html"
    assert found["Kubernetes"] == "../tags/kubernetes.html"
    assert found["DevOps"] == "../tags/devops.html"


def test_a_speaker_has_the_talks_of_all_conferences(text: Built) -> None:
    page = flat(text, "speakers/ann-lee")
    counts = f"2 talks at 2 conferences, {years(2017, 2018)}"
    assert page.startswith(f"Ann Lee ******* {counts}")
    assert page.index("2018 ==== * Staying alive") < page.index("2017 ==== * First")
    assert "Ann Lee (Acme)" in page
    assert "Ann Lee (Big Corp)" in page


def test_a_tag_lists_talks_conferences_and_recaps_with_counts(text: Built) -> None:
    page = flat(text, "tags/kubernetes")
    assert "2 talks at 1 conference, 2018 · 1 recap Related tags * Python 1" in page
    assert "Recaps ====== * Munich in winter Kim" in page
    page = flat(text, "tags/devops")
    assert "Conferences =========== * DevOpsCon 2018 Munich · 2 talks noted" in page


def test_indexes_list_everything_with_counts(text: Built) -> None:
    assert "A B -[ A ]- * Ann Lee 2 -[ B ]- * Bo Li 2" in flat(text, "speakers/index")
    tags = flat(text, "tags/index")
    assert "3 tags" in tags
    assert "-[ D ]- * DevOps 1 -[ K ]- * Kubernetes 3 -[ P ]- * Python 2" in tags
    talks = flat(text, "talks/index")
    headings = [
        *("2018 ====", "DevOpsCon 2018 -----", "* Staying alive", "* Quick restarts"),
        *("2017 ====", "Orchestrate 2017 -----", "* First steps"),
    ]
    assert sorted(headings, key=talks.index) == headings
    conferences = flat(text, "conferences/index")
    assert "DevOpsCon ========= * DevOpsCon 2018" in conferences
    assert "Others ====== * Orchestrate 2017" in conferences


def test_names_in_other_scripts_have_pages_and_letters(make_site: MakeSite) -> None:
    options = ":speakers: Дарья, 王芳, Émile\n:tags: .NET, C#, C++, C"
    files = {"index.md": f"{HOME}\n\n:::{{talk}} 日本語の話\n{options}\n:::"}
    built = make_site(files).quiet("text")
    assert built.env.found_docs == {
        "index",
        *INDEXES,
        "talks/日本語の話",
        "speakers/дарья",
        "speakers/王芳",
        "speakers/émile",
        "tags/dot-net",
        "tags/c-sharp",
        "tags/c-plus-plus",
        "tags/c",
    }
    assert "E Д 王" in flat(built, "speakers/index")


def test_headings_of_a_page_have_different_anchors(make_site: MakeSite) -> None:
    conferences = (
        ("Days", 2017, ""),
        ("Days", 2018, ":series: Other\n"),
        ("2018", 2018, ""),
    )
    recap = "# Recap\n" + "".join(
        f"\n:::{{conference}} {name}\n:name: days-{n}\n:start: {year}-01-01\n{more}"
        f":::\n\n:::{{talk}} Talk {n}\n:::\n"
        for n, (name, year, more) in enumerate(conferences)
    )
    built = make_site({"index.md": HOME, "recap.md": recap}).build()
    for docname in ("talks/index", "conferences/index"):
        anchors = re.findall(r'\bid="([^"]*)"', body(built.html(docname)))
        assert sorted(anchors) == sorted(set(anchors))


@pytest.mark.parametrize("prefix", [False, True])
def test_our_headings_take_no_label(make_site: MakeSite, prefix: bool) -> None:
    conf = {
        "extensions": [*CONF["extensions"], "sphinx.ext.autosectionlabel"],
        "autosectionlabel_prefix_document": prefix,
    }
    label = "more:Kubernetes" if prefix else "Kubernetes"
    more = f"# More\n\n## Kubernetes\n\n## 2018\n\n{{ref}}`{label}`"
    built = make_site({**FILES, "more.md": more}, conf).quiet()
    assert links(built, "more")["Kubernetes"] == "#kubernetes"


# Settings. -------------------------------------------------------------------------

TURNED_OFF = {
    "talk": {ALIVE, RESTARTS, FIRST_STEPS, "talks/index"},
    "speaker": {"speakers/ann-lee", "speakers/bo-li", "speakers/index"},
    "tag": {"tags/devops", "tags/kubernetes", "tags/python", "tags/index"},
    "conference": {"conferences/index"},
}


@pytest.mark.parametrize("kind", list(TURNED_OFF))
@pytest.mark.parametrize("builder", ["html", "text"])
def test_a_kind_can_be_turned_off(make_site: MakeSite, kind: str, builder: str) -> None:
    conf = {"nitpicky": True, f"confrecap_{kind}s_path": ""}
    built = make_site(FILES, conf).quiet(builder)
    gone = TURNED_OFF[kind]
    assert built.env.found_docs & GENERATED == GENERATED - gone
    assert not [file for file in built.files() if file.rpartition(".")[0] in gone]


def test_all_kinds_can_be_turned_off(make_site: MakeSite) -> None:
    off = {f"confrecap_{kind}s_path": "" for kind in TURNED_OFF}
    built = make_site(FILES, {"nitpicky": True, **off}).quiet()
    assert not built.env.found_docs & GENERATED
    assert "Pods that live long." in built.html("recaps/munich")
    assert links(built, "guide")["Staying alive"] == "recaps/munich.html#talk-alive"


def test_roles_degrade_where_a_kind_is_turned_off(make_site: MakeSite) -> None:
    off = {"confrecap_talks_path": "", "confrecap_tags_path": ""}
    built = make_site(FILES, off).build()
    found = links(built, "guide")
    assert found["Staying alive"] == "recaps/munich.html#talk-alive"
    assert "Kubernetes" not in found
    assert "Kubernetes" in body(built.html("guide"))
    assert inventory(built)["conf:talk devopscon-2018/alive"] == (
        "recaps/munich.html#talk-alive",
        "Staying alive",
    )
    assert "conf:tag kubernetes" not in inventory(built)


def test_without_pages_of_talks_the_recap_is_searched(make_site: MakeSite) -> None:
    built = make_site(FILES, {"confrecap_talks_path": ""}).build()
    assert search_index(built)["terms pod"] == ["recaps/munich"]


def test_pages_lie_where_the_settings_say(make_site: MakeSite) -> None:
    conf = {
        "nitpicky": True,
        "confrecap_talks_path": "x/sessions",
        "confrecap_speakers_path": "x/people",
        "confrecap_tags_path": "topics",
        "confrecap_conferences_path": "x",
    }
    built = make_site(FILES, conf).quiet()
    assert {
        "x/sessions/devopscon-2018/alive.html",
        "x/sessions/index.html",
        "x/people/ann-lee.html",
        "topics/kubernetes.html",
        "x/index.html",
    } <= built.files()
    found = links(built, "x/sessions/devopscon-2018/alive")
    assert found["Ann Lee"] == "../../people/ann-lee.html"
    assert found["Kubernetes 3"] == "../../../topics/kubernetes.html"


def test_a_recap_can_hold_a_start_of_the_notes(make_site: MakeSite) -> None:
    talk = (
        ":::{talk} A talk\n\n% A remark.\n\nThe first.\n\nThe second.\n\n- A list\n:::"
    )
    short = ":::{talk} A short one\n\nAll there is.\n:::"
    files = {"index.md": f"{HOME}\n\n{talk}\n\n{short}"}
    built = make_site(files, {"confrecap_recap": "excerpt"}).build()
    recap = body(built.html("index"))
    assert "The first." in recap
    assert "The second." not in recap
    assert "A list" not in recap
    assert recap.count("Read the notes") == 1
    assert "All there is." in recap
    page = body(built.html("talks/a-talk"))
    assert "The first." in page
    assert "The second." in page
    assert "A list" in page


def test_talks_can_hang_in_the_table_of_contents(make_site: MakeSite) -> None:
    built = make_site(FILES, {"nitpicky": True, "confrecap_toctree": True}).quiet()
    assert built.env.toctree_includes["recaps/munich"] == [ALIVE, RESTARTS]
    assert 'rel="next" title="Staying alive"' in built.html("recaps/munich")


def test_talks_hang_under_the_key_that_they_have(make_site: MakeSite) -> None:
    recap = """
        # Recap

        :::{talk} A talk
        :conference: Long Name Of It
        :::

        :::{talk} The same
        :name: a-talk
        :conference: Long Name Of It
        :::
    """
    event = "# Event\n\n:::{conference} Long Name Of It\n:name: short\n:::"
    home = "# Home\n\n```{toctree}\nevent\nrecap\n```"
    files = {"index.md": home, "recap.md": recap, "event.md": event}
    built = make_site(files, {"confrecap_toctree": True}).build()
    assert [w for w in built.warnings if "duplicate" not in w] == []
    assert built.env.toctree_includes["recap"] == [
        "talks/short/a-talk-2",
        # Its author wrote its name.
        "talks/short/a-talk",
    ]


# Toctrees. -------------------------------------------------------------------------


def test_indexes_exist_without_any_talk(make_site: MakeSite) -> None:
    toctree = "```{toctree}\n" + "\n".join(sorted(INDEXES)) + "\n```"
    site = make_site(
        {"index.md": f"{HOME}\n\n{toctree}"},
        {"suppress_warnings": [], "nitpicky": True},
    )
    built = site.quiet()
    assert built.env.found_docs == {"index", *INDEXES}
    for name in INDEXES:
        assert f'href="{name}.html"' in body(built.html("index"))


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("depth", ["", ":maxdepth: 2", ":numbered:"])
def test_a_toctree_shows_no_headings_of_indexes(
    make_site: MakeSite, builder: str, depth: str
) -> None:
    toctree = "\n".join(["```{toctree}", depth, "", *sorted(INDEXES), "more", "```"])
    site = make_site(
        {
            **FILES,
            "index.md": f"# Home\n\n{toctree}\n",
            "more.md": "# More\n\n## In it\n\n```{toctree}\nrecaps/munich\n```\n",
            # Someone's own page at such a path is a page as others.
            "tags/index.md": "# Our tags\n\n## First\n\n## Second\n",
        }
    )
    built = site.build(builder)
    home = words(body(built.page("index")))
    assert all(word in home for word in ("Speakers", "Talks", "In it", "First"))
    assert not re.search("2017|2018|DevOpsCon|Orchestrate", home)
    # The page has them in its own contents.
    index = built.page("talks/index")
    [contents] = re.findall(r'href="#">[^"]*Talks</a><ul>.*?</div>', index, re.DOTALL)
    assert re.findall("20..", words(contents)) == ["2018", "2018", "2017", "2017"]


def test_only_indexes_warn_that_they_are_in_no_toctree(make_site: MakeSite) -> None:
    [warning] = make_site(FILES, {"suppress_warnings": []}).build().warnings
    assert set(re.findall(r"'(\w+/\w+)'", warning)) == INDEXES
    assert warning.endswith("[confrecap.toctree]")


def test_a_pattern_in_a_toctree_finds_the_indexes(make_site: MakeSite) -> None:
    home = "# Home\n\n```{toctree}\n:glob:\n\n**\n```"
    site = make_site({**FILES, "index.md": home}, {"suppress_warnings": []})
    authored = {"guide", "recaps/munich", "recaps/barcelona"}
    assert set(site.build().env.toctree_includes["index"]) == authored | INDEXES
    # With another document, Sphinx reads again what holds a pattern.
    site.write({"another.md": "# Another"})
    built = site.build()
    assert set(built.env.toctree_includes["index"]) == {"another", *authored, *INDEXES}
    assert built.warnings == []


# An author's own file. -------------------------------------------------------------

OWN = """
    ---
    orphan:
    ---
    # All about Kubernetes

    Our own words.

    :::{talk-list}
    :tags: Kubernetes
    :::
"""


@pytest.mark.parametrize("suffix", DIALECTS)
def test_an_authors_file_is_a_tags_page(make_site: MakeSite, suffix: str) -> None:
    files = {**FILES, f"tags/kubernetes.{suffix}": written(OWN, suffix)}
    built = make_site(files, {"nitpicky": True}).quiet()
    page = body(built.html("tags/kubernetes"))
    assert "Our own words." in page
    assert "1 recap" not in page
    assert links(built, "tags/kubernetes")["Staying alive"] == f"../{ALIVE}.html"
    assert links(built, "guide")["Kubernetes"] == "tags/kubernetes.html"
    assert links(built, ALIVE)["Kubernetes 3"] == "../../tags/kubernetes.html"
    assert "_sources/tags/kubernetes" in built.html("tags/kubernetes")
    assert inventory(built)["conf:tag kubernetes"][0] == "tags/kubernetes.html"


def test_an_authors_own_file_can_be_an_index(make_site: MakeSite) -> None:
    built = make_site({**FILES, "tags/index.md": OWN}).build()
    assert built.env.titles["tags/index"].astext() == "All about Kubernetes"


def test_a_recap_may_lie_where_its_talk_would(make_site: MakeSite) -> None:
    recap = "# The talk\n\n:::{talk} One talk\n\nThe notes.\n:::"
    files = {"index.md": HOME, "talks/one-talk.md": recap}
    built = make_site(files).quiet()
    assert body(built.html("talks/one-talk")).count("The notes.") == 1
    assert search_index(built)["terms note"] == ["talks/one-talk"]


# Builders. -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("builder", "path"),
    [
        ("html", f"{ALIVE}.html"),
        ("dirhtml", f"{ALIVE}/index.html"),
        ("json", f"{ALIVE}.fjson"),
        ("pickle", f"{ALIVE}.fpickle"),
        ("text", f"{ALIVE}.txt"),
        ("xml", f"{ALIVE}.xml"),
        ("pseudoxml", f"{ALIVE}.pseudoxml"),
    ],
)
def test_each_builder_writes_ours(make_site: MakeSite, builder: str, path: str) -> None:
    built = make_site(FILES, {"nitpicky": True}).quiet(builder)
    assert path in built.files()
    if builder == "pickle":
        page = pickle.loads((built.outdir / path).read_bytes())["body"]  # noqa: S301
    elif builder == "json":
        page = json.loads(built.read(path))["body"]
    else:
        page = built.read(path)
    assert "Pods that live long." in page
    assert "Ballroom" in page
    suffix = path.removeprefix(ALIVE)
    ours = {f for f in built.files() if f.startswith(("talks/", "speakers/", "tags/"))}
    # An index of a folder is the folder's own file in dirhtml.
    expected = {
        f"{name.removesuffix('/index')}/index.html"
        if builder == "dirhtml"
        else f"{name}{suffix}"
        for name in GENERATED - {"conferences/index"}
    }
    assert ours == expected


def test_the_dummy_builder_reads_our_documents(make_site: MakeSite) -> None:
    built = make_site(FILES, {"nitpicky": True}).quiet("dummy")
    assert built.env.found_docs >= GENERATED
    assert built.files() == set()


# What a build leaves alone. --------------------------------------------------------


def snapshot(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_a_build_changes_no_sources(make_site: MakeSite, tmp_path: Path) -> None:
    package = Path(sphinx_confrecap.__file__).parent
    site = make_site(FILES)
    before = snapshot(site.srcdir), snapshot(package)
    site.build("html", builddir=tmp_path / "out")
    site.build("text", builddir=tmp_path / "out")
    assert (snapshot(site.srcdir), snapshot(package)) == before


def test_a_read_only_source_tree_builds(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    for path in [*site.srcdir.rglob("*"), site.srcdir]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        built = site.build(builddir=tmp_path / "out")
        assert built.warnings == []
        assert f"{ALIVE}.html" in built.files()
    finally:
        for path in [site.srcdir, *site.srcdir.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_others_have_a_heading_beside_a_series(make_site: MakeSite) -> None:
    one = "# A\n\n:::{conference} One Conf\n:start: 2030-05-02\n:::\n"
    site = make_site({"index.md": one})
    page = site.build().html("conferences/index")
    assert "One Conf" in page
    assert "Others" not in page
    two = "# B\n\n:::{conference} Two 2030\n:series: Two\n:start: 2030-05-02\n:::\n"
    site.write({"b.md": two})
    page = site.build().html("conferences/index")
    assert "One Conf" in page
    assert "Others" in page
