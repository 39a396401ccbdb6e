"""Values that several formats write in one way: times, languages, links, people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from ...model.errors import FieldError
from ...model.programme import Event, Occasion, Person
from ...model.talks import Link, day_of
from ...parsing.fields import parse_address, parse_duration, parse_timezone, parse_when
from ...parsing.names import without_mail, without_quotes
from ...parsing.people import is_nobody
from ...parsing.pronouns import pronouns_in
from ...posts.payload import language_of
from .given import Given, tidy

NIGHT = 5
"""Before this hour, an event may belong to the evening before."""

_CLOCK = re.compile(r"(\d{1,3}):([0-5]?\d)(?::[0-5]\d)?\Z", re.ASCII)
_GROUP = re.compile(r"\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\]")
_SLIDES = re.compile(
    r"\b(?:slides?|slide ?deck|folien|präsentation|diapos?)\b", re.IGNORECASE
)
_VIDEO = re.compile(
    r"\b(?:video|recording|aufzeichnung|youtube|peertube)\b", re.IGNORECASE
)
_BREAK = re.compile(
    r"\b(?:break|lunch|breakfast|dinner|coffee|tea|brunch|registration|check-in"
    r"|doors? opens?|pause|mittagessen|mittagspause|kaffeepause|frühstück"
    r"|abendessen|einlass|déjeuner|café|pause-café|almuerzo|descanso|desayuno|cena"
    r"|comida|registro|pranzo|pausa|colazione|almoço|intervalo|lounas|kahvi)\b",
    re.IGNORECASE,
)
_LONG_TITLE = 6
_CODES = {"eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es"}
_CODES |= {"ita": "it", "por": "pt", "nld": "nl", "dut": "nl", "jpn": "ja", "zho": "zh"}
_CODES |= {"rus": "ru", "pol": "pl", "ces": "cs", "cze": "cs", "kor": "ko", "ukr": "uk"}
_NAMES = {"english": "en", "german": "de", "deutsch": "de", "french": "fr"}
_NAMES |= {"français": "fr", "spanish": "es", "español": "es", "italian": "it"}
_NAMES |= {"italiano": "it", "portuguese": "pt", "português": "pt", "dutch": "nl"}
_NAMES |= {"nederlands": "nl", "japanese": "ja", "chinese": "zh", "polish": "pl"}


def timezone_of(given: Given) -> str:
    """Return the zone that the user names, else that of the programme."""
    return given.wanted.timezone or given.read(parse_timezone, "")


def moment_of(given: Given, zone: str) -> date | datetime | None:
    """Return a start: in the zone of the conference, without an offset, if it is known.

    An hour that comes twice, when clocks go back, keeps its offset.
    """
    when = given.read(parse_when, None)
    return local_in(zone, when) if isinstance(when, datetime) else when


def local_in(zone: str, when: datetime) -> datetime:
    """Return a time to the minute, as :func:`moment_of` does."""
    when = when.replace(second=0, microsecond=0)
    if not (zone and when.tzinfo):
        return when
    local = when.astimezone(ZoneInfo(zone))
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first < second:
        return datetime.fromisoformat(local.isoformat())
    return local.replace(tzinfo=None, fold=0)


def minutes_of(given: Given) -> int | None:
    """Return a duration: minutes, or hours and minutes as ``1:30``."""
    return given.read(parse_clock, None)


def parse_clock(text: str) -> int:
    """Read ``00:45``, ``1:30``, or what an option ``duration`` may hold, in minutes."""
    if clock := _CLOCK.match(text):
        text = f"{clock[1]}h{clock[2]}"
    return parse_duration(text)


def minutes_between(
    start: date | datetime | None, end: date | datetime | None
) -> int | None:
    """Return the minutes from *start* to *end*; ``None`` if they are not times."""
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return None
    if (start.tzinfo is None) != (end.tzinfo is None):
        return None
    minutes = round((end - start) / timedelta(minutes=1))
    return minutes if 0 < minutes <= 14 * 24 * 60 else None


def languages_of(given: Given) -> tuple[str, ...]:
    """Return the languages in a text such as ``de, en`` or ``English``."""
    found = []
    for name in re.split(r"[,;/+&]|\band\b|\bund\b", given.text()):
        word = name.strip()
        word = _CODES.get(word.lower(), _NAMES.get(word.lower(), word))
        if word and (tag := language_of(word.replace("_", "-"))):
            found.append(tag)
        elif word:
            given.once(f"{word!r} is no language that is known")
    return tuple(dict.fromkeys(found))


def address_of(given: Given, base: str = "") -> str:
    """Return an address of the web, with *base* before a relative one."""
    text = given.text()
    if not text:
        return ""
    try:
        url = urljoin(base, text) if base else text
        return parse_address(url)
    except (FieldError, ValueError):
        given.loss(f"{text!r} is no address of the web")
        return ""


def links_of(given: Given, base: str = "") -> Iterator[tuple[Link, str]]:
    """Yield links with their type; an item is an object or an address."""
    for item in given.items():
        if isinstance(item.value, str):
            if url := address_of(item, base):
                yield Link(url=url), ""
        elif isinstance(item.value, dict):
            target = item.first("url", "href", "link", "resource")
            title = item.first("title", "description", "name").text()
            if url := address_of(target, base):
                label = "" if title == url else title
                yield Link(url=url, label=label), item["type"].text()


class Links(NamedTuple):
    """The links of an event."""

    slides: tuple[Link, ...]
    videos: tuple[Link, ...]
    others: tuple[Link, ...]


def sorted_links(links: Iterable[tuple[Link, str]]) -> Links:
    """Tell slides, videos and other links apart, by their labels and types."""
    found: dict[str, dict[str, Link]] = {"slides": {}, "videos": {}, "links": {}}
    for link, kind in links:
        words = f"{link.label} {kind}"
        is_video = _VIDEO.search(words) or kind == "video"
        name = "slides" if _SLIDES.search(words) else "videos" if is_video else "links"
        # The label of slides and videos would only repeat what they are.
        found[name].setdefault(
            link.url, link if name == "links" else replace(link, label="")
        )
    return Links(*(tuple(by_url.values()) for by_url in found.values()))


def person_of(name: str, **facts: str) -> Person | None:
    """Return a speaker, with the pronouns apart from the name.

    ``None`` without a name, or for somebody who is not known yet. An address of mail
    is no part of a name.
    """
    name, pronouns = without_mail(tidy(name)), ""
    for group in _GROUP.finditer(name):
        if found := pronouns_in((group["round"] or group["square"] or "").strip()):
            pronouns = found
            name = f"{name[: group.start()]} {name[group.end() :]}"
            break
    name = without_quotes(" ".join(name.split()))
    if not name or is_nobody(name):
        return None
    return Person(name=name, pronouns=pronouns, **facts)


def title_of(given: Given) -> str:
    """Return the title of an event, and its subtitle behind a colon."""
    title, subtitle = given["title"].text(), given["subtitle"].text()
    if not (title and subtitle) or subtitle in title:
        return title or subtitle
    return f"{title} {subtitle}" if title[-1] in ":?!–-" else f"{title}: {subtitle}"


def is_break(title: str, persons: Sequence[Person], type_: str = "") -> bool:
    """Tell whether an event without speakers is lunch, registration or the like."""
    if persons:
        return False
    short = title if len(title.split()) <= _LONG_TITLE else ""
    return bool(_BREAK.search(short) or _BREAK.search(type_))


def with_days(events: Iterable[Event], group: date | None = None) -> list[Event]:
    """Return the events of one day of a programme, which may end after midnight.

    *group* is the date that the programme gives to the day. If none is on it, for some
    programmes write the day before, it is the date of most.
    """
    events = list(events)
    days = [day for event in events if (day := day_of(event.start))]
    main = group
    if days and group not in days:
        main = max(sorted(set(days)), key=days.count)
    return [replace(event, day=_day(event, main)) for event in events]


def _day(event: Event, main: date | None) -> date | None:
    if event.start is None:
        return main
    day = day_of(event.start)
    at_night = isinstance(event.start, datetime) and event.start.hour < NIGHT
    if at_night and main and day == main + timedelta(days=1):
        return main
    return day


def by_evening(events: Iterable[Event]) -> Iterator[Event]:
    """Yield events by day, those of a night with the evening before."""
    groups: dict[date | None, list[Event]] = {}
    for event in events:
        day = day_of(event.start)
        at_night = isinstance(event.start, datetime) and event.start.hour < NIGHT
        evening = day - timedelta(days=1) if day and at_night else day
        groups.setdefault(evening, []).append(event)
    for evening, group in groups.items():
        yield from with_days(group, evening)


def with_own_ids(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events with different ids: those that are there twice get their start."""
    events = list(events)
    seen: dict[str, int] = {}
    for event in events:
        seen[event.id] = seen.get(event.id, 0) + 1
    taken: set[str] = set()
    result = []
    for event in events:
        id_ = event.id
        if not id_ or seen[id_] > 1:
            id_ = f"{id_ or event.title}@{event.start or ''}"
        number = 2
        base = id_
        while id_ in taken:
            id_ = f"{base}#{number}"
            number += 1
        taken.add(id_)
        result.append(replace(event, id=id_))
    return tuple(result)


def occasion_with(occasion: Occasion, given: Given) -> Occasion:
    """Return a conference with what the user says about it."""
    wanted = given.wanted
    return replace(
        occasion,
        name=tidy(wanted.conference) or occasion.name,
        timezone=wanted.timezone or occasion.timezone,
        start=wanted.start or occasion.start,
    )
