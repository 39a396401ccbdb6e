"""Everything that the authors' documents hold, once names are settled.

Reading a document yields records, and no document knows the others. The
catalogue is made of all of them by ``settle.py``; here is what it holds, and how
to look things up in it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from ..model.queries import Query
from ..model.rules import Problem, Rule
from ..model.talks import Conference, Quotation, Recap, Record, TaggedDocument, Talk
from ..parsing.fields import suggest
from ..parsing.registry import Registries
from ..posts.reference import address_of
from ..text.alphabets import Alphabet
from ..text.keys import key_of
from ..text.recordings import recording_at
from .names import Name, speakers_of, tags_of

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
    that it has. *alphabet* is the order of names.
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
    alphabet: Alphabet
    problems: tuple[Problem, ...]

    @property
    def listed_conferences(self) -> dict[str, Record[Conference]]:
        """The conferences that are no drafts."""
        return without(self.conferences, self.drafts.conferences)

    @property
    def listed_recaps(self) -> dict[str, Recap]:
        """The recaps that are no drafts."""
        return without(self.recaps, self.drafts.recaps)

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

    def key_of(self, record: Record[Talk]) -> str | None:
        """Return the key of a talk, ``None`` if another talk has it."""
        key = talk_key(record.fact, self.conferences)
        winner = self.talk(key)
        here = winner.docname, winner.node_id
        return key if here == (record.docname, record.node_id) else None

    def parent(self, talk_key: str) -> str | None:
        """Return the key of the talk that a talk is part of."""
        around = key_around(talk_key, self.talk(talk_key).fact)
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
        conferences = only(self.conferences, self.drafts.conferences)
        recaps = only(self.recaps, self.drafts.recaps)
        talks, registries = self.drafts.talks, self.registries
        names = (
            speakers_of(talks, registries.speakers, self.alphabet)
            if objtype == "speaker"
            else tags_of(talks, conferences, recaps, {}, registries, self.alphabet)
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


def key_around(key: str, talk: Talk) -> str:
    """Return the key that the talk around a talk has if both are of one conference."""
    if talk.parent in ("", talk.slug):
        return ""
    return key.removesuffix(talk.slug) + talk.parent


def wrote(author: str, post: Quotation) -> bool:
    """Tell whether *author*, a name or a handle, wrote a post."""
    handle = author.removeprefix("@").casefold()
    return key_of(author) == key_of(post.author) or handle == post.handle.casefold()


def without(members: Mapping[str, Member], keys: Container[str]) -> dict[str, Member]:
    return {key: member for key, member in members.items() if key not in keys}


def only(members: Mapping[str, Member], keys: Container[str]) -> dict[str, Member]:
    return {key: member for key, member in members.items() if key in keys}
