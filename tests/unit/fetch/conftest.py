"""What the tests of the network share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.fetch.server import FaultServer, serving
from tests.unit.fetch.site import Site


@pytest.fixture
def faults() -> Iterator[FaultServer]:
    """A server in the place of the platforms."""
    with serving() as server:
        yield server


@pytest.fixture
def site(tmp_path: Path, faults: FaultServer, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A documentation without documents; it is the working folder."""
    (tmp_path / "conf.py").write_text('myst_enable_extensions = ["colon_fence"]\n')
    monkeypatch.chdir(tmp_path)
    return Site(tmp_path, faults)
