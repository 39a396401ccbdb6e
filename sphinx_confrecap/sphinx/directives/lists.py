"""``talk-list`` and its like: a list of what the whole project holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ...model.queries import Query
from ...parsing.facts import (
    LIST_OPTIONS,
    POST_LIST_OPTIONS,
    TALK_LIST_OPTIONS,
)
from .base import ConfDirective, OptionSpec

if TYPE_CHECKING:
    from docutils import nodes


class ListDirective(ConfDirective):
    """A place that is filled with what the options ask for, once all is read."""

    optional_arguments = 0
    has_content = False
    option_spec: ClassVar[OptionSpec] = OptionSpec(*LIST_OPTIONS)

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        query = self.read()
        return [self.place_of_list(query)] if isinstance(query, Query) else []


class TalkList(ListDirective):
    """Talks, and on request recaps and documents."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*TALK_LIST_OPTIONS)


class SpeakerList(ListDirective):
    """The speakers of the talks that match."""


class TagList(ListDirective):
    """The tags of the talks that match, or the sub-tags of one."""


class ConferenceList(ListDirective):
    """Conferences, or those of the talks that match."""


class PostList(ListDirective):
    """Posts, wherever they are quoted."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*POST_LIST_OPTIONS)
