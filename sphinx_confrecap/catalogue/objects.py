"""The types of objects that references name: how to find them, and their properties."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any, ClassVar

from ..model.rules import Rule
from ..model.talks import Conference, Quotation, Record, Talk
from ..parsing.registry import Registry
from ..posts.reference import address_of
from ..text.keys import key_of
from ..text.near import Nearest
from .catalogue import Catalogue
from .drafts import mark
from .names import Name

MEANINGS = 10
"""How many meanings of a short key a message names."""


class Named(ABC):
    """All names of one type, for references and the filters of lists."""

    name: ClassVar[str]

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @abstractmethod
    def find(self, target: str) -> tuple[str, ...]:
        """Return the keys that *target* may mean: by key, short key or name."""

    @abstractmethod
    def spellings(self) -> Iterable[str]:
        """Return the names that a reference may use."""

    @cached_property
    def nearest(self) -> Nearest:
        """The same, to find those that are like a misspelled one."""
        return Nearest(self.spellings())

    def declares(self, target: str) -> bool:
        """Tell whether the site declares *target*."""
        return False

    def only_drafts_have(self, target: str) -> bool:
        """Tell whether *target* is on drafts, or is one, and nothing else has it."""
        names = map(partial(mark, self.name), self.meanings(target))
        return not self.find(target) and any(n in self.catalogue.drafts for n in names)

    def meanings(self, target: str) -> Iterable[str]:
        """Return the names that *target* may be in a draft."""
        return (target,)

    def knows(self, target: str) -> bool:
        """Tell whether something has *target*, or the site declares it."""
        return self.declares(target) or bool(self.find(target))

    def fault(self, target: str) -> tuple[Rule, str] | None:
        """Return the rule that a reference breaks, and a message for its author."""
        found = self.find(target)
        if len(found) > 1:
            whole = ", ".join(map(repr, found[:MEANINGS]))
            more = f" and {len(found) - MEANINGS} more" if found[MEANINGS:] else ""
            message = (
                f"{target!r} means several {self.name}s; write one of {whole}{more}"
            )
            return Rule.AMBIGUOUS, message
        if self.only_drafts_have(target):
            message = (
                f"the {self.name} {target!r} is in a draft; publish it, or see it with "
                "confrecap_drafts = True"
            )
            return Rule.REFERENCE, message
        # A declared name may be on nothing yet.
        if self.knows(target):
            return None
        hint = self.nearest.suggest(target)
        return Rule.REFERENCE, f"there is no {self.name} {target!r}{hint}"


class ObjectType(Named):
    """Objects of one type: they have keys, and are in the search and the inventory.

    *all* holds them by key. They are records of blocks, or names, which have no block
    of their own.
    """

    has_pages: ClassVar[bool] = False
    """Whether each has a generated document, if the site makes them."""
    all: Mapping[str, Record[Any] | Name]

    def spellings(self) -> Iterable[str]:
        return self.all

    def fact(self, key: str) -> Talk | Conference | Quotation | Name:
        """Return the facts about one."""
        held = self.all[key]
        return held if isinstance(held, Name) else held.fact

    def place(self, key: str) -> tuple[str, str] | None:
        """Return the document and the anchor where one is written."""
        held = self.all[key]
        return None if isinstance(held, Name) else (held.docname, held.node_id)

    def rank(self, key: str) -> int:
        """Return the rank in Sphinx's search, as defined for its domains."""
        return 1

    def with_key(self, target: str) -> tuple[str, ...]:
        """Return the keys that *target* means as a key, not as a name."""
        known = target, self.former_keys.get(target)
        return tuple(key for key in self.find(target) if key in known)

    @cached_property
    def former_keys(self) -> Mapping[str, str]:
        """From keys that an object had to its key now."""
        return {}


class Talks(ObjectType):
    """Talks, found by key or by short key."""

    name = "talk"
    has_pages = True

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.all = catalogue.talks

    def find(self, target: str) -> tuple[str, ...]:
        return self.catalogue.find_talk(target)

    def spellings(self) -> Iterable[str]:
        return [*self.all, *self.catalogue.short_keys]

    def fault(self, target: str) -> tuple[Rule, str] | None:
        if target in self.catalogue.break_keys and not self.find(target):
            message = f"{target!r} is a break; it is only in the schedule, so leave out"
            return Rule.REFERENCE, f"{message} the role"
        return super().fault(target)

    def with_key(self, target: str) -> tuple[str, ...]:
        return self.find(target)

    @property
    def former_keys(self) -> Mapping[str, str]:
        return self.catalogue.former_talks


class Conferences(ObjectType):
    """Conferences, found by key or by name; the page of each is its recap."""

    name = "conference"
    all: Mapping[str, Record[Conference]]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.all = catalogue.conferences

    def find(self, target: str) -> tuple[str, ...]:
        key = self.catalogue.conferences.key_of(target)
        return (key,) if key else ()

    @cached_property
    def former_keys(self) -> Mapping[str, str]:
        return {
            old: key
            for key, record in self.all.items()
            for old in map(key_of, record.fact.aliases)
            if old not in self.all
        }


class Names(ObjectType):
    """Speakers or tags, found by key or in any spelling."""

    has_pages = True
    all: Mapping[str, Name]
    registry: Registry[Any]

    @property
    def former_keys(self) -> Mapping[str, str]:
        return self.registry.former_keys

    def find(self, target: str) -> tuple[str, ...]:
        key = target if target in self.all else self.registry.key_of(target)
        return (key,) if key in self.all else ()

    def spellings(self) -> Iterable[str]:
        return [name.name for name in self.all.values()]

    def declares(self, target: str) -> bool:
        return self.registry.of(target) is not None

    def meanings(self, target: str) -> Iterable[str]:
        return target, self.registry.key_of(target)


class Speakers(Names):
    """The people who gave or moderated talks."""

    name = "speaker"

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.all = catalogue.speakers
        self.registry = catalogue.registries.speakers


class Tags(Names):
    """The topics of talks, conferences, recaps and other documents."""

    name = "tag"

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.all = catalogue.tags
        self.registry = catalogue.registries.tags


class Posts(ObjectType):
    """Quoted posts, found by key, by address or by the platform's own number."""

    name = "post"
    all: Mapping[str, Record[Quotation]]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.all = catalogue.posts

    def find(self, target: str) -> tuple[str, ...]:
        if target in self.all:
            return (target,)
        address = address_of(target)
        known = (address,) if address in self.all else ()
        return self.catalogue.post_ids.get(target, known)

    def meanings(self, target: str) -> Iterable[str]:
        return filter(None, (target, address_of(target)))

    def rank(self, key: str) -> int:
        # Posts are found by their words. Of one with two keys, one is enough.
        return 2 if key == self.all[key].fact.key else -1

    def with_key(self, target: str) -> tuple[str, ...]:
        return self.find(target)


class Unkeyed(Named):
    """Names of something that has no keys: they mean what they are on."""

    @abstractmethod
    def named(self) -> Iterable[tuple[str, str]]:
        """Return names, and what they mean."""

    def spellings(self) -> Iterable[str]:
        return dict.fromkeys(name for name, _meant in self.named() if name)

    @cached_property
    def _meant(self) -> dict[str, dict[str, None]]:
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for name, meant in self.named():
            found[key_of(name)][meant] = None
        return found

    def find(self, target: str) -> tuple[str, ...]:
        return tuple(self._meant.get(key_of(target), ()))


class Series(Unkeyed):
    """Series of conferences; they mean their conferences."""

    name = "series"

    def named(self) -> Iterable[tuple[str, str]]:
        records = self.catalogue.conferences.items()
        return ((r.fact.series, key) for key, r in records if r.fact.series)


class Affiliations(Unkeyed):
    """The affiliations that speakers had at talks."""

    name = "affiliation"

    def named(self) -> Iterable[tuple[str, str]]:
        talks = (record.fact for record in self.catalogue.talks.values())
        names = (one.affiliation for talk in talks for one in talk.people)
        return ((name, name) for name in names if name)


class Levels(Unkeyed):
    """The levels of talks."""

    name = "level"

    def named(self) -> Iterable[tuple[str, str]]:
        talks = (record.fact for record in self.catalogue.talks.values())
        return ((talk.level, talk.level) for talk in talks if talk.level)


class Authors(Named):
    """Authors of posts, found by name or by handle."""

    name = "author"

    def find(self, target: str) -> tuple[str, ...]:
        records = self.catalogue.quotations_by.get(key_of(target), ())
        return tuple(dict.fromkeys(record.fact.by for record in records))

    def spellings(self) -> Iterable[str]:
        return [record.fact.by for record in self.catalogue.quotations]


class Hashtags(Unkeyed):
    """The hashtags of posts. They are not tags."""

    name = "hashtag"

    def named(self) -> Iterable[tuple[str, str]]:
        quotations = self.catalogue.quotations
        return ((tag, tag) for record in quotations for tag in record.fact.tags)


OBJECT_TYPES: tuple[type[ObjectType], ...]
OBJECT_TYPES = Talks, Conferences, Speakers, Tags, Posts


def objects_of(catalogue: Catalogue) -> dict[str, ObjectType]:
    """Return the objects of each type by its name, as in roles."""
    return {type_.name: type_(catalogue) for type_ in OBJECT_TYPES}


def former_keys(objects: Mapping[str, ObjectType]) -> Iterator[tuple[str, str, str]]:
    """Yield type, former key and key of objects."""
    for objtype, those in objects.items():
        for old, key in those.former_keys.items():
            if key in those.all:
                yield objtype, old, key


def named_in(catalogue: Catalogue) -> dict[str, Named]:
    """Return all that the filters of lists can name, by the name of its type."""
    others: tuple[type[Named], ...] = Series, Authors, Hashtags, Affiliations, Levels
    return {type_.name: type_(catalogue) for type_ in (*OBJECT_TYPES, *others)}
