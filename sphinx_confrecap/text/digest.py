"""Digests: short forms of long values, to tell whether they changed."""

from __future__ import annotations

import hashlib


def digest_of(value: object) -> str:
    """Return 32 hexadecimal digits that depend only on the ``repr`` of *value*.

    Values are our frozen dataclasses, texts, numbers, and tuples of them: their
    ``repr`` is the same in each process.
    """
    text = repr(value).encode("utf-8", "replace")
    return hashlib.blake2b(text, digest_size=16).hexdigest()
