"""Which talks, conferences, documents and posts pass the filters of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from ..catalogue.catalogue import Catalogue
from ..catalogue.names import ancestors
from ..catalogue.objects import Conferences, Series, Talks
from ..model.queries import Include, ListQuery, PostQuery, QueryByTalks, TalkQuery
from ..model.talks import Quotation, Recap, Record, Status, Talk
from ..text.keys import key_of
from .days import (
    days_of,
    span_of_conference,
    status_of,
    takes_days_of,
    takes_span,
    time_of_conference,
)
from .rows import has


class Filters:
    """The filters of one list, on the day *today*."""

    def __init__(self, catalogue: Catalogue, query: ListQuery, today: date) -> None:
        self.catalogue = catalogue
        self.query = query
        self.today = today
        self.conferences: set[str | None] = {None, *catalogue.conferences}
        """The conferences that pass; ``None`` is for what belongs to none."""
        for objects, asked in (
            (Conferences(catalogue), query.conferences),
            (Series(catalogue), query.series),
        ):
            if asked:
                self.conferences &= {*chain.from_iterable(map(objects.find, asked))}


class FiltersByTalks(Filters):
    """The filters of a list of talks, or of what talks have."""

    query: QueryByTalks

    def __init__(self, catalogue: Catalogue, query: QueryByTalks, today: date) -> None:
        super().__init__(catalogue, query, today)
        registries = catalogue.registries
        self.speakers = [*map(registries.speakers.key_of, query.speakers)]
        """The keys of the speakers that are asked for."""
        self.tags = [*map(registries.tags.key_of, query.tags)]
        """The keys of the tags that are asked for."""
        self._parents = {*map(registries.tags.key_of, query.parent)}
        self._affiliations = {*map(key_of, query.affiliation)}
        self._levels = {*map(key_of, query.level)}

    def talk(self, key: str) -> bool:
        """Tell whether a talk passes, whatever its days."""
        catalogue, query = self.catalogue, self.query
        talk = catalogue.talks[key].fact
        return (
            catalogue.conference_of.get(key) in self.conferences
            and self._speakers(talk)
            and self.takes_tags(talk.tags)
            and (not query.kind or talk.kind in query.kind)
            and (not query.status or self._status(key) in query.status)
            and (not self._levels or key_of(talk.level) in self._levels)
            and query.takes_years(*days_of(catalogue, key))
            and query.takes_language(talk.language)
            and set(query.has) <= set(has(talk))
        )

    def _status(self, key: str) -> Status | None:
        return status_of(self.catalogue, key, self.today)

    def _speakers(self, talk: Talk) -> bool:
        """Tell whether one of the speakers passes, with the affiliation they had."""
        if not (self.speakers or self._affiliations):
            return True
        speaker = self.catalogue.registries.speakers.key_of
        return any(
            (not self.speakers or speaker(one.name) in self.speakers)
            and (
                not self._affiliations or key_of(one.affiliation) in self._affiliations
            )
            for one in talk.people
        )

    def days(self, key: str) -> bool:
        """Tell whether the days of a talk pass. A cancelled one has to be asked for."""
        cancelled = Status.CANCELLED in self.query.status
        catalogue, query, today = self.catalogue, self.query, self.today
        return takes_days_of(catalogue, key, query, today, with_cancelled=cancelled)

    def conference(self, key: str) -> bool:
        """Tell whether a conference passes by itself, whatever its days."""
        query, conference = self.query, self.catalogue.conferences[key].fact
        return (
            key in self.conferences
            and not query.asks_for_talks
            and query.takes_years(*span_of_conference(self.catalogue, key))
            and self.takes_tags(conference.tags)
        )

    def days_of_conference(self, key: str) -> bool:
        """Tell whether the days of a conference pass."""
        catalogue, query, today = self.catalogue, self.query, self.today
        if query.when not in (None, time_of_conference(catalogue, key, today)):
            return False
        return query.takes_days(*span_of_conference(catalogue, key), today)

    def takes_tags(self, tags: Iterable[str]) -> bool:
        """Tell whether tags pass; if the site wants it, with the tags above them."""
        registries, query = self.catalogue.registries, self.query
        keys = {registries.tags.key_of(tag) for tag in tags}
        above = {above for key in keys for above in ancestors(key, registries.tags)}
        if self._parents and above.isdisjoint(self._parents):
            return False
        if registries.with_subtags:
            keys |= above
        return query.takes_tags(keys, registries.tags.key_of)


class FiltersOfDocuments(FiltersByTalks):
    """The same, for documents in a list of talks."""

    query: TalkQuery

    def documents(self) -> Iterator[str]:
        """Yield the recaps and the documents that pass all filters."""
        query, catalogue = self.query, self.catalogue
        if Include.RECAPS in query.include and not query.asks_for_talks:
            places = self._places()
            for docname, recap in catalogue.recaps.items():
                if docname in places and self._recap(recap):
                    yield docname
        if Include.DOCUMENTS in query.include and not query.asks_for_more_than_tags:
            for docname, document in catalogue.documents.items():
                if self.takes_tags(document.tags):
                    yield docname

    def _places(self) -> set[str]:
        """Return the documents that hold a passing conference, or a talk of one."""
        catalogue, passing = self.catalogue, self.conferences
        found = {r.docname for k, r in catalogue.conferences.items() if k in passing}
        for key, record in catalogue.talks.items():
            if catalogue.conference_of.get(key) in passing:
                found.add(record.docname)
        return found

    def _recap(self, recap: Recap) -> bool:
        """Tell whether a recap passes, by the day on which it was written."""
        query, day = self.query, recap.date
        return (
            query.takes_years(day, day)
            and takes_span(query, day, day, self.today)
            and self.takes_tags(recap.tags)
        )


class FiltersOfPosts(Filters):
    """The filters of a list of posts."""

    query: PostQuery

    def __init__(self, catalogue: Catalogue, query: PostQuery, today: date) -> None:
        super().__init__(catalogue, query, today)
        found = map(Talks(catalogue).find, query.talk)
        self._talks = {*chain.from_iterable(found)}

    def post(self, record: Record[Quotation]) -> bool:
        """Tell whether a post passes."""
        query, post, catalogue = self.query, record.fact, self.catalogue
        return (
            not post.hidden
            and catalogue.conferences.key_of(post.conference) in self.conferences
            and (not query.talk or self._talk_of(record) in self._talks)
            and (not query.platform or post.platform in query.platform)
            and query.takes_tags(post.tags)
            and query.takes_years(post.day, post.day)
            and query.takes_days(post.day, post.day, self.today)
            and query.takes_language(post.language)
        )

    def _talk_of(self, record: Record[Quotation]) -> str | None:
        return self.catalogue.keys.get((record.docname, record.fact.talk))
