"""Puts the images of a post into the store."""

from __future__ import annotations

from dataclasses import replace

from ..model.posts import Account, Media, Post
from ..posts.store import Store
from .images import MAX_BYTES, image_of
from .retry import RetryingClient
from .transport import FetchError

MAX_IMAGES = 24
"""Images of one post, of the posts in it, and avatars."""


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
            author=self._with_avatar(post.author),
            media=tuple(map(self._with_file, post.media)),
            quoted=post.quoted and self.added_to(post.quoted),
            parent=post.parent and self.added_to(post.parent),
        )

    def _with_avatar(self, account: Account) -> Account:
        return replace(account, avatar=self._with_file(account.picture).file)

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
