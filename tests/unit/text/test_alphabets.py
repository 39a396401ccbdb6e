"""The order of names: that of the site's language, as far as letters go."""

import unicodedata
from itertools import groupby

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_confrecap.text.alphabets import _LANGUAGES, ANY, Alphabet

NAMES = st.text(max_size=20)
ALPHABETS = st.sampled_from(["", *_LANGUAGES]).map(Alphabet)

# Each in its order, with what is next to it.
SORTED = {
    "cs": "cukr čas daleko rok řeka skok šest zima žena",
    "da": "Aage Birk Zoo Ærø Østen Åge",
    "de": "Ahle Ähre Akne Müller Mund Öl Opa über Ufer",
    "es": "caña cañada nube ñandú ojo",
    "et": "saun šokk zen žanr tamm wagner õun äär öö ülo xi",
    "fi": "Aalto Vesa Wirta Zorn Åbo Äänekoski Örö",
    "fr": "cœur coffre cote côte côté coter œuvre",
    "hr": "cesta čaj ćup dan đak sat šuma zub žaba",
    "hu": "olaj öl ősz pad ugat űr üt vas",
    "is": "adam áki dagur ðað eva éva þór ægir ösp",
    "lt": "cukrus čia įlanka ilgas yra jonas sula šuo zebras žuvis",
    "lv": "ola orb ōma rīts",
    "nb": "Aud Zoo Ære Øst Ås",
    "pl": "aut ąż cud ćma lato łza noc ńa oko ósmy sok śnieg zupa źle żaba",
    "pt_BR": "ação acaso árvore asa útil uva",
    "ro": "apă ăsta âla bun în joc sat șoc tot țap",
    "ru": "ёж ежа ель жук",
    "sk": "auto äso baba cesta čas oko ôsmy syn šum zub žaba",
    "sv": "Anna Zorn Åsa Ärla Öberg",
    "tr": "cam çay gaz ğa hal Irmak ıssız izci İzmir jale ot öz su şal ut üz",
    "uk": "гай ґава дім екран єнот зуб ива іва їжак йод",
    "vi": "an ăn ân bà dê đê em êm on ôn ơn un ưng",
}


@pytest.mark.parametrize("language", SORTED)
def test_names_are_in_the_order_of_the_language(language: str) -> None:
    names = SORTED[language].split()
    backwards = names[::-1]
    assert sorted(backwards, key=Alphabet.of(language).sort_key) == names


@pytest.mark.parametrize(
    ("language", "name", "letter"),
    [
        ("sv", "Åsa", "Å"),
        ("sv_FI", "åsa", "Å"),
        ("sv", "Ærø", "Ä"),
        ("de", "Åsa", "A"),
        ("es", "Ñandú", "Ñ"),
        ("es", "N\u0303andu\u0301", "Ñ"),
        ("pt", "Ñandú", "N"),
        ("pl", "Łódź", "Ł"),
        ("cs", "Ťuhýk", "T"),
        ("hu", "Ősz", "Ö"),
        ("tr", "Işık", "I"),
        ("tr", "ışık", "I"),
        ("tr", "İzmir", "İ"),
        ("tr", "izmir", "İ"),
        ("en", "izmir", "I"),
        ("lt", "Yra", "I"),
        ("vi", "Ấn", "Â"),
        ("vi", "Án", "A"),
        ("uk", "їжак", "Ї"),
        ("ja", "日本語", "日"),
    ],
)
def test_a_name_is_under_its_letter(language: str, name: str, letter: str) -> None:
    assert Alphabet.of(language).initial(name) == letter


def test_a_language_without_letters_of_its_own_has_the_common_order() -> None:
    assert Alphabet.of("de") == Alphabet.of("zh_CN") == Alphabet.of("") == ANY


@pytest.mark.parametrize("language", _LANGUAGES)
def test_own_letters_have_headings_of_their_own(language: str) -> None:
    """And are where the table has them: behind the one that they follow."""
    alphabet, tailoring = Alphabet(language), _LANGUAGES[language]
    own = tailoring.places
    headings = {alphabet.initial(letter) for letter in own}
    assert len(headings) == len(own)
    for letter, place in own.items():
        assert alphabet.sort_key(place[0] * 3) < alphabet.sort_key(letter)
    for letter, other in tailoring.alike.items():
        assert alphabet.initial(letter) == alphabet.initial(other)


@given(ALPHABETS, NAMES, NAMES)
def test_no_two_names_have_one_place(alphabet: Alphabet, one: str, other: str) -> None:
    same = alphabet.sort_key(one) == alphabet.sort_key(other)
    assert same == (one == other)


@given(ALPHABETS, st.lists(NAMES, max_size=12))
@example(ANY, ["I", "J", "ı"])
def test_names_of_a_letter_are_together(alphabet: Alphabet, names: list[str]) -> None:
    """A heading comes once, for its names are in one row."""
    kept = [n for n in names if alphabet.initial(n) not in ("", "0")]
    letters = [alphabet.initial(n) for n in sorted(kept, key=alphabet.sort_key)]
    runs = [letter for letter, _names in groupby(letters)]
    assert len(runs) == len(set(runs))


@given(ALPHABETS, NAMES)
def test_a_letter_may_be_composed(alphabet: Alphabet, name: str) -> None:
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}
    assert len({alphabet.sort_key(form)[:2] for form in forms}) == 1
    assert len({alphabet.initial(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("ansible", "A"),
        ("Ägypten", "A"),
        ("Émile", "E"),
        ("Ødegård", "O"),
        ("Œuvre", "O"),
        ("Ёлка", "Е"),
        ("ßeta", "S"),
        (".NET", "N"),
        ("“Quoted”", "Q"),
        ("3D", "0"),
        ("٣", "0"),
        ("Ωmega", "Ω"),
        ("Άλφα", "\u0391"),
        ("Йод", "Й"),
        ("日本語", "日"),
        ("データ", "デ"),
        ("👍", ""),
        ("", ""),
    ],
)
def test_a_name_stands_under_its_first_letter(name: str, letter: str) -> None:
    assert ANY.initial(name) == letter


def test_names_are_sorted_by_letters_and_symbols_come_last() -> None:
    names = ["👍", "Zope", ".NET", "élan", "Elm", "C#", "C", "c++", "ansible", "データ"]
    assert sorted(names, key=ANY.sort_key) == [
        *("ansible", "C", "C#", "c++", "élan", "Elm", ".NET", "Zope", "データ", "👍"),
    ]


@given(st.permutations(["a", "A", "Ä", "á", "#a", "", "..", "b"]))
def test_the_order_of_names_does_not_depend_on_how_they_came(names: list[str]) -> None:
    assert sorted(names, key=ANY.sort_key) == ["#a", "A", "a", "Ä", "á", "b", "", ".."]


@given(NAMES)
def test_a_letter_of_an_index_is_one_and_upper_case(name: str) -> None:
    assert ANY.initial(name).upper() == ANY.initial(name)
