"""The talks, conferences and abstracts of a document, as a build reads them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from ..model.blocks import Around, Dialect
from ..model.rules import BlockReport, Rule
from ..model.talks import Abstract, Conference, Talk
from ..parsing.blocks import read_abstract, read_conference, read_talk
from ..parsing.registry import Registries
from ..text.files import is_file_in
from ..text.lines import printable
from .blocks import OUTER, Block, Source, with_words
from .includes import path_in
from .scan import scan
from .scopes import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Finds the files that a document in *base* names, on a site in *folder*."""

    folder: Path
    base: Path
    declared: Registries = field(default_factory=Registries)

    def find_file(self, url: str) -> str | None:
        """Return the path of a file of the project, below its source directory."""
        path = path_in(self.folder, self.base, url)
        if is_file_in(self.folder, path) and path.is_relative_to(self.folder):
            return path.relative_to(self.folder).as_posix()
        return None

    find_image = find_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A block, its fact, and what a build would warn of."""

    block: Block
    fact: Talk | Conference | Abstract
    faults: tuple[str, ...] = ()


def held_in(text: str, dialect: Dialect, files: Files) -> list[Held]:
    """Return the talks and conferences in the text of a document, in its order."""
    return held_of(scan(text, dialect), files)


def held_of(source: Source, files: Files) -> list[Held]:
    """Return the same of a document that is scanned."""
    found: list[Held] = []
    end = max((block.end for block in source.blocks), default=0)
    scopes = [Scope(end=end + 1, around=Around(docname=""))]
    for block in source.blocks:
        while scopes[-1].end <= block.line:
            scopes.pop()
        if block.name in OUTER:
            found += _read(block, scopes, files)
    return found


def _read(block: Block, scopes: list[Scope], files: Files) -> list[Held]:
    """Read a block, and add the scope that it opens."""
    scope = scopes[-1]
    faults: list[str] = []
    fact = _fact(block, scope.around, files, _report_to(faults))
    match fact:
        case Talk() as talk:
            facts = {"conference": talk.conference, "talk": talk.slug}
            scopes.append(scope.within(block, **facts, abstract=False))
        case Conference(key=key):
            scope.around = replace(scope.around, conference=key)
        case Abstract():
            scope.around = replace(scope.around, abstract=True)
            scopes.append(scope.within(block))
        case None:
            scopes.append(scope.within(block))
            return []
    return [Held(block=block, fact=fact, faults=tuple(faults))]


def _fact(
    block: Block, around: Around, files: Files, report: BlockReport
) -> Talk | Conference | Abstract | None:
    written = with_words(block)
    match block.name.rpartition(":")[2]:
        case "talk":
            written = replace(written, argument=printable(written.argument))
            return read_talk(written, around, files, report)
        case "conference":
            return read_conference(written, around, files, report)
    return read_abstract(written, around, files, report)


def _report_to(faults: list[str]) -> BlockReport:
    def report(rule: Rule, message: str, place: str | int) -> None:
        faults.append(message)

    return report
