"""Which files are ours to read, to write and to remove."""

from __future__ import annotations

from pathlib import Path


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
