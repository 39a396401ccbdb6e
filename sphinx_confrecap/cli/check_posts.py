"""Check the posts that documents quote, and the store.

A finding names the document and line that quote the post, or the file in the store.
Nothing is changed. Without --online nobody is asked: what is gone from its platform
is known from the last fetch.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..errors import FieldError, SnapshotError, TombstoneError
from ..posts.model import Post, PostStatus, Reference
from ..posts.quoting import described, parse_descriptions
from ..posts.store import Store, files_of
from .console import Console
from .documents import Quoted, documentation_of, documents_of, posts_in
from .exits import Exit
from .stores import add_store, store_of

if TYPE_CHECKING:
    from .fetch.transport import Network


class Kind(StrEnum):
    """What a finding is about."""

    MISSING = "missing"
    DELETED = "deleted"
    RESTRICTED = "restricted"
    ALT = "alt"
    DAMAGED = "damaged"
    UNREFERENCED = "unreferenced"


class Finding(NamedTuple):
    """Something to mend; *line* is 0 where only the file is known."""

    file: Path
    line: int
    kind: Kind
    message: str


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
    from .fetch.transport import Network  # noqa: PLC0415

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
    posts = dict(_readable(store, wanted))
    failures: list[str] = []
    if arguments.online:
        references = {item.reference for item in shown}
        known = [(r, post) for r, post in posts.items() if post and r in references]
        failures = _ask_anew(known, posts, console, network)
    found = [*_in_documents(shown, posts), *_damaged(store)]
    if not arguments.paths:
        referred = {item.reference for item in quoted}
        found += _unreferenced(store, posts, referred)
    found = sorted(f for f in found if f.kind not in arguments.ignore)
    for finding in found:
        console.say(_line_of(finding))
    for failure in failures:
        console.warn(failure)
    console.say(_summary(quoted, documentation.name, found))
    if found:
        return Exit.FINDINGS
    return Exit.NETWORK if failures else Exit.OK


def _readable(
    store: Store, references: Iterable[Reference]
) -> Iterator[tuple[Reference, Post | None]]:
    """Yield what is stored; what cannot be read is found by its checksum as well."""
    for reference in references:
        try:
            yield reference, store.read(reference)
        except (SnapshotError, FieldError):
            continue


def _ask_anew(
    known: Sequence[tuple[Reference, Post]],
    posts: dict[Reference, Post | None],
    console: Console,
    network: Network,
) -> list[str]:
    """Bring the statuses in *posts* up to date; return what could not be asked."""
    from .fetch.clients import ask  # noqa: PLC0415, as in run()
    from .fetch.fetcher import AGENT  # noqa: PLC0415
    from .fetch.polite import Polite  # noqa: PLC0415
    from .fetch.transport import Client, FetchError  # noqa: PLC0415

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


# --- what is found ------------------------------------------------------------


def _in_documents(
    shown: Iterable[Quoted], posts: Mapping[Reference, Post | None]
) -> Iterator[Finding]:
    for item in shown:
        # What cannot be read is found in the store.
        if item.reference not in posts:
            continue
        post = posts[item.reference]
        for kind, message in _wrong_with(item, post):
            yield Finding(item.file, item.line, kind, f"{item.reference.key} {message}")


def _wrong_with(item: Quoted, post: Post | None) -> Iterator[tuple[Kind, str]]:
    options = item.block.options if item.block else {}
    if post is None:
        if not item.has_text:
            yield Kind.MISSING, "is not stored; run confrecap posts fetch"
        return
    # With the option, its author has decided what becomes of it.
    if post.status is not PostStatus.OK and not options.get("if-deleted"):
        kind = Kind.DELETED if post.status is PostStatus.DELETED else Kind.RESTRICTED
        yield kind, f"is {post.status} by now; decide with the option if-deleted"
    if options.get("media", "show") == "show":
        alts = parse_descriptions(options.get("alt", ""))
        lacking = [media for media in described(post.media, alts) if not media.alt]
        if lacking:
            number = f"{len(lacking)} of {len(post.media)}"
            yield Kind.ALT, f"has images without a description: {number}; write :alt:"


def _damaged(store: Store) -> Iterator[Finding]:
    for fault in store.verify():
        yield Finding(store.root / fault.file, 0, Kind.DAMAGED, fault.message)


def _unreferenced(
    store: Store, posts: Mapping[Reference, Post | None], referred: set[Reference]
) -> Iterator[Finding]:
    for reference in store.references():
        if reference not in referred:
            message = "no document quotes it; delete it if none will"
            yield Finding(store.path_of(reference), 0, Kind.UNREFERENCED, message)
    # Of a snapshot that cannot be read, nobody knows which images are its own.
    if not all(reference in posts for reference in store.references()):
        return
    files = {file for post in posts.values() if post for file in files_of(post)}
    for path in store.media():
        if path.relative_to(store.root).as_posix() not in files:
            message = "no stored post shows it; delete it"
            yield Finding(path, 0, Kind.UNREFERENCED, message)


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
