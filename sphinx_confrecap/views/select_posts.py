"""From a query to the rows of a list of posts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..catalogue.catalogue import Catalogue, conference_key, talk_key, wrote
from ..catalogue.objects import Conferences, Series, Talks
from ..model.queries import PostQuery
from ..model.talks import Quotation, Record, Talk
from .rows import PostRow, in_time


def select_posts(catalogue: Catalogue, query: PostQuery) -> tuple[PostRow, ...]:
    """Return the rows that *query* asks for, each post once."""
    passes = _filter(catalogue, query)
    found: dict[object, Record[Quotation]] = {}
    for record in catalogue.quotations:
        post = record.fact
        if not post.hidden and passes(post):
            found.setdefault(post.address or (record.docname, record.node_id), record)
    rows = [_row(record) for record in found.values()]
    rows.sort(key=lambda row: in_time(row.day, query.sort))
    return tuple(rows[: query.limit])


def _row(record: Record[Quotation]) -> PostRow:
    post = record.fact
    return PostRow(
        key=post.key,
        docname=record.docname,
        node_id=record.node_id,
        excerpt=post.excerpt,
        author=post.by,
        site=post.site,
        day=post.day,
    )


def _filter(catalogue: Catalogue, query: PostQuery) -> Callable[[Quotation], bool]:
    conferences = _conferences(catalogue, query)
    talks = {*Talks(catalogue).find(query.talk)} if query.talk else None

    def passes(post: Quotation) -> bool:
        return (
            (conferences is None or _conference_of(catalogue, post) in conferences)
            and (talks is None or _talk_of(catalogue, post) in talks)
            and (not query.author or wrote(query.author, post))
            and query.platform in (None, post.platform)
            and query.takes_tags(post.tags)
            and _within(query, post.day)
            and query.takes_language(post.language)
        )

    return passes


def _conferences(catalogue: Catalogue, query: PostQuery) -> set[str] | None:
    """Return the conferences that pass; ``None`` if the query names none."""
    asked = [
        {*type_(catalogue).find(name)}
        for type_, name in ((Conferences, query.conference), (Series, query.series))
        if name
    ]
    return set.intersection(*asked) if asked else None


def _conference_of(catalogue: Catalogue, post: Quotation) -> str | None:
    return conference_key(post.conference, catalogue.conferences)


def _talk_of(catalogue: Catalogue, post: Quotation) -> str | None:
    if not post.talk:
        return None
    talk = Talk(slug=post.talk, title="", conference=post.conference)
    return talk_key(talk, catalogue.conferences)


def _within(query: PostQuery, day: date | None) -> bool:
    if day is None:
        return query.year is None and query.since is None and query.until is None
    return (
        query.year in (None, day.year)
        and (query.since is None or query.since <= day)
        and (query.until is None or day <= query.until)
    )
