"""From the blocks that quote posts to quotes and facts.

Facts about a post come from the block itself, from its snapshot, and from its address,
in this order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from ..model.blocks import Around, Written
from ..model.errors import FieldError, SnapshotError
from ..model.posts import Account, Post, Reference
from ..model.rules import BlockReport, Rule
from ..model.talks import Quotation, day_of
from ..parsing import blocks
from ..parsing.blocks import check_start, options_of
from ..parsing.facts import Options, choice
from ..parsing.fields import parse_address, parse_day, parse_language
from ..text.keys import key_of, normalized
from .payload import language_of
from .platforms import is_embed, links_of, read_embed
from .quoting import (
    Choices,
    IfDeleted,
    Quote,
    completed,
    described,
    excerpt_of,
    hashtags_of,
    merged,
    one_line,
    parse_author,
    parse_descriptions,
    quote_of,
)
from .reference import (
    address_of,
    find_reference,
    lies_at_platform,
    parse_reference,
)
from .segments import segments_of
from .store import Store

THREAD_OPTIONS = ("media", "quoted", "live", "if-deleted", "class", "name", "align")
POST_OPTIONS = ("author", "date", "lang", "alt", "conversation", *THREAD_OPTIONS)

_LETTER = re.compile("[a-z]")
_OURS = re.compile("[^a-z]*cr[^a-z0-9]+[a-z0-9]")
_AS_C_AND_R = str.maketrans("\u0188\u023c\u024d", "ccr")


class Align(StrEnum):
    """The place of a post in the width of the page."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Site(blocks.Site, Protocol):
    """The facts about a site that a block needs, also a block that quotes posts."""

    @property
    def folder(self) -> Path:
        """The source directory."""

    @property
    def store(self) -> Store:
        """The snapshots, below the source directory."""

    @property
    def if_deleted(self) -> IfDeleted:
        """How a deleted post is shown if its block does not decide."""

    def depend_on(self, path: str) -> None:
        """Register a shown file, as a path from the source directory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """The posts of a block, and their layout on the page."""

    quotes: tuple[Quote, ...]
    name: str
    """The key that its author gave the block."""
    classes: str
    """As they are written."""
    align: Align | None


def parse_classes(text: str) -> str:
    """Read classes. A name without a letter cannot be a class in html.

    With our own prefix, one could be taken for a part of a page.
    """
    for name in text.split():
        # docutils makes these letters of it.
        letters = normalized("NFKD", name.lower().translate(_AS_C_AND_R))
        plain = letters.encode("ascii", "ignore").decode()
        if not _LETTER.search(plain):
            raise FieldError(f'cannot make "{name}" into a class name')
        if _OURS.match(plain):
            raise FieldError(f'"{name}" may be one of ours; write one without "cr-"')
    return text


def read_post(
    block: Written, around: Around, site: Site, report: BlockReport
) -> Quoting | None:
    """Read a post; ``None`` if the block says nothing about one."""
    options = options_of(block, POST_OPTIONS, report)
    check_start(block, POST_OPTIONS, "post's text", report)
    argument = _one_word(options, block.argument)
    written = _written(options, argument, block.body)
    reference = written.reference
    snapshot = _stored(site, report, reference) if reference else None
    quote = quote_of(
        _described(options, merged(written, snapshot), snapshot),
        url="" if reference else _other_address(options, argument),
        day=options.value("date", parse_day, None, Rule.DATE),
        choices=_choices(options, site.if_deleted),
    )
    return None if quote.is_empty else _quoting([quote], options)


def read_thread(
    block: Written, around: Around, site: Site, report: BlockReport
) -> Quoting | None:
    """Read a thread: the address of a post on each line; ``None`` without posts."""
    options = options_of(block, THREAD_OPTIONS, report)
    choices = _choices(options, site.if_deleted)

    def refuse(number: int, message: str) -> None:
        # The argument goes before the first line of the body.
        report(Rule.POST, message, number - 1 if number else "")

    quotes = []
    for reference in _references((block.argument, *block.body), refuse):
        post = _stored(site, report, reference) or Post(reference=reference)
        quotes.append(quote_of(post, choices=choices))
    if not quotes:
        message = "the thread has no posts; write the address of one on each line"
        report(Rule.POST, message, "")
        return None
    return _quoting(quotes, options)


def _quoting(quotes: list[Quote], options: Options) -> Quoting:
    name = options.text("name")
    return Quoting(
        quotes=tuple(quotes),
        name=key_of(name) if name else "",
        classes=options.value("class", parse_classes, ""),
        align=options.value("align", choice(Align), None),
    )


def _stored(site: Site, report: BlockReport, reference: Reference) -> Post | None:
    """Return the snapshot of a post, ``None`` if there is none that can be used."""
    path = site.store.path_of(reference).relative_to(site.folder).as_posix()
    site.depend_on(path)
    try:
        return site.store.read(reference)
    except SnapshotError as error:
        message = f"{path}: {error}; the post is shown from what is known without"
        report(Rule.SNAPSHOT, message, "")
        return None


def quotation_of(quote: Quote, name: str, around: Around) -> Quotation:
    """Return the facts about a quote. *name* is the key that its author gave it."""
    post = quote.post
    shown = () if quote.is_withheld else post.segments
    return Quotation(
        address=address_of(quote.url),
        name=name,
        platform=post.reference.platform if post.reference else None,
        site=quote.site,
        author=one_line(post.author.name),
        handle=one_line(post.author.handle),
        day=day_of(quote.when),
        language=language_of(post.lang),
        tags=hashtags_of(shown),
        # A warning is before the text, as on the platform.
        excerpt="" if post.warning else excerpt_of(shown),
        conference=around.conference,
        talk=around.talk,
        hidden=quote.is_hidden,
    )


def _choices(options: Options, if_deleted: IfDeleted) -> Choices:
    defaults: dict[str, StrEnum] = asdict(Choices(if_deleted=if_deleted))
    chosen: dict[str, Any] = {
        name: options.value(name.replace("_", "-"), choice(type(default)), default)
        for name, default in defaults.items()
    }
    return Choices(**chosen)


def _written(options: Options, argument: str, body: Iterable[str]) -> Post:
    reference = find_reference(argument)
    post = _body(options, "\n".join(body).strip(), reference)
    if argument and post.reference and not _is_same(reference, post.reference):
        message = (
            f"the embed code is that of {post.reference.url}, which is shown, and not "
            f"of {argument}; correct one, or leave out the address"
        )
        options.report(Rule.POST, message, "")
        reference = None
    author = options.value("author", parse_author, Account())
    return replace(
        post,
        reference=reference or post.reference,
        author=completed(author, post.author),
        lang=options.value("lang", parse_language, post.lang),
    )


def _one_word(options: Options, argument: str) -> str:
    """Return the address, and report any text after it."""
    address, _, more = argument.partition(" ")
    if more:
        message = (
            f"{more!r} comes after the address and is left out; put an empty line "
            "before the post's text"
        )
        options.report(Rule.POST, message, "")
    return address


def _is_same(first: Reference | None, second: Reference) -> bool:
    # An account of Bluesky has a handle and a DID, so only ids are compared.
    ids = second.platform, second.id
    return first is not None and (first.platform, first.id) == ids


def _body(options: Options, body: str, reference: Reference | None) -> Post:
    if not is_embed(body):
        links = links_of(reference) if reference else None
        return Post(segments=segments_of(body, links))
    try:
        post, message = read_embed(body)
    except FieldError as error:
        post, message = Post(), f"the body is not embed code: {error}"
    if message:
        options.report(Rule.POST, message, "")
    return post


def _other_address(options: Options, argument: str) -> str:
    """Return the address of a post on a platform without an adapter."""
    if not argument:
        message = "the post has no address; write it after the directive's name"
        options.report(Rule.LINK, message, "")
        return ""
    if lies_at_platform(argument):
        options.report(Rule.POST, _fault(argument), "")
    try:
        return parse_address(argument)
    except FieldError as error:
        options.report(Rule.LINK, f"the post's address: {error}", "")
        return ""


def _described(options: Options, post: Post, stored: Post | None) -> Post:
    alts = options.value("alt", parse_descriptions, ())
    if stored and len(alts) > len(post.media):
        message = (
            f"alt: {len(alts)} descriptions for {len(post.media)} images; write "
            "one on a line, or semicolons between"
        )
        options.report(Rule.OPTION, message, "alt")
    return replace(post, media=described(post.media, alts))


def _references(
    lines: Iterable[str], refuse: Callable[[int, str], None]
) -> Iterator[Reference]:
    for index, line in enumerate(lines):
        words = line.split()
        addresses = [word for word in words if word not in {"-", "*"}]
        try:
            references = [parse_reference(word) for word in addresses]
        except FieldError:
            refuse(index, _fault(" ".join(addresses)))
            continue
        if addresses != words:
            refuse(index, f"{line.strip()!r}: a thread is not a list; remove the dash")
        elif len(words) > 1:
            message = (
                f"{line.strip()!r} has several addresses; write one on a line, and "
                "an empty line before the first"
            )
            refuse(index, message)
        yield from references


def _fault(text: str) -> str:
    """Return the problem with a text that is not the address of a post."""
    try:
        parse_reference(text)
    except FieldError as error:
        return str(error)
    return ""
