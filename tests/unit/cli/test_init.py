"""``confrecap init``."""

import ast
from pathlib import Path
from typing import Any

import pytest

from sphinx_confrecap.cli import main
from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.importers.setup import SetupError, completed

FENCES = 'myst_enable_extensions = ["colon_fence"]\n'
BOTH = '"myst_parser", "sphinx_confrecap"'

CHANGED = {
    "": f"extensions = [{BOTH}]\n{FENCES}",
    "project = 'x'": f"project = 'x'\nextensions = [{BOTH}]\n{FENCES}",
    "extensions = []\n": f"extensions = [{BOTH}]\n{FENCES}",
    "extensions = ['a']\n": (
        f"extensions = ['a', 'myst_parser', 'sphinx_confrecap']\n{FENCES}"
    ),
    'extensions = ["a",]\n': f'extensions = ["a", {BOTH},]\n{FENCES}',
    "extensions = ['myst_nb', 'a']\n": (
        f"extensions = ['myst_nb', 'a', 'sphinx_confrecap']\n{FENCES}"
    ),
    "extensions: list[str] = ['a']\n": (
        f"extensions: list[str] = ['a', 'myst_parser', 'sphinx_confrecap']\n{FENCES}"
    ),
    'extensions = [\n    "a",  # first\n    "b",  # last\n]\n': (
        'extensions = [\n    "a",  # first\n    "b",\n    "myst_parser",\n'
        f'    "sphinx_confrecap",  # last\n]\n{FENCES}'
    ),
    "extensions = [\n  'a',\n  'b'\n]\n": (
        "extensions = [\n  'a',\n  'b',\n  'myst_parser',\n  'sphinx_confrecap'\n]\n"
        f"{FENCES}"
    ),
    "extensions = [\n    'a', 'b',\n    'c', 'd',\n]\n": (
        "extensions = [\n    'a', 'b',\n    'c', 'd', 'myst_parser', "
        f"'sphinx_confrecap',\n]\n{FENCES}"
    ),
    "extensions = ['myst_parser', 'sphinx_confrecap']\n": (
        f"extensions = ['myst_parser', 'sphinx_confrecap']\n{FENCES}"
    ),
    "myst_enable_extensions = ['deflist']\nextensions = ['myst_parser']\n": (
        "myst_enable_extensions = ['deflist', 'colon_fence']\n"
        "extensions = ['myst_parser', 'sphinx_confrecap']\n"
    ),
    "# é\nname = 'é'; extensions = ['é']\n": (
        "# é\nname = 'é'; extensions = ['é', 'myst_parser', 'sphinx_confrecap']\n"
        f"{FENCES}"
    ),
    "extensions = ['a']\r\n": (
        "extensions = ['a', 'myst_parser', 'sphinx_confrecap']\r\n"
        'myst_enable_extensions = ["colon_fence"]\r\n'
    ),
    "if True:\n    x = 1\nextensions = ['a']\n": (
        "if True:\n    x = 1\nextensions = ['a', 'myst_parser', 'sphinx_confrecap']\n"
        f"{FENCES}"
    ),
    "def setup(app):\n    pass": (
        f"def setup(app):\n    pass\nextensions = [{BOTH}]\n{FENCES}"
    ),
    "extensions = ['''a''']\n": (
        f"extensions = ['''a''', 'myst_parser', 'sphinx_confrecap']\n{FENCES}"
    ),
}
LEFT = [
    "extensions = ['a'] + more\n",
    "extensions = list(more)\n",
    "extensions = ('a', 'b')\n",
    "extensions = ['a', name]\n",
    "extensions = [*more]\n",
    "extensions = ['a']\nextensions += ['b']\n",
    "extensions = ['a']\nextensions.append('b')\n",
    "extensions = ['a']\nif x:\n    extensions = ['b']\n",
    "extensions = ['a']\nextensions = ['b']\n",
    "extensions = other = ['a']\n",
    "extensions = ['a']\nprint(extensions)\n",
    "extensions = ['a']\ndel extensions[0]\n",
    "for extensions in []: pass\n",
    "if x:\n    extensions = ['a']\n",
    "extensions, y = ['a'], 1\n",
    "extensions = ['a']\nmyst_enable_extensions = sorted(x)\n",
    "extensions = [\n",
    "extensions: list[str]\n",
]


@pytest.mark.parametrize("before", CHANGED)
def test_changed(before: str) -> None:
    after = completed(before.encode())
    assert after.decode() == CHANGED[before]
    assert completed(after) == after
    ast.parse(after)


@pytest.mark.parametrize("before", LEFT)
def test_left(before: str) -> None:
    with pytest.raises(SetupError):
        completed(before.encode())


def test_command(folder: Path, capsys: Any) -> None:
    file = folder / "docs" / "conf.py"
    file.parent.mkdir()
    file.write_text("extensions = ['a']\n")
    assert main(["init"]) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert "+extensions = ['a', 'myst_parser', 'sphinx_confrecap']" in captured.out
    assert "nothing was written" in captured.err
    assert file.read_text() == "extensions = ['a']\n"
    assert main(["init", "--yes"]) == Exit.OK
    assert "'sphinx_confrecap'" in file.read_text()
    assert main(["init", "--yes"]) == Exit.OK
    assert "there is nothing to do" in capsys.readouterr().out


def test_computed_list_is_left_to_the_user(folder: Path, capsys: Any) -> None:
    (folder / "conf.py").write_text("extensions = ['a'] + ['b']\n")
    assert main(["init", "--yes"]) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert "not changed, extensions is computed" in captured.err
    assert '"sphinx_confrecap"' in captured.out
    assert (folder / "conf.py").read_text() == "extensions = ['a'] + ['b']\n"


def test_without_a_site(folder: Path, capsys: Any) -> None:
    assert main(["init"]) == Exit.USAGE
    assert "there is no conf.py" in capsys.readouterr().err
