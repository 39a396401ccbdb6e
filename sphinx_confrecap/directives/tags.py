"""``page-tags``: what a document is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..errors import FieldError
from ..fields import parse_flag, parse_names
from ..logging import Subtype
from ..nodes import conf_tags
from .base import ConfDirective, OptionSpec

if TYPE_CHECKING:
    from docutils import nodes


class PageTags(ConfDirective):
    """The document's tags, as argument or body; they show where it stands."""

    option_spec: ClassVar[OptionSpec] = OptionSpec("hidden")

    def run(self) -> list[nodes.Node]:
        """Note the tags, and return the place where they show."""
        self.check_options()
        written = filter(str.strip, [self.argument, *self.content])
        try:
            tags = parse_names(", ".join(written))
        except FieldError as error:
            self.warn(Subtype.OPTION, f"{self.name}: {error}")
            return []
        self.domain.note_page_tags(self.env.docname, tags, self.line)
        if self.value("hidden", parse_flag, False):
            return []
        node = conf_tags(classes=["confrecap"], tags=tags)
        self.set_source_info(node)
        return [node]
