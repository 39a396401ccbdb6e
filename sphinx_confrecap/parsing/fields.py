"""From the text of an option to a value; :class:`FieldError` if it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from ..model.blocks import Dialect
from ..model.errors import FieldError
from ..model.queries import Day, RelativeDay
from ..model.talks import Link, day_of
from ..text.near import suggest
from ..text.urls import has_scheme, host_of, safe_url, split_url
from ..text.values import listed
from .names import MOST, names_in, not_too_many
from .words import plain

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")

LONGEST = 14 * 24 * 60
"""The longest talk, in minutes."""

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]+(.+))?\Z", re.ASCII | re.DOTALL)
_TIME = re.compile(
    r"(\d{1,2}:\d{2})(?:(:\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?\Z", re.ASCII
)
_HOURS = re.compile(
    r"(?:(\d{1,9})\s*h\s*)?(?:(\d{1,9})\s*(?:m|min|minutes?)?)?\Z",
    re.ASCII | re.IGNORECASE,
)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::00)?\Z", re.ASCII)
_CUE = re.compile(r"(?:(?:(\d{1,9}):)?(\d{1,2}):)?(\d{1,2})\Z", re.ASCII)
_ZONE = re.compile(r"[\w+-]{1,32}(?:/[\w+-]{1,32}){0,2}", re.ASCII)
# RFC 5646, 2.1, without its grandfathered tags, and without languages of more than
# three letters: it allows them, but none is registered, and "English" would be one.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?\Z",
    re.ASCII | re.IGNORECASE,
)
# As in CommonMark, brackets in a label are in pairs, in code, or escaped.
_IN_LABEL = r"\\.|`[^`]*`|[^\\\[\]]"
for _ in range(3):
    _IN_LABEL = rf"\\.|`[^`]*`|[^\\\[\]]|\[(?:{_IN_LABEL})*+\]"
_LABELLED = re.compile(
    rf"\[(?P<label>(?:{_IN_LABEL})*+)\]"
    r"\(<?(?P<url>[^()<>\s]*(?:\([^()<>\s]*\)[^()<>\s]*)*)>?\)"
    r"|(?P<name>[^<>,;]+?)\s*(?<!\()<(?P<target>[^<>\s]+)>"
    # A comma may be part of an address; one before white space ends it.
    r"|(?P<bare>[^\s\[\]<>]+?)(?=[,;]?(?:\s|\Z)|[,;](?:https?:|\[))"
)


def parse_when(text: str) -> date | datetime:
    """Read ``2018-12-04`` or ``2018-12-04 11:30``, with or without an offset."""
    match = _DATE.match(text.strip())
    if not match:
        raise FieldError(
            f"{text!r} is not a date; write 2018-12-04 or 2018-12-04 11:30"
        )
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        raise FieldError(f"there is no day {match[1]}; check month and day") from None
    # A zone or a duration would lead out of the calendar.
    if day.year in (MINYEAR, MAXYEAR):
        raise FieldError(f"there was no conference in {day.year}; check the year")
    return day if match[2] is None else _at_time(day, match[2].strip())


def _at_time(day: date, text: str) -> datetime:
    if match := _TIME.match(text):
        clock, seconds, offset = match.groups("")
        with suppress(ValueError):
            return datetime.fromisoformat(f"{day}T{clock:0>5}{seconds}{offset}")
    raise FieldError(f"there is no time {text!r}; write hours and minutes as 09:30")


def parse_day(text: str) -> date:
    """Read a date. A time after it, from other tools, is left out."""
    return day_of(parse_when(text))


def parse_day_or_today(text: str) -> Day:
    """Read a date, or the word ``today``."""
    if text.strip().lower() == RelativeDay.TODAY:
        return RelativeDay.TODAY
    try:
        return parse_day(text)
    except FieldError as error:
        raise FieldError(f"{error}, or today") from None


def parse_duration(text: str) -> int:
    """Read ``45``, ``45 min``, ``1h``, ``1h30`` or ``1:30``; it is in minutes."""
    match = _HOURS.match(text.strip()) or _CLOCK.match(text.strip())
    hours, minutes = match.groups() if match else (None, None)
    total = int(hours or 0) * 60 + int(minutes or 0)
    if not 0 < total <= LONGEST:
        raise FieldError(f"{text!r} is not a duration; write minutes as 45, or 1h30")
    return total


def parse_end(text: str, start: date | datetime | None) -> int:
    """Read the end of a talk, ``12:15`` or with a date; the answer is its minutes.

    A time of day before that of the start is on the next day.
    """
    if not isinstance(start, datetime):
        raise FieldError(
            "an end needs a start with a time; write it in start, or the minutes in "
            "duration"
        )
    text = text.strip()
    over_midnight = timedelta(0)
    if _TIME.match(text):
        end = _at_time(start.date(), text)
        over_midnight = timedelta(days=1)
    elif (match := _DATE.match(text)) and match[2]:
        end = cast("datetime", parse_when(text))
    else:
        raise FieldError(f"{text!r} is not a time; write 12:15")
    if (end.tzinfo is None) != (start.tzinfo is None):
        end = end.replace(tzinfo=start.tzinfo)
    if end <= start:
        end += over_midnight
    minutes = (end - start) // timedelta(minutes=1)
    if not 0 < minutes <= (LONGEST if not over_midnight else 12 * 60):
        raise FieldError(f"the end {text} is not after the start; correct one")
    return minutes


def parse_cue(text: str) -> int:
    """Read ``12:30`` or ``1:02:03``; the answer is in seconds."""
    match = _CUE.match(text.strip())
    hours, minutes, seconds = (
        (int(part or 0) for part in match.groups()) if match else (0, 0, 60)
    )
    if seconds > 59 or minutes > 59:
        raise FieldError(f"{text!r} is not a place in a recording; write 12:30")
    return hours * 3600 + minutes * 60 + seconds


def parse_flag(text: str) -> bool:
    """Read ``true`` or ``false``. An empty value sets the flag.

    Any other value raises, and leaves the flag set.
    """
    word = text.strip().lower()
    if word not in ("", "true", "yes", "false", "no"):
        raise FieldError(f"{text!r} is neither true nor false", usable=True)
    return word not in ("false", "no")


def parse_language(text: str) -> str:
    """Check a BCP 47 tag such as ``de`` or ``pt-BR``."""
    if not _LANGUAGE.match(text.strip()):
        raise FieldError(f"{text!r} is not a language tag; write de, en or pt-BR")
    return text.strip()


def parse_timezone(text: str) -> str:
    """Check an IANA zone such as ``Europe/Berlin``."""
    with suppress(ValueError, OSError, LookupError):
        if _ZONE.fullmatch(text.strip()):
            return ZoneInfo(text.strip()).key
    raise FieldError(
        f"{text!r} is not a time zone; write an IANA name such as Europe/Berlin"
    )


def parse_choice(text: str, choices: Iterable[Choice]) -> Choice:
    """Find *text* among *choices*, whatever its case."""
    known = {choice.value: choice for choice in choices}
    if found := known.get(text.strip().lower()):
        return found
    names = ", ".join(known)
    raise FieldError(f"{text!r} is not one of {names}{suggest(text, known)}")


def parse_several(text: str, parse: Callable[[str], Value]) -> tuple[Value, ...]:
    """Read all values in *text* with *parse*; those that it can read stay usable."""
    found, refused = [], []
    for name in names_in(text):
        try:
            found.append(parse(name))
        except FieldError as error:
            refused.append(str(error))
    if refused:
        raise FieldError("; ".join(refused), usable=tuple(found))
    return not_too_many(found)


def parse_url(text: str) -> str:
    """Check one address: http, https, mailto, or relative."""
    url = safe_url(text)
    if url is None:
        raise FieldError(f"{text!r} may not be a link; use http, https or mailto")
    if split_url(url).netloc and not host_of(url):
        raise FieldError(f"{text!r} names no host; write its name")
    return url


def parse_address(text: str) -> str:
    """Check an address with a host, which works from everywhere."""
    url = parse_url(text) if text.strip() else ""
    if not host_of(url):
        raise FieldError(f"{text!r} is not an address; write https:// before a host")
    return url


def parse_links(text: str) -> tuple[Link, ...]:
    """Read ``[label](url), label <url>, url`` into links.

    A text that is not a link, or not an allowed one, raises; the others stay usable.
    """
    links, refused = list[Link](), list[str]()
    rest = " ".join(", ".join(listed(text) or [text]).split())
    while rest := rest.strip(" ,;"):
        if len(links) + len(refused) >= MOST:
            refused.append(f"the first {MOST} links count")
            break
        match = _LABELLED.match(rest)
        wrong = re.split("[,;]", rest, maxsplit=1)[0]
        rest = rest[match.end() :] if match else rest.removeprefix(wrong)
        try:
            links.append(_link(match, wrong))
        except FieldError as error:
            refused.append(str(error))
    if refused:
        raise FieldError("; ".join(refused), usable=tuple(links))
    if not links:
        raise FieldError("the list holds no address")
    return tuple(links)


def parse_credit(text: str) -> Link:
    """Read ``[label](url)``, ``label <url>``, an address, or words without one."""
    words = " ".join(text.split())
    # As links are in reST.
    words = re.sub(r"\A`([^`]+)`__?\Z", r"\1", words)
    match = _LABELLED.fullmatch(words)
    if match and (match["bare"] is None or has_scheme(words)):
        link = _link(match, words)
        return replace(link, url=parse_address(link.url))
    if "](" in words or "://" in words:
        message = f"{words!r} is not one link; write [label](address), or only words"
        raise FieldError(message)
    return Link(url="", label=words)


def _link(match: re.Match[str] | None, written: str) -> Link:
    if not match:
        raise FieldError(
            f"{written!r} is not a link; write [label](address), and \\[ and \\] for "
            "brackets in a label that are not in pairs"
        )
    label = plain(match["label"] or "", Dialect.MYST) or match["name"] or ""
    url = parse_url(match["url"] or match["target"] or match["bare"] or "")
    return Link(url=url, label=" ".join(label.split()))
