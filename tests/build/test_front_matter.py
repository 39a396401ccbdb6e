"""What front matter and field lists say of a recap."""

import re
from collections.abc import Iterable
from datetime import date
from textwrap import dedent

import pytest

from sphinx_confrecap.model.talks import Origin, Recap
from sphinx_confrecap.sphinx.domain import ConferenceDomain
from tests.build.dialects import DIALECTS, in_rest, written
from tests.build.sites import NEEDS_LATER_MYST, Built, MakeSite
from tests.build.words import day

MD = """\
---
date: 2018-12-06
author: Ann Lee
tags: [DevOps, Field Notes]
description: Two days in Munich & one "train".
originally-name: The Blog
originally-url: https://blog.example/recap?a=1&b=2
originally-date: 2018-12-07
layout: post
orphan: true
---

# A recap

:::{talk} A talk
:tags: DevOps
:start: 2018-12-04
:::
"""
RST = in_rest(MD.replace("[DevOps, Field Notes]", "DevOps, Field Notes"))
RECAP = {"md": {"recap.md": MD}, "rst": {"recap.rst": RST}}
# Typographic quotes are Sphinx's, and it sets them in field lists alone.
CONF = {"smartquotes": False, "html_baseurl": "https://docs.example/"}


@pytest.fixture(scope="module", params=RECAP)
def files(request: pytest.FixtureRequest) -> dict[str, str]:
    return {"index.md": "# Home\n", **RECAP[request.param]}


@pytest.fixture(scope="module")
def built(make_shared: MakeSite, files: dict[str, str]) -> Built:
    return make_shared(files, CONF).quiet()


def recap(built: Built, docname: str = "recap") -> Recap:
    domain = ConferenceDomain.of(built.env)
    return domain.catalogue.recaps[docname]


def byline(page: str) -> str:
    """Return the words of the byline, a line for each paragraph."""
    found = re.search(r'<div class="[^"]*cr-byline">(.*?)</div>', page, re.DOTALL)
    lines = re.split(r"</p>\s*", found[1]) if found else []
    return "\n".join(re.sub(r"<[^>]*>", "", line).strip() for line in lines[:-1])


def canonical(page: str) -> list[str]:
    return re.findall(r'<link rel="canonical" href="([^"]*)"', page)


def test_both_dialects_say_the_same(built: Built) -> None:
    assert recap(built) == Recap(
        docname="recap",
        title="A recap",
        author="Ann Lee",
        date=date(2018, 12, 6),
        tags=("DevOps", "Field Notes"),
        description='Two days in Munich & one "train".',
        origin=Origin(
            name="The Blog",
            url="https://blog.example/recap?a=1&b=2",
            date=date(2018, 12, 7),
        ),
    )


def test_the_page_shows_its_origin(built: Built) -> None:
    page = built.html("recap")
    assert byline(page) == (
        f"By Ann Lee · {day(2018, 12, 6)}\n"
        f"First published: The Blog · {day(2018, 12, 7)}"
    )
    assert '<time datetime="2018-12-06">' in page
    assert 'href="https://blog.example/recap?a=1&amp;b=2">The Blog</a>' in page
    assert page.index("<h1") < page.index("cr-byline") < page.index("cr-talk")


def test_the_byline_can_be_left_out(make_site: MakeSite, files: dict[str, str]) -> None:
    site = make_site(files, conf={"confrecap_byline": False})
    page = site.build().html("recap")
    assert "cr-byline" not in page
    assert "Ann Lee" not in page
    # Machines still read it.
    assert canonical(page) == ["https://blog.example/recap?a=1&amp;b=2"]
    site.configure({"confrecap_byline": True})
    assert "By Ann Lee" in site.build().html("recap")


NAMES = {
    # Without a title: the front matter, the conference, the file.
    "given": ("title: Munich, a recap", "DevCon 2018", "Munich, a recap"),
    "named": ("layout: post", "DevCon 2018", "DevCon 2018"),
    "munich": ("layout: post", "", "munich"),
    "winter/index": ("layout: post", "", "winter"),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_document_without_a_title_has_a_name(
    make_site: MakeSite, dialect: str
) -> None:
    files = {"index.md": "# Home\n\n```{toctree}\n:glob:\n\n**\n```"}
    for number, (docname, (line, conference, _)) in enumerate(NAMES.items()):
        block = conference and f":::{{conference}} {conference}\n:name: c{number}\n:::"
        talk = f":::{{talk}} Talk {number}\n:tags: Go\n:::"
        text = f"---\n{line}\norphan: true\n---\n\n{block}\n\n{talk}\n"
        files[f"{docname}.{dialect}"] = written(text, dialect)
    built = make_site(files).quiet()
    home = built.html("index")
    for docname, (_, _, name) in NAMES.items():
        entry = f'<li class="toctree-l1"><a [^>]*{docname}.html">{name}</a>'
        assert re.search(entry, home)
        assert recap(built, docname).title == name
        assert f"<title>{name} &#8212;" in built.html(docname)
    for page in built.files():
        if page.endswith((".html", ".js")):
            assert "no title" not in built.read(page)


def test_a_title_is_no_title_of_front_matter(make_site: MakeSite) -> None:
    built = make_site(recaps_with(["title: Another"])).quiet()
    assert recap(built, "d0").title == "D0"


def test_a_description_is_meta(built: Built) -> None:
    page = built.html("recap")
    described = re.findall(r'<meta content="([^"]*)" name="description"', page)
    assert described == ["Two days in Munich &amp; one &quot;train&quot;."]


def test_the_author_s_own_meta_description_stays_alone(make_site: MakeSite) -> None:
    files = {
        "index.md": "---\ndescription: Ours.\nmyst:\n  html_meta:\n"
        "    description: Theirs.\n---\n# R\n\n:::{talk} A\n:::\n",
        "b.rst": ":description: Ours.\n\n.. meta::\n   :description: Theirs.\n\n"
        "B\n=\n\n.. talk:: B\n",
    }
    built = make_site(files).build()
    for docname in ("index", "b"):
        page = built.html(docname)
        assert "Theirs." in page
        assert "Ours." not in page


def test_the_origin_is_canonical(built: Built) -> None:
    assert canonical(built.html("recap")) == ["https://blog.example/recap?a=1&amp;b=2"]
    # The talk's page was never anywhere else.
    assert canonical(built.html("talks/a-talk")) == [
        "https://docs.example/talks/a-talk.html"
    ]


def test_a_book_in_html_is_its_own_first_place(make_site: MakeSite) -> None:
    page = make_site({"index.md": MD}).build("singlehtml").read("index.html")
    assert "The Blog" in byline(page)
    assert canonical(page) == []


def test_tags_list_their_recaps(built: Built) -> None:
    both, alone = built.html("tags/devops"), built.html("tags/field-notes")
    assert "1 talk, 2018 · 1 recap" in both
    assert both.index("A talk") < both.index("Recaps") < both.index("../recap.html")
    assert "../recap.html" in alone
    assert "talks/a-talk.html" not in alone
    assert "field-notes.html" in built.html("tags/index")


def test_other_keys_are_kept(built: Built) -> None:
    metadata = built.env.metadata["recap"]
    assert metadata["layout"] == "post"
    assert "orphan" in metadata
    assert metadata["tags"].startswith(("DevOps", '["DevOps"'))


def test_a_document_without_talks_is_no_recap(make_site: MakeSite) -> None:
    built = make_site({"index.md": MD.partition(":::")[0]}).quiet()
    page = built.html("index")
    assert "Ann Lee" not in page
    assert canonical(page) == []
    assert "tags/devops.html" not in built.files()


def test_a_recap_without_a_heading_has_no_byline(make_site: MakeSite) -> None:
    built = make_site({"index.md": MD.replace("# A recap\n", "")}).quiet()
    assert "cr-byline" not in built.html("index")


WRITTEN = {
    "author: Ann Lee": "By Ann Lee",
    "author: Ann Lee, Bo": "By Ann Lee, Bo",
    "author: [Ann Lee, Bo]": "By Ann Lee, Bo",
    "authors: [Ann Lee, Bo]": "By Ann Lee, Bo",
    "authors: Ann Lee; Bo": "By Ann Lee, Bo",
    "Authors: Ann Lee, Bo": "By Ann Lee, Bo",
    "author:\n  name: Ann Lee\n  github: ann": "By Ann Lee",
    "authors:\n- name: Ann Lee\n- name: Bo": "By Ann Lee, Bo",
    "author:": "",
    "author: []": "",
    "Author: Ann Lee": "By Ann Lee",
    "date: 2018-12-06": day(2018, 12, 6),
    "Date: 2018-12-06": day(2018, 12, 6),
    "date: 2018-12-06 10:20": day(2018, 12, 6),
    "date: 2018-12-06 10:20:00": day(2018, 12, 6),
    "date: 2018-12-06T10:20:00Z": day(2018, 12, 6),
    "date: 2018-12-06T23:20:00.123-08:00": day(2018, 12, 6),
    "date: 2018-12-06 10:20:00 +0100": day(2018, 12, 6),
    "date: '2018-12-06'": day(2018, 12, 6),
    "date: ~": "",
}


def recaps_with(front_matter: Iterable[str]) -> dict[str, str]:
    """Return a recap for each front matter, named d0, d1 and so on."""
    files = {
        f"d{n}.md": f"---\n{text}\n---\n# D{n}\n\n:::{{talk}} A talk {n}\n:::\n"
        for n, text in enumerate(front_matter)
    }
    return {"index.md": "# Home\n", **files}


# Typographic quotes are different in each, and MyST writes lists with quotes.
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_names_and_dates_of_other_tools(make_site: MakeSite, language: str) -> None:
    built = make_site(recaps_with(WRITTEN), conf={"language": language}).quiet()
    recaps = {w: recap(built, f"d{n}") for n, w in enumerate(WRITTEN)}
    assert {w: r.author for w, r in recaps.items()} == {
        w: shown.removeprefix("By ") if "uthor" in w else ""
        for w, shown in WRITTEN.items()
    }
    assert {w for w, r in recaps.items() if r.date == date(2018, 12, 6)} == {
        w for w, shown in WRITTEN.items() if "2018" in shown
    }
    if language == "en":
        shown = {w: byline(built.html(f"d{n}")) for n, w in enumerate(WRITTEN)}
        assert shown == WRITTEN


OTHER_TOOLS = {
    "Hugo": """
        title: "A recap"
        date: 2018-12-06T10:00:00+01:00
        lastmod: 2018-12-07
        draft: false
        tags: [DevOps, "C#", 2018, 1.10]
        categories:
          - Conferences
        authors: [Ann Lee]
        weight: 10
        menu: {main: {parent: x, params: [1, {a: 2018-12-06}]}}
        cover: {image: a.png, alt: "<b>"}
        aliases: [/old, /older]
    """,
    "Jekyll": """
        layout: post
        title: "Munich: a recap"
        date: 2018-12-06 10:00:00 +0100
        categories: a b
        tags:
        - DevOps
        author:
          name: Ann Lee
        permalink: /:year/:title/
        published: no
    """,
    "Pelican": """
        Title: A recap
        Date: 2018-12-06 10:20
        Modified: 2018-12-07 10:20
        Category: Python
        Tags: pelican, publishing
        Slug: my-post
        Authors: Ann Lee
        Summary: Short
    """,
}


@NEEDS_LATER_MYST
def test_front_matter_of_other_tools_is_read(make_site: MakeSite) -> None:
    written = [dedent(text).strip() for text in OTHER_TOOLS.values()]
    built = make_site(recaps_with(written)).quiet()
    for number in range(len(written)):
        read = recap(built, f"d{number}")
        assert (read.author, read.date) == ("Ann Lee", date(2018, 12, 6))


BROKEN = {
    "a day that is none": "date: 2018-13-40",
    "another": "date: 2018-02-30\nauthor: Ann",
    "a string without an end": 'title: "A',
    "a list without an end": "tags: [a",
    "a tab": "tags:\n\t- a",
    "a list": "- a\n- b",
    "a word": "hello",
    "a list as a key": "? [x]\n: y",
    "a tag of Python": "tags: !!python/object/apply:os.system [ls]",
    "itself": "tags: &a [x, *a]",
    "many of itself": "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\ntags: [*b,*b,*b,*b]",
    "odd keys": "1: 2\nnull: 3\n2018-12-06: 4\ntrue: [5]",
    "deep": "tags: " + "[" * 90 + "]" * 90,
    "long": "author: " + "[a, " * 9 + "x" * 9000 + "]" * 9,
}


@NEEDS_LATER_MYST
def test_broken_front_matter_breaks_nothing_else(make_site: MakeSite) -> None:
    built = make_site(recaps_with(BROKEN.values())).build()
    # MyST says that there is something, and we say what.
    told = [(w.partition(":")[0], "confrecap." in w) for w in built.warnings]
    assert len(told) == len(set(told))
    talks = {f"talks/a-talk-{number}.html" for number in range(len(BROKEN))}
    assert talks <= built.files()


def test_a_key_that_yaml_refuses_takes_no_other_with_it(make_site: MakeSite) -> None:
    text = "draft: true\ntitle: PyCon: The Conference\nauthor: '*Ann* O''Neil'\nx"
    built = make_site(recaps_with([text]), {"confrecap_drafts": True}).build()
    title, word = (w for w in built.warnings if "confrecap.front_matter" in w)
    assert title.startswith("d0.md:3: WARNING: title: YAML cannot read this value; ")
    assert "; write title: 'PyCon: The Conference' [" in title
    assert word.startswith("d0.md:5: WARNING: 'x' has no colon; write x: [")
    assert (recap(built, "d0").draft, recap(built, "d0").author) == (True, "Ann O'Neil")


def test_front_matter_is_what_other_extensions_make_of_it(make_site: MakeSite) -> None:
    site = make_site(recaps_with(["author: {{ name }}", "author: Bo"]))
    with (site.srcdir / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(
            "\ndef fill(app, docname, source):\n"
            "    source[0] = source[0].replace('{{ name }}', 'Ann')\n"
            "def add(app, doctree):\n"
            "    app.env.metadata[app.env.docname]['Tags'] = 'Added'\n"
            "def setup(app):\n"
            "    app.connect('source-read', fill)\n"
            "    app.connect('doctree-read', add)\n"
        )
    built = site.quiet()
    assert [recap(built, name).author for name in ("d0", "d1")] == ["Ann", "Bo"]
    assert recap(built, "d0").tags == ("Added",)


UNUSABLE = {
    "date: 12": "write 2018-12-04",
    "date: [soon]": "write one line of text",
    "tags: {a: 1}": "write a list of names",
    "tags: [Go, no, ~, [x], 1.10]": "quote what YAML reads as something else",
    "author: ','": "write names with commas between",
    "description: [a, b]": "write one line of text",
    "originally-name: [a]": "write one line of text",
    "originally-url: javascript:alert(1)": "use http, https or mailto",
    "originally-url: /recap": "write https://",
    "originally-date: soon": "write 2018-12-04",
}


def test_a_value_that_cannot_be_used_warns_at_its_line(make_site: MakeSite) -> None:
    built = make_site(recaps_with(f"layout: post\n{line}" for line in UNUSABLE)).build()
    warnings = sorted(built.warnings, key=lambda text: int(text[1 : text.index(".")]))
    for number, (line, says) in enumerate(UNUSABLE.items()):
        key = line.partition(":")[0]
        assert warnings[number].startswith(f"d{number}.md:3: WARNING: {key}: ")
        assert says in warnings[number]
        assert warnings[number].endswith("[confrecap.front_matter]")
        assert f"talks/a-talk-{number}.html" in built.files()
    assert len(warnings) == len(UNUSABLE)
    # The correct names in a list stay.
    assert recap(built, "d3").tags == ("Go", "1.1")


def test_a_field_that_cannot_be_used_warns_at_its_line(make_site: MakeSite) -> None:
    text = ":layout: post\n:date: 2018-13-40\n\nR\n=\n\n.. talk:: A talk\n"
    (warning,) = make_site({"index.rst": text}).build().warnings
    assert warning == (
        "index.rst:2: WARNING: date: there is no day 2018-13-40; check month and day "
        "[confrecap.front_matter]"
    )
