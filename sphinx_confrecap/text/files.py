"""Checks of paths, files that are written as a whole, and merge conflicts."""

from __future__ import annotations

import os
import re
import secrets
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


def is_file_in(folder: Path, path: Path) -> bool:
    """Tell whether *path* is a file below *folder*."""
    try:
        return lies_in(folder, path) and path.is_file()
    except OSError:  # a name that is too long
        return False


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place as a whole, or not at all, with the mode of an older one.

    Raises :class:`OSError`.
    """
    temporary = path.with_name(TEMPORARY.replace("*", secrets.token_hex(8)))
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


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
