"""Makes the command line from modules.

A command is a module with ``add_arguments(parser)`` and ``run(arguments, console) ->
Exit``. The first line of its docstring is its line in the list of commands. The whole
docstring is its help. Slow imports are in ``run``.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from types import ModuleType

from . import add, archive, check, convert, fetch, init, new, schedule, videos
from .exits import exit_codes

POSTS: dict[str, ModuleType] = {
    "fetch": fetch,
    "add": add,
    "archive": archive,
    "convert": convert,
}
"""The commands of ``confrecap posts``."""

IMPORT: dict[str, ModuleType] = {"schedule": schedule, "videos": videos}
"""The commands of ``confrecap import``."""


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    parser = _Parser(
        prog="confrecap",
        description="Looks after the recaps of a site, outside of its builds.",
        epilog=exit_codes(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version)
    brought = "Bring programmes and recordings into recaps."
    posts = "Keep the posts that documents quote."
    commands = _add_commands(parser, {"init": init, "new": new, "check": check})
    _add_commands(
        commands.add_parser("import", help=brought, description=brought), IMPORT
    )
    _add_commands(commands.add_parser("posts", help=posts, description=posts), POSTS)
    return parser


def _add_commands(
    parser: argparse.ArgumentParser, modules: Mapping[str, ModuleType]
) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, module in modules.items():
        text = (module.__doc__ or "").strip()
        command = commands.add_parser(
            name,
            help=text.partition("\n")[0],
            description=text,
            epilog=exit_codes(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return commands


class _Parser(argparse.ArgumentParser):
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


class _Version(argparse.Action):
    """Looks up the version only if it is asked for, because that takes a while."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415

        parser.exit(message=f"confrecap {version('sphinx-confrecap')}\n")
