"""The command ``confrecap``. It never imports Sphinx."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    # Python has none for a stream that is closed.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    try:
        # Ctrl-C may come while this is imported.
        from .run import run  # noqa: PLC0415

        return run(argv)
    except KeyboardInterrupt:
        print("confrecap: stopped; what was stored so far is whole", file=sys.stderr)
        return 130


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
