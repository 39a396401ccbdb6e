"""Everything that the authors' documents hold, once names are settled.

Reading a document yields records, and no document knows the others. The
catalogue is made of all of them: it decides which conference a talk belongs to,
which of two records with one key counts, and which spellings are one name. It
depends on the records alone, never on the order in which they were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from .errors import FieldError
from .fields import suggest
from .keys import key_of, plain_words
from .model import (
    Conference,
    Fact,
    Link,
    Quotation,
    Recap,
    Record,
    TaggedDocument,
    Talk,
    day_of,
    in_zone,
)
from .names import Name, speakers_of, tags_of
from .near import near_duplicates
from .posts.reference import parse_reference
from .query import Query
from .recordings import recording_at
from .registry import Registries, SpeakerEntry
from .rules import Rule
from .urls import host_of

Member = TypeVar("Member")

Reference = tuple[str, str]
"""The object type and the target of a cross-reference."""


@dataclass(slots=True)
class Document:
    """What one of the author's documents holds, in the order of its text.

    *missing* holds the files of posts that were not there when it was read, as paths
    below the source directory. *page_tags* are the tags that it gives itself, with
    their lines.
    """

    conferences: list[Record[Conference]] = field(default_factory=list)
    talks: list[Record[Talk]] = field(default_factory=list)
    posts: list[Record[Quotation]] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    queries: list[tuple[Query, int]] = field(default_factory=list)
    references: set[Reference] = field(default_factory=set)
    recap: Recap | None = None
    page_tags: dict[str, int] = field(default_factory=dict)
    tagged: TaggedDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that only the records of several places together show.

    *subtype* is a member of the warnings' enum, by value. *path* is the file, where
    that is no document.
    """

    subtype: str
    message: str
    docname: str = ""
    line: int
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """What its authors do not want listed yet.

    *talks* are by key, *conferences* are keys, *recaps* document names.
    """

    talks: Mapping[str, Record[Talk]] = field(default_factory=dict)
    conferences: frozenset[str] = frozenset()
    recaps: frozenset[str] = frozenset()
    quotations: tuple[Record[Quotation], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The settled records. All mappings are by key and in a stable order.

    What is a draft is in *drafts*: its talks are not in *talks*, and its conferences
    and recaps are, for what refers to them. A talk in another has from it what it
    does not have itself; *parts* holds the talks in a talk.
    *conference_of* holds the key of the conference of a talk that has one, *days* the
    day of a talk, in the zone of its conference, or that of the start of its
    conference. *programme* holds the talks of a conference from the first to the
    last, and *places* the place of a talk in it. *quotations* are all of them, in the
    order of the documents; of those of one post the first has its key in *posts*.
    *former_keys* leads, for each object type, from keys that something had to the one
    that it has.
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
    documents: Mapping[str, TaggedDocument]
    drafts: Drafts
    parts: Mapping[str, tuple[str, ...]]
    short_keys: Mapping[str, tuple[str, ...]]
    quotations: tuple[Record[Quotation], ...]
    posts: Mapping[str, Record[Quotation]]
    post_ids: Mapping[str, tuple[str, ...]]
    former_keys: Mapping[str, Mapping[str, str]]
    registries: Registries
    problems: tuple[Problem, ...]

    @property
    def listed_conferences(self) -> dict[str, Record[Conference]]:
        """The conferences that are no drafts."""
        return _without(self.conferences, self.drafts.conferences)

    @property
    def listed_recaps(self) -> dict[str, Recap]:
        """The recaps that are no drafts."""
        return _without(self.recaps, self.drafts.recaps)

    @property
    def listed_posts(self) -> dict[str, Record[Quotation]]:
        """The posts that stand in no draft."""
        drafted = set(map(id, self.drafts.quotations))
        return {
            key: record
            for key, record in self.posts.items()
            if id(record) not in drafted
        }

    def has_talk(self, key: str) -> bool:
        """Tell whether there is a talk, be it a draft or not."""
        return key in self.talks or key in self.drafts.talks

    def talk(self, key: str) -> Record[Talk]:
        """Return a talk, be it a draft or not."""
        return self.talks[key] if key in self.talks else self.drafts.talks[key]

    def parent(self, talk_key: str) -> str | None:
        """Return the key of the talk that a talk is part of."""
        around = _key_around(talk_key, self.talk(talk_key).fact)
        return around if self.has_talk(around) else None

    def recording(self, talk_key: str) -> str:
        """Return the address of a talk's cue in its recording; empty if there is none.

        The recording is that of the talk around it, if that has one.
        """
        talk, parent = self.talk(talk_key).fact, self.parent(talk_key)
        if talk.cue is None:
            return ""
        around = self.talk(parent).fact.videos if parent else ()
        links = (link.url for link in around or talk.videos if not link.file)
        places = (recording_at(url, talk.cue) for url in links)
        return next(filter(None, places), "")

    def only_drafts_have(self, objtype: str, name: str) -> bool:
        """Tell whether a speaker or a tag is on drafts and nowhere else."""
        if objtype not in ("speaker", "tag") or self.find(objtype, name):
            return False
        conferences = _only(self.conferences, self.drafts.conferences)
        recaps = _only(self.recaps, self.drafts.recaps)
        talks, registries = self.drafts.talks, self.registries
        names = (
            speakers_of(talks, registries.speakers)
            if objtype == "speaker"
            else tags_of(talks, conferences, recaps, {}, registries)
        )
        return registries.key_of(objtype, name) in names

    def conference(self, talk_key: str) -> Conference | None:
        """Return the conference of a talk, if a document describes it."""
        record = self.conferences.get(self.conference_of.get(talk_key, ""))
        return record.fact if record else None

    def describes(self, reference: str) -> Conference | None:
        """Return the conference that *reference* means, by key or by name."""
        key = conference_key(reference, self.conferences)
        return self.conferences[key].fact if key else None

    def tag_names(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Return tags as the site spells them, each once."""
        names: dict[str, str] = {}
        for tag in tags:
            key = self.registries.tags.key_of(tag)
            # The tags of a talk whose key another has are not among ours.
            name = self.tags[key].name if key in self.tags else tag
            names.setdefault(key, name)
        return tuple(names.values())

    def find(self, objtype: str, target: str) -> tuple[str, ...]:
        """Return the keys that *target* may mean: by key, short key or name.

        A series has no key of its own: it means its conferences.
        """
        match objtype:
            case "talk":
                target = self.former_keys["talk"].get(target, target)
                short = self.short_keys.get(target, ())
                return (target,) if self.has_talk(target) else short
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
        key = target if target in names else self.registries.key_of(objtype, target)
        return (key,) if key in names else ()

    def fault(self, objtype: str, target: str) -> tuple[Rule, str] | None:
        """Return what is wrong with a reference, and a message for its author."""
        found = self.find(objtype, target)
        if not found and self.only_drafts_have(objtype, target):
            message = f"the {objtype} {target!r} has no page; only drafts have it"
            return Rule.REFERENCE, message
        if not found and self.knows(objtype, target):
            return None  # declared, and on nothing yet
        if not found:
            hint = suggest(target, self.keys(objtype))
            return Rule.REFERENCE, f"there is no {objtype} {target!r}{hint}"
        if len(found) > 1:
            whole = ", ".join(map(repr, found))
            message = f"{target!r} means several {objtype}s; write one of {whole}"
            return Rule.AMBIGUOUS, message
        return None

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

    def knows(self, objtype: str, target: str) -> bool:
        """Tell whether something has, or the site declares, what *target* means."""
        declared = self.registries.declares(objtype, target)
        return declared or bool(self.find(objtype, target))

    def keys(self, objtype: str) -> list[str]:
        """Return what a reference of *objtype* may be written as."""
        match objtype:
            case "talk":
                return [*self.talks, *self.drafts.talks, *self.short_keys]
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


def catalogue_of(
    documents: Mapping[str, Document],
    registries: Registries | None = None,
    *,
    list_drafts: bool = False,
) -> Catalogue:
    """Settle the records of all *documents*, given by document name."""
    registries = registries or Registries()
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
    recaps = {d.recap.docname: d.recap for d in ordered if d.recap}
    tagged = {d.tagged.docname: d.tagged for d in ordered if d.tagged}
    talks = _settled(_by_key("talk", keyed, problems), recaps)
    conference_of = _conferences_of(talks, conferences, problems)
    starts = _starts(talks, conference_of, conferences)
    problems += _outside(talks, conference_of, conferences, starts)
    former = _former_talks(talks, conference_of, conferences, problems)
    quotations = tuple(record for document in ordered for record in document.posts)
    drafts = Drafts()
    if not list_drafts:
        drafts = _drafts(talks, conferences, recaps, quotations)
    listed = _without(talks, drafts.talks)
    programme = _programme(
        {key: name for key, name in conference_of.items() if key in listed}, starts
    )
    drafted = set(map(id, drafts.quotations))
    shown = tuple(record for record in quotations if id(record) not in drafted)
    # Where a draft quotes a post that another document quotes, too, its key is there.
    posts = _posts((*shown, *drafts.quotations), problems)
    catalogue = Catalogue(
        conferences=conferences,
        talks=listed,
        conference_of=conference_of,
        days=_days(talks, conference_of, conferences, starts),
        programme=programme,
        places={
            key: place for keys in programme.values() for place, key in enumerate(keys)
        },
        speakers=speakers_of(listed, registries.speakers),
        tags=tags_of(
            listed,
            _without(conferences, drafts.conferences),
            _without(recaps, drafts.recaps),
            tagged,
            registries,
        ),
        recaps=recaps,
        documents=tagged,
        drafts=drafts,
        parts=_parts(talks),
        short_keys=_short_keys(talks, former),
        quotations=shown,
        posts=posts,
        post_ids=_post_ids(posts),
        former_keys={
            "talk": former,
            "conference": _former_conferences(conferences),
            "speaker": registries.speakers.former_keys,
            "tag": registries.tags.former_keys,
        },
        registries=registries,
        problems=(),
    )
    problems += _filters_without_a_match(documents, catalogue)
    problems += _faults(registries)
    problems += _undeclared(catalogue)
    problems += _collisions(catalogue)
    problems += _nearly_alike(catalogue)
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
    named = (
        k
        for k, record in conferences.items()
        if key == key_of(record.fact.name) or key in map(key_of, record.fact.aliases)
    )
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


def _without(members: Mapping[str, Member], keys: Container[str]) -> dict[str, Member]:
    return {key: member for key, member in members.items() if key not in keys}


def _only(members: Mapping[str, Member], keys: Container[str]) -> dict[str, Member]:
    return {key: member for key, member in members.items() if key in keys}


def _settled(
    talks: Mapping[str, Record[Talk]], recaps: Mapping[str, Recap]
) -> dict[str, Record[Talk]]:
    """Let talks have what they take from their recap and from the talk around them.

    What a draft holds is a draft. A talk without a recording of its own is found in
    that of the talk around it, at its cue.
    """
    settled: dict[str, Record[Talk]] = {}
    for key, record in talks.items():
        talk, recap = record.fact, recaps.get(record.docname)
        # The talk around another is written before it.
        around = settled.get(_key_around(key, talk))
        draft = (
            talk.draft
            or bool(recap and recap.draft)
            or bool(around and around.fact.draft)
        )
        videos = talk.videos
        if around and not videos and talk.cue is not None:
            videos = tuple(_at(link, talk.cue) for link in around.fact.videos)
        if (draft, videos) != (talk.draft, talk.videos):
            record = replace(record, fact=replace(talk, draft=draft, videos=videos))  # noqa: PLW2901
        settled[key] = record
    return settled


def _at(link: Link, cue: int) -> Link:
    """Return a recording at a cue, or all of it if that is not known."""
    if link.file:
        return link
    return replace(link, url=recording_at(link.url, cue) or link.url)


def _key_around(key: str, talk: Talk) -> str:
    """Return the key that the talk around a talk has if both are of one conference."""
    if talk.parent in ("", talk.slug):
        return ""
    return key.removesuffix(talk.slug) + talk.parent


def _drafts(
    talks: Mapping[str, Record[Talk]],
    conferences: Mapping[str, Record[Conference]],
    recaps: Mapping[str, Recap],
    quotations: Iterable[Record[Quotation]],
) -> Drafts:
    docnames = frozenset(name for name, recap in recaps.items() if recap.draft)
    drafts = {key: record for key, record in talks.items() if record.fact.draft}
    places = {(record.docname, record.fact.slug) for record in drafts.values()}
    return Drafts(
        talks=drafts,
        conferences=frozenset(
            key for key, record in conferences.items() if record.docname in docnames
        ),
        recaps=docnames,
        quotations=tuple(
            record
            for record in quotations
            if record.docname in docnames
            or (record.docname, record.fact.talk) in places
        ),
    )


def _parts(talks: Mapping[str, Record[Talk]]) -> dict[str, tuple[str, ...]]:
    """Return the talks in a talk, by cue if all have one, else as written."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for key, record in talks.items():
        around = _key_around(key, record.fact)
        if around in talks:
            members[around].append(key)
    for keys in members.values():
        cues = {key: cue for key in keys if (cue := talks[key].fact.cue) is not None}
        if len(cues) == len(keys):
            keys.sort(key=cues.__getitem__)
    return {around: tuple(keys) for around, keys in members.items()}


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
        start = start or starts.get(_key_around(key, talk))
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


def _former_talks(
    talks: Mapping[str, Record[Talk]],
    conference_of: Mapping[str, str],
    conferences: Mapping[str, Record[Conference]],
    problems: list[Problem],
) -> dict[str, str]:
    """Return the keys that talks had, by their own aliases and their conference's."""
    former: dict[str, str] = {}
    for key, record in talks.items():
        conference = conferences.get(conference_of.get(key, ""))
        for old in _old_keys(key, record.fact, conference):
            owner = old if old in talks else former.setdefault(old, key)
            if owner != key:
                message = (
                    f"the alias {old!r} leads to the talk {owner!r} already; leave it "
                    "out of one of the two"
                )
                problems.append(_problem("duplicate", message, record))
    return former


def _old_keys(
    key: str, talk: Talk, conference: Record[Conference] | None
) -> Iterator[str]:
    """Yield the keys that the aliases of a talk and its conference give it."""
    folders = [key.removesuffix(talk.slug)]
    if conference:
        folders += [f"{key_of(alias)}/" for alias in conference.fact.aliases]
    for folder in folders:
        for slug in (talk.slug, *talk.aliases):
            old = slug if "/" in slug else folder + slug
            if old != key:
                yield old


def _former_conferences(
    conferences: Mapping[str, Record[Conference]],
) -> dict[str, str]:
    return {
        old: key
        for key, record in conferences.items()
        for old in map(key_of, record.fact.aliases)
        if old not in conferences
    }


def _short_keys(
    talks: Mapping[str, Record[Talk]], former: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return the talks of each short key; one that is in use hides a former one."""
    now: defaultdict[str, dict[str, None]] = defaultdict(dict)
    then: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, record in talks.items():
        now[record.fact.slug][key] = None
    for old, key in former.items():
        then[old.rpartition("/")[2]][key] = None
    return {slug: tuple(keys) for slug, keys in (then | now).items()}


def _filters_without_a_match(
    documents: Mapping[str, Document], catalogue: Catalogue
) -> Iterator[Problem]:
    """Find names in the filters of lists that nothing in the project has."""
    for docname in sorted(documents):
        for query, line in documents[docname].queries:
            for objtype, name in query.named():
                if not catalogue.knows(objtype, name):
                    hint = suggest(name, catalogue.keys(objtype))
                    drafted = catalogue.only_drafts_have(objtype, name)
                    having = "only drafts have" if drafted else f"nothing has{hint}"
                    yield Problem(
                        subtype="filter",
                        message=f"the list asks for the {objtype} {name!r}, "
                        f"which {having}",
                        docname=docname,
                        line=line,
                    )


def _faults(registries: Registries) -> Iterator[Problem]:
    for registry, path in (
        (registries.tags, registries.tags_path),
        (registries.speakers, registries.speakers_path),
    ):
        for fault in registry.faults:
            yield Problem(
                subtype="registry", message=fault.message, line=fault.line, path=path
            )


def _undeclared(catalogue: Catalogue) -> Iterator[Problem]:
    """Find tags that are not in the vocabulary, where the site wants all to be."""
    registries = catalogue.registries
    if not registries.closed:
        return
    for names, docname, line in _tagged(catalogue):
        for name in names:
            if registries.tags.of(name) is None:
                hint = registries.tags.nearest(name)
                hint = hint or "; declare it in confrecap_tags_file"
                message = f"the tag {name!r} is not declared{hint}"
                yield Problem(
                    subtype="undeclared", message=message, docname=docname, line=line
                )


def _tagged(catalogue: Catalogue) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """Yield the tags of everything that has some, with document and line."""
    for conference in catalogue.conferences.values():
        yield conference.fact.tags, conference.docname, conference.line
    for talk in (*catalogue.talks.values(), *catalogue.drafts.talks.values()):
        yield talk.fact.tags, talk.docname, talk.line
    for recap in catalogue.recaps.values():
        yield recap.tags, recap.docname, 1
    for document in catalogue.documents.values():
        yield document.tags, document.docname, 1


def _collisions(catalogue: Catalogue) -> Iterator[Problem]:
    """Find different names that share a key, so that nobody mistakes them for one."""
    first: dict[tuple[str, str], str] = {}
    said = set()
    for objtype, name, docname, line in _named(catalogue):
        key = catalogue.registries.key_of(objtype, name)
        other = first.setdefault((objtype, key), name)
        same = plain_words(name) == plain_words(other)
        if same or (objtype, key, plain_words(name)) in said:
            continue
        said.add((objtype, key, plain_words(name)))
        if not catalogue.registries.declares(objtype, name):
            message = (
                f"the {objtype}s {name!r} and {other!r} share the key {key!r}; declare "
                f"one as an alias of the other, or another key for one, in "
                f"confrecap_{objtype}s_file"
            )
            yield Problem(
                subtype="collision", message=message, docname=docname, line=line
            )


def _named(catalogue: Catalogue) -> Iterator[tuple[str, str, str, int]]:
    """Yield object type and name of every tag and speaker, with document and line."""
    for names, docname, line in _tagged(catalogue):
        for name in names:
            yield "tag", name, docname, line
    for record in (*catalogue.talks.values(), *catalogue.drafts.talks.values()):
        for speaker in record.fact.speakers:
            yield "speaker", speaker.name, record.docname, record.line


def _nearly_alike(catalogue: Catalogue) -> Iterator[Problem]:
    """Find speakers that may be one person, unless the site knows them apart."""
    speakers = catalogue.speakers
    # The rarer spelling is the one to be looked at.
    common_first = sorted(speakers, key=lambda key: (-speakers[key].count, key))
    by_name = {speakers[key].name: speakers[key] for key in common_first}
    for one, other, how in near_duplicates(by_name):
        if _told_apart(by_name[one], by_name[other]):
            continue
        there = catalogue.talks[by_name[one].talks[0]]
        message = (
            f"the speaker {other!r} and {one!r} ({there.docname}, line {there.line}) "
            f"differ {how}; write one name, or declare an alias, or that they are "
            "distinct, in confrecap_speakers_file"
        )
        here = catalogue.talks[by_name[other].talks[0]]
        yield _problem("near_duplicate", message, here)


def _told_apart(one: Name, other: Name) -> bool:
    """Tell whether both are declared, or one is declared distinct from the other."""
    entries = one.entry, other.entry
    return all(entries) or any(
        isinstance(entry, SpeakerEntry) and key in entry.distinct
        for entry, key in zip(entries, (other.key, one.key), strict=True)
    )
