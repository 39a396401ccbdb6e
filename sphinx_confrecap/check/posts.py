"""Problems with the posts that documents quote, and with the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.errors import FieldError, SnapshotError
from ..model.posts import Post, PostStatus, Reference
from ..model.rules import Problem, Rule
from ..posts.quoting import described, parse_descriptions
from ..posts.store import Store, files_of
from ..source.documents import Documentation, Quoted, documents_of, posts_in


@dataclass(frozen=True, slots=True)
class Posts:
    """Quoted posts and stored posts.

    *stored* holds the readable posts, and ``None`` for quoted posts that are missing.
    """

    store: Store
    quoted: tuple[Quoted, ...]
    stored: dict[Reference, Post | None]

    @property
    def shown(self) -> list[Quoted]:
        """The posts that a block shows; a role only leads to one."""
        return [item for item in self.quoted if item.block]


def posts_of(documentation: Documentation) -> Posts:
    """Return the posts of a site."""
    store = Store(documentation.store)
    quoted = tuple(posts_in(documents_of(documentation), documentation.folder))
    posts = Posts(store, quoted, {})
    for reference in {*store.references(), *(item.reference for item in posts.shown)}:
        try:
            posts.stored[reference] = store.read(reference)
        except (SnapshotError, FieldError):
            continue
    return posts


def problems_in(posts: Posts) -> Iterator[Problem]:
    """Find problems in documents, damaged files, and unused files."""
    for item in posts.shown:
        # The check of the store finds unreadable files.
        if item.reference in posts.stored:
            for rule, wrong in _wrong_with(item, posts.stored[item.reference]):
                message = f"{item.reference.key} {wrong}"
                yield Problem.in_file(item.file, rule, message, item.line)
    yield from posts.store.verify()
    yield from _unreferenced(posts)


def _wrong_with(item: Quoted, post: Post | None) -> Iterator[tuple[Rule, str]]:
    options = item.block.options if item.block else {}
    if post is None:
        if not item.has_text:
            yield Rule.MISSING, "is not stored; run confrecap posts fetch"
        return
    # With this option, the author has decided what is shown.
    if post.status is not PostStatus.OK and not options.get("if-deleted"):
        rule = Rule.DELETED if post.status is PostStatus.DELETED else Rule.RESTRICTED
        yield rule, f"is now {post.status}; decide with the option if-deleted"
    if options.get("media", "show") == "show":
        alts = parse_descriptions(options.get("alt", ""))
        lacking = [media for media in described(post.media, alts) if not media.alt]
        if lacking:
            number = f"{len(lacking)} of {len(post.media)}"
            yield Rule.ALT, f"has images without a description: {number}; write :alt:"


def _unreferenced(posts: Posts) -> Iterator[Problem]:
    store, referred = posts.store, {item.reference for item in posts.quoted}
    for reference in store.references():
        if reference not in referred:
            message = "no document quotes it; delete it if none will"
            file = store.path_of(reference)
            yield Problem.in_file(file, Rule.UNREFERENCED, message)
    # The images of an unreadable snapshot are not known.
    if not all(reference in posts.stored for reference in store.references()):
        return
    files = {file for post in posts.stored.values() if post for file in files_of(post)}
    for path in store.media():
        if path.relative_to(store.root).as_posix() not in files:
            message = "no stored post shows it; delete it"
            yield Problem.in_file(path, Rule.UNREFERENCED, message)
