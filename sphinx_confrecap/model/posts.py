"""What a post is, whatever its platform."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Platform(StrEnum):
    """Where a post was published."""

    X = "x"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"


class PostStatus(StrEnum):
    """Whether the platform still shows a post to everybody."""

    OK = "ok"
    DELETED = "deleted"
    PROTECTED = "protected"
    """Its account shows it to followers only."""
    RESTRICTED = "restricted"
    """The platform shows it to some readers only: by age, country or log-in."""


class SegmentKind(StrEnum):
    """What a run of a post's text is."""

    TEXT = "text"
    LINK = "link"
    MENTION = "mention"
    TAG = "tag"


class MediaKind(StrEnum):
    """What a post shows beside its text."""

    IMAGE = "image"
    VIDEO = "video"
    GIF = "gif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Which post: made by :func:`parse_reference`, or by the platform's adapter.

    *authority* is Mastodon's host, or Bluesky's handle or DID; X has none. *url* is
    the canonical address. *user* only makes that readable: two references to one post
    are equal whether they name it or not.
    """

    platform: Platform
    id: str
    authority: str = ""
    user: str = field(default="", compare=False)
    url: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """The post's key, which is a path as well: ``x/20``."""
        # Windows allows no colon in the name of a file.
        parts = (self.platform, self.authority.replace(":", "-"), self.id)
        return "/".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of a post's text; *url* is set for all kinds but ``TEXT``."""

    kind: SegmentKind
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """An image, or the still of a video.

    *url* is where it came from, *file* where it lies in the store, as
    ``media/<sha256>.<ext>``; empty if it was not stored. Sizes are in pixels, 0 if
    they are not known.
    """

    kind: MediaKind
    url: str = ""
    file: str = ""
    width: int = 0
    height: int = 0
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who wrote a post.

    *handle* has no ``@`` in front: ``user``, ``user@host`` for Mastodon,
    ``user.bsky.social``. *avatar* is a file in the store, as in :class:`Media`.
    """

    name: str = ""
    handle: str = ""
    url: str = ""
    avatar: str = ""
    avatar_url: str = ""

    @property
    def picture(self) -> Media:
        """The avatar, as an image among others."""
        return Media(kind=MediaKind.IMAGE, url=self.avatar_url, file=self.avatar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The preview of a link below a post."""

    url: str
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message on a social platform, as much of it as is known.

    Times are in UTC. *lang* is a BCP 47 tag. *quoted* is the post inside of this
    one, *parent* the post that it answers; neither holds further posts. *warning* is
    what its author set before the text.
    """

    reference: Reference | None = None
    status: PostStatus = PostStatus.OK
    author: Account = Account()
    created_at: datetime | None = None
    lang: str = ""
    segments: tuple[Segment, ...] = ()
    media: tuple[Media, ...] = ()
    quoted: Post | None = None
    parent: Post | None = None
    card: Card | None = None
    warning: str = ""
    edited: bool = False
    fetched_at: datetime | None = None

    def all_media(self) -> Iterator[Media]:
        """Yield the media of this post and of those in it, avatars among them."""
        for post in filter(None, (self, self.quoted, self.parent)):
            yield post.author.picture
            yield from post.media
