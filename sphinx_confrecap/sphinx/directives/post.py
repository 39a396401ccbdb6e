"""``tweet``: a quoted post, and ``thread``: several as one whole.

What is known of a post comes from the block itself, from its snapshot, and from its
address, in this order. Nothing is asked of the network.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from sphinx.util.images import get_image_size

from ...model.errors import FieldError, SnapshotError
from ...model.rules import Rule
from ...posts.quotations import (
    POST_OPTIONS,
    THREAD_OPTIONS,
    align_of,
    name_of,
    post_of,
    quotation_of,
    thread_of,
)
from ...posts.quoting import IfDeleted, Quote
from ...posts.store import Store
from ..nodes import conf_fact, conf_post, conf_thread
from ..render.post import Picture, PostBlock, ordered
from .base import ConfDirective, OptionSpec
from .conference import CURRENT
from .talk import PARENT

if TYPE_CHECKING:
    from docutils import nodes

    from ...model.posts import Post, Reference


class QuotingDirective(ConfDirective):
    """What the two directives share: the store, and how a post is shown."""

    @cached_property
    def store(self) -> Store:
        """The folder of the snapshots."""
        return Store(self.env.srcdir / self.domain.settings.posts_folder)

    @cached_property
    def block(self) -> PostBlock:
        """Makes the nodes."""
        return PostBlock(self.config.language, self._picture)

    def stored(self, reference: Reference) -> Post | None:
        """Return the snapshot of a post, ``None`` if there is none to be used."""
        path = self.store.path_of(reference)
        name = path.relative_to(self.env.srcdir).as_posix()
        self._depend_on(name)
        try:
            return self.store.read(reference)
        except SnapshotError as error:
            message = f"{name}: {error}; the post is shown from what is known without"
            self.warn(Rule.SNAPSHOT, message)
            return None

    @property
    def if_deleted(self) -> IfDeleted:
        """What stands for a deleted post where its block does not say."""
        return IfDeleted(self.domain.settings.deleted_posts)

    def show(self, quote: Quote, name: str = "") -> conf_post:
        """Return the nodes of a post, which can be referred to.

        Of a post that is hidden there is its place: others may refer to it.
        """
        node = conf_post() if quote.is_hidden else self.block.figure(quote)
        self.describe(node, quote, name)
        return node

    def describe(self, node: conf_fact, quote: Quote, name: str) -> None:
        """Give *node* an anchor, and the quotation of the post."""
        quotation = quotation_of(quote, name)
        self.place(node, "post", quotation.key or "post")
        node.fact = replace(
            quotation,
            conference=self.env.temp_data.get(CURRENT) or "",
            talk=self.env.temp_data.get(PARENT) or "",
        )

    def layout(self, node: nodes.Element) -> None:
        """Give *node* the classes that the options ask for."""
        node["classes"] += self.given.value("class", _classes, [])
        if align := align_of(self.given):
            node["classes"].append(f"align-{align}")

    def _picture(self, file: str) -> Picture | None:
        """Find an image of the store that a snapshot names."""
        if not file:
            return None
        name = f"{self.domain.settings.posts_folder}/{file}"
        path = self.store.media_path(file)
        self._depend_on(name)
        size = get_image_size(path) if path else None
        if size is None:
            wrong = "is no image that can be shown" if path else "is not there"
            message = (
                f"{name} {wrong}; restore it, or store the post anew with 'confrecap "
                "posts fetch --refresh' or 'confrecap posts add --replace'"
            )
            self.warn(Rule.SNAPSHOT, message)
            return None
        return f"/{name}", size

    def _depend_on(self, path: str) -> None:
        """Have this document read again when a file changes, appears or goes."""
        if (self.env.srcdir / path).is_file():
            self.env.note_dependency(path)
        else:
            self.domain.note_missing(self.env.docname, path)


class PostDirective(QuotingDirective):
    """The body is the post's text as it is, without markup, or its embed code."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*POST_OPTIONS)

    def run(self) -> list[nodes.Node]:
        """Return the post."""
        self.check_options()
        self.check_start("post's text")
        quote = post_of(
            self.given, self.argument, self.content, self.stored, self.if_deleted
        )
        if quote.is_empty:
            return []
        node = self.show(quote, name_of(self.given))
        self.layout(node)
        return [node]


class ThreadDirective(QuotingDirective):
    """The body names the posts, one on a line."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*THREAD_OPTIONS)

    def run(self) -> list[nodes.Node]:
        """Return the posts, in the order of the lines."""
        self.check_options()
        lines = (self.argument, *self.content)
        quotes = thread_of(
            self.given, lines, self.stored, self.if_deleted, self._refuse
        )
        if not quotes:
            return []
        thread = conf_thread(classes=["confrecap", "cr-thread"])
        if name := name_of(self.given):
            self.describe(thread, quotes[0], name)
        thread += ordered([self.show(quote) for quote in quotes])
        self.layout(thread)
        return [thread]

    def _refuse(self, number: int, message: str) -> None:
        """Say what is wrong in a line of the body; the argument is its zeroth."""
        if number == 0:
            place = self.line
        elif self.in_rest:
            place = int(self.content.offset(number - 1)) + 1
        else:  # in MyST the offset counts from the directive
            place = self.lineno + self.content_offset + number
        self.warn(Rule.POST, message, place)


def _classes(text: str) -> list[str]:
    try:
        names: list[str] = directives.class_option(text)
    except ValueError as error:
        raise FieldError(str(error)) from None
    return names
