"""What the tests of builds share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.build.sites import MakeSite, Site


@pytest.fixture
def make_site(tmp_path: Path) -> Iterator[MakeSite]:
    """Return a function that writes a site: *files* by path, and its *conf*."""
    numbers = count()

    def make(files: Mapping[str, str], conf: Mapping[str, Any] | None = None) -> Site:
        return Site(tmp_path / f"site{next(numbers)}", files, conf or {})

    yield make
    Site.close()
