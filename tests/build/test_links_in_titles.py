"""A link in the title of a talk is its url."""

import re

import pytest

from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.parsing.words import links_in
from tests.build.dialects import DIALECTS, written
from tests.build.sites import MakeSite

A, B = "https://a.example/x_y?z=1", "https://b.example/"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("title", "option", "url", "message"),
    [
        (f"[A *talk*]({A})", "", A, ""),
        (f"On [talks]({A}), again", "", A, ""),
        (f"[A talk]({A})", f":url: {A}", A, ""),
        (
            f"[A talk]({A})",
            f":url: {B}",
            B,
            f"the url is {B!r}, and the title's {A!r} is left out; write it in :links:",
        ),
        (
            f"[One]({A}) and [two]({B})",
            "",
            A,
            f"the url is {A!r}, and the title's {B!r} is left out; write it in :links:",
        ),
    ],
)
def test_a_link_in_a_title_is_the_url(
    make_site: MakeSite, dialect: str, title: str, option: str, url: str, message: str
) -> None:
    title = title.replace("*", "") if dialect == "rst" else title
    recap = f"# A recap\n\n:::{{talk}} {title}\n:name: a-talk\n{option}\n:::\n"
    site = make_site({f"index.{dialect}": written(recap, dialect)})
    built = site.build()
    line = 3 if dialect == "md" else 4
    expected = [f"index.{dialect}:{line}: WARNING: {message} [confrecap.link]"]
    assert built.warnings == (expected if message else [])
    page = built.html("talks/a-talk")
    assert f'href="{url}">Programme</a>' in page
    heading = re.sub("</?span[^>]*>", "", page.partition("<h1>")[2].partition("<a")[0])
    assert heading in ("A <em>talk</em>", "A talk", "On talks, again", "One and two")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_link_to_no_other_site_is_told(make_site: MakeSite, dialect: str) -> None:
    recap = {
        "md": "# A\n\n:::{talk} [A talk](other.md)\n:::\n",
        "rst": "A\n=\n\n.. talk:: `A talk <other.md>`__\n",
    }
    built = make_site({f"index.{dialect}": recap[dialect]}).build()
    (warning,) = built.warnings
    assert "the link 'other.md' in the title is left out; write it" in warning
    assert "talks/a-talk" in built.env.found_docs


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("A `b <https://a.example>`_ c", ["https://a.example"]),
        ("`b <https://a.example/ x>`__", ["https://a.example/x"]),
        (":doc:`b <c>`, ``x <y>``", []),
        ("`b <name_>`_", []),
        ("A < B > C", []),
    ],
)
def test_links_of_rest(text: str, links: list[str]) -> None:
    assert links_in(text, Dialect.REST) == tuple(links)
