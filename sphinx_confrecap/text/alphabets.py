"""The order of names in the site's language.

Letters outside of the language are sorted as in most languages: accents of Latin
letters do not count, and all others are in the order of Unicode.

The special letters of languages follow the collation of the Unicode CLDR. Digraphs,
such as the ``ch`` of Czech or the ``aa`` of Danish, are sorted by their first letter.
Chinese and Japanese are sorted by code point: their readings need a dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .keys import fold, normalized

# Each group of letters follows its first one; behind it, letters sorted as others.
_TAILORED: dict[str, tuple[str, str]] = {
    "az": ("cç eə gğ hxı kq oö sş uü", ""),
    "be": ("её зі уў", ""),
    "bs hr": ("cčć dđ sš zž", ""),
    "cs": ("cč rř sš zž", ""),
    "da nb nn no": ("zæøå", "äæ öø őø üy űy"),
    "eo": ("cĉ gĝ hĥ jĵ sŝ uŭ", ""),
    "es fil gl": ("nñ", ""),
    "et": ("sšzž wõäöü", ""),
    "fi": ("zåäö", "æä øö üy"),
    "fo": ("dð zæøå", "äæ öø üy"),
    "hu": ("oö uü", "őö űü"),
    "is": ("aá dð eé ií oó uú yý zþæöå", "äæ øö"),
    "lt": ("cč sš zž", "yi"),
    "lv": ("aā cč eē gģ iyī kķ lļ nņ oō rŗ sš uū zž", ""),
    "mt": ("bċ fġ hħ yż", ""),
    "pl": ("aą cć eę lł nń oó sś zźż", ""),
    "ro": ("aăâ iî sș tț", "şș ţț"),
    "sk": ("aä cč oô rř sš zž", ""),
    "sl": ("cčć dđ sš zž", ""),
    "sq": ("cç eë", ""),
    "sr": ("дђ иј лљ нњ тћ чџ", ""),
    "sv": ("zåäö", "æä øö őö üy űy"),
    "tr": ("cç gğ hı oö sş uü", ""),
    "uk": ("гґ еє иії", ""),
    "vi": ("aăâ dđ eê oôơ uư", ""),
}
"""Languages, their own letters, and letters that they sort as others."""

_ALIKE = str.maketrans("øðđħıłё", "oddhilе") | str.maketrans({"æ": "ae", "œ": "oe"})
"""Letters without an accent in Unicode that are sorted as if they had one."""

_DOTLESS = {"az", "tr"}
_LAST = "\U0010ffff"
"""Sorted after all letters; it will never be a letter in Unicode."""


@dataclass(frozen=True, slots=True)
class _Tailoring:
    """The letters of a language, where each is sorted, and letters as others."""

    places: dict[str, str]
    alike: dict[str, str]


def _tailoring(own: str, alike: str) -> _Tailoring:
    places = {
        letter: f"{group[0]}{_LAST}{place}"
        for group in own.split()
        for place, letter in enumerate(group[1:])
    }
    return _Tailoring(places, {pair[0]: pair[1] for pair in alike.split()})


_LANGUAGES = {
    language: _tailoring(*tailored)
    for languages, tailored in _TAILORED.items()
    for language in languages.split()
}
_NONE = _tailoring("", "")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The order of letters in a language, a code of two or three letters."""

    language: str = ""

    @classmethod
    def of(cls, language: str) -> Alphabet:
        """Return the alphabet of a site's language, such as ``pt_BR``."""
        code = re.split(r"[-_@]", language.lower())[0]
        return cls(code if code in _LANGUAGES else "")

    def initial(self, name: str) -> str:
        """Return the letter of *name* in an index.

        Digits give ``0``; a name without letter or digit gives nothing. Symbols in
        front do not count.
        """
        first = _letters(name, self.language)[:1]
        if first == "i" and self.language in _DOTLESS:
            return "İ"
        return "0" if first.isdecimal() else first.upper()

    def sort_key(self, name: str) -> tuple[bool, str, str]:
        """Sort by letters without regard to case, symbols last."""
        letters = _letters(name, self.language)
        places = _LANGUAGES.get(self.language, _NONE).places
        return not letters, "".join(places.get(c, c) for c in letters), name


ANY = Alphabet()
"""The order without regard to a language."""


@lru_cache(maxsize=65536)
def _letters(name: str, language: str) -> str:
    """Return *name* from its first letter on, without accents that do not count."""
    if language in _DOTLESS:
        # The two are letters of their own, and folding would make them one.
        name = normalized("NFC", name).replace("I", "ı").replace("İ", "i")
    tailoring = _LANGUAGES.get(language, _NONE)
    text = "".join(_letter(character, tailoring) for character in fold(name))
    start = (i for i, char in enumerate(text) if char.isalnum())
    return text[next(start, len(text)) :]


def _letter(character: str, tailoring: _Tailoring) -> str:
    character = tailoring.alike.get(character, character)
    if character in tailoring.places:
        return character
    decomposed = unicodedata.normalize("NFD", character)
    base = decomposed[0]
    # An own letter can have a second accent, as all vowels do in Vietnamese.
    for mark in decomposed[1:]:
        if (letter := unicodedata.normalize("NFC", base + mark)) in tailoring.places:
            return letter
    plain = base if base < "\u0400" else character
    plain = tailoring.alike.get(plain, plain)
    return plain if plain in tailoring.places else plain.translate(_ALIKE)
