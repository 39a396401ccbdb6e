"""What all tests share."""

import os
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

# pytest takes plugins from the topmost conftest alone.
pytest_plugins = ["sphinx.testing.fixtures"]


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Where ``@pytest.mark.sphinx(testroot="x")`` looks for ``test-x``."""
    return TESTS / "roots"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real recaps and posts, which are kept beside the repository, not in it."""
    default = TESTS.parent.parent / "shared"
    folder = Path(os.environ.get("CONFRECAP_SHARED") or default)
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there; CONFRECAP_SHARED can name another place")
    return folder
