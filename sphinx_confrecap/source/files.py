"""Reads files that the command line names."""

from __future__ import annotations

from pathlib import Path

from ..model.errors import InputError
from ..text.files import read_whole

_MEBIBYTE = 2**20


def read_bytes(file: Path, limit: int) -> bytes:
    """Return the contents of a file, up to *limit* bytes.

    :raises InputError: it is not a file, is too large, or cannot be read
    """
    try:
        return read_whole(file, limit)
    except FileNotFoundError:
        message = "there is no such file"
    except OSError as error:
        message = error.strerror or str(error)
    raise InputError(f"{file}: {message}")


def read_text(file: Path) -> str:
    """Return the text of a file, with its ends of lines as they are.

    :raises InputError: as :func:`read_bytes`, or it is not in UTF-8
    """
    data = read_bytes(file, 16 * _MEBIBYTE)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: it is not UTF-8 (byte {error.start + 1})") from None
