"""``conference``: the header of one edition of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ...model.rules import Rule
from ...parsing.facts import CONFERENCE_OPTIONS, conference_of
from ..nodes import conf_block, conf_header
from .base import ConfDirective, OptionSpec

if TYPE_CHECKING:
    from docutils import nodes

CURRENT = "confrecap:conference"
"""Where the key of the conference above is kept while a document is read."""


class ConferenceDirective(ConfDirective):
    """The talks that follow belong to the conference; its body introduces it."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*CONFERENCE_OPTIONS)

    def run(self) -> list[nodes.Node]:
        """Return the header and introduction of the conference."""
        self.check_options()
        self.check_fences()
        self.check_start("notes")
        if not self.argument:
            self.warn(
                Rule.TITLE,
                "the conference has no name; write it after the directive's name",
            )
            return self.parse_content_to_nodes()
        fact = conference_of(self.given, self.argument)
        node = conf_header(classes=["confrecap", "cr-conf"])
        node.fact = fact
        self.place(node, "conference", fact.key)
        self.env.temp_data[CURRENT] = fact.key
        introduction = conf_block(classes=["cr-introduction"])
        introduction += self.parse_content_to_nodes()
        return [node, introduction] if introduction.children else [node]
