"""Keeps posts: the sub-commands of ``confrecap posts``."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from . import add, convert, fetch
from .commands import add_command

if TYPE_CHECKING:
    from .commands import Commands

COMMANDS: dict[str, ModuleType] = {
    "fetch": fetch,
    "add": add,
    "convert": convert,
}


def add_to(commands: Commands) -> None:
    """Add ``posts`` and all its sub-commands."""
    summary = "Keep the posts that documents quote."
    parser = commands.add_parser("posts", help=summary, description=summary)
    children = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        add_command(children, name, module)
