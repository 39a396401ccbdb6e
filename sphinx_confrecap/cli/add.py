"""Store a post by hand, without a network.

Name the post by its address, or give the code that its platform offers for
embedding. With --status alone, a stored post gets that status and keeps all else.
If you write the text yourself, write it into the block that quotes the post.

  confrecap posts add --html embed.html
  confrecap posts add https://x.com/user/status/20 --image slide.png --alt "A slide"
  confrecap posts add https://x.com/user/status/20 --status deleted
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from ..model.errors import FieldError, SnapshotError
from ..model.posts import Media, MediaKind, Post, PostStatus, Reference
from ..posts.platforms import post_of_embed
from ..posts.quoting import quote_of
from ..posts.reference import date_of, parse_reference
from ..posts.segments import text_of
from ..posts.store import Store
from ..source.documents import documentation_of
from ..source.files import read_bytes, read_input
from .console import Console
from .exits import CommandError, Exit
from .stores import add_store, named_store, store_of

_NOTHING = "there is nothing to store; give --html, --image or --status"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("url", metavar="URL", nargs="?", help="the post's address")
    parser.add_argument(
        "--status",
        choices=[str(status) for status in PostStatus],
        help="what its platform makes of it: ok, deleted, protected (followers see "
        "it) or restricted (some readers do)",
    )
    parser.add_argument(
        "--image",
        dest="images",
        action=_AddImage,
        metavar="FILE",
        default=[],
        help="an image of the post (PNG, JPEG, GIF, WebP); may be given several times",
    )
    parser.add_argument(
        "--alt",
        dest="images",
        action=_AddAlt,
        metavar="TEXT",
        default=[],
        help="what the image before it shows, for readers who cannot see it",
    )
    parser.add_argument(
        "--html",
        metavar="FILE",
        help="a file with embed code; - reads what is piped in",
    )
    parser.add_argument(
        "--replace", action="store_true", help="write over what is stored of the post"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="show what would be stored"
    )
    add_store(parser)


class _AddImage(argparse.Action):
    """Collects images, each with its description."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        images = [*namespace.images, (Path(str(values)), "")]
        setattr(namespace, self.dest, images)


class _AddAlt(argparse.Action):
    """Describes the last image."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if not namespace.images:
            parser.error("--alt describes the --image before it; there is none")
        *others, (file, before) = namespace.images
        if before:
            parser.error(f"--alt: {file} is described already, as {before!r}")
        setattr(namespace, self.dest, [*others, (file, str(values))])


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Store one post."""
    embedded = _embedded(arguments.html) if arguments.html else Post()
    reference = _reference(arguments.url, embedded)
    store = _store(arguments.store)
    if arguments.status and not (arguments.html or arguments.images):
        return _mark(store, reference, arguments, console)
    post = replace(
        quote_of(replace(embedded, reference=reference)).post,
        status=PostStatus(arguments.status or PostStatus.OK),
        created_at=embedded.created_at or date_of(reference),
    )
    images = [_image(file, alt) for file, alt in arguments.images]
    if not (post.segments or images):
        raise CommandError(_NOTHING)
    path = store.path_of(reference)
    if arguments.dry_run:
        _check_stored(store, reference, may_replace=arguments.replace)
        _show(post, len(images), console)
        return Exit.OK
    with store.lock():
        if not _check_stored(store, reference, may_replace=arguments.replace):
            path.unlink()
        media = tuple(
            replace(medium, file=store.add_media(data, suffix))
            for medium, data, suffix in images
        )
        store.write(replace(post, media=media))
    console.say(f"Stored {path}.")
    return Exit.OK


# --- input --------------------------------------------------------------------


def _embedded(name: str) -> Post:
    """Read the post in a file of embed code."""
    try:
        return post_of_embed(read_input(name))
    except FieldError as error:
        message = f"--html: {error}"
        raise CommandError(message) from None


def _reference(url: str | None, embedded: Post) -> Reference:
    try:
        reference = parse_reference(url) if url else embedded.reference
    except FieldError as error:
        message = f"URL: {error}"
        raise CommandError(message) from None
    if reference is None:
        message = "it takes the post's address, or --html with code that names it"
        raise CommandError(message)
    if embedded.reference not in (None, reference):
        message = f"the embed code is of another post than {reference.url}"
        raise CommandError(message)
    return reference


def _image(file: Path, alt: str) -> tuple[Media, bytes, str]:
    """Return an image for the store: its bytes and its suffix."""
    # Here, so that the help of the command needs none of it.
    from ..fetch.images import MAX_BYTES, image_of  # noqa: PLC0415
    from ..fetch.transport import FetchError  # noqa: PLC0415

    try:
        image = image_of(read_bytes(file, MAX_BYTES))
    except FetchError as error:
        message = f"{file}: {error}"
        raise CommandError(message) from None
    medium = Media(
        kind=MediaKind.IMAGE, width=image.width, height=image.height, alt=alt
    )
    return medium, image.data, image.suffix


# --- output -------------------------------------------------------------------


def _store(folder: Path | None) -> Store:
    # If the store is named, the site around it does not matter.
    return named_store(folder) if folder else store_of(documentation_of(), None)


def _mark(
    store: Store,
    reference: Reference,
    arguments: argparse.Namespace,
    console: Console,
) -> Exit:
    """Give a post another status, and change nothing else."""
    status = PostStatus(arguments.status)
    path = store.path_of(reference)
    try:
        stored = store.read(reference)
        if stored is None and status is PostStatus.OK:
            raise CommandError(_NOTHING)
        post = replace(stored or Post(reference=reference), status=status)
        if arguments.dry_run:
            _show(post, len(post.media), console)
            return Exit.OK
        with store.lock():
            store.write(post)
    except SnapshotError as error:
        message = f"{path}: {error}"
        raise CommandError(message, Exit.STORE) from None
    console.say(f"Stored {path}.")
    return Exit.OK


def _check_stored(store: Store, reference: Reference, *, may_replace: bool) -> bool:
    """Tell whether the file of a post that is stored can be read.

    :raises CommandError: it is there, and may not be replaced
    """
    path = store.path_of(reference)
    try:
        stored = store.read(reference)
    except SnapshotError as error:
        if may_replace:
            return False
        message = f"{path}: {error}; --replace stores the post anew"
        raise CommandError(message, Exit.STORE) from None
    if stored and not may_replace:
        message = f"{path} is there already; --replace writes over it"
        raise CommandError(message)
    return True


def _show(post: Post, images: int, console: Console) -> None:
    """Print the post that would be stored."""
    rows = {
        "status": post.status,
        "author": post.author.name,
        "handle": post.author.handle,
        "date": post.created_at.isoformat() if post.created_at else "",
        "language": post.lang,
        "images": images or "",
        "text": text_of(post.segments),
    }
    console.table(("post", post.reference.url if post.reference else ""), rows.items())
