"""Builds after a first one: what they read, write and remove."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from tests.build.material import (
    ALIVE,
    BARCELONA,
    FILES,
    FIRST_STEPS,
    GENERATED,
    GUIDE,
    INDEX,
    MUNICH,
    RESTARTS,
)
from tests.build.same import body, differences, inventory
from tests.build.sites import Built, MakeSite, Site, combined
from tests.build.world import edit, first_world, seeded

STEPS = int(os.environ.get("CONFRECAP_WALK_STEPS") or 200)
SEED = int(os.environ.get("CONFRECAP_WALK_SEED") or 2018)

WITHOUT_MUNICH = {
    "index.md": INDEX.replace("    recaps/munich\n", ""),
    "guide.md": "# G",
}

# Files that Sphinx writes at the end of each build.
ALWAYS = re.compile(
    r"_static/|_sources/|\.buildinfo|objects\.inv|genindex|search|globalcontext|"
    r"last_build|environment\.pickle"
)


def times(built: Built) -> dict[str, int]:
    """Return when each document, and our own record of them, was written."""
    return {
        path: (built.outdir / path).stat().st_mtime_ns
        for path in built.files()
        if not ALWAYS.match(path)
    }


class Rebuilt:
    """What a second build read and wrote."""

    def __init__(self, site: Site, builder: str = "html") -> None:
        before = site.build(builder)
        self._times, self._read = times(before), dict(before.env.all_docs)
        self._site, self._builder = site, builder

    def after(self, files: dict[str, str]) -> Built:
        """Write *files*, and build again."""
        self._site.write(files)
        self.built = self._site.build(self._builder)
        now = times(self.built)
        changed = {path for path, time in now.items() if self._times.get(path) != time}
        self.written = {path.removesuffix(".html") for path in changed} & {
            *self.built.env.found_docs
        }
        self.read = {
            docname
            for docname, time in self.built.env.all_docs.items()
            if self._read.get(docname) != time
        }
        return self.built


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    """The site of most tests, which was built once."""
    site = make_site(FILES)
    site.build()
    return site


@pytest.fixture
def second(make_site: MakeSite) -> Rebuilt:
    return Rebuilt(make_site(FILES))


def pages(built: Built) -> set[str]:
    """Return the html pages in the folders of ours."""
    folders = ("talks/", "speakers/", "tags/", "conferences/")
    return {path for path in built.files() if path.startswith(folders)}


@pytest.mark.parametrize("parallel", [1, 2])
def test_the_search_forgets_words_that_are_gone(
    make_site: MakeSite, parallel: int
) -> None:
    draft = ":::{talk} Secret plan\n:draft:\n\nNobody knows xylophones.\n:::\n"
    more = {f"more{n}.md": f"---\norphan: true\n---\n# M{n}\n" for n in range(8)}
    site = make_site({**FILES, **more, "draft.md": f"# Quixotic\n\n{draft}"})
    first = site.build(confoverrides={"confrecap_drafts": True}, parallel=parallel)
    assert "xylophon" in first.read("searchindex.js")
    site.write({"draft.md": "# Other\n", "recaps/munich.md": "# Munich\n"})
    again = site.build(parallel=parallel).read("searchindex.js")
    assert not re.search('xylophon|quixot|"secret|ballroom', again)
    assert '":[]' not in again
    files = {**FILES, **more, "draft.md": "# Other\n", "recaps/munich.md": "# Munich\n"}
    assert again == make_site(files).build().read("searchindex.js")


# What is written anew. -------------------------------------------------------------


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text", "json", "xml"])
def test_without_a_change_nothing_is_done(make_site: MakeSite, builder: str) -> None:
    site = make_site(FILES)
    first = site.build(builder)
    before, read = times(first), dict(first.env.all_docs)
    again = site.build(builder)
    assert times(again) == before
    assert dict(again.env.all_docs) == read
    assert "no targets are out of date" in again.app.status.getvalue()


def test_a_build_without_a_change_resolves_and_plans_nothing(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES)
    before = inventory(site.build())
    for name in ("catalogue_of", "plan"):
        monkeypatch.delattr(f"sphinx_confrecap.sphinx.domain.{name}")
    assert inventory(site.build()) == before


def test_other_notes_are_written_in_both_places(second: Rebuilt) -> None:
    built = second.after({"recaps/munich.md": MUNICH.replace("Nine lives", "Ten")})
    assert second.read == {"recaps/munich", RESTARTS}
    # Sphinx writes the document whose toctree holds the recap, too.
    assert second.written == {"index", "recaps/munich", RESTARTS}
    assert "Ten." in built.html(RESTARTS)


def test_another_title_is_written_wherever_it_is_shown(second: Rebuilt) -> None:
    built = second.after({"recaps/munich.md": MUNICH.replace("*alive*", "put")})
    assert second.written == {
        "index",
        "recaps/munich",
        "guide",
        ALIVE,
        RESTARTS,
        FIRST_STEPS,
        "talks/index",
        "speakers/ann-lee",
        "speakers/bo-li",
        "tags/kubernetes",
        "tags/python",
    }
    for docname in second.written - {"index"}:
        assert "Staying put" in body(built.html(docname)), docname


def test_a_change_that_nobody_else_shows_is_written_once(second: Rebuilt) -> None:
    second.after({"recaps/munich.md": MUNICH.replace("Ballroom", "Attic")})
    assert second.written == {"index", "recaps/munich", ALIVE}


def test_the_last_use_of_a_tag_takes_its_page_with_it(make_site: MakeSite) -> None:
    site = make_site(FILES)
    assert "tags/devops.html" in site.build().files()
    assert "tags/devops/index.html" in site.build("dirhtml").files()
    site.write({"recaps/munich.md": MUNICH.replace("    :tags: DevOps\n", "")})
    html, dirhtml = site.build(), site.build("dirhtml")
    assert "tags/devops.html" not in html.files()
    assert "tags/devops" not in html.env.found_docs
    assert "conf:tag devops" not in inventory(html)
    assert "DevOps<" not in html.html("tags/index")
    assert not (dirhtml.outdir / "tags" / "devops").exists()
    assert "tags/kubernetes/index.html" in dirhtml.files()


def test_speakers_come_and_go(second: Rebuilt) -> None:
    built = second.after({"recaps/barcelona.md": BARCELONA.replace("Ann Lee", "Cy X")})
    assert "speakers/cy-x.html" in built.files()
    assert "First steps" not in body(built.html("speakers/ann-lee"))
    assert "Cy X" in body(built.html(FIRST_STEPS))
    assert "Cy X" in body(built.html("talks/index"))
    assert "Cy X" in body(built.html("speakers/index"))


def test_another_name_of_a_conference_is_written(make_site: MakeSite) -> None:
    named = MUNICH.replace(
        "{conference} DevOpsCon 2018",
        "{conference} Ops Days 2018\n    :name: devopscon-2018",
    )
    second = Rebuilt(make_site(FILES))
    built = second.after({"recaps/munich.md": named})
    showing = {
        "recaps/munich",
        "guide",
        ALIVE,
        RESTARTS,
        FIRST_STEPS,
        "speakers/ann-lee",
        "speakers/bo-li",
        "tags/kubernetes",
        "tags/devops",
        "tags/python",
        "talks/index",
        "conferences/index",
    }
    for docname in showing:
        page = body(built.html(docname))
        assert "Ops Days 2018" in page, docname
        assert ">DevOpsCon 2018<" not in page, docname
    assert second.written == {"index", *showing}


def test_a_talk_that_moves_leads_back_to_its_new_place(site: Site) -> None:
    here = MUNICH.index("    :::{talk} Quick")
    talk = MUNICH[here:].replace(":name:", ":conference: devopscon-2018\n    :name:")
    munich, barcelona = MUNICH[:here], f"{BARCELONA}\n{talk}"
    site.write({"recaps/munich.md": munich, "recaps/barcelona.md": barcelona})
    built = site.quiet()
    assert f'href="../{RESTARTS}.html"' in built.html("recaps/barcelona")
    page = built.html(RESTARTS)
    assert "recaps/barcelona.html#talk-restarts" in page
    assert "recaps/munich.html#talk-restarts" not in page
    assert "Nine lives." in page


def test_a_conference_that_moves_is_found(site: Site) -> None:
    start, end = MUNICH.index("    :::{conf"), MUNICH.index("    ## Day 1")
    talks = MUNICH[end:].replace(":name:", ":conference: devopscon-2018\n    :name:")
    site.write(
        {
            "recaps/munich.md": MUNICH[:start] + talks,
            "guide.md": f"{GUIDE}\n{MUNICH[start:end]}",
        }
    )
    built = site.quiet()
    for docname in (ALIVE, RESTARTS, "tags/devops", "conferences/index"):
        page = body(built.html(docname))
        assert "guide.html#conference-devopscon-2018" in page, docname
        assert "munich.html#conference-devopscon-2018" not in page, docname


def test_a_renamed_document_is_led_to_by_its_new_name(site: Site) -> None:
    site.remove("recaps/munich.md")
    site.write(
        {"recaps/winter.md": MUNICH, "index.md": INDEX.replace("munich", "winter")}
    )
    built = site.quiet()
    assert pages(built) == {f"{name}.html" for name in GENERATED}
    for docname in sorted(GENERATED):
        assert "munich.html" not in body(built.html(docname)), docname
    assert "recaps/winter.html#talk-alive" in built.html(ALIVE)


def test_a_deleted_document_takes_its_pages_with_it(site: Site) -> None:
    site.remove("recaps/munich.md")
    site.write(WITHOUT_MUNICH)
    built = site.quiet()
    assert pages(built) == {
        "talks/index.html",
        f"{FIRST_STEPS}.html",
        "speakers/index.html",
        "speakers/ann-lee.html",
        "tags/index.html",
        "tags/python.html",
        "conferences/index.html",
    }
    assert not (built.outdir / "talks" / "devopscon-2018").exists()


def test_a_second_talk_of_one_key_never_changes_the_winner(make_site: MakeSite) -> None:
    recap = "# Recap\n\n:::{talk} A talk\n:conference: Days\n\nNotes of %s.\n:::"
    site = make_site({"index.md": "# Home", "b.md": recap % "b"})
    site.build()
    site.write({"a.md": recap % "a"})
    assert "Notes of a." in site.build().html("talks/days/a-talk")
    site.write({"b.md": recap % "b again"})
    built = site.build()
    assert "Notes of a." in built.html("talks/days/a-talk")
    assert "Notes of b again." in built.html("talks/days/a-talk-2")
    [warning] = [line for line in built.warnings if "duplicate" in line]
    assert warning.startswith("b.md:3:")
    assert "a, line 3" in warning
    site.remove("a.md")
    built = site.build()
    assert "Notes of b again." in built.html("talks/days/a-talk")
    assert "talks/days/a-talk-2.html" not in built.files()


# Authored documents. --------------------------------------------------------------


def test_a_list_is_written_anew_when_its_result_changes(second: Rebuilt) -> None:
    tagged = BARCELONA.replace(":tags: Python", ":tags: Python, Kubernetes")
    built = second.after({"recaps/barcelona.md": tagged})
    assert "guide" in second.written
    assert "guide" not in second.read
    assert "First steps" in body(built.html("guide"))


def test_a_list_is_left_alone_when_its_result_stays(second: Rebuilt) -> None:
    second.after({"recaps/barcelona.md": BARCELONA.replace("First", "Last")})
    assert "guide" not in second.written


def test_a_role_follows_its_target(make_site: MakeSite) -> None:
    guide = "# Guide\n\n{conf:talk}`new`, [](#new), {conf:tag}`Fresh`"
    site = make_site({**FILES, "guide.md": guide})
    assert "talks/new.html" not in site.build().html("guide")
    site.write({"another.md": "# Another\n\n:::{talk} New\n:tags: Fresh\n:::"})
    page = body(site.build().html("guide"))
    assert page.count('href="talks/new.html"') == 2
    assert 'href="tags/fresh.html"' in page
    site.remove("another.md")
    page = body(site.build().html("guide"))
    assert "talks/new.html" not in page
    assert "tags/fresh.html" not in page


def test_a_short_key_of_two_talks_leads_nowhere(make_site: MakeSite) -> None:
    site = make_site(FILES)
    assert f'href="{ALIVE}.html"' in body(site.build().html("guide"))
    talk = ":::{talk} Alive again\n    :name: alive\n    :::"
    site.write({"recaps/barcelona.md": f"{BARCELONA}\n    {talk}\n"})
    built = site.build()
    assert [line for line in built.warnings if "ambiguous" in line]
    assert body(built.html("guide")).count(f'href="{ALIVE}.html"') == 1  # in its list


def test_a_header_counts_talks_of_other_documents(second: Rebuilt) -> None:
    built = second.after(
        {"more.md": "# More\n\n:::{talk} More\n:conference: devopscon-2018\n:::"}
    )
    assert "recaps/munich" in second.written
    assert "recaps/munich" not in second.read
    assert "3 talks, 2 of them noted" in body(built.html("recaps/munich"))


def test_notes_that_refer_to_others_follow_them(make_site: MakeSite) -> None:
    linked = MUNICH.replace("Nine lives.", "See {conf:talk}`first-steps`.")
    second = Rebuilt(make_site({**FILES, "recaps/munich.md": linked}))
    retitled = BARCELONA.replace("First steps", "One leap\n    :name: first-steps")
    built = second.after({"recaps/barcelona.md": retitled})
    assert "recaps/munich" not in second.read
    for docname in ("recaps/munich", RESTARTS):
        assert "One leap" in body(built.html(docname))


def test_numbers_of_figures_follow_those_before_them(make_site: MakeSite) -> None:
    figure = "```{figure} dot.png\n:name: %s\n\nA caption\n```"
    home = "# Home\n\n```{toctree}\n:numbered:\n\nfirst\nrecap\n```"
    talk = f"::::{{talk}} A talk\n\n{figure % 'two'}\n\nSee {{numref}}`two`.\n::::"
    files = {"index.md": home, "first.md": "# First", "recap.md": f"# Recap\n\n{talk}"}
    site = make_site(
        {**files, "dot.png": ""}, {"numfig": True, "numfig_secnum_depth": 0}
    )
    assert "Fig. 1" in body(site.build().html("talks/a-talk"))
    site.write({"first.md": f"# First\n\n{figure % 'one'}"})
    built = site.build()
    assert body(built.html("recap")).count("Fig. 2") == 2
    assert body(built.html("talks/a-talk")).count("Fig. 2") == 2


# Drafts, and documents with tags. --------------------------------------------------


def test_a_talk_is_a_draft_and_is_published(site: Site, make_site: MakeSite) -> None:
    drafted = MUNICH.replace(":name: alive", ":name: alive\n    :draft:")
    for text in (
        drafted,
        MUNICH,
        MUNICH.replace("author:", "draft: true\n    author:"),
    ):
        site.write({"recaps/munich.md": text})
        clean = make_site({**FILES, "recaps/munich.md": text}).build()
        assert differences(site.build(), clean) == []
    site.configure({"confrecap_drafts": True})
    clean = make_site(
        {**FILES, "recaps/munich.md": text}, {"confrecap_drafts": True}
    ).build()
    assert differences(site.build(), clean) == []


def test_a_role_to_a_draft_follows_it(make_site: MakeSite) -> None:
    draft = "# Draft\n\n:::{talk} New\n:draft: %s\n:tags: Fresh\n:::"
    guide = "# Guide\n\n{conf:talk}`new` {conf:tag}`Fresh`"
    files = {**FILES, "guide.md": guide}
    site = make_site({**files, "draft.md": draft % "yes"})
    built = site.build()
    assert "talks/new" not in built.html("guide") + built.html("draft")
    assert "talks/new.html" not in built.files()
    for text in (draft % "no", draft % "yes"):
        site.write({"draft.md": text})
        clean = make_site({**files, "draft.md": text}).build()
        assert differences(site.build(), clean) == []


def test_a_document_is_written_on_the_pages_of_its_tags(make_site: MakeSite) -> None:
    tagged = "---\ntags: Kubernetes\n---\n# A document"
    site = make_site(
        {**FILES, "document.md": tagged}, {"confrecap_tag_documents": True}
    )
    second = Rebuilt(site)
    built = second.after({"document.md": tagged.replace("Kubernetes", "Python")})
    # The pages of talks show the counts of their tags.
    assert second.written == {
        "document",
        "tags/kubernetes",
        "tags/python",
        "tags/index",
        ALIVE,
        RESTARTS,
        FIRST_STEPS,
    }
    assert second.read == second.written
    assert "A document" in body(built.html("tags/python"))
    built = second.after({"document.md": "# A document"})
    assert "A document" not in body(built.html("tags/python"))


# An author's own file, and settings. -----------------------------------------------

OWN = """
    ---
    orphan: true
    ---
    # Our own page

    Our own words.

    :::{talk-list}
    :tags: Kubernetes
    :::
"""


def test_an_authors_own_page_appears_and_goes(make_site: MakeSite) -> None:
    site = make_site(FILES)
    pages_before = pages(site.build())
    site.write({"tags/kubernetes.md": OWN})
    built = site.quiet()
    page = body(built.html("tags/kubernetes"))
    assert "Our own words." in page
    assert "Staying alive" in page
    assert pages(built) == pages_before
    site.remove("tags/kubernetes.md")
    built = site.quiet()
    page = body(built.html("tags/kubernetes"))
    assert "Our own words." not in page
    assert "1 recap" in page
    assert pages(built) == pages_before
    assert "_sources/tags/kubernetes" not in built.html("tags/kubernetes")


def test_an_authors_old_file_wins(site: Site) -> None:
    site.write({"tags/kubernetes.md": "# Our own words"})
    # As a checkout of an older commit leaves it.
    os.utime(site.srcdir / "tags/kubernetes.md", (1, 1))
    assert "Our own words" in site.build().html("tags/kubernetes")


def test_an_authors_own_index_appears_and_goes(make_site: MakeSite) -> None:
    site = make_site(FILES)
    before = inventory(site.build())
    site.write({"tags/index.md": OWN})
    assert "Our own words." in site.build().html("tags/index")
    site.remove("tags/index.md")
    built = site.build()
    assert "3 tags" in body(built.html("tags/index"))
    assert inventory(built) == before


def test_an_authors_own_page_stays_when_its_tag_goes(site: Site) -> None:
    site.write({"tags/devops.md": OWN})
    site.build()
    site.write({"recaps/munich.md": MUNICH.replace("    :tags: DevOps\n", "")})
    built = site.build()
    assert "Our own words." in built.html("tags/devops")
    assert "conf:tag devops" not in inventory(built)


@pytest.mark.parametrize(
    ("folder", "builder"),
    combined(
        ["talks", "speakers", "tags", "conferences"],
        ["html", "dirhtml", "json"],
        daily=[
            *(("talks", "html"), ("speakers", "dirhtml"), ("tags", "json")),
            ("conferences", "html"),
        ],
    ),
)
def test_a_kind_that_is_turned_off_takes_its_pages_with_it(
    make_site: MakeSite, folder: str, builder: str
) -> None:
    site = make_site(FILES)
    before = site.build(builder).files()
    assert [file for file in before if file.startswith(f"{folder}/")]
    site.configure({f"confrecap_{folder}_path": ""})
    built = site.build(builder)
    # Sphinx's json builder copies its environment, and not over another.
    assert [line for line in built.warnings if "environment.pickle" not in line] == []
    assert not (built.outdir / folder).exists()
    site.configure({f"confrecap_{folder}_path": folder})
    assert site.build(builder).files() == before


def test_pages_move_with_their_path(site: Site) -> None:
    site.configure({"confrecap_tags_path": "topics"})
    built = site.build()
    assert not (built.outdir / "tags").exists()
    assert "topics/kubernetes.html" in built.files()
    assert "tags/" not in body(built.html(ALIVE))


# What is removed, and what is not. -------------------------------------------------


def test_files_of_others_stay(make_site: MakeSite) -> None:
    site = make_site(FILES)
    built = site.build()
    strange = {
        "talks/devopscon-2018/theirs.html": "Theirs.",
        "tags/theirs.html": "Theirs.",
    }
    for path, content in strange.items():
        (built.outdir / path).write_text(content, "utf-8")
    site.remove("recaps/munich.md")
    site.write(WITHOUT_MUNICH)
    built = site.build()
    assert strange.keys() <= built.files()
    assert pages(built) >= strange.keys()
    assert not {f"{ALIVE}.html", "tags/devops.html"} & built.files()


def test_nothing_outside_is_removed(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    built = site.build()
    outside = tmp_path / "outside.html"
    outside.write_text("Theirs.", "utf-8")
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "page.html").write_text("Theirs.", "utf-8")
    (built.outdir / "link").symlink_to(linked)
    manifest = built.outdir / ".confrecap.json"
    up = os.path.relpath(outside, built.outdir).removesuffix(".html")
    names = [up, str(outside).removesuffix(".html"), "link/page", "..", "", "."]
    lines = "".join(f'"{name}": "0",\n' for name in names)
    text = manifest.read_text("utf-8").replace('"pages": {', f'"pages": {{\n{lines}', 1)
    manifest.write_text(text, "utf-8")
    site.write({"guide.md": GUIDE + "\n    More.\n"})
    site.build()
    assert outside.exists()
    assert (linked / "page.html").exists()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"pages": 3, "hosts": []}', "\0"])
def test_a_broken_manifest_is_written_anew(make_site: MakeSite, text: str) -> None:
    site = make_site(FILES)
    manifest = site.build().outdir / ".confrecap.json"
    good = manifest.read_text("utf-8")
    manifest.write_text(text, "utf-8")
    site.quiet()
    assert manifest.read_text("utf-8") == good


def test_output_that_was_deleted_is_written_again(make_site: MakeSite) -> None:
    site = make_site(FILES)
    built = site.build()
    before = built.files()
    (built.outdir / f"{ALIVE}.html").unlink()
    (built.outdir / "tags" / "index.html").unlink()
    assert site.build().files() == before


# Builds that did not end, and others at the same place. ----------------------------


class Broken(Exception):  # noqa: N818
    """Ends a build as an error would."""


@pytest.mark.parametrize(
    ("ending", "written"),
    combined(
        [KeyboardInterrupt, Broken],
        [0, 3, 9],
        daily=[(KeyboardInterrupt, 0), (Broken, 3), (KeyboardInterrupt, 9)],
    ),
)
def test_a_build_that_was_broken_off_is_repaired_by_the_next(
    make_site: MakeSite,
    monkeypatch: pytest.MonkeyPatch,
    ending: type[BaseException],
    written: int,
) -> None:
    site = make_site(FILES)
    site.build()
    changed = MUNICH.replace("*alive*", "put").replace(":tags: DevOps", ":tags: Ops")
    site.write({"recaps/munich.md": changed})
    with monkeypatch.context() as patch:
        break_off_after(patch, written, ending)
        with pytest.raises(ending):
            site.build()
    built = site.build()
    clean = make_site({**FILES, "recaps/munich.md": changed}).build()
    assert differences(built, clean) == []
    assert pages(built) == pages(clean)


def break_off_after(
    patch: pytest.MonkeyPatch, written: int, ending: type[BaseException]
) -> None:
    """Let html end a build once it has written that many documents."""
    write, left = StandaloneHTMLBuilder.write_doc, iter(range(written))

    def write_doc(self: StandaloneHTMLBuilder, docname: str, doctree: Any) -> None:
        if next(left, None) is None:
            raise ending
        write(self, docname, doctree)

    patch.setattr(StandaloneHTMLBuilder, "write_doc", write_doc)


def test_a_build_that_was_broken_off_while_reading_is_repaired_by_the_next(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES)
    site.build()
    changed = MUNICH.replace("*alive*", "put").replace("Bo Li", "Bo LI")
    site.write({"recaps/munich.md": changed})
    with monkeypatch.context() as patch:
        patch.setattr(BuildEnvironment, "check_dependents", interrupt)
        with pytest.raises(KeyboardInterrupt):
            site.build()
    # The author takes it back: the documents are as they were, the doctrees not.
    site.write({"recaps/munich.md": MUNICH})
    clean = make_site(FILES)
    assert differences(site.build(), clean.build()) == []
    assert differences(site.build("text"), clean.build("text")) == []


def interrupt(*args: Any, **kwargs: Any) -> None:
    raise KeyboardInterrupt


def test_two_builders_may_share_their_doctrees(make_site: MakeSite) -> None:
    site = make_site(FILES)
    for builder in ("html", "text", "dirhtml"):
        site.build(builder)
    retitled = MUNICH.replace("*alive*", "put")
    changes: list[dict[str, str]] = [
        {"recaps/munich.md": retitled},
        {"recaps/munich.md": retitled.replace(":tags: DevOps", ":tags: Ops")},
        {"recaps/barcelona.md": BARCELONA.replace("Ann Lee", "Cy X")},
    ]
    files = dict(FILES)
    for change in changes:
        files |= change
        site.write(change)
        site.build("html")
    clean = make_site(files)
    for builder in ("text", "dirhtml", "latex", "html"):
        built = site.build(builder)
        if builder != "latex":
            assert differences(built, clean.build(builder), but_for=["index"]) == []


def test_a_book_between_two_builds_changes_nothing(make_site: MakeSite) -> None:
    site = make_site(FILES)
    before = times(site.build())
    for builder in ("latex", "epub", "singlehtml", "man", "dummy"):
        site.build(builder)
    assert times(site.build()) == before


# Everywhere the same. --------------------------------------------------------------


def everywhere(number: int) -> dict[str, str]:
    """Return the files of a site that is large enough to be read in parts."""
    random = seeded(number)
    world = first_world(random)
    for _ in range(40):
        edit(world, random)
    world.settings.clear()
    return world.files()


def start(srcdir: Path, *options: str, **environment: str) -> subprocess.Popen[bytes]:
    """Build as a command of its own, in another environment."""
    command = [sys.executable, "-m", "sphinx", "-q", *options, ".", "_build/html"]
    return subprocess.Popen(
        command, cwd=srcdir, env={**os.environ, **environment}, stderr=subprocess.PIPE
    )


def contents(outdir: Path) -> dict[str, bytes]:
    """Return all files of a folder but for Sphinx's own doctrees."""
    return {
        path.relative_to(outdir).as_posix(): path.read_bytes()
        for path in outdir.rglob("*")
        if path.is_file() and ".doctrees" not in path.parts
    }


def test_builds_are_the_same_everywhere(make_site: MakeSite) -> None:
    files = everywhere(7)
    one, two = make_site(files), make_site({})
    deeper = Site(two.srcdir / "deeper" / "ü", files, {})
    builds = [
        start(one.srcdir, "-j1", PYTHONHASHSEED="1", TZ="America/New_York"),
        start(deeper.srcdir, "-j2", PYTHONHASHSEED="2", TZ="Asia/Tokyo"),
    ]
    for build in builds:
        _, _ = build.communicate()
        assert build.returncode == 0
    ours = contents(one.srcdir / "_build" / "html")
    theirs = contents(deeper.srcdir / "_build" / "html")
    assert ours.keys() == theirs.keys()
    assert [name for name in sorted(ours) if ours[name] != theirs[name]] == []
    assert "talks/index.html" in ours


def test_warnings_are_the_same_in_parts(make_site: MakeSite) -> None:
    files = everywhere(11)
    one = make_site(files).build(parallel=1)
    assert sorted(one.warnings) == sorted(make_site(files).build(parallel=2).warnings)


# A walk. ---------------------------------------------------------------------------


NEIGHBOURS = {
    "sphinx_needs": [
        "```{req} Need of {name}\n:id: {name}\n```\n\n{need}`{name}`",
        "```{req} Need of {name}\n:id: {name}\n```\n\n```{needlist}\n:ids: {name}\n```",
    ],
    "sphinx_codeautolink": ["```python\nimport textwrap\ntextwrap.dedent\n```"],
    "sphinxcontrib.bibtex": ["{footcite}`stone`\n\n```{footbibliography}\n```"],
}
BESIDE = {
    "extensions": ["myst_parser", *NEIGHBOURS, "sphinx_confrecap"],
    "needs_id_regex": "^talk",
    "bibtex_bibfiles": ["refs.bib"],
}


class Walk:
    """A site that is edited and built, and compared with one built from nothing."""

    def __init__(
        self,
        make_site: MakeSite,
        patch: pytest.MonkeyPatch,
        seed: int,
        beside: Mapping[str, Any] | None = None,
    ) -> None:
        self.make_site, self.patch, self.random = make_site, patch, seeded(seed)
        self.world = first_world(self.random)
        if beside:
            self.world.notes_of_others = [*chain(*NEIGHBOURS.values())] * 3
            self.world.registries["refs.bib"] = "@misc{stone, title={Stones}}"
        self.files = self.world.files()
        self.conf = {"numfig": True, **(beside or {})}
        self.site = make_site(self.files, {**self.conf, **self.world.settings})
        self.done: list[str] = []
        self.forgotten: list[str] = []

    def step(self) -> None:
        """Change one thing, and write down what differs."""
        self.done.append(edit(self.world, self.random))
        before, self.files = self.files, self.world.files()
        self.site.write(
            {
                path: text
                for path, text in self.files.items()
                if before.get(path) != text
            }
        )
        self.site.remove(*(before.keys() - self.files.keys()))
        if {**self.site.conf, **self.world.settings} != self.site.conf:
            self.site.configure(self.world.settings)

    def break_off(self) -> None:
        """Let a build end while it writes."""
        with pytest.MonkeyPatch.context() as patch:
            break_off_after(patch, self.random.randrange(8), KeyboardInterrupt)
            with suppress(KeyboardInterrupt):
                self.site.build()
        self.done.append("a build that was broken off")
        # Sphinx then leaves documents whose toctree shows titles of others as they are.
        self.forgotten = ["index"]

    def compare(self) -> list[str]:
        """Build both, and say what differs."""
        # Time goes by, and back, as with builds of older commits.
        year, number = self.random.choice((2017, 2018)), self.random.randint(1, 11)
        day = datetime(year, 12, number, tzinfo=UTC)
        self.patch.setenv("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
        self.done.append(f"{day:%Y-%m-%d}")
        # After a first build that was broken off, Sphinx itself warns.
        if len(self.done) > 1 and self.random.random() < 0.15:
            self.break_off()
        clean = self.make_site(self.files, {**self.conf, **self.world.settings})
        found = self._compare("html", clean, self.forgotten)
        if self.random.random() < 0.3:
            # So it does for a builder that did not run when a title changed.
            found += self._compare("text", clean, ["index"])
        clean.close()
        return found

    def _compare(self, builder: str, clean: Site, but_for: Sequence[str]) -> list[str]:
        parallel = self.random.choice([0, 2])
        built, expected = (
            self.site.build(builder, parallel=parallel),
            clean.build(builder),
        )
        # After a build that was broken off, Sphinx has lost a part of its search index.
        search_all = not self.forgotten
        found = differences(built, expected, but_for, search_all=search_all)
        more = [line for line in built.warnings if line not in expected.warnings]
        return [f"{builder}: {line}" for line in [*found, *more]]


@pytest.mark.parametrize(
    "steps", [3, pytest.param(STEPS, marks=pytest.mark.exhaustive)]
)
def test_a_walk_of_edits_is_never_stale(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """``CONFRECAP_WALK_STEPS`` takes more steps, ``CONFRECAP_WALK_SEED`` others."""
    walk = Walk(make_site, monkeypatch, SEED)
    for _ in range(steps):
        assert walk.compare() == [], f"seed {SEED}: {walk.done}"
        walk.step()
    assert walk.compare() == [], f"seed {SEED}: {walk.done}"


@pytest.mark.exhaustive
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
def test_a_walk_beside_other_extensions_is_never_stale(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in NEIGHBOURS:
        pytest.importorskip(module)
    walk = Walk(make_site, monkeypatch, SEED, BESIDE)
    for _ in range(STEPS // 2):
        assert walk.compare() == [], f"seed {SEED}: {walk.done}"
        walk.step()
    assert walk.compare() == [], f"seed {SEED}: {walk.done}"
