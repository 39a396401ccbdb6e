"""From the address of a post to its reference."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import SplitResult

from ..model.errors import FieldError
from ..model.posts import Reference
from ..text.keys import key_of
from ..text.urls import host_of
from . import x
from .address import NUMBER, is_web, shortened, split_address
from .platforms import ADAPTERS

_BARE = re.compile(NUMBER)


def parse_reference(text: str) -> Reference:
    """Read the address of a post on X, Mastodon or Bluesky, or the number of X's.

    Raises :class:`FieldError` for any other text.
    """
    text = text.strip()
    if match := _BARE.fullmatch(text):
        return x.reference_of(match["id"])
    if reference := _of_address(split_address(text)):
        return reference
    *others, last = (adapter.EXAMPLE for adapter in ADAPTERS.values())
    raise FieldError(
        f"{shortened(text)!r} is not the address of a post; write one as "
        f"{', '.join(others)} or {last}"
    )


def find_reference(text: str) -> Reference | None:
    """Return what :func:`parse_reference` returns; ``None`` for any other text."""
    with suppress(FieldError):
        return parse_reference(text)
    return None


def lies_at_platform(address: str) -> bool:
    """Tell whether an address is one of X or Bluesky; Mastodon may be at any host."""
    try:
        host = split_address(address.strip()).netloc.lower()
    except FieldError:
        return False
    return any(host in adapter.HOSTS for adapter in ADAPTERS.values())


def _of_address(parts: SplitResult) -> Reference | None:
    # The host part must be only a host: no credentials and no port.
    host = parts.netloc.lower()
    adapters = list(ADAPTERS.values())
    if is_web(parts):
        adapters = [a for a in adapters if host in a.HOSTS] or adapters
    found = (adapter.reference_at(parts) for adapter in adapters)
    return next(filter(None, found), None)


def address_of(url: str) -> str:
    """Return the key of a post by its address; empty if it is not an address."""
    if reference := find_reference(url):
        return reference.key
    return f"web/{key_of(url)}" if host_of(url) else ""
