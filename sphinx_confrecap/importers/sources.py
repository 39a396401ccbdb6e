"""Reads the files of a programme that a command line names."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from ..formats.schedules.document import MAX_BYTES, Document, document_of
from ..model.errors import InputError
from ..source.files import read_bytes

STANDARD_INPUT = "-"

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def documents_in(
    sources: Sequence[str], ask: Callable[[str], bytes] | None = None
) -> tuple[list[Document], str]:
    """Return the files of a programme, and a digest of all their bytes.

    *ask* gets what is at an address; without it, nothing asks the network.

    :raises InputError: a file cannot be read, or all are larger than 64 MiB
    """
    documents = []
    room = MAX_BYTES
    digest = sha256()
    for name, data in _files(sources, ask):
        room -= len(data)
        if room < 0:
            message = f"the files are larger than {MAX_BYTES >> 20} MiB"
            raise InputError(f"{name}: {message}")
        digest.update(data)
        documents.append(document_of(name, data))
    return documents, digest.hexdigest()


def _files(
    sources: Sequence[str], ask: Callable[[str], bytes] | None
) -> Iterator[tuple[str, bytes]]:
    for source in sources:
        if _ADDRESS.match(source):
            if ask is None:
                raise InputError(f"{source}: say --fetch to ask the network")
            yield source, ask(source)
            continue
        if source == STANDARD_INPUT:
            yield "standard input", sys.stdin.buffer.read(MAX_BYTES + 1)
            continue
        path = Path(source)
        for file in _in_folder(path) if path.is_dir() else [path]:
            yield str(file), read_bytes(file, MAX_BYTES)


def _in_folder(folder: Path) -> list[Path]:
    """Return the files of an archive of videos."""
    if (folder / "category.json").is_file():
        return [folder / "category.json", *sorted(folder.glob("videos/*.json"))]
    if (folder / "videos.yml").is_file():
        files = (folder / "event.yml", folder / "videos.yml")
        return [file for file in files if file.is_file()]
    raise InputError(
        f"{folder}: this folder is of no archive that is known, it has neither "
        "category.json (pyvideo) nor videos.yml (rubyevents); name the files in it"
    )
