"""Other extensions beside ours, as a real site has them.

They run in a process of their own: some warn of their own deprecations, which the
tests of this project take for errors.
"""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.build.dialects import written
from tests.build.sites import MakeSite, Site

# The matrix of versions does without them.
for module in ("ablog", "sphinx_tags", "sphinx_autobuild"):
    pytest.importorskip(module)

CONF = {
    "project": "Neighbours",
    "version": "1",
    "extensions": [
        *("myst_parser", "ablog", "sphinx_tags", "sphinx_design", "sphinx_copybutton"),
        *("sphinxext.opengraph", "sphinx_sitemap", "notfound.extension"),
        *("sphinx.ext.intersphinx", "sphinx.ext.todo", "sphinx.ext.autodoc"),
        *("sphinx.ext.viewcode", "sphinx_confrecap"),
    ],
    "myst_enable_extensions": ["colon_fence"],
    "html_theme": "alabaster",
    "html_baseurl": "https://docs.example.org/",
    "ogp_site_url": "https://docs.example.org/",
    "ogp_social_cards": {"enable": False},
    "sitemap_url_scheme": "{link}",
    "tags_create_tags": True,
    "tags_extension": ["md"],
    "blog_baseurl": "https://docs.example.org",
    "blog_title": "Neighbours",
    "todo_include_todos": True,
    "confrecap_tag_documents": True,
    "suppress_warnings": [],
}

FILES = {
    "index.md": """\
        # Neighbours

        ```{toctree}
        guide
        recap
        post
        todos
        talks/index
        speakers/index
        tags/index
        conferences/index
        _tags/tagsindex
        ```
        """,
    "guide.md": """\
        # Guide

        ```{tags} clusters, guides
        ```

        Read {conf:talk}`operators`, and {conf:tag}`Clusters`.

        ```{talk-list}
        :tags: Clusters
        ```
        """,
    "recap.md": """\
        # A recap

        :::{conference} Example Conference 2025
        :start: 2025-05-05
        :::

        ::::{talk} Operators
        :name: operators
        :speakers: Example Person (Example Org)
        :tags: Clusters

        :::{card} A card
        With text.
        :::

        :::{dropdown} Command
        ```bash
        echo example
        ```
        :::

        :::{todo}
        Try it.
        :::

        ```{eval-rst}
        .. autofunction:: textwrap.dedent
           :no-index:
        ```
        ::::
        """,
    "post.md": """\
        ---
        blogpost: true
        date: 2025-06-01
        author: Example Person
        category: news
        tags: clusters
        ---

        # A blog post

        See [](#operators).
        """,
    "todos.md": """\
        # To do

        ```{todolist}
        ```
        """,
}


def build(site: Site, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-n", "-q", *options]
    return subprocess.run(
        [*command, str(site.srcdir), str(site.srcdir / "_build/html")],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(make_shared: MakeSite) -> Site:
    return make_shared(FILES, CONF)


@pytest.fixture(scope="module")
def html(site: Site) -> Path:
    """Build the site once for all that look at it, without a warning."""
    result = build(site)
    ours = [line for line in result.stderr.splitlines() if "RemovedIn" not in line]
    assert [line for line in ours if "WARNING" in line or "ERROR" in line] == []
    assert result.returncode == 0
    return site.srcdir / "_build/html"


def test_no_neighbour_warns_or_loses_a_page(html: Path) -> None:
    pages = {path.relative_to(html).as_posix() for path in html.rglob("*.html")}
    assert pages >= {
        "404.html",
        "guide.html",
        "post.html",
        "blog.html",
        "_tags/tagsindex.html",
        "_tags/clusters.html",
        "talks/index.html",
        "talks/example-conference-2025/operators.html",
        "speakers/example-person.html",
        "tags/clusters.html",
    }


def test_those_that_look_at_pages_see_ours(html: Path) -> None:
    talk = "talks/example-conference-2025/operators"
    page = (html / f"{talk}.html").read_text("utf-8")
    assert '<meta property="og:title" content="Operators"' in page
    assert f'content="https://docs.example.org/{talk}.html"' in page
    sitemap = (html / "sitemap.xml").read_text("utf-8")
    assert f"<loc>https://docs.example.org/{talk}.html</loc>" in sitemap
    assert "<loc>https://docs.example.org/tags/clusters.html</loc>" in sitemap


def test_blocks_of_neighbours_in_notes_work_on_both_pages(html: Path) -> None:
    for docname in ("recap", "talks/example-conference-2025/operators"):
        page = (html / f"{docname}.html").read_text("utf-8")
        assert "sd-card" in page
        assert "sd-summary" in page
        assert "admonition-todo" in page
        assert "dedent" in page
    assert (html / "todos.html").read_text("utf-8").count("Try it.") == 1


def test_the_tags_of_neighbours_count_as_tags_of_documents(html: Path) -> None:
    text = (html / "tags/clusters.html").read_text("utf-8")
    assert "1 talk at 1 conference, 2025 · 2 documents" in text
    for docname in ("guide", "post"):
        assert f'href="../{docname}.html"' in text


def test_a_second_build_leaves_our_pages_alone(site: Site, html: Path) -> None:
    page = html / "talks/example-conference-2025/operators.html"
    before = page.read_bytes()
    assert build(site).returncode == 0
    assert page.read_bytes() == before


def test_autobuild_builds_once_for_one_edit(make_site: MakeSite) -> None:
    site = make_site(
        {name: FILES[name] for name in ("recap.md",)} | {"index.md": "# A"}
    )
    log = site.srcdir.parent / "autobuild.log"
    command = [sys.executable, "-m", "sphinx_autobuild", "--port=0", "--delay=0"]
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, str(site.srcdir), str(site.srcdir / "_build/html")],
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
        try:
            _wait_until(log, "Waiting to detect changes", 60)
            assert _builds(log) == 1
            # When it begins to watch, it does not say.
            while "Detected change" not in log.read_text("utf-8"):
                site.write({"recap.md": FILES["recap.md"] + "\nMore.\n"})
                time.sleep(0.5)
            _wait_until(log, r"(?s)build succeeded.*build succeeded", 60)
            time.sleep(1.5)
            assert _builds(log) == 2
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _wait_until(log: Path, pattern: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not re.search(pattern, log.read_text("utf-8")):
        assert time.monotonic() < end, log.read_text("utf-8")
        time.sleep(0.2)


def _builds(log: Path) -> int:
    return len(re.findall(r"build succeeded", log.read_text("utf-8")))


CONTROLS = """\
    # Pebble Days

    ::::{talk} Round Stones
    :video: https://www.youtube.com/watch?v=dQw4w9WgXcQ
    :slides: https://example.org/slides.pdf
    :tags: Shape

    :::{tweet} https://x.com/example/status/20
    :author: Example
    :live: click

    The words of the post.
    :::
    ::::

    ::::{talk} Flat Stones
    ::::
    """


def test_controls_are_not_part_of_a_description(make_site: MakeSite) -> None:
    extensions = ["myst_parser", "sphinxext.opengraph", "sphinx_confrecap"]
    files = {"index.md": "# Home\n", "recap.md": CONTROLS}
    site = make_site(files, {**CONF, "extensions": extensions})
    assert build(site).returncode == 0
    for name in ("talks/round-stones", "talks/index", "recap"):
        page = (site.srcdir / "_build" / "html" / f"{name}.html").read_text("utf-8")
        [text] = re.findall('property="og:description" content="([^"]*)"', page)
        assert "tones" in text or "The words of the post" in text
        assert not re.search("Load|Reset|All| E Example", text), text


DESCRIBED = """
    ---
    author: Ann Lee
    date: 2030-05-06
    ---
    # Stones

    ::::{conference} Pebble Days 2030
    :start: 2030-05-02
    :description: Two days of stones.

    We went there.
    ::::

    ::::{talk} Round Stones
    :speakers: Ida Quarry (Acme)
    :start: 2030-05-02 10:30
    :tags: Shape
    :url: https://example.org/round
    :slides: https://example.org/slides

    They *roll*.
    ::::

    ::::{talk} Flat Stones
    :speakers: Ida Quarry
    ::::

    ::::{talk} Odd Stones
    :speakers: Ida Quarry

    :::{abstract}
    They are odd.
    :::
    ::::
    """


@pytest.mark.parametrize("dialect", ["md", "rst"])
def test_a_description_begins_with_the_words_of_the_author(
    make_site: MakeSite, dialect: str
) -> None:
    extensions = ["myst_parser", "sphinxext.opengraph", "sphinx_confrecap"]
    text = written(DESCRIBED, dialect)
    files = {"index.md": "# Home\n", f"recap.{dialect}": text}
    site = make_site(files, {**CONF, "extensions": extensions})
    assert build(site).returncode == 0
    begins = {
        "recap": "We went there. Round Stones They roll. Flat Stones",
        "talks/pebble-days-2030/round-stones": "They roll.",
        "talks/pebble-days-2030/odd-stones": "They are odd",
        # Without notes, the facts describe it.
        "talks/pebble-days-2030/flat-stones": (
            "Pebble Days 2030 · Thursday, 2 May 2030 Ida Quarry"
        ),
    }
    for name, words in begins.items():
        page = (site.srcdir / "_build" / "html" / f"{name}.html").read_text("utf-8")
        for described in ('property="og:description"', 'name="description"'):
            [text] = re.findall(f'{described} content="([^"]*)"', page)
            assert text.startswith(words)
