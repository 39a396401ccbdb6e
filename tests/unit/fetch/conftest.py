"""What the tests of the network share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.fetch.server import FaultServer, serving


@pytest.fixture
def faults() -> Iterator[FaultServer]:
    """A server that stands for the platforms."""
    with serving() as server:
        yield server
