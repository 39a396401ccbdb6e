"""``talk-list`` and its like: a list of what the whole project holds."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, TypeVar

from ..errors import FieldError
from ..fields import (
    parse_choice,
    parse_choices,
    parse_day,
    parse_language,
    parse_names,
)
from ..logging import Subtype
from ..model import Kind
from ..posts.model import Platform
from ..query import Format, Has, Include, Match, Query, Sort, Subject
from .base import ConfDirective, OptionSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes

Choice = TypeVar("Choice", bound=StrEnum)

_NUMBER = re.compile(r"[1-9][0-9]{0,8}\Z")


class ListDirective(ConfDirective):
    """A place that is filled with what the options ask for, once all is read."""

    optional_arguments = 0
    has_content = False
    subject: ClassVar[Subject]
    option_spec: ClassVar[OptionSpec] = OptionSpec(
        "conference",
        "series",
        "speaker",
        "tags",
        "match",
        "parent",
        "kind",
        "year",
        "language",
        "has",
        "sort",
        "limit",
        "format",
        "empty",
    )

    def run(self) -> list[nodes.Node]:
        """Note what is asked for, and return the place of the list."""
        self.check_options()
        return [self.place_of_list(self.query())]

    def query(self) -> Query:
        """Return what the options ask for."""
        return Query(
            subject=self.subject,
            include=self.value("include", _parse_include, (Include.TALKS,)),
            conference=self.text("conference"),
            series=self.text("series"),
            speaker=self.text("speaker"),
            tags=self.value("tags", parse_names, ()),
            match=self.value("match", choice(Match), Match.ANY),
            parent=self.text("parent"),
            kind=self.value("kind", choice(Kind), None),
            year=self.value("year", _number, None),
            language=self.value("language", parse_language, ""),
            has=self.value("has", _parse_has, ()),
            sort=self.value("sort", choice(Sort), None),
            limit=self.value("limit", _number, None),
            format=self.value("format", choice(Format), Format.LIST),
            empty=self.text("empty"),
        )


class TalkList(ListDirective):
    """Talks, and on request recaps and documents."""

    subject = Subject.TALKS
    option_spec: ClassVar[OptionSpec] = OptionSpec(
        *ListDirective.option_spec, "include"
    )


class SpeakerList(ListDirective):
    """The speakers of the talks that match."""

    subject = Subject.SPEAKERS


class TagList(ListDirective):
    """The tags of the talks that match, or the sub-tags of one."""

    subject = Subject.TAGS


class ConferenceList(ListDirective):
    """Conferences, or those of the talks that match."""

    subject = Subject.CONFERENCES


class PostSort(StrEnum):
    """The orders of a list of posts."""

    DATE = Sort.DATE.value
    NEWEST = Sort.NEWEST.value


class PostList(ListDirective):
    """Posts, wherever they are quoted."""

    subject = Subject.POSTS
    option_spec: ClassVar[OptionSpec] = OptionSpec(
        "author",
        "tags",
        "match",
        "conference",
        "series",
        "talk",
        "platform",
        "year",
        "since",
        "until",
        "language",
        "sort",
        "limit",
        "format",
        "empty",
    )

    def query(self) -> Query:
        """Return what the options ask for."""
        sort = self.value("sort", choice(PostSort), None)
        return replace(
            super().query(),
            author=self.text("author"),
            talk=self.text("talk"),
            platform=self.value("platform", choice(Platform), None),
            since=self.value("since", parse_day, None, Subtype.DATE),
            until=self.value("until", parse_day, None, Subtype.DATE),
            sort=Sort(sort.value) if sort else None,
        )


def choice(choices: type[Choice]) -> Callable[[str], Choice]:
    """Return a function that finds a text among *choices*."""
    return lambda text: parse_choice(text, choices)


def _parse_has(text: str) -> tuple[Has, ...]:
    return parse_choices(text, Has)


def _parse_include(text: str) -> tuple[Include, ...]:
    return parse_choices(text, Include)


def _number(text: str) -> int:
    if not _NUMBER.match(text.strip()):
        raise FieldError(f"{text!r} is not a number; write one such as 5")
    return int(text)
