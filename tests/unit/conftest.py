"""What the tests without Sphinx share."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests import files

Write = Callable[[Mapping[str, str]], Path]
"""``write({path: text})`` returns the working folder."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, which is empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Write:
    """Return a function that writes files into the working folder."""

    def write(given: Mapping[str, str]) -> Path:
        files.write(folder, given)
        return folder

    return write
