"""Everything that the authors' documents hold, once names are settled.

Reading a document yields records, and no document knows the others. The
catalogue is made of all of them: it decides which conference a talk belongs to,
which of two records with one key counts, and which spellings are one name. It
depends on the records alone, never on the order in which they were read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from .errors import FieldError
from .fields import suggest
from .keys import key_of, sort_key
from .model import Conference, Fact, Quotation, Recap, Record, Talk, day_of, in_zone
from .posts.reference import parse_reference
from .query import Query
from .urls import host_of

Reference = tuple[str, str]
"""The object type and the target of a cross-reference."""


@dataclass(slots=True)
class Document:
    """What one of the author's documents holds, in the order of its text.

    *missing* holds the files of posts that were not there when it was read, as paths
    below the source directory.
    """

    conferences: list[Record[Conference]] = field(default_factory=list)
    talks: list[Record[Talk]] = field(default_factory=list)
    posts: list[Record[Quotation]] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    queries: list[tuple[Query, int]] = field(default_factory=list)
    references: set[Reference] = field(default_factory=set)
    recap: Recap | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that only the records of several places together show.

    *subtype* is a member of the warnings' enum, by value.
    """

    subtype: str
    message: str
    docname: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A speaker or a tag: one key, and all that carries it.

    *talks*, *conferences* and *recaps* hold keys and document names, in order.
    """

    key: str
    name: str
    talks: tuple[str, ...] = ()
    conferences: tuple[str, ...] = ()
    recaps: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many things the page of this name lists."""
        return len(self.talks) + len(self.conferences) + len(self.recaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The settled records. All mappings are by key and in a stable order.

    *conference_of* holds the key of the conference of a talk that has one, *days* the
    day of a talk, in the zone of its conference, or that of the start of its
    conference. *programme* holds the talks of a conference from the first to the
    last, and *places* the place of a talk in it. *quotations* are all of them, in the
    order of the documents; of those of one post the first has its key in *posts*.
    """

    conferences: Mapping[str, Record[Conference]]
    talks: Mapping[str, Record[Talk]]
    conference_of: Mapping[str, str]
    days: Mapping[str, date]
    programme: Mapping[str, tuple[str, ...]]
    places: Mapping[str, int]
    speakers: Mapping[str, Name]
    tags: Mapping[str, Name]
    recaps: Mapping[str, Recap]
    short_keys: Mapping[str, tuple[str, ...]]
    quotations: tuple[Record[Quotation], ...]
    posts: Mapping[str, Record[Quotation]]
    post_ids: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]

    def conference(self, talk_key: str) -> Conference | None:
        """Return the conference of a talk, if a document describes it."""
        record = self.conferences.get(self.conference_of.get(talk_key, ""))
        return record.fact if record else None

    def describes(self, reference: str) -> Conference | None:
        """Return the conference that *reference* means, by key or by name."""
        key = conference_key(reference, self.conferences)
        return self.conferences[key].fact if key else None

    def find(self, objtype: str, target: str) -> tuple[str, ...]:
        """Return the keys that *target* may mean: by key, short key or name.

        A series has no key of its own: it means its conferences.
        """
        match objtype:
            case "talk":
                short = self.short_keys.get(target, ())
                return (target,) if target in self.talks else short
            case "conference":
                key = conference_key(target, self.conferences)
                return (key,) if key else ()
            case "series":
                return tuple(
                    key
                    for key, record in self.conferences.items()
                    if (series := record.fact.series)
                    and key_of(series) == key_of(target)
                )
            case "post" | "author" | "hashtag":
                return tuple(self._find_in_posts(objtype, target))
        names = self.speakers if objtype == "speaker" else self.tags
        key = target if target in names else key_of(target)
        return (key,) if key in names else ()

    def _find_in_posts(self, objtype: str, target: str) -> Iterable[str]:
        if objtype == "author":
            facts = (record.fact for record in self.quotations)
            return (fact.by for fact in facts if wrote(target, fact))
        if objtype == "hashtag":
            return (tag for tag in self._hashtags() if key_of(tag) == key_of(target))
        if target in self.posts:
            return (target,)
        address = address_of(target)
        known = (address,) if address in self.posts else ()
        return self.post_ids.get(target, known)

    def _hashtags(self) -> Iterator[str]:
        return (tag for record in self.quotations for tag in record.fact.tags)

    def keys(self, objtype: str) -> list[str]:
        """Return what a reference of *objtype* may be written as."""
        match objtype:
            case "talk":
                return [*self.talks, *self.short_keys]
            case "conference":
                return list(self.conferences)
            case "series":
                series = (record.fact.series for record in self.conferences.values())
                return [name for name in dict.fromkeys(series) if name]
            case "post":
                return list(self.posts)
            case "author" | "hashtag":
                authors = (record.fact.by for record in self.quotations)
                return [*(authors if objtype == "author" else self._hashtags())]
        names = self.speakers if objtype == "speaker" else self.tags
        return [name.name for name in names.values()]


def catalogue_of(documents: Mapping[str, Document]) -> Catalogue:
    """Settle the records of all *documents*, given by document name."""
    ordered = [documents[docname] for docname in sorted(documents)]
    problems: list[Problem] = []
    conferences = _by_key(
        "conference",
        ((r.fact.key, r) for d in ordered for r in d.conferences),
        problems,
    )
    keyed = [
        (talk_key(record.fact, conferences), record)
        for document in ordered
        for record in document.talks
    ]
    talks = _by_key("talk", keyed, problems)
    conference_of = _conferences_of(talks, conferences, problems)
    starts = _starts(talks, conference_of, conferences)
    problems += _outside(talks, conference_of, conferences, starts)
    programme = _programme(conference_of, starts)
    recaps = {d.recap.docname: d.recap for d in ordered if d.recap}
    quotations = tuple(record for document in ordered for record in document.posts)
    posts = _posts(quotations, problems)
    catalogue = Catalogue(
        conferences=conferences,
        talks=talks,
        conference_of=conference_of,
        days=_days(talks, conference_of, conferences, starts),
        programme=programme,
        places={
            key: place for keys in programme.values() for place, key in enumerate(keys)
        },
        speakers=_speakers(talks),
        tags=_tags(talks, conferences, recaps),
        recaps=recaps,
        short_keys=_short_keys(talks),
        quotations=quotations,
        posts=posts,
        post_ids=_post_ids(posts),
        problems=(),
    )
    problems += _filters_without_a_match(documents, catalogue)
    return replace(catalogue, problems=tuple(problems))


def conference_key(
    reference: str, conferences: Mapping[str, Record[Conference]]
) -> str | None:
    """Find the conference that *reference* means, by key or by name."""
    if not reference or reference in conferences:
        return reference or None
    key = key_of(reference)
    if key in conferences:
        return key
    named = (k for k, record in conferences.items() if key_of(record.fact.name) == key)
    return next(named, None)


def talk_key(talk: Talk, conferences: Mapping[str, Record[Conference]]) -> str:
    """Return ``<conference>/<slug>``, or the slug of a talk without a conference.

    A conference that no document describes gives its part all the same, so that
    the key stays when its block is written later.
    """
    if not talk.conference:
        return talk.slug
    conference = conference_key(talk.conference, conferences)
    return f"{conference or key_of(talk.conference)}/{talk.slug}"


def _by_key(
    what: str,
    keyed: Iterable[tuple[str, Record[Fact]]],
    problems: list[Problem],
) -> dict[str, Record[Fact]]:
    """Index records; of two with one key the first in order counts."""
    winners: dict[str, Record[Fact]] = {}
    for key, record in keyed:
        winner = winners.setdefault(key, record)
        if winner is not record:
            message = (
                f"the {what} key {key!r} is taken by {winner.docname}, line "
                f"{winner.line}; give one of the two another :name:"
            )
            problems.append(_problem("duplicate", message, record))
    return winners


def _problem(subtype: str, message: str, record: Record[Fact]) -> Problem:
    return Problem(
        subtype=subtype, message=message, docname=record.docname, line=record.line
    )


def _conferences_of(
    talks: Mapping[str, Record[Talk]],
    conferences: Mapping[str, Record[Conference]],
    problems: list[Problem],
) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, record in talks.items():
        reference = record.fact.conference
        if not reference:
            continue
        conference = conference_key(reference, conferences)
        if conference is None:
            hint = suggest(reference, conferences)
            hint = hint or "; write a conference block of that name"
            message = f"no document describes the conference {reference!r}{hint}"
            problems.append(_problem("conference", message, record))
            continue
        found[key] = conference
    return found


def _starts(
    talks: Mapping[str, Record[Talk]],
    conference_of: Mapping[str, str],
    conferences: Mapping[str, Record[Conference]],
) -> dict[str, date | datetime]:
    """Return when talks start; one in another starts with it, unless it says when."""
    starts: dict[str, date | datetime] = {}
    for key, record in talks.items():
        talk = record.fact
        start = talk.start
        if isinstance(start, datetime) and key in conference_of:
            start = in_zone(start, conferences[conference_of[key]].fact.timezone)
        # The talk around another is written before it.
        start = start or starts.get(key.removesuffix(talk.slug) + talk.parent)
        if start is not None:
            starts[key] = start
    return starts


def _days(
    talks: Mapping[str, Record[Talk]],
    conference_of: Mapping[str, str],
    conferences: Mapping[str, Record[Conference]],
    starts: Mapping[str, date | datetime],
) -> dict[str, date]:
    days: dict[str, date] = {}
    for key in talks:
        conference = conferences.get(conference_of.get(key, ""))
        first_day = conference.fact.start if conference else None
        if day := day_of(starts.get(key)) or first_day:
            days[key] = day
    return days


def _outside(
    talks: Mapping[str, Record[Talk]],
    conference_of: Mapping[str, str],
    conferences: Mapping[str, Record[Conference]],
    starts: Mapping[str, date | datetime],
) -> Iterator[Problem]:
    """Find talks whose own start lies outside of their conference."""
    for key, its_conference in conference_of.items():
        if talks[key].fact.start is None:
            continue
        day, conference = day_of(starts[key]), conferences[its_conference].fact
        if conference.start and day < conference.start:
            limit = f"starts on {conference.start}"
        elif conference.end and day > conference.end:
            limit = f"ends on {conference.end}"
        else:
            continue
        message = (
            f"the talk is on {day}, but {conference.name} {limit}; correct one of the "
            "dates"
        )
        yield _problem("date", message, talks[key])


def _programme(
    conference_of: Mapping[str, str], starts: Mapping[str, date | datetime]
) -> dict[str, tuple[str, ...]]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for key, conference in conference_of.items():
        members[conference].append(key)
    return {
        conference: tuple(_in_time(keys, starts))
        for conference, keys in members.items()
    }


def _in_time(
    keys: Iterable[str], starts: Mapping[str, date | datetime]
) -> Iterator[str]:
    """Order talks by day; within a day by time if all have one, else as written.

    A talk without a time has no place between two that have one, so a day with
    such a talk keeps the order that its author chose. Talks without a day end
    the list.
    """
    days: defaultdict[date, list[str]] = defaultdict(list)
    for key in keys:
        days[day_of(starts.get(key)) or date.max].append(key)
    for day in sorted(days):
        clock = {
            key: start.time()
            for key in days[day]
            if isinstance(start := starts.get(key), datetime)
        }
        if len(clock) == len(days[day]):
            days[day].sort(key=clock.__getitem__)
        yield from days[day]


def _short_keys(talks: Mapping[str, Record[Talk]]) -> dict[str, tuple[str, ...]]:
    short: defaultdict[str, list[str]] = defaultdict(list)
    for key, record in talks.items():
        short[record.fact.slug].append(key)
    return {slug: tuple(keys) for slug, keys in short.items()}


def address_of(url: str) -> str:
    """Return the key of a post by its address; empty for what is no address."""
    try:
        return parse_reference(url).key
    except FieldError:
        return f"web/{key_of(url)}" if host_of(url) else ""


def wrote(author: str, post: Quotation) -> bool:
    """Tell whether *author*, a name or a handle, wrote a post."""
    handle = author.removeprefix("@").casefold()
    return key_of(author) == key_of(post.author) or handle == post.handle.casefold()


def _posts(
    quotations: Iterable[Record[Quotation]], problems: list[Problem]
) -> dict[str, Record[Quotation]]:
    """Index quotations by name and by the post itself, which may be quoted twice."""
    named = ((record.fact.name, record) for record in quotations if record.fact.name)
    posts = _by_key("post", named, problems)
    for record in quotations:
        if record.fact.address:
            posts.setdefault(record.fact.address, record)
    return posts


def _post_ids(posts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Index keys by their last part; a name has no other."""
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for key in posts:
        ids[key.rpartition("/")[2]].append(key)
    return {id_: tuple(keys) for id_, keys in ids.items()}


class _Names:
    """Gathers spellings, and what carries them."""

    def __init__(self) -> None:
        self.spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.users: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)

    def add(self, field_: str, user: str, names: Iterable[str]) -> None:
        for name in names:
            key = key_of(name)
            self.spellings[key][name] += 1
            self.users[field_, key][user] = None

    def settle(self) -> dict[str, Name]:
        """Show each name in its most frequent spelling, else in the first."""
        names = [
            Name(
                key=key,
                name=max(spellings, key=lambda name: spellings[name]),
                talks=tuple(self.users["talks", key]),
                conferences=tuple(self.users["conferences", key]),
                recaps=tuple(self.users["recaps", key]),
            )
            for key, spellings in self.spellings.items()
        ]
        return {n.key: n for n in sorted(names, key=lambda n: sort_key(n.name))}


def _speakers(talks: Mapping[str, Record[Talk]]) -> dict[str, Name]:
    names = _Names()
    for key, record in talks.items():
        names.add("talks", key, [speaker.name for speaker in record.fact.speakers])
    return names.settle()


def _tags(
    talks: Mapping[str, Record[Talk]],
    conferences: Mapping[str, Record[Conference]],
    recaps: Mapping[str, Recap],
) -> dict[str, Name]:
    names = _Names()
    for key, talk in talks.items():
        names.add("talks", key, talk.fact.tags)
    for key, conference in conferences.items():
        names.add("conferences", key, conference.fact.tags)
    for docname, recap in recaps.items():
        names.add("recaps", docname, recap.tags)
    return names.settle()


def _filters_without_a_match(
    documents: Mapping[str, Document], catalogue: Catalogue
) -> Iterator[Problem]:
    """Find names in the filters of lists that nothing in the project has."""
    for docname in sorted(documents):
        for query, line in documents[docname].queries:
            for objtype, name in query.named():
                if not catalogue.find(objtype, name):
                    hint = suggest(name, catalogue.keys(objtype))
                    yield Problem(
                        subtype="filter",
                        message=f"the list asks for the {objtype} {name!r}, "
                        f"which nothing has{hint}",
                        docname=docname,
                        line=line,
                    )
