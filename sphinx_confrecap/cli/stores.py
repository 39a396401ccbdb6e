"""The store of posts that a command writes to, and the documents that it reads."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..model.errors import InputError
from ..posts.store import Store
from ..source.documents import Documentation, documentation_of


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Add the paths of the documents to read."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        default=[],
        type=Path,
        help="documents, or folders of them; by default the whole documentation",
    )


def add_store(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the store."""
    parser.add_argument(
        "--store",
        type=Path,
        metavar="FOLDER",
        help="the folder of the stored posts; by default confrecap_posts_folder in "
        "conf.py, or _posts beside it",
    )


def store_of(folder: Path | None, documentation: Documentation | None = None) -> Store:
    """Return the store in *folder*, or else that of the site.

    The site is the one around the working folder, unless *documentation* is given.

    :raises InputError: *folder* is a file, or there is no ``conf.py``
    """
    if folder:
        if folder.exists() and not folder.is_dir():
            raise InputError(f"--store: {folder} is not a folder")
        return Store(folder)
    documentation = documentation or documentation_of()
    if not documentation.has_conf:
        raise InputError(
            f"there is no conf.py in {documentation.folder}, or around it; run this "
            "in your documentation, or name a folder for posts with --store"
        )
    return Store(documentation.store)
