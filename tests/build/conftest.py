"""What the tests of builds share."""

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.build.sites import MakeSite, Site


@pytest.fixture(autouse=True, scope="session")
def day_of_builds() -> Iterator[None]:
    """Let builds take place in 2040, when the talks of almost all tests are past."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "2208988800")
        yield


def maker(folder: Path) -> MakeSite:
    """Return a function that writes a site: *files* by path, and its *conf*."""
    numbers = count()

    def make(files: Mapping[str, str], conf: Mapping[str, Any] | None = None) -> Site:
        return Site(folder / f"site{next(numbers)}", files, conf or {})

    return make


@pytest.fixture
def make_site(tmp_path: Path) -> Iterator[MakeSite]:
    """Return a function that writes a site for one test."""
    yield maker(tmp_path)
    Site.close()


@pytest.fixture(scope="module")
def make_shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeSite]:
    """Return a function that writes a site for all tests of a file."""
    yield maker(tmp_path_factory.mktemp("shared"))
    Site.close()
