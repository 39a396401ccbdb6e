"""The files in an archive of X's data: a zip file, a folder, or one file of it."""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..model.errors import InputError
from ..source.files import read_bytes

MAX_TEXT = 256 * 2**20
"""The largest file of posts that is read, in bytes; X begins another before that."""

_POSTS = re.compile(r"tweets?(?:-part\d+)?\.js\Z")
_ACCOUNT = "account.js"
# The second is the name before 2022.
_MEDIA = ("tweets_media", "tweet_media")

# Encrypted files, and ways to pack that Python does not know, are RuntimeErrors.
_UNREADABLE = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)

Read = Callable[[str, int], bytes]
"""Returns the contents of a file of the archive, up to a number of bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFiles:
    """The posts in an archive. It is read in place, without unpacking."""

    read: Read
    posts: list[str]
    account: str = ""
    media: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return the text of a file of posts, or of the file that names the account."""
        return self.read(name, MAX_TEXT).decode("utf-8-sig", errors="replace")


@contextmanager
def opened(path: Path) -> Iterator[ArchiveFiles]:
    """Open an archive.

    :raises InputError: it is not an archive, or cannot be read
    """
    if path.is_dir():
        yield _found(path, _names_below(path), _reader_of_folder(path))
    elif path.is_file() and zipfile.is_zipfile(path):
        with _opened_zip(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            yield _found(path, names, _reader_of_zip(path, archive))
    else:
        folder = path.parent
        names = [name for near in ("", *_MEDIA) for name in _names_in(folder, near)]
        read = _reader_of_folder(folder)
        yield _with_neighbours(names, [path.name], PurePosixPath(), read)


def _found(path: Path, names: list[str], read: Read) -> ArchiveFiles:
    """Find the folder ``data``, at any place, by the posts in it."""
    posts = [name for name in names if _POSTS.match(PurePosixPath(name).name)]
    folders = {PurePosixPath(name).parent for name in posts}
    if not folders:
        message = f"{path}: it holds no tweets.js; is it an archive of X?"
        raise InputError(message)
    folder = min(folders, key=lambda folder: (len(folder.parts), folder))
    posts = sorted(name for name in posts if PurePosixPath(name).parent == folder)
    return _with_neighbours(names, posts, folder, read)


def _with_neighbours(
    names: list[str], posts: list[str], folder: PurePosixPath, read: Read
) -> ArchiveFiles:
    """Return posts with the files beside them that belong to them."""
    account = str(folder / _ACCOUNT)
    folders = [folder / name for name in _MEDIA]
    media = {
        path.name: name
        for name in names
        if (path := PurePosixPath(name)).parent in folders
    }
    return ArchiveFiles(
        read=read,
        posts=posts,
        account=account if account in names else "",
        media=media,
    )


def _names_below(folder: Path) -> list[str]:
    """Return all files below a folder."""
    return [
        found
        for name, _, _ in os.walk(folder)
        for found in _names_in(folder, Path(name).relative_to(folder).as_posix())
    ]


def _names_in(folder: Path, name: str) -> list[str]:
    """Return the files in a folder below another; links are not followed."""
    with suppress(OSError):
        return sorted(
            path.relative_to(folder).as_posix()
            for path in (folder / name).iterdir()
            if path.is_file() and not path.is_symlink()
        )
    return []


def _reader_of_folder(folder: Path) -> Read:
    return lambda name, limit: read_bytes(folder / name, limit)


@contextmanager
def _opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except zipfile.BadZipFile as error:
        message = f"{path}: the zip file is damaged, {error}; download it again"
        raise InputError(message) from None


def _reader_of_zip(path: Path, archive: zipfile.ZipFile) -> Read:
    def read(name: str, limit: int) -> bytes:
        try:
            with archive.open(name) as file:
                # The size that the zip file states may be false.
                data = file.read(limit + 1)
        except (
            OSError,
            EOFError,
            RuntimeError,
            zipfile.BadZipFile,
            zlib.error,
        ) as error:
            message = f"{path}: {name} cannot be read, {error}"
            raise InputError(message) from None
        if len(data) > limit:
            message = f"{path}: {name} is larger than {limit // 2**20} MiB"
            raise InputError(message)
        return data

    return read
