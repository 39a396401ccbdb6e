"""The order of names in a page is that of the script beside it: Unicode's CLDR."""

import string

import pytest
from playwright.sync_api import Page

from sphinx_confrecap.text.alphabets import _LANGUAGES, Alphabet

# One without letters of its own, one with some at the end, one with some in between,
# and one with another script.
QUICK = {"en", "sv", "es", "uk"}
LANGUAGES = [
    language
    if language in QUICK
    else pytest.param(language, marks=pytest.mark.exhaustive)
    for language in ("en", "de", "fr", "nl", "pt", *_LANGUAGES)
]
ACCENTED = "áàâéèêíóúçñ"
IN_ORDER = """([language, letters]) => {
    if (!Intl.Collator.supportedLocalesOf([language]).length) return null;
    const base = new Intl.Collator(language, { sensitivity: "base" });
    return letters.map((one) => letters.map((other) => base.compare(one, other)));
}"""


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_are_as_the_browser_has_them(page: Page, language: str) -> None:
    tailoring = _LANGUAGES.get(language)
    if language in ("be", "sr", "uk"):
        letters = "абвгдежзиклмнопрстуфхцчшьюя"
    else:
        letters = string.ascii_lowercase + ACCENTED
    if tailoring:
        letters += "".join([*tailoring.places, *tailoring.alike])
    each = sorted(set(letters))
    found = page.evaluate(IN_ORDER, [language, each])
    if found is None:
        pytest.skip("this Chromium does not know the language")
    keys = [Alphabet.of(language).sort_key(letter)[1] for letter in each]
    ours = [[(one > other) - (one < other) for other in keys] for one in keys]
    assert ours == found
