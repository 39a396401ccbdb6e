"""The directives: from an author's block to records and nodes."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst.directives import directive as look_up
from docutils.parsers.rst.languages import get_language
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import is_directive_registered, new_document

from ...model.rules import Rule
from ...parsing.mistakes import fence_as_text
from ...posts.blocks import READERS
from ..logging import warn
from .base import ConfDirective
from .facts import FactsDirective, PageTags
from .lists import LISTS
from .notes import AbstractDirective
from .post import PostDirective, ThreadDirective
from .talk import ConferenceDirective, TalkDirective

SHORT: dict[str, type[ConfDirective]] = {
    "conference": ConferenceDirective,
    "talk": TalkDirective,
    "abstract": AbstractDirective,
    "tweet": PostDirective,
    "thread": ThreadDirective,
    **LISTS,
    "tag-facts": FactsDirective,
    "speaker-facts": FactsDirective,
    "page-tags": PageTags,
}
IN_DOMAIN: dict[str, type[ConfDirective]] = {**SHORT, "post": PostDirective}


def add_directives(app: Sphinx) -> None:
    """Add the directives to the domain."""
    for name, directive in IN_DOMAIN.items():
        app.add_directive_to_domain("conf", name, directive)


def add_short_names(app: Sphinx, config: Config) -> None:
    """Add the directives under their short names, unless others have these."""
    taken = [name for name in SHORT if _is_taken(name)]
    for name, directive in SHORT.items():
        if name not in taken:
            app.add_directive(name, directive, override=True)
    if taken:
        names = ", ".join(repr(name) for name in taken)
        instead = ", ".join(f"'conf:{name}'" for name in taken)
        message = f"another extension has the directives {names}; write {instead}"
        warn(Rule.DIRECTIVE, message)


def _is_taken(name: str) -> bool:
    """Tell whether another extension has *name*; ours may be from a build before."""
    if not is_directive_registered(name):
        return False
    language: Any = get_language("en")
    found, _messages = look_up(name, language, new_document(""))
    return found not in SHORT.values()


def find_unread_blocks(app: Sphinx, doctree: nodes.document) -> None:
    """Warn once if MyST took a block of ours for text."""
    for paragraph in doctree.findall(nodes.paragraph):
        # The text of a post has no place.
        lines = paragraph.rawsource.splitlines() if paragraph.source else ()
        if found := fence_as_text(lines, READERS):
            index, message = found
            place = f"{paragraph.source}:{(paragraph.line or 1) + index}"
            warn(Rule.FENCE, message, place)
            return
