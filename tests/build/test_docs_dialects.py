"""The documentation shows an example in MyST and its twin in reST as two tabs."""

import re
from pathlib import Path

import pytest

from tests.build.sites import MakeSite, Site

EXTENSIONS = Path(__file__).parents[2] / "docs" / "_extensions"

TWINS = """
::::{code-block} md
:caption: MyST

In MyST
::::

::::{code-block} rst
:caption: reST

In reST
::::
"""


@pytest.fixture
def make_docs(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> MakeSite:
    """Make a site that writes as the documentation does."""
    monkeypatch.syspath_prepend(EXTENSIONS)

    def make(files: dict[str, str]) -> Site:
        conf: dict[str, object] = {
            "extensions": ["myst_parser", "sphinx_confrecap", "dialects"]
        }
        conf |= {"copyright": "nobody", "version": "1"}
        return make_site(files, conf=conf)

    return make


def tabs(html: str) -> list[str]:
    return re.findall(r'<button type="button" class="dialects-tab"[^>]*>(.*?)<', html)


def test_twins_become_tabs_with_both_blocks_below_them(make_docs: MakeSite) -> None:
    built = make_docs({"index.md": f"# Home\n{TWINS}"}).build()
    html = built.html("index")
    assert built.warnings == []
    assert tabs(html) == ["MyST", "reST"]
    assert re.search(r'class="dialects".*dialect-md.*dialect-rst', html, re.DOTALL)
    assert "In MyST" in html
    assert "In reST" in html
    assert '<script src="_static/dialects.js"' in html.partition("</head>")[0]


def test_two_files_that_differ_in_their_ending_are_twins(make_docs: MakeSite) -> None:
    text = TWINS.replace("MyST\n\n", "a/b.md\n\n").replace("reST\n\n", "a/b.rst\n\n")
    assert tabs(make_docs({"index.md": text}).build().html("index")) == [
        "a/b.md",
        "a/b.rst",
    ]


@pytest.mark.parametrize(
    "text",
    [
        TWINS.replace(":caption: reST", ":caption: conf.py"),
        TWINS.replace("MyST\n\n", "a.md\n\n").replace("reST\n\n", "b.rst\n\n"),
        TWINS.replace("\n::::{code-block} rst", "\nBetween.\n\n::::{code-block} rst"),
    ],
    ids=["a file", "two files", "a paragraph between"],
)
def test_other_blocks_are_not_tabs(make_docs: MakeSite, text: str) -> None:
    html = make_docs({"index.md": f"# Home\n{text}"}).build().html("index")
    assert "In MyST" in html
    assert "dialects" not in html


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "latex"])
def test_books_hold_both_with_their_captions(make_docs: MakeSite, builder: str) -> None:
    built = make_docs({"index.md": f"# Home\n{TWINS}"}).quiet(builder)
    suffixes = {".html", ".xhtml", ".txt", ".tex"}
    text = "".join(
        file.read_text("utf-8")
        for file in built.outdir.rglob("index*")
        if file.suffix in suffixes
    ) or next(built.outdir.glob("*.tex")).read_text("utf-8")
    for words in ("MyST", "In MyST", "reST", "In reST"):
        assert words in text
    assert "dialects-tab" not in text
