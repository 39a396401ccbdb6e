"""The folder of stored posts: ``x/20.json``, and their images in ``media/``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..model.errors import FieldError, SnapshotError
from ..model.posts import Account, Media, Platform, Post, PostStatus, Reference
from ..model.rules import Problem, Rule
from ..text.files import TEMPORARY, is_file_in, lies_in, read_whole, write_whole
from . import snapshot
from .locks import locked
from .platforms import ADAPTERS
from .reference import find_reference, parse_reference

MAX_MEDIA = 64 * 1024 * 1024
"""The largest image that is read, in bytes; none that is fetched is so large."""

_FOLDED_DID = re.compile(r"did-(plc|web)-")


@dataclass(frozen=True, slots=True)
class Store:
    """Snapshots and images below the folder *root*, and nothing outside of it.

    Reading needs no lock. Writing needs :meth:`lock`.
    """

    root: Path

    def path_of(self, reference: Reference) -> Path:
        """Return the path of a post's snapshot, stored or not.

        Raises :class:`FieldError` for a reference that no address gives.
        """
        if parse_reference(reference.url) != reference:
            raise FieldError(f"{reference.url!r} is not the address of one post")
        return self.root / f"{reference.key}.json"

    def media_path(self, file: str) -> Path | None:
        """Return the path of ``media/<sha256>.<ext>``; ``None`` if there is no file."""
        path = self.root / file
        return path if is_file_in(self.root, path) else None

    def read(self, reference: Reference) -> Post | None:
        """Return a stored post, ``None`` without one; raises :class:`SnapshotError`."""
        path = self.path_of(reference)
        text = self._text(path)
        if text is None:
            return None
        post = snapshot.loads(text)
        if post.reference != reference:
            raise SnapshotError("it is another post than its name says")
        return post

    def write(self, post: Post) -> bool:
        """Store a post, and tell whether that changed its file.

        A stored post loses nothing: a tombstone changes only its status, and images
        that could not be fetched again stay.

        Raises :class:`SnapshotError` if the file is there and cannot be read, and
        ``OSError`` if it cannot be written.
        """
        if post.reference is None:
            raise FieldError("a post without an address cannot be stored")
        path = self.path_of(post.reference)
        before = self.read(post.reference)
        text = snapshot.dumps(_merged(before, post) if before else post)
        if before and self._text(path) == text:
            return False
        self._write(path, text.encode())
        return True

    def add_media(self, data: bytes, suffix: str) -> str:
        """Store an image under the digest of its bytes; return its path in the store.

        *suffix* is one of :data:`~sphinx_confrecap.posts.snapshot.MEDIA_SUFFIXES`.
        """
        ending = suffix.lower().removeprefix(".")
        if ending not in snapshot.MEDIA_SUFFIXES:
            raise FieldError(f"{suffix!r} is not an image that can be stored")
        file = f"media/{hashlib.sha256(data).hexdigest()}.{ending}"
        path = self.root / file
        if not (self.media_path(file) and path.read_bytes() == data):
            self._write(path, data)
        return file

    def media(self) -> list[Path]:
        """Return the images, sorted, and all other files beside them."""
        return sorted(self.root.glob("media/[!.]*"))

    def references(self) -> Iterator[Reference]:
        """Yield the references of all snapshots, sorted, readable or not."""
        for platform in ADAPTERS:
            # With an authority and without.
            for pattern in (f"{platform}/*.json", f"{platform}/*/*.json"):
                for path in sorted(self.root.glob(pattern)):
                    reference = _reference(path.relative_to(self.root))
                    if reference and path == self.root / f"{reference.key}.json":
                        yield reference

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other commands from writing; raises :class:`StoreLockedError`."""
        self.root.mkdir(parents=True, exist_ok=True)
        with locked(self.root / ".lock"):
            # Files of a command that was killed while it wrote.
            for path in self.root.rglob(TEMPORARY):
                path.unlink(missing_ok=True)
            yield

    def verify(self) -> Iterator[Problem]:
        """Yield problems with snapshots and images; nothing is changed."""
        for reference in self.references():
            for message in self._faults(reference):
                path = self.path_of(reference)
                yield Problem.in_file(path, Rule.DAMAGED, message)
        for path in self.media():
            if message := self._media_fault(path):
                yield Problem.in_file(path, Rule.DAMAGED, message)

    def _faults(self, reference: Reference) -> Iterator[str]:
        try:
            post = self.read(reference)
        except SnapshotError as error:
            yield str(error)
            return
        for file in files_of(post) if post else ():
            if not self.media_path(file):
                yield f"its image {file} is not there; fetch the post again"

    def _media_fault(self, path: Path) -> str:
        if not self.media_path(path.relative_to(self.root).as_posix()):
            return "it is not a file of the store"
        try:
            data = read_whole(path, MAX_MEDIA)
        except OSError as error:
            return f"it cannot be read: {error.strerror}"
        if hashlib.sha256(data).hexdigest() != path.stem:
            return "it was changed; restore it, or store its post again"
        return ""

    def _text(self, path: Path) -> str | None:
        """Return the contents of a file; ``None`` if there is no file."""
        try:
            data = read_whole(path, 4 * snapshot.MAX_LENGTH, self.root)
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except FileNotFoundError:
            self._check(path)
            return None
        except UnicodeDecodeError:
            raise SnapshotError("it is not in UTF-8; fetch the post again") from None
        except OSError as error:
            raise SnapshotError(f"it cannot be read: {error.strerror}") from None

    def _check(self, path: Path) -> None:
        """Refuse a path out of the store."""
        if not lies_in(self.root, path):
            with suppress(FileNotFoundError):
                path.stat()  # a closed folder is an error of the system
            raise SnapshotError("a symbolic link leads out of the store; delete it")

    def _write(self, path: Path, data: bytes) -> None:
        """Put a file in place as a whole, or not at all."""
        self._check(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)


def _reference(path: Path) -> Reference | None:
    """Return the post that a snapshot is of, by its path below the store."""
    platform, *authority, number = path.with_suffix("").parts
    adapter = ADAPTERS[Platform(platform)]
    named = (_FOLDED_DID.sub(r"did:\1:", part, count=1) for part in authority)
    return find_reference(adapter.reference_of(number, *named).url)


def files_of(post: Post) -> Iterator[str]:
    """Yield the images of a post and of the posts in it, as paths in the store."""
    return (media.file for media in post.all_media() if media.file)


# --- parts of a stored post that stay -----------------------------------------


def _merged(before: Post, after: Post) -> Post:
    """Return *after* with what only *before* has."""
    if after.status is not PostStatus.OK and not (after.segments or after.media):
        return replace(before, status=after.status, fetched_at=after.fetched_at)
    files = {item.url: item for item in before.media if item.file}
    return replace(
        after,
        author=_with_avatar(before.author, after.author),
        media=tuple(_with_file(files.get(item.url), item) for item in after.media),
        quoted=_merged_part(before.quoted, after.quoted),
        parent=_merged_part(before.parent, after.parent),
    )


def _merged_part(before: Post | None, after: Post | None) -> Post | None:
    # A tombstone inside a post does not always name its post.
    is_tombstone = after and after.reference is None and not after.segments
    if before and after and (is_tombstone or before.reference == after.reference):
        return _merged(before, after)
    return after


def _with_avatar(before: Account, after: Account) -> Account:
    if after.avatar or before.avatar_url != after.avatar_url:
        return after
    return replace(after, avatar=before.avatar)


def _with_file(before: Media | None, after: Media) -> Media:
    if after.file or before is None:
        return after
    return replace(after, file=before.file, width=before.width, height=before.height)
