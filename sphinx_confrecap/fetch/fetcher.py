"""Brings one post after the other into the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ..model.errors import FieldError, SnapshotError, TombstoneError
from ..model.posts import Media, Post, PostStatus, Reference
from ..posts.platform import Answer
from ..posts.platforms import ADAPTERS
from ..posts.store import Store
from .clients import ask
from .media import Images
from .retry import RetryingClient
from .transport import Client, FetchError, Network

AGENT = "sphinx-confrecap (keeps posts that a documentation quotes)"


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
        self._client = RetryingClient(Client(network, AGENT))

    def fetch(self, reference: Reference) -> Outcome:
        """Store a post, or note in its snapshot that it is gone.

        An error of the network, or of a snapshot, is an outcome. Raises OSError if
        the store cannot be written.
        """
        try:
            before = self._store.read(reference)
            return self._fetch(reference, before)
        except (SnapshotError, FieldError) as error:
            return Outcome(
                reference=reference, result=Result.UNREADABLE, note=str(error)
            )
        except FetchError as error:
            return Outcome(reference=reference, result=Result.FAILED, note=str(error))

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


def _best(answer: Answer, before: Post | None) -> Post:
    """Return the stored post, if the answer is known to lack some of it.

    Images stored by hand, and descriptions, stay if the answer has none.
    """
    if before is None:
        return answer.post
    if answer.partial and before.segments:
        return replace(before, status=answer.post.status)
    return replace(answer.post, media=_with_images(answer.post.media, before.media))


def _with_images(
    media: tuple[Media, ...], before: tuple[Media, ...]
) -> tuple[Media, ...]:
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
