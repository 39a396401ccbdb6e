"""Posts of all platforms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Platform(StrEnum):
    """The platform that published a post."""

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
    """The kind of a run of a post's text."""

    TEXT = "text"
    LINK = "link"
    MENTION = "mention"
    TAG = "tag"


class MediaKind(StrEnum):
    """The kind of an attachment to a post."""

    IMAGE = "image"
    VIDEO = "video"
    GIF = "gif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Names one post. :func:`parse_reference` or a platform's adapter makes it.

    Two references to one post are equal, even if only one has a *user*.
    """

    platform: Platform
    id: str
    authority: str = ""
    """Mastodon's host, or Bluesky's handle or DID. X has none."""
    user: str = field(default="", compare=False)
    """Only makes the address readable."""
    url: str = field(default="", compare=False)
    """The canonical address."""

    @property
    def key(self) -> str:
        """The post's key, which is a path as well: ``x/20``."""
        # Windows allows no colon in the name of a file.
        parts = (self.platform, self.authority.replace(":", "-"), self.id)
        return "/".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of a post's text."""

    kind: SegmentKind
    text: str
    url: str = ""
    """Set for all kinds but ``TEXT``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """An image, or the still of a video."""

    kind: MediaKind
    url: str = ""
    """Where it came from."""
    file: str = ""
    """Its path in the store, ``media/<sha256>.<ext>``. Empty if it is not stored."""
    width: int = 0
    """In pixels; 0 if it is not known."""
    height: int = 0
    """In pixels; 0 if it is not known."""
    alt: str = ""


LONGEST_NAME = 640
"""The most characters of a stranger's name that are kept: Bluesky's limit, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The author of a post."""

    name: str = ""
    handle: str = ""
    """Without ``@`` in front: ``user``, ``user.bsky.social``, or ``user@host``."""
    url: str = ""
    avatar: str = ""
    """A file in the store, as in :class:`Media`."""
    avatar_url: str = ""

    def __post_init__(self) -> None:
        for field_ in ("name", "handle"):
            object.__setattr__(self, field_, getattr(self, field_)[:LONGEST_NAME])

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
    """A message on a social platform, as much of it as is known. Times are in UTC."""

    reference: Reference | None = None
    status: PostStatus = PostStatus.OK
    author: Account = Account()
    created_at: datetime | None = None
    lang: str = ""
    """A BCP 47 tag."""
    segments: tuple[Segment, ...] = ()
    media: tuple[Media, ...] = ()
    quoted: Post | None = None
    """The post inside this one. It holds no further posts."""
    parent: Post | None = None
    """The post that this one answers. It holds no further posts."""
    card: Card | None = None
    warning: str = ""
    """A warning that its author put before the text."""
    edited: bool = False
    fetched_at: datetime | None = None

    def all_media(self) -> Iterator[Media]:
        """Yield the media of this post and of the posts in it, with avatars."""
        for post in filter(None, (self, self.quoted, self.parent)):
            yield post.author.picture
            yield from post.media
