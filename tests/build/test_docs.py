"""The reference names everything that an author can write."""

import dataclasses
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinx_confrecap.cli import main
from sphinx_confrecap.cli.commands import POSTS
from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.model.queries import Format, Has, Include, Match, Sort
from sphinx_confrecap.model.rules import Rule
from sphinx_confrecap.model.talks import Kind, Status
from sphinx_confrecap.parsing.front_matter import (
    FrontMatter,
    ignored_rules,
    name_of,
    recap_of,
)
from sphinx_confrecap.posts import bluesky, x
from sphinx_confrecap.sphinx.config import PREFIX, Settings
from sphinx_confrecap.sphinx.directives import SHORT
from sphinx_confrecap.sphinx.domain import ConferenceDomain
from sphinx_confrecap.sphinx.logging import WARNING_TYPE
from sphinx_confrecap.text.keys import key_of

DOCS = Path(__file__).parents[2] / "docs"

SECTION = re.compile(r"^## (?P<heading>.+)\n(?P<text>(?:(?!## ).*\n)*)", re.MULTILINE)
TERM = re.compile(r"^`(?P<term>[^`]+)`\n: (?P<text>.+)", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")


def reference(page: str) -> str:
    return (DOCS / "reference" / f"{page}.md").read_text("utf-8")


def sections() -> dict[str, str]:
    """Return the text on each directive; some share a section, one has two."""
    found: defaultdict[str, str] = defaultdict(str)
    for section in SECTION.finditer(reference("directives")):
        for name in CODE.findall(section["heading"]):
            found[name] += section["text"]
    return found


def terms(text: str) -> dict[str, str]:
    return {match["term"]: match["text"] for match in TERM.finditer(text)}


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the reference, which is written from the code, without all else."""
    folder = tmp_path_factory.mktemp("docs")
    kept = ["index.md", "reference/*.md", "reference/rules/index.md"]
    app = SphinxTestApp(
        "text", srcdir=DOCS, builddir=folder, confoverrides={"include_patterns": kept}
    )
    app.build()
    app.cleanup()
    return Path(app.outdir)


# `make docs` builds html. Furo uses what is deprecated, so this is another process.
@pytest.mark.exhaustive
@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "latex", "epub", "text"])
def test_the_docs_build_without_a_warning(tmp_path: Path, builder: str) -> None:
    # An EPUB takes in what lies beside it, and warns of doctrees.
    doctrees, output = str(tmp_path / "doctrees"), str(tmp_path / "output")
    command = [sys.executable, "-m", "sphinx", "-b", builder, "-q", "-n", "-W"]
    done = subprocess.run(
        [*command, "--keep-going", "-d", doctrees, str(DOCS), output],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""


def test_every_directive_has_a_section() -> None:
    assert sections().keys() == SHORT.keys()
    assert all(f"`conf:{name}`" in reference("directives") for name in ("talk", "post"))


@pytest.mark.parametrize("name", SHORT)
def test_every_option_of_a_directive_is_explained(name: str) -> None:
    assert sorted(terms(sections()[name])) == sorted(SHORT[name].option_spec)


@pytest.mark.parametrize(
    ("directive", "option", "choices"),
    [
        ("talk", "kind", Kind),
        ("talk", "status", Status),
        ("talk-list", "include", Include),
        ("talk-list", "match", Match),
        ("talk-list", "has", Has),
        ("talk-list", "sort", Sort),
        ("talk-list", "format", Format),
    ],
)
def test_every_choice_is_named(directive: str, option: str, choices: Any) -> None:
    text = terms(sections()[directive])[option]
    assert {choice.value for choice in choices} <= set(CODE.findall(text))


@pytest.mark.parametrize("role", ConferenceDomain.roles)
def test_every_role_is_explained(role: str) -> None:
    assert f"| `conf:{role}` |" in reference("roles")


def test_every_key_of_front_matter_is_explained() -> None:
    asked: dict[str, None] = {}

    class Metadata(dict[str, str]):
        def get(self, key: str, default: Any = None) -> Any:
            asked[key] = None
            return default

    given = FrontMatter(Metadata(), lambda *_: None)
    recap_of("recap", name_of("recap", (), given), given)
    ignored_rules(Metadata(), lambda *_: None)
    assert terms(reference("front-matter")).keys() == asked.keys()


def test_every_setting_is_explained(text: Path) -> None:
    page = (text / "reference/settings.txt").read_text("utf-8")
    for field in dataclasses.fields(Settings):
        assert f"\n{PREFIX}{field.name}\n" in page


def test_every_warning_is_explained(text: Path) -> None:
    page = (text / "reference/warnings.txt").read_text("utf-8")
    rules = (text / "reference/rules/index.txt").read_text("utf-8")
    for rule in Rule:
        assert (f'"{WARNING_TYPE}.{rule.id}"' in page) == rule.built
        assert f'"{rule.id}"' in rules


@pytest.mark.parametrize("name", POSTS)
def test_every_command_is_explained(
    text: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (text / "reference/command-line.txt").read_text("utf-8")
    _, found, section = page.partition(f'"confrecap posts {name}"\n===')
    assert found
    section = section.partition("\n\n\n")[0]
    with pytest.raises(SystemExit):
        main(["posts", name, "--help"])
    options = re.findall(r"^  (--[\w-]+)", capsys.readouterr().out, re.MULTILINE)
    assert options
    assert [option for option in options if f"\n{option}" not in section] == []


def test_every_exit_code_is_explained(text: Path) -> None:
    page = (text / "reference/command-line.txt").read_text("utf-8")
    rows = re.findall(r'^\| (\d+) +\| "(\w+)" ', page, re.MULTILINE)
    assert rows == [(str(member.value), member.name) for member in Exit]


def test_all_hosts_that_are_asked_are_named() -> None:
    page = (DOCS / "how-to" / "keep-posts.md").read_text("utf-8")
    hosts = {x.SYNDICATION, *x.OEMBED, bluesky.APPVIEW}
    hosts |= x.MEDIA_HOSTS | bluesky.MEDIA_HOSTS
    assert [host for host in sorted(hosts) if f"`{host}`" not in page] == []


def test_the_table_of_keys_is_true() -> None:
    page = (DOCS / "explanation" / "keys.md").read_text("utf-8")
    rows = re.findall(r"^\| (.+) \| `(.+)` \|$", page, re.MULTILINE)
    assert len(rows) > 5
    assert [(name, key_of(name)) for name, _key in rows] == rows


def test_the_example_on_the_first_page_is_shown_as_built() -> None:
    page = (DOCS / "index.md").read_text("utf-8")
    example = page.partition(":caption: MyST\n\n")[2].partition("::::\n")[0]
    assert example.startswith(":::{talk}")
    assert page.count(example) == 2
