"""Two documents, one file; pages that are gone; builds that were stopped."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from tests.build.extensions.stops import StoppedError
from tests.build.sites import CONF, MakeSite

FILES = {
    "index.md": """\
        # Home

        ```{toctree}
        recap
        ```
        """,
    "recap.md": """\
        # Pebble Days

        :::{talk} Round Stones
        :name: round
        :aliases: old
        :::
        """,
}
OWN = "# An own page\n"
MANIFEST = ".confrecap.json"


@pytest.mark.parametrize(
    ("builder", "path", "name"),
    [
        ("dirhtml", "talks.md", "talks/index"),
        ("dirhtml", "talks/round/index.md", "talks/round"),
        ("dirhtml", "talks/old/index.md", "talks/old"),
        ("html", "talks/old.md", "talks/old"),
        ("html", "talks/round.md", "talks/round"),
    ],
)
def test_the_file_of_an_authored_document_is_its_own(
    make_site: MakeSite, builder: str, path: str, name: str
) -> None:
    site = make_site({**FILES, path: OWN})
    built = site.build(builder)
    page = f"{name.removesuffix('index')}/index.html" if builder == "dirhtml" else ""
    assert "An own page" in built.read(page or f"{name}.html")
    taken = "is not made, for this document has the same file"
    assert [taken in line for line in built.warnings] == (
        [True] if builder == "dirhtml" and "old" not in path else []
    )


CROSSED = """
# Recap

:::{conference} C
:::

:::{talk} Opening
:name: ann
:speakers: Ann, Bob
:::

:::{talk} Late
:speakers: Ann
:conference: C
:::
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
def test_a_talk_has_its_path_before_a_speaker(
    make_site: MakeSite, builder: str
) -> None:
    conf = {"confrecap_speakers_path": "talks/c"}
    site = make_site({"index.md": "# Home\n", "recap.md": CROSSED}, conf)
    built = site.build(builder)
    [warning] = built.warnings
    assert warning == (
        "recap.md:6: WARNING: the speaker 'ann' has no page, for this talk has its "
        "path, 'talks/c/ann'; change confrecap_speakers_path [confrecap.collision]"
    )
    assert "Bob" in built.page("talks/c/ann")
    assert "Bob" in built.page("talks/c/bob")
    if builder != "text":
        # A link to the speaker would lead to the talk.
        assert "Bob</span></a>" in built.page("talks/c/ann")
        assert "Ann</span></a>" not in built.page("talks/c/late")
    before = _pages(built)
    assert _pages(site.build(builder, freshenv=True)) == before


def test_an_index_has_its_file_before_a_talk(make_site: MakeSite) -> None:
    text = "# Recap\n\n:::{talk} C\n:speakers: Ann\n:::\n"
    conf = {"confrecap_speakers_path": "talks/c"}
    site = make_site({"index.md": "# Home\n", "recap.md": text}, conf)
    built = site.build("dirhtml")
    [warning] = built.warnings
    assert warning == (
        "WARNING: the page 'talks/c' is not made, for 'talks/c/index' has the same "
        "file in the output; change the path of our pages, such as "
        "confrecap_talks_path [confrecap.collision]"
    )
    for _build in range(2):
        assert "<h1>Speakers" in built.read("talks/c/index.html")
        # Both use the same doctrees.
        assert "<title>C" in site.quiet().read("talks/c.html")
        built = site.build("dirhtml")


def test_a_page_that_moves_away_leaves_the_authors_page(make_site: MakeSite) -> None:
    site = make_site(FILES)
    site.build("dirhtml")
    site.write({"talks.md": OWN})
    site.configure({"confrecap_talks_path": "sessions"})
    built = site.build("dirhtml")
    assert "An own page" in built.read("talks/index.html")
    assert "talks/round/index.html" not in built.files()
    assert "sessions/round/index.html" in built.files()


def test_a_file_that_somebody_else_put_there_is_not_removed(
    make_site: MakeSite,
) -> None:
    site = make_site({**FILES, "extra/talks/round.html": OWN})
    site.configure({"html_extra_path": ["extra"]})
    site.build()
    site.write({"recap.md": "# Pebble Days\n"})
    assert site.build().read("talks/round.html") == OWN


@pytest.mark.parametrize(
    "manifest",
    [
        "[" * 100_000,
        '{"pages": {"search": "x"}}',
        json.dumps({"pages": {"x/" + "n" * 5_000: "x"}}),
        '{"pages": {"../index": "x", "a\\u0000b": 5}, "authored": {}}',
        '{"pages": [[1, "x"], ["y", []]], "redirects": {"index": 2}}',
        '{"pages": {"\\ud800": "x", "": "y", ".": "z"}}',
    ],
    ids=["deep", "search", "long", "names", "numbers", "halves"],
)
def test_a_damaged_manifest_removes_nothing(make_site: MakeSite, manifest: str) -> None:
    site = make_site(FILES)
    built = site.build()
    before = built.files()
    (built.outdir / MANIFEST).write_text(manifest)
    again = site.build()
    assert (again.warnings, again.files()) == ([], before)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_the_place_of_the_manifest_is_not_read(make_site: MakeSite) -> None:
    site = make_site(FILES)
    manifest = site.build().outdir / MANIFEST
    manifest.unlink()
    os.mkfifo(manifest)
    site.quiet()
    assert manifest.is_file()


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
def test_a_build_that_was_stopped_and_undone_leaves_nothing(
    make_site: MakeSite, builder: str
) -> None:
    extensions = [*CONF["extensions"], "tests.build.extensions.stops"]
    site = make_site(FILES, {"extensions": extensions})
    before = _pages(site.build(builder))
    renamed = FILES["recap.md"].replace("Round", "Flat").replace(": round", ": flat")
    site.write({"recap.md": renamed})
    with pytest.raises(StoppedError):
        site.build(builder, confoverrides={"stop": True})
    site.write(FILES)
    assert _pages(site.build(builder)) == before


def _pages(built: Any) -> dict[str, str]:
    return {
        name: built.read(name)
        for name in sorted(built.files())
        if name.endswith((".html", ".txt")) and "_" not in name
    }
