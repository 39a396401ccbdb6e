"""Store images of a post by hand, or mark it as gone, without a network.

What is already stored of the post stays: images are added, and a status changes
nothing else. Write the text of a post into the block that quotes it.

  confrecap posts add https://x.com/user/status/20 --image slide.png --alt "A slide"
  confrecap posts add https://x.com/user/status/20 --status deleted
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.errors import FieldError, InputError, SnapshotError
from ..model.posts import Media, MediaKind, Post, PostStatus
from ..posts.reference import parse_reference
from ..posts.store import Store
from ..source.files import read_bytes
from .console import Console
from .exits import Exit
from .stores import add_store, store_of

if TYPE_CHECKING:
    from ..fetch.images import Image


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("url", metavar="URL", help="the address of the post")
    parser.add_argument(
        "--status",
        choices=[str(status) for status in PostStatus],
        help="whether its platform still shows it: ok, deleted, protected (only "
        "followers see it) or restricted (only some readers see it)",
    )
    parser.add_argument(
        "--image",
        dest="images",
        action="append",
        type=Path,
        metavar="FILE",
        default=[],
        help="an image of the post (PNG, JPEG, GIF, WebP); can be given several times",
    )
    parser.add_argument(
        "--alt",
        dest="images",
        action="append",
        metavar="TEXT",
        help="describes the --image before it, for readers who cannot see it",
    )
    add_store(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Add images to a post, or change its status."""
    try:
        reference = parse_reference(arguments.url)
    except FieldError as error:
        raise InputError(f"URL: {error}") from None
    described = _described(arguments.images)
    images = [(_read(file), alt) for file, alt in described.items()]
    store = store_of(arguments.store)
    path = store.path_of(reference)
    try:
        post = store.read(reference)
        marked = arguments.status and (post or arguments.status != PostStatus.OK)
        if not (images or marked):
            raise InputError("there is nothing to store; give --image or --status")
        post = post or Post(reference=reference)
        status = PostStatus(arguments.status or post.status)
        with store.lock():
            added = [_stored(image, alt, store) for image, alt in images]
            media = tuple(_joined(post.media, added))
            store.write(replace(post, status=status, media=media))
    except SnapshotError as error:
        console.warn(f"confrecap: {path}: {error}")
        return Exit.STORE
    console.say(f"Stored {path}.")
    return Exit.OK


def _described(given: Iterable[Path | str]) -> dict[Path, str]:
    """Return files with their descriptions, from files and descriptions in order."""
    images: dict[Path, str] = {}
    for item in given:
        if isinstance(item, Path):
            images[item] = ""
            continue
        if not images:
            raise InputError("--alt describes the --image before it; there is none")
        file = list(images)[-1]
        if images[file]:
            raise InputError(f"--alt: {file} already has one, {images[file]!r}")
        images[file] = item
    return images


def _read(file: Path) -> Image:
    # Here, because the help of the command does not need them.
    from ..fetch.images import MAX_BYTES, image_of  # noqa: PLC0415
    from ..fetch.transport import FetchError  # noqa: PLC0415

    try:
        return image_of(read_bytes(file, MAX_BYTES))
    except FetchError as error:
        raise InputError(f"{file}: {error}") from None


def _stored(image: Image, alt: str, store: Store) -> Media:
    return Media(
        kind=MediaKind.IMAGE,
        file=store.add_media(image.data, image.suffix),
        width=image.width,
        height=image.height,
        alt=alt,
    )


def _joined(old: Iterable[Media], added: Iterable[Media]) -> Iterator[Media]:
    """Yield old and added images; an old one that was added gets its description."""
    new = {item.file: item for item in added}
    for item in old:
        alt = new.pop(item.file, item).alt
        yield replace(item, alt=alt or item.alt)
    yield from new.values()
