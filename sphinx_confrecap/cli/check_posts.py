"""Check the posts that documents quote, and the store.

A finding names the document and line that quote the post, or the file in the store.
Nothing is changed. Without --online nobody is asked: what is gone from its platform
is known from the last fetch.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..check.posts import Finding, Kind, damaged, in_documents, readable, unreferenced
from ..model.errors import TombstoneError
from ..model.posts import Post, Reference
from ..source.documents import Quoted, documentation_of, documents_of, posts_in
from .console import Console
from .exits import Exit
from .stores import add_store, store_of

if TYPE_CHECKING:
    from ..fetch.transport import Network


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "paths",
        nargs="*",
        default=[],
        type=Path,
        metavar="PATH",
        help="documents, or folders of them; by default the whole documentation, "
        "and then what nothing refers to is found as well",
    )
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        choices=[str(kind) for kind in Kind],
        metavar="KIND",
        help=f"leave out findings of a kind: {', '.join(Kind)}; may be repeated",
    )
    parser.add_argument(
        "--online",
        action="store_true",
        help="ask the platforms which posts are gone by now",
    )
    add_store(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Print what is found."""
    # Here, so that the help of the command needs none of it.
    from ..fetch.transport import Network  # noqa: PLC0415

    return check_posts(arguments, console, Network())


def check_posts(
    arguments: argparse.Namespace, console: Console, network: Network
) -> Exit:
    """Look at what documents quote, and what is stored."""
    documentation = documentation_of(arguments.paths)
    store = store_of(documentation, arguments.store)
    quoted = posts_in(documentation, documents_of(documentation, arguments.paths))
    shown = [item for item in quoted if item.block]
    wanted = {*store.references(), *(item.reference for item in shown)}
    posts = dict(readable(store, wanted))
    failures: list[str] = []
    if arguments.online:
        references = {item.reference for item in shown}
        known = [(r, post) for r, post in posts.items() if post and r in references]
        failures = _ask_anew(known, posts, console, network)
    found = [*in_documents(shown, posts), *damaged(store)]
    if not arguments.paths:
        referred = {item.reference for item in quoted}
        found += unreferenced(store, posts, referred)
    found = sorted(f for f in found if f.kind not in arguments.ignore)
    for finding in found:
        console.say(_line_of(finding))
    for failure in failures:
        console.warn(failure)
    console.say(_summary(quoted, documentation.name, found))
    if found:
        return Exit.FINDINGS
    return Exit.NETWORK if failures else Exit.OK


def _ask_anew(
    known: Sequence[tuple[Reference, Post]],
    posts: dict[Reference, Post | None],
    console: Console,
    network: Network,
) -> list[str]:
    """Bring the statuses in *posts* up to date; return what could not be asked."""
    from ..fetch.clients import ask  # noqa: PLC0415, as in run()
    from ..fetch.fetcher import AGENT  # noqa: PLC0415
    from ..fetch.polite import Polite  # noqa: PLC0415
    from ..fetch.transport import Client, FetchError  # noqa: PLC0415

    polite = Polite(Client(network, AGENT))
    failures = []
    for reference, post in console.progress(known, "asking"):
        try:
            status = ask(reference, polite.get).post.status
        except TombstoneError as error:
            status = error.status
        except FetchError as error:
            failures.append(f"{reference.key}: {error}")
            continue
        posts[reference] = replace(post, status=status)
    return failures


# --- what is said -------------------------------------------------------------


def _line_of(finding: Finding) -> str:
    file = finding.file.absolute()
    here = Path.cwd()
    name = file.relative_to(here) if file.is_relative_to(here) else file
    place = f"{name}:{finding.line}" if finding.line else f"{name}"
    return f"{place}: {finding.message} [{finding.kind}]"


def _summary(quoted: Sequence[Quoted], name: str, found: Sequence[Finding]) -> str:
    number = len({item.reference for item in quoted})
    counts = Counter(finding.kind for finding in found)
    kinds = ", ".join(f"{counts[kind]} {kind}" for kind in Kind if counts[kind])
    posts = f"{number} post{'' if number == 1 else 's'}"
    return f"{posts} quoted in {name}: {kinds or 'all is well'}"
