"""Asks the platforms for posts."""

from __future__ import annotations

from dataclasses import replace

from ..model.errors import PayloadError
from ..model.posts import Post, Reference
from ..posts.platform import Adapter, Answer, Get
from ..posts.platforms import ADAPTERS
from .transport import FetchError


def ask(reference: Reference, get: Get) -> Answer:
    """Ask the platform for a post.

    Raises :class:`TombstoneError` if the platform says that
    it does not show it, and :class:`FetchError` if it says nothing that can be used.
    """
    adapter = ADAPTERS[reference.platform]
    try:
        answer = adapter.ask(reference, get)
    except PayloadError as error:
        raise FetchError(str(error)) from None
    return replace(answer, post=_as_asked(adapter, answer.post, reference))


def _as_asked(adapter: Adapter, post: Post, asked: Reference) -> Post:
    """Return *post* under the reference that documents use for it."""
    found = post.reference
    if found and found.id != asked.id:
        raise FetchError(f"the answer is another post, {found.key}")
    user = (found.user if found else "") or asked.user
    reference = adapter.reference_of(asked.id, asked.authority, user)
    return replace(post, reference=reference)
