"""``tweet``: a quoted post, and ``thread``: several as one whole.

What is known of a post comes from the block itself, from its snapshot, and from its
address, in this order. Nothing is asked of the network.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from sphinx.util.images import get_image_size

from ..blocks.post import Picture, PostBlock, language_of, ordered
from ..catalogue import address_of
from ..errors import FieldError, SnapshotError
from ..facts import choice
from ..fields import parse_address, parse_day, parse_language
from ..keys import key_of
from ..model import Quotation, Record, day_of
from ..nodes import conf_post, conf_thread
from ..posts.embed import is_embed, post_of_embed
from ..posts.model import Account, Post
from ..posts.quoting import (
    Choices,
    Conversation,
    IfDeleted,
    Live,
    MediaChoice,
    Quote,
    Visibility,
    described,
    excerpt_of,
    merged,
    one_line,
    parse_author,
    parse_descriptions,
    parse_handle,
    quote_of,
    tags_of,
)
from ..posts.reference import parse_reference
from ..posts.segments import segments_of
from ..posts.store import Store
from ..rules import Rule
from .base import ConfDirective, OptionSpec
from .conference import CURRENT
from .talk import PARENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from ..posts.model import Reference


class Align(StrEnum):
    """Where a post stands in the width of the page."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class QuotingDirective(ConfDirective):
    """What the two directives share: the store, and how a post is shown."""

    @cached_property
    def store(self) -> Store:
        """The folder of the snapshots."""
        return Store(self.env.srcdir / self.domain.settings.posts_path)

    @cached_property
    def block(self) -> PostBlock:
        """Makes the nodes."""
        return PostBlock(self.config.language, self._picture)

    def stored(self, reference: Reference | None) -> Post | None:
        """Return the snapshot of a post, ``None`` if there is none to be used."""
        if reference is None:
            return None
        path = self.store.path_of(reference)
        name = path.relative_to(self.env.srcdir).as_posix()
        self._depend_on(name)
        try:
            return self.store.read(reference)
        except SnapshotError as error:
            message = f"{name}: {error}; the post is shown from what is known without"
            self.warn(Rule.SNAPSHOT, message)
            return None

    def choices(self) -> Choices:
        """Return what the options want to be seen."""
        default = IfDeleted(self.domain.settings.deleted_posts)
        return Choices(
            media=self.value("media", choice(MediaChoice), MediaChoice.SHOW),
            quoted=self.value("quoted", choice(Visibility), Visibility.SHOW),
            conversation=self.value(
                "conversation", choice(Conversation), Conversation.NONE
            ),
            live=self.value("live", choice(Live), Live.NEVER),
            if_deleted=self.value("if-deleted", choice(IfDeleted), default),
        )

    def show(self, quote: Quote, name: str = "") -> conf_post:
        """Return the nodes of a post, and note that it stands here.

        Of a post that is hidden there is its place: others may refer to it.
        """
        node = conf_post() if quote.is_hidden else self.block.figure(quote)
        self.note(node, quote, name)
        return node

    def note(self, node: nodes.Element, quote: Quote, name: str) -> None:
        """Give *node* an anchor, and keep the record of the post."""
        address = address_of(quote.url)
        node_id = self.place(node, "post", name or address or "post")
        fact = self._quotation(quote, name, address)
        self.domain.note_post(
            Record(fact=fact, docname=self.env.docname, node_id=node_id, line=self.line)
        )

    def _quotation(self, quote: Quote, name: str, address: str) -> Quotation:
        post = quote.post
        shown = () if quote.is_withheld else post.segments
        return Quotation(
            address=address,
            name=name,
            platform=post.reference.platform if post.reference else None,
            author=one_line(post.author.name),
            handle=one_line(post.author.handle),
            day=day_of(quote.when),
            language=language_of(post.lang),
            tags=tags_of(shown),
            # A warning stands before the text, here as there.
            excerpt="" if post.warning else excerpt_of(shown),
            conference=self.env.temp_data.get(CURRENT) or "",
            talk=self.env.temp_data.get(PARENT) or "",
            hidden=quote.is_hidden,
        )

    def own_key(self) -> str:
        """Return the key that the option ``name`` gives; empty if it is missing."""
        name = self.text("name")
        return key_of(name) if name else ""

    def layout(self, node: nodes.Element) -> None:
        """Give *node* the classes that the options ask for."""
        node["classes"] += self.value("class", _classes, [])
        if align := self.value("align", choice(Align), None):
            node["classes"].append(f"align-{align}")

    def _picture(self, file: str) -> Picture | None:
        """Find an image of the store that a snapshot names."""
        if not file:
            return None
        name = f"{self.domain.settings.posts_path}/{file}"
        path = self.store.media_path(file)
        self._depend_on(name)
        size = get_image_size(path) if path else None
        if size is None:
            message = f"{name} is no image that can be shown; fetch the post again"
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

    option_spec: ClassVar[OptionSpec] = OptionSpec(
        "author",
        "handle",
        "date",
        "lang",
        "alt",
        "media",
        "quoted",
        "conversation",
        "live",
        "if-deleted",
        "class",
        "name",
        "align",
    )

    def run(self) -> list[nodes.Node]:
        """Return the post."""
        self.check_options()
        written = self._written(self._reference())
        stored = self.stored(written.reference)
        quote = quote_of(
            self._described(merged(written, stored), stored),
            url="" if written.reference else self._other_address(),
            day=self.value("date", parse_day, None, Rule.DATE),
            choices=self.choices(),
        )
        node = self.show(quote, self.own_key())
        self.layout(node)
        return [node]

    def _reference(self) -> Reference | None:
        try:
            return parse_reference(self.argument)
        except FieldError:
            return None

    def _other_address(self) -> str:
        """Return the address of a post on a platform that we know nothing of."""
        try:
            return parse_address(self.argument)
        except FieldError as error:
            self.warn(Rule.LINK, f"the post's address: {error}")
            return ""

    def _written(self, reference: Reference | None) -> Post:
        """Return what the block itself says of the post."""
        post = self._body(reference)
        author = self.value("author", parse_author, Account())
        handle = self.value("handle", parse_handle, author.handle)
        return replace(
            post,
            reference=reference or post.reference,
            author=replace(
                post.author,
                name=author.name or post.author.name,
                handle=handle or post.author.handle,
            ),
            lang=self.value("lang", parse_language, post.lang),
        )

    def _body(self, reference: Reference | None) -> Post:
        body = "\n".join(self.content).strip()
        if not is_embed(body):
            where = (reference.platform, reference.authority) if reference else ()
            return Post(segments=segments_of(body, *where))
        try:
            return post_of_embed(body)
        except FieldError as error:
            self.warn(Rule.POST, f"the body is no embed code: {error}")
            return Post()

    def _described(self, post: Post, stored: Post | None) -> Post:
        alts = self.value("alt", parse_descriptions, ())
        if stored and len(alts) > len(post.media):
            message = (
                f"alt: {len(alts)} descriptions for {len(post.media)} images; write "
                "one on a line, or semicolons between"
            )
            self.warn(Rule.OPTION, message, self._line_of("alt"))
        return replace(post, media=described(post.media, alts))


class ThreadDirective(QuotingDirective):
    """The body names the posts, one on a line."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(
        "media", "quoted", "live", "if-deleted", "class", "name", "align"
    )

    def run(self) -> list[nodes.Node]:
        """Return the posts, in the order of the lines."""
        self.check_options()
        choices = self.choices()
        quotes = [
            quote_of(
                self.stored(reference) or Post(reference=reference), choices=choices
            )
            for reference in self._references()
        ]
        if not quotes:
            message = "the thread holds no post; write the address of one on each line"
            self.warn(Rule.POST, message)
            return []
        thread = conf_thread(classes=["confrecap", "cr-thread"])
        if name := self.own_key():
            self.note(thread, quotes[0], name)
        thread += ordered([self.show(quote) for quote in quotes])
        self.layout(thread)
        return [thread]

    def _references(self) -> Iterator[Reference]:
        for index, line in enumerate((self.argument, *self.content)):
            if not line.strip():
                continue
            try:
                yield parse_reference(line)
            except FieldError as error:
                self.warn(Rule.POST, str(error), self._line_in_body(index))

    def _line_in_body(self, number: int) -> int:
        """Return where a line of the body stands; the argument counts as its zeroth."""
        if number == 0:
            return self.line
        if self.in_rest:
            return int(self.content.offset(number - 1)) + 1
        # In MyST the offset counts from the directive.
        return self.lineno + self.content_offset + number


def _classes(text: str) -> list[str]:
    try:
        names: list[str] = directives.class_option(text)
    except ValueError as error:
        raise FieldError(str(error)) from None
    return names
