"""The protocol of a platform, and code that platforms share."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol
from urllib.parse import SplitResult

from ..model.errors import PayloadError, TombstoneError
from ..model.posts import Account, Post, Reference
from .embed import Embed
from .segments import Links

GONE = (404, 410)
"""The statuses of HTTP that say that something is not there."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_POSTS = datetime(2006, 3, 21, tzinfo=UTC) - _EPOCH
_NO_POSTS_YET = datetime(2100, 1, 1, tzinfo=UTC) - _EPOCH


class Reply(Protocol):
    """A server's answer, whether it was a success or not."""

    @property
    def status(self) -> int:
        """The status of HTTP, such as 404."""

    def json(self) -> object:
        """Return the body as JSON; raises :class:`PayloadError`."""


Get = Callable[[str, Collection[str]], Reply]
"""Asks for an https address, and follows redirects only to some hosts.

Raises :class:`PayloadError` if nothing comes back.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A post as its platform gives it; *partial* if parts are known to be missing."""

    post: Post
    partial: bool = False


class LiveView(NamedTuple):
    """A platform's own view of a post, which a reader may load."""

    source: str
    """The address of a frame; for X, the number that its script asks for."""
    host: str
    """The host that is asked."""


class Adapter(Protocol):
    """A module for the posts of one platform.

    A new platform is such a module, a member of
    :class:`~sphinx_confrecap.model.posts.Platform`, which is its name in files and
    options, and a line in :data:`~sphinx_confrecap.posts.platforms.ADAPTERS`.
    """

    NAME: str
    """The name that readers know the platform by."""
    HOSTS: frozenset[str]
    """The hosts that belong to the platform; empty if it may be on any host."""
    EXAMPLE: str
    """The address of a post, for messages."""
    EMBED_CLASSES: frozenset[str]
    """The classes of its embed code, in lower case, that other platforms do not use."""
    SHORTCODES: frozenset[str]
    """Names that shortcodes of static sites have for its posts, in lower case."""

    # From the address of a post.

    def reference_at(self, parts: SplitResult) -> Reference | None:
        """Return the post at an address; ``None`` if it is not a post's here."""

    def reference_of(
        self, number: str, authority: str = "", user: str = ""
    ) -> Reference:
        """Return a reference with its canonical address; nothing is checked."""

    def date_of(self, reference: Reference) -> datetime | None:
        """Return the time of a post in UTC, from its id.

        ``None`` for numbers in order, as X had until 2010 and Mastodon until 2017.
        """

    def author_of(self, reference: Reference) -> Account:
        """Return the facts about the author in the address of a post."""

    # For posts in documents.

    def links_at(self, authority: str) -> Links | None:
        """Return the targets of mentions and tags in posts, or ``None``."""

    def post_of_embed(self, embed: Embed) -> Post:
        """Read embed code; raises :class:`FieldError` if it has no post."""

    def live_view(self, reference: Reference) -> LiveView | None:
        """Return the view that a reader may load; ``None`` if there is none."""

    # For requests over the network, by ``fetch/``.

    def ask(self, reference: Reference, get: Get) -> Answer:
        """Ask for a post.

        Raises :class:`TombstoneError` if the platform says that it does not show it,
        and :class:`PayloadError` if its answer cannot be used.
        """

    def media_hosts(self, post: Post) -> frozenset[str]:
        """Return the hosts that may be asked for the images of *post*."""


def moment_of(since: timedelta) -> datetime | None:
    """Return the time *since* after 1970, unless posts of that time cannot exist."""
    # Some programs give imported posts the ids of the time that they were written.
    if _FIRST_POSTS <= since < _NO_POSTS_YET:
        return _EPOCH + since
    return None


def payload_of(reply: Reply, host: str) -> object:
    """Return the JSON of a success; raises :class:`PayloadError`."""
    if reply.status != 200:
        raise PayloadError(f"{host} answered {reply.status}")
    return reply.json()


def part_of(read: Callable[[], Post]) -> Post | None:
    """Read a post inside another: only its status if it is hidden, or nothing."""
    try:
        return read()
    except TombstoneError as error:
        return Post(status=error.status)
    except PayloadError:
        return None


def with_parent(
    post: Post, reference: Reference | None, ask: Callable[[Reference], Post]
) -> Answer:
    """Ask for the post that *post* answers, if the platform only names it."""
    if reference is None:
        return Answer(post=post)
    try:
        # Posts nest one level deep.
        parent = replace(ask(reference), quoted=None)
    except TombstoneError as error:
        parent = Post(reference=reference, status=error.status)
    except PayloadError:
        return Answer(post=post, partial=True)
    return Answer(post=replace(post, parent=parent))
