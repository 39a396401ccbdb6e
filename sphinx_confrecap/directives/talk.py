"""``talk``: one session, and the notes of who was there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx import addnodes

from ..fields import (
    parse_address,
    parse_choice,
    parse_cue,
    parse_duration,
    parse_flag,
    parse_keys,
    parse_language,
    parse_links,
    parse_names,
    parse_speakers,
    parse_when,
)
from ..keys import key_of
from ..logging import Subtype
from ..model import Kind, Link, Record, Status, Talk
from ..nodes import conf_notes, conf_talk, conf_title
from ..urls import has_scheme
from .base import ConfDirective, OptionSpec
from .conference import CURRENT

if TYPE_CHECKING:
    from collections.abc import Iterator

PARENT = "confrecap:talk"
"""Where the slug of the talk around a talk is kept while a document is read."""


class TalkDirective(ConfDirective):
    """A talk stands where it is written, and on a page of its own."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(
        "name",
        "conference",
        "speakers",
        "kind",
        "start",
        "duration",
        "track",
        "room",
        "language",
        "level",
        "tags",
        "url",
        "slides",
        "video",
        "links",
        "status",
        "cue",
        "aliases",
        "draft",
    )

    def run(self) -> list[nodes.Node]:
        """Note the talk, and return its title and notes."""
        self.check_options()
        self.check_fences()
        self.check_start_of_notes()
        title, messages = self._title()
        if not title.astext().strip():
            self.warn(
                Subtype.TITLE,
                "the talk has no title; write it after the directive's name",
            )
            return self._body()
        slug = key_of(self.text("name") or title.astext())
        conference = self.text("conference") or self.env.temp_data.get(CURRENT) or ""
        parent = self.env.temp_data.get(PARENT) or ""
        node = conf_talk("", title, classes=["confrecap", "cr-talk"])
        node_id = self.place(node, "talk", slug)
        body = self._notes(slug, conference)
        node += body
        fact = replace(
            self._talk(slug, title.astext()),
            conference=conference,
            parent=parent,
            has_notes=len(body) > 0,
        )
        self.domain.note_talk(
            Record(fact=fact, docname=self.env.docname, node_id=node_id, line=self.line)
        )
        return [*self._toctree(node_id), node, *messages]

    def _title(self) -> tuple[conf_title, list[nodes.system_message]]:
        children, messages = self.parse_inline(self.argument, lineno=self.lineno)
        title = conf_title(self.argument, "", *children, classes=["cr-title"])
        self.set_source_info(title)
        return title, messages

    def _notes(self, slug: str, conference: str) -> nodes.Element:
        """Parse the notes; a talk in them is part of this one."""
        data = self.env.temp_data
        around = data.get(PARENT), data.get(CURRENT)
        data[PARENT], data[CURRENT] = slug, conference
        body = conf_notes("", *self._body(), classes=["cr-notes"])
        data[PARENT], data[CURRENT] = around
        return body

    def _body(self) -> list[nodes.Node]:
        """Parse the body; headings in it become rubrics.

        A section cannot stand in a talk: MyST moves sections out of directives,
        and a table of contents would hold them twice.
        """
        body = nodes.Element("", *self.parse_content_to_nodes(self.in_rest))
        # From the inside: a section counts those that are still around it.
        for section in reversed(list(body.findall(nodes.section))):
            section.replace_self([self._rubric(section), *section.children[1:]])
        _rank_headings(body)
        return body.children

    def _rubric(self, section: nodes.section) -> nodes.rubric:
        """Return what MyST would make of a heading in a directive."""
        title = cast("nodes.title", section[0])
        rubric = nodes.rubric(title.rawsource, "", *title.children)
        rubric["level"] = 1 + len(list(_sections_around(section)))
        rubric["ids"], rubric["names"] = section["ids"], section["names"]
        rubric.source, rubric.line = title.source, title.line
        for node_id in rubric["ids"]:
            self.state.document.ids[node_id] = rubric
        return rubric

    def _talk(self, slug: str, title: str) -> Talk:
        return Talk(
            slug=slug,
            title=" ".join(title.split()),
            speakers=self.value("speakers", parse_speakers, ()),
            kind=self.value("kind", lambda text: parse_choice(text, Kind), Kind.TALK),
            start=self.value("start", parse_when, None, Subtype.DATE),
            duration=self.value("duration", parse_duration, None),
            track=self.text("track"),
            room=self.text("room"),
            language=self.value("language", parse_language, ""),
            level=self.text("level"),
            tags=self.value("tags", parse_names, ()),
            url=self.value("url", parse_address, "", Subtype.LINK),
            slides=self._links("slides"),
            videos=self._links("video"),
            links=self._links("links"),
            status=self.value("status", lambda text: parse_choice(text, Status), None),
            cue=self.value("cue", parse_cue, None),
            aliases=self.value("aliases", parse_keys, ()),
            draft=self.value("draft", parse_flag, False),
        )

    def _links(self, name: str) -> tuple[Link, ...]:
        links: tuple[Link, ...] = self.value(name, parse_links, (), Subtype.LINK)
        return tuple(self._local(link, name) for link in links)

    def _local(self, link: Link, option: str) -> Link:
        """Turn the path of a file of the project into a download."""
        if has_scheme(link.url) or link.url.startswith("#"):
            return link
        path, absolute = self.env.relfn2path(link.url)
        self.env.note_dependency(path)
        if not self._is_source_file(absolute):
            message = (
                f"{option}: there is no file {link.url!r}; write https:// before a host"
            )
            self.warn(Subtype.LINK, message, self._line_of(option))
            return link
        self.env.dlfiles.add_file(self.env.docname, path)
        return Link(url=link.url, label=link.label, file=path)

    def _is_source_file(self, absolute: str) -> bool:
        """Tell whether a path is a file below the source directory."""
        path = type(self.env.srcdir)(absolute)
        try:
            return path.is_file() and path.is_relative_to(self.env.srcdir.resolve())
        except OSError:  # longer than the name of a file may be
            return False

    def _toctree(self, node_id: str) -> list[nodes.Node]:
        """Return the place where the talk's page hangs, once that is known."""
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


def _sections_around(node: nodes.Node) -> Iterator[nodes.section]:
    while (node := node.parent) is not None:
        if isinstance(node, nodes.section):
            yield node


def _rank_headings(body: nodes.Element) -> None:
    """Count the levels of headings from 1, without gaps.

    How deep they stand in a page is known when the page is written.
    """
    headings = [node for node in body.findall(nodes.rubric) if "level" in node]
    levels = sorted({heading["level"] for heading in headings})
    for heading in headings:
        heading["heading-level"] = levels.index(heading.attributes.pop("level")) + 1
