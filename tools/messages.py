"""Write the template of messages, and update and compile the catalogues.

Used by ``make messages``. Arguments name new languages, as Babel writes them: ``sv``
or ``pt_BR``.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po

from sphinx_confrecap import __version__

PACKAGE = Path(__file__).parents[1] / "sphinx_confrecap"
DOMAIN = PACKAGE.name
LOCALE = PACKAGE / "locale"
TEMPLATE = LOCALE / f"{DOMAIN}.pot"

CONTRIBUTORS = "the sphinx-confrecap contributors"
HEADER = """\
# The words of sphinx-confrecap.
# Distributed under the licence of sphinx-confrecap."""


class _Catalog(Catalog):
    """Names no version of Babel and no time: these would change files without cause.

    Two branches with new messages would always be in conflict.
    """

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        headers = dict(super()._get_mime_headers()) | {"Generated-By": "Babel\n"}
        return [pair for pair in headers.items() if pair[0] != "POT-Creation-Date"]

    mime_headers = property(_get_mime_headers, Catalog._set_mime_headers)  # noqa: SLF001


def extract() -> Catalog:
    """Return the messages of the sources, with comments for translators."""
    catalog = _empty(None)
    found = extract_from_dir(
        PACKAGE, [("**.py", "python")], comment_tags=["Translators:"]
    )
    # Line numbers would change the catalogues with each edit.
    for path, _line, message, comments, _context in sorted(found):
        whole = [" ".join(comments)] if comments else []
        catalog.add(message, None, [(path, 0)], auto_comments=whole)
    return catalog


def _empty(language: str | None) -> Catalog:
    return _Catalog(
        locale=language,
        domain=DOMAIN,
        header_comment=HEADER,
        project="sphinx-confrecap",
        version=__version__,
        msgid_bugs_address=CONTRIBUTORS,
        last_translator=CONTRIBUTORS,
        language_team=language and CONTRIBUTORS,
        # Programs for translators would take all messages for guesses.
        fuzzy=False,
    )


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    locale = None if path == TEMPLATE else path.parents[1].name
    catalog = _Catalog(locale=locale, domain=DOMAIN)
    with path.open("rb") as file:
        PoFileParser(catalog).parse(file)
    return catalog


def catalogues() -> Iterator[Path]:
    """Yield the catalogue of each language."""
    return iter(sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


def same(one: Catalog, other: Catalog) -> bool:
    """Tell whether two templates have the same messages and comments."""
    return _asked(one) == _asked(other)


def _asked(catalog: Catalog) -> list[tuple[object, ...]]:
    return [
        (message.id, [path for path, _ in message.locations], message.auto_comments)
        for message in catalog
        if message.id
    ]


def _write(catalog: Catalog, path: Path) -> None:
    with path.open("wb") as file:
        write_po(file, catalog, width=80, ignore_obsolete=True)


def main(languages: list[str]) -> None:
    """Update all catalogues, and add those of *languages*."""
    LOCALE.mkdir(exist_ok=True)
    catalog = extract()
    # Versions of Babel write other flags, which would change the file without cause.
    if not (TEMPLATE.exists() and same(catalog, read(TEMPLATE))):
        _write(catalog, TEMPLATE)
    for language in languages:
        path = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        path.parent.mkdir(parents=True)
        _write(_empty(language), path)
    for path in catalogues():
        catalog = read(path)
        # A guess is no translation.
        catalog.update(read(TEMPLATE), no_fuzzy_matching=True)
        _write(catalog, path)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))
        missing = [message.id for message in catalog if not all(strings_of(message))]
        sys.stdout.write(f"{path.parents[1].name}: {len(missing)} to translate\n")


def strings_of(message: Message) -> list[str]:
    """Return the translation of a message, in all its forms."""
    string = message.string or ""
    return [string] if isinstance(string, str) else [form or "" for form in string]


if __name__ == "__main__":
    main(sys.argv[1:])
