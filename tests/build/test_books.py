"""Books: each talk once, where its author wrote it; and builders that only look."""

import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from textwrap import dedent
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.build import constructs
from tests.build.dialects import DIALECTS
from tests.build.links import Page, Pages
from tests.build.material import FILES, GENERATED, INDEX
from tests.build.sites import CONF as SITE_CONF
from tests.build.sites import Built, MakeSite, Site
from tests.files import png

# An author's toctrees name our indexes: once beside other documents, once alone in
# a section, and once in a document that holds nothing else.
HOME = f"""{dedent(INDEX)}
```{{toctree}}
talks/index
more
```

## Everything

```{{toctree}}
speakers/index
tags/index
```
"""
MORE = "# More\n\n```{toctree}\nconferences/index\n```"
BOOK = {**FILES, "index.md": HOME, "more.md": MORE}
CONF: dict[str, Any] = {
    "nitpicky": True,
    "copyright": "Nobody",
    "version": "1",
    "suppress_warnings": [],
}
# MyST 5.2 still asks for it where it includes a file.
pytestmark = pytest.mark.filterwarnings(
    r"ignore:'sphinx\.\S+\.app' is deprecated::myst_parser\.mocking"
)

BOOKS = ["latex", "epub", "singlehtml", "man", "texinfo"]
BODIES = ("Pods that live long.", "Nine lives.", "One by one.")
# Nothing but pages and lists of ours says these.
OURS = ("Related talks", "Also on the page", "All editions of", "Read the notes")


class Book:
    """All that a builder made of a site, as one text."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.text = self._text()

    def _text(self) -> str:
        match self.built.app.builder.name:
            case "latex":
                return self.built.read("test.tex").partition(r"\begin{document}")[2]
            case "epub":
                text = "\n".join(page for _, page in epub(self.built))
                return re.sub(r"\d\d:\d\d:\d\dZ", "", text)
            case "singlehtml":
                return self.built.read("index.html")
            case "man":
                return self.built.read("test.1")
        return self.built.read("test.texi")


def epub(built: Built) -> Iterator[tuple[str, str]]:
    """Yield name and text of each page in an EPUB."""
    with zipfile.ZipFile(built.outdir / "Test.epub") as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx")):
                yield name, archive.read(name).decode("utf-8")


@pytest.fixture(scope="module")
def site(make_shared: MakeSite) -> Site:
    made = make_shared(BOOK, CONF)
    # A book after a site of pages is the harder case: our documents are known.
    made.build("html")
    return made


@pytest.fixture(scope="module", params=BOOKS)
def book(request: pytest.FixtureRequest, site: Site) -> Book:
    return Book(site.build(request.param))


def test_nothing_warns(book: Book) -> None:
    assert book.built.warnings == []


def test_each_talk_stands_there_once(book: Book) -> None:
    for notes in BODIES:
        assert book.text.count(notes) == 1


def test_a_book_has_no_pages_of_ours(book: Book) -> None:
    for words in OURS:
        assert words not in book.text
    for docname in GENERATED:
        assert docname not in book.text
    # The section that held only a toctree of ours.
    assert "Everything" not in book.text
    assert "<ul>\n</ul>" not in book.text


def test_the_output_holds_no_pages_of_ours(book: Book) -> None:
    found = {path.rpartition(".")[0] for path in book.built.files()}
    assert found & GENERATED == set()


@pytest.mark.parametrize("builder", BOOKS)
def test_a_book_needs_no_site(make_site: MakeSite, site: Site, builder: str) -> None:
    first = Book(make_site(BOOK, CONF).build(builder))
    assert first.built.warnings == []
    assert first.text == Book(site.build(builder)).text


@pytest.mark.parametrize("builder", BOOKS)
def test_settings_change_no_book(make_site: MakeSite, site: Site, builder: str) -> None:
    conf = {**CONF, "confrecap_recap": "excerpt", "confrecap_toctree": True}
    built = make_site(BOOK, conf).quiet(builder)
    assert Book(built).text == Book(site.build(builder)).text


# Links to what a book does not hold. -----------------------------------------------

LINKS = """
    # Home

    ```{toctree}
    recap
    tags/python
    ```

    {doc}`talks/index`, {doc}`all tags <tags/index>`, {any}`speakers/index`,
    [](talks/index), [the *tags*](tags/index), {conf:tag}`Python`, {conf:tag}`Rust`.
"""
WITH_LINKS = {
    "index.md": LINKS,
    "recap.md": "# A recap\n\n:::{talk} A talk\n:tags: Python, Rust\n:::",
    "tags/python.md": "# Python, in our words",
}


@pytest.mark.parametrize("builder", BOOKS)
def test_links_to_pages_warn_in_no_book(make_site: MakeSite, builder: str) -> None:
    make_site(WITH_LINKS, CONF).quiet(builder)


def test_a_link_to_a_page_that_a_book_lacks_is_text(make_site: MakeSite) -> None:
    page = make_site(WITH_LINKS, CONF).build("epub").read("index.xhtml")
    assert "talks/index" not in page
    assert "tags/index" not in page
    assert "speakers/index" not in page
    for words in ("Talks</span>", "all tags</span>", "the <em>tags</em>"):
        assert words in page


def test_an_own_page_is_a_tags_page_in_a_book_too(make_site: MakeSite) -> None:
    page = make_site(WITH_LINKS, CONF).build("epub").read("index.xhtml")
    links = dict(re.findall(r'href="([^"]*)"><span class="[^"]*conf-tag">(.*?)<', page))
    assert links == {"tags/python.xhtml": "Python"}


# LaTeX. ----------------------------------------------------------------------------

_LABEL = re.compile(r"\\label\{(?:\\detokenize\{)?([^{}]*)\}")
_TARGET = re.compile(r"\\hypertarget\{(?:\\detokenize\{)?([^{}]*)\}")
_TO_LABEL = re.compile(
    r"\\(?:hyperref\[|(?:eq|page|auto|name)?ref\*?\{)(?:\\detokenize\{)?([^\]{}]*)[\]}]"
)
_TO_TARGET = re.compile(r"\\hyperlink\{(?:\\detokenize\{)?([^{}]*)\}")
_EDGE = re.compile(r"\\(begin|end)\{(\w+\*?)\}")


def faults(tex: str) -> list[str]:
    """Say what LaTeX would complain of: references and environments."""
    found = []
    for what, made, asked in (
        ("label", _LABEL.findall(tex), _TO_LABEL.findall(tex)),
        ("target", _TARGET.findall(tex), _TO_TARGET.findall(tex)),
    ):
        found += [f"no {what} {name}" for name in set(asked) - set(made)]
        found += [
            f"{what} {n} twice" for n, count in Counter(made).items() if count > 1
        ]
    open_: list[str] = []
    for edge, name in _EDGE.findall(tex):
        if edge == "begin":
            open_.append(name)
        elif not open_ or open_.pop() != name:
            found.append(f"end of {name}")
    return found + [f"begin of {name}" for name in open_ if name != "document"]


def whole(built: Built) -> str:
    return (
        built.read("test.tex")
        .partition(r"\begin{document}")[2]
        .rpartition(r"\end{document}")[0]
    )


def test_roles_lead_to_the_place_in_the_book(site: Site) -> None:
    tex = whole(site.build("latex"))
    assert r"\hyperref[\detokenize{recaps/munich:talk-alive}]" in tex
    assert r"\hyperref[\detokenize{recaps/munich:conference-devopscon-2018}]" in tex
    # Speakers and tags have no place there: their names are words.
    assert "ann-lee" not in tex
    assert faults(tex) == []


def test_headings_in_latex_are_below_their_recap(site: Site) -> None:
    headings = re.findall(
        r"\\((?:sub)*section|chapter)\*?\{(.*)\}", whole(site.build("latex"))
    )
    assert headings == [
        ("chapter", "Munich in winter"),
        ("section", "Day 1"),
        ("subsection", r"Staying \sphinxstyleemphasis{alive} (Keynote)"),
        ("subsection", "Quick restarts"),
        ("chapter", "Barcelona in spring"),
        ("section", "First steps"),
        ("chapter", "Guide"),
    ]


@pytest.fixture(scope="module", params=DIALECTS)
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def notes(make_shared: MakeSite, suffix: str) -> Site:
    """A site of all that notes may hold in a language."""
    return make_shared(constructs.site(suffix), {**constructs.CONF, **CONF})


@pytest.mark.parametrize("builder", BOOKS)
def test_a_book_takes_all_that_notes_may_hold(
    notes: Site, suffix: str, builder: str
) -> None:
    book = Book(notes.quiet(builder))
    for name in constructs.documents(suffix):
        assert f"The {name}" in book.text
    talks = len(constructs.documents(suffix))
    assert book.text.count(constructs.BEGIN) == talks
    assert book.text.count(constructs.END) == talks


# Sphinx writes no label for a paragraph, a span or an equation that MyST has named.
MYST_ALONE = {
    "recaps/targets:given",
    "recaps/targets:spanned",
    "recaps/math:equation-energy",
}


def test_latex_finds_all_that_notes_refer_to(notes: Site) -> None:
    tex = whole(notes.build("latex"))
    assert set(faults(tex)) - {f"no label {label}" for label in MYST_ALONE} == set()


@pytest.mark.skipif(not shutil.which("latexmk"), reason="needs latexmk and pdflatex")
def test_latex_compiles_with_all_references(make_site: MakeSite, suffix: str) -> None:
    files = constructs.site(suffix)
    # The TeX that Sphinx writes for a footnote with a symbol does not compile.
    files.pop("recaps/symbols.rst", None)
    site = make_site(files, {**constructs.CONF, **CONF})
    (site.srcdir / "files/dot.png").write_bytes(png())
    built = site.build("latex")
    result = subprocess.run(
        ["latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error", "test.tex"],
        cwd=built.outdir,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-3000:]
    log = (built.outdir / "test.log").read_text("utf-8", "replace")
    undefined = re.findall(
        r"(?:reference|Citation) `(.*?)' .*?undefined", log, re.DOTALL
    )
    assert set(undefined) - MYST_ALONE == set()


# Books in html. --------------------------------------------------------------------


def pages_of_epub(built: Built) -> Pages:
    """Return the pages of an EPUB; their addresses are the names in it."""
    with zipfile.ZipFile(built.outdir / "Test.epub") as archive:
        names = archive.namelist()
    return Pages(epub(built), names)


def test_an_epub_has_no_dead_links(site: Site) -> None:
    pages = pages_of_epub(site.build("epub"))
    assert len(pages.pages) > 6
    assert pages.dead_links() == []
    assert pages.anchors_given_twice() == []


def test_in_an_epub_no_link_in_notes_is_dead(notes: Site) -> None:
    assert pages_of_epub(notes.build("epub")).dead_links() == []


def test_a_page_that_held_only_ours_keeps_its_title_in_an_epub(site: Site) -> None:
    pages = pages_of_epub(site.build("epub")).pages
    assert "More" in pages["more.xhtml"].words.partition("More")[2]
    assert "more" in pages["more.xhtml"].anchors


def test_links_to_talks_lead_there_in_a_single_page(site: Site) -> None:
    page = Page(site.build("singlehtml").read("index.html"))
    found = {link.words: link.address for link in page.links}
    for title in ("Staying alive", "Quick restarts"):
        assert found[title].removeprefix("#") in page.anchors
    to_conference = {
        link.address for link in page.links if link.words == "DevOpsCon 2018"
    }
    to_conference.remove("https://example.org/munich")
    assert {address.removeprefix("#") for address in to_conference} <= {*page.anchors}


def test_two_talks_of_one_name_are_two_places(make_site: MakeSite) -> None:
    files = {
        f"{year}.md": f"""
            # Recap {year}

            :::{{conference}} Days {year}
            :::

            :::{{talk}} Keynote
            :::

            See {{conf:talk}}`Keynote of {year} <days-{year}/keynote>`.
            """
        for year in (2018, 2019)
    }
    index = "# Home\n\n```{toctree}\n:glob:\n20*\n```\n"
    built = make_site({"index.md": index, **files}, CONF).build("singlehtml")
    page = Page(built.read("index.html"))
    found = {link.words: link.address.removeprefix("#") for link in page.links}
    assert found["Keynote of 2018"] != found["Keynote of 2019"]
    for year in (2018, 2019):
        assert page.anchors.count(found[f"Keynote of {year}"]) == 1


# Texinfo. --------------------------------------------------------------------------


def test_texinfo_has_all_anchors(site: Site, notes: Site) -> None:
    for made in (site, notes):
        text = made.build("texinfo").read("test.texi")
        anchors = set(re.findall(r"@anchor\{([^{}]*)\}", text))
        anchors |= set(re.findall(r"@node ([^,\n]*)", text))
        references = set(re.findall(r"@(?:x|px)?ref\{([^,{}]*)", text))
        assert references
        assert references - anchors == set()


# Builders that only look. ----------------------------------------------------------


@pytest.mark.parametrize("compact", [True, False])
def test_translators_get_each_message_once(make_site: MakeSite, compact: bool) -> None:
    built = make_site(BOOK, {**CONF, "gettext_compact": compact}).quiet("gettext")
    authored = {name.removesuffix(".md") for name in BOOK}
    if compact:
        authored = {name.partition("/")[0] for name in authored}
    assert built.files() <= {f"{name}.pot" for name in authored}
    messages = Counter(
        message
        for path in built.files()
        for message in re.findall(r'^msgid ("[^"].*)$', built.read(path), re.MULTILINE)
    )
    assert messages['"Pods that live long."'] == 1
    assert [message for message, count in messages.items() if count > 1] == []
    for words in OURS:
        assert words not in "".join(messages)


def test_links_can_be_checked(make_site: MakeSite) -> None:
    built = make_site(BOOK, {**CONF, "linkcheck_ignore": [".*"]}).quiet("linkcheck")
    lines = [json.loads(line) for line in built.read("output.json").splitlines()]
    assert Counter(line["uri"] for line in lines)["https://example.org/programme"] == 1
    assert {line["filename"] for line in lines} <= {"recaps/munich.md", "guide.md"}


# A builder that knows none of our nodes. -------------------------------------------


def test_a_builder_without_our_nodes_writes_all_words(make_site: MakeSite) -> None:
    recap = """
        # Recap

        ::::{conference} Pebble Days
        :start: 2030-05-02
        ::::

        ::::{talk} Round *Stones*
        :name: round
        :speakers: Ann Lee
        :start: 2030-05-02 11:30
        :tags: Water
        :slides: https://example.org/slides

        Words.

        :::{tweet} https://twitter.com/someone/status/1069903784120381440
        Said in public.
        :::
        ::::

        ```{schedule}
        ```

        ```{talk-list}
        :format: table
        ```
        """
    conf = {"extensions": [*SITE_CONF["extensions"], "tests.build.strict_builder"]}
    text = make_site({"index.md": recap}, conf).build("strict").read("index.txt")
    talk = "Round Stones", "Ann Lee", "11:30", "Water", "Slides", "Words."
    for words in (*talk, "Said in public.", "on X", "2 May 2030", "Time"):
        assert words in text
    assert text.count("Round Stones") == 3


# --- characters that no XML can hold ------------------------------------------

CONTROLS = {
    "index.md": """\
---
author: "Au\\x01thor"
tags: ["Ta\\x02g"]
---
# Notes

:::{conference} Co\x01nf
:start: 2030-05-02
:location: "Mu\\x01nich"
:series: "Se\\x02ries"
:::

::::{talk} A *ta\x1blk*
:speakers: "Ann\\x01 Lee (Fi\\x02rm), Bob"
:tags: "Ta\\x03g, Other"
:room: "Ro\\x7fom"
:links: "[La\\x03bel](https://example.org/)"

:::{tweet} https://x.com/a/status/20
:author: "Na\\x01me (@na\\x02me)"
Wo\x01rds
:::
::::

:::{talk-list}
:year: 1999
:empty: "No\\x04ne"
:::
""",
    "tags.yml": '- name: "Ta\\u0001g"\n  description: "De\\u0002scription"\n',
    "speakers.yml": '- name: "Ann\\u0001 Lee"\n  affiliation: "Fi\\u0002rm"\n',
}


@pytest.mark.parametrize("builder", ["epub", "xml"])
def test_names_hold_no_characters_that_xml_cannot(
    make_site: MakeSite, builder: str
) -> None:
    files = {"tags_file": "tags.yml", "speakers_file": "speakers.yml"}
    conf = {f"confrecap_{name}": file for name, file in files.items()}
    built = make_site(CONTROLS, CONF | conf).build(builder)
    pages = [*built.outdir.rglob("*.x*ml")]
    for page in pages:
        ElementTree.parse(page)  # noqa: S314, the file is ours
    whole = "".join(page.read_text("utf-8") for page in pages)
    assert all(word in whole for word in ("Ann Lee", "Munich", "talk", "Label", "None"))
