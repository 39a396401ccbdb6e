"""``confrecap posts fetch``: what is wanted, and what became of it."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from ...errors import FieldError, SnapshotError
from ...posts.model import PostStatus, Reference
from ...posts.store import Store
from ..console import Console
from ..documents import Quoted, documentation_of, documents_of, posts_in
from ..exits import Exit
from ..stores import store_of
from .fetcher import Fetcher, Outcome, Result
from .media import is_complete
from .transport import Network


def fetch_posts(
    arguments: argparse.Namespace, console: Console, network: Network
) -> Exit:
    """Fetch what documents quote and the store lacks, or has had for long."""
    documentation = documentation_of(arguments.paths)
    store = store_of(documentation, arguments.store)
    quoted = posts_in(documentation, documents_of(documentation, arguments.paths))
    oldest = None
    if arguments.refresh is not None:
        oldest = network.now() - arguments.refresh
    wanted = _wanted(quoted, store, oldest)
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


def _wanted(
    quoted: Iterable[Quoted], store: Store, oldest: datetime | None
) -> list[Reference]:
    """Return what to ask for, once each, in the order of the documents.

    A post whose text a document holds needs no snapshot; one that is there all the
    same is kept fresh. Roles only lead to a post that is shown elsewhere.
    """
    needed: dict[Reference, bool] = {}
    for item in quoted:
        if item.block:
            known = needed.get(item.reference, False)
            needed[item.reference] = known or not item.has_text
    return [
        reference
        for reference in needed
        if _is_wanted(reference, store, oldest, needed=needed[reference])
    ]


def _is_wanted(
    reference: Reference, store: Store, oldest: datetime | None, *, needed: bool
) -> bool:
    try:
        post = store.read(reference)
    except (SnapshotError, FieldError):
        # The outcome will say what is wrong with it.
        return True
    if post is None:
        return needed
    if oldest is not None and (post.fetched_at is None or post.fetched_at <= oldest):
        return True
    return post.status is PostStatus.OK and not is_complete(post)


def _counts(quoted: Sequence[Quoted], wanted: Sequence[Reference], folder: str) -> str:
    number = len({item.reference for item in quoted})
    return f"{_posts(number)} quoted in {folder}, {len(wanted) or 'none'} to fetch"


def _posts(number: int) -> str:
    return f"{number} post{'' if number == 1 else 's'}"


def _show(outcomes: Sequence[Outcome], console: Console) -> None:
    rows = [
        (outcome.reference.key, outcome.result, outcome.note) for outcome in outcomes
    ]
    console.table(("post", "result", "why"), rows)
    counts = Counter(outcome.result for outcome in outcomes)
    console.say(", ".join(f"{counts[result]} {result}" for result in counts))
    if counts[Result.FAILED]:
        console.say(
            "What cannot be fetched can be stored with confrecap posts add, or its "
            "text written into the block."
        )


def _exit_of(outcomes: Iterable[Outcome]) -> Exit:
    results = {outcome.result for outcome in outcomes}
    if Result.UNREADABLE in results:
        return Exit.STORE
    if results & {Result.FAILED, Result.INCOMPLETE}:
        return Exit.NETWORK
    return Exit.OK
