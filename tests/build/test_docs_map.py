"""The map of the package, `docs/explanation/architecture.md`, names what is there.

Each word in code is a path, an event, a command, or a name in a file of Python that the
same line names.
"""

import ast
import re
from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sphinx_confrecap"
DOCS = ROOT / "docs" / "explanation"
PAGE = (DOCS / "architecture.md").read_text("utf-8")
HOOKS = (PACKAGE / "sphinx" / "setup.py").read_text("utf-8")

CODE = re.compile(r"\{\w+\}`[^`]*`|`(?P<word>[^`\n]+)`")
SECTION = re.compile(r"^## .+\n(?:(?!## ).*\n)*", re.MULTILINE)
IN_PICTURE = re.compile(r'class="[^"]*\bcode"[^>]*>([^<]+)<')
NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
EVENT = re.compile(r"[a-z]+(?:-[a-z]+)+")
COMMANDS = ("make ", "confrecap ")
WORDS = {"conf", "talk", "start", "LANGUAGES=sv"}
"""Words in code that are not a part of the package."""


def words_in(text: str) -> list[str]:
    """Return the words in code, without those of roles, which Sphinx checks."""
    return [match["word"] for match in CODE.finditer(text) if match["word"]]


def is_path(word: str) -> bool:
    return "/" in word or word.endswith((".py", ".toml", ".md"))


def path_of(word: str, roots: tuple[Path, ...]) -> Path | None:
    """Return what a path on the page leads to; that of a folder ends in a slash."""
    found = (root / word for root in roots)
    return next(
        (p for p in found if p.is_dir() == word.endswith("/") and p.exists()), None
    )


def is_in(path: Path, name: str) -> bool:
    """Tell whether a file of Python has a name, or a name in a name."""
    parts = name.split(".")
    if not path.is_relative_to(PACKAGE):
        # pytest imports tests in its own way.
        tree = ast.parse(path.read_text("utf-8"))
        given = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        return name in given
    relative = path.relative_to(ROOT).with_suffix("")
    module = ".".join(p for p in relative.parts if p != "__init__")
    try:
        reduce(getattr, parts, import_module(module))
    except AttributeError:
        return False
    return True


def wrong_in(line: str, roots: tuple[Path, ...]) -> Iterator[str]:
    """Yield the words in code that name nothing."""
    words = words_in(line)
    paths = {word: path_of(word, roots) for word in words if is_path(word)}
    modules = [p for p in paths.values() if p and p.suffix == ".py"]
    for word in words:
        if word in paths:
            right = paths[word] is not None
        elif word in WORDS or word.startswith(COMMANDS):
            right = True
        elif EVENT.fullmatch(word):
            right = f'"{word}"' in HOOKS
        else:
            right = bool(NAME.fullmatch(word)) and any(
                is_in(module, word) for module in modules
            )
        if not right:
            yield word


def wrong_on(page: str) -> list[str]:
    """Return what a page names that is not there, section by section."""
    found: list[str] = []
    for section in SECTION.findall(page):
        inside = section.startswith("## Inside")
        roots = (PACKAGE / "sphinx", ROOT) if inside else (PACKAGE, ROOT)
        heading, *lines = section.splitlines()
        found += chain.from_iterable(wrong_in(line, roots) for line in lines)
        found += wrong_in(heading, (PACKAGE,))
    return found


def test_all_that_the_map_names_is_there() -> None:
    assert len(words_in(PAGE)) > 200
    assert wrong_on(PAGE) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("`TalkDirective.run`", "`TalkDirective.walk`"),
        ("`sphinx/directives/talk.py`", "`sphinx/directives/talks.py`"),
        ("`views/`", "`looks/`"),
        ("`env-updated`", "`env-renewed`"),
        ("`_PARSERS`", "`PARSERS`"),
        ("`EVERY_OPTION`", "`ALL_OPTIONS`"),
        ("| `recaps.py` |", "| `recap.py` |"),
    ],
)
def test_a_wrong_name_on_the_map_is_found(right: str, wrong: str) -> None:
    assert right in PAGE
    assert wrong.strip("| `") in wrong_on(PAGE.replace(right, wrong))


def test_the_map_has_all_folders_and_all_of_sphinx() -> None:
    def held(folder: Path) -> set[str]:
        names = {f"{p.parent.name}/" for p in folder.glob("*/__init__.py")}
        return names | {p.name for p in folder.glob("*.py")} - {"__init__.py"}

    _, folders, inside, *_ = ("", *SECTION.findall(PAGE))
    assert held(PACKAGE) <= set(words_in(folders))
    assert held(PACKAGE / "sphinx") <= set(words_in(inside))


def test_the_picture_names_what_the_page_names() -> None:
    named = IN_PICTURE.findall((DOCS / "one-talk.svg").read_text("utf-8"))
    assert len(named) > 8
    assert [name for name in named if name not in words_in(PAGE)] == []
