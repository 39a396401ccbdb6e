"""Which events of a programme a user wants."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

from ..formats.schedules.calendar import read as read_calendar
from ..formats.schedules.document import Document, Syntax, document_of
from ..formats.schedules.given import Remarks, tidy
from ..model.errors import FieldError, InputError
from ..model.programme import Event, Wanted
from ..parsing.fields import parse_day
from ..text.keys import key_of, plain_words
from ..text.near import suggest

MANY = 100
"""More talks than this are imported only if somebody asks for all."""

_IDS = ("guid", "session_id", "lecture_id", "event_id", "id", "code", "url", "title")
_WORD = re.compile(r"[\w-]{3,}")
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Filters. Of one kind, an event must pass one; it must pass all kinds."""

    ids: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kept())

    def kept(self) -> dict[str, list[str]]:
        """Return the filters as JSON has them."""
        filters = {
            field.name: list(getattr(self, field.name)) for field in fields(self)
        }
        return {name: texts for name, texts in filters.items() if texts}

    @classmethod
    def of(cls, kept: Mapping[str, object]) -> Choice:
        """Return the filters that were kept; all others are left out."""
        return cls(
            **{
                field.name: tuple(map(str, texts))
                for field in fields(cls)
                if isinstance(texts := kept.get(field.name), list)
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One talk in a list of somebody's talks; the surest name of it is first."""

    names: tuple[str, ...]
    start: object = None

    def __str__(self) -> str:
        return self.names[-1]


@dataclass(slots=True)
class Chosen:
    """The events that are wanted, and the marks that mean none."""

    events: list[Event] = field(default_factory=list)
    unknown: list[Mark] = field(default_factory=list)


def offered(events: Iterable[Event]) -> list[Event]:
    """Return the events that may be talks: breaks and what is cancelled are not."""
    return [event for event in events if not (event.is_break or event.is_cancelled)]


def chosen_by(
    events: Sequence[Event],
    choice: Choice,
    lists: Iterable[tuple[str, bytes]],
    *,
    known: bool = False,
) -> Chosen:
    """Return the events that pass all filters, and are in one of the *lists*.

    A list is the name of a file, and its bytes. Filters that are *known* from the last
    time may name what is no longer there.

    :raises InputError: a filter names something that no event has, or a list cannot
        be read
    """
    tests = list(_tests(events, choice, strict=not known))
    passing = [event for event in events if all(test(event) for test in tests)]
    marks = [mark for name, data in lists for mark in marks_in(name, data)]
    return marked(passing, marks) if marks else Chosen(passing)


def _tests(
    events: Sequence[Event], choice: Choice, *, strict: bool
) -> Iterator[Callable[[Event], bool]]:
    given: list[tuple[str, Iterable[str], Callable[[Event], Iterable[str]]]] = [
        ("--id", choice.ids, lambda e: (e.id, *e.codes)),
        ("--room", choice.rooms, lambda e: (e.room,)),
        ("--track", choice.tracks, lambda e: (e.track,)),
        ("--speaker", choice.speakers, lambda e: (p.name for p in e.persons)),
        ("--language", choice.languages, lambda e: e.languages),
        (
            "--day",
            choice.days,
            lambda e: (str(e.day),) if e.day else (),
        ),
    ]
    for option, texts, values in given:
        if texts:
            yield _test(option, list(texts), values, events if strict else None)


def _test(
    option: str,
    texts: Sequence[str],
    values: Callable[[Event], Iterable[str]],
    events: Iterable[Event] | None,
) -> Callable[[Event], bool]:
    """Return a test for one kind of filter; some of *events* must pass."""
    if events is not None:
        known = {value for event in events for value in values(event) if value}
        folded = {plain_words(value) for value in known}
        for text in texts:
            if plain_words(text) not in folded:
                hint = suggest(text, known)
                message = f"nothing in the programme has {text!r}{hint}"
                raise InputError(f"{option}: {message}")
    wanted = set(map(plain_words, texts))
    return lambda event: any(plain_words(v) in wanted for v in values(event) if v)


def with_dates(choice: Choice, events: Iterable[Event]) -> Choice:
    """Return the filters with the dates of days that are given by their numbers.

    :raises InputError: a day is none
    """
    days = sorted({event.day for event in events if event.day})
    return replace(choice, days=tuple(_day(text, days) for text in choice.days))


def _day(text: str, days: Sequence[date]) -> str:
    """Return the date of a day, which may be given by its number."""
    if text.isascii() and text.isdigit() and len(text) < 3:
        number = int(text)
        if not 0 < number <= len(days):
            raise InputError(f"--day: the programme has {len(days)} days")
        return str(days[number - 1])
    try:
        return str(parse_day(text))
    except FieldError as error:
        raise InputError(f"--day: {error}, or the number of a day") from None


# --- lists of somebody's talks ------------------------------------------------


def marks_in(name: str, data: bytes) -> list[Mark]:
    """Read a list of talks: a calendar, JSON of an app, or a name on each line.

    :raises InputError: it cannot be read, or names no talk
    """
    if data.removeprefix(BOM_UTF8).lstrip().startswith((b"{", b"[", b"BEGIN:")):
        document = document_of(name, data)
        marks = list(_in_file(document))
    else:
        marks = list(_in_lines(name, data))
    if not marks:
        raise InputError(f"{name}: it names no talks")
    return marks


def _in_file(document: Document) -> Iterator[Mark]:
    """Yield the events of a calendar; of JSON, the objects in lists, and ids."""
    if document.syntax is Syntax.CALENDAR:
        yield from _in_calendar(document)
    else:
        yield from _in_values(document.content)


def _in_calendar(document: Document) -> Iterator[Mark]:
    [programme] = read_calendar([document], Remarks(Wanted()))
    for event in programme.events:
        yield Mark(names=(*event.codes, event.title), start=event.start)


def _in_values(content: object) -> Iterator[Mark]:
    if isinstance(content, dict):
        names = [content[n] for n in _IDS if isinstance(content.get(n), (str, int))]
        if names:
            yield Mark(names=tuple(map(str, names)))
            return
        content = list(content.values())
    for item in content if isinstance(content, list) else ():
        if isinstance(item, (str, int)) and not isinstance(item, bool):
            yield Mark(names=(str(item),))
        else:
            yield from _in_values(item)


def _in_lines(name: str, data: bytes) -> Iterator[Mark]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{name}: it is not UTF-8") from None
    for line in text.splitlines():
        words = tidy(line)
        if words and not words.startswith("#"):
            yield Mark(names=(words,))


def marked(events: Sequence[Event], marks: Iterable[Mark]) -> Chosen:
    """Return the events that *marks* mean, in the order of the programme."""
    index = _Index(events)
    found: set[str] = set()
    chosen = Chosen()
    for mark in marks:
        if event := index.find(mark):
            found.add(event.id)
        else:
            chosen.unknown.append(mark)
    chosen.events = [event for event in events if event.id in found]
    return chosen


class _Index:
    """Finds an event by any of its names."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._by_name: defaultdict[str, list[Event]] = defaultdict(list)
        for event in events:
            names = {event.id, event.url, *event.codes}
            for name in {_folded(name) for name in names if name}:
                self._by_name[name].append(event)
            self._by_name[f"title:{key_of(event.title)}"].append(event)

    def find(self, mark: Mark) -> Event | None:
        """Return the one event that a mark means."""
        for name in mark.names:
            if event := self._one(self._by_name.get(_folded(name), ()), mark):
                return event
        titled = self._by_name.get(f"title:{key_of(mark.names[-1])}", ())
        if event := self._one(titled, mark):
            return event
        # An id of a calendar often has the id of the event in it.
        for name in mark.names[:-1]:
            for word in _WORD.findall(name):
                if event := self._one(self._by_name.get(word.casefold(), ()), mark):
                    return event
        return None

    @staticmethod
    def _one(events: Sequence[Event], mark: Mark) -> Event | None:
        if len(events) == 1:
            return events[0]
        same = [event for event in events if mark.start and event.start == mark.start]
        return same[0] if len(same) == 1 else None


def _folded(name: str) -> str:
    return _SCHEME.sub("", name).rstrip("/").casefold()
