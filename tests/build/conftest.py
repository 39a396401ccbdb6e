"""What the tests of builds share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.build.sites import MakeSite, Site


@pytest.fixture
def make_site(tmp_path: Path) -> Iterator[MakeSite]:
    """Return a function that writes a site: *files* by path, and its *conf*."""
    sites: list[Site] = []

    def make(files: Mapping[str, str], conf: Mapping[str, Any] | None = None) -> Site:
        site = Site(tmp_path / f"site{len(sites)}", files, conf or {})
        sites.append(site)
        return site

    yield make
    for site in sites:
        site.close()
