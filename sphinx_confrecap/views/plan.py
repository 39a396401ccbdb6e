"""The generated documents of a catalogue, and their contents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import (
    Collection,
    Container,
    Iterable,
    Iterator,
    Mapping,
    Sized,
)
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from ..catalogue.catalogue import Catalogue
from ..catalogue.names import Name, ancestors
from ..model.talks import Record, Talk, day_of
from ..text.keys import key_of
from .chart import talks_per_year
from .counts import TalkCount, count_talks
from .days import as_of, certain_day
from .details import with_facets
from .pages import (
    Group,
    IndexPage,
    LetterIndex,
    NamePage,
    Page,
    TalkPage,
    Term,
)
from .places import Paths
from .repeats import once
from .rows import (
    ConferenceRow,
    NameRow,
    Row,
    TalkRow,
    conference_row,
    document_row,
    elsewhere,
    given_again,
    name_row,
    people_of,
    talk_row,
)
from .select import order

RELATED_TALKS = 5
RELATED_TAGS = 10
COMMON = 100
"""A name on more talks than this does not relate them: it says too little."""


def plan(catalogue: Catalogue, paths: Paths, today: date) -> dict[str, Page]:
    """Return the pages of *catalogue* on the day *today*, by document name.

    The index of each type exists even if it is empty, so that an author can put it into
    a toctree before the first talk is written. Of two with one path, a talk has it.
    """
    planner = _Planner(catalogue, paths, today)
    pages_of = {
        "talk": planner.talks,
        "speaker": planner.speakers,
        "tag": planner.tags,
        "conference": planner.conferences,
    }
    made = (pages() for objtype, pages in pages_of.items() if paths.get(objtype))
    found: dict[str, Page] = {}
    for page in chain.from_iterable(made):
        found.setdefault(page.docname, page)
    return found


class _Planner:
    def __init__(self, catalogue: Catalogue, paths: Paths, today: date) -> None:
        self.catalogue = catalogue
        self.paths = paths
        self.today = today
        # A talk is on many pages, with the same row on each.
        self.rows = {key: talk_row(catalogue, key, today) for key in catalogue.talks}

    def talks(self) -> Iterator[Page]:
        catalogue = self.catalogue
        yield IndexPage(
            **self._index("talk", Term.TALKS, catalogue.talks),
            groups=tuple(self._talks_by_year()),
            chart=talks_per_year(catalogue.days.values()),
        )
        related = _RelatedTalks(catalogue)
        for key, record in catalogue.talks.items():
            yield self._talk_page(key, record, related.of(key))

    def speakers(self) -> Iterator[Page]:
        names = self.catalogue.speakers
        yield self._letter_index("speaker", Term.SPEAKERS, names)
        for name in names.values():
            yield self._person_page(name)

    def tags(self) -> Iterator[Page]:
        tags, registry = self.catalogue.tags, self.catalogue.registries.tags
        yield self._letter_index("tag", Term.TAGS, tags)
        related = related_tags(self.catalogue)
        for key, tag in tags.items():
            above = reversed([*ancestors(key, registry)])
            yield replace(
                self._name_page("tag", tag),
                related=related[key],
                above=tuple(name_row("tag", tags[other]) for other in above),
                below=tuple(name_row("tag", tags[other]) for other in tag.children),
            )

    def conferences(self) -> Iterator[Page]:
        listed = self.catalogue.conferences
        index = self._index("conference", Term.CONFERENCES, listed)
        yield IndexPage(**index, groups=tuple(self._conferences_by_series()))

    # Indexes.

    def _index(self, objtype: str, title: Term, objects: Sized) -> dict[str, Any]:
        return {
            "docname": f"{self.paths[objtype]}/index",
            "title": title,
            "objects": len(objects),
            "talks": self._count(self.catalogue.talks),
            "conferences": len(self.catalogue.conferences),
        }

    def _count(self, keys: Collection[str]) -> TalkCount:
        return count_talks(self.catalogue, keys, self.today)

    def _conference_row(self, key: str) -> ConferenceRow:
        return conference_row(self.catalogue, key, self.today)

    def _letter_index(
        self, objtype: str, title: Term, names: Mapping[str, Name]
    ) -> LetterIndex:
        """Group names by their first letter, in the order of the names."""
        letters: defaultdict[str, list[NameRow]] = defaultdict(list)
        for name in names.values():
            letter = self.catalogue.alphabet.initial(name.sort)
            letters[letter].append(name_row(objtype, name))
        groups = (
            Group(heading=_LETTERS.get(letter, letter), rows=tuple(rows))
            for letter, rows in letters.items()
        )
        return LetterIndex(**self._index(objtype, title, names), letters=tuple(groups))

    def _talks_by_year(self) -> Iterator[Group]:
        """Years, the newest first, and in each its conferences with their talks."""
        catalogue = self.catalogue
        years: defaultdict[int, list[Group]] = defaultdict(list)
        conferences = map(self._conference_row, catalogue.programme)
        for row in sorted(conferences, key=self._newest_first):
            keys = catalogue.programme[row.key]
            day = row.start or catalogue.days.get(keys[0])
            group = Group(heading=row.name, rows=self._to_filter(keys))
            years[day.year if day else 0].append(group)
        for year in sorted(years, reverse=True):
            yield Group(heading=_year(year), groups=tuple(years[year]))
        others = [key for key in catalogue.talks if key not in catalogue.held_at]
        if others:
            rows = self._to_filter(order(catalogue, others))
            yield Group(heading=Term.OTHER, rows=rows)

    def _to_filter(self, keys: Iterable[str]) -> tuple[Row, ...]:
        return tuple(with_facets(self.catalogue, self.rows[key]) for key in keys)

    def _newest_first(self, row: ConferenceRow) -> tuple[object, ...]:
        """Sort conferences. On the same day, the name decides."""
        day = row.start.toordinal() if row.start else 0
        return -day, self.catalogue.alphabet.sort_key(row.name)

    def _conferences_by_series(self) -> Iterator[Group]:
        """Series by name, then the conferences that belong to none; newest first."""
        names: dict[str, str] = {}
        series: defaultdict[str, list[ConferenceRow]] = defaultdict(list)
        for key, record in self.catalogue.conferences.items():
            name = record.fact.series
            # One series in two spellings is one; it is shown in the first.
            name = names.setdefault(key_of(name), name) if name else ""
            series[name].append(self._conference_row(key))
        sort_key = self.catalogue.alphabet.sort_key
        for name in sorted(series, key=lambda name: (not name, sort_key(name))):
            rows = tuple(sorted(series[name], key=self._newest_first))
            yield Group(heading=name or Term.OTHER, rows=rows)

    # Pages of one talk, speaker or tag.

    # Longer than other functions: a line for each field.
    def _talk_page(self, key: str, record: Record[Talk], related: list[str]) -> Page:
        catalogue = self.catalogue
        talk = as_of(catalogue, key, record.fact, self.today)
        before, after = self._neighbours.get(key, (None, None))
        parent = catalogue.parents.get(key)
        if parent and not talk.start:
            # It has the day of the talk around it.
            talk = replace(talk, start=day_of(catalogue.talk(parent).fact.start))
        if not talk.start:
            talk = replace(talk, start=certain_day(catalogue.held_at.get(key)))
        recap = catalogue.recaps.get(record.docname)
        others = tuple(self.rows[other] for other in related)
        tags = catalogue.spelled(talk.tags).values()
        return TalkPage(
            docname=f"{self.paths['talk']}/{key}",
            title=talk.title,
            groups=(Group(heading=Term.RELATED, rows=others),) if others else (),
            key=key,
            talk=talk,
            people=people_of(catalogue, talk.speakers),
            moderators=people_of(catalogue, talk.moderators),
            conference=catalogue.held_at.get(key),
            tags=tuple(name_row("tag", tag) for tag in tags),
            parent=self.rows[parent] if parent else None,
            before=self.rows[before] if before else None,
            after=self.rows[after] if after else None,
            elsewhere=elsewhere(catalogue, key),
            recording=catalogue.recording(key),
            parts=tuple(self._parts(key)),
            inner=catalogue.parts.get(key, ()),
            recap=record.docname,
            recap_title=recap.title if recap else record.docname,
            node_id=record.node_id,
            digest=record.digest,
        )

    @cached_property
    def _neighbours(self) -> dict[str, tuple[str | None, str | None]]:
        """The talk before and the talk after each talk of a conference."""
        around = {}
        for keys in self.catalogue.programme.values():
            places = [None, *keys, None]
            for place, key in enumerate(keys):
                around[key] = places[place], places[place + 2]
        return around

    def _parts(self, key: str) -> Iterator[TalkRow]:
        """Yield the talks in a talk.

        They lead into the recordings, and leave out the facts that both talks share.
        """
        catalogue = self.catalogue
        for part in catalogue.parts.get(key, ()):
            talk, recording = catalogue.talk(part).fact, catalogue.recording(part)
            row = self.rows[part]
            videos = tuple(link for link in talk.videos if not link.file)[:1]
            if videos and videos[0].url == recording:
                videos = ()
            elif not videos:
                videos = talk.videos
            yield replace(
                row,
                conference="",
                day=None,
                last=None,
                videos=videos,
                cue=talk.cue,
                recording=recording,
            )

    def _name_page(self, objtype: str, name: Name) -> NamePage:
        catalogue = self.catalogue
        others: dict[Term, list[Row]] = {
            Term.CONFERENCES: [*map(self._conference_row, name.conferences)],
            Term.RECAPS: [document_row(catalogue, k) for k in name.recaps],
            Term.DOCUMENTS: [document_row(catalogue, k) for k in name.documents],
        }
        groups = [*self._by_year(name.talks)]
        groups += (
            Group(heading=t, rows=(*rows,)) for t, rows in others.items() if rows
        )
        conferences = {catalogue.conference_of.get(key) for key in name.talks}
        days = [day for key in name.talks if (day := catalogue.days.get(key))]
        return NamePage(
            docname=f"{self.paths[objtype]}/{name.key}",
            title=name.name,
            groups=tuple(groups),
            objtype=objtype,
            name=name,
            talks=self._count(name.talks),
            conferences=len(conferences - {None}),
            years=(min(days).year, max(days).year) if days else None,
            chart=talks_per_year(days),
        )

    def _person_page(self, name: Name) -> NamePage:
        """Return the page of a person, which says what part they had in talks."""
        catalogue, page = self.catalogue, self._name_page("speaker", name)
        key_of = catalogue.registries.speakers.key_of
        talks = {key: catalogue.talk(key).fact for key in name.talks}
        gave = {
            key
            for key, talk in talks.items()
            if name.key in (key_of(one.name) for one in talk.speakers)
        }
        moderated = talks.keys() - gave
        pronouns = (
            one.pronouns
            for key in order(catalogue, talks)
            for one in talks[key].people
            if one.pronouns and key_of(one.name) == name.key
        )
        entry = catalogue.registries.speakers.of(name.name)
        return replace(
            page,
            groups=tuple(_marked(group, moderated) for group in page.groups),
            talks=replace(page.talks, moderated=len(once(catalogue, moderated))),
            pronouns="" if entry and entry.pronouns else next(pronouns, ""),
        )

    def _by_year(self, talks: Iterable[str]) -> Iterator[Group]:
        """Group talks by year, the newest first, talks without a day last."""
        years: defaultdict[int, list[TalkRow]] = defaultdict(list)
        for key, held in once(self.catalogue, order(self.catalogue, talks)).items():
            day, row = self.catalogue.days.get(key), self.rows[key]
            if held[1:]:
                row = replace(row, again=given_again(self.catalogue, held[1:]))
            years[day.year if day else 0].append(row)
        for year in sorted(years, reverse=True):
            yield Group(heading=_year(year), rows=tuple(years[year]))


_LETTERS: dict[str, str | Term] = {"0": "0–9", "": Term.SYMBOLS}


def _marked(group: Group, moderated: Container[str]) -> Group:
    """Mark the talks that the person of a page moderated."""
    rows = (
        replace(row, moderated=True)
        if isinstance(row, TalkRow) and row.key in moderated
        else row
        for row in group.rows
    )
    return replace(group, rows=tuple(rows))


def _year(year: int) -> str | Term:
    return str(year) if year else Term.UNDATED


class _RelatedTalks:
    """Finds the talks that share most with a talk.

    A speaker in common counts 2, a tag in common 1, and nothing if it is on more than
    :data:`COMMON` talks. If counts are equal, the nearer in time comes first.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.sharing: defaultdict[str, list[tuple[tuple[str, ...], int]]]
        self.sharing = defaultdict(list)
        for weight, names in ((2, catalogue.speakers), (1, catalogue.tags)):
            for name in names.values():
                for key in name.talks if len(name.talks) <= COMMON else ():
                    self.sharing[key].append((name.talks, weight))

    def of(self, key: str) -> list[str]:
        """Return the keys of the related talks, the closest first."""
        scores: Counter[str] = Counter()
        for talks, weight in self.sharing[key]:
            for other in talks:
                scores[other] += weight
        groups = self.catalogue.repeats.groups
        for giving in groups.get(key, (key,)):
            del scores[giving]
        day = self.catalogue.days.get(key)

        def rank(other: str) -> tuple[int, int, str]:
            there = self.catalogue.days.get(other)
            apart = abs((there - day).days) if day and there else 10**6
            return -scores[other], apart, other

        return [*once(self.catalogue, sorted(scores, key=rank))][:RELATED_TALKS]


def related_tags(catalogue: Catalogue) -> dict[str, tuple[NameRow, ...]]:
    """Return for each tag its most frequent neighbours, with counts."""
    beside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record in catalogue.talks.values():
        keys = {*catalogue.spelled(record.fact.tags)}
        for key in keys:
            beside[key].update(keys - {key})
    return {
        key: tuple(
            replace(name_row("tag", catalogue.tags[other]), count=count)
            for other, count in sorted(
                beside[key].items(), key=lambda item: (-item[1], item[0])
            )[:RELATED_TAGS]
        )
        for key in catalogue.tags
    }
