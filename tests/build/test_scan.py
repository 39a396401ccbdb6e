"""The command's scan finds the blocks that a build reads, and no others."""

from pathlib import Path
from typing import Any

import pytest

from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.source.scan import scan
from sphinx_confrecap.sphinx.directives.base import ConfDirective
from tests.build import constructs
from tests.build.sites import MakeSite
from tests.build.test_docs_examples import DIALECTS, PAGES, documents

ROOT = Path(__file__).parents[2]
OURS = {"conference", "talk", "tweet", "conf:post", "thread", "conf:thread"}
SUFFIXES = {".md": Dialect.MYST, ".rst": Dialect.REST}

# MyST runs the directive `include` with an attribute that Sphinx means to remove.
pytestmark = pytest.mark.filterwarnings(
    r"ignore:'sphinx\.\S+\.app' is deprecated::myst_parser\.mocking"
)

Found = set[tuple[str, str, str, int]]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Found:
    """Return a set that gets what directives of ours a build reads."""
    found: Found = set()
    begin = ConfDirective.__init__

    def note(self: ConfDirective, *arguments: Any, **options: Any) -> None:
        begin(self, *arguments, **options)
        if self.name in OURS:
            file = Path(self.env.doc2path(self.env.docname, base=False)).as_posix()
            found.add((file, self.name, self.argument, self.line))

    monkeypatch.setattr(ConfDirective, "__init__", note)
    return found


def scanned(folder: Path) -> Found:
    found: Found = set()
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.suffix in SUFFIXES and not path.startswith("_build/"):
            for block in scan(file.read_text("utf-8"), SUFFIXES[file.suffix]).blocks:
                if block.name in OURS:
                    argument = " ".join(block.argument.split())
                    found.add((path, block.name, argument, block.line))
    return found


@pytest.mark.parametrize("folder", ["docs", "example_project"])
def test_a_scan_finds_all_blocks(make_site: MakeSite, read: Found, folder: str) -> None:
    written = {
        path.relative_to(ROOT / folder).as_posix(): path.read_text("utf-8")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in SUFFIXES
    }
    built = [path for path in written if path.startswith("_build/")]
    site = make_site({path: written[path] for path in written if path not in built})
    site.build(
        "dummy", confoverrides={"myst_enable_extensions": ["colon_fence", "deflist"]}
    )
    assert read == scanned(site.srcdir)
    assert read


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_scan_finds_examples(make_site: MakeSite, read: Found, page: Path) -> None:
    files = {
        f"{dialect}/{path}": text
        for dialect in DIALECTS.values()
        for path, text in documents(page, dialect).items()
    }
    site = make_site({"index.rst": "Home\n====\n", **files})
    site.build("dummy")
    assert read == scanned(site.srcdir)


@pytest.mark.parametrize("suffix", DIALECTS.values())
def test_a_scan_finds_constructs(make_site: MakeSite, read: Found, suffix: str) -> None:
    site = make_site(constructs.site(suffix), constructs.CONF)
    site.build("dummy")
    assert read == scanned(site.srcdir)
