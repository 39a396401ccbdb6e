"""Resolve the records of all documents. A catalogue is made here, and only here.

Here it is decided which conference a talk belongs to, which of two records with one
key counts, and which keys an object had before. This depends only on the records,
never on the order in which they were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..model.rules import Problem, Rule
from ..model.talks import Conference, Fact, Link, Quotation, Recap, Record, Talk
from ..parsing.fields import suggest
from ..parsing.registry import Registries
from ..text.alphabets import ANY, Alphabet
from ..text.keys import key_of
from ..text.recordings import recording_at
from .catalogue import (
    Catalogue,
    Document,
    Drafts,
    conference_key,
    key_around,
    talk_key,
    without,
)
from .names import speakers_of, tags_of
from .problems import problems_of
from .programme import days_by_talk, outside_of_conference, programme_of, starts_of


def catalogue_of(
    documents: Mapping[str, Document],
    registries: Registries | None = None,
    *,
    list_drafts: bool = False,
    alphabet: Alphabet = ANY,
) -> Catalogue:
    """Resolve the records of all *documents*, given by document name."""
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
    talks = _resolved(_by_key("talk", keyed, problems), recaps)
    conference_of = _conferences_of(talks, conferences, problems)
    starts = starts_of(talks, conference_of, conferences)
    problems += outside_of_conference(talks, conference_of, conferences, starts)
    former = _former_talks(talks, conference_of, conferences, problems)
    quotations = tuple(record for document in ordered for record in document.posts)
    drafts = Drafts()
    if not list_drafts:
        drafts = _drafts(talks, conferences, recaps, quotations)
    listed = without(talks, drafts.talks)
    programme = programme_of(
        {key: name for key, name in conference_of.items() if key in listed}, starts
    )
    drafted = set(map(id, drafts.quotations))
    shown = tuple(record for record in quotations if id(record) not in drafted)
    # If a draft and another document quote one post, the other has its key.
    posts = _posts((*shown, *drafts.quotations), problems)
    catalogue = Catalogue(
        conferences=conferences,
        talks=listed,
        conference_of=conference_of,
        days=days_by_talk(talks, conference_of, conferences, starts),
        programme=programme,
        places={
            key: place for keys in programme.values() for place, key in enumerate(keys)
        },
        speakers=speakers_of(listed, registries.speakers, alphabet),
        tags=tags_of(
            listed,
            without(conferences, drafts.conferences),
            without(recaps, drafts.recaps),
            tagged,
            registries,
            alphabet,
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
        alphabet=alphabet,
        problems=(),
    )
    problems += problems_of(documents, catalogue)
    return replace(catalogue, problems=tuple(problems))


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
            problems.append(Problem.at(record, Rule.DUPLICATE, message))
    return winners


def _resolved(
    talks: Mapping[str, Record[Talk]], recaps: Mapping[str, Recap]
) -> dict[str, Record[Talk]]:
    """Complete talks from their recap and from the talk around them.

    All contents of a draft are drafts. A talk without its own recording starts at its
    cue in the recording of the talk around it.
    """
    resolved: dict[str, Record[Talk]] = {}
    for key, record in talks.items():
        talk, recap = record.fact, recaps.get(record.docname)
        # The talk around another is written before it.
        around = resolved.get(key_around(key, talk))
        draft = (
            talk.draft
            or bool(recap and recap.draft)
            or bool(around and around.fact.draft)
        )
        videos = talk.videos
        if around and not videos and talk.cue is not None:
            videos = tuple(_at(link, talk.cue) for link in around.fact.videos)
        if (draft, videos) == (talk.draft, talk.videos):
            resolved[key] = record
        else:
            fact = replace(talk, draft=draft, videos=videos)
            resolved[key] = replace(record, fact=fact)
    return resolved


def _at(link: Link, cue: int) -> Link:
    """Return a recording at a cue, or all of it if that is not known."""
    if link.file:
        return link
    return replace(link, url=recording_at(link.url, cue) or link.url)


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
        around = key_around(key, record.fact)
        if around in talks:
            members[around].append(key)
    for keys in members.values():
        cues = {key: cue for key in keys if (cue := talks[key].fact.cue) is not None}
        if len(cues) == len(keys):
            keys.sort(key=cues.__getitem__)
    return {around: tuple(keys) for around, keys in members.items()}


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
            problems.append(Problem.at(record, Rule.CONFERENCE, message))
            continue
        found[key] = conference
    return found


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
                problems.append(Problem.at(record, Rule.DUPLICATE, message))
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


def _post_ids(posts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Index keys by their last part; a name has no other."""
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for key in posts:
        ids[key.rpartition("/")[2]].append(key)
    return {id_: tuple(keys) for id_, keys in ids.items()}
