"""The package is a house: each file imports only from floors below its own."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parents[2] / "sphinx_confrecap"
PACKAGE_NAME = PACKAGE.name


class Floor(NamedTuple):
    """A row of the table."""

    rooms: tuple[str, ...]
    #: the floors that its files may import from
    below: tuple[int, ...]
    #: may its rooms import each other?
    open_plan: bool = False
    #: may its files import Sphinx, docutils and MyST?
    sphinx: bool = True


BESIDE = -1

# A room is a file, or a folder with all that it holds. Files of one folder may
# import each other. Nothing may import in a circle.
FLOORS = {
    # Pure code is one body of functions over one model: plan.py reads model.py.
    0: Floor(
        (
            "model.py",
            "rules.py",
            "errors.py",
            "keys.py",
            "alphabets.py",
            "digest.py",
            "files.py",
            "urls.py",
            "recordings.py",
            "chart.py",
            "parsing/",
            "records/",
            "queries/",
            "plan.py",
            "posts/",
            "outputs/",
        ),
        below=(),
        open_plan=True,
        sphinx=False,
    ),
    1: Floor(("config.py", "logging.py", "i18n.py", "builders.py"), below=(0,)),
    2: Floor(("nodes.py",), below=(0, 1)),
    # The domain holds facts, the blocks turn facts into nodes.
    3: Floor(("domain.py", "blocks/", "visitors.py"), below=(0, 1, 2)),
    4: Floor(("events.py", "directives/", "recaps.py"), below=(0, 1, 2, 3)),
    5: Floor(("pages/",), below=(0, 1, 2, 3, 4)),
    6: Floor(("publish.py",), below=(0, 1, 2, 3, 4, 5)),
    7: Floor(("__init__.py",), below=(0, 1, 2, 3, 4, 5, 6)),
    # They also run where no site is built.
    BESIDE: Floor(("cli/", "importers/"), below=(0,), sphinx=False),
}

FRAMEWORKS = {"sphinx", "docutils", "myst_parser"}


class Module(NamedTuple):
    name: str
    path: Path
    room: str


class Import(NamedTuple):
    line: int
    name: str


# --- reading ------------------------------------------------------------------


def modules_of(package: Path) -> dict[str, Module]:
    """Return all modules of a package by their full names."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        parts = [package.name, *inside.with_suffix("").parts]
        if parts[-1] == "__init__":
            parts.pop()
        name = ".".join(parts)
        room = inside.parts[0] + ("/" if len(inside.parts) > 1 else "")
        found[name] = Module(name, path, room)
    return found


def imports_of(module: Module) -> Iterator[Import]:
    """Yield all that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(module.path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            origin = _origin(module, node)
            for alias in node.names:
                yield Import(node.lineno, f"{origin}.{alias.name}")


def _origin(module: Module, node: ast.ImportFrom) -> str:
    """Return the full name of the module after ``from``."""
    if not node.level:
        return node.module or ""
    # From a package, one dot is the package itself, not the one that holds it.
    up = node.level - (module.path.name == "__init__.py")
    parts = module.name.split(".")
    parts = parts[: len(parts) - up]
    return ".".join([*parts, *([node.module] if node.module else [])])


def target_of(name: str, modules: dict[str, Module]) -> Module | None:
    """Return the module that an imported name leads to, if it is one of ours.

    The name may be a module's, or that of something in a module.
    """
    parts = name.split(".")
    return modules.get(name) or modules.get(".".join(parts[:-1]))


# --- judging ------------------------------------------------------------------


def floor_of(module: Module) -> int | None:
    for number, floor in FLOORS.items():
        if module.room in floor.rooms:
            return number
    return None


def violations(package: Path) -> list[str]:
    """Return one sentence for each breach of the table, sorted."""
    modules = modules_of(package)
    found = []
    graph: dict[str, set[str]] = {}
    for module in modules.values():
        number = floor_of(module)
        if number is None:
            found.append(f"{_place(module, package)} is on no floor")
            continue
        targets = graph.setdefault(module.name, set())
        for imported in imports_of(module):
            target = target_of(imported.name, modules)
            if target and target != module:
                targets.add(target.name)
            fault = _fault(module, number, imported, target, package.name)
            if fault:
                place = _place(module, package)
                found.append(f"{place}:{imported.line} {fault}")
    return sorted(set(found)) + list(_circles(graph))


def _place(module: Module, package: Path) -> str:
    return module.path.relative_to(package).as_posix()


def _fault(
    module: Module, number: int, imported: Import, target: Module | None, package: str
) -> str | None:
    floor = FLOORS[number]
    top = imported.name.partition(".")[0]
    if target is None:
        if top == package:
            return f"imports {imported.name}, which is not there"
        if top in FRAMEWORKS and not floor.sphinx:
            return f"imports {top}"
        return None
    if target.room == module.room or target.room in _reach(number):
        return None
    return f"imports {target.room}"


def _reach(number: int) -> set[str]:
    """Return the rooms that a floor may import from, beside the room itself."""
    floor = FLOORS[number]
    rooms = {room for below in floor.below for room in FLOORS[below].rooms}
    return rooms | set(floor.rooms) if floor.open_plan else rooms


def _circles(graph: dict[str, set[str]]) -> Iterator[str]:
    try:
        TopologicalSorter({name: sorted(graph[name]) for name in graph}).prepare()
    except CycleError as error:
        # graphlib names the importing module after the imported one, and the first
        # again at the end. Where it comes upon a circle is chance: begin at the
        # first name.
        names = error.args[1][:0:-1]
        start = names.index(min(names))
        circle = [*names[start:], *names[:start], names[start]]
        yield "in a circle: " + " imports ".join(circle)


# --- the package --------------------------------------------------------------


def test_each_file_imports_only_from_floors_below_its_own() -> None:
    assert modules_of(PACKAGE), f"{PACKAGE} holds no modules"
    assert violations(PACKAGE) == []


def test_the_table_leads_downwards() -> None:
    upwards = [
        (number, below)
        for number, floor in FLOORS.items()
        if number != BESIDE
        for below in floor.below
        if not 0 <= below < number
    ]
    assert upwards == []


# --- the checker: each rule, broken on purpose --------------------------------


def tree(folder: Path, files: dict[str, str]) -> Path:
    package = folder / PACKAGE_NAME
    package.mkdir()
    for name in ["__init__.py", *files]:
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files.get(name, ""), encoding="utf-8")
    return package


SOUND = {
    "__init__.py": "from .domain import Domain\nfrom . import publish\n",
    "model.py": "from .errors import DataError\n",
    "errors.py": "import dataclasses\n",
    "plan.py": "from .model import Talk\nfrom .posts import ids\n",
    "posts/__init__.py": "from .ids import tweet_id\n",
    "posts/ids.py": "from ..errors import DataError\n",
    "domain.py": "import sphinx.domains\nfrom docutils import nodes\n",
    "blocks/facts.py": "from ..nodes import fact\n",
    "nodes.py": "from docutils import nodes\n",
    "pages/fill.py": "from . import carry\nfrom ..domain import Domain\n",
    "pages/carry.py": "from sphinx_confrecap.blocks import facts\n",
    "publish.py": "from sphinx_confrecap.outputs.atom import feed\n",
    "outputs/atom.py": "from ..model import Talk\n",
    "cli/posts.py": "from .table import rows\nfrom ..posts.ids import tweet_id\n",
    "cli/table.py": "import argparse\n",
}


def test_a_sound_tree_passes(tmp_path: Path) -> None:
    assert violations(tree(tmp_path, SOUND)) == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {"model.py": "from .config import Settings", "config.py": ""},
            ["model.py:1 imports config.py"],
            id="upwards",
        ),
        pytest.param(
            {"config.py": "", "logging.py": "import sphinx_confrecap.config"},
            ["logging.py:1 imports config.py"],
            id="sideways on a floor",
        ),
        pytest.param(
            {"domain.py": "", "blocks/facts.py": "from .. import domain"},
            ["blocks/facts.py:1 imports domain.py"],
            id="blocks from domain",
        ),
        pytest.param(
            {"domain.py": "from .blocks import facts", "blocks/facts.py": ""},
            ["domain.py:1 imports blocks/"],
            id="domain from blocks",
        ),
        pytest.param(
            {"domain.py": "def f():\n    from .pages import x", "pages/x.py": ""},
            ["domain.py:2 imports pages/"],
            id="in a function",
        ),
        pytest.param(
            {
                "domain.py": (
                    "from typing import TYPE_CHECKING\n"
                    "if TYPE_CHECKING:\n"
                    "    from .publish import Feed\n"
                ),
                "publish.py": "",
            },
            ["domain.py:3 imports publish.py"],
            id="for types only",
        ),
        pytest.param(
            {"publish.py": "from . import __version__"},
            ["publish.py:1 imports __init__.py"],
            id="from the root",
        ),
        pytest.param(
            {"pages/__init__.py": "from .. import __version__"},
            ["pages/__init__.py:1 imports __init__.py"],
            id="from the root, in a folder's own file",
        ),
        pytest.param(
            {"plan.py": "from sphinx.util import logging"},
            ["plan.py:1 imports sphinx"],
            id="Sphinx on floor 0",
        ),
        pytest.param(
            {"posts/embed.py": "import docutils.nodes as nodes"},
            ["posts/embed.py:1 imports docutils"],
            id="docutils on floor 0",
        ),
        pytest.param(
            {"importers/pyvideo.py": "def f():\n    import myst_parser"},
            ["importers/pyvideo.py:2 imports myst_parser"],
            id="MyST beside the house",
        ),
        pytest.param(
            {"cli/main.py": "from ..config import Settings", "config.py": ""},
            ["cli/main.py:1 imports config.py"],
            id="command line from above floor 0",
        ),
        pytest.param(
            {"cli/main.py": "from ..importers import x", "importers/x.py": ""},
            ["cli/main.py:1 imports importers/"],
            id="command line from importers",
        ),
        pytest.param(
            {"publish.py": "from .cli.main import run", "cli/main.py": ""},
            ["publish.py:1 imports cli/"],
            id="from beside the house",
        ),
        pytest.param(
            {"helpers.py": ""},
            ["helpers.py is on no floor"],
            id="file without a floor",
        ),
        pytest.param(
            {"extras/deep/thing.py": ""},
            ["extras/deep/thing.py is on no floor"],
            id="folder without a floor",
        ),
        pytest.param(
            {"model/talk.py": ""},
            ["model/talk.py is on no floor"],
            id="folder where the table has a file",
        ),
        pytest.param(
            {"plan.py": "from .modle import Talk"},
            ["plan.py:1 imports sphinx_confrecap.modle.Talk, which is not there"],
            id="what is not there",
        ),
        pytest.param(
            {"model.py": "from .keys import key", "keys.py": "from . import model"},
            [
                (
                    "in a circle: sphinx_confrecap.keys imports sphinx_confrecap.model "
                    "imports sphinx_confrecap.keys"
                )
            ],
            id="circle on floor 0",
        ),
        pytest.param(
            {
                "pages/fill.py": "from .carry import f",
                "pages/carry.py": "def f():\n    from . import fill",
            },
            [
                (
                    "in a circle: sphinx_confrecap.pages.carry imports "
                    "sphinx_confrecap.pages.fill imports sphinx_confrecap.pages.carry"
                )
            ],
            id="circle in a folder",
        ),
    ],
)
def test_a_breach_is_reported(
    tmp_path: Path, files: dict[str, str], expected: list[str]
) -> None:
    assert violations(tree(tmp_path, files)) == expected
