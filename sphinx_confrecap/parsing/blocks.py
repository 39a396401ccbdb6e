"""From one of our blocks to its facts, for a build and for ``confrecap check``.

Both read blocks here, so that both report the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple, Protocol

from ..model.blocks import Around, Dialect, Written
from ..model.errors import FieldError
from ..model.queries import QUERIES, Query, ScheduleQuery
from ..model.rules import BlockReport, Rule
from ..model.talks import Abstract, Conference, Talk
from .facts import (
    ABSTRACT_OPTIONS,
    CONFERENCE_OPTIONS,
    PAGE_TAGS_OPTIONS,
    TALK_OPTIONS,
    Options,
    abstract_of,
    conference_of,
    list_options,
    page_tags_of,
    query_of,
    talk_of,
)
from .fields import parse_address, parse_flag
from .mistakes import option_in_body, unclosed_fence
from .names import told
from .registry import Registries, SpeakerEntry, TagEntry
from .words import links_in, plain

MAX_DEPTH = 16
"""How many talks may be around a talk; Sphinx can read three times as many."""


class Site(Protocol):
    """The facts about a site that a block needs.

    Both functions take a path as the document has it, and return it below the source
    directory; ``None`` means that there is no such file.
    """

    @property
    def declared(self) -> Registries:
        """The declared tags and speakers."""

    def find_file(self, url: str) -> str | None:
        """Find a file that readers can download from a page."""

    def find_image(self, url: str) -> str | None:
        """Find an image of a page."""


class GivenTags(NamedTuple):
    """The tags of a document, and whether the page shows them there."""

    tags: tuple[str, ...]
    hidden: bool


def options_of(block: Written, known: Collection[str], report: BlockReport) -> Options:
    """Return the usable options of a block."""
    for option, message in block.head.wrong.items():
        report(Rule.OPTION, message, option)
    options = Options(block.options, report, block.head.quoted)
    options.unusable |= block.head.wrong.keys()
    options.check(block.name, known)
    return options


def is_draft(options: Mapping[str, str]) -> bool:
    """Tell whether the *options* of a block make it a draft. Nothing is reported."""
    given = Options(options, lambda *_: None)
    return given.value("draft", parse_flag, False)


def refuse_text(block: Written, report: BlockReport) -> None:
    """Report the body of a block that shows none."""
    if any(line.strip() for line in block.body):
        message = f"the text in the {block.name} block is not shown; move it out"
        report(Rule.OPTION, message, "")


def check_start(
    block: Written, known: Collection[str], body: str, report: BlockReport
) -> None:
    """Report an option in the *body*, which shows it as text."""
    if found := option_in_body(block.body, known, body):
        index, message = found
        in_rest = block.dialect is Dialect.REST
        report(Rule.OPTION, message, "" if in_rest else index)


def _with_markup(
    block: Written,
    around: Around,
    known: Collection[str],
    body: str,
    report: BlockReport,
) -> Options | None:
    """Return the options of a block whose body is markup; ``None`` if it is too deep.

    *body* is the name of the body for readers.
    """
    if around.depth >= MAX_DEPTH:
        if around.depth == MAX_DEPTH:
            message = f"a {block.name} in more than {MAX_DEPTH} others is left out"
            report(Rule.FENCE, message, "")
        return None
    options = options_of(block, known, report)
    in_myst = block.dialect is Dialect.MYST
    if in_myst and (found := unclosed_fence(block.body, block.name)):
        index, message = found
        report(Rule.FENCE, message, index)
    check_start(block, known, body, report)
    return options


def _with_title(
    block: Written,
    around: Around,
    known: Collection[str],
    missing: str,
    report: BlockReport,
) -> Options | None:
    """Return the options of a block with notes; ``None`` without a title."""
    options = _with_markup(block, around, known, "notes", report)
    if options is None or block.argument:
        return options
    report(Rule.TITLE, f"{missing}; write it after the directive's name", "")
    return None


def read_talk(
    block: Written, around: Around, site: Site, report: BlockReport
) -> Talk | None:
    """Read a talk; ``None`` without a title, or too deep in others."""
    options = _with_title(block, around, TALK_OPTIONS, "the talk has no title", report)
    if options is None:
        return None
    talk = talk_of(options, block.argument, site.find_file, site.find_image)
    return replace(
        _linked(talk, block, report),
        conference=talk.conference or around.conference,
        parent=around.talk,
    )


def read_abstract(
    block: Written, around: Around, site: Site, report: BlockReport
) -> Abstract | None:
    """Read the programme's words about a talk; ``None`` without words.

    In a wrong place, or as the second of a talk, they are still shown.
    """
    options = _with_markup(block, around, ABSTRACT_OPTIONS, "abstract", report)
    if options is None:
        return None
    if block.argument:
        message = f"abstract takes only options; put {block.argument!r} below it"
        report(Rule.OPTION, message, "")
    if not any(line.strip() for line in block.body):
        message = "the abstract is empty; write the programme's words in it"
        report(Rule.OPTION, message, "")
        return None
    if not around.talk:
        message = "the abstract is in no talk; move it to the end of its talk block"
        report(Rule.OPTION, message, "")
    elif around.abstract:
        message = "the talk has an abstract already; put all words into one"
        report(Rule.OPTION, message, "")
    return abstract_of(options)


def _linked(talk: Talk, block: Written, report: BlockReport) -> Talk:
    """Make a link in the title the address of the talk, if it has none."""
    wrong = list[str]()
    for url in links_in(block.markup, block.dialect):
        try:
            address = parse_address(url)
        except FieldError:
            wrong.append(f"the link {url!r} in the title is left out")
            continue
        if talk.url not in ("", address):
            wrong.append(
                f"the url is {talk.url!r}, and the title's {url!r} is left out"
            )
        talk = replace(talk, url=talk.url or address)
    if wrong:
        report(Rule.LINK, f"{told(wrong)}; write it in :links:", "")
    return talk


def read_conference(
    block: Written, around: Around, site: Site, report: BlockReport
) -> Conference | None:
    """Read a conference; ``None`` without a name."""
    missing = "the conference has no name"
    options = _with_title(block, around, CONFERENCE_OPTIONS, missing, report)
    if options is None:
        return None
    # Its name is on many pages, and in addresses: it is words, as a title is.
    name = " ".join(plain(block.argument, block.dialect).split())
    return conference_of(options, name or block.argument, site.find_image)


def read_list(
    block: Written, around: Around, site: Site, report: BlockReport
) -> Query | None:
    """Read a list; ``None`` for a schedule without a conference."""
    kind = QUERIES[block.name.removeprefix("conf:")]
    options = options_of(block, list_options(kind), report)
    refuse_text(block, report)
    if block.argument and kind is not ScheduleQuery:
        message = f"{block.name} takes only options; leave {block.argument!r} out"
        report(Rule.OPTION, message, "")
    return query_of(options, kind, block.argument or around.conference)


def read_facts(
    block: Written, around: Around, site: Site, report: BlockReport
) -> TagEntry | SpeakerEntry | None:
    """Return the site's entry for a tag or a speaker, if there is one."""
    options_of(block, (), report)
    refuse_text(block, report)
    objtype = block.name.removeprefix("conf:").removesuffix("-facts")
    registry = site.declared.of_type(objtype)
    # On the author's own page of it, the name may be missing.
    entry = registry.of(block.argument or around.docname.rpartition("/")[2])
    if entry is None:
        message = registry.fault(objtype, block.argument, around.docname)
        report(Rule.REFERENCE, message, "")
    return entry


def read_page_tags(
    block: Written, around: Around, site: Site, report: BlockReport
) -> GivenTags:
    """Read the tags that a document gives itself."""
    options = options_of(block, PAGE_TAGS_OPTIONS, report)
    tags = page_tags_of(options, [block.argument, *block.body])
    return GivenTags(tags, options.value("hidden", parse_flag, False))
