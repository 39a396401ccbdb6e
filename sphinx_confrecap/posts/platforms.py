"""All platforms, and embed code of any of them."""

from __future__ import annotations

import re

from ..model.errors import FieldError
from ..model.posts import Platform, Post, Reference
from . import bluesky, mastodon, x
from .address import shortened
from .embed import Embed, words_beside
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
    """Return the post in embed code, as :func:`read_embed` does."""
    return read_embed(html)[0]


def read_embed(html: str) -> tuple[Post, str]:
    """Read a pasted post of any platform.

    Return it, and a message about words in the code that are not part of it; empty if
    there are none. Raises :class:`FieldError` if there is no post.
    """
    embed = Embed(html, _BY_CLASS)
    if not embed.css_class:
        names = [adapter.NAME for adapter in ADAPTERS.values()]
        raise FieldError(
            f"the embed code has no post of {', '.join(names[:-1])} or {names[-1]}; "
            "copy it again"
        )
    adapter = _BY_CLASS[embed.css_class]
    words = words_beside(embed, adapter.reference_at)
    message = (
        f"{shortened(words)!r} in the embed code is not part of the post; move it out"
    )
    return adapter.post_of_embed(embed), message if words else ""
