"""Runs a command, and turns errors into messages and exit codes."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Sequence

from ..model.errors import InputError
from .commands import make_parser
from .console import Console, discard
from .exits import Exit


def run(argv: Sequence[str] | None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A post may have characters that the encoding of the terminal lacks.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    arguments = make_parser().parse_args(argv)
    console = Console()
    try:
        code = int(arguments.run(arguments, console))
        console.out.flush()
    except InputError as error:
        console.warn(f"confrecap: {error}")
        return Exit.USAGE
    except BrokenPipeError:
        # The reader of our output has closed it.
        discard(sys.stdout)
        return Exit.OK
    except OSError as error:
        file = f"{error.filename}: " if error.filename else ""
        console.warn(f"confrecap: {file}{error.strerror or error}")
        return Exit.STORE
    except Exception as error:  # noqa: BLE001, users see no traceback
        console.warn(_report(error))
        return Exit.INTERNAL
    return code


def _report(error: Exception) -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="confrecap-", suffix=".log", encoding="utf-8", delete=False
    ) as log:
        log.writelines(traceback.format_exception(error))
    kind = type(error).__name__
    return f"confrecap: a bug, {kind}: {error}\nPlease report it with {log.name}"
