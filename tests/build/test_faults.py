"""The projects of ``shared/faults``, each of which once failed.

The README of a folder says what its build must give.
"""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from os.path import normpath
from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile

from tests.build.apart import build, installed, run
from tests.build.same import body, words
from tests.build.sites import NEEDS_LATER_MYST

TRIED: set[str] = set()
CHECK = "import sys; from sphinx_confrecap.cli import main; sys.exit(main())"


class Addresses(HTMLParser):
    """What a page leads to and shows, and the places in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and tag in ("a", "img"):
                self.targets.append(value or "")
            elif name == "id":
                self.ids.add(value or "")


class Fault:
    """A copy of one of the folders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(
        self, *options: str, builder: str = "html", fails: bool = False
    ) -> list[str]:
        """Build it, and return the lines of warnings."""
        return self._lines(build(self.folder, *options, builder=builder), fails)

    def check(self) -> list[str]:
        """Return what ``confrecap check`` says; it finds nothing."""
        result = run(self.folder, "-c", CHECK, "check", ".")
        assert self._lines(result, fails=False) == []
        return result.stdout.splitlines()

    def _lines(
        self, result: subprocess.CompletedProcess[str], fails: bool
    ) -> list[str]:
        assert (result.returncode != 0) == fails, result.stdout + result.stderr
        lines = result.stderr.replace(f"{self.folder}/", "").splitlines()
        # With Python's own warnings of what the extensions do.
        return [line for line in lines if re.search("WARNING:|ERROR:|CRITICAL:", line)]

    def read(self, path: str) -> str:
        return (self.folder / "_out" / path).read_text("utf-8")

    def write(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    def files(self, pattern: str) -> list[str]:
        out = self.folder / "_out"
        return sorted(path.relative_to(out).as_posix() for path in out.glob(pattern))


@pytest.fixture
def fault(request: pytest.FixtureRequest, shared: Path, tmp_path: Path) -> Fault:
    name, *modules = request.param
    if absent := [module for module in modules if not installed(module)]:
        pytest.skip(f"not installed: {', '.join(absent)}")
    if not (shared / "faults" / name).is_dir():
        pytest.skip(f"{shared / 'faults' / name} is not there")
    return Fault(shutil.copytree(shared / "faults" / name, tmp_path / name))


def of(name: str, *modules: str) -> pytest.MarkDecorator:
    """Give a test the fault of this name, if the *modules* are installed."""
    TRIED.add(name)
    # `make test` does without notebooks.
    marks = [pytest.mark.exhaustive] if "myst_nb" in modules else []
    case = pytest.param((name, *modules), id=name, marks=marks)
    return pytest.mark.parametrize("fault", [case], indirect=True)


both_orders = pytest.mark.parametrize(
    "swapped", [False, True], ids=["as-is", "swapped"]
)


# Beside other extensions. -----------------------------------------------------------


@both_orders
@of("autosummary-order")
def test_autosummary_may_open_files(fault: Fault, swapped: bool) -> None:
    if swapped:
        old = '"sphinx_confrecap", "sphinx.ext.autosummary"'
        fault.write("conf.py", old, '"sphinx.ext.autosummary", "sphinx_confrecap"')
    assert fault.build() == []
    assert fault.files("talks/*") == ["talks/index.html", "talks/round.html"]


@both_orders
@of("needs-reread", "sphinx_needs")
def test_needs_may_have_all_documents_read(fault: Fault, swapped: bool) -> None:
    if swapped:
        fault.write(
            "conf.py",
            '"sphinx_needs", "sphinx_confrecap"',
            '"sphinx_confrecap", "sphinx_needs"',
        )
    assert fault.build() == []
    assert fault.files("talks/*") == ["talks/index.html", "talks/round.html"]


@of("needs-in-notes", "sphinx_needs")
def test_a_list_of_needs_is_on_both_pages(fault: Fault) -> None:
    assert fault.build() == []
    for page in ("recap.html", "talks/round.html"):
        assert body(fault.read(page)).count(">ST_001: Stones roll</a>") == 1


@of("last-updated-by-git", "sphinx_last_updated_by_git")
def test_generated_pages_have_no_date_of_git(fault: Fault) -> None:
    author = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    for command in (["init"], ["add", "-A"], [*author, "commit", "-m", "x"]):
        done = subprocess.run(
            ["git", *command], cwd=fault.folder, check=False, capture_output=True
        )
        assert done.returncode == 0, done.stderr
    assert fault.build("-D", "html_last_updated_fmt=%Y", "-D", "html_theme=basic") == []
    assert "Last updated on" in fault.read("recap.html")
    for page in ("talks/index.html", "talks/round.html", "tags/index.html"):
        assert "Last updated on" not in fault.read(page)


@of("glue", "myst_nb")
def test_glue_shows_one_form_of_an_output(fault: Fault) -> None:
    fault.build()
    for page in ("recap.html", "talks/round.html"):
        assert "PLAIN" not in fault.read(page)
        shown = body(fault.read(page))
        assert re.search(r"<p>The data: <span[^>]*><b>frame</b></span></p>", shown)


@of("book-sidenotes", "sphinx_book_theme")
def test_sidenotes_are_on_both_pages(fault: Fault) -> None:
    assert fault.build() == []
    for page, in_full in (("recap.html", False), ("talks/round.html", True)):
        html = fault.read(page)
        article = words(html[html.index("<article") : html.index("</article>")])
        assert re.search(r"Words.* of the start\.", article)
        assert ("Read the notes" in article) != in_full
        assert ("The rest that an excerpt leaves out." in article) == in_full
        assert '<span class="sidenote' in html
        assert "doc-noteref" not in html


@of("external-toc-children", "sphinx_external_toc")
def test_documents_hang_below_ours_in_an_external_toctree(fault: Fault) -> None:
    assert fault.build("-n", "-W") == []
    entry = '<li class="toctree-l2"><a class="reference internal" href="../guide.html">'
    assert entry in fault.read("talks/index.html")


@of("confluence", "sphinxcontrib.confluencebuilder", "sphinxcontrib.mermaid")
def test_confluence_shows_a_talk(fault: Fault) -> None:
    assert fault.build(builder="confluence") == []
    assert words(fault.read("recap.conf")) == "talk-round Round Stones Words."


@of("og-form-text", "sphinxext.opengraph")
def test_a_description_has_no_labels_of_the_form(fault: Fault) -> None:
    assert fault.build() == []
    found = re.findall(
        r'<meta [^>]*description" content="([^"]*)', fault.read("talks/index.html")
    )
    assert found
    assert {*found} == {"2 talks Flat Stones Ida Quarry · Shape 1 Jan, Round Stones."}


@of("sitemap-draft", "sphinx_sitemap")
def test_a_draft_is_in_no_sitemap(fault: Fault) -> None:
    assert fault.build() == []
    assert "talks/round.html" in fault.read("sitemap.xml")
    assert "half-a-thought" not in fault.read("sitemap.xml")
    assert fault.files("talks/half*") == []


@of("rtd-edit-link", "sphinx_rtd_theme")
def test_a_page_without_a_file_has_no_link_to_edit_it(fault: Fault) -> None:
    assert fault.build() == []
    link = re.compile('https://github.com/someone[^"]*')
    source = "https://github.com/someone/pebbles/blob/main/docs/recap.md"
    assert {*link.findall(fault.read("recap.html"))} == {source}
    for page in [*fault.files("talks/*"), "speakers/index.html"]:
        assert link.findall(fault.read(page)) == []


# What is published. -----------------------------------------------------------------


@of("title-with-warning")
def test_no_title_or_address_has_the_text_of_a_warning(fault: Fault) -> None:
    assert len(fault.build()) == 2
    talks = ["index.html", "old-news-stones.html", "the-key.html"]
    assert fault.files("talks/*") == [f"talks/{name}" for name in talks]
    inventory = InventoryFile.loads(
        (fault.folder / "_out/objects.inv").read_bytes(), uri=""
    )
    pages = {*fault.files("**/*.html"), "searchindex.js"}
    # The recap itself shows the unknown role as docutils does.
    texts = [*map(fault.read, sorted(pages - {"recap.html", "search.html"}))]
    for text in [*texts, str(inventory.data)]:
        assert str(fault.folder) not in text
        assert not re.search(
            "warning|strikethrough|&lt;s|interpreted", text, re.IGNORECASE
        )
    titles = {
        re.findall("<title>(.*?) &#8212;", text)[0]
        for text in texts
        if "<title>" in text
    }
    assert titles >= {"Old news stones", "The key"}


@of("footnote-in-title")
def test_a_title_without_its_footnote_leaves_no_dead_link(fault: Fault) -> None:
    assert fault.build("-n", "-W") == []
    assert fault.files("talks/*") == ["talks/a-talk.html", "talks/index.html"]
    assert "<title>A talk &#8212;" in fault.read("talks/a-talk.html")
    for page in ("recap.html", "talks/a-talk.html"):
        found = Addresses(fault.read(page))
        places = {to[1:] for to in found.targets if to.startswith("#") and to != "#"}
        assert places <= found.ids


@of("no-title")
def test_a_document_without_a_title_is_called_by_its_name(fault: Fault) -> None:
    fault.build()
    for page in ("talks/round.html", "tags/shape.html"):
        assert "no title" not in fault.read(page)
        assert "<span>recap</span></a>" in fault.read(page)


@of("only")
def test_what_a_build_leaves_out_leaves_nothing(fault: Fault) -> None:
    inside = re.compile(
        "secret|nobody outside|quarry|hidden stones|Not for all", re.IGNORECASE
    )

    def tells() -> set[str]:
        texts = {page: fault.read(page) for page in fault.files("**/*.html")}
        texts[".confrecap.json"] = fault.read(".confrecap.json")
        texts["search"] = fault.read("searchindex.js")
        return {page for page, text in texts.items() if inside.search(page + text)}

    assert fault.build() == []
    assert tells() == set()
    assert fault.files("tags/*") == ["tags/index.html"]
    assert "1 talk noted" not in fault.read("recap.html")
    fault.build("-t", "internal")
    assert tells() >= {"talks/pebble-days-2031/secret.html", "index.html"}
    fault.build()
    assert tells() == set()


@of("dirhtml-collision")
def test_a_page_of_an_author_is_neither_overwritten_nor_deleted(fault: Fault) -> None:
    def authors_pages() -> list[bool]:
        pages = {"talks": "About our talks", "talks/old": "Archive"}
        return [
            f"<h1>{title}<" in fault.read(f"{path}/index.html")
            for path, title in pages.items()
        ]

    warnings = fault.build("-n", "-W", builder="dirhtml", fails=True)
    assert len([line for line in warnings if "confrecap" in line]) >= 1
    assert authors_pages() == [True, True]
    fault.write("index.md", "talks/index", "sessions/index")
    fault.build("-D", "confrecap_talks_path=sessions", builder="dirhtml")
    assert authors_pages() == [True, True]
    assert fault.files("talks/*") == ["talks/index.html", "talks/old"]


# Places and links. ------------------------------------------------------------------


@of("highlight-rst")
def test_code_in_notes_has_the_language_of_its_place(fault: Fault) -> None:
    assert fault.build() == []
    for page in ("recap.html", "talks/round.html"):
        html = body(fault.read(page))
        assert html.count("highlight-yaml") == 1
        assert "linenos" in html


@of("raw-html")
def test_addresses_in_raw_html_work_from_both_pages(fault: Fault) -> None:
    assert fault.build() == []
    for page in ("recap.html", "talks/round.html"):
        found = Addresses(body(fault.read(page))).targets
        paths = {normpath(f"{page}/../{to}") for to in found if "files" in to}
        assert paths == {"files/plan.html", "files/dot.png"}


@of("myst-path-link")
def test_a_path_of_myst_leads_to_a_generated_document(fault: Fault) -> None:
    assert fault.build("-n") == []
    [line] = [line for line in fault.read("index.html").splitlines() if ">one<" in line]
    assert Addresses(line).targets == [
        *("talks/index.html", "talks/index.html"),
        *("talks/round.html", "tags/index.html"),
    ]


@of("linkcheck-registry")
def test_links_of_registries_are_checked_at_their_places(fault: Fault) -> None:
    warnings = fault.build("-n", builder="linkcheck", fails=True)
    assert "tags.yml:2: WARNING: undefined label: 'nowhere' [ref.ref]" in warnings
    broken = re.findall(r"(?m)^(\S+) \[broken\] (\S+):", fault.read("output.txt"))
    assert sorted(broken) == [
        ("recap.md:8:", "https://127.0.0.1:9/innotes"),
        ("speakers.yml:3:", "https://127.0.0.1:9/profile"),
        ("tags.yml:2:", "https://127.0.0.1:9/geo"),
    ]


# What a build and the check say. ------------------------------------------------------


@of("option-lists")
def test_an_option_is_a_list_as_yaml_writes_it(fault: Fault) -> None:
    assert fault.build("-n", "-W") == []
    assert fault.files("tags/*") == [
        *("tags/colour.html", "tags/index.html", "tags/shape.html")
    ]
    assert fault.files("speakers/*") == [
        *("speakers/bo-slate.html", "speakers/ida-quarry.html", "speakers/index.html")
    ]
    for page in ("tags/shape.html", "speakers/ida-quarry.html"):
        assert "Round Stones" in fault.read(page)
    assert "Flat Stones" in fault.read("speakers/ida-quarry.html")
    assert fault.check() == ["2 documents, 2 talks: nothing found"]


@of("check-include-notebook", "myst_nb")
def test_the_check_finds_no_fault_where_a_build_does_not(fault: Fault) -> None:
    assert fault.build("-n", "-W") == []
    assert fault.check()[-1].endswith("2 talks: nothing found")


@of("include-place")
@NEEDS_LATER_MYST
def test_a_warning_names_the_included_file(fault: Fault) -> None:
    [warning] = fault.build()
    assert warning.startswith("parts/many.inc:9: WARNING:")
    assert warning.endswith("[confrecap.duplicate]")


def test_each_fault_has_a_test(shared: Path) -> None:
    folder = shared / "faults"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    assert {path.name for path in folder.iterdir() if path.is_dir()} == TRIED
