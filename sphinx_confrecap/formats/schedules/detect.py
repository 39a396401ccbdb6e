"""Finds the format of a programme by its contents, and reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import ModuleType

from ...model.errors import InputError
from ...model.programme import Programme
from . import (
    calendar,
    frab,
    hub,
    pretalx,
    pyvideo,
    rubyevents,
    sessionize,
    sheet,
    writethedocs,
)
from .document import MAX_EVENTS, Document, Element
from .given import Remarks
from .values import with_own_ids

FORMATS: Mapping[str, ModuleType] = {
    module.NAME: module
    for module in (
        frab,
        hub,
        sessionize,
        sheet,
        pretalx,
        calendar,
        pyvideo,
        rubyevents,
        writethedocs,
    )
}
"""The formats by name. Each has ``matches(document)`` and ``read(documents)``."""

_SIGNS = {
    frab.NAME: "schedule conference days rooms event guid persons",
    hub.NAME: "schedule events participants tracks",
    sessionize.NAME: "sessions speakers rooms categories startsAt isServiceSession",
    pretalx.NAME: "results code title slot submission_type content_locale state",
    pyvideo.NAME: "title speakers videos recorded thumbnail_url",
    rubyevents.NAME: "video_id video_provider event_name speakers title",
    writethedocs.NAME: "talks_day1 series slug speakers abstract",
}
"""Names in files of each format, which tell the nearest for an unknown one."""


def programme_of(
    documents: Sequence[Document], remarks: Remarks, name: str = ""
) -> Programme:
    """Read the files of one programme, in the format *name* if it is given.

    :raises InputError: no format fits, or they are of several programmes
    """
    module = FORMATS[name] if name else _format_of(documents)
    found: list[Programme] = module.read(documents, remarks)
    if not found:
        raise InputError(
            f"{documents[0].name}: it has speakers or rooms, but no talks; give the "
            "file of talks, too"
        )
    programme = _joined(documents, found)
    if len(programme.events) > MAX_EVENTS:
        message = f"there are more than {MAX_EVENTS} events"
        raise InputError(f"{documents[0].name}: {message}")
    return replace(programme, events=with_own_ids(programme.events))


def _format_of(documents: Sequence[Document]) -> ModuleType:
    """Return the one format of all *documents*."""
    first: ModuleType | None = None
    for document in documents:
        module = next((m for m in FORMATS.values() if m.matches(document)), None)
        if module is None:
            raise InputError(_unknown(document))
        if first and module is not first:
            raise InputError(
                f"{documents[0].name} has the format {first.NAME}, {document.name} has "
                f"{module.NAME}; import them one after the other"
            )
        first = module
    if first is None:
        raise InputError("there is no file of a programme")
    return first


def _joined(documents: Sequence[Document], found: Sequence[Programme]) -> Programme:
    """Return the parts of one programme as a whole."""
    names = dict.fromkeys(p.occasion.name for p in found if p.occasion.name)
    if len(names) > 1:
        listed = " and ".join(map(repr, names))
        raise InputError(
            f"{documents[0].name}: there are two conferences, {listed}; import them "
            "one after the other"
        )
    events = tuple(event for programme in found for event in programme.events)
    return replace(found[0], events=events)


def _unknown(document: Document) -> str:
    names = _names_in(document.content)
    signs = {name: len(names & set(s.split())) for name, s in _SIGNS.items()}
    nearest = max(signs, key=signs.__getitem__)
    hint = f"; {nearest} is nearest" if signs[nearest] > 1 else ""
    known = ", ".join(FORMATS)
    return (
        f"{document.name}: this {document.syntax} is no programme that is known{hint}. "
        f"The formats are {known}"
    )


def _names_in(content: object, depth: int = 5) -> set[str]:
    """Return the names of the first parts of *content*."""
    if isinstance(content, Element):
        found = {content.tag}
        children: Sequence[object] = content.children
    elif isinstance(content, dict):
        found, children = set(content), list(content.values())
    else:
        found, children = set(), content if isinstance(content, list) else ()
    if depth:
        for child in children[:20]:
            found |= _names_in(child, depth - 1)
    return found
