"""Which posts to fetch, and how one after the other comes into the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ..model.errors import (
    FieldError,
    PayloadError,
    SnapshotError,
    TombstoneError,
)
from ..model.posts import Media, Post, PostStatus, Reference
from ..posts.platform import Answer, Get
from ..posts.platforms import ADAPTERS
from ..posts.store import Store
from ..source.documents import Quoted
from .images import Images, is_complete
from .retry import RetryingClient
from .transport import FetchError, Network


class Result(StrEnum):
    """The result for a post."""

    STORED = "stored"
    UPDATED = "updated"
    INCOMPLETE = "incomplete"
    DELETED = "deleted"
    PROTECTED = "protected"
    RESTRICTED = "restricted"
    FAILED = "failed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result for one post, with the reason for the user."""

    reference: Reference
    result: Result
    note: str = ""


class Fetcher:
    """Fetches posts one after the other into a store that is locked."""

    def __init__(self, store: Store, network: Network) -> None:
        self._store = store
        self._network = network
        self._client = RetryingClient(network)

    def fetch(self, reference: Reference) -> Outcome:
        """Store a post, or note in its snapshot that it is gone.

        An error of the network, or of a snapshot, is an outcome. Raises OSError if
        the store cannot be written.
        """
        try:
            return self._fetch(reference, self._store.read(reference))
        except (SnapshotError, FieldError) as error:
            result, note = Result.UNREADABLE, str(error)
        except FetchError as error:
            result, note = Result.FAILED, str(error)
        return Outcome(reference=reference, result=result, note=note)

    def _fetch(self, reference: Reference, before: Post | None) -> Outcome:
        now = self._network.now()
        try:
            answer = ask(reference, self._client.get)
        except TombstoneError as error:
            self._store.write(
                Post(reference=reference, status=error.status, fetched_at=now)
            )
            return Outcome(reference=reference, result=Result(error.status))
        hosts = ADAPTERS[reference.platform].media_hosts(answer.post)
        images = Images(self._store, self._client, hosts, before)
        post = images.added_to(_best(answer, before))
        self._store.write(replace(post, fetched_at=now))
        return Outcome(
            reference=reference,
            result=_result(post, before, images.failures),
            note="; ".join(images.failures),
        )


def ask(reference: Reference, get: Get) -> Answer:
    """Ask the platform for a post; return it under the reference in documents.

    Raises :class:`TombstoneError` if the platform says that it does not show it, and
    :class:`FetchError` if its answer cannot be used.
    """
    adapter = ADAPTERS[reference.platform]
    try:
        answer = adapter.ask(reference, get)
    except PayloadError as error:
        raise FetchError(str(error)) from None
    found = answer.post.reference
    if found and found.id != reference.id:
        raise FetchError(f"the answer is another post, {found.key}")
    user = (found.user if found else "") or reference.user
    asked = adapter.reference_of(reference.id, reference.authority, user)
    return replace(answer, post=replace(answer.post, reference=asked))


def _best(answer: Answer, before: Post | None) -> Post:
    """Return the stored post, if the answer is known to lack some of it."""
    if before is None:
        return answer.post
    if answer.partial and before.segments:
        return replace(before, status=answer.post.status)
    return replace(answer.post, media=with_images(answer.post.media, before.media))


def with_images(
    media: tuple[Media, ...], before: tuple[Media, ...]
) -> tuple[Media, ...]:
    """Return *media*, with images stored by hand, and descriptions, that it lacks."""
    if not media:
        return tuple(item for item in before if not item.url)
    # One by one, only as many say the same.
    if len(media) != len(before):
        return media
    return tuple(
        replace(new, alt=new.alt or (old.alt if old.url in ("", new.url) else ""))
        for new, old in zip(media, before, strict=True)
    )


def _result(post: Post, before: Post | None, failures: Sequence[str]) -> Result:
    if failures:
        return Result.INCOMPLETE
    if post.status is not PostStatus.OK:
        return Result(post.status)
    return Result.UPDATED if before else Result.STORED


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
