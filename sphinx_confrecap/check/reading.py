"""Reads one document as a build would: into records, and what is wrong in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from ..catalogue.catalogue import Document
from ..model.errors import SnapshotError
from ..model.posts import Post, Reference
from ..model.queries import QUERIES, Query
from ..model.rules import Rule
from ..model.talks import Fact, Record, TaggedDocument
from ..parsing.facts import (
    CONFERENCE_OPTIONS,
    PAGE_TAGS_OPTIONS,
    TALK_OPTIONS,
    Options,
    conference_of,
    list_options,
    page_tags_of,
    query_of,
    talk_of,
)
from ..parsing.fields import parse_flag
from ..parsing.front_matter import (
    FrontMatter,
    ignored_rules,
    line_of_key,
    metadata_of,
    recap_of,
)
from ..parsing.registry import Registries
from ..parsing.slips import (
    fence_as_text,
    line_of_option,
    option_in_body,
    unclosed_fence,
)
from ..posts.quotations import (
    POST_OPTIONS,
    THREAD_OPTIONS,
    Stored,
    align_of,
    name_of,
    post_of,
    quotation_of,
    thread_of,
)
from ..posts.quoting import IfDeleted, Quote
from ..posts.store import Store
from ..source.blocks import Block, Dialect, Source, split_lines
from ..source.scan import scan
from ..source.words import Role, plain, roles_in
from ..text.files import is_file_in

POSTS = ("tweet", "post")
FACTS = {"tag-facts": "tag", "speaker-facts": "speaker"}
NAMES = frozenset(
    {"conference", "talk", "thread", "page-tags", *QUERIES, *POSTS, *FACTS}
)


class Finding(NamedTuple):
    """Something that is wrong, and where; *line* counts from 1."""

    file: Path
    line: int
    rule: Rule
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the reading of a document has to know of its site.

    *fences* tells whether fences of colons are read, *deleted* what stands for posts
    that are gone, *declared* what the site says of its tags and speakers.
    """

    folder: Path
    store: Store
    fences: bool = True
    deleted: IfDeleted = IfDeleted.NOTICE
    declared: Registries = field(default_factory=Registries)
    tag_documents: bool = False
    drafts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a document holds, and what is wrong in it."""

    file: Path
    document: Document
    roles: tuple[Role, ...]
    ignored: frozenset[Rule]
    findings: tuple[Finding, ...]


def read(file: Path, text: str, docname: str, dialect: Dialect, site: Site) -> Read:
    """Read a document of a site. Never raises, whatever the text is."""
    reader = _Reader(file, text, docname, dialect, site)
    reader.read_blocks()
    return Read(
        file=file,
        document=reader.document,
        roles=tuple(roles_in(reader.source, reader.lines, dialect)),
        ignored=reader.read_front_matter(),
        findings=tuple(reader.findings),
    )


class _Reader:
    """Gathers what one document holds."""

    def __init__(
        self, file: Path, text: str, docname: str, dialect: Dialect, site: Site
    ) -> None:
        self.file, self.docname, self.site = file, docname, site
        self.text, self.lines = text, split_lines(text)
        self.source: Source = scan(text, dialect)
        self.document = Document()
        self.findings: list[Finding] = []

    def find(self, rule: Rule, message: str, line: int) -> None:
        self.findings.append(Finding(self.file, line, rule, message))

    def read_front_matter(self) -> frozenset[Rule]:
        """Note the recap, and return the rules that the document does without."""

        def report(rule: Rule, message: str, key: str) -> None:
            self.find(rule, message, line_of_key(self.text, key))

        metadata = metadata_of(self.text)
        given = FrontMatter(metadata, report)
        held, page_tags = self.document, self.document.page_tags
        if held.talks or held.conferences:
            recap = recap_of(self.docname, self.docname, given)
            tags = tuple(dict.fromkeys((*recap.tags, *page_tags)))
            held.recap = replace(recap, tags=tags)
        elif self.site.tag_documents:
            tags = tuple(dict.fromkeys((*given.names("tags"), *page_tags)))
            if tags and (self.site.drafts or not given.draft):
                held.tagged = TaggedDocument(
                    docname=self.docname, title=self.docname, tags=tags
                )
        return ignored_rules(metadata, report)

    def read_blocks(self) -> None:
        """Note what the blocks of ours hold, in the order of the text."""
        around = [_Around(end=len(self.lines) + 2)]
        for block in self._shown():
            while around[-1].end <= block.line:
                around.pop()
            name = block.name.removeprefix("conf:")
            if name == "talk":
                self._talk(block, around)
            elif name == "conference":
                self._conference(block, around[-1])
            elif name in QUERIES:
                self._list(block, QUERIES[name], around[-1])
            elif name in POSTS:
                self._post(block, around[-1])
            elif name == "thread":
                self._thread(block, around[-1])
            elif name in FACTS:
                self._facts(block, FACTS[name])
            elif name == "page-tags":
                self._page_tags(block)

    def _shown(self) -> Iterator[Block]:
        """Yield the blocks that are read as such; say which is shown as text."""
        shown_as_text: list[tuple[int, int]] = []
        for block in self.source.blocks:
            if block.dialect is Dialect.MYST and self._is_unread(block):
                shown_as_text.append((block.line, block.line + 1))
            else:
                yield block
        shown_as_text += ((prose.line, prose.end) for prose in self.source.prose)
        for line, end in sorted(shown_as_text):
            if found := fence_as_text(self.lines[line - 1 : end - 1], NAMES):
                index, message = found
                self.find(Rule.FENCE, message, line + index)
                return

    def _is_unread(self, block: Block) -> bool:
        """Tell whether a block stands in fences of colons that nobody reads."""
        if self.site.fences:
            return False
        opening = self.lines[block.line - 1].lstrip(" >-*+0123456789.\t")
        return any(":" in mark for mark in block.fences) or opening.startswith(":")

    def _options(self, block: Block, known: tuple[str, ...]) -> Options:
        lines = self.lines[block.line - 1 : block.end - 1]

        def report(rule: Rule, message: str, option: str) -> None:
            place = line_of_option(lines, option) if option else None
            self.find(rule, message, block.line + (place or 0))

        options = Options(block.options, report)
        options.check(block.name, known)
        return options

    def _slips(self, block: Block, known: tuple[str, ...]) -> None:
        if block.dialect is Dialect.MYST and (
            found := unclosed_fence(block.body, block.name)
        ):
            index, message = found
            self.find(Rule.FENCE, message, block.body_line + index)
        self._start(block, known, "notes")

    def _start(self, block: Block, known: tuple[str, ...], body: str) -> None:
        if found := option_in_body(block.body, known, body):
            index, message = found
            in_rest = block.dialect is Dialect.REST
            line = block.line if in_rest else block.body_line + index
            self.find(Rule.OPTION, message, line)

    def _conference(self, block: Block, here: _Around) -> None:
        options = self._options(block, CONFERENCE_OPTIONS)
        self._slips(block, CONFERENCE_OPTIONS)
        name = " ".join(block.argument.split())
        if not name:
            message = "the conference has no name; write it after the directive's name"
            self.find(Rule.TITLE, message, block.line)
            return
        fact = conference_of(options, name)
        if not block.options.get("start", "").strip():
            message = f"{name} has no dates; write :start:, and :end: if it is longer"
            self.find(Rule.UNDATED, message, block.line)
        self.document.conferences.append(self._record(fact, block))
        here.conference = fact.key

    def _talk(self, block: Block, around: list[_Around]) -> None:
        options = self._options(block, TALK_OPTIONS)
        self._slips(block, TALK_OPTIONS)
        title = plain(" ".join(block.argument.split()), block.dialect).strip()
        if not title:
            message = "the talk has no title; write it after the directive's name"
            self.find(Rule.TITLE, message, block.line)
            return
        talk = talk_of(options, title, self._find_file, self._find_file)
        here = around[-1]
        talk = replace(
            talk,
            conference=talk.conference or here.conference,
            parent=here.talk,
            has_notes=any(line.strip() for line in block.body),
        )
        self.document.talks.append(self._record(talk, block))
        inside = _Around(end=block.end, conference=talk.conference, talk=talk.slug)
        around.append(inside)

    def _page_tags(self, block: Block) -> None:
        options = self._options(block, PAGE_TAGS_OPTIONS)
        tags = page_tags_of(options, [block.argument, *block.body])
        options.value("hidden", parse_flag, False)
        for tag in tags:
            self.document.page_tags.setdefault(tag, block.line)

    def _list(self, block: Block, kind: type[Query], here: _Around) -> None:
        options = self._options(block, list_options(kind))
        argument = " ".join(block.argument.split())
        if query := query_of(options, kind, argument or here.conference):
            self.document.queries.append((query, block.line))

    def _post(self, block: Block, here: _Around) -> None:
        options = self._options(block, POST_OPTIONS)
        self._start(block, POST_OPTIONS, "post's text")
        argument = " ".join(block.argument.split())
        stored = self._stored(block)
        quote = post_of(options, argument, block.body, stored, self.site.deleted)
        align_of(options)
        if not quote.is_empty:
            self._note_post(quote, name_of(options), block, here)

    def _thread(self, block: Block, here: _Around) -> None:
        options = self._options(block, THREAD_OPTIONS)
        lines = (" ".join(block.argument.split()), *block.body)
        stored = self._stored(block)

        def refuse(number: int, message: str) -> None:
            line = block.body_line + number - 1 if number else block.line
            self.find(Rule.POST, message, line)

        quotes = thread_of(options, lines, stored, self.site.deleted, refuse)
        if not quotes:
            return
        if name := name_of(options):
            self._note_post(quotes[0], name, block, here)
        for quote in quotes:
            self._note_post(quote, "", block, here)
        align_of(options)

    def _facts(self, block: Block, objtype: str) -> None:
        self._options(block, ())
        asked = " ".join(block.argument.split()), self.docname
        tags, speakers = self.site.declared.tags, self.site.declared.speakers
        registry = speakers if objtype == "speaker" else tags
        if registry.of_block(*asked) is None:
            self.find(Rule.REFERENCE, registry.fault(objtype, *asked), block.line)

    def _note_post(self, quote: Quote, name: str, block: Block, here: _Around) -> None:
        fact = quotation_of(quote, name)
        fact = replace(fact, conference=here.conference, talk=here.talk)
        self.document.posts.append(self._record(fact, block))

    def _stored(self, block: Block) -> Stored:
        """Return a function that reads snapshots for a block."""

        def stored(reference: Reference) -> Post | None:
            try:
                return self.site.store.read(reference)
            except SnapshotError as error:
                path = self.site.store.path_of(reference).relative_to(self.site.folder)
                message = (
                    f"{path.as_posix()}: {error}; the post is shown from what is known "
                    "without"
                )
                self.find(Rule.SNAPSHOT, message, block.line)
                return None

        return stored

    def _record(self, fact: Fact, block: Block) -> Record[Fact]:
        place = f"line-{block.line}"
        return Record(fact=fact, docname=self.docname, node_id=place, line=block.line)

    def _find_file(self, url: str) -> str | None:
        """Return the path of a file of the project, below its source directory."""
        base = self.site.folder if url.startswith("/") else self.file.parent
        path = Path(os.path.normpath(base / url.lstrip("/")))
        if is_file_in(self.site.folder, path) and path.is_relative_to(self.site.folder):
            return path.relative_to(self.site.folder).as_posix()
        return None


@dataclass(slots=True)
class _Around:
    """What is around a block: up to which line, and what it gives a talk."""

    end: int
    conference: str = ""
    talk: str = ""
