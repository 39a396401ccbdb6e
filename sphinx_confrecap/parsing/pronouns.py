"""Pronouns, which people write in brackets behind a name."""

from __future__ import annotations

import re

_WORDS = """
she her hers he him his they them their theirs it its any all
xe xem xyr ze zir zie hir fae faer ey em eir ve ver vis per co thon

er ihn ihm sein seine sie ihr ihre dey dem deren denen xier xien hen
zij haar hij hem zijn die hun diens

elle lui iel ielle ille ellui al ael il él el ella elle ellos ellas
lei loro ela dela ele dele elu delu ell

hon henne han honom hende ham den det hän

ona jej ono jego on ji jeho oni она он они вона він ŝi li ri

她 他 彼 彼女 ta
"""
"""English; German and Dutch; Romance; Nordic; Slavic and Esperanto; East Asia."""
_PRONOUNS = frozenset(_WORDS.split())
_OTHER_WORDS = """
it its all co per al die den det dem on em ve el li ri ta han ham ver vis ell hun ji oni
"""
_NOT_ALONE = frozenset(_OTHER_WORDS.split())
"""Words that may be something else if no other pronoun is beside them."""
_PHRASES = frozenset(
    [
        *("any pronouns", "all pronouns", "no pronouns", "ask", "ask me"),
        *("keine pronomen", "alle pronomen", "sin pronombres", "cualquier pronombre"),
        *("aucun pronom", "tous les pronoms", "geen voornaamwoorden"),
    ]
)
_LABEL = re.compile(
    r"(?:pronouns?|pronomen|pronoms?|pronombres?|pronomes?)\s?:\s?", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s?[/,&+|]\s?|\s(?:or|and|oder|und|ou|et|o|y|e|of|en)\s")


def pronouns_in(text: str) -> str:
    """Return *text* if it holds only pronouns, without a label; else nothing.

    A single word is a pronoun only in lower case: ``Elle`` may be a company.
    """
    label = _LABEL.match(text)
    given = text[label.end() :] if label else text
    words = _SEPARATOR.split(given.casefold())
    if given.casefold() in _PHRASES:
        return given
    if not _PRONOUNS.issuperset(words):
        return ""
    alone = len(words) == 1 and not label
    is_name = alone and (words[0] in _NOT_ALONE or given != given.lower())
    return "" if is_name else re.sub(r"\s?/\s?", "/", given)
