"""The facts of a talk that an import writes and compares, as JSON can hold them.

A fact has the name of its option. Its value is text, a number, or a list of objects.
The facts of an event and those of a block in a document have one form, so that they
can be compared, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from ..model.blocks import Dialect
from ..model.programme import Event, Occasion, Person
from ..model.talks import Conference, Kind, Link, Speaker, Talk
from ..source.spelling import links_text, speakers_text, tags_text, when_text
from ..text.recordings import cue_text

Facts = dict[str, Any]

ORDER = (
    *("name", "speakers", "kind", "start", "duration", "room", "track", "language"),
    *("level", "tags", "url", "slides", "video", "links", "status", "cue"),
)
"""The options of a talk that an import writes, in their order."""

CONFERENCE_ORDER = (
    *("name", "series", "url", "start", "end", "location", "timezone", "tags"),
)
"""The same for a conference."""

LISTS = frozenset({"speakers", "tags", "slides", "video", "links"})


def facts_of_event(
    event: Event, kind: Kind | None, *, with_tags: bool = False
) -> Facts:
    """Return the facts of an event of a kind; those that are not known are left out."""
    return _facts_of(
        event,
        speakers=[_person(person) for person in event.persons],
        kind=kind,
        # Of several languages, none is the talk's.
        language=event.languages[0] if len(event.languages) == 1 else "",
        tags=event.tags if with_tags else (),
    )


def facts_of_talk(talk: Talk) -> Facts:
    """Return the same facts of a block in a document."""
    speakers = [_speaker(speaker) for speaker in talk.speakers]
    return _facts_of(
        talk, speakers=speakers, kind=talk.kind, language=talk.language, tags=talk.tags
    )


def _facts_of(
    one: Event | Talk,
    *,
    speakers: list[dict[str, str]],
    kind: Kind | None,
    language: str,
    tags: Iterable[str],
) -> Facts:
    return known(
        {
            "title": one.title,
            "speakers": speakers,
            "kind": str(kind) if kind not in (None, Kind.TALK) else "",
            "start": when_text(one.start) if one.start else "",
            "duration": one.duration,
            "room": one.room,
            "track": one.track,
            "language": language,
            "level": one.level,
            "tags": list(tags),
            "url": one.url,
            "slides": _links(one.slides),
            "video": _links(one.videos),
            "links": _links(one.links),
            "status": str(one.status or ""),
            "cue": cue_text(one.cue) if one.cue is not None else "",
        }
    )


def facts_of_conference(one: Conference | Occasion) -> Facts:
    """Return the facts of a conference in a document, or of a programme's."""
    return known(
        {
            "url": one.url,
            "start": one.start.isoformat() if one.start else "",
            "end": one.end.isoformat() if one.end else "",
            "location": one.location,
            "timezone": one.timezone,
        }
    )


def known(facts: Facts) -> Facts:
    """Return the facts that are not empty."""
    return {name: value for name, value in facts.items() if value not in ("", [], None)}


def _person(person: Person) -> dict[str, str]:
    found = {
        "name": person.name,
        "affiliation": person.affiliation,
        "pronouns": person.pronouns,
        "id": person.id,
    }
    return {name: text for name, text in found.items() if text}


def _speaker(speaker: Speaker) -> dict[str, str]:
    return {name: text for name, text in asdict(speaker).items() if text}


def _links(links: Iterable[Link]) -> list[dict[str, str]]:
    found = ({"url": link.url, "label": link.label} for link in links)
    return [{n: text for n, text in link.items() if text} for link in found]


def compared(name: str, value: Any) -> Any:
    """Return a value without what no document can hold: the ids of people."""
    if name != "speakers" or not value:
        return value
    return [{n: t for n, t in person.items() if n != "id"} for person in value]


def text_of(name: str, value: Any, dialect: Dialect) -> str | None:
    """Return the text of an option; ``None`` if no text means *value*."""
    if name == "speakers":
        return speakers_text([_speaker_of(item) for item in value], dialect)
    if name == "tags":
        return tags_text(value)
    if name in LISTS:
        return links_text([Link(**item) for item in value])
    return str(value)


def spellable(facts: Facts, dialect: Dialect) -> tuple[Facts, list[tuple[str, Any]]]:
    """Return the facts that a text can mean, and the others with their names."""
    found, lost = dict(facts), []
    for name, value in facts.items():
        if name == "title" or text_of(name, value, dialect) is not None:
            continue
        good = [v for v in value if text_of(name, [v], dialect) is not None]
        if name not in LISTS or not good or text_of(name, good, dialect) is None:
            good = []
        lost += [(name, item) for item in value if item not in good]
        found[name] = good
    return known(found), lost


def _speaker_of(item: Mapping[str, str]) -> Speaker:
    return Speaker(**{name: text for name, text in item.items() if name != "id"})
