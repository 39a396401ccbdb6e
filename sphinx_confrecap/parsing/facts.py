"""From the options of a block to a fact of the model.

An option has the name of its field, with few exceptions. An unusable value is reported
and dropped; all others stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import MISSING, fields, replace
from enum import StrEnum
from functools import partial
from mimetypes import guess_type
from typing import Any, TypeVar, cast

from ..model.errors import FieldError
from ..model.posts import Platform
from ..model.queries import (
    LOOKS,
    QUERIES,
    SINGULAR,
    ConferenceQuery,
    Format,
    GroupBy,
    Has,
    Include,
    ListQuery,
    Match,
    PostQuery,
    Query,
    Repeats,
    ScheduleQuery,
    Sort,
    SpeakerQuery,
    TalkQuery,
    When,
)
from ..model.rules import BlockReport, Rule
from ..model.talks import Abstract, Conference, Kind, Link, Status, Talk
from ..text.keys import key_of
from ..text.lines import printable
from ..text.near import suggest
from ..text.urls import has_scheme
from .fields import (
    parse_address,
    parse_choice,
    parse_credit,
    parse_cue,
    parse_day,
    parse_day_or_today,
    parse_duration,
    parse_end,
    parse_flag,
    parse_language,
    parse_links,
    parse_several,
    parse_timezone,
    parse_when,
)
from .names import parse_keys, parse_names, parse_tags, requoted
from .people import parse_names_of_speakers, parse_speakers

Value = TypeVar("Value")
Default = TypeVar("Default")
Choice = TypeVar("Choice", bound=StrEnum)

FindFile = Callable[[str], str | None]
"""Takes a path as a document has it, and returns it below the source directory.

``None`` means that there is no such file.
"""

PEOPLE = {"speakers", "moderators"}  # Options that hold people.
_FLAGS = frozenset({"draft", "form", "hidden"})  # They say something if empty, too.


class Options:
    """The options of one block as text. Unusable options are dropped."""

    def __init__(
        self,
        written: Mapping[str, str],
        report: BlockReport,
        quoted: Collection[str] = (),
    ) -> None:
        self._written = {name: printable(text) for name, text in written.items()}
        for name in PEOPLE & self._written.keys() & {*quoted}:
            # As in reST, the quotes may be around a name, and not YAML's.
            self._written[name] = requoted(self._written[name])
        self.report = report
        self.unusable: set[str] = set()
        """The options that were reported."""

    def check(self, directive: str, known: Collection[str]) -> None:
        """Report and drop options that are not *known*, and empty options."""
        for name, value in list(self._written.items()):
            if name not in known:
                block = directive.removeprefix("conf:")
                hint = _INSTEAD.get((block, name)) or suggest(name, known)
                message = f"{directive} has no option {name!r}{hint}"
            elif not value.strip() and name not in _FLAGS:
                message = (
                    f"the option {name!r} is empty; give it a value or leave it out "
                    "(in MyST, quote a value that starts with #, and put options with "
                    "a list of lines between two lines of ---)"
                )
            else:
                continue
            self.report(Rule.OPTION, message, name)
            self.unusable.add(name)
            del self._written[name]

    def text(self, name: str) -> str:
        """Return an option on one line; empty if it is missing."""
        return _line(self._written.get(name, ""))

    def value(
        self,
        name: str,
        parse: Callable[[str], Value],
        default: Default,
        rule: Rule = Rule.OPTION,
    ) -> Value | Default:
        """Return an option's value, or *default* if it is missing.

        An unusable value is reported. If a part of it is usable, that part is returned.
        """
        if name not in self._written:
            return default
        try:
            return parse(self._written[name])
        except FieldError as error:
            self.report(rule, f"{name}: {error}", name)
            self.unusable.add(name)
            return default if error.usable is None else cast("Value", error.usable)

    def links(self, name: str, find_file: FindFile) -> tuple[Link, ...]:
        """Return the links of an option. For files of the project, *file* is set.

        A file that is not there, or a host without a scheme, would be a dead link.
        """
        links = []
        for link in self.value(name, parse_links, (), Rule.LINK):
            if has_scheme(link.url) or link.url.startswith("#"):
                links.append(link)
            elif file := find_file(link.url):
                links.append(replace(link, file=file))
            else:
                message = f"there is no file {link.url!r}"
                if name not in IMAGES:
                    message += "; write https:// before a host"
                self.report(Rule.LINK, f"{name}: {message}", name)
        return tuple(links)


def _line(text: str) -> str:
    return " ".join(text.split())


def choice(choices: Iterable[Choice]) -> Callable[[str], Choice]:
    """Return a function that finds a text among *choices*."""
    return lambda text: parse_choice(text, choices)


def _choices(choices: Iterable[Choice]) -> Callable[[str], tuple[Choice, ...]]:
    return _several(choice(choices))


def _several(parse: Callable[[str], Value]) -> Callable[[str], tuple[Value, ...]]:
    """Return a function that reads each value of a list with *parse*."""
    return lambda text: parse_several(text, parse)


def _whole(what: str, pattern: str, example: int) -> Callable[[str], int]:
    """Return a function that reads a number without a sign."""

    def parse(text: str) -> int:
        if not re.fullmatch(pattern, text.strip()):
            raise FieldError(f"{text!r} is not a {what}; write one such as {example}")
        return int(text)

    return parse


_PARSERS: Mapping[str, Callable[[str], Any]] = {
    "aliases": parse_keys,
    "cue": parse_cue,
    "draft": parse_flag,
    "duration": parse_duration,
    "end": parse_day,
    "form": parse_flag,
    "format": choice(Format),
    "group": choice(GroupBy),
    "has": _choices(Has),
    "include": _choices(Include),
    "kind": choice(Kind),
    "language": parse_language,
    "license": parse_credit,
    "limit": _whole("number", "[1-9][0-9]{0,8}", 5),
    "match": choice(Match),
    "since": parse_day_or_today,
    "sort": choice((Sort.DATE, Sort.NEWEST, Sort.TITLE, Sort.CONFERENCE)),
    "source": parse_credit,
    "moderators": parse_speakers,
    "speakers": parse_speakers,
    "start": parse_when,
    "status": choice(Status),
    "tags": parse_tags,
    "timezone": parse_timezone,
    "until": parse_day_or_today,
    "url": parse_address,
    "when": choice(When),
}
"""The readers of options that are not a line of text."""

_FILTERS: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(("conferences", "series", "affiliation", "parent"), parse_names),
    **dict.fromkeys(("level", "talk", "author"), parse_names),
    "speakers": parse_names_of_speakers,
    # No list has breaks.
    "kind": _choices([kind for kind in Kind if kind is not Kind.BREAK]),
    "language": _several(parse_language),
    "platform": _choices(Platform),
    "status": _choices(Status),
    "year": _several(_whole("year", "[1-9][0-9]{3}", 2030)),
}
"""The same for the filters of lists, which take several values."""


def _parsers_of_list(kind: type[Query]) -> dict[str, Callable[[str], Any]]:
    parsers = dict(_FILTERS)
    if issubclass(kind, ListQuery):
        parsers["columns"] = _choices(kind.columns_known)
    if kind is PostQuery:
        parsers["sort"] = choice((Sort.DATE, Sort.NEWEST))
    if kind is SpeakerQuery:
        parsers["sort"] = choice(Sort)
    if kind is ConferenceQuery:
        parsers["group"] = choice((GroupBy.YEAR, GroupBy.SERIES, GroupBy.NONE))
    return parsers


_PARSERS_OF: Mapping[type, Mapping[str, Callable[[str], Any]]] = {
    Conference: {"start": parse_day},
    **{kind: _parsers_of_list(kind) for kind in QUERIES.values()},
    # Of a talk, it is a key.
    TalkQuery: {**_parsers_of_list(TalkQuery), "repeats": choice(Repeats)},
}
"""The same for one kind of block, where it differs."""

_RULES = dict.fromkeys(("start", "end", "since", "until"), Rule.DATE)
_RULES |= dict.fromkeys(("url", "source", "license"), Rule.LINK)

_APART: Mapping[type, Collection[str]] = {
    Conference: ("logo",),
    Talk: (
        *("named", "parent", "has_notes", "has_abstract"),
        *("slides", "videos", "still", "links"),
    ),
    **dict.fromkeys(QUERIES.values(), ("void",)),
    PostQuery: ("void", "when"),
}
"""Fields that need more than one option and its parser, or that have no option."""


def options_for(kind: type[Any]) -> dict[str, Any]:
    """Return the options that become a field of *kind*, with their defaults."""
    return {
        field.name: field.default
        for field in fields(kind)
        if field.default is not MISSING and field.name not in _APART.get(kind, ())
    }


PAGE_TAGS_OPTIONS = ("hidden",)
CONFERENCE_OPTIONS = ("name", *options_for(Conference), "logo")
ABSTRACT_OPTIONS = tuple(options_for(Abstract))
TALK_OPTIONS = ("name", *options_for(Talk), "end", "slides", "video", "still", "links")

IMAGES = ("logo", "still")
"""The options for images of the project; another host would get a request."""

_INSTEAD = {
    ("talk", "abstract"): "; write it in an abstract block at the end of the notes",
    ("talk", "date"): "; write the day in start",
}
"""What to write for options that other tools have, by directive and option."""


def _read(options: Options, kind: type[Any]) -> dict[str, Any]:
    parsers = {**_PARSERS, **_PARSERS_OF.get(kind, {})}
    return {
        name: options.value(
            name, parsers.get(name, _line), default, _RULES.get(name, Rule.OPTION)
        )
        for name, default in options_for(kind).items()
    }


def conference_of(options: Options, name: str, find_image: FindFile) -> Conference:
    """Read a conference block with the argument *name*."""
    given = _read(options, Conference)
    start, end = given["start"], given["end"]
    if start and end and end < start:
        message = f"the end {end} is before the start {start}; correct one"
        options.report(Rule.DATE, message, "end")
        given["end"] = None
    return Conference(
        key=key_of(options.text("name") or name),
        name=name,
        logo=_image_of(options, "logo", find_image),
        **given,
    )


def talk_of(
    options: Options, title: str, find_file: FindFile, find_image: FindFile
) -> Talk:
    """Read a talk block; *title* is its argument in plain text."""
    given = _read(options, Talk)
    given["duration"] = _duration_of(options, given)
    return Talk(
        slug=key_of(options.text("name") or title),
        named=bool(options.text("name")),
        title=_line(title),
        slides=options.links("slides", find_file),
        videos=options.links("video", find_file),
        still=_image_of(options, "still", find_image),
        links=options.links("links", find_file),
        **given,
    )


def _duration_of(options: Options, given: Mapping[str, Any]) -> int | None:
    """Return the minutes of a talk, from its duration or its end."""
    no_end: int | None = None
    read = partial(parse_end, start=given["start"])
    duration: int | None = given["duration"]
    until = options.value("end", read, no_end, Rule.DATE)
    if duration and until and duration != until:
        message = f"the end is {until} minutes after the start; correct one of them"
        options.report(Rule.DATE, f"duration: {message}", "duration")
    return duration or until


def abstract_of(options: Options) -> Abstract:
    """Read the options of an abstract."""
    return Abstract(**_read(options, Abstract))


def _image_of(options: Options, name: str, find_image: FindFile) -> Link | None:
    """Read an image of the project, the first if there are several."""
    for link in options.links(name, find_image):
        if link.file and (guess_type(link.file)[0] or "").startswith("image/"):
            return link
        # Another host would get a request that no reader asked for.
        message = f"{name}: {link.url!r} is not a local image"
        options.report(Rule.LINK, message, name)
    return None


def page_tags_of(options: Options, written: Iterable[str]) -> tuple[str, ...]:
    """Read the tags that a document gives itself, from argument and body."""
    lines = [line for line in written if line.strip()]
    as_list = any(line.startswith("- ") for line in lines)
    try:
        return parse_tags(printable(("\n" if as_list else ", ").join(lines)))
    except FieldError as error:
        options.report(Rule.OPTION, f"page-tags: {error}", "")
        return cast("tuple[str, ...]", error.usable or ())


def list_options(kind: type[Query]) -> dict[str, Any]:
    """Return the options of a list, with their defaults."""
    given = options_for(kind)
    return given | {one: "" for one, several in SINGULAR.items() if several in given}


def query_of(options: Options, kind: type[Query], conference: str) -> Query | None:
    """Read a list block, or a schedule block of *conference*; ``None`` without one.

    A filter of which nothing can be used lets nothing pass: a list of everything
    would not be what its author asked for.
    """
    given = _read(options, kind)
    for one, several in SINGULAR.items():
        if several in given and (name := options.text(one)):
            given[several] = (*given[several], name)
    asked = {SINGULAR.get(name, name) for name in options.unusable}
    void = any(not given[name] for name in asked & given.keys() - LOOKS)
    if kind is not ScheduleQuery:
        return kind(**given, void=void)
    if conference:
        return ScheduleQuery(conference=conference, **given, void=void)
    message = (
        "the schedule is of no conference; write its key behind the directive's "
        "name, or the block of the conference above"
    )
    options.report(Rule.CONFERENCE, message, "")
    return None
