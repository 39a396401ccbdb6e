"""Addresses of posts, before their platform is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import SplitResult

from ..model.errors import FieldError
from ..model.posts import Reference
from ..text.urls import split_url

MAX_LENGTH = 2048
"""The longest address that is read, in characters."""

# A number of 63 bits has at most nineteen digits.
NUMBER = r"(?P<id>[1-9][0-9]{0,18})"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# A last label that begins with a letter cannot be part of an IP address.
HOST = rf"(?=.{{4,253}}\Z)(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?"

_SCHEME = re.compile(r"https?:[/\\]|[A-Za-z][A-Za-z0-9+.-]*://")

ReferenceAt: TypeAlias = Callable[[SplitResult], Reference | None]
"""Returns the post of one platform at an address, ``None`` if there is none."""


def split_address(text: str) -> SplitResult:
    """Split an address, with ``https`` if it has no scheme.

    Raises :class:`FieldError` if it cannot be one.
    """
    # urlsplit() leaves out tabs and line breaks, as browsers do.
    if len(text) > MAX_LENGTH or not text.isprintable() or " " in text:
        raise FieldError(
            f"{shortened(text)!r} is not an address: it is too long, or has white space"
        )
    # Our own way to say that a host is one of Mastodon's.
    if text[:9].lower() == "mastodon:":
        text = f"https://{text[9:]}"
    elif not (_SCHEME.match(text) or text.startswith(("/", "\\"))):
        text = f"https://{text}"
    parts = split_url(text)
    if not any(parts):
        raise FieldError(f"{shortened(text)!r} is not an address")
    return parts


def shortened(text: str) -> str:
    """Return a text, shortened for a message."""
    return text if len(text) <= 80 else f"{text[:79]}…"


def is_web(parts: SplitResult) -> bool:
    """Tell whether an address is one of http or https."""
    return parts.scheme in {"http", "https"}


def reference_in(text: str, reference_at: ReferenceAt) -> Reference | None:
    """Return the post of one platform at the address *text*, if there is one."""
    try:
        return reference_at(split_address(text.strip()))
    except FieldError:
        return None
