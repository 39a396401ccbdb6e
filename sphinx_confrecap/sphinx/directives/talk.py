"""``conference`` and ``talk``: one edition of an event, and one session of it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, cast

from docutils import nodes
from sphinx import addnodes

from ...model.talks import Conference, Talk
from ...parsing.facts import CONFERENCE_OPTIONS, TALK_OPTIONS
from ..nodes import (
    around,
    conf_block,
    conf_header,
    conf_notes,
    conf_talk,
    conf_title,
)
from .base import CURRENT, PARENT, ConfDirective, OptionSpec
from .titles import reduce_to_words


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


class TalkDirective(ConfDirective):
    """A talk, shown in its place and on its own page."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*TALK_OPTIONS)

    def run(self) -> list[nodes.Node]:
        title, messages = self._title()
        talk = self.read(title.astext().strip())
        if not isinstance(talk, Talk):
            return self._body()
        node = conf_talk("", title, classes=["confrecap", "cr-talk"])
        node_id = self.place(node, "talk", talk.slug)
        body = self._notes(node_id, talk.conference)
        node += body
        node.fact = replace(talk, has_notes=len(body) > 0)
        return [*self._toctree(node_id), node, *messages]

    def _title(self) -> tuple[conf_title, list[nodes.system_message]]:
        children, messages = self.parse_inline(self.argument, lineno=self.lineno)
        title = conf_title(self.argument, "", *children, classes=["cr-title"])
        # MyST puts them into the text.
        messages += title.findall(nodes.system_message)
        reduce_to_words(title)
        self.set_source_info(title)
        return title, messages

    def _notes(self, node_id: str, conference: str) -> nodes.Element:
        """Parse the notes; a talk in them is part of this one."""
        data = self.env.temp_data
        around = data.get(PARENT), data.get(CURRENT)
        data[PARENT], data[CURRENT] = node_id, conference
        body = conf_notes("", *self._body(), classes=["cr-notes"])
        data[PARENT], data[CURRENT] = around
        return body

    def _body(self) -> list[nodes.Node]:
        """Parse the body; headings in it become rubrics.

        A section cannot be inside a talk: MyST moves sections out of directives, and a
        table of contents would hold them twice.
        """
        body = nodes.Element("", *self.parse_body(allow_section_headings=self.in_rest))
        # From the inside: a section counts the sections that are still around it.
        for section in reversed(list(body.findall(nodes.section))):
            section.replace_self([self._rubric(section), *section.children[1:]])
        _rank_headings(body)
        return body.children

    def _rubric(self, section: nodes.section) -> nodes.rubric:
        """Return the node that MyST makes of a heading in a directive."""
        title = cast("nodes.title", section[0])
        rubric = nodes.rubric(title.rawsource, "", *title.children)
        rubric["level"] = sum(isinstance(n, nodes.section) for n in around(section)) + 1
        rubric["ids"], rubric["names"] = section["ids"], section["names"]
        rubric.source, rubric.line = title.source, title.line
        for node_id in rubric["ids"]:
            self.state.document.ids[node_id] = rubric
        return rubric

    def _toctree(self, node_id: str) -> list[nodes.Node]:
        """Return the toctree place of the talk's page, which is known later."""
        settings = self.domain.settings
        if not (settings.toctree and settings.talks_path):
            return []
        toctree = addnodes.toctree(
            parent=self.env.docname,
            talk=node_id,
            entries=[],
            includefiles=[],
            maxdepth=1,
            caption=None,
            glob=False,
            hidden=True,
            includehidden=False,
            numbered=0,
            titlesonly=True,
            rawentries=[],
            rawcaption="",
        )
        return [toctree]


def _rank_headings(body: nodes.Element) -> None:
    """Count the levels of headings from 1, without gaps; their page adds its own."""
    headings = [node for node in body.findall(nodes.rubric) if "level" in node]
    levels = sorted({heading["level"] for heading in headings})
    for heading in headings:
        heading["heading-level"] = levels.index(heading.attributes.pop("level")) + 1
