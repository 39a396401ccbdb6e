"""Which files are ours to read, to write and to remove."""

from __future__ import annotations

from pathlib import Path


def lies_in(folder: Path, path: Path) -> bool:
    """Tell whether *path* is below *folder* once all links are followed."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        # A name that no file may have, or, before Python 3.13, links in a circle.
        return False


def is_file_in(folder: Path, path: Path) -> bool:
    """Tell whether *path* is a file below *folder*."""
    try:
        return lies_in(folder, path) and path.is_file()
    except OSError:  # a name that is too long
        return False
