"""Problems that only the whole catalogue shows; others are found in ``resolve.py``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from ..model.places import Place
from ..model.queries import SINGULAR
from ..model.rules import Problem, Rule
from ..parsing.registry import SpeakerEntry
from ..text.keys import plain_words
from .catalogue import Catalogue, Document
from .names import Name
from .objects import Names, Speakers, Tags, Talks, named_in
from .similar import near_duplicates


def problems_of(
    documents: Mapping[str, Document], catalogue: Catalogue
) -> Iterator[Problem]:
    """Find all problems. Those of one kind are in the order of the documents."""
    yield from _filters_without_a_match(documents, catalogue)
    yield from _repeats(catalogue)
    held = catalogue.registries
    yield from (fault.within(held.tags_file) for fault in held.tags.faults)
    yield from (fault.within(held.speakers_file) for fault in held.speakers.faults)
    yield from _undeclared(catalogue)
    yield from _collisions(catalogue)
    yield from _nearly_alike(catalogue)


def _filters_without_a_match(
    documents: Mapping[str, Document], catalogue: Catalogue
) -> Iterator[Problem]:
    """Find names in the filters of lists that nothing in the project has."""
    named = named_in(catalogue)
    for docname in sorted(documents):
        for query, place in documents[docname].queries:
            for objtype, name in query.named():
                objects = named[objtype]
                if not objects.knows(name):
                    hint = objects.nearest.suggest(name) or _several(objtype, name)
                    drafted = objects.only_drafts_have(name)
                    having = "only drafts have" if drafted else f"nothing has{hint}"
                    message = (
                        f"the list asks for the {objtype} {name!r}, which {having}"
                    )
                    yield Problem(rule=Rule.FILTER, message=message, place=place)


def _several(objtype: str, name: str) -> str:
    """Suggest the option for several names, where one holds a comma."""
    if "," in name and objtype in SINGULAR:
        return f"; write several names in :{SINGULAR[objtype]}:"
    return ""


def _repeats(catalogue: Catalogue) -> Iterator[Problem]:
    """Find talks that repeat none, or that say not which one."""
    objects = Talks(catalogue)
    for key in catalogue.repeats.faults:
        record = catalogue.talk(key)
        itself = "this is the talk itself; write the key of the earlier one"
        fault = objects.fault(record.fact.repeats)
        rule, message = fault or (Rule.REFERENCE, itself)
        yield Problem.at(record, rule, f"repeats: {message}")


def _undeclared(catalogue: Catalogue) -> Iterator[Problem]:
    """Find tags outside of the vocabulary, if the site wants all tags in it."""
    registries = catalogue.registries
    if not registries.closed:
        return
    for names, place in _tagged(catalogue):
        for name in names:
            if registries.tags.of(name) is None:
                hint = registries.tags.nearest.suggest(name)
                hint = hint or "; declare it in confrecap_tags_file"
                message = f"the tag {name!r} is not declared{hint}"
                yield Problem(rule=Rule.UNDECLARED, message=message, place=place)


def _collisions(catalogue: Catalogue) -> Iterator[Problem]:
    """Find different names that share a key, so that they are not taken for one."""
    first: dict[tuple[str, str], str] = {}
    said = set()
    for names, name, place in _named(catalogue):
        objtype, key = names.name, names.registry.key_of(name)
        other = first.setdefault((objtype, key), name)
        same = plain_words(name) == plain_words(other)
        if same or (objtype, key, plain_words(name)) in said:
            continue
        said.add((objtype, key, plain_words(name)))
        if not names.declares(name):
            message = (
                f"the {objtype}s {name!r} and {other!r} share the key {key!r}; declare "
                f"one as an alias of the other, or another key for one, in "
                f"confrecap_{objtype}s_file"
            )
            yield Problem(rule=Rule.COLLISION, message=message, place=place)


def _nearly_alike(catalogue: Catalogue) -> Iterator[Problem]:
    """Find speakers that may be one person, unless the site knows them apart."""
    speakers = catalogue.speakers
    # The rarer spelling is reported.
    common_first = sorted(speakers, key=lambda key: (-speakers[key].count, key))
    by_name = {speakers[key].name: speakers[key] for key in common_first}
    keep = partial(_confusable, by_name)
    for (one, other, *more), how in near_duplicates(by_name, keep):
        there = catalogue.talks[by_name[one].talks[0]]
        message = (
            f"the speaker {other!r} and {one!r} ({there.where}) "
            f"differ {how}{_as_well(more)}; write one name, or declare an alias, or "
            "that they are distinct, in confrecap_speakers_file"
        )
        here = catalogue.talks[by_name[other].talks[0]]
        yield Problem.at(here, Rule.NEAR_DUPLICATE, message)


def _confusable(speakers: Mapping[str, Name], group: list[str]) -> list[str]:
    """Leave out the names that are declared distinct from one that is not declared.

    Two that are declared are known to be different.
    """
    entries = {name: speakers[name].entry for name in group}
    new = next((speakers[name].key for name in group if not entries[name]), None)
    return [
        name
        for name, entry in entries.items()
        if new and not (isinstance(entry, SpeakerEntry) and new in entry.distinct)
    ]


def _as_well(names: list[str]) -> str:
    """Return the names that the same is said of."""
    shown = [*map(repr, names[:3]), *([f"{len(names) - 3} more"] if names[3:] else [])]
    return f", as do {', '.join(shown)}" if shown else ""


def _tagged(catalogue: Catalogue) -> Iterator[tuple[tuple[str, ...], Place]]:
    """Yield the tags of each object that has some, and its place."""
    for conference in catalogue.conferences.values():
        yield conference.fact.tags, conference.place
    for talk in catalogue.talks.values():
        yield talk.fact.tags, talk.place
    for recap in catalogue.recaps.values():
        yield recap.tags, Place(docname=recap.docname, line=1)
    for document in catalogue.documents.values():
        yield document.tags, Place(docname=document.docname, line=1)


def _named(catalogue: Catalogue) -> Iterator[tuple[Names, str, Place]]:
    """Yield type, name and place of every tag and speaker."""
    tags, speakers = Tags(catalogue), Speakers(catalogue)
    for names, place in _tagged(catalogue):
        for name in names:
            yield tags, name, place
    for record in catalogue.talks.values():
        for one in record.fact.people:
            yield speakers, one.name, record.place
