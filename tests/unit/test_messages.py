"""The catalogues of messages: complete, sound, and of the sources as they are."""

import re
import shutil
from collections.abc import Iterator
from gettext import c2py, translation
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

import tools.messages
from tools.messages import (
    DOMAIN,
    LOCALE,
    PACKAGE,
    TEMPLATE,
    catalogues,
    extract,
    read,
    same,
    strings_of,
)

SINGULAR = {
    "de": {1},
    "es": {1},
    "fr": {0, 1},
    "ja": set(),
    "nl": {1},
    "pt_BR": {0, 1},
    "zh_CN": set(),
}
"""The languages, and the counts that take the first form, if there are two."""
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
LATIN = re.compile(r"[A-Za-z]{2}")

each_catalogue = pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.parents[1].name) for path in catalogues()]
)


def messages(catalog: Catalog) -> Iterator[Message]:
    """Yield all messages but the header."""
    return (message for message in catalog if message.id)


def held(catalog: Catalog) -> dict[str, list[str]]:
    """Return what a catalogue says, by the English of each message."""
    ids = ((m.id, m) for m in messages(catalog))
    return {id_ if isinstance(id_, str) else id_[0]: strings_of(m) for id_, m in ids}


def test_the_languages_that_we_promise_are_there() -> None:
    assert [path.parents[1].name for path in catalogues()] == list(SINGULAR)


def test_the_template_asks_for_what_the_sources_say() -> None:
    assert same(extract(), read(TEMPLATE)), "run `make messages`, and commit it"


@each_catalogue
def test_a_catalogue_has_the_messages_of_the_template(path: Path) -> None:
    assert {m.id for m in messages(read(path))} == {
        m.id for m in messages(read(TEMPLATE))
    }


@each_catalogue
def test_each_message_is_translated_and_no_guess(path: Path) -> None:
    catalog = read(path)
    assert not catalog.fuzzy
    assert [m.id for m in messages(catalog) if m.fuzzy] == []
    assert [m.id for m in messages(catalog) if not all(strings_of(m))] == []
    assert list(catalog.obsolete) == []


@each_catalogue
def test_each_message_has_the_plural_forms_of_its_language(path: Path) -> None:
    """Its header says which: other catalogues, and later ones, may know more forms."""
    catalog = read(path)
    form = c2py(catalog.plural_expr)
    assert {form(n) for n in range(1001)} == set(range(catalog.num_plurals))
    for message in messages(catalog):
        expected = catalog.num_plurals if message.pluralizable else 1
        assert len(strings_of(message)) == expected, message.id


@each_catalogue
def test_a_count_has_the_words_of_its_language(path: Path) -> None:
    """As gettext reads the compiled catalogues when a site is built."""
    language = path.parents[1].name
    compiled = translation(DOMAIN, LOCALE, [language])
    counted = [message for message in messages(read(path)) if message.pluralizable]
    assert counted
    for message in counted:
        forms = strings_of(message)
        for n in (0, 1, 2, 21, 1000):
            expected = forms[0 if n in SINGULAR[language] else -1]
            assert compiled.ngettext(message.id[0], message.id[1], n) == expected


@each_catalogue
def test_translations_keep_places_and_the_spaces_around(path: Path) -> None:
    catalog = read(path)
    assert [(m.id, errors) for m, errors in catalog.check()] == []
    for message in messages(catalog):
        english = message.id if isinstance(message.id, str) else message.id[0]
        for words in strings_of(message):
            assert sorted(PLACE.findall(words)) == sorted(PLACE.findall(english)), words
            assert words == words.strip(), words


@each_catalogue
def test_a_catalogue_is_compiled_as_it_is(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert held(compiled) == held(read(path)), "run `make messages`, and commit it"


def test_a_later_babel_leaves_catalogues_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its version nor its idea of plural forms gets into them."""
    shutil.copytree(LOCALE, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr("babel.messages.catalog.VERSION", "99.0")
    monkeypatch.setattr("babel.messages.catalog.get_plural", lambda _: (9, "n"))
    monkeypatch.setattr(tools.messages, "LOCALE", tmp_path)
    tools.messages.main([])
    for file in (path.relative_to(LOCALE) for path in LOCALE.glob("*/*/*")):
        assert (tmp_path / file).read_bytes() == (LOCALE / file).read_bytes(), file


def test_scripts_hold_no_words_of_their_own() -> None:
    """What a reader sees comes from the page, where it is translated."""
    for script in PACKAGE.glob("static/*.js"):
        code = re.sub(r"^\s*//.*$", "", script.read_text("utf-8"), flags=re.MULTILINE)
        shown = re.findall(
            r"(?:textContent|innerText|innerHTML|title|placeholder|ariaLabel|alt)"
            r"""\s*[:=]\s*["'`]([^"'`]*)""",
            code,
        )
        assert [words for words in shown if LATIN.search(words)] == [], script.name


def test_styles_hold_no_words() -> None:
    for style in PACKAGE.glob("static/*.css"):
        contents = re.findall(r"content:([^;}]*)", style.read_text("utf-8"))
        quoted = [words for c in contents for words in re.findall(r'"([^"]*)"', c)]
        shown = [re.sub(r"\\[0-9a-f]+ ?", "", words) for words in quoted]
        assert [words for words in shown if LATIN.search(words)] == []
