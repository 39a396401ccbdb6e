"""Keys: pure, stable, readable, and safe as file names."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_confrecap.text.keys import (
    _INVISIBLE,
    MAX_BYTES,
    RESERVED,
    key_of,
    plain_words,
)

# Any text, and often text of the signs that keys are made of.
NAMES = st.text() | st.text(
    "aAçΣςßİ\u0131하한éë+#&.-_'’/\\ \u0301\u0345\u034f\ufe0f\u200d\u00ad", max_size=12
)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("F#", "f-sharp"),
        ("R", "r"),
        (".NET", "dot-net"),
        ("ASP.NET", "asp-net"),
        ("Node.js", "node-js"),
        ("AT&T", "at-and-t"),
        ("A*", "a-star"),
        ("100%", "100-percent"),
        ("I/O", "i-o"),
        ("__init__", "init"),
        ("#devops", "devops"),
        ("What's New", "whats-new"),
        ("What’s New", "whats-new"),
        ("Straße", "strasse"),
        ("日本語", "日本語"),
        ("データ", "データ"),
        ("Ⅳ", "ⅳ"),
        ("Œuvre", "œuvre"),
        ("हिन्दी", "हिन्दी"),
        ("  spaced \t out\n", "spaced-out"),
    ],
)
def test_a_key_reads_like_its_name(name: str, key: str) -> None:
    assert key_of(name) == key


@pytest.mark.parametrize(
    "names",
    [
        (
            "Data Science",
            "data-science",
            "data_science",
            "DATA  SCIENCE",
            "data.science",
        ),
        ("Café", "Cafe\u0301", "CAFÉ"),
        ("データ", "テ\u3099ータ"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος", "Σίσυφος"),
        ("DevOps", "#devops", "devops."),
        ("Kubernetes", "Kuber\u00adnetes", "Kubernetes\u200b", "\ufeffKubernetes"),
        ("❤", "❤\ufe0f", " ❤ "),
        ("index", "Index", "index."),
    ],
    ids=lambda names: names[0],
)
def test_spellings_of_one_name_have_one_key(names: tuple[str, ...]) -> None:
    assert len({key_of(name) for name in names}) == 1


def test_marks_that_nobody_writes_do_not_count() -> None:
    marked = "e" + "\u0323\u0301" * 15
    assert key_of(marked) != key_of("e")
    assert key_of(f"{marked}\u0301 x") == key_of(f"{marked} x")
    assert key_of("e\u0301" * 40) == key_of("\u00e9" * 40)


@pytest.mark.parametrize(
    "names",
    [
        ("C", "C++", "C#", "F#", "F", ".C"),
        (".NET", "NET"),
        ("Ⅳ", "IV", "4"),
        ("Cloud", "\u0421loud", "Cl\u043eud"),
        ("👍", "👎", "👍👍", "..", "...", "", "-"),
        ("データ", "テータ"),
        ("cafe", "café"),
        ("x" * 300, "x" * 301, "x" * 64),
    ],
    ids=lambda names: names[0],
)
def test_different_names_have_different_keys(names: tuple[str, ...]) -> None:
    assert len({key_of(name) for name in names}) == len(names)


@pytest.mark.parametrize("name", ["con", "CON", "aux", "nul", "LPT1", "com¹", "index"])
def test_a_reserved_name_gets_a_hash(name: str) -> None:
    stem, hyphen, digest = key_of(name).rpartition("-")
    assert (stem, hyphen) == (name.lower(), "-")
    assert len(digest) == 8


@pytest.mark.parametrize("name", ["", " ", "..", "👍", "🎉🎉", "-", "\ud800", "\u0301"])
def test_a_name_without_letters_gets_a_hash(name: str) -> None:
    assert len(key_of(name)) == 8
    int(key_of(name), 16)


def test_a_long_key_is_cut_between_words_and_gets_a_hash() -> None:
    name = "A talk whose title goes on and on until nobody remembers how it started"
    stem, _hyphen, digest = key_of(name).rpartition("-")
    assert stem == "a-talk-whose-title-goes-on-and-on-until-nobody"
    assert len(digest) == 8


def test_a_long_word_is_cut_between_letters() -> None:
    key = key_of("語" * 100)
    assert key.startswith("語" * 18 + "-")
    assert len(key.encode()) <= MAX_BYTES


def test_titles_that_differ_after_the_cut_have_different_keys() -> None:
    assert key_of("word " * 30 + "one") != key_of("word " * 30 + "two")


@given(NAMES)
@example("ᄒ'ᅡ")
@example("e\ufe0f\u0301")
@example("e\u034f\u0301")
@example("word " * 30)
@example("con")
def test_the_key_of_a_key_is_that_key(name: str) -> None:
    assert key_of(key_of(name)) == key_of(name)


@given(NAMES | st.text(min_size=60))
@example("語" * 300)
@example("com¹")
def test_a_key_is_a_safe_path_segment(name: str) -> None:
    key = key_of(name)
    assert key
    assert len(key.encode()) <= MAX_BYTES
    assert key not in RESERVED
    assert not set(key) & set("/\\:*?\"<>|.'# \t\n\0")
    assert key.strip("-") == key
    assert unicodedata.category(key[0])[0] in "LN"


@given(NAMES)
@example("\u1f80\u0301")
def test_keys_ignore_case_and_composition(name: str) -> None:
    # An invisible sign can be between two marks, and so keep them from being put
    # in order. It is taken out first.
    name = _INVISIBLE.sub("", name)
    decomposed = unicodedata.normalize("NFD", name)
    variants = [
        decomposed,
        unicodedata.normalize("NFC", name),
        # Unicode defines the folding of case on decomposed text.
        decomposed.casefold(),
    ]
    assert {key_of(variant) for variant in variants} == {key_of(name)}


def letters(name: str) -> str:
    """Return a name without signs, found in another way than in the keys."""
    folded = unicodedata.normalize("NFKD", _INVISIBLE.sub("", name)).casefold()
    return "".join(character for character in folded if character.isalnum())


# Cheap, and what would meet is rare.
@settings(max_examples=10 * settings().max_examples)
@given(NAMES, NAMES)
@example("C++", "C plus plus")
@example(".NET", "dot net")
@example("AT&T", "AT and T")
@example("Let's", "Lets")
def test_names_that_meet_are_one_or_are_told_apart(one: str, other: str) -> None:
    if key_of(one) == key_of(other) and letters(one) != letters(other):
        assert plain_words(one) != plain_words(other)
