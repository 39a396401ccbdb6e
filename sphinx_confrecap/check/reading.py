"""Reads one document as a build would: into records and problems."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..catalogue.catalogue import Document
from ..catalogue.drafts import mark, marks_of
from ..model.blocks import Around, Dialect
from ..model.places import Place
from ..model.queries import ListQuery, ScheduleQuery
from ..model.rules import BlockReport, Problem, Rule
from ..model.talks import (
    Abstract,
    Conference,
    Fact,
    Quotation,
    Record,
    TaggedDocument,
    Talk,
)
from ..parsing.blocks import GivenTags, is_draft
from ..parsing.front_matter import (
    UNTAGGED,
    FrontMatter,
    ignored_rules,
    line_of_key,
    metadata_of,
    published,
    recap_of,
)
from ..parsing.mistakes import address_from_root, fence_as_text
from ..parsing.registry import Registries
from ..posts.blocks import READERS, read_block
from ..posts.blocks import Read as ReadBlock
from ..posts.quotations import Quoting, quotation_of
from ..posts.quoting import IfDeleted
from ..posts.store import Store
from ..source.addresses import addresses_in_notes
from ..source.blocks import MAX_DEPTH, Block, Source, with_words
from ..source.held import Files
from ..source.includes import included
from ..source.scan import scan
from ..source.scopes import Scope
from ..source.words import Role, roles_in
from ..text.lines import split_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The facts about a site that the reading of a document needs."""

    folder: Path
    store: Store
    fences: bool = True
    """Whether fences of colons are read."""
    if_deleted: IfDeleted = IfDeleted.NOTICE
    """What is shown for posts that are gone."""
    declared: Registries = field(default_factory=Registries)
    """The site's tags and speakers."""
    tag_documents: bool = False
    untold: bool = False
    """Whether ``conf.py`` computes the setting above."""
    drafts: bool = False
    folders: tuple[str, ...] = ()
    """The folders of generated documents."""
    suffixes: tuple[str, ...] = ()
    """Those of documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The contents of a document, and its problems."""

    file: Path
    document: Document
    roles: tuple[tuple[Path, Role], ...]
    ignored: dict[Path | None, frozenset[Rule]]
    """For the document and each included file, what it ignores."""
    with_docstrings: bool
    problems: tuple[Problem, ...]


def read(file: Path, text: str, docname: str, dialect: Dialect, site: Site) -> Read:
    """Read a document of a site. Never raises, for any text."""
    reader = _Reader(file, text, docname, dialect, site)
    reader.read_blocks(Around(docname=docname))
    reader.ignored[file] = reader.read_front_matter()
    return Read(
        file=file,
        document=reader.document,
        roles=tuple(reader.roles),
        ignored=reader.ignored,
        with_docstrings=any(b.name.startswith("auto") for b in reader.source.blocks),
        problems=tuple(reader.problems),
    )


class _Reader:
    """Collects the contents of one document, or of a file that one includes."""

    def __init__(
        self, file: Path, text: str, docname: str, dialect: Dialect, site: Site
    ) -> None:
        self.file, self.docname, self.site = file, docname, site
        self.base = file.parent
        self.files: tuple[Path, ...] = (file,)
        self.folder, self.store = site.folder, site.store
        self.if_deleted, self.declared = site.if_deleted, site.declared
        self.text, self.lines, self.dialect = text, split_lines(text), dialect
        self.source: Source = scan(text, dialect)
        self.document = Document()
        self.problems: list[Problem] = []
        roles = roles_in(self.source, self.lines, dialect)
        self.roles = [(file, role) for role in roles]
        self.ignored: dict[Path | None, frozenset[Rule]] = {}
        self.metadata, self.wrong = metadata_of(text, dialect)
        given = FrontMatter(self.metadata, lambda *_: None)
        self.in_draft = given.draft and not site.drafts
        self.left_out: list[Block] = []

    def find(self, rule: Rule, message: str, line: int) -> None:
        self.problems.append(Problem.in_file(self.file, rule, message, line))

    def read_front_matter(self) -> frozenset[Rule]:
        """Add the recap, and return the rules that the document ignores."""

        def report(rule: Rule, message: str, key: str) -> None:
            self.find(rule, message, line_of_key(self.text, key))

        given = FrontMatter(self.metadata, report)
        held, page_tags = self.document, self.document.page_tags
        if held.talks or held.conferences:
            given.report(self.wrong)
            recap = recap_of(self.docname, self.docname, given)
            tags = tuple(dict.fromkeys((*recap.tags, *page_tags)))
            held.recap = replace(recap, tags=tags)
        elif self.site.tag_documents:
            given.report(self.wrong)
            tags = tuple(dict.fromkeys((*given.tags, *page_tags)))
            if tags and (self.site.drafts or not given.draft):
                held.tagged = TaggedDocument(
                    docname=self.docname, title=self.docname, tags=tags
                )
        elif page_tags and not self.site.untold:
            self.find(Rule.CONFIG, UNTAGGED, min(page_tags.values()))
        if given.draft and self.in_draft:
            report(Rule.DRAFT, published(self.file.relative_to(self.folder)), "draft")
            tags = FrontMatter(self.metadata, lambda *_: None).tags
            held.drafts.update(mark("tag", tag) for tag in (*tags, *page_tags))
        return ignored_rules(self.metadata, report)

    def read_blocks(self, around: Around) -> Around:
        """Add the contents of our blocks, in the order of the text.

        Return the surroundings of what comes after.
        """
        scopes = [Scope(end=len(self.lines) + 2, around=around)]
        for block in self._shown():
            while scopes[-1].end <= block.line:
                scopes.pop()
            if self._is_left_out(block.line):
                continue
            if block.name in READERS:
                self._read(with_words(block), scopes)
            else:
                self._include(block, scopes[-1])
        self._read_addresses(everywhere=bool(around.talk))
        self.roles = [
            (file, role)
            for file, role in self.roles
            if file != self.file or not self._is_left_out(role.line)
        ]
        return scopes[0].around

    def _is_left_out(self, line: int) -> bool:
        """Tell whether a line is in a draft that a build leaves out."""
        return any(block.line <= line < block.end for block in self.left_out)

    def _read_addresses(self, *, everywhere: bool) -> None:
        """Report addresses in notes that lead to nothing."""
        for found in addresses_in_notes(self.source, self.lines, everywhere=everywhere):
            message = address_from_root(found.url)
            if self._is_left_out(found.line):
                continue
            if message and not (found.by_path and self._is_here(found.url)):
                self.find(Rule.LINK, message, found.line)

    def _is_here(self, url: str) -> bool:
        """Tell whether an address may be of a document or a file of the project."""
        path = url.partition("#")[0]
        if url.startswith("//"):
            return False
        files = (self.find_file(path + suffix) for suffix in ("", *self.site.suffixes))
        return any(files) or path[1:].startswith(self.site.folders)

    def _include(self, block: Block, scope: Scope) -> None:
        """Add the contents of a file as a part of the document."""
        found = included(block, self.folder, self.base)
        if not found or found.file in self.files or len(self.files) > MAX_DEPTH:
            return
        reader = _Reader(found.file, found.text, self.docname, found.dialect, self.site)
        reader.base, reader.files = self.base, (*self.files, found.file)
        reader.document, reader.problems = self.document, self.problems
        reader.in_draft = self.in_draft
        scope.around = reader.read_blocks(scope.around)
        self.roles += reader.roles
        values = metadata_of(found.whole, found.dialect).values
        self.ignored |= reader.ignored
        self.ignored[found.file] = ignored_rules(values, lambda *_: None)

    def _read(self, block: Block, scopes: list[Scope]) -> None:
        """Add the contents of a block, and the scope that it opens."""
        scope = scopes[-1]
        read = read_block(block, scope.around, self, self._report_in(block))
        if isinstance(read, Conference):
            scope.around = replace(scope.around, conference=read.key)
        if not self._leave_out(block, read, scope.around):
            self._add(read, block, scopes)

    def _add(self, read: ReadBlock, block: Block, scopes: list[Scope]) -> None:
        scope = scopes[-1]
        match read:
            case Talk() as talk:
                record = self._record(talk, block)
                self.document.talks.append(record)
                around = talk.parent if talk.is_break else record.node_id
                facts = {"conference": talk.conference, "talk": around}
                scopes.append(scope.within(block, **facts, abstract=False))
            case Abstract():
                # Of the talk, not only of what is below.
                scope.around = replace(scope.around, abstract=True)
                scopes.append(scope.within(block))
            case None:
                scopes.append(scope.within(block))
            case Conference() as conference:
                self.document.conferences.append(self._record(conference, block))
                if not block.options.get("start", "").strip():
                    message = (
                        f"{conference.name} has no dates; write :start:, and :end: if "
                        "it is longer"
                    )
                    self.find(Rule.UNDATED, message, block.line)
            case ListQuery() | ScheduleQuery() as query:
                place = Place.of(self.docname, self._below, block.line)
                self.document.queries.append((query, place))
            case Quoting() as quoting:
                self.document.posts += self._posts(quoting, block, scope.around)
            case GivenTags() as given:
                for tag in given.tags:
                    self.document.page_tags.setdefault(tag, block.line)

    def _leave_out(self, block: Block, read: ReadBlock, around: Around) -> bool:
        """Note a draft that a build leaves out, and tell whether it is one."""
        if self.site.drafts or not (self.in_draft or is_draft(block.options)):
            return False
        match read:
            case Talk() | Conference() as fact:
                self.document.drafts.update(marks_of(fact))
            case Quoting() as quoting:
                for quote in quoting.quotes:
                    quotation = quotation_of(quote, quoting.name, around)
                    self.document.drafts.update(marks_of(quotation))
            case _:
                return False
        self.left_out.append(block)
        return True

    def _posts(
        self, quoting: Quoting, block: Block, around: Around
    ) -> Iterator[Record[Quotation]]:
        """Yield the posts of a block; a thread with a name is one, too."""
        in_thread = quoting.quotes if block.name.endswith("thread") else ()
        if quoting.name or not in_thread:
            quotation = quotation_of(quoting.quotes[0], quoting.name, around)
            yield self._record(quotation, block)
        for quote in in_thread:
            yield self._record(quotation_of(quote, "", around), block)

    def _shown(self) -> Iterator[Block]:
        """Yield the blocks that are read; report blocks that are shown as text."""
        shown_as_text: list[tuple[int, int]] = []
        for block in self.source.blocks:
            if block.dialect is Dialect.MYST and self._is_unread(block):
                shown_as_text.append((block.line, block.line + 1))
            else:
                yield block
        shown_as_text += ((prose.line, prose.end) for prose in self.source.paragraphs)
        for line, end in sorted(shown_as_text):
            if found := fence_as_text(self.lines[line - 1 : end - 1], READERS):
                index, message = found
                self.find(Rule.FENCE, message, line + index)
                return

    def _is_unread(self, block: Block) -> bool:
        """Tell whether a block is in fences of colons that are not read."""
        if self.site.fences:
            return False
        opening = self.lines[block.line - 1].lstrip(" >-*+0123456789.\t")
        return any(":" in mark for mark in block.fences) or opening.startswith(":")

    def _report_in(self, block: Block) -> BlockReport:
        """Return a function that reports problems in a block."""

        def report(rule: Rule, message: str, place: str | int) -> None:
            line = block.line
            if isinstance(place, int):
                line = block.body_line + place
            elif place:
                line += block.head.lines.get(place, 0)
            self.find(rule, message, line)

        return report

    def _record(self, fact: Fact, block: Block) -> Record[Fact]:
        return Record(
            fact=fact,
            docname=self.docname,
            # Lines of included files may have the same numbers.
            node_id=f"line-{block.line}-{len(self.document.talks)}",
            line=block.line,
            file=self._below,
        )

    @property
    def _below(self) -> str:
        """The path of an included file from the source directory."""
        path = os.path.relpath(self.file, self.folder) if self.files[1:] else ""
        return path.replace(os.sep, "/")

    # The facts about the site that a block needs.

    def find_file(self, url: str) -> str | None:
        """Return the path of a file of the project, below its source directory."""
        return Files(folder=self.folder, base=self.base).find_file(url)

    find_image = find_file

    def depend_on(self, path: str) -> None:
        """Nothing is read again."""
