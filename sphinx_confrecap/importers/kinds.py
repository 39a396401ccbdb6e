"""From a programme's own word for a kind of session to ours."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..model.talks import Kind

_WORDS: Mapping[Kind, str] = {
    Kind.KEYNOTE: r"key ?note|plenaria magistral",
    Kind.LIGHTNING: r"lightning|éclair|blitz|relámpago|5 minut",
    Kind.TUTORIAL: r"tutorial|tutoriel|training",
    Kind.WORKSHOP: r"workshop|hands-on|atelier|taller|laborator|oficina|werkstatt",
    Kind.PANEL: r"panel|podium|table ronde|round ?table|mesa redonda|discussion"
    r"|diskussion",
    Kind.BOF: r"\bbof\b|birds of a feather|meet-?up",
    Kind.TALK: r"\btalk|lecture|vortrag|presentation|présentation|conférence|session"
    r"|charla|ponencia|palestra|podcast",
    Kind.OTHER: r"\bother\b|sonstig|\bautre\b|\botro\b",
}
_PATTERNS = {kind: re.compile(p, re.IGNORECASE) for kind, p in _WORDS.items()}


def kind_of(type_: str, given: Mapping[str, Kind]) -> Kind | None:
    """Return the kind that *type_* means; ``None`` if it is not known.

    *given* are the user's own words, in lower case.
    """
    if found := given.get(type_.casefold()):
        return found
    for kind, pattern in _PATTERNS.items():
        if pattern.search(type_):
            return kind
    return None
