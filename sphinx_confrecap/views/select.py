"""From a query to the rows of its list."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from ..catalogue.catalogue import Catalogue
from ..catalogue.names import Name, ancestors
from ..catalogue.objects import Conferences, Names, Series, Speakers, Tags, Talks
from ..model.queries import (
    ConferenceQuery,
    Include,
    ListQuery,
    PostQuery,
    QueryByTalks,
    Sort,
    SpeakerQuery,
    TalkQuery,
)
from ..model.talks import Conference, Quotation, Record
from ..text.keys import key_of
from .rows import (
    ConferenceRow,
    DocumentRow,
    NameRow,
    PostRow,
    Row,
    TalkRow,
    conference_row,
    document_row,
    has,
    in_time,
    name_row,
    post_row,
    talk_row,
    with_facets,
)


def select(catalogue: Catalogue, query: QueryByTalks | PostQuery) -> tuple[Row, ...]:
    """Return the rows that *query* asks for, in its order."""
    conferences = _conferences(catalogue, query)
    if isinstance(query, PostQuery):
        return tuple(_post_rows(catalogue, conferences, query)[: query.limit])
    return tuple(_rows(catalogue, conferences, query)[: query.limit])


def _rows(
    catalogue: Catalogue, conferences: Container[str | None], query: QueryByTalks
) -> Sequence[Row]:
    keys = [
        key
        for key in _candidates(catalogue, query)
        if catalogue.conference_of.get(key) in conferences
        and _matches(catalogue, key, query)
    ]
    match query:
        case TalkQuery():
            found = _talk_rows(catalogue, keys, conferences, query)
            return [with_facets(catalogue, r) for r in found] if query.form else found
        case ConferenceQuery():
            return _conference_rows(catalogue, keys, conferences, query)
        case SpeakerQuery():
            return _name_rows(Speakers(catalogue), catalogue.speakers, keys, query)
        case _:
            return _name_rows(Tags(catalogue), _tags(catalogue, query), keys, query)


def _candidates(catalogue: Catalogue, query: QueryByTalks) -> Iterable[str]:
    """Return the talks that may pass: few, if the query asks for a name."""
    registries = catalogue.registries
    if query.speaker:
        names, asked = catalogue.speakers, [registries.speakers.key_of(query.speaker)]
    elif query.tags:
        names, asked = catalogue.tags, [*map(registries.tags.key_of, query.tags)]
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


def _conferences(catalogue: Catalogue, query: ListQuery) -> set[str | None]:
    """Return the conferences that pass; ``None`` is for what belongs to none."""
    passing = {None, *catalogue.conferences}
    if query.conference:
        passing &= {*Conferences(catalogue).find(query.conference)}
    if query.series:
        passing &= {*Series(catalogue).find(query.series)}
    return passing


def _matches(catalogue: Catalogue, key: str, query: QueryByTalks) -> bool:
    talk, day = catalogue.talks[key].fact, catalogue.days.get(key)
    speaker = catalogue.registries.speakers.key_of
    speakers = {speaker(one.name) for one in talk.speakers}
    return (
        (not query.speaker or speaker(query.speaker) in speakers)
        and _takes_tags(catalogue, query, talk.tags)
        and query.kind in (None, talk.kind)
        and query.year in (None, day and day.year)
        and query.takes_language(talk.language)
        and set(query.has) <= set(has(talk))
    )


def _takes_tags(catalogue: Catalogue, query: QueryByTalks, tags: Iterable[str]) -> bool:
    """Tell whether tags pass; if the site wants it, with the tags above them."""
    registries = catalogue.registries
    keys = {registries.tags.key_of(tag) for tag in tags}
    above = {above for key in keys for above in ancestors(key, registries.tags)}
    if query.parent and registries.tags.key_of(query.parent) not in above:
        return False
    if registries.with_subtags:
        keys |= above
    return query.takes_tags(keys, registries.tags.key_of)


def _talk_rows(
    catalogue: Catalogue,
    talks: Iterable[str],
    conferences: Container[str | None],
    query: TalkQuery,
) -> list[TalkRow | DocumentRow]:
    """Rows of talks, recaps and documents, as far as they are asked for.

    Sorted by date, rows without a date come last. Sorted by conference, all but talks
    come last.
    """
    rows: list[TalkRow | DocumentRow] = []
    if Include.TALKS in query.include:
        rows += [talk_row(catalogue, k) for k in order(catalogue, talks, query.sort)]
    docnames = list(_documents(catalogue, conferences, query))
    if not docnames:
        return rows
    found = [document_row(catalogue, docname) for docname in docnames]

    def by_title(row: TalkRow | DocumentRow) -> tuple[object, ...]:
        return catalogue.alphabet.sort_key(row.title)

    rows += sorted(found, key=by_title)
    if query.sort is Sort.TITLE:
        rows.sort(key=by_title)
    elif query.sort is not Sort.CONFERENCE:
        rows.sort(key=lambda row: in_time(row.day, query.sort))
    return rows


def _documents(
    catalogue: Catalogue, conferences: Container[str | None], query: TalkQuery
) -> Iterator[str]:
    """Find the recaps and the documents that pass all filters."""
    if Include.RECAPS in query.include and not query.asks_for_talks:
        places = {
            r.docname for k, r in catalogue.conferences.items() if k in conferences
        }
        for key, record in catalogue.talks.items():
            if catalogue.conference_of.get(key) in conferences:
                places.add(record.docname)
        for docname, recap in catalogue.recaps.items():
            in_year = query.year in (None, recap.date and recap.date.year)
            takes = in_year and _takes_tags(catalogue, query, recap.tags)
            if docname in places and takes:
                yield docname
    if Include.DOCUMENTS in query.include and not query.asks_for_more_than_tags:
        for docname, document in catalogue.documents.items():
            if _takes_tags(catalogue, query, document.tags):
                yield docname


def _conference_rows(
    catalogue: Catalogue,
    talks: Iterable[str],
    conferences: Container[str | None],
    query: QueryByTalks,
) -> list[ConferenceRow]:
    """Rows of the conferences that match, or that have a talk that does."""
    with_talks = {catalogue.conference_of.get(key) for key in talks}
    rows = [
        conference_row(catalogue, key)
        for key, record in catalogue.conferences.items()
        if key in with_talks
        or (key in conferences and _conference_matches(catalogue, record.fact, query))
    ]
    rows.sort(key=lambda row: catalogue.alphabet.sort_key(row.name))
    if query.sort not in (Sort.TITLE, Sort.CONFERENCE):
        rows.sort(key=lambda row: in_time(row.start, query.sort))
    return rows


def _conference_matches(
    catalogue: Catalogue, conference: Conference, query: QueryByTalks
) -> bool:
    return (
        not query.asks_for_talks
        and query.year in (None, conference.start and conference.start.year)
        and _takes_tags(catalogue, query, conference.tags)
    )


def _tags(catalogue: Catalogue, query: QueryByTalks) -> Mapping[str, Name]:
    """Return all tags, or the sub-tags of one."""
    if not query.parent:
        return catalogue.tags
    parent = catalogue.tags.get(catalogue.registries.tags.key_of(query.parent))
    return {key: catalogue.tags[key] for key in (parent.children if parent else ())}


def _name_rows(
    objects: Names, names: Mapping[str, Name], talks: Iterable[str], query: QueryByTalks
) -> list[NameRow]:
    """Rows of the names on the talks that match, counted among those talks.

    Without a filter they count all that the page of the name lists. A name in the
    filter is on each of the talks, so it is left out.
    """
    matching, known = set(talks), objects.catalogue.days
    asked = {
        objects.registry.key_of(wanted)
        for objtype, wanted in query.named()
        if objtype == objects.name
    }
    rows, newest = [], {}
    for name in names.values():
        if name.key in asked:
            continue
        found = matching.intersection(name.talks)
        if count := len(found) if query.filters else name.count:
            rows.append(replace(name_row(objects.name, name), count=count))
            days = [day for key in found if (day := known.get(key))]
            newest[name.key] = max(days, default=None)
    if query.sort in (Sort.DATE, Sort.NEWEST):
        rows.sort(key=lambda row: in_time(newest[row.key], query.sort))
    return rows


def _post_rows(
    catalogue: Catalogue, conferences: Container[str | None], query: PostQuery
) -> list[PostRow]:
    """Rows of the posts that match, each post once."""
    talks = {*Talks(catalogue).find(query.talk)} if query.talk else None
    found: dict[object, PostRow] = {}
    by = catalogue.quotations_by.get(key_of(query.author), ())
    for record in by if query.author else catalogue.quotations:
        post = record.fact
        if (
            not post.hidden
            and catalogue.conferences.key_of(post.conference) in conferences
            and (talks is None or _talk_of(catalogue, record) in talks)
            and query.platform in (None, post.platform)
            and query.takes_tags(post.tags)
            and _within(query, post.day)
            and query.takes_language(post.language)
        ):
            place = record.docname, record.node_id
            found.setdefault(post.address or place, post_row(record))
    return sorted(found.values(), key=lambda row: in_time(row.day, query.sort))


def _talk_of(catalogue: Catalogue, post: Record[Quotation]) -> str | None:
    return catalogue.keys.get((post.docname, post.fact.talk))


def _within(query: PostQuery, day: date | None) -> bool:
    if day is None:
        return query.year is None and query.since is None and query.until is None
    first, last = query.since or date.min, query.until or date.max
    return query.year in (None, day.year) and first <= day <= last
