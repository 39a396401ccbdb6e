"""The files in an archive of X's data: a zip file, a folder, or one file of it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..model.errors import InputError, PayloadError
from ..model.posts import Account, Post, Reference
from ..text.files import is_file
from .archive_posts import account_of_archive, posts_of_archive

MAX_TEXT = 256 * 2**20
"""The largest file of posts that is read, in bytes; X begins another before that."""

_POSTS = re.compile(r"(?P<folder>(?:.*/)?)tweets?(?:-part\d+)?\.js")
# The second is the name before 2022.
_MEDIA = ("tweets_media", "tweet_media")

File = Path | zipfile.Path


class Archive:
    """The *files* of posts in an archive, and what is with them in their *folder*."""

    def __init__(self, folder: File, files: list[File]) -> None:
        self._folder = folder
        self._files = files

    def posts(self) -> dict[Reference, Post]:
        """Return all posts; raises :class:`InputError`."""
        posts: list[Post] = []
        file = self._folder / "account.js"
        try:
            text = _text(file)
            account = account_of_archive(text) if text else Account()
            for file in self._files:
                posts += posts_of_archive(_text(file), account)
        except PayloadError as error:
            raise InputError(f"{file}: {error}") from None
        return {post.reference: post for post in posts if post.reference}

    def image(self, name: str, limit: int) -> bytes:
        """Return an image, nothing without one; raises :class:`InputError`."""
        for file in (self._folder / folder / name for folder in _MEDIA):
            # A link may lead to any image.
            is_link = isinstance(file, Path) and file.is_symlink()
            if not is_link and (data := _read(file, limit)):
                return data
        return b""


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive, which is read in place.

    :raises InputError: it is not an archive, or cannot be read
    """
    if path.is_dir():
        names = (file.relative_to(path).as_posix() for file in path.rglob("*.js"))
        yield _archive(path, path, names)
    elif not is_file(path):
        raise InputError(f"{path}: there is no such file")
    elif not zipfile.is_zipfile(path):
        yield Archive(path.parent, [path])
    else:
        try:
            packed = zipfile.ZipFile(path)
        except Exception as error:  # noqa: BLE001, as in _read
            message = f"the zip file is damaged, {error}; download it again"
            raise InputError(f"{path}: {message}") from None
        with packed:
            yield _archive(path, zipfile.Path(packed), packed.namelist())


def _archive(path: Path, root: File, names: Iterable[str]) -> Archive:
    """Find the folder ``data``, at any place, by the posts in it."""
    found = [posts for name in sorted(names) if (posts := _POSTS.fullmatch(name))]
    if not found:
        raise InputError(f"{path}: it holds no tweets.js; is it an archive of X?")
    folder = min((posts["folder"] for posts in found), key=len)
    files = [root / posts[0] for posts in found if posts["folder"] == folder]
    return Archive(root / folder, files)


def _text(file: File) -> str:
    return _read(file, MAX_TEXT).decode("utf-8-sig", errors="replace")


def _read(file: File, limit: int) -> bytes:
    """Return the contents of a file, nothing without one."""
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as stream:
            # The size that a zip file states may be false.
            data = stream.read(limit + 1)
    except Exception as error:  # noqa: BLE001, zipfile does not expect damages
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{file}: it cannot be read, {why}") from None
    if len(data) > limit:
        message = f"it is too large, with more than {limit >> 20} MiB"
        raise InputError(f"{file}: {message}")
    return data
