"""Every example in the documentation builds, and both dialects mean the same.

A block of code is an example if its caption is a dialect, or the name of a file. The
examples of a page are one site for each dialect, beside the example recap.
"""

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from docutils import nodes

from tests.build.sites import CONF, Built, MakeSite, Site

DOCS = Path(__file__).parents[2] / "docs"
README = (DOCS.parent / "README.md").read_text("utf-8")

CODE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{code-block\} (?P<language>\w+)\n"
    r":caption: (?P<caption>[^\n]+)\n\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
DIALECTS = {"MyST": "md", "reST": "rst"}
# Classes of a link that tell which syntax it was written in.
WAYS = {"any", "myst"}


class Example(NamedTuple):
    """A block of code; *path* is the file that it is, or would be in a site."""

    path: str
    text: str


def examples(page: Path) -> Iterator[Example]:
    """Yield the examples of a page; dialects beside each other share a name."""
    number = 0
    for code in CODE.finditer(page.read_text("utf-8")):
        caption = code["caption"]
        number += caption == "MyST"
        if dialect := DIALECTS.get(caption):
            caption = f"example-{number}.{dialect}"
        yield Example(caption, code["text"])


def settings(page: Path) -> str:
    """Return what a page says to write into ``conf.py``."""
    return "\n".join(text for path, text in examples(page) if path == "conf.py")


def documents(page: Path, dialect: str) -> dict[str, str]:
    return {path: text for path, text in examples(page) if path.endswith(f".{dialect}")}


def registries(page: Path) -> dict[str, str]:
    return {path: text for path, text in examples(page) if path.endswith(".yml")}


PAGES = sorted(
    page
    for page in DOCS.rglob("*.md")
    # Those of the rules are wrong on purpose: test_rules.py builds them.
    if page.name != "tutorial.md" and page.parent.name != "rules" and [*examples(page)]
)


def site(make_site: MakeSite, page: Path, dialect: str) -> Site:
    """Return the site that a page's examples make."""
    recap = (DOCS / "example.md").read_text("utf-8")
    conf = settings(page)
    made = make_site({f"index.{dialect}": "Home\n====\n"})
    if "intersphinx" in conf:
        # The page is about another project; the recap is there.
        made.write({"example.md": recap})
        inventory = made.build("html").outdir / "objects.inv"
        made = make_site({f"index.{dialect}": "Home\n====\n"})
        conf = conf.replace("None", repr(str(inventory)))
    else:
        made.write({"example.md": recap})
    lines = [f"{name} = {value!r}" for name, value in CONF.items()]
    unlisted = f"suppress_warnings += {CONF['suppress_warnings']!r}"
    made.write({"conf.py": "\n".join([*lines, "nitpicky = True", conf, unlisted])})
    made.write(registries(page) | documents(page, dialect))
    return made


def name(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


def test_no_example_is_overlooked() -> None:
    text = "".join(page.read_text("utf-8") for page in PAGES)
    found = [example.path for page in PAGES for example in examples(page)]
    for caption, dialect in DIALECTS.items():
        paths = [
            path for path in found if re.fullmatch(rf"example-\d+.{dialect}", path)
        ]
        assert len(paths) == text.count(f":caption: {caption}\n") > 20


# MyST 5.0 reads inventories as Sphinx had them before 8.2.
@pytest.mark.filterwarnings("ignore:The iter.. interface for _InventoryItem")
@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_examples_of_a_page_build_alike(make_site: MakeSite, page: Path) -> None:
    trees = {}
    for dialect in DIALECTS.values():
        built = site(make_site, page, dialect).build("dummy")
        assert built.warnings == []
        trees[dialect] = {
            Path(path).stem: tree(built, path) for path in documents(page, dialect)
        }
    for stem, wanted in trees["rst"].items():
        assert trees["md"][stem] == wanted


def tree(built: Built, path: str) -> str:
    """Return a document as it is written, less what parsers do in their own way."""
    doctree = built.resolved(Path(path).with_suffix("").as_posix())
    for node in doctree.findall(nodes.Element):
        for attribute in ("source", "translation_progress", "name", "names"):
            node.attributes.pop(attribute, None)
        node["classes"] = [name for name in node["classes"] if name not in WAYS]
    # MyST puts the end of a line into a text of its own.
    return "\n".join(filter(str.strip, doctree.pformat().splitlines()))


def test_the_tutorial_builds_as_it_says(tmp_path: Path) -> None:
    blocks = [*examples(DOCS / "tutorial.md")]
    pages = next(text for path, text in blocks if path == "docs/_build/html")
    begun = [block for block in blocks if block.path.startswith("docs/")]
    for path, text in begun:
        if not path.endswith(", continued") and Path(path).suffix:
            write(tmp_path / path, text)
    built = run_tutorial(tmp_path)
    assert {*pages.split()} == built - {"genindex.html", "search.html"}

    for path, text in begun:
        if path.endswith(", continued"):
            file = tmp_path / path.removesuffix(", continued")
            write(file, f"{file.read_text('utf-8')}\n{text}")
    built = run_tutorial(tmp_path)
    assert "talks/example-days-2024/testing-what-you-write.html" in built


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def run_tutorial(folder: Path) -> set[str]:
    """Run the tutorial's command, and return the pages that it makes."""
    command = "sphinx-build -n -W --keep-going docs docs/_build/html"
    assert command in (DOCS / "tutorial.md").read_text("utf-8")
    _name, *options = command.split()
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    html = folder / "docs/_build/html"
    return {page.relative_to(html).as_posix() for page in html.rglob("*.html")}


def test_the_blocks_in_the_readme_build(make_site: MakeSite) -> None:
    blocks = defaultdict(list)
    code = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for language, text in code:
        blocks[language].append(text)
    made = make_site({"index.md": "\n".join(["# Home\n", *blocks["md"]])})
    conf = blocks["python"][0].replace('html_theme = "furo"', "nitpicky = True")
    unlisted = f"suppress_warnings = {CONF['suppress_warnings']!r}"
    made.write({"conf.py": f"{conf}\n{unlisted}\n"})
    built = made.quiet()
    assert "talks/moving-a-catalogue.html" in built.files()
    assert "Sitting on the stairs" in built.html("index")


def test_a_post_as_a_blog_has_it_builds(make_site: MakeSite) -> None:
    """Before the first talk is marked, as the page on moving a post has it."""
    page = DOCS / "how-to/migrate-a-post.md"
    post = next(text for path, text in examples(page) if path == "Hugo")
    conf = {"myst_title_to_header": True, "nitpicky": True}
    built = make_site({"index.md": post}, conf=conf).quiet("dummy")
    assert built.env.titles["index"].astext() == "Page Days 2028"
