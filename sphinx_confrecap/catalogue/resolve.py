"""Resolve the records of all documents. A catalogue is made here, and only here.

Here it is decided which conference a talk belongs to, which of two records with one
key counts, and which keys an object had before. This depends only on the records,
never on the order in which they were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from ..model.rules import Problem, Rule
from ..model.talks import Conference, Fact, Link, Quotation, Recap, Record, Talk
from ..parsing.registry import Registries
from ..text.alphabets import ANY, Alphabet
from ..text.near import Nearest
from ..text.recordings import recording_at
from .catalogue import (
    Catalogue,
    Conferences,
    Document,
)
from .drafts import mark
from .keys import keys_of, old_keys, parents_of
from .problems import problems_of
from .programme import (
    days_of,
    last_days_of,
    outside_of_conference,
    programme_of,
    starts_of,
)


# Longer than other functions: one step after another, and each needs those before it.
def catalogue_of(
    documents: Mapping[str, Document],
    registries: Registries | None = None,
    *,
    alphabet: Alphabet = ANY,
) -> Catalogue:
    """Resolve the records of all *documents*, given by document name."""
    ordered = [documents[docname] for docname in sorted(documents)]
    problems: list[Problem] = []
    described = [record for held in ordered for record in held.conferences]
    keyed = ((record.fact.key, record) for record in described)
    conferences = Conferences(_by_key("conference", keyed, problems))
    recaps = {held.recap.docname: held.recap for held in ordered if held.recap}
    blocks = [record for held in ordered for record in held.talks]
    written = [record for record in blocks if not record.fact.is_break]
    keys = keys_of(written, conferences, problems)
    parents = parents_of(written, keys)
    talks = _completed({keys[r.spot]: r for r in written}, recaps, parents)
    drafts = frozenset(mark for held in ordered for mark in held.drafts)
    held_at = _held_at(talks, conferences, drafts, problems)
    starts = starts_of(talks, held_at, parents)
    problems += outside_of_conference(talks, held_at, starts)
    former_talks = _former_talks(talks, held_at, problems)
    breaks = _breaks(blocks, conferences, drafts, problems)
    quotations = [record for held in ordered for record in held.posts]
    catalogue = Catalogue(
        conferences=conferences,
        talks=talks,
        keys=keys,
        parents=parents,
        held_at=held_at,
        days=days_of(talks, held_at, starts),
        last_days=last_days_of(talks, held_at, starts),
        programme=programme_of(held_at, starts),
        breaks=breaks,
        recaps=recaps,
        documents={d.tagged.docname: d.tagged for d in ordered if d.tagged},
        drafts=drafts,
        posts=_posts(quotations, problems),
        quotations=tuple(quotations),
        former_talks=former_talks,
        registries=registries or Registries(),
        alphabet=alphabet,
        problems=problems,
    )
    problems += problems_of(documents, catalogue)
    return catalogue


def _by_key(
    what: str, keyed: Iterable[tuple[str, Record[Fact]]], problems: list[Problem]
) -> dict[str, Record[Fact]]:
    """Index records; of two with one key the first in order counts."""
    winners: dict[str, Record[Fact]] = {}
    for key, record in keyed:
        winner = winners.setdefault(key, record)
        if winner is not record:
            message = (
                f"the {what} key {key!r} is taken by {winner.where}; give one "
                "of the two another :name:"
            )
            problems.append(Problem.at(record, Rule.DUPLICATE, message))
    return winners


def _completed(
    talks: Mapping[str, Record[Talk]],
    recaps: Mapping[str, Recap],
    parents: Mapping[str, str],
) -> dict[str, Record[Talk]]:
    """Complete talks from their key, their recap and the talk around them.

    All contents of a draft are drafts. A talk without its own recording starts at its
    cue in the recording of the talk around it.
    """
    resolved: dict[str, Record[Talk]] = {}
    for key, record in talks.items():
        talk, recap = record.fact, recaps.get(record.docname)
        # The talk around another is written before it.
        around = resolved.get(parents.get(key, ""))
        whole = around.fact if around else None
        draft = any(one.draft for one in (talk, recap, whole) if one)
        videos = talk.videos or _videos_at_cue(talk, whole)
        slug = key.rpartition("/")[2]
        if (slug, draft, videos) == (talk.slug, talk.draft, talk.videos):
            resolved[key] = record
        else:
            fact = replace(talk, slug=slug, draft=draft, videos=videos)
            resolved[key] = replace(record, fact=fact)
    return resolved


def _videos_at_cue(talk: Talk, whole: Talk | None) -> tuple[Link, ...]:
    """Return the recording of the talk around *talk*, from the cue of this one.

    It is all of a recording if its address cannot name the cue.
    """
    if whole is None or talk.cue is None:
        return ()
    return tuple(
        link
        if link.file
        else replace(link, url=recording_at(link.url, talk.cue) or link.url)
        for link in whole.videos
    )


def _held_at(
    talks: Mapping[str, Record[Talk]],
    conferences: Conferences,
    drafts: Container[str],
    problems: list[Problem],
) -> dict[str, Conference]:
    found: dict[str, Conference] = {}
    nearest = Nearest(conferences)
    for key, record in talks.items():
        reference = record.fact.conference
        if conference := conferences.key_of(reference):
            found[key] = conferences[conference].fact
        elif reference:
            if mark("conference", reference) in drafts:
                hint = ", only a draft does; publish it"
            elif not (hint := nearest.suggest(reference)):
                hint = "; write a conference block of that name"
            message = f"no document describes the conference {reference!r}{hint}"
            problems.append(Problem.at(record, Rule.CONFERENCE, message))
    return found


def _breaks(
    blocks: Iterable[Record[Talk]],
    conferences: Conferences,
    drafts: Container[str],
    problems: list[Problem],
) -> dict[str, tuple[Record[Talk], ...]]:
    """Return the breaks of each conference, in the order of the text."""
    breaks = {"#".join(r.spot): r for r in blocks if r.fact.is_break}
    held_at = _held_at(breaks, conferences, drafts, problems)
    problems += outside_of_conference(breaks, held_at, starts_of(breaks, held_at, {}))
    found: defaultdict[str, list[Record[Talk]]] = defaultdict(list)
    for key, conference in held_at.items():
        found[conference.key].append(breaks[key])
    return {conference: tuple(records) for conference, records in found.items()}


def _former_talks(
    talks: Mapping[str, Record[Talk]],
    held_at: Mapping[str, Conference],
    problems: list[Problem],
) -> dict[str, str]:
    """Return the keys that talks had, by their own aliases and their conference's."""
    former: dict[str, str] = {}
    for key, record in talks.items():
        for old in old_keys(key, record.fact, held_at.get(key)):
            owner = old if old in talks else former.setdefault(old, key)
            if owner != key:
                message = (
                    f"the alias {old!r} leads to the talk {owner!r} already; leave it "
                    "out of one of the two"
                )
                problems.append(Problem.at(record, Rule.DUPLICATE, message))
    return former


def _posts(
    quotations: Iterable[Record[Quotation]], problems: list[Problem]
) -> dict[str, Record[Quotation]]:
    """Index quotations by name and by post. A post may be quoted twice."""
    named = ((record.fact.name, record) for record in quotations if record.fact.name)
    posts = _by_key("post", named, problems)
    for record in quotations:
        if record.fact.address:
            posts.setdefault(record.fact.address, record)
    return posts
