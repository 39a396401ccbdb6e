"""The command ``confrecap``. It never imports Sphinx."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence

from ..model.errors import InputError
from . import check, posts
from .commands import Parser, add_command
from .console import Console
from .exits import CommandError, Exit, exit_codes, exit_of


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A post may hold characters that the terminal's encoding lacks.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    arguments = make_parser().parse_args(argv)
    console = Console()
    try:
        return int(arguments.run(arguments, console))
    except (CommandError, InputError) as error:
        console.warn(f"confrecap: {error}")
        return exit_of(error)
    except KeyboardInterrupt:
        console.warn("confrecap: stopped; what was stored so far is whole")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has closed it. Python would complain when it flushes
        # at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except OSError as error:
        file = f"{error.filename}: " if error.filename else ""
        console.warn(f"confrecap: {file}{error.strerror or error}")
        return Exit.STORE
    except Exception as error:  # noqa: BLE001, a user is shown no traceback
        console.warn(_report(error))
        return Exit.INTERNAL


def _report(error: Exception) -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="confrecap-", suffix=".log", encoding="utf-8", delete=False
    ) as log:
        log.writelines(traceback.format_exception(error))
    kind = type(error).__name__
    return f"confrecap: a bug, {kind}: {error}\nPlease report it with {log.name}"


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    parser = Parser(
        prog="confrecap",
        description="Looks after what a site's recaps hold, outside of its builds.",
        epilog=exit_codes(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_command(commands, "check", check)
    posts.add_to(commands)
    return parser


class _Version(argparse.Action):
    """Looks the version up when it is asked for, since that takes a while."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415

        parser.exit(message=f"confrecap {version('sphinx-confrecap')}\n")
