"""``page-tags``: the topics of a document."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from ...parsing.blocks import GivenTags
from ...parsing.facts import PAGE_TAGS_OPTIONS
from ..nodes import conf_tags
from .base import ConfDirective, OptionSpec


class PageTags(ConfDirective):
    """The document's tags, as argument or body. They are shown in its place."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*PAGE_TAGS_OPTIONS)

    def run(self) -> list[nodes.Node]:
        given = self.read()
        if not isinstance(given, GivenTags) or not given.tags:
            return []
        docname = self.env.docname
        for tag in given.tags:
            self.domain.change(docname).page_tags.setdefault(tag, self.line)
        if given.hidden:
            return []
        node = conf_tags(classes=["confrecap"], tags=given.tags, docname=docname)
        self.set_source_info(node)
        return [node]
