"""``talk-list`` and its like: a list of what the whole project holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ...model.queries import Subject
from ...parsing.facts import (
    LIST_OPTIONS,
    POST_LIST_OPTIONS,
    TALK_LIST_OPTIONS,
    query_of,
)
from .base import ConfDirective, OptionSpec

if TYPE_CHECKING:
    from docutils import nodes


class ListDirective(ConfDirective):
    """A place that is filled with what the options ask for, once all is read."""

    optional_arguments = 0
    has_content = False
    subject: ClassVar[Subject]
    option_spec: ClassVar[OptionSpec] = OptionSpec(*LIST_OPTIONS)

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        self.check_options()
        return [self.place_of_list(query_of(self.given, self.subject))]


class TalkList(ListDirective):
    """Talks, and on request recaps and documents."""

    subject = Subject.TALKS
    option_spec: ClassVar[OptionSpec] = OptionSpec(*TALK_LIST_OPTIONS)


class SpeakerList(ListDirective):
    """The speakers of the talks that match."""

    subject = Subject.SPEAKERS


class TagList(ListDirective):
    """The tags of the talks that match, or the sub-tags of one."""

    subject = Subject.TAGS


class ConferenceList(ListDirective):
    """Conferences, or those of the talks that match."""

    subject = Subject.CONFERENCES


class PostList(ListDirective):
    """Posts, wherever they are quoted."""

    subject = Subject.POSTS
    option_spec: ClassVar[OptionSpec] = OptionSpec(*POST_LIST_OPTIONS)
