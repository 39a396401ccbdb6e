"""From a query to the rows of its list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .catalogue import Catalogue, Name
from .keys import key_of, sort_key
from .model import Kind, Speaker, Talk
from .query import Has, Match, Query, Sort, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRow:
    """What a list shows of a talk. *conference* is a name."""

    key: str
    title: str
    kind: Kind = Kind.TALK
    conference: str = ""
    day: date | None = None
    speakers: tuple[Speaker, ...] = ()
    tags: tuple[str, ...] = ()
    has: tuple[Has, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """What a list shows of a speaker or a tag: the name, and how often it is."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceRow:
    """What a list shows of a conference. *talks* counts those with a record."""

    key: str
    name: str
    start: date | None = None
    end: date | None = None
    location: str = ""
    talks: int = 0


Row = TalkRow | NameRow | ConferenceRow


def select(catalogue: Catalogue, query: Query) -> tuple[Row, ...]:
    """Return the rows that *query* asks for, in its order."""
    keys = [key for key in catalogue.talks if _matches(catalogue, key, query)]
    rows: Sequence[Row]
    match query.subject:
        case Subject.TALKS:
            rows = [
                talk_row(catalogue, key) for key in order(catalogue, keys, query.sort)
            ]
        case Subject.CONFERENCES:
            rows = _conference_rows(catalogue, keys, query)
        case Subject.SPEAKERS:
            rows = _name_rows(catalogue, catalogue.speakers, keys, query)
        case Subject.TAGS:
            rows = _name_rows(catalogue, catalogue.tags, keys, query)
    return tuple(rows[: query.limit])


def talk_row(catalogue: Catalogue, key: str) -> TalkRow:
    """Return the row of one talk."""
    talk = catalogue.talks[key].fact
    conference = catalogue.conference(key)
    return TalkRow(
        key=key,
        title=talk.title,
        kind=talk.kind,
        conference=conference.name if conference else "",
        day=catalogue.day(key),
        speakers=talk.speakers,
        tags=talk.tags,
        has=has(talk),
    )


def conference_row(catalogue: Catalogue, key: str) -> ConferenceRow:
    """Return the row of one conference."""
    conference = catalogue.conferences[key].fact
    return ConferenceRow(
        key=key,
        name=conference.name,
        start=conference.start,
        end=conference.end,
        location=conference.location,
        talks=len(catalogue.programme.get(key, ())),
    )


def name_row(name: Name) -> NameRow:
    """Return the row of one speaker or tag."""
    return NameRow(key=name.key, name=name.name, count=name.count)


def has(talk: Talk) -> tuple[Has, ...]:
    """Return what comes with *talk*."""
    given = {Has.SLIDES: talk.slides, Has.VIDEO: talk.videos, Has.NOTES: talk.has_notes}
    return tuple(item for item, value in given.items() if value)


def order(
    catalogue: Catalogue, keys: Iterable[str], sort: Sort | None = None
) -> list[str]:
    """Sort talks; by day, those of one day stay in the order of the programme."""
    places = {
        key: place
        for programme in catalogue.programme.values()
        for place, key in enumerate(programme)
    }

    def day(key: str) -> int:
        known = catalogue.day(key)
        # Whichever way days run, talks without one come last.
        if known is None:
            return date.max.toordinal()
        return known.toordinal() if sort is Sort.DATE else -known.toordinal()

    def by_day(key: str) -> tuple[object, ...]:
        return day(key), catalogue.conference_of.get(key, ""), places.get(key, 0), key

    def by_title(key: str) -> tuple[object, ...]:
        return sort_key(catalogue.talks[key].fact.title), key

    def by_conference(key: str) -> tuple[object, ...]:
        conference = catalogue.conference(key)
        name = conference.name if conference else ""
        return sort_key(name), places.get(key, 0), key

    orders: dict[Sort, Callable[[str], tuple[object, ...]]] = {
        Sort.TITLE: by_title,
        Sort.CONFERENCE: by_conference,
    }
    return sorted(keys, key=orders.get(sort or Sort.NEWEST, by_day))


def _matches(catalogue: Catalogue, key: str, query: Query) -> bool:
    talk = catalogue.talks[key].fact
    conference = catalogue.conference(key)
    day = catalogue.day(key)
    return (
        _is_conference(catalogue, key, query.conference)
        and (
            not query.series
            or _same(query.series, conference.series if conference else "")
        )
        and (not query.speaker or _named(query.speaker, talk))
        and _tagged(query, talk.tags)
        and query.kind in (None, talk.kind)
        and query.year in (None, day and day.year)
        and _speaks(query.language, talk.language)
        and set(query.has) <= set(has(talk))
    )


def _is_conference(catalogue: Catalogue, key: str, wanted: str) -> bool:
    if not wanted:
        return True
    return catalogue.conference_of.get(key) in catalogue.find("conference", wanted)


def _same(wanted: str, name: str) -> bool:
    return bool(name) and key_of(wanted) == key_of(name)


def _named(wanted: str, talk: Talk) -> bool:
    return any(_same(wanted, speaker.name) for speaker in talk.speakers)


def _tagged(query: Query, tags: Iterable[str]) -> bool:
    if not query.tags:
        return True
    present = {key_of(tag) for tag in tags}
    found = [key_of(tag) in present for tag in query.tags]
    return all(found) if query.match is Match.ALL else any(found)


def _speaks(wanted: str, language: str) -> bool:
    """Tell whether a language falls under a wider one, as ``pt-BR`` under ``pt``."""
    language, wanted = language.lower(), wanted.lower()
    return not wanted or language == wanted or language.startswith(f"{wanted}-")


def _asks_for_talks(query: Query) -> bool:
    return bool(query.speaker or query.kind or query.language or query.has)


def _conference_rows(
    catalogue: Catalogue, talks: Iterable[str], query: Query
) -> list[Row]:
    with_talks = {catalogue.conference_of.get(key) for key in talks}
    if not _asks_for_talks(query):
        with_talks |= {
            key
            for key in catalogue.conferences
            if _conference_matches(catalogue, key, query)
        }
    keys = [key for key in catalogue.conferences if key in with_talks]
    return [conference_row(catalogue, key) for key in _in_order(catalogue, keys, query)]


def _in_order(catalogue: Catalogue, keys: list[str], query: Query) -> list[str]:
    def start(key: str) -> int:
        day = catalogue.conferences[key].fact.start
        if day is None:
            return date.max.toordinal()
        return day.toordinal() if query.sort is Sort.DATE else -day.toordinal()

    def by_name(key: str) -> tuple[bool, str, str]:
        return sort_key(catalogue.conferences[key].fact.name)

    if query.sort is Sort.TITLE:
        return sorted(keys, key=by_name)
    return sorted(keys, key=lambda key: (start(key), by_name(key)))


def _conference_matches(catalogue: Catalogue, key: str, query: Query) -> bool:
    conference = catalogue.conferences[key].fact
    return (
        (not query.conference or key in catalogue.find("conference", query.conference))
        and (not query.series or _same(query.series, conference.series))
        and query.year in (None, conference.start and conference.start.year)
        and _tagged(query, conference.tags)
    )


def _name_rows(
    catalogue: Catalogue, names: Mapping[str, Name], talks: Iterable[str], query: Query
) -> list[Row]:
    """Rows of the names on the talks that match, counted among those talks."""
    matching = set(talks)
    everything = len(matching) == len(catalogue.talks)
    rows = [
        NameRow(
            key=name.key,
            name=name.name,
            count=name.count if everything else len(matching.intersection(name.talks)),
        )
        for name in names.values()
    ]
    rows = [row for row in rows if row.count]
    if query.sort in (Sort.DATE, Sort.NEWEST):
        newest = {
            row.key: max(
                (catalogue.day(key) or date.min for key in names[row.key].talks),
                default=date.min,
            )
            for row in rows
        }
        rows.sort(key=lambda row: newest[row.key], reverse=query.sort is Sort.NEWEST)
    return list(rows)
