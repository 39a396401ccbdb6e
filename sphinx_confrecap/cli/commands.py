"""How a command is made of a module.

A command is a module with ``add_arguments(parser)`` and
``run(arguments, console) -> Exit``. The first line of its docstring is its line in
the list of commands, the whole of it the text of its help. What takes long to
import, it imports in ``run``.
"""

from __future__ import annotations

import argparse
from types import ModuleType
from typing import TYPE_CHECKING

from .exits import exit_codes

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def add_command(commands: Commands, name: str, module: ModuleType) -> None:
    """Add a module as the command *name*."""
    text = (module.__doc__ or "").strip()
    parser = commands.add_parser(
        name,
        help=text.partition("\n")[0],
        description=text,
        epilog=exit_codes(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    parser.set_defaults(run=module.run)
