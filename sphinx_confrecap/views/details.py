"""What some lists add to their rows: more facts, and values to filter by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ..catalogue.catalogue import Catalogue
from ..catalogue.names import ancestors
from .days import days_of, span_of_conference, status_of
from .rows import ConferenceRow, Details, DocumentRow, Facets, Row, TalkRow, spelled


def with_details(catalogue: Catalogue, row: TalkRow, today: date) -> TalkRow:
    """Return the row of a talk for a list that shows more of it."""
    talk = catalogue.talk(row.key).fact
    details = Details(
        level=talk.level,
        duration=talk.duration,
        status=status_of(catalogue, row.key, today),
        still=talk.still,
    )
    return replace(row, details=details)


def with_last_day(catalogue: Catalogue, row: Row) -> Row:
    """Return a row for a list whose rows are over one day."""
    match row:
        case TalkRow():
            return replace(row, until=days_of(catalogue, row.key)[1])
        case ConferenceRow():
            return replace(row, until=span_of_conference(catalogue, row.key)[1])
        case DocumentRow():
            return replace(row, until=row.day)
    return row


def with_facets(
    catalogue: Catalogue, row: TalkRow | DocumentRow
) -> TalkRow | DocumentRow:
    """Return the row of a talk or a document for a list that readers can filter."""
    if isinstance(row, DocumentRow):
        tagged = catalogue.recaps if row.recap else catalogue.documents
        topics = _topics(catalogue, tagged[row.docname].tags)
        years = _years(row.day, row.day)
        return replace(row, facets=Facets(tags=topics, years=years))
    talk = catalogue.talk(row.key).fact
    names, key_of = catalogue.speakers, catalogue.registries.speakers.key_of
    keys = {key_of(one.name): one.name for one in talk.people}
    facets = Facets(
        speakers=tuple(
            names[key].name if key in names else name for key, name in keys.items()
        ),
        tags=_topics(catalogue, talk.tags),
        years=_years(*days_of(catalogue, row.key)),
        language=talk.language,
    )
    return replace(row, facets=facets)


def _years(first: date | None, last: date | None) -> tuple[str, ...]:
    if first is None or last is None:
        return ()
    return tuple(map(str, range(first.year, last.year + 1)))


def _topics(catalogue: Catalogue, tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags in the site's spelling, with the tags above them if they count."""
    registries = catalogue.registries
    keys = [registries.tags.key_of(tag) for tag in tags]
    if registries.with_subtags:
        above = [a for key in keys for a in ancestors(key, registries.tags)]
        tags = [*tags, *(catalogue.tags[key].name for key in above)]
    return spelled(catalogue, tags)
