"""The contents of the authored documents, after all names are resolved.

Reading a document yields records, and no document knows the others. ``resolve.py``
makes the catalogue from all records. ``objects.py`` finds the targets of references in
it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from ..model.places import Place
from ..model.queries import Query
from ..model.rules import Problem
from ..model.talks import (
    Condition,
    Conference,
    Fact,
    Quotation,
    Recap,
    Record,
    Spot,
    TaggedDocument,
    Talk,
)
from ..parsing.registry import Registries
from ..text.alphabets import Alphabet
from ..text.keys import key_of
from ..text.recordings import recording_at
from .names import Name, speakers_of, tags_of
from .repeats import Repeats, repeats_of

Member = TypeVar("Member")

Reference = tuple[str, str]
"""The object type and the target of a cross-reference."""


@dataclass(slots=True)
class Document:
    """The contents of one authored document, in the order of its text."""

    conferences: list[Record[Conference]] = field(default_factory=list)
    talks: list[Record[Talk]] = field(default_factory=list)
    posts: list[Record[Quotation]] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    """The files of posts that did not exist, as paths below the source directory."""
    queries: list[tuple[Query, Place]] = field(default_factory=list)
    in_notes: set[Query | str] = field(default_factory=set)
    """The queries, and the anchors of conferences, in the notes of a talk."""
    references: set[Reference] = field(default_factory=set)
    recap: Recap | None = None
    page_tags: dict[str, int] = field(default_factory=dict)
    """The tags that the document gives itself, with their lines."""
    tagged: TaggedDocument | None = None
    drafts: set[str] = field(default_factory=set)
    """Marks of the names in drafts that are left out, see ``drafts.py``."""
    mails: set[str] = field(default_factory=set)
    """The digests of addresses of mail beside names. Some builders write all of this
    to the output, where the addresses may not be."""

    def where(self, holds: Callable[[Condition], bool]) -> Document:
        """Return the contents without records whose conditions do not all hold."""

        def held(records: list[Record[Fact]]) -> list[Record[Fact]]:
            return [r for r in records if all(map(holds, r.conditions))]

        return replace(
            self,
            conferences=held(self.conferences),
            talks=held(self.talks),
            posts=held(self.posts),
        )

    @property
    def conditions(self) -> set[Condition]:
        """All conditions on which a record is shown."""
        return {
            condition
            for records in (self.conferences, self.talks, self.posts)
            for record in cast("list[Record[Any]]", records)
            for condition in record.conditions
        }


class Conferences(dict[str, Record[Conference]]):
    """Conferences by key, which are found by name and alias as well."""

    @cached_property
    def _named(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, record in self.items():
            for name in (record.fact.name, *record.fact.aliases):
                found.setdefault(key_of(name), key)
        return found

    def key_of(self, reference: str) -> str | None:
        """Return the key of the conference that *reference* means."""
        if not reference or reference in self:
            return reference or None
        key = key_of(reference)
        return key if key in self else self._named.get(key)

    def fact(self, reference: str) -> Conference | None:
        """Return the conference that *reference* means."""
        key = self.key_of(reference)
        return self[key].fact if key else None


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The resolved records. All mappings are by key and in a stable order.

    A talk in another talk takes from it the values that it lacks.
    """

    conferences: Conferences
    talks: Mapping[str, Record[Talk]]
    keys: Mapping[Spot, str]
    """The key of each talk, by its place."""
    parents: Mapping[str, str]
    """The talk around a talk, by key, if both are of one conference."""
    held_at: Mapping[str, Conference]
    """The conference of a talk, if a document describes it."""
    days: Mapping[str, date]
    """The day of a talk in its conference's zone, or the conference's first day."""
    last_days: Mapping[str, date]
    """The day on which a talk ends, or the conference's last day."""
    programme: Mapping[str, tuple[str, ...]]
    """The talks of a conference from the first to the last."""
    breaks: Mapping[str, tuple[Record[Talk], ...]]
    """By conference; they have no keys. Only the schedule has them."""
    recaps: Mapping[str, Recap]
    documents: Mapping[str, TaggedDocument]
    drafts: frozenset[str]
    """Marks of the names that drafts have, see ``drafts.py``."""
    posts: Mapping[str, Record[Quotation]]
    """By name and by the key of the post; there the first quotation counts."""
    quotations: tuple[Record[Quotation], ...]
    """In the order of the documents."""
    former_talks: Mapping[str, str]
    """From keys that a talk had to its key now."""
    registries: Registries
    alphabet: Alphabet
    """The order of names."""
    problems: list[Problem]

    @cached_property
    def conference_of(self) -> dict[str, str]:
        """The key of the conference of a talk that has one."""
        return {key: conference.key for key, conference in self.held_at.items()}

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of a talk in its programme."""
        programmes = self.programme.values()
        return {key: place for keys in programmes for place, key in enumerate(keys)}

    @cached_property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """The talks in a talk, by cue if all have one, else as written."""
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for key in self.talks:
            if around := self.parents.get(key):
                parts[around].append(key)
        for keys in parts.values():
            cues = [self.talk(key).fact.cue for key in keys]
            if None not in cues:
                keys.sort(key=lambda key: self.talk(key).fact.cue or 0)
        return {around: tuple(keys) for around, keys in parts.items()}

    @cached_property
    def short_keys(self) -> dict[str, tuple[str, ...]]:
        """The talks of each short key; one that is in use hides a former one."""
        now = _by_last_part((key, key) for key in self.talks)
        return _by_last_part(self.former_talks.items()) | now

    def find_talk(self, target: str) -> tuple[str, ...]:
        """Return the keys that *target* may mean: a key, a former or a short one."""
        target = self.former_talks.get(target, target)
        short = self.short_keys.get(target, ())
        return (target,) if target in self.talks else short

    @cached_property
    def repeats(self) -> Repeats:
        """The talks that were given several times."""
        return repeats_of(self.talks, self.find_talk, self.days)

    @cached_property
    def speakers(self) -> dict[str, Name]:
        """The speakers and moderators of all talks by key, as the site sorts them."""
        names = speakers_of(self.talks, self.registries, self.alphabet)
        return self._counted_once(names)

    @cached_property
    def tags(self) -> dict[str, Name]:
        """All tags by key, sorted by name."""
        names = tags_of(
            self.talks,
            self.conferences,
            self.recaps,
            self.documents,
            self.registries,
            self.alphabet,
        )
        return self._counted_once(names)

    def _counted_once(self, names: dict[str, Name]) -> dict[str, Name]:
        """Leave out of the counts of names what was given again."""
        groups = self.repeats.groups
        for key, name in names.items() if groups else ():
            again = len(name.talks) - len({groups.get(k, k) for k in name.talks})
            names[key] = replace(name, again=again)
        return names

    @cached_property
    def quotations_by(self) -> dict[str, list[Record[Quotation]]]:
        """The quotations, by the key of each name of their author."""
        found: defaultdict[str, list[Record[Quotation]]] = defaultdict(list)
        for record in self.quotations:
            author, handle = record.fact.author, record.fact.handle
            names = author, handle, f"@{handle}" if handle else ""
            for key in set(map(key_of, filter(None, names))):
                found[key].append(record)
        return found

    @cached_property
    def post_ids(self) -> dict[str, tuple[str, ...]]:
        """The keys of posts by their last part; a name has no other."""
        return _by_last_part((key, key) for key in self.posts)

    def talk(self, key: str) -> Record[Talk]:
        """Return a talk."""
        return self.talks[key]

    @cached_property
    def break_keys(self) -> frozenset[str]:
        """The keys that the breaks would have if they were talks."""
        return frozenset(
            key
            for conference, records in self.breaks.items()
            for record in records
            for key in (record.fact.slug, f"{conference}/{record.fact.slug}")
        )

    def recording(self, talk_key: str) -> str:
        """Return the address of a talk's cue in its recording; empty without one."""
        talk, parent = self.talk(talk_key).fact, self.parents.get(talk_key)
        if talk.cue is None:
            return ""
        # The recording of the talk around it counts first.
        around = self.talk(parent).fact.videos if parent else ()
        links = (link.url for link in around or talk.videos if not link.file)
        places = (recording_at(url, talk.cue) for url in links)
        return next(filter(None, places), "")

    def spelled(self, tags: Iterable[str]) -> dict[str, Name]:
        """Return tags by key, each once, in the site's spelling."""
        found: dict[str, Name] = {}
        for tag in tags:
            key = self.registries.tags.key_of(tag)
            # A draft shows its tags, and no list has it.
            found.setdefault(key, self.tags.get(key) or Name(key=key, name=tag))
        return found


def _by_last_part(keys: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Group keys by the last part of a key, which may be another one."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for written, key in keys:
        found[written.rpartition("/")[2]][key] = None
    return {part: tuple(keys) for part, keys in found.items()}
