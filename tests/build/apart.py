"""Builds in a process of their own, for extensions beside ours.

Some warn of their own deprecations, which the tests of this project take for errors.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]


def installed(module: str) -> bool:
    """Tell whether a module is there, without an import of it."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, with this checkout of the package."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def build(
    folder: Path, *options: str, builder: str = "html"
) -> subprocess.CompletedProcess[str]:
    """Build the project of a folder into its ``_out``."""
    return run(folder, "-m", "sphinx", "-q", "-b", builder, *options, ".", "_out")
