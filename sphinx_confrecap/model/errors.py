"""Errors with messages for people. Callers add the place, and report them."""

from __future__ import annotations

from .posts import PostStatus


class InputError(Exception):
    """A file or folder that somebody named cannot be used.

    The message tells that person the problem, and how to solve it.
    """


class FieldError(ValueError):
    """A value that an author wrote cannot be used.

    The message is one sentence for the author: the problem, and the right spelling.
    Callers add the place. *usable* is the usable part of the value, in the type of the
    field; ``None`` if there is no such part.
    """

    def __init__(self, message: str, usable: object = None) -> None:
        super().__init__(message)
        self.usable = usable


class PayloadError(ValueError):
    """A platform did not answer with a post. The message names the answer."""


class TombstoneError(ValueError):
    """A platform answered that it does not show a post, or not to everybody."""

    def __init__(self, status: PostStatus) -> None:
        super().__init__(f"the post is {status}")
        self.status = status


class SnapshotError(ValueError):
    """The file of a stored post cannot be read.

    The message is one sentence: the problem, and its solution. Callers add the name of
    the file.
    """


class StoreLockedError(OSError):
    """Another command is writing to the store. The message says how to go on."""
