"""What all directives share: options that warn for themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from docutils.parsers.rst import directives
from docutils.parsers.rst.states import RSTState
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from ..domain import ConferenceDomain
from ..errors import FieldError
from ..fields import suggest
from ..logging import Subtype, warn
from ..nodes import conf_list
from ..query import Query
from .fences import unclosed

if TYPE_CHECKING:
    from docutils import nodes


FLAGS = frozenset({"draft", "hidden"})
"""Options that say something though they hold nothing."""

_OPTION = re.compile(r"\s*:?([a-z]+):\s")

Value = TypeVar("Value")
Default = TypeVar("Default")


class OptionSpec(dict[str, Callable[[str], str]]):
    """Takes every option as text, known or not.

    docutils drops a whole directive, notes and all, for one option that it
    cannot convert or does not know. We say what is wrong and lose the option.
    """

    def __init__(self, *names: str) -> None:
        super().__init__((name, directives.unchanged) for name in names)

    def __missing__(self, name: str) -> Callable[[str], str]:
        return directives.unchanged


class ConfDirective(SphinxDirective):
    """A directive of ours."""

    # A missing argument is ours to report, so that the body is kept.
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = OptionSpec()

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

    def warn(self, subtype: Subtype, message: str, line: int | None = None) -> None:
        """Give a warning at *line*, by default the first of the directive."""
        source, first = self.get_source_info()
        warn(subtype, message, f"{source}:{line or first}")

    def check_options(self) -> None:
        """Say which options are not known, and which hold nothing."""
        for name in list(self.options):
            if name not in self.option_spec:
                hint = suggest(name, self.option_spec)
                message = f"{self.name} has no option {name!r}{hint}"
                self.warn(Subtype.OPTION, message, self._line_of(name))
                del self.options[name]
            elif not self.options[name].strip() and name not in FLAGS:
                message = (
                    f"the option {name!r} is empty; give it a value or leave it out "
                    "(in MyST, quote a value that starts with #)"
                )
                self.warn(Subtype.OPTION, message, self._line_of(name))
                del self.options[name]

    def check_start_of_notes(self) -> None:
        """Say where an option stands in the notes, which MyST and reST show as text.

        A blank line before it, a missing colon, and a wrong indent all do that.
        """
        for index, line in enumerate(self.content):
            match = _OPTION.match(line)
            if match and match[1] in self.option_spec:
                message = (
                    f"the option {match[1]!r} stands in the notes, as text; write "
                    f":{match[1]}: right below the first line, with no line between"
                )
                place = self.lineno + self.content_offset + index + 1
                self.warn(Subtype.OPTION, message, None if self.in_rest else place)
            if line.strip():
                return

    def check_fences(self) -> None:
        """Say where a fence inside this block closed the block itself."""
        if self.in_rest or not (inner := unclosed(self.content)):
            return
        index, name = inner
        message = (
            f"the {name} block in this {self.name} block has no end of its own; end "
            f"it, and make the fence of the {self.name} block longer"
        )
        # In MyST the offset counts from the directive.
        self.warn(Subtype.FENCE, message, self.lineno + self.content_offset + index + 1)

    @property
    def in_rest(self) -> bool:
        """Tell whether the directive stands in reST, not in MyST."""
        return isinstance(self.state, RSTState)

    def text(self, name: str) -> str:
        """Return an option on one line; empty if it is missing."""
        return " ".join(self.options.get(name, "").split())

    def value(
        self,
        name: str,
        parse: Callable[[str], Value],
        default: Default,
        subtype: Subtype = Subtype.OPTION,
    ) -> Value | Default:
        """Return an option's value, or *default* if it is missing.

        One that cannot be used warns; what of it can be used, is.
        """
        if name not in self.options:
            return default
        try:
            return parse(self.options[name])
        except FieldError as error:
            self.warn(subtype, f"{name}: {error}", self._line_of(name))
            if error.usable is None:
                return default
            return cast("Value", error.usable)

    def _line_of(self, name: str) -> int | None:
        """Find the line of an option; ``None`` where it cannot be told."""
        lines = self.block_text.splitlines()
        # MyST before 5.2 gives the body alone, without the options.
        whole = self.in_rest or f"{{{self.name}}}" in "".join(lines[:1])
        for place, line in enumerate(lines if whole else ()):
            written = line.strip().lstrip(":")
            if written.startswith((f"{name}:", f"'{name}'", f'"{name}"')):
                return self.line + place
        return None

    def place_of_list(self, query: Query) -> nodes.Element:
        """Note what a list asks for, and return the place that it will fill."""
        self.domain.note_query(self.env.docname, query, self.line)
        node = conf_list(classes=["confrecap"], query=query)
        self.set_source_info(node)
        return node

    def place(self, node: nodes.Element, prefix: str, name: str) -> str:
        """Give *node* an anchor that is unique in its document.

        The node keeps both, for books join documents and drop anchors.
        """
        node_id = make_id(self.env, self.state.document, prefix, name)
        node["ids"].append(node_id)
        node["docname"], node["anchor"] = self.env.docname, node_id
        self.state.document.note_explicit_target(node)
        self.set_source_info(node)
        return node_id
