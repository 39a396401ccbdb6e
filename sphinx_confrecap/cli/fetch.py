"""Fetch the posts that documents quote, and their images, into the store.

Only this command, and `check --online`, use the network. They ask the platform of
each post, one request at a time, without an account or a key. Stored posts stay as
they are, unless you give --refresh. A post that is gone from its platform keeps its
text in the store, and is marked as deleted.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from ..source.documents import documentation_of, documents_of, posts_in
from .console import Console, counted
from .exits import Exit
from .stores import add_paths, add_store, store_of

if TYPE_CHECKING:
    from ..fetch.fetcher import Outcome
    from ..fetch.transport import Network

_AGE = re.compile(r"(?P<number>[0-9]{1,5})(?P<unit>[hdw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_paths(parser)
    parser.add_argument(
        "--refresh",
        nargs="?",
        type=age_of,
        const=timedelta(),
        metavar="AGE",
        help="also fetch stored posts again; with an age such as 12h, 30d or 8w only "
        "those that were fetched longer ago",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="list what would be fetched, and fetch nothing",
    )
    add_store(parser)


def age_of(text: str) -> timedelta:
    """Read ``12h``, ``30d`` or ``8w``."""
    if match := _AGE.fullmatch(text):
        return timedelta(**{_UNITS[match["unit"]]: int(match["number"])})
    message = f"{text!r} is not an age; write 12h, 30d or 8w, and paths before it"
    raise argparse.ArgumentTypeError(message)


def run(
    arguments: argparse.Namespace, console: Console, network: Network | None = None
) -> Exit:
    """Fetch quoted posts that are missing from the store, or stored long ago."""
    # Here, because the help of the command does not need them.
    from ..fetch.fetcher import Fetcher, wanted_of  # noqa: PLC0415
    from ..fetch.transport import Network  # noqa: PLC0415

    network = network or Network()
    documentation = documentation_of(arguments.paths)
    store = store_of(arguments.store, documentation)
    quoted = posts_in(
        documents_of(documentation, arguments.paths), documentation.folder
    )
    age = arguments.refresh
    oldest = None if age is None else network.now() - age
    wanted = wanted_of(quoted, store, oldest)
    posts = counted(len({item.reference for item in quoted}), "post")
    count = len(wanted) or "none"
    console.say(f"{posts} quoted in {documentation.name}, {count} to fetch")
    if arguments.dry_run:
        for reference in wanted:
            console.say(f"would fetch {reference.url}")
    if arguments.dry_run or not wanted:
        return Exit.OK
    with store.lock():
        fetcher = Fetcher(store, network)
        outcomes = list(map(fetcher.fetch, console.progress(wanted, "fetching")))
    return _report(outcomes, console)


def _report(outcomes: Sequence[Outcome], console: Console) -> Exit:
    """Print the results, and return the exit code."""
    rows = [(item.reference.key, item.result, item.note) for item in outcomes]
    console.table(("post", "result", "why"), rows)
    counts = Counter(str(item.result) for item in outcomes)
    console.say(", ".join(f"{number} {result}" for result, number in counts.items()))
    if counts["failed"]:
        console.say(
            "Write the text of a post that cannot be fetched into its block; "
            "confrecap posts add stores its images."
        )
    if counts["unreadable"]:
        return Exit.STORE
    return Exit.NETWORK if counts["failed"] or counts["incomplete"] else Exit.OK
