"""A lock on a file. It ends with the process that has it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..model.errors import StoreLockedError

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock the file *path*, and delete it afterwards.

    If the process is killed, the system ends the lock, and the file that is left locks
    nothing. Raises :class:`StoreLockedError`.
    """
    descriptor = _opened(path)
    try:
        yield
    finally:
        # On Windows, a file that is open cannot be deleted: it stays, and is free.
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _opened(path: Path) -> int:
    descriptor = os.open(path, _FLAGS, 0o666)
    try:
        _take(descriptor)
        # The holder of the lock may have deleted the file between the two calls.
        if os.path.samestat(os.fstat(descriptor), path.stat()):
            return descriptor
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    raise StoreLockedError(
        f"another command is writing to {path.parent}; wait until it has ended"
    )
