"""``tweet``: a quoted post, and ``thread``: several as one whole."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.images import get_image_size

from ...model.rules import Rule
from ...posts.quotations import (
    POST_OPTIONS,
    THREAD_OPTIONS,
    Quoting,
    quotation_of,
)
from ...posts.quoting import Quote
from ..nodes import conf_fact, conf_post, conf_thread
from ..render.post import Picture, PostBlock, ordered
from .base import ConfDirective, OptionSpec


class QuotingDirective(ConfDirective):
    """The base of both directives: how a post is shown."""

    def run(self) -> list[nodes.Node]:
        """Return the posts, with the classes that the options ask for."""
        quoting = self.read()
        if not isinstance(quoting, Quoting):
            return []
        if self.is_left_out:
            made = (quotation_of(q, quoting.name, self.around) for q in quoting.quotes)
            return self.leave_out(*made)
        node = self.make(quoting)
        if quoting.classes:
            node["classes"] += directives.class_option(quoting.classes)
        if quoting.align:
            node["classes"].append(f"align-{quoting.align}")
        return [node]

    @abstractmethod
    def make(self, quoting: Quoting) -> conf_fact:
        """Return the node of the posts."""

    @cached_property
    def block(self) -> PostBlock:
        """Makes the nodes."""
        return PostBlock(self.config.language, self._picture)

    def show(self, quote: Quote, name: str = "") -> conf_post:
        """Return the nodes of a post. A hidden post keeps its place, for references."""
        node = conf_post() if quote.is_hidden else self.block.figure(quote)
        self.describe(node, quote, name)
        return node

    def describe(self, node: conf_fact, quote: Quote, name: str) -> None:
        """Give *node* an anchor, and the quotation of the post."""
        node.fact = quotation_of(quote, name, self.around)
        self.place(node, "post", node.fact.key or "post")

    def _picture(self, file: str) -> Picture | None:
        if not file:
            return None
        name = f"{self.domain.settings.posts_folder}/{file}"
        path = self.site.store.media_path(file)
        self.site.depend_on(name)
        size = get_image_size(path) if path else None
        if size is None:
            wrong = "is not an image that can be shown" if path else "is not there"
            message = (
                f"{name} {wrong}; restore it, or store it again with 'confrecap "
                "posts fetch --refresh' or 'confrecap posts add'"
            )
            self.warn(Rule.SNAPSHOT, message)
            return None
        return f"/{name}", size


class PostDirective(QuotingDirective):
    """The body is the post's text, without markup, or its embed code."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*POST_OPTIONS)

    def make(self, quoting: Quoting) -> conf_post:
        return self.show(quoting.quotes[0], quoting.name)


class ThreadDirective(QuotingDirective):
    """The body names the posts, one on a line."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*THREAD_OPTIONS)

    def make(self, quoting: Quoting) -> conf_thread:
        thread = conf_thread(classes=["confrecap", "cr-thread"])
        if quoting.name:
            self.describe(thread, quoting.quotes[0], quoting.name)
        thread += ordered([self.show(quote) for quote in quoting.quotes])
        return thread
