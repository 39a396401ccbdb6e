"""Errors that say what is wrong; callers add the place, and report them."""

from __future__ import annotations

from .posts import PostStatus


class InputError(Exception):
    """A file or folder that somebody named cannot be used.

    The message is for them: what is wrong, and what to do.
    """


class FieldError(ValueError):
    """A value that an author wrote cannot be used.

    The message is one sentence for the author: what is wrong, and what to write
    instead. Callers add the place. *usable* is the part of the value that is in
    order, of the type that the field has; ``None`` if there is no such part.
    """

    def __init__(self, message: str, usable: object = None) -> None:
        super().__init__(message)
        self.usable = usable


class PayloadError(ValueError):
    """A platform did not answer with a post; the message says what came instead."""


class TombstoneError(ValueError):
    """A platform answered that it does not show a post, or not to everybody."""

    def __init__(self, status: PostStatus) -> None:
        super().__init__(f"the post is {status}")
        self.status = status


class SnapshotError(ValueError):
    """The file of a stored post cannot be read.

    The message is one sentence: what is wrong with it, and what to do. Callers add
    the name of the file.
    """


class StoreLockedError(OSError):
    """Another command is writing to the store; the message says what to do."""
