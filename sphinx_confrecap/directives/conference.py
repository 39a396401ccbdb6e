"""``conference``: the header of one edition of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..fields import parse_address, parse_day, parse_keys, parse_names, parse_timezone
from ..keys import key_of
from ..logging import Subtype
from ..model import Conference, Record
from ..nodes import conf_block, conf_header
from .base import ConfDirective, OptionSpec

if TYPE_CHECKING:
    from datetime import date

    from docutils import nodes

CURRENT = "confrecap:conference"
"""Where the key of the conference above is kept while a document is read."""


class ConferenceDirective(ConfDirective):
    """The talks that follow belong to the conference; its body introduces it."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(
        "name",
        "series",
        "url",
        "start",
        "end",
        "location",
        "timezone",
        "tags",
        "description",
        "aliases",
    )

    def run(self) -> list[nodes.Node]:
        """Note the conference, and return its header and introduction."""
        self.check_options()
        self.check_fences()
        self.check_start_of_notes()
        if not self.argument:
            self.warn(
                Subtype.TITLE,
                "the conference has no name; write it after the directive's name",
            )
            return self.parse_content_to_nodes()
        fact = self._conference()
        node = conf_header(classes=["confrecap", "cr-conf"])
        node_id = self.place(node, "conference", fact.key)
        self.domain.note_conference(
            Record(fact=fact, docname=self.env.docname, node_id=node_id, line=self.line)
        )
        self.env.temp_data[CURRENT] = fact.key
        introduction = conf_block(classes=["cr-introduction"])
        introduction += self.parse_content_to_nodes()
        return [node, introduction] if introduction.children else [node]

    def _conference(self) -> Conference:
        start, end = self._days()
        return Conference(
            key=key_of(self.text("name") or self.argument),
            name=self.argument,
            series=self.text("series"),
            url=self.value("url", parse_address, "", Subtype.LINK),
            start=start,
            end=end,
            location=self.text("location"),
            timezone=self.value("timezone", parse_timezone, ""),
            tags=self.value("tags", parse_names, ()),
            description=self.text("description"),
            aliases=self.value("aliases", parse_keys, ()),
        )

    def _days(self) -> tuple[date | None, date | None]:
        start = self.value("start", parse_day, None, Subtype.DATE)
        end = self.value("end", parse_day, None, Subtype.DATE)
        if start is not None and end is not None and end < start:
            message = f"the end {end} lies before the start {start}; correct one"
            self.warn(Subtype.DATE, message, self._line_of("end"))
            return start, None
        return start, end
