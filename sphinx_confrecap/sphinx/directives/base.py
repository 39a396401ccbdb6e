"""The base of all directives: how to read a block, and its place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.states import RSTState
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from ...model.blocks import Around, Dialect, Head, Written
from ...model.queries import Query
from ...model.rules import Rule
from ...model.talks import Conference, Quotation, Talk
from ...parsing.blocks import MAX_DEPTH
from ...parsing.facts import PEOPLE
from ...parsing.options import head_of_myst, head_of_rest
from ...posts.blocks import Read, read_block
from ...posts.quoting import IfDeleted
from ...posts.store import Store
from ...text.files import is_file, is_file_in
from ...text.lines import printable
from ..domain import ConferenceDomain
from ..drafts import is_left_out, note_left_out
from ..logging import warn
from ..nodes import conf_dated_list, conf_list

# Places of facts about the document that is being read: the key of the conference
# above, the anchor of the talk around a talk, and the number of talks around it.
CURRENT, PARENT, DEPTH = "confrecap:conference", "confrecap:talk", "confrecap:depth"
# Whether that talk has an abstract by now.
ABSTRACT = "confrecap:abstract"
LINES = "confrecap:lines"
"""The place of the lines of files, by path."""


class OptionSpec(dict[str, Callable[[str], str]]):
    """Names the options, for others, and leaves the reading to us.

    For one option that they cannot read, docutils drops a whole directive, notes and
    all, and MyST drops all its options. We report the problem and drop the option.
    """

    def __init__(self, *names: str) -> None:
        super().__init__((name, directives.unchanged) for name in names)

    def __bool__(self) -> bool:
        # Without options, they are the end of the argument, or in MyST of the content.
        return False


class BuildSite:
    """The site, for the document that is being read.

    Each file that is asked for is noted: when it changes, the document is read again.
    Unless the build *shows* the block, its files stay out of the output.
    """

    def __init__(self, env: BuildEnvironment, *, shows: bool = True) -> None:
        self._env = env
        self._shows = shows
        self._domain = ConferenceDomain.of(env)
        self.folder = Path(env.srcdir)
        self.store = Store(self.folder / self._domain.settings.posts_folder)
        self.if_deleted = IfDeleted(self._domain.settings.deleted_posts)
        self.declared = self._domain.registries

    def find_file(self, url: str) -> str | None:
        """Turn the path of a file of the project into a download."""
        if (path := self._find(url)) and self._shows:
            self._env.dlfiles.add_file(self._env.docname, path)
        return path

    def find_image(self, url: str) -> str | None:
        """Have an image of the project written beside the pages."""
        if (path := self._find(url)) and self._shows:
            self._env.images.add_file(self._env.docname, path)
        return path

    def _find(self, url: str) -> str | None:
        path, absolute = self._env.relfn2path(url)
        self._env.note_dependency(path)
        return path if is_file_in(self.folder, Path(absolute)) else None

    def depend_on(self, path: str) -> None:
        """Have the document read again when a file changes, appears or disappears."""
        if is_file(self.folder / path):
            self._env.note_dependency(path)
        else:
            self._domain.change(self._env.docname).missing.add(path)


class ConfDirective(SphinxDirective):
    """The base of our directives."""

    # What is missing or too much is ours to report, so that the rest is kept.
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = OptionSpec()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.head = self._rest_head() if self.in_rest else self._myst_head()

    def _rest_head(self) -> Head:
        lines = "\n".join(self.arguments).split("\n")
        behind_name = self.block_text.partition("\n")[0].partition("::")[2]
        return head_of_rest(lines if behind_name.strip() else ["", *lines])

    def _myst_head(self) -> Head:
        # MyST has removed an empty line at the start. It had put it there itself, if
        # the first line begins a fence of colons.
        if self._begins_with_a_fence():
            self.content_offset = 0
        empty = self.content_offset
        head = head_of_myst([*[""] * empty, *self.content])
        self.content = self.content[max(head.length - empty, 0) :]
        self.content_offset = max(head.length, empty)
        if head.length and self.content and not self.content[0].strip():
            self.content = self.content[1:]
            self.content_offset += 1
        return replace(head, argument=" ".join(self.arguments))

    def _begins_with_a_fence(self) -> bool:
        if self.content_offset != 1 or not "".join(self.content[:1]).startswith(":::"):
            return False
        source, line = self.get_source_info()
        read = cast("dict[str, list[str]]", self.env.temp_data.setdefault(LINES, {}))
        if source not in read:
            with suppress(OSError):
                read[source] = Path(source).read_text("utf-8", "replace").splitlines()
        first = read.get(source, [])[line : line + 1]
        return "".join(first).lstrip(" >").startswith(":::")

    @property
    def domain(self) -> ConferenceDomain:
        """The domain, which keeps the records."""
        return ConferenceDomain.of(self.env)

    @property
    def argument(self) -> str:
        """The argument on one line; empty if there is none."""
        return " ".join(printable(self.head.argument).split())

    @property
    def line(self) -> int:
        """The first line of the directive, in the file that it is written in."""
        return self.get_source_info()[1]

    def warn(self, rule: Rule, message: str, line: int | None = None) -> None:
        """Warn at *line*, by default the first line of the directive."""
        source, first = self.get_source_info()
        warn(rule, message, f"{source}:{line or first}")

    @cached_property
    def site(self) -> BuildSite:
        """The facts about the site that the block needs."""
        return BuildSite(self.env, shows=not self.is_left_out)

    @property
    def around(self) -> Around:
        """The surroundings of the block."""
        data = self.env.temp_data
        conference, talk = data.get(CURRENT) or "", data.get(PARENT) or ""
        return Around(
            docname=self.env.docname,
            conference=conference,
            talk=talk,
            abstract=bool(data.get(ABSTRACT)),
            depth=int(data.get(DEPTH) or 0),
        )

    def read(self, argument: str | None = None) -> Read:
        """Return the facts in the block, and warn of its problems."""
        block = Written(
            # As its author wrote it, a parser does not tell Talk from talk.
            name=self.name.lower(),
            argument=self.argument if argument is None else argument,
            head=self.head,
            body=tuple(self.content),
            dialect=self.dialect,
            markup=self.argument,
        )
        for name in PEOPLE & block.options.keys():
            self.domain.note_mails(self.env.docname, block.options[name])
        return read_block(block, self.around, self.site, self._report)

    @property
    def is_left_out(self) -> bool:
        """Tell whether the block is a draft that the site does not show."""
        return is_left_out(self.env, self.head.options)

    def leave_out(self, *facts: Read | Quotation) -> list[nodes.Node]:
        """Return no nodes, and note the names in the block. Its body is not read."""
        for fact in facts:
            if isinstance(fact, Talk | Conference | Quotation):
                note_left_out(self.env, fact)
        return []

    def _report(self, rule: Rule, message: str, place: str | int) -> None:
        if isinstance(place, int):
            line = self._line_in_body(place)
        else:
            line = self.line + self.head.lines.get(place, 0)
        self.warn(rule, message, line)

    def _line_in_body(self, index: int) -> int:
        if self.in_rest:
            return int(self.content.offset(index)) + 1
        # In MyST the offset counts from the directive.
        return self.lineno + self.content_offset + index + 1

    @property
    def dialect(self) -> Dialect:
        """The markup of the block."""
        return Dialect.REST if self.in_rest else Dialect.MYST

    @property
    def in_rest(self) -> bool:
        """Tell whether the directive is in reST, not in MyST."""
        return isinstance(self.state, RSTState)

    def parse_body(self, *, allow_section_headings: bool = False) -> list[nodes.Node]:
        """Parse the body, except that of a block that is too deep in others."""
        data, depth = self.env.temp_data, self.around.depth
        if depth >= MAX_DEPTH:
            return []
        data[DEPTH] = depth + 1
        body = self.parse_content_to_nodes(allow_section_headings)
        data[DEPTH] = depth
        return body

    def place_of_list(self, query: Query) -> nodes.Element:
        """Return the place of a list. It is rendered after all documents are read."""
        docname = self.env.docname
        class_ = conf_dated_list if query.tense else conf_list
        node = class_(classes=["confrecap"], query=query, docname=docname)
        self.set_source_info(node)
        return node

    def place(self, node: nodes.Element, prefix: str, name: str) -> str:
        """Give *node* an anchor that is unique in its document, and return it."""
        node_id = make_id(self.env, self.state.document, prefix, name)
        node["ids"].append(node_id)
        # Books join documents and drop anchors.
        node["docname"], node["anchor"] = self.env.docname, node_id
        self.state.document.note_explicit_target(node)
        self.set_source_info(node)
        return node_id
