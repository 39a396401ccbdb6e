"""What all tests share."""

import gc
import logging
import os
from pathlib import Path

import pytest
from hypothesis import settings

TESTS = Path(__file__).parent

# pytest takes plugins from the topmost conftest alone.
pytest_plugins = ["sphinx.testing.fixtures"]

# `make test` asks for the first, `make exhaustive` for the second. A test that is cheap
# takes a multiple of `settings().max_examples`, never a number of its own. The
# same examples come each day, so that a commit that passed keeps passing. A slow
# machine is no bug, so no example has a deadline.
settings.register_profile("quick", max_examples=50, derandomize=True, deadline=None)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=2000)
settings.load_profile("quick")

# Sphinx logs each thing that an extension registers, and no test reads it. Documents
# make more garbage in circles than is worth looking for so often.
logging.disable(logging.DEBUG)
gc.set_threshold(50_000, 20, 100)


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
