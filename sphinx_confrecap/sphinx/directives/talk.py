"""``conference`` and ``talk``: one edition of an event, and one session of it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from docutils import nodes
from sphinx import addnodes

from ...model.talks import Conference, Talk
from ...parsing.facts import CONFERENCE_OPTIONS, TALK_OPTIONS
from ...parsing.words import plain
from ..nodes import (
    conf_block,
    conf_header,
    conf_notes,
    conf_talk,
    conf_title,
)
from .base import ABSTRACT, CURRENT, PARENT, ConfDirective, OptionSpec
from .notes import NotesDirective, take_abstracts
from .titles import reduce_to_words

_UNNOTED = (nodes.Invisible, conf_talk, addnodes.toctree)
"""Parts of the notes of a talk that say nothing of it."""


class ConferenceDirective(ConfDirective):
    """The talks that follow belong to the conference; its body introduces it."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*CONFERENCE_OPTIONS)

    def run(self) -> list[nodes.Node]:
        fact = self.read()
        if isinstance(fact, Conference):
            self.env.temp_data[CURRENT] = fact.key
        if self.is_left_out:
            return self.leave_out(fact)
        if not isinstance(fact, Conference):
            return self.parse_body()
        node = conf_header(classes=["confrecap", "cr-conf"])
        node.fact = fact
        self.place(node, "conference", fact.key)
        introduction = conf_block(classes=["cr-introduction"])
        introduction += self.parse_body()
        return [node, introduction] if introduction.children else [node]


class TalkDirective(NotesDirective):
    """A talk, shown in its place and on its own page."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*TALK_OPTIONS)

    def run(self) -> list[nodes.Node]:
        if self.is_left_out:
            # Markup in the title is not read either.
            return self.leave_out(self.read(plain(self.argument, self.dialect).strip()))
        title, messages = self._title()
        talk = self.read(title.astext().strip())
        if not isinstance(talk, Talk):
            return self.parse_notes()
        node = conf_talk("", title, classes=["confrecap", "cr-talk"])
        node_id = self.place(node, "talk", talk.slug)
        # What is in a break is part of the talk around it, if there is one.
        around = talk.parent if talk.is_break else node_id
        notes = self._notes(around, talk.conference)
        abstracts = take_abstracts(notes, talk)
        node += [notes, *abstracts]
        node.fact = replace(
            talk,
            has_notes=any(not isinstance(part, _UNNOTED) for part in notes),
            has_abstract=bool(abstracts),
        )
        toctree = [] if talk.is_break else self._toctree(node_id)
        return [*toctree, node, *messages]

    def _title(self) -> tuple[conf_title, list[nodes.system_message]]:
        children, messages = self.parse_inline(self.argument, lineno=self.lineno)
        title = conf_title(self.argument, "", *children, classes=["cr-title"])
        # MyST puts them into the text.
        messages += title.findall(nodes.system_message)
        reduce_to_words(title)
        self.set_source_info(title)
        return title, messages

    def _notes(self, around: str, conference: str) -> conf_notes:
        """Parse the notes; a talk in them is part of the one that is *around*."""
        data = self.env.temp_data
        before = data.get(PARENT), data.get(CURRENT), data.get(ABSTRACT)
        data[PARENT], data[CURRENT], data[ABSTRACT] = around, conference, False
        notes = conf_notes("", *self.parse_notes(), classes=["cr-notes"])
        data[PARENT], data[CURRENT], data[ABSTRACT] = before
        return notes

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
