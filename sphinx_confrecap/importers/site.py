"""The documents of a site that an import may change, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..model.blocks import Dialect
from ..model.errors import InputError
from ..model.talks import Conference
from ..source.blocks import Source
from ..source.documents import Documentation, documents_of
from ..source.files import read_text
from ..source.held import Files, Held, held_of
from ..source.scan import scan
from ..text.files import lies_in
from ..text.lines import split_lines
from .recap import Style

FOLDER = "recaps"
"""The folder of new recaps, below the source directory."""

_OURS = re.compile(r"(?:\{(?:conf:)?|\.\. +(?:conf:)?)(?:talk|conference)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document, its text, and the talks and conferences in it."""

    file: Path
    dialect: Dialect
    text: str
    lines: tuple[str, ...]
    """With their ends."""
    source: Source
    held: tuple[Held, ...]


class Site:
    """The documents of a site that have talks or conferences."""

    def __init__(self, documentation: Documentation) -> None:
        self.documentation = documentation

    @cached_property
    def pages(self) -> list[Page]:
        """All documents with blocks of ours, sorted by their paths."""
        return list(self._pages())

    def _pages(self) -> Iterator[Page]:
        for file, dialect in documents_of(self.documentation).items():
            # A build reports what cannot be read.
            with suppress(InputError):
                text = read_text(file)
                if _OURS.search(text):
                    yield self.page(file, dialect, text)

    def page(self, file: Path, dialect: Dialect, text: str) -> Page:
        """Return a document with this text."""
        source = scan(text, dialect)
        held = tuple(held_of(source, self.files(file)))
        return Page(
            file=file,
            dialect=dialect,
            text=text,
            lines=tuple(split_lines(text)),
            source=source,
            held=held,
        )

    def files(self, file: Path) -> Files:
        """Return what finds the files that a document names."""
        return Files(folder=self.documentation.folder, base=file.parent)

    def style(self, dialect: Dialect) -> Style:
        """Return how this site writes its documents."""
        settings = self.documentation.settings
        language = settings.get("language")
        return Style(
            dialect=dialect,
            marks=":`~" if self.documentation.colon_fence else "`~",
            language=language if isinstance(language, str) and language else "en",
        )

    def has_myst(self) -> bool:
        """Tell whether the site reads MyST. A computed list of extensions may."""
        names = self.documentation.names("extensions")
        is_known = "extensions" in self.documentation.settings
        return not is_known or bool({"myst_parser", "myst_nb"} & {*names})

    def conferences(self, key: str, url: str, name: str) -> list[Page]:
        """Return the documents with the block of a conference, by key, url or name."""
        return [
            page
            for page in self.pages
            if any(
                isinstance(held.fact, Conference)
                and (
                    key in (held.fact.key, *held.fact.aliases)
                    or (url and held.fact.url == url)
                    or held.fact.name == name
                )
                for held in page.held
            )
        ]

    def target(self, into: Path | None, key: str, *, rest: bool) -> Path:
        """Return the path of a new recap.

        :raises InputError: it is outside of the documentation, or no document
        """
        suffix = ".rst" if rest or not self.has_myst() else ".md"
        folder = self.documentation.folder
        file = into.absolute() if into else folder / FOLDER / f"{key}{suffix}"
        if not lies_in(folder, file):
            raise InputError(f"--into: {file} is outside of {folder}")
        if not self.documentation.dialect_of(file):
            known = ", ".join(sorted(self.documentation.suffixes))
            raise InputError(f"--into: {file} is no document; these end in {known}")
        return file
