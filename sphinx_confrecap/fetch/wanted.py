"""Which posts to fetch: posts missing from the store, or stored long ago."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ..model.errors import FieldError, SnapshotError
from ..model.posts import PostStatus, Reference
from ..posts.store import Store
from ..source.documents import Quoted
from .media import is_complete


def wanted_of(
    quoted: Iterable[Quoted], store: Store, oldest: datetime | None
) -> list[Reference]:
    """Return the posts to ask for, each once, in the order of the documents.

    A post whose text is in a document needs no snapshot; if it has one, that is
    refreshed. A role only links to a post.
    """
    needed: dict[Reference, bool] = {}
    for item in quoted:
        if item.block:
            known = needed.get(item.reference, False)
            needed[item.reference] = known or not item.has_text
    return [
        reference
        for reference in needed
        if _is_wanted(reference, store, oldest, needed=needed[reference])
    ]


def _is_wanted(
    reference: Reference, store: Store, oldest: datetime | None, *, needed: bool
) -> bool:
    try:
        post = store.read(reference)
    except (SnapshotError, FieldError):
        # Fetching it reports the problem.
        return True
    if post is None:
        return needed
    if oldest is not None and (post.fetched_at is None or post.fetched_at <= oldest):
        return True
    return post.status is PostStatus.OK and not is_complete(post)
