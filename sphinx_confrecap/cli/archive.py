"""Store your own posts from an archive of your data on X, without a network.

FILE is the archive as X gives it (.zip), its unpacked folder, or the file tweets.js
in it. The posts that documents quote are stored, with their images. An archive has
no posts of others; `confrecap posts fetch` gets those.
"""

from __future__ import annotations

import argparse
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ..importers.archive_files import Archive, opened
from ..importers.archive_posts import media_name
from ..model.errors import FieldError, InputError, PayloadError, SnapshotError
from ..model.posts import Media, Post, Reference
from ..posts.store import Store
from ..source.documents import documentation_of, documents_of, posts_in
from .console import Console, counted
from .exits import Exit
from .stores import add_paths, add_store, store_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the archive")
    add_paths(parser)
    parser.add_argument(
        "--all", action="store_true", help="store all posts, quoted or not"
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="list what would be stored, and store nothing",
    )
    add_store(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Store the quoted posts of an archive, or all."""
    documentation = documentation_of(arguments.paths)
    store = store_of(arguments.store, documentation)
    documents = documents_of(documentation, arguments.paths)
    quoted = {item.reference for item in posts_in(documents, documentation.folder)}
    with opened(arguments.file) as archive:
        posts = archive.posts()
        wanted = [item for item in posts if arguments.all or item in quoted]
        missing = [item for item in wanted if not _is_stored(item, store)]
        counts = f"{counted(len(posts), 'post')} in the archive"
        known = len(wanted) - len(missing)
        end = f", {known} there already." if known else "."
        console.say(f"{counts}, {len(missing)} to store{end}")
        if arguments.dry_run:
            for reference in missing:
                console.say(f"would store {reference.url}")
        if arguments.dry_run or not missing:
            return Exit.OK
        with store.lock():
            importer = _Importer(archive, store, console)
            stored = [
                importer.store(reference, posts[reference])
                for reference in console.progress(missing, "storing")
            ]
    console.say(f"Stored {counted(sum(stored), 'post')}.")
    return Exit.OK if all(stored) else Exit.STORE


def _is_stored(reference: Reference, store: Store) -> bool:
    """Tell whether the text of a post is stored. Storing reports unreadable files."""
    with suppress(SnapshotError, FieldError):
        post = store.read(reference)
        return bool(post and post.segments)
    return False


class _Importer:
    """Brings posts and their images from an archive into a store."""

    def __init__(self, archive: Archive, store: Store, console: Console) -> None:
        self._archive = archive
        self._store = store
        self._console = console

    def store(self, reference: Reference, post: Post) -> bool:
        """Store a post, and tell whether that worked. One that is gone stays gone."""
        # Here, because the help of the command does not need it.
        from ..fetch.fetcher import with_images  # noqa: PLC0415

        try:
            before = self._store.read(reference) or Post()
            media = tuple(self._with_file(item, post) for item in post.media)
            media = with_images(media, before.media)
            self._store.write(replace(post, status=before.status, media=media))
        except (SnapshotError, FieldError) as error:
            path = self._store.root / f"{reference.key}.json"
            self._console.warn(f"confrecap: {path}: {error}")
            return False
        return True

    def _with_file(self, media: Media, post: Post) -> Media:
        """Return an image with its file, if the archive has it."""
        from ..fetch.images import MAX_BYTES, image_of  # noqa: PLC0415

        name = media_name(post, media.url)
        try:
            data = self._archive.image(name, MAX_BYTES)
            if not data:
                return media
            image = image_of(data)
        except (InputError, PayloadError) as error:
            self._console.warn(f"confrecap: {name}: {error}")
            return media
        file = self._store.add_media(data, image.suffix)
        return replace(media, file=file, width=image.width, height=image.height)
