"""Checks of paths, files that are written as a whole, and merge conflicts."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path

TEMPORARY = ".confrecap-*.tmp"
"""The names of files that are not complete yet."""

_CONFLICT = re.compile(r"^(?:<{7}|>{7})", re.MULTILINE)


def lies_in(folder: Path, path: Path) -> bool:
    """Tell whether *path* is below *folder* once all links are followed."""
    try:
        real = path.resolve()
        # Since Python 3.13, links in a circle are left as they are.
        followed = not any(part.is_symlink() for part in (real, *real.parents))
        return followed and real.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        # A name that no file may have, or, before Python 3.13, links in a circle.
        return False


def is_file(path: Path) -> bool:
    """Tell whether there is a file that we can reach. Never raises."""
    try:
        return path.is_file()
    except OSError:  # a name that is too long, or a closed folder
        return False


def is_file_in(folder: Path, path: Path) -> bool:
    """Tell whether *path* is a file below *folder*."""
    return lies_in(folder, path) and is_file(path)


def read_whole(path: Path, limit: int, folder: Path | None = None) -> bytes:
    """Return the contents of a file, up to *limit* bytes, which lies in *folder*.

    Raises :class:`OSError`; its ``strerror`` tells the problem. A pipe is not a file:
    reading it would wait for ever.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except ValueError:  # a name that no file may have
        message = "there is no such file"
        raise FileNotFoundError(errno.ENOENT, message, str(path)) from None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is not a file", str(path))
        if found.st_size > limit:
            message = f"it is too large, with more than {limit >> 20} MiB"
            raise OSError(errno.EFBIG, message, str(path))
        if folder and not lies_in(folder, path):
            message = "a symbolic link leads out of its folder"
            raise OSError(errno.ELOOP, message, str(path))
        with os.fdopen(os.dup(descriptor), "rb") as file:
            return file.read(limit)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes, *, before: bytes | None = None) -> None:
    """Put a file in place as a whole, or not at all.

    It gets the mode of an older file. With the contents *before*, the older file is an
    author's: it must still hold them, and its owner and attributes are kept. Raises
    :class:`OSError`.
    """
    temporary = path.with_name(TEMPORARY.replace("*", secrets.token_hex(8)))
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            temporary.chmod(path.stat().st_mode)
        if before is not None:
            _become(temporary, path)
            same_size = path.stat().st_size == len(before)
            if not (same_size and read_whole(path, len(before)) == before):
                message = "somebody changed it meanwhile; run this again"
                raise OSError(errno.EBUSY, message, str(path))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _become(new: Path, old: Path) -> None:
    """Give *new* the owner and the attributes of *old*; raises :class:`OSError`."""
    status, own = old.stat(), new.stat()
    if status.st_nlink > 1:
        message = "it has other names (hard links), which would keep the old text"
        raise OSError(errno.EMLINK, message, str(old))
    if (status.st_uid, status.st_gid) != (own.st_uid, own.st_gid):
        os.chown(new, status.st_uid, status.st_gid)
        new.chmod(status.st_mode)  # a new owner may have cleared some of it
    has = _attributes(new)
    for name, value in _attributes(old).items():
        if has.get(name) != value:
            os.setxattr(new, name, value)


def _attributes(path: Path) -> dict[str, bytes]:
    """Return the extended attributes; none on a system without them."""
    # In Python, only Linux has the functions.
    with suppress(OSError, AttributeError):
        return {name: os.getxattr(path, name) for name in os.listxattr(path)}
    return {}


def _sync_folder(folder: Path) -> None:
    """Write the new name to the disk; Windows does not let us open a folder."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def line_of_conflict(text: str) -> int:
    """Return the line of the first mark of a merge conflict; 0 without one.

    No line of JSON, or of the YAML that we read, can begin like this.
    """
    mark = _CONFLICT.search(text)
    return text.count("\n", 0, mark.start()) + 1 if mark else 0
