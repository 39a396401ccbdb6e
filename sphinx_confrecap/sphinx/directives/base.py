"""What all directives share: options that warn for themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from docutils.parsers.rst.states import RSTState
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from ...model.queries import Query
from ...model.rules import Rule
from ...parsing.facts import Options
from ...parsing.slips import line_of_option, option_in_body, unclosed_fence
from ..domain import ConferenceDomain
from ..logging import warn
from ..nodes import conf_list

if TYPE_CHECKING:
    from docutils import nodes


class OptionSpec(dict[str, Callable[[str], str]]):
    """Takes every option as text, known or not.

    docutils drops a whole directive, notes and all, for one option that it
    cannot convert or does not know. We say what is wrong and lose the option.
    """

    def __init__(self, *names: str) -> None:
        super().__init__((name, directives.unchanged) for name in names)

    def __bool__(self) -> bool:
        # MyST takes options for content where there is no option to have.
        return True

    def __missing__(self, name: str) -> Callable[[str], str]:
        return directives.unchanged


class ConfDirective(SphinxDirective):
    """A directive of ours."""

    # A missing argument is ours to report, so that the body is kept.
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = OptionSpec()
    given: Options
    """The options, once they are checked."""

    @property
    def domain(self) -> ConferenceDomain:
        """The domain, which keeps the records."""
        return ConferenceDomain.of(self.env)

    @property
    def argument(self) -> str:
        """The argument on one line; empty if there is none."""
        return " ".join(" ".join(self.arguments).split())

    @property
    def line(self) -> int:
        """The first line of the directive, in the file that it is written in."""
        return self.get_source_info()[1]

    def warn(self, rule: Rule, message: str, line: int | None = None) -> None:
        """Give a warning at *line*, by default the first of the directive."""
        source, first = self.get_source_info()
        warn(rule, message, f"{source}:{line or first}")

    def check_options(self) -> None:
        """Say which options are not known, and which hold nothing."""
        self.given = Options(self.options, self._report)
        self.given.check(self.name, self.option_spec)

    def _report(self, rule: Rule, message: str, option: str) -> None:
        self.warn(rule, message, self._line_of(option) if option else None)

    def check_start(self, body: str) -> None:
        """Say where an option stands in the *body*, which shows it as text."""
        if found := option_in_body(self.content, self.option_spec, body):
            index, message = found
            place = self.lineno + self.content_offset + index + 1
            self.warn(Rule.OPTION, message, None if self.in_rest else place)

    def check_fences(self) -> None:
        """Say where a fence inside this block closed the block itself."""
        if self.in_rest or not (found := unclosed_fence(self.content, self.name)):
            return
        index, message = found
        # In MyST the offset counts from the directive.
        self.warn(Rule.FENCE, message, self.lineno + self.content_offset + index + 1)

    @property
    def in_rest(self) -> bool:
        """Tell whether the directive stands in reST, not in MyST."""
        return isinstance(self.state, RSTState)

    def _line_of(self, name: str) -> int | None:
        """Find the line of an option; ``None`` where it cannot be told."""
        lines = self.block_text.splitlines()
        # MyST before 5.2 gives the body alone, without the options.
        whole = self.in_rest or f"{{{self.name}}}" in "".join(lines[:1])
        place = line_of_option(lines, name) if whole else None
        return None if place is None else self.line + place

    def place_of_list(self, query: Query) -> nodes.Element:
        """Return the place of a list, which is filled once all is read."""
        docname = self.env.docname
        node = conf_list(classes=["confrecap"], query=query, docname=docname)
        self.set_source_info(node)
        return node

    def place(self, node: nodes.Element, prefix: str, name: str) -> str:
        """Give *node* an anchor that is unique in its document, and return it.

        The node keeps both, for books join documents and drop anchors.
        """
        node_id = make_id(self.env, self.state.document, prefix, name)
        node["ids"].append(node_id)
        node["docname"], node["anchor"] = self.env.docname, node_id
        self.state.document.note_explicit_target(node)
        self.set_source_info(node)
        return node_id
