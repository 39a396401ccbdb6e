"""Makes a command from a module.

A command is a module with ``add_arguments(parser)`` and ``run(arguments, console) ->
Exit``. The first line of its docstring is its line in the list of commands. The whole
docstring is its help. Slow imports are in ``run``.
"""

from __future__ import annotations

import argparse
from difflib import get_close_matches
from types import ModuleType
from typing import TYPE_CHECKING

from .exits import exit_codes

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001


class Parser(argparse.ArgumentParser):
    """Names unknown arguments, with the usage and the option that was meant."""

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        """Read a command line; leave nothing over for the parser around this."""
        result, unknown = super().parse_known_args(args, namespace)
        if unknown:
            name = unknown[0].partition("=")[0]
            near = get_close_matches(name, self._option_string_actions, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            self.error(f"it does not know {name!r}{hint}")
        return result, unknown


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
