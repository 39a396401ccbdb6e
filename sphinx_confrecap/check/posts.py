"""What is wrong with the posts that documents quote, and with the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from ..model.errors import FieldError, SnapshotError
from ..model.posts import Post, PostStatus, Reference
from ..posts.quoting import described, parse_descriptions
from ..posts.store import Store, files_of
from ..source.documents import Quoted


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


def readable(
    store: Store, references: Iterable[Reference]
) -> Iterator[tuple[Reference, Post | None]]:
    """Yield what is stored; the check of the store names what cannot be read."""
    for reference in references:
        try:
            yield reference, store.read(reference)
        except (SnapshotError, FieldError):
            continue


def in_documents(
    shown: Iterable[Quoted], posts: Mapping[Reference, Post | None]
) -> Iterator[Finding]:
    """Find what is wrong with the posts that documents show."""
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


def damaged(store: Store) -> Iterator[Finding]:
    """Find what cannot be read in the store."""
    for fault in store.verify():
        yield Finding(store.root / fault.file, 0, Kind.DAMAGED, fault.message)


def unreferenced(
    store: Store, posts: Mapping[Reference, Post | None], referred: set[Reference]
) -> Iterator[Finding]:
    """Find what is stored, and what nothing refers to."""
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
