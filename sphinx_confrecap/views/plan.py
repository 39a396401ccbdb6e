"""The generated documents of a catalogue, and their contents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import replace
from typing import Any

from ..catalogue.catalogue import Catalogue
from ..catalogue.names import Name, ancestors
from ..model.queries import Has
from ..model.talks import Talk, day_of
from ..text.alphabets import Alphabet
from ..text.keys import key_of
from .chart import talks_per_year
from .pages import (
    Group,
    IndexPage,
    LetterIndex,
    NamePage,
    Page,
    TalkPage,
    Term,
    people_of,
)
from .places import Paths
from .rows import (
    ConferenceRow,
    NameRow,
    TalkRow,
    conference_row,
    document_row,
    name_row,
    talk_row,
    with_facets,
)
from .select import order

TalkRows = Mapping[str, TalkRow]
"""The row of each talk, by its key."""

RELATED_TALKS = 5
RELATED_TAGS = 10
COMMON = 100
"""A tag on more talks than this does not relate them: it says too little."""


def plan(catalogue: Catalogue, paths: Paths) -> dict[str, Page]:
    """Return the pages of *catalogue* by document name.

    The index of each type exists even if it is empty, so that an author can put it into
    a toctree before the first talk is written.
    """
    # A talk is on many pages, with the same row on each.
    rows = {key: talk_row(catalogue, key) for key in catalogue.all_talks}
    pages: list[Page] = [*_indexes(catalogue, paths, rows)]
    if paths.get("talk"):
        pages += _talk_pages(catalogue, paths, rows)
    if paths.get("speaker"):
        pages += [
            _name_page(catalogue, paths, rows, "speaker", name)
            for name in catalogue.speakers.values()
        ]
    if paths.get("tag"):
        related = related_tags(catalogue)
        pages += [
            _tag_page(catalogue, paths, rows, name, related[name.key])
            for name in catalogue.tags.values()
        ]
    return {page.docname: page for page in pages}


def _talk_pages(catalogue: Catalogue, paths: Paths, rows: TalkRows) -> Iterable[Page]:
    related = _RelatedTalks(catalogue)
    around = _around(catalogue)
    for key, record in catalogue.all_talks.items():
        talk = record.fact
        before, after = around.get(key, (None, None))
        parent = catalogue.parent(key)
        around_it = catalogue.talk(parent).fact if parent else None
        recap = catalogue.recaps.get(record.docname)
        others = tuple(rows[other] for other in related.of(key))
        yield TalkPage(
            docname=f"{paths['talk']}/{key}",
            title=talk.title,
            groups=(Group(heading=Term.RELATED, rows=others),) if others else (),
            key=key,
            talk=_on_its_day(talk, around_it),
            people=people_of(catalogue, talk),
            conference=catalogue.conference(key),
            tags=tuple(_tag_rows(catalogue, talk)),
            parent=rows[parent] if parent else None,
            before=rows[before] if before else None,
            after=rows[after] if after else None,
            listed=key in catalogue.talks,
            recording=catalogue.recording(key),
            parts=tuple(_parts(catalogue, key, rows)),
            inner=catalogue.parts.get(key, ()),
            recap=record.docname,
            recap_title=recap.title if recap else record.docname,
            node_id=record.node_id,
            digest=record.digest,
        )


def _parts(catalogue: Catalogue, key: str, rows: TalkRows) -> Iterable[TalkRow]:
    """Yield the talks in a talk; drafts only on the page of a draft."""
    for part in catalogue.parts.get(key, ()):
        if part in catalogue.talks or key in catalogue.drafts.talks:
            yield _part_row(catalogue, part, rows[part])


def _part_row(catalogue: Catalogue, key: str, row: TalkRow) -> TalkRow:
    """Return the row of a talk on the page of the talk around it.

    It leads into the recordings, and leaves out the facts that both talks share.
    """
    talk, recording = catalogue.talk(key).fact, catalogue.recording(key)
    videos = [link.url for link in talk.videos if not link.file]
    return replace(
        row,
        conference="",
        day=None,
        has=tuple(has for has in row.has if not (videos and has is Has.VIDEO)),
        cue=talk.cue,
        recording=recording,
        video=next((url for url in videos[:1] if url != recording), ""),
    )


def _on_its_day(talk: Talk, around_it: Talk | None) -> Talk:
    """Return a talk with the day of the one around it, unless it has its own."""
    if talk.start or around_it is None:
        return talk
    return replace(talk, start=day_of(around_it.start))


def _tag_rows(catalogue: Catalogue, talk: Talk) -> Iterable[NameRow]:
    """Yield the tags of a talk, without tags that only drafts have."""
    for name in catalogue.tag_names(talk.tags):
        key = catalogue.registries.tags.key_of(name)
        yield name_row("tag", catalogue.tags.get(key) or Name(key=key, name=name))


def _tags_of(catalogue: Catalogue, talk: Talk) -> Iterable[Name]:
    """Yield each tag once, in however many spellings the talk has it."""
    key_of_tag = catalogue.registries.tags.key_of
    for key in dict.fromkeys(map(key_of_tag, talk.tags)):
        yield catalogue.tags[key]


def _around(catalogue: Catalogue) -> dict[str, tuple[str | None, str | None]]:
    """Return the talk before and the talk after each talk of a conference."""
    around = {}
    for keys in catalogue.programme.values():
        neighbours = [None, *keys, None]
        for place, key in enumerate(keys):
            around[key] = neighbours[place], neighbours[place + 2]
    return around


class _RelatedTalks:
    """Finds the talks that share most with a talk.

    A speaker in common counts 2, a tag in common 1; a tag on more than :data:`COMMON`
    talks counts nothing. If counts are equal, the nearer in time comes first.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.sharing: defaultdict[str, list[tuple[tuple[str, ...], int]]]
        self.sharing = defaultdict(list)
        for weight, names in ((2, catalogue.speakers), (1, catalogue.tags)):
            for name in names.values():
                if weight == 1 and len(name.talks) > COMMON:
                    continue
                for key in name.talks:
                    self.sharing[key].append((name.talks, weight))

    def of(self, key: str) -> list[str]:
        """Return the keys of the related talks, the closest first."""
        scores: Counter[str] = Counter()
        for talks, weight in self.sharing[key]:
            for other in talks:
                scores[other] += weight
        del scores[key]
        day = self.catalogue.days.get(key)

        def rank(other: str) -> tuple[int, int, str]:
            there = self.catalogue.days.get(other)
            apart = abs((there - day).days) if day and there else 10**6
            return -scores[other], apart, other

        return sorted(scores, key=rank)[:RELATED_TALKS]


def related_tags(catalogue: Catalogue) -> dict[str, tuple[NameRow, ...]]:
    """Return for each tag its most frequent neighbours, with counts."""
    beside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record in catalogue.talks.values():
        keys = {tag.key for tag in _tags_of(catalogue, record.fact)}
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


def _tag_page(
    catalogue: Catalogue,
    paths: Paths,
    rows: TalkRows,
    tag: Name,
    related: tuple[NameRow, ...],
) -> NamePage:
    tags, above = catalogue.tags, ancestors(tag.key, catalogue.registries.tags)
    return replace(
        _name_page(catalogue, paths, rows, "tag", tag),
        related=related,
        above=tuple(name_row("tag", tags[key]) for key in reversed([*above])),
        below=tuple(name_row("tag", tags[key]) for key in tag.children),
    )


def _name_page(
    catalogue: Catalogue, paths: Paths, rows: TalkRows, objtype: str, name: Name
) -> NamePage:
    groups = by_year(catalogue, rows, name.talks)
    conferences = tuple(conference_row(catalogue, key) for key in name.conferences)
    if conferences:
        groups += (Group(heading=Term.CONFERENCES, rows=conferences),)
    others = {Term.RECAPS: name.recaps, Term.DOCUMENTS: name.documents}
    for heading, docnames in others.items():
        if docnames:
            found = tuple(document_row(catalogue, docname) for docname in docnames)
            groups += (Group(heading=heading, rows=found),)
    days = [day for key in name.talks if (day := catalogue.days.get(key))]
    return NamePage(
        docname=f"{paths[objtype]}/{name.key}",
        title=name.name,
        groups=groups,
        objtype=objtype,
        name=name,
        conferences=_conferences_among(catalogue, name.talks),
        years=(min(days).year, max(days).year) if days else None,
        chart=talks_per_year(days),
    )


def _conferences_among(catalogue: Catalogue, talks: Iterable[str]) -> int:
    keys = {catalogue.conference_of.get(key) for key in talks}
    return len(keys - {None})


def by_year(
    catalogue: Catalogue, rows: TalkRows, talks: Iterable[str]
) -> tuple[Group, ...]:
    """Group talks by year, the newest first, talks without a day last."""
    years: defaultdict[int, list[TalkRow]] = defaultdict(list)
    for key in order(catalogue, talks):
        day = catalogue.days.get(key)
        years[day.year if day else 0].append(rows[key])
    return tuple(
        Group(heading=str(year) if year else Term.UNDATED, rows=tuple(years[year]))
        for year in sorted(years, reverse=True)
    )


def _indexes(catalogue: Catalogue, paths: Paths, rows: TalkRows) -> Iterable[Page]:
    def common(objtype: str, title: Term, objects: Sized) -> dict[str, Any]:
        return {
            "docname": f"{paths[objtype]}/index",
            "title": title,
            "objtype": objtype,
            "objects": len(objects),
            "talks": len(catalogue.talks),
            "conferences": len(catalogue.listed_conferences),
        }

    alphabet = catalogue.alphabet
    if paths.get("talk"):
        talks = common("talk", Term.TALKS, catalogue.talks)
        days = (day for key, day in catalogue.days.items() if key in catalogue.talks)
        groups = tuple(_talks_by_year(catalogue, rows))
        yield IndexPage(**talks, groups=groups, chart=talks_per_year(days))
    if paths.get("speaker"):
        speakers = common("speaker", Term.SPEAKERS, catalogue.speakers)
        letters = by_letter("speaker", catalogue.speakers, alphabet)
        yield LetterIndex(**speakers, letters=letters)
    if paths.get("tag"):
        tags = common("tag", Term.TAGS, catalogue.tags)
        letters = by_letter("tag", catalogue.tags, alphabet)
        yield LetterIndex(**tags, letters=letters)
    if paths.get("conference"):
        conferences = common(
            "conference", Term.CONFERENCES, catalogue.listed_conferences
        )
        groups = tuple(_conferences_by_series(catalogue))
        yield IndexPage(**conferences, groups=groups)


def _talks_by_year(catalogue: Catalogue, rows: TalkRows) -> Iterable[Group]:
    """Years, the newest first, and in each its conferences with their talks."""
    years: defaultdict[int, list[Group]] = defaultdict(list)
    conferences = [conference_row(catalogue, key) for key in catalogue.programme]
    for row in sorted(conferences, key=_newest_first(catalogue.alphabet)):
        keys = catalogue.programme[row.key]
        day = row.start or catalogue.days.get(keys[0])
        talks = tuple(with_facets(catalogue, rows[key]) for key in keys)
        years[day.year if day else 0].append(Group(heading=row.name, rows=talks))
    for year in sorted(years, reverse=True):
        heading = str(year) if year else Term.UNDATED
        yield Group(heading=heading, groups=tuple(years[year]))
    others = [key for key in catalogue.talks if key not in catalogue.conference_of]
    if others:
        talks = tuple(
            with_facets(catalogue, rows[key]) for key in order(catalogue, others)
        )
        yield Group(heading=Term.OTHER, rows=talks)


def _newest_first(
    alphabet: Alphabet,
) -> Callable[[ConferenceRow], tuple[object, ...]]:
    """Return the sort key of conferences. On the same day, the name decides."""
    return lambda row: (
        -(row.start.toordinal() if row.start else 0),
        alphabet.sort_key(row.name),
    )


def by_letter(
    objtype: str, names: Mapping[str, Name], alphabet: Alphabet
) -> tuple[Group, ...]:
    """Group names by their first letter, in the order of the names."""
    letters: defaultdict[str, list[NameRow]] = defaultdict(list)
    for name in names.values():
        letters[alphabet.initial(name.name)].append(name_row(objtype, name))
    return tuple(
        Group(heading=_LETTERS.get(letter, letter), rows=tuple(rows))
        for letter, rows in letters.items()
    )


_LETTERS: dict[str, str | Term] = {"0": "0–9", "": Term.SYMBOLS}


def _conferences_by_series(catalogue: Catalogue) -> Iterable[Group]:
    """Series by name, then the conferences that belong to none; newest first."""
    names: dict[str, str] = {}
    series: defaultdict[str, list[ConferenceRow]] = defaultdict(list)
    for key, record in catalogue.listed_conferences.items():
        name = record.fact.series
        # One series in two spellings is one; it is shown in the first.
        name = names.setdefault(key_of(name), name) if name else ""
        series[name].append(conference_row(catalogue, key))
    alphabet, newest_first = catalogue.alphabet, _newest_first(catalogue.alphabet)
    for name in sorted(series, key=lambda name: (not name, alphabet.sort_key(name))):
        rows = tuple(sorted(series[name], key=newest_first))
        yield Group(heading=name or Term.OTHER, rows=rows)
