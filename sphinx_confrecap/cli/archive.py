"""Store your own posts from an archive of your data on X, without a network.

FILE is the archive as X hands it out (.zip), the folder that was made of it, or the
file tweets.js in it. Stored are the posts that documents quote, with their images.
What others wrote is not in an archive; `fetch` gets that.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from ..importers.archive_files import ArchiveFiles, opened
from ..model.errors import FieldError, InputError, PayloadError, SnapshotError
from ..model.posts import Account, Media, Post, PostStatus, Reference
from ..posts.archive import account_of_archive, media_name, posts_of_archive
from ..posts.store import Store
from ..source.documents import documentation_of, documents_of, posts_in
from .console import Console
from .exits import CommandError, Exit
from .stores import add_paths, add_store, store_of


class _Outcome(StrEnum):
    STORED = "stored"
    FAILED = "not stored"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the archive")
    add_paths(parser)
    parser.add_argument(
        "--all", action="store_true", help="store all posts, quoted or not"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="list what would be stored"
    )
    add_store(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Store the quoted posts of an archive, or all."""
    documentation = documentation_of(arguments.paths)
    store = store_of(documentation, arguments.store)
    documents = documents_of(documentation, arguments.paths)
    quoted = {item.reference for item in posts_in(documentation, documents)}
    with opened(arguments.file) as archive:
        posts = dict(_posts(archive, arguments.file))
        wanted = [r for r in posts if arguments.all or r in quoted]
        number = len(wanted)
        wanted = [reference for reference in wanted if not _is_stored(store, reference)]
        known = number - len(wanted)
        counts = f"{len(posts)} posts in the archive, {len(wanted)} to store"
        console.say(f"{counts}, {known} there already." if known else f"{counts}.")
        if arguments.dry_run:
            for reference in wanted:
                console.say(f"would store {reference.url}")
            return Exit.OK
        if not wanted:
            return Exit.OK
        with store.lock():
            importer = _Importer(store, archive, console)
            outcomes = [
                importer.store(reference, posts[reference])
                for reference in console.progress(wanted, "storing")
            ]
    rows = [(outcome, outcomes.count(outcome)) for outcome in _Outcome]
    console.table(("posts", ""), [row for row in rows if row[1]])
    return Exit.STORE if _Outcome.FAILED in outcomes else Exit.OK


def _posts(archive: ArchiveFiles, file: Path) -> Iterator[tuple[Reference, Post]]:
    """Yield all posts of the archive."""
    try:
        account = Account()
        if archive.account:
            account = account_of_archive(archive.text(archive.account))
        for name in archive.posts:
            for post in posts_of_archive(archive.text(name), account):
                if post.reference:
                    yield post.reference, post
    except PayloadError as error:
        message = f"{file}: {error}"
        raise CommandError(message) from None


def _is_stored(store: Store, reference: Reference) -> bool:
    """Tell whether the text of a post is stored. Storing reports unreadable files."""
    try:
        post = store.read(reference)
    except (SnapshotError, FieldError):
        return False
    return bool(post and post.segments)


class _Importer:
    """Brings posts and their images from an archive into a store."""

    def __init__(self, store: Store, archive: ArchiveFiles, console: Console) -> None:
        self._store = store
        self._archive = archive
        self._console = console

    def store(self, reference: Reference, post: Post) -> _Outcome:
        """Store a post; one that is gone stays marked as gone."""
        try:
            before = self._store.read(reference)
            status = before.status if before else PostStatus.OK
            media = tuple(self._with_file(post, item) for item in post.media)
            self._store.write(replace(post, status=status, media=media))
        except (SnapshotError, FieldError, OSError) as error:
            self._console.warn(f"{self._store.root / reference.key}.json: {error}")
            return _Outcome.FAILED
        return _Outcome.STORED

    def _with_file(self, post: Post, media: Media) -> Media:
        """Return an image with its file, if the archive has it; stills it has not."""
        # Here, so that the help of the command needs none of it.
        from ..fetch.images import MAX_BYTES, image_of  # noqa: PLC0415
        from ..fetch.transport import FetchError  # noqa: PLC0415

        name = self._archive.media.get(media_name(post, media.url))
        if name is None:
            return media
        try:
            image = image_of(self._archive.read(name, MAX_BYTES))
        except (FetchError, InputError) as error:
            self._console.warn(f"{name}: {error}")
            return media
        file = self._store.add_media(image.data, image.suffix)
        return replace(media, file=file, width=image.width, height=image.height)
