"""Fetches posts, and reports the result of each."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence

from ..fetch.fetcher import Fetcher, Outcome, Result
from ..fetch.transport import Network
from ..fetch.wanted import wanted_of
from ..model.posts import Reference
from ..source.documents import Quoted, documentation_of, documents_of, posts_in
from .console import Console, counted
from .exits import Exit
from .stores import store_of


def fetch_posts(
    arguments: argparse.Namespace, console: Console, network: Network
) -> Exit:
    """Fetch quoted posts that are missing from the store, or stored long ago."""
    documentation = documentation_of(arguments.paths)
    store = store_of(arguments.store, documentation)
    quoted = posts_in(documentation, documents_of(documentation, arguments.paths))
    oldest = None
    if arguments.refresh is not None:
        oldest = network.now() - arguments.refresh
    wanted = wanted_of(quoted, store, oldest)
    console.say(_counts(quoted, wanted, documentation.name))
    if arguments.dry_run:
        for reference in wanted:
            console.say(f"would fetch {reference.url}")
        return Exit.OK
    if not wanted:
        return Exit.OK
    with store.lock():
        fetcher = Fetcher(store, network)
        outcomes = [
            fetcher.fetch(reference)
            for reference in console.progress(wanted, "fetching")
        ]
    _show(outcomes, console)
    return _exit_of(outcomes)


def _counts(quoted: Sequence[Quoted], wanted: Sequence[Reference], folder: str) -> str:
    posts = counted(len({item.reference for item in quoted}), "post")
    return f"{posts} quoted in {folder}, {len(wanted) or 'none'} to fetch"


def _show(outcomes: Sequence[Outcome], console: Console) -> None:
    rows = [
        (outcome.reference.key, outcome.result, outcome.note) for outcome in outcomes
    ]
    console.table(("post", "result", "why"), rows)
    counts = Counter(outcome.result for outcome in outcomes)
    console.say(", ".join(f"{counts[result]} {result}" for result in counts))
    if counts[Result.FAILED]:
        console.say(
            "Write the text of a post that cannot be fetched into its block; "
            "confrecap posts add stores its images."
        )


def _exit_of(outcomes: Iterable[Outcome]) -> Exit:
    results = {outcome.result for outcome in outcomes}
    if Result.UNREADABLE in results:
        return Exit.STORE
    if results & {Result.FAILED, Result.INCOMPLETE}:
        return Exit.NETWORK
    return Exit.OK
