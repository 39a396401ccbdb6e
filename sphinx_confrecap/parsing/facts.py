"""From the options of a block to a fact of the model.

What cannot be used is reported and loses only itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from mimetypes import guess_type
from typing import TypeVar, cast

from ..model.errors import FieldError
from ..model.posts import Platform
from ..model.queries import Format, Has, Include, Match, Query, Sort, Subject
from ..model.rules import BlockReport, Rule
from ..model.talks import Conference, Kind, Link, Status, Talk
from ..text.keys import key_of
from ..text.urls import has_scheme
from .fields import (
    parse_address,
    parse_choice,
    parse_choices,
    parse_cue,
    parse_day,
    parse_duration,
    parse_flag,
    parse_keys,
    parse_language,
    parse_links,
    parse_names,
    parse_speakers,
    parse_timezone,
    parse_when,
    suggest,
)

Value = TypeVar("Value")
Default = TypeVar("Default")
Choice = TypeVar("Choice", bound=StrEnum)

PAGE_TAGS_OPTIONS = ("hidden",)
CONFERENCE_OPTIONS = (
    "name",
    "series",
    "url",
    "start",
    "end",
    "location",
    "timezone",
    "tags",
    "description",
    "aliases",
)
TALK_OPTIONS = (
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
    "still",
    "links",
    "status",
    "cue",
    "aliases",
    "draft",
)
LIST_OPTIONS = (
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

TALK_LIST_OPTIONS = (*LIST_OPTIONS, "include", "filter")
POST_LIST_OPTIONS = (
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

_FLAGS = frozenset({"draft", "filter", "hidden"})
"""Options that say something though they hold nothing."""

FindFile = Callable[[str], str | None]
"""Takes a path as a document has it, and returns it below the source directory.

``None`` stands for a file that is not there.
"""

_YEAR = re.compile(r"[1-9][0-9]{3}\Z")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}\Z")


class Options:
    """The options of one block as text, of which those that cannot be used go."""

    def __init__(self, written: Mapping[str, str], report: BlockReport) -> None:
        self._written = dict(written)
        self.report = report

    def check(self, directive: str, known: Collection[str]) -> None:
        """Report and drop what is not *known*, and what holds nothing."""
        for name, value in list(self._written.items()):
            if name not in known:
                message = f"{directive} has no option {name!r}{suggest(name, known)}"
            elif not value.strip() and name not in _FLAGS:
                message = (
                    f"the option {name!r} is empty; give it a value or leave it out "
                    "(in MyST, quote a value that starts with #)"
                )
            else:
                continue
            self.report(Rule.OPTION, message, name)
            del self._written[name]

    def text(self, name: str) -> str:
        """Return an option on one line; empty if it is missing."""
        return " ".join(self._written.get(name, "").split())

    def value(
        self,
        name: str,
        parse: Callable[[str], Value],
        default: Default,
        rule: Rule = Rule.OPTION,
    ) -> Value | Default:
        """Return an option's value, or *default* if it is missing.

        One that cannot be used is reported; what of it can be used, is.
        """
        if name not in self._written:
            return default
        try:
            return parse(self._written[name])
        except FieldError as error:
            self.report(rule, f"{name}: {error}", name)
            return default if error.usable is None else cast("Value", error.usable)

    def links(self, name: str, find_file: FindFile) -> tuple[Link, ...]:
        """Return the links of an option; those to files of the project know it."""
        links: tuple[Link, ...] = self.value(name, parse_links, (), Rule.LINK)
        return tuple(self._local(link, name, find_file) for link in links)

    def _local(self, link: Link, option: str, find_file: FindFile) -> Link:
        if has_scheme(link.url) or link.url.startswith("#"):
            return link
        if file := find_file(link.url):
            return replace(link, file=file)
        message = (
            f"{option}: there is no file {link.url!r}; write https:// before a host"
        )
        self.report(Rule.LINK, message, option)
        return link


def conference_of(options: Options, name: str) -> Conference:
    """Read a conference block with the argument *name*."""
    start, end = _days(options)
    return Conference(
        key=key_of(options.text("name") or name),
        name=name,
        series=options.text("series"),
        url=options.value("url", parse_address, "", Rule.LINK),
        start=start,
        end=end,
        location=options.text("location"),
        timezone=options.value("timezone", parse_timezone, ""),
        tags=options.value("tags", parse_names, ()),
        description=options.text("description"),
        aliases=options.value("aliases", parse_keys, ()),
    )


def _days(options: Options) -> tuple[date | None, date | None]:
    start = options.value("start", parse_day, None, Rule.DATE)
    end = options.value("end", parse_day, None, Rule.DATE)
    if start is not None and end is not None and end < start:
        message = f"the end {end} lies before the start {start}; correct one"
        options.report(Rule.DATE, message, "end")
        return start, None
    return start, end


def talk_of(
    options: Options, title: str, find_file: FindFile, find_image: FindFile
) -> Talk:
    """Read a talk block; *title* is its argument in plain text.

    What follows from its place, the conference above and the talk around it, is not
    in its options.
    """
    return Talk(
        slug=key_of(options.text("name") or title),
        title=" ".join(title.split()),
        conference=options.text("conference"),
        speakers=options.value("speakers", parse_speakers, ()),
        kind=options.value("kind", choice(Kind), Kind.TALK),
        start=options.value("start", parse_when, None, Rule.DATE),
        duration=options.value("duration", parse_duration, None),
        track=options.text("track"),
        room=options.text("room"),
        language=options.value("language", parse_language, ""),
        level=options.text("level"),
        tags=options.value("tags", parse_names, ()),
        url=options.value("url", parse_address, "", Rule.LINK),
        slides=options.links("slides", find_file),
        videos=options.links("video", find_file),
        still=_still_of(options, find_image),
        links=options.links("links", find_file),
        status=options.value("status", choice(Status), None),
        cue=options.value("cue", parse_cue, None),
        aliases=options.value("aliases", parse_keys, ()),
        draft=options.value("draft", parse_flag, False),
    )


def _still_of(options: Options, find_image: FindFile) -> Link | None:
    """Read the image that stands for a recording, the first if there are several.

    One on another host would be a request that no reader asked for.
    """
    for link in options.links("still", find_image):
        if link.file and (guess_type(link.file)[0] or "").startswith("image/"):
            return link
        if link.file or has_scheme(link.url):
            message = f"still: {link.url!r} is no image of the project"
            options.report(Rule.LINK, message, "still")
    return None


class _PostSort(StrEnum):
    """The orders of a list of posts."""

    DATE = Sort.DATE.value
    NEWEST = Sort.NEWEST.value


def page_tags_of(options: Options, written: Iterable[str]) -> tuple[str, ...]:
    """Read the tags that a document gives itself, from argument and body."""
    try:
        return parse_names(", ".join(filter(str.strip, written)))
    except FieldError as error:
        options.report(Rule.OPTION, f"page-tags: {error}", "")
        return ()


def query_of(options: Options, subject: Subject) -> Query:
    """Read a list block."""
    sort = options.value(
        "sort", choice(_PostSort if subject is Subject.POSTS else Sort), None
    )
    return Query(
        subject=subject,
        include=options.value("include", _parse_include, (Include.TALKS,)),
        conference=options.text("conference"),
        series=options.text("series"),
        speaker=options.text("speaker"),
        tags=options.value("tags", parse_names, ()),
        match=options.value("match", choice(Match), Match.ANY),
        parent=options.text("parent"),
        kind=options.value("kind", choice(Kind), None),
        year=options.value("year", _year, None),
        language=options.value("language", parse_language, ""),
        has=options.value("has", _parse_has, ()),
        sort=Sort(sort.value) if sort else None,
        limit=options.value("limit", _number, None),
        format=options.value("format", choice(Format), Format.LIST),
        empty=options.text("empty"),
        filter=options.value("filter", parse_flag, False),
        author=options.text("author"),
        talk=options.text("talk"),
        platform=options.value("platform", choice(Platform), None),
        since=options.value("since", parse_day, None, Rule.DATE),
        until=options.value("until", parse_day, None, Rule.DATE),
    )


def schedule_query(options: Options, conference: str, above: str) -> Query | None:
    """Read a schedule block; *above* is the conference above it."""
    if not (conference or above):
        message = (
            "the schedule is of no conference; write its key behind the directive's "
            "name, or the block of the conference above"
        )
        options.report(Rule.CONFERENCE, message, "")
        return None
    return Query(subject=Subject.SCHEDULE, conference=conference or above)


def choice(choices: type[Choice]) -> Callable[[str], Choice]:
    """Return a function that finds a text among *choices*."""
    return lambda text: parse_choice(text, choices)


def _parse_has(text: str) -> tuple[Has, ...]:
    return parse_choices(text, Has)


def _parse_include(text: str) -> tuple[Include, ...]:
    return parse_choices(text, Include)


def _year(text: str) -> int:
    if not _YEAR.match(text.strip()):
        raise FieldError(f"{text!r} is not a year; write one such as 2030")
    return int(text)


def _number(text: str) -> int:
    if not _NUMBER.match(text.strip()):
        raise FieldError(f"{text!r} is not a number; write one such as 5")
    return int(text)
