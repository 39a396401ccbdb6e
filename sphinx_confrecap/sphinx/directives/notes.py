"""The notes of a talk, and ``abstract``: the programme's words about it."""

from __future__ import annotations

from typing import ClassVar, cast

from docutils import nodes

from ...model.talks import Abstract, Link, Talk
from ...parsing.facts import ABSTRACT_OPTIONS
from ...text.urls import host_of
from ..nodes import around, conf_abstract, conf_notes
from .base import ABSTRACT, ConfDirective, OptionSpec


class NotesDirective(ConfDirective):
    """The base of directives whose body is notes."""

    def parse_notes(self) -> list[nodes.Node]:
        """Parse the body as notes; headings in it become rubrics.

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


class AbstractDirective(NotesDirective):
    """A quotation, at the end of its talk wherever the author wrote it."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*ABSTRACT_OPTIONS)

    def run(self) -> list[nodes.Node]:
        fact = self.read()
        if not isinstance(fact, Abstract):
            return []
        self.env.temp_data[ABSTRACT] = True
        made = conf_abstract("", *self.parse_notes())
        made["classes"] += ["confrecap", "cr-abstract"]
        made["credits"] = fact.source, fact.license
        self.set_source_info(made)
        return [made]


def take_abstracts(notes: conf_notes, talk: Talk) -> list[conf_abstract]:
    """Take the abstracts out of the notes of *talk*, its page is their default source.

    One that is in another block, such as ``only``, stays in the notes.
    """
    taken = [part for part in notes if isinstance(part, conf_abstract)]
    for abstract in taken:
        notes.remove(abstract)
        source, license_ = abstract["credits"]
        if talk.url and source is None:
            source = Link(url=talk.url, label=host_of(talk.url))
        abstract["credits"] = source, license_
        if talk.language:
            abstract["language"] = talk.language
    return taken


def _rank_headings(body: nodes.Element) -> None:
    """Count the levels of headings from 1, without gaps; their page adds its own."""
    headings = [node for node in body.findall(nodes.rubric) if "level" in node]
    levels = sorted({heading["level"] for heading in headings})
    for heading in headings:
        heading["heading-level"] = levels.index(heading.attributes.pop("level")) + 1
