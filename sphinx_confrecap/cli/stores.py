"""Which documents and which store of posts a command looks after."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..posts.store import Store
from ..source.documents import Documentation
from .exits import CommandError


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name documents."""
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
        help="where posts are kept; by default what conf.py says in "
        "confrecap_posts_folder, or _posts beside it",
    )


def named_store(folder: Path) -> Store:
    """Return the store in the folder that the command line names.

    :raises CommandError: it is a file
    """
    if folder.exists() and not folder.is_dir():
        message = f"--store: {folder} is no folder"
        raise CommandError(message)
    return Store(folder)


def store_of(documentation: Documentation, folder: Path | None) -> Store:
    """Return the store in *folder*, if the command line names one, or the site's.

    :raises CommandError: *folder* is a file, or there is no ``conf.py``
    """
    if folder:
        return named_store(folder)
    if not documentation.has_conf:
        message = (
            f"there is no conf.py in {documentation.folder}, or around it; run this "
            "where your documentation lies, or name a folder for posts with --store"
        )
        raise CommandError(message)
    return Store(documentation.store)
