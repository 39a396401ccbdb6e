"""All platforms, and embed code of any of them."""

from __future__ import annotations

import re

from ..model.errors import FieldError
from ..model.posts import Platform, Post, Reference
from . import bluesky, mastodon, x
from .embed import Embed
from .platform import Adapter
from .segments import Links

ADAPTERS: dict[Platform, Adapter] = {
    Platform.X: x,
    Platform.MASTODON: mastodon,
    Platform.BLUESKY: bluesky,
}
_BY_CLASS = {
    name: adapter for adapter in ADAPTERS.values() for name in adapter.EMBED_CLASSES
}
_STARTS = re.compile(
    rf"<(?:blockquote|iframe)\s[^<>]*\b(?:{'|'.join(sorted(_BY_CLASS))})\b",
    re.IGNORECASE,
)


def links_of(reference: Reference) -> Links | None:
    """Return the targets of mentions and tags in a post."""
    return ADAPTERS[reference.platform].links_at(reference.authority)


def is_embed(text: str) -> bool:
    """Tell whether *text* is meant as embed code."""
    return text.lstrip().startswith("<") and bool(_STARTS.search(text))


def post_of_embed(html: str) -> Post:
    """Read a pasted post of any platform.

    Raises :class:`FieldError` if there is none.
    """
    embed = Embed(html, _BY_CLASS)
    if not embed.css_class:
        names = [adapter.NAME for adapter in ADAPTERS.values()]
        raise FieldError(
            f"the embed code has no post of {', '.join(names[:-1])} or {names[-1]}; "
            "copy it again"
        )
    return _BY_CLASS[embed.css_class].post_of_embed(embed)
