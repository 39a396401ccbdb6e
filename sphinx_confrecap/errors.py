"""Errors that the pure floor raises for its callers to report."""

from __future__ import annotations


class FieldError(ValueError):
    """A value that an author wrote cannot be used.

    The message is one sentence for the author: what is wrong, and what to write
    instead. Callers add the place. *usable* is the part of the value that is in
    order, of the type that the field has; ``None`` if there is no such part.
    """

    def __init__(self, message: str, usable: object = None) -> None:
        super().__init__(message)
        self.usable = usable
