"""Images of posts: checked, and put into the store."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import imagesize  # type: ignore[import-untyped, unused-ignore]

from ..model.posts import Media, Post
from ..posts.store import Store
from .retry import RetryingClient
from .transport import FetchError

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_IMAGES = 24
"""Images of one post, of the posts in it, and avatars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image as it came; *suffix* is as ``.png``, sizes are in pixels."""

    data: bytes
    suffix: str
    width: int
    height: int


def image_of(data: bytes) -> Image:
    """Read the format and the size of an image from its bytes.

    Raises :class:`FetchError` if it is not a whole PNG, JPEG, GIF or WebP of a size
    that a browser can show. SVG is refused, because it can contain scripts.
    """
    suffix = _suffix_of(data)
    if not suffix:
        raise FetchError("it is not a PNG, JPEG, GIF or WebP")
    try:
        width, height = imagesize.get(io.BytesIO(data))
    except Exception:  # noqa: BLE001, its parsers do not expect such data
        width = height = 0
    if width <= 0 or height <= 0:
        raise FetchError("the image has no size; it may be damaged")
    if width * height > MAX_PIXELS:
        raise FetchError(f"the image has {width} × {height} pixels")
    return Image(data=data, suffix=suffix, width=width, height=height)


def _suffix_of(data: bytes) -> str:
    """Return the suffix of a format, if its first and its last bytes are there."""
    match data[:4]:
        case b"\x89PNG" if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return ".png" if b"IEND" in data else ""
        case b"GIF8" if data[4:6] in (b"7a", b"9a"):
            return ".gif" if data.rstrip(b"\0").endswith(b";") else ""
        case b"RIFF" if data[8:12] == b"WEBP":
            # The length in the header does not count itself and the bytes before.
            announced = int.from_bytes(data[4:8], "little") + 8
            return ".webp" if announced <= len(data) else ""
    # Cameras add bytes after the end of a JPEG.
    if data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data:
        return ".jpg"
    return ""


class Images:
    """The images of one post. *failures* says which are missing, and why.

    Images of *before*, the stored post, are not fetched again. Only *hosts* are asked.
    """

    def __init__(
        self,
        store: Store,
        client: RetryingClient,
        hosts: frozenset[str],
        before: Post | None,
    ) -> None:
        self.failures: list[str] = []
        self._store = store
        self._client = client
        self._hosts = hosts
        self._known = {
            media.url: media
            for media in (before.all_media() if before else ())
            if media.file and store.media_path(media.file)
        }
        self._asked = 0

    def added_to(self, post: Post) -> Post:
        """Return *post* with the files of its images."""
        return replace(
            post,
            author=replace(
                post.author, avatar=self._with_file(post.author.picture).file
            ),
            media=tuple(map(self._with_file, post.media)),
            quoted=post.quoted and self.added_to(post.quoted),
            parent=post.parent and self.added_to(post.parent),
        )

    def _with_file(self, media: Media) -> Media:
        if not media.url:
            return media
        try:
            found = self._known.get(media.url) or self._fetched(media)
        except FetchError as error:
            name = media.url.partition("?")[0].rpartition("/")[2]
            self.failures.append(f"image {name}: {error}")
            return media
        self._known[media.url] = found
        return replace(media, file=found.file, width=found.width, height=found.height)

    def _fetched(self, media: Media) -> Media:
        self._asked += 1
        if self._asked > MAX_IMAGES:
            raise FetchError(f"left out, the post has more than {MAX_IMAGES}")
        response = self._client.get(media.url, self._hosts, limit=MAX_BYTES)
        if response.status != 200:
            raise FetchError(f"its server answered {response.status}")
        image = image_of(response.body)
        file = self._store.add_media(image.data, image.suffix)
        return replace(media, file=file, width=image.width, height=image.height)


def is_complete(post: Post) -> bool:
    """Tell whether all images of *post* are stored, as far as they have addresses."""
    return all(media.file for media in post.all_media() if media.url)
