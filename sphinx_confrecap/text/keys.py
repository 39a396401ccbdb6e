"""The key of a name: its stable, readable identity and last path segment.

A key is a pure function of the name. It keeps the letters of every script,
spells the symbols that tell names apart (``C++``, ``C#``, ``.NET``), and is safe
as a file name on file systems that fold case or normalise Unicode.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from itertools import takewhile
from typing import Literal

MAX_BYTES = 64
"""The longest key in bytes of UTF-8; longer ones are cut and get a hash."""

RESERVED = frozenset(
    {"index", "con", "prn", "aux", "nul"}
    | {f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"}
)
"""Our own index documents, and the device names that Windows keeps for itself."""

_SPELLED = {
    "+": "plus",
    "#": "sharp",
    "&": "and",
    "*": "star",
    "%": "percent",
    "@": "at",
    "=": "equals",
    "<": "less",
    ">": "greater",
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
}
_MANY_MARKS = 30
_LEADING_HASHTAG = re.compile(r"^#(?=\w)")
_LEADING_DOT = re.compile(r"(?<![\w.])\.(?=\w)")
_APOSTROPHES = re.compile(r"(?<=\w)['\u2019](?=\w)")
# Unicode's Default_Ignorable_Code_Point: soft hyphens, joiners, marks of direction and
# others, which people copy with a text without seeing them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """Return the key of *name*: lower case, words joined by hyphens.

    Never empty, never over :data:`MAX_BYTES` bytes, never in :data:`RESERVED`,
    and stable: the key of a key is that key.
    """
    folded = fold(name)
    # Two letters may compose once an apostrophe between them is gone.
    key = unicodedata.normalize("NFC", "-".join(_words(folded)))
    if not key:
        return _short_hash(folded)
    if key in RESERVED:
        return f"{key}-{_short_hash(key)}"
    if len(key.encode()) > MAX_BYTES:
        return _cut(key)
    return key


@lru_cache(maxsize=65536)
def plain_words(name: str) -> str:
    """Return the letters and digits of *name* without regard to case and signs.

    Names with one key differ here if their keys are only the same because a symbol is
    spelled out, as for ``C++`` and ``C plus plus``.
    """
    folded = fold(name)
    kept = "".join(
        character if unicodedata.category(character)[0] in "LMN" else " "
        for character in _APOSTROPHES.sub("", folded)
    )
    return " ".join(kept.split()) or folded


def fold(name: str) -> str:
    """Fold case and composition, as caseless matching in Unicode (D145) asks."""
    # Lone surrogates can come from file names, and no encoder takes them.
    name = name.encode("utf-8", "replace").decode("utf-8")
    visible = " ".join(_INVISIBLE.sub("", name).split())
    decomposed = normalized("NFD", visible)
    folded = unicodedata.normalize("NFD", decomposed.casefold()).casefold()
    return unicodedata.normalize("NFC", folded)


def normalized(form: Literal["NFC", "NFD", "NFKD"], text: str) -> str:
    """Return a form of Unicode without the marks that nobody writes.

    Python sorts the marks of a letter in quadratic time. UAX 15 knows no more than
    thirty on one.
    """
    if text.isascii():
        return text
    if len(text) > _MANY_MARKS:
        marks = 0
        kept = []
        for character in text:
            marks = marks + 1 if unicodedata.combining(character) else 0
            if marks <= _MANY_MARKS:
                kept.append(character)
        text = "".join(kept)
    return unicodedata.normalize(form, text)


def _words(folded: str) -> list[str]:
    text = _LEADING_HASHTAG.sub("", folded)
    text = _LEADING_DOT.sub(" dot ", text)
    text = _APOSTROPHES.sub("", text)
    spelled = "".join(_spell(character) for character in text)
    # A mark without a letter before it would join the hyphen.
    return [word for word in map(_strip_marks, spelled.split()) if word]


def _spell(character: str) -> str:
    if character in _SPELLED:
        return f" {_SPELLED[character]} "
    return character if unicodedata.category(character)[0] in "LMN" else " "


def _strip_marks(word: str) -> str:
    marks = takewhile(lambda letter: unicodedata.category(letter)[0] == "M", word)
    return word[sum(1 for _mark in marks) :]


def _cut(key: str) -> str:
    digest = _short_hash(key)
    room = MAX_BYTES - len(digest) - 1
    head = key.encode()[:room].decode("utf-8", "ignore")
    # Cut between words, if there are several.
    if "-" in head and key[len(head)] != "-":
        head = head.rpartition("-")[0]
    return f"{head.rstrip('-')}-{digest}"


def _short_hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
