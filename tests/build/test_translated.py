"""A translated site: what authors wrote is in the reader's language on each page."""

import gettext
import os
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from tests.build.dialects import DIALECTS, in_rest, written
from tests.build.same import body
from tests.build.sites import MYST as VERSION
from tests.build.sites import Built, MakeSite, Site
from tests.files import png

MYST = """
# The days

:::{conference} Days 2018
:name: days
:start: 2018-12-04
:end: 2018-12-05
:::

:::::{talk} First *things*
:start: 2018-12-04
:tags: Helm
:speakers: Ann Lee

A paragraph with {conf:tag}`a role <Helm>` and a note [^one].

- An entry

  > A quotation

:::{note}
An admonition
:::

```{figure} dot.png
:alt: An image

A caption
```

TABLE

:::{tweet} https://x.com/a/status/1069903784120381440
:author: Ann

A post.
:::

## A heading

Below it.

::::{talk} Inner
Inner words.
::::
:::::

[^one]: A footnote
"""
TABLES = {
    "md": "| Head |\n|------|\n| Cell |",
    "rst": "```{list-table}\n:header-rows: 1\n\n* - Head\n* - Cell\n```",
}
FILES = {
    dialect: written(MYST.replace("TABLE", table), dialect)
    for dialect, table in TABLES.items()
}
WORDS = [
    *("The days", "An entry", "A quotation", "An admonition", "A caption"),
    *("Head", "Cell", "A heading", "Below it.", "Inner", "Inner words."),
    *("A footnote", "An image", "First *things*"),
]
CONF = {
    "language": "de",
    "locale_dirs": ["locale"],
    "gettext_uuid": False,
    "gettext_compact": False,
}
PARAGRAPH = {
    "md": (
        "A paragraph with {conf:tag}`a role <Helm>` and a note [^one].",
        "Ein Absatz [^one] mit {conf:tag}`einer Rolle <Helm>`.",
    )
}
PARAGRAPH["rst"] = in_rest(PARAGRAPH["md"][0])[:-1], in_rest(PARAGRAPH["md"][1])[:-1]
each_language = pytest.mark.parametrize("suffix", DIALECTS)


def make(make_site: MakeSite, suffix: str) -> Site:
    home = "# Home\n\n```{toctree}\nrecap\n```\n\n:::{talk-list}\n:::\n"
    site = make_site({"index.md": home, f"recap.{suffix}": FILES[suffix]}, CONF)
    (site.srcdir / "dot.png").write_bytes(png())
    return site


def extract(make_site: MakeSite, suffix: str) -> Path:
    """Return the template of the recap.

    Sphinx wants other doctrees for it than for pages.
    """
    return make(make_site, suffix).quiet("gettext").outdir / "recap.pot"


def translate(site: Site, template: Path, suffix: str, mark: str = "DE") -> None:
    """Write a catalogue that marks each message; the paragraph is in other words."""
    with template.open("rb") as file:
        catalogue = read_po(file, locale="de")
    english, german = PARAGRAPH[suffix]
    for message in catalogue:
        if message.id == english:
            message.string = f"{mark} {german}"
        elif message.id:
            message.string = f"{mark} {message.id}"
    path = site.srcdir / "locale" / "de" / "LC_MESSAGES" / "recap.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue)
    # Within the same second, the compiled file would not look older.
    later = path.stat().st_mtime + 10
    compiled = path.with_suffix(".mo")
    if compiled.exists():
        os.utime(path, (later, later))


def text(built: Built, docname: str) -> str:
    words = re.sub(r"<[^>]*>", " ", body(built.html(docname)))
    return re.sub(r"\s+([.,])", r"\1", " ".join(words.split()))


def check(built: Built, mark: str = "DE") -> None:
    """Both pages, and the lists, are in the other language."""
    assert built.warnings == []
    recap, talk = text(built, "recap"), text(built, "talks/days/first-things")
    inner = text(built, "talks/days/inner")
    for words in ("An entry", "A quotation", "An admonition", "A caption", "Cell"):
        for page in (recap, talk):
            assert f"{mark} {words}" in page, words
            assert page.count(words) == 1, words
    for words in ("A heading", "Below it.", "A footnote"):
        assert f"{mark} {words}" in recap, words
        assert f"{mark} {words}" in talk, words
    assert f"{mark} Inner words." in recap
    assert f"{mark} Inner words." in inner
    for page in (recap, talk):
        assert f"{mark} Ein Absatz" in page
        assert "mit einer Rolle." in page
        assert "A paragraph" not in page
        # Posts are not translated.
        assert "A post." in page
        assert f"{mark} A post." not in page
    for docname in ("recap", "talks/days/first-things"):
        html = built.html(docname)
        assert 'tags/helm.html"' in html
        assert f'alt="{mark} An image"' in html
    # The title, wherever it is shown.
    for docname in ("index", "talks/index", "tags/helm", "speakers/ann-lee", "recap"):
        assert f"{mark} First things" in text(built, docname), docname
    assert f"<title>{mark} First things" in built.html("talks/days/first-things")
    assert f"{mark} The days" in talk
    titles = {
        key: title for key, title, *_ in built.env.get_domain("conf").get_objects()
    }
    assert titles["days/first-things"] == f"{mark} First things"


@each_language
@pytest.mark.parametrize("parallel", [0, 2])
def test_notes_are_translated(make_site: MakeSite, suffix: str, parallel: int) -> None:
    site = make(make_site, suffix)
    translate(site, extract(make_site, suffix), suffix)
    check(site.build(parallel=parallel))


@each_language
def test_both_pages_follow_the_catalogue(make_site: MakeSite, suffix: str) -> None:
    site = make(make_site, suffix)
    template = extract(make_site, suffix)
    site.build()
    translate(site, template, suffix)
    check(site.build())
    translate(site, template, suffix, "DEU")
    # A new process would have read nothing yet.
    gettext._translations.clear()  # type: ignore[attr-defined]
    check(site.build(), "DEU")


@each_language
def test_translators_get_each_message_once(make_site: MakeSite, suffix: str) -> None:
    template = extract(make_site, suffix)
    assert {p.name for p in template.parent.glob("**/*.pot")} == {
        "index.pot",
        "recap.pot",
    }
    with template.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    wanted = {*WORDS, PARAGRAPH[suffix][0]}
    assert {m.id for m in messages} == wanted
    if suffix == "md" and VERSION < (5, 2):
        return  # It counts lines in another way.
    lines = FILES[suffix].splitlines()
    for message in messages:
        assert len(message.locations) == 1, message.id
        ((path, line),) = message.locations
        assert path.endswith(f"recap.{suffix}"), message.id
        assert line is not None
        near = "\n".join(lines[max(line - 2, 0) : line + 2])
        assert str(message.id) in near, (message.id, line)
