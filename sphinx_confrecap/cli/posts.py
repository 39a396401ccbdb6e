"""Keeps posts: the sub-commands of ``confrecap posts``.

A sub-command is a module with ``add_arguments(parser)`` and
``run(arguments, console) -> Exit``. The first line of its docstring is its line in
the list of commands, the whole of it the text of its help. What takes long to
import, it imports in ``run``.
"""

from __future__ import annotations

import argparse
from types import ModuleType
from typing import TYPE_CHECKING

from . import add, archive, check_posts, convert, fetch
from .exits import exit_codes

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

COMMANDS: dict[str, ModuleType] = {
    "fetch": fetch,
    "check": check_posts,
    "add": add,
    "archive": archive,
    "convert": convert,
}


def add_to(commands: Commands) -> None:
    """Add ``posts`` and all its sub-commands."""
    summary = "Keep the posts that documents quote."
    parser = commands.add_parser("posts", help=summary, description=summary)
    children = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        text = (module.__doc__ or "").strip()
        child = children.add_parser(
            name,
            help=text.partition("\n")[0],
            description=text,
            epilog=exit_codes(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(child)
        child.set_defaults(run=module.run)
