"""Fetch the posts that documents quote, and their images, into the store.

Only this command, and `check --online`, use the network. They ask the platform of
each post, one request at a time, with no account and no key. What is stored already
is left as it is, unless --refresh asks for it. A post that is gone from its platform
keeps its text in the store, and is marked as deleted.
"""

from __future__ import annotations

import argparse
import re
from datetime import timedelta
from pathlib import Path

from .console import Console
from .exits import Exit
from .stores import add_store

_AGE = re.compile(r"(?P<number>[0-9]{1,5})(?P<unit>[hdw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        default=[],
        type=Path,
        help="documents, or folders of them; by default the whole documentation",
    )
    parser.add_argument(
        "--refresh",
        nargs="?",
        type=age_of,
        const=timedelta(),
        metavar="AGE",
        help="also fetch anew what is stored; with an age such as 12h, 30d or 8w "
        "only what was fetched longer ago",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="list what would be fetched, and ask nobody",
    )
    add_store(parser)


def age_of(text: str) -> timedelta:
    """Read ``12h``, ``30d`` or ``8w``."""
    if match := _AGE.fullmatch(text):
        return timedelta(**{_UNITS[match["unit"]]: int(match["number"])})
    message = f"{text!r} is not an age; write 12h, 30d or 8w, and paths before it"
    raise argparse.ArgumentTypeError(message)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Fetch from the platforms."""
    # Here, so that the help of the command needs none of it.
    from ..fetch.transport import Network  # noqa: PLC0415
    from .fetch_posts import fetch_posts  # noqa: PLC0415

    return fetch_posts(arguments, console, Network())
