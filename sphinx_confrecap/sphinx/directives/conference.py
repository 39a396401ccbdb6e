"""``conference``: the header of one edition of an event."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from ...model.talks import Conference
from ...parsing.facts import CONFERENCE_OPTIONS
from ..nodes import conf_block, conf_header
from .base import CURRENT, ConfDirective, OptionSpec


class ConferenceDirective(ConfDirective):
    """The talks that follow belong to the conference; its body introduces it."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*CONFERENCE_OPTIONS)

    def run(self) -> list[nodes.Node]:
        fact = self.read()
        if not isinstance(fact, Conference):
            return self.parse_body()
        node = conf_header(classes=["confrecap", "cr-conf"])
        node.fact = fact
        self.place(node, "conference", fact.key)
        self.env.temp_data[CURRENT] = fact.key
        introduction = conf_block(classes=["cr-introduction"])
        introduction += self.parse_body()
        return [node, introduction] if introduction.children else [node]
