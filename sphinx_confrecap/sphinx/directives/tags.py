"""``page-tags``: what a document is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ...parsing.facts import PAGE_TAGS_OPTIONS, page_tags_of
from ...parsing.fields import parse_flag
from ..nodes import conf_tags
from .base import ConfDirective, OptionSpec

if TYPE_CHECKING:
    from docutils import nodes


class PageTags(ConfDirective):
    """The document's tags, as argument or body; they show where it stands."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*PAGE_TAGS_OPTIONS)

    def run(self) -> list[nodes.Node]:
        """Note the tags, and return the place where they show."""
        self.check_options()
        tags = page_tags_of(self.given, [self.argument, *self.content])
        hidden = self.given.value("hidden", parse_flag, False)
        if not tags:
            return []
        self.domain.note_page_tags(self.env.docname, tags, self.line)
        if hidden:
            return []
        docname = self.env.docname
        node = conf_tags(classes=["confrecap"], tags=tags, docname=docname)
        self.set_source_info(node)
        return [node]
