"""``tweet``: a quoted post, from the author's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..blocks.post import quoted
from ..errors import FieldError
from ..fields import parse_address, parse_day
from ..logging import Subtype
from ..posts.segments import segments_of
from .base import ConfDirective, OptionSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from ..posts.model import Segment


class PostDirective(ConfDirective):
    """The body is the post's text; it is quoted as it is, without markup."""

    option_spec: ClassVar[OptionSpec] = OptionSpec("author", "date")

    def run(self) -> list[nodes.Node]:
        """Return the post."""
        self.check_options()
        url = self._url()
        node = quoted(
            url,
            self._paragraphs(),
            self.text("author"),
            self.value("date", parse_day, None, Subtype.DATE),
            self.config.language,
        )
        self.set_source_info(node)
        return [node]

    def _url(self) -> str:
        try:
            return parse_address(self.argument)
        except FieldError as error:
            self.warn(Subtype.LINK, f"the post's address: {error}")
            return ""

    def _paragraphs(self) -> Iterator[tuple[Segment, ...]]:
        for paragraph in "\n".join(self.content).split("\n\n"):
            if text := paragraph.strip():
                yield segments_of(text)
