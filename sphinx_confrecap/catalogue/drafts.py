"""The names in drafts that a build leaves out: known, so that warnings can say so.

Only marks of them are kept. The environment of a build may lie in its output, and
nothing of a draft should be there to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.talks import Conference, Quotation, Talk
from ..text.digest import digest_of
from ..text.keys import key_of


def marks_of(fact: Talk | Conference | Quotation) -> Iterator[str]:
    """Yield a mark of each name that a draft has."""
    for objtype, name in _names(fact):
        if name:
            yield mark(objtype, name)


def mark(objtype: str, name: str) -> str:
    """Return the mark of a name, which does not show it."""
    folder, _slash, last = name.rpartition("/")
    return digest_of((objtype, folder, key_of(last)))


def _names(fact: Talk | Conference | Quotation) -> Iterator[tuple[str, str]]:
    match fact:
        case Talk():
            yield "talk", fact.slug
            yield "talk", f"{key_of(fact.conference)}/{fact.slug}"
            yield from (("speaker", speaker.name) for speaker in fact.speakers)
            yield from _tags(fact.tags)
        case Conference():
            yield "conference", fact.key
            yield "conference", fact.name
            yield "series", fact.series
            yield from _tags(fact.tags)
        case Quotation():
            yield "post", fact.name
            yield "post", fact.address
            yield "post", fact.address.rpartition("/")[2]
            yield from (("author", name) for name in (fact.author, fact.handle))
            yield from (("hashtag", tag) for tag in fact.tags)


def _tags(tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    return (("tag", tag) for tag in tags)
