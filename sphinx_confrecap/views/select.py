"""From a query to the rows of its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from operator import attrgetter

from ..catalogue.catalogue import Catalogue
from ..catalogue.names import Name
from ..catalogue.objects import Names, Speakers, Tags
from ..model.queries import (
    Column,
    ConferenceQuery,
    Format,
    GroupBy,
    Include,
    PostQuery,
    QueryByTalks,
    Repeats,
    Sort,
    SpeakerQuery,
    TalkQuery,
    When,
)
from ..parsing.registry import SpeakerEntry
from ..text.keys import key_of
from .counts import count_talks
from .details import with_details, with_facets, with_last_day
from .matching import FiltersByTalks, FiltersOfDocuments, FiltersOfPosts
from .repeats import once
from .rows import (
    ConferenceRow,
    DocumentRow,
    NameRow,
    PostRow,
    Row,
    TalkRow,
    conference_row,
    document_row,
    given_again,
    in_time,
    name_row,
    post_row,
    talk_row,
)

TAGS_ON_CARD = 3


_DETAILS = {Column.LEVEL, Column.DURATION, Column.STATUS}
"""The columns that need more of a talk than other lists show."""


def select(
    catalogue: Catalogue, query: QueryByTalks | PostQuery, today: date
) -> tuple[Row, ...]:
    """Return the rows that *query* asks for on the day *today*, in its order."""
    if query.void:
        return ()
    rows: Sequence[Row]
    match query:
        case PostQuery():
            rows = _post_rows(FiltersOfPosts(catalogue, query, today))
        case TalkQuery():
            rows = _talk_rows(FiltersOfDocuments(catalogue, query, today))
        case ConferenceQuery():
            rows = _conference_rows(FiltersByTalks(catalogue, query, today))
        case SpeakerQuery():
            filters = FiltersByTalks(catalogue, query, today)
            rows = _name_rows(Speakers(catalogue), catalogue.speakers, filters)
        case _:
            filters, tags = FiltersByTalks(catalogue, query, today), Tags(catalogue)
            rows = _name_rows(tags, _tags(catalogue, query), filters)
    found = rows[: query.limit]
    if query.tense:
        return tuple(with_last_day(catalogue, row) for row in found)
    return tuple(found)


def _talks(filters: FiltersByTalks) -> Iterator[str]:
    """Yield the talks that pass all filters."""
    return filter(filters.days, filter(filters.talk, _candidates(filters)))


def _candidates(filters: FiltersByTalks) -> Iterable[str]:
    """Return the talks that may pass: few, if the query asks for a name."""
    catalogue = filters.catalogue
    if filters.speakers:
        names, asked = catalogue.speakers, filters.speakers
    elif filters.tags:
        names, asked = catalogue.tags, filters.tags
    else:
        return catalogue.talks
    found = (name.talks for key in asked if (name := names.get(key)))
    return dict.fromkeys(chain.from_iterable(found))


def order(
    catalogue: Catalogue, keys: Iterable[str], sort: Sort | None = None
) -> list[str]:
    """Sort talks. By day, talks of one day stay in the order of the programme."""

    def by_programme(key: str) -> tuple[str, int, str]:
        conference = catalogue.conference_of.get(key, "")
        return conference, catalogue.places.get(key, 0), key

    def by_day(key: str) -> tuple[object, ...]:
        return in_time(catalogue.days.get(key), sort), by_programme(key)

    def by_title(key: str) -> tuple[object, ...]:
        return catalogue.alphabet.sort_key(catalogue.talks[key].fact.title), key

    def by_conference(key: str) -> tuple[object, ...]:
        conference = catalogue.held_at.get(key)
        name = conference.name if conference else ""
        return catalogue.alphabet.sort_key(name), by_programme(key)

    orders: dict[Sort, Callable[[str], tuple[object, ...]]] = {
        Sort.TITLE: by_title,
        Sort.CONFERENCE: by_conference,
    }
    return sorted(keys, key=orders.get(sort or Sort.NEWEST, by_day))


def _talk_rows(filters: FiltersOfDocuments) -> list[TalkRow | DocumentRow]:
    """Rows of talks, recaps and documents, as far as they are asked for."""
    catalogue, query = filters.catalogue, filters.query
    rows: list[TalkRow | DocumentRow] = []
    if Include.TALKS in query.include:
        rows += _rows_of_talks(filters)
    if docnames := list(filters.documents()):
        _add_documents(rows, docnames, filters)
    if query.look is Format.CARDS or not _DETAILS.isdisjoint(query.columns):
        rows = [
            with_details(catalogue, row, filters.today)
            if isinstance(row, TalkRow)
            else row
            for row in rows
        ]
    return [with_facets(catalogue, row) for row in rows] if query.form else rows


def _rows_of_talks(filters: FiltersOfDocuments) -> Iterator[TalkRow]:
    """Yield the rows of talks; of one that was given again, those that pass as one."""
    catalogue = filters.catalogue
    found = once(catalogue, _talks(filters), _apart(catalogue, filters.query))
    if filters.query.when is When.UPCOMING:
        found = _next_first(catalogue, found.values())
    for key in order(catalogue, found, filters.query.order):
        row = talk_row(catalogue, key, filters.today)
        yield replace(row, again=given_again(catalogue, found[key][1:]))


def _next_first(
    catalogue: Catalogue, talks: Iterable[tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return the givings of each talk in time; what is to come, comes next."""

    def day(key: str) -> int:
        return in_time(catalogue.days.get(key), Sort.DATE)

    in_order = (tuple(sorted(givings, key=day)) for givings in talks)
    return {givings[0]: givings for givings in in_order}


def _apart(catalogue: Catalogue, query: TalkQuery) -> Callable[[str], object]:
    """Return what keeps the givings of one talk apart: each group has its own."""
    if query.repeats is Repeats.ALL:
        return str
    if query.group is GroupBy.CONFERENCE:
        return catalogue.conference_of.get
    if query.group is GroupBy.SERIES:
        return lambda key: key_of(_series(catalogue, key))
    return lambda _key: None


def _series(catalogue: Catalogue, key: str) -> str:
    conference = catalogue.held_at.get(key)
    return conference.series if conference else ""


def _add_documents(
    rows: list[TalkRow | DocumentRow],
    docnames: Iterable[str],
    filters: FiltersOfDocuments,
) -> None:
    """Add the rows of documents to those of talks.

    Sorted by date, rows without a date come last. Sorted by conference, all but talks
    come last.
    """
    catalogue, sort = filters.catalogue, filters.query.order

    def by_title(row: TalkRow | DocumentRow) -> tuple[object, ...]:
        return catalogue.alphabet.sort_key(row.title)

    rows += sorted((document_row(catalogue, name) for name in docnames), key=by_title)
    if sort is Sort.TITLE:
        rows.sort(key=by_title)
    elif sort is not Sort.CONFERENCE:
        rows.sort(key=lambda row: in_time(row.day, sort))


def _conference_rows(filters: FiltersByTalks) -> list[ConferenceRow]:
    """Rows of the conferences that match, or that have a talk that does.

    The days that count are those of the conference: it is not over when a talk is.
    """
    catalogue, sort = filters.catalogue, filters.query.order
    passing = filter(filters.talk, _candidates(filters))
    with_talks = {catalogue.conference_of.get(key) for key in passing}
    rows = [
        conference_row(catalogue, key, filters.today)
        for key in catalogue.conferences
        if (key in with_talks or filters.conference(key))
        and filters.days_of_conference(key)
    ]
    rows.sort(key=lambda row: catalogue.alphabet.sort_key(row.name))
    if sort not in (Sort.TITLE, Sort.CONFERENCE):
        rows.sort(key=lambda row: in_time(row.start, sort))
    return rows


def _tags(catalogue: Catalogue, query: QueryByTalks) -> Mapping[str, Name]:
    """Return all tags, or the sub-tags of those that are asked for."""
    if not query.parent:
        return catalogue.tags
    tags, asked = catalogue.tags, map(catalogue.registries.tags.key_of, query.parent)
    below = {child for key in asked if key in tags for child in tags[key].children}
    return {key: tag for key, tag in tags.items() if key in below}


_TEXTS: Mapping[Sort | None, Callable[[Name], str]] = {
    Sort.TITLE: attrgetter("name"),
    Sort.NAME: attrgetter("untitled"),
    Sort.FAMILY: attrgetter("family_first"),
}
"""The texts that names are sorted by; all others stay in the order of the site."""


def _name_rows(
    objects: Names, names: Mapping[str, Name], filters: FiltersByTalks
) -> list[NameRow]:
    """Rows of the names on the talks that match, counted among those talks.

    Without a filter they count all that the page of the name lists. A name in the
    filter is on each of the talks, so it is left out.
    """
    known_in = objects.catalogue
    query, known = filters.query, known_in.days
    matching = set(_talks(filters))
    wanted = (name for objtype, name in query.named() if objtype == objects.name)
    asked = {*map(objects.registry.key_of, wanted)}
    rows, newest = [], {}
    for name in names.values():
        if name.key in asked:
            continue
        found = matching.intersection(name.talks)
        if count := len(once(known_in, found)) if query.filters else name.count:
            rows.append(replace(name_row(objects.name, name), count=count))
            days = [day for key in found if (day := known.get(key))]
            newest[name.key] = max(days, default=None)
            if query.look is Format.CARDS:
                rows[-1] = _with_details(rows[-1], name, found, filters)
    if query.sort in (Sort.DATE, Sort.NEWEST):
        rows.sort(key=lambda row: in_time(newest[row.key], query.sort))
    elif text := _TEXTS.get(query.sort):
        sort_key = objects.catalogue.alphabet.sort_key
        rows.sort(key=lambda row: sort_key(text(names[row.key])))
    return rows


def _with_details(
    row: NameRow, name: Name, found: Iterable[str], filters: FiltersByTalks
) -> NameRow:
    """Return the row of a name with what its card says of the talks in *found*."""
    catalogue = filters.catalogue
    keys = order(catalogue, found)
    conferences = (catalogue.held_at.get(key) for key in keys)
    newest = next((held.name for held in conferences if held), "")
    affiliation = name.entry.affiliation if isinstance(name.entry, SpeakerEntry) else ""
    about = tuple(filter(None, (affiliation, newest)))
    if row.objtype != "speaker":
        return replace(row, about=about)
    tags = (catalogue.spelled(catalogue.talk(key).fact.tags).values() for key in keys)
    used = Counter(tag.name for tag in chain.from_iterable(tags))
    most = tuple(tag for tag, _times in used.most_common(TAGS_ON_CARD))
    talks = count_talks(catalogue, keys, filters.today)
    return replace(row, about=about, talks=talks, tags=most)


def _post_rows(filters: FiltersOfPosts) -> list[PostRow]:
    """Rows of the posts that match, each post once."""
    catalogue, query = filters.catalogue, filters.query
    found: dict[object, PostRow] = {}
    by = (catalogue.quotations_by.get(key_of(name), ()) for name in query.author)
    given = chain.from_iterable(by) if query.author else catalogue.quotations
    for record in given:
        if filters.post(record):
            place = record.docname, record.node_id
            found.setdefault(record.fact.address or place, post_row(record))
    return sorted(found.values(), key=lambda row: in_time(row.day, query.sort))
