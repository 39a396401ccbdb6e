"""From a query to the rows of its list."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ..catalogue.catalogue import Catalogue, Reference
from ..catalogue.names import Name, ancestors
from ..model.queries import Has, Include, Query, Sort, Subject
from ..model.talks import Conference, Kind, Recap, Speaker, Talk
from .select_posts import PostRow, select_posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What readers can filter a list by, and its rows do not show in that form.

    *speakers* and *tags* are spelled as the site does. Where the page of a tag lists
    what its sub-tags list, *tags* holds those above, too.
    """

    speakers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class TalkRow:
    """What a list shows of a talk. *conference* is a name.

    Of a talk in a talk it may show the *cue*, in seconds, with the address of the
    *recording* there, and that of another *video*. It has *facets* in a list that
    readers can filter. One row stands on many pages, and the digest of each asks for
    its ``repr``.
    """

    key: str
    title: str
    kind: Kind = Kind.TALK
    conference: str = ""
    day: date | None = None
    speakers: tuple[Speaker, ...] = ()
    tags: tuple[str, ...] = ()
    has: tuple[Has, ...] = ()
    cue: int | None = None
    recording: str = ""
    video: str = ""
    facets: Facets | None = None

    @property
    def reference(self) -> Reference:
        """Type and key."""
        return "talk", self.key

    def __repr__(self) -> str:
        return self._repr

    @cached_property
    def _repr(self) -> str:
        return f"TalkRow({vars(self)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """What a list shows of a speaker or a tag: the name, and how often it is."""

    objtype: str
    key: str
    name: str
    count: int = 0

    @property
    def reference(self) -> Reference:
        """Type and key."""
        return self.objtype, self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceRow:
    """What a list shows of a conference. *talks* counts those with a record."""

    key: str
    name: str
    start: date | None = None
    end: date | None = None
    location: str = ""
    talks: int = 0

    @property
    def reference(self) -> Reference:
        """Type and key."""
        return "conference", self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """What a list shows of an author's document, which may be a *recap*.

    It has *facets* in a list that readers can filter.
    """

    docname: str
    title: str
    author: str = ""
    day: date | None = None
    recap: bool = False
    facets: Facets | None = None


Row = TalkRow | NameRow | ConferenceRow | PostRow | DocumentRow


def select(catalogue: Catalogue, query: Query) -> tuple[Row, ...]:
    """Return the rows that *query* asks for, in its order."""
    if query.subject is Subject.POSTS:
        return select_posts(catalogue, query)
    conferences = _conferences(catalogue, query)
    keys = [
        key
        for key in catalogue.talks
        if catalogue.conference_of.get(key) in conferences
        and _matches(catalogue, key, query)
    ]
    rows: Sequence[Row]
    match query.subject:
        case Subject.TALKS | Subject.SCHEDULE:
            found = _talk_rows(catalogue, keys, conferences, query)
            if query.filter:
                found = [with_facets(catalogue, row) for row in found]
            rows = found
        case Subject.CONFERENCES:
            rows = _conference_rows(catalogue, keys, conferences, query)
        case Subject.SPEAKERS:
            rows = _name_rows(catalogue, catalogue.speakers, keys, query)
        case Subject.TAGS:
            rows = _name_rows(catalogue, _tags(catalogue, query), keys, query)
    return tuple(rows[: query.limit])


def talk_row(catalogue: Catalogue, key: str) -> TalkRow:
    """Return the row of one talk."""
    talk = catalogue.talk(key).fact
    conference = catalogue.conference(key)
    return TalkRow(
        key=key,
        title=talk.title,
        kind=talk.kind,
        conference=conference.name if conference else "",
        day=catalogue.days.get(key),
        speakers=talk.speakers,
        tags=catalogue.tag_names(talk.tags),
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


def document_row(catalogue: Catalogue, docname: str) -> DocumentRow:
    """Return the row of one recap, or of another document."""
    if recap := catalogue.recaps.get(docname):
        return DocumentRow(
            docname=docname,
            title=recap.title,
            author=recap.author,
            day=recap.date,
            recap=True,
        )
    return DocumentRow(docname=docname, title=catalogue.documents[docname].title)


def with_facets(
    catalogue: Catalogue, row: TalkRow | DocumentRow
) -> TalkRow | DocumentRow:
    """Return the row of a talk or a document for a list that readers can filter."""
    if isinstance(row, DocumentRow):
        tagged = catalogue.recaps if row.recap else catalogue.documents
        return replace(
            row, facets=Facets(tags=_topics(catalogue, tagged[row.docname].tags))
        )
    talk = catalogue.talk(row.key).fact
    names, key_of = catalogue.speakers, catalogue.registries.speakers.key_of
    keys = {key_of(speaker.name): speaker.name for speaker in talk.speakers}
    facets = Facets(
        speakers=tuple(
            names[key].name if key in names else name for key, name in keys.items()
        ),
        tags=_topics(catalogue, talk.tags),
        language=talk.language,
    )
    return replace(row, facets=facets)


def _topics(catalogue: Catalogue, tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as the site spells them, with those above them where that counts."""
    registries = catalogue.registries
    keys = [registries.tags.key_of(tag) for tag in tags]
    if registries.with_subtags:
        above = [a for key in keys for a in ancestors(key, registries.tags)]
        tags = [*tags, *(catalogue.tags[key].name for key in above)]
    return catalogue.tag_names(tags)


def name_row(objtype: str, name: Name) -> NameRow:
    """Return the row of one speaker or tag."""
    return NameRow(objtype=objtype, key=name.key, name=name.name, count=name.count)


def has(talk: Talk) -> tuple[Has, ...]:
    """Return what comes with *talk*."""
    given = {Has.SLIDES: talk.slides, Has.VIDEO: talk.videos, Has.NOTES: talk.has_notes}
    return tuple(item for item, value in given.items() if value)


def order(
    catalogue: Catalogue, keys: Iterable[str], sort: Sort | None = None
) -> list[str]:
    """Sort talks; by day, those of one day stay in the order of the programme."""

    def by_programme(key: str) -> tuple[str, int, str]:
        conference = catalogue.conference_of.get(key, "")
        return conference, catalogue.places.get(key, 0), key

    def by_day(key: str) -> tuple[object, ...]:
        return _in_time(catalogue.days.get(key), sort), by_programme(key)

    def by_title(key: str) -> tuple[object, ...]:
        return catalogue.alphabet.sort_key(catalogue.talks[key].fact.title), key

    def by_conference(key: str) -> tuple[object, ...]:
        conference = catalogue.conference(key)
        name = conference.name if conference else ""
        return catalogue.alphabet.sort_key(name), by_programme(key)

    orders: dict[Sort, Callable[[str], tuple[object, ...]]] = {
        Sort.TITLE: by_title,
        Sort.CONFERENCE: by_conference,
    }
    return sorted(keys, key=orders.get(sort or Sort.NEWEST, by_day))


def _in_time(day: date | None, sort: Sort | None) -> int:
    """Sort days, the newest first unless *sort* says otherwise.

    Whichever way they run, what has no day comes last.
    """
    if day is None:
        return date.max.toordinal()
    return day.toordinal() if sort is Sort.DATE else -day.toordinal()


def _conferences(catalogue: Catalogue, query: Query) -> set[str | None]:
    """Return the conferences that pass; ``None`` stands for having none."""
    passing = {None, *catalogue.conferences}
    if query.conference:
        passing &= {*catalogue.find("conference", query.conference)}
    if query.series:
        passing &= {*catalogue.find("series", query.series)}
    return passing


def _matches(catalogue: Catalogue, key: str, query: Query) -> bool:
    talk = catalogue.talks[key].fact
    day = catalogue.days.get(key)
    return (
        (not query.speaker or _spoken_by(catalogue, query.speaker, talk))
        and _takes_tags(catalogue, query, talk.tags)
        and query.kind in (None, talk.kind)
        and query.year in (None, day and day.year)
        and query.takes_language(talk.language)
        and set(query.has) <= set(has(talk))
    )


def _spoken_by(catalogue: Catalogue, wanted: str, talk: Talk) -> bool:
    key_of = catalogue.registries.speakers.key_of
    return key_of(wanted) in {key_of(speaker.name) for speaker in talk.speakers}


def _takes_tags(catalogue: Catalogue, query: Query, tags: Iterable[str]) -> bool:
    """Tell whether tags pass, and with them, where that is wanted, those above."""
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
    query: Query,
) -> list[TalkRow | DocumentRow]:
    """Rows of talks, recaps and documents, as far as they are asked for.

    What has no date comes last where dates decide, and all that is no talk where
    conferences do.
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
        rows.sort(key=lambda row: _in_time(row.day, query.sort))
    return rows


def _documents(
    catalogue: Catalogue, conferences: Container[str | None], query: Query
) -> Iterator[str]:
    """Find the recaps and the documents that pass all filters."""
    if Include.RECAPS in query.include and not query.asks_for_talks:
        places = {
            record.docname
            for key, record in catalogue.conferences.items()
            if key in conferences
        } | {
            record.docname
            for key, record in catalogue.talks.items()
            if catalogue.conference_of.get(key) in conferences
        }
        for docname, recap in catalogue.listed_recaps.items():
            if docname in places and _recap_matches(catalogue, recap, query):
                yield docname
    if Include.DOCUMENTS in query.include and not query.asks_for_more_than_tags:
        for docname, document in catalogue.documents.items():
            if _takes_tags(catalogue, query, document.tags):
                yield docname


def _recap_matches(catalogue: Catalogue, recap: Recap, query: Query) -> bool:
    year = recap.date and recap.date.year
    passes = _takes_tags(catalogue, query, recap.tags)
    return passes and query.year in (None, year)


def _conference_rows(
    catalogue: Catalogue,
    talks: Iterable[str],
    conferences: Container[str | None],
    query: Query,
) -> list[ConferenceRow]:
    """Rows of the conferences that match, or that have a talk that does."""
    with_talks = {catalogue.conference_of.get(key) for key in talks}
    rows = [
        conference_row(catalogue, key)
        for key, record in catalogue.listed_conferences.items()
        if key in with_talks
        or (key in conferences and _conference_matches(catalogue, record.fact, query))
    ]
    rows.sort(key=lambda row: catalogue.alphabet.sort_key(row.name))
    if query.sort not in (Sort.TITLE, Sort.CONFERENCE):
        rows.sort(key=lambda row: _in_time(row.start, query.sort))
    return rows


def _conference_matches(
    catalogue: Catalogue, conference: Conference, query: Query
) -> bool:
    return (
        not query.asks_for_talks
        and query.year in (None, conference.start and conference.start.year)
        and _takes_tags(catalogue, query, conference.tags)
    )


def _tags(catalogue: Catalogue, query: Query) -> Mapping[str, Name]:
    """Return all tags, or the sub-tags of one."""
    if not query.parent:
        return catalogue.tags
    parent = catalogue.tags.get(catalogue.registries.tags.key_of(query.parent))
    return {key: catalogue.tags[key] for key in (parent.children if parent else ())}


def _name_rows(
    catalogue: Catalogue, names: Mapping[str, Name], talks: Iterable[str], query: Query
) -> list[NameRow]:
    """Rows of the names on the talks that match, counted among those talks.

    Without a filter they count all that the page of the name lists. A name that
    the filter asks for is on each of the talks, and says nothing.
    """
    matching = set(talks)
    asked = {
        catalogue.registries.key_of(objtype, wanted)
        for objtype, wanted in query.named()
        if objtype == query.subject
    }
    rows, newest = [], {}
    for name in names.values():
        if name.key in asked:
            continue
        found = matching.intersection(name.talks)
        if count := len(found) if query.filters else name.count:
            rows.append(replace(name_row(query.subject.value, name), count=count))
            days = [day for key in found if (day := catalogue.days.get(key))]
            newest[name.key] = max(days, default=None)
    if query.sort in (Sort.DATE, Sort.NEWEST):
        rows.sort(key=lambda row: _in_time(newest[row.key], query.sort))
    return rows
