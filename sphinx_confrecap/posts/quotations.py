"""From the blocks that quote posts to quotes and facts.

Facts about a post come from the block itself, from its snapshot, and from its address,
in this order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from unicodedata import normalize

from ..model.blocks import Around
from ..model.errors import FieldError
from ..model.posts import Account, Post, Reference
from ..model.rules import Rule
from ..model.talks import Quotation, day_of
from ..parsing.facts import Options, choice
from ..parsing.fields import parse_address, parse_day, parse_language
from .payload import language_of
from .platforms import is_embed, links_of, post_of_embed
from .quoting import (
    Choices,
    Conversation,
    IfDeleted,
    Live,
    MediaChoice,
    Quote,
    Visibility,
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

POST_OPTIONS = (
    "author",
    "date",
    "lang",
    "alt",
    "media",
    "quoted",
    "conversation",
    "live",
    "if-deleted",
    "class",
    "name",
    "align",
)
THREAD_OPTIONS = ("media", "quoted", "live", "if-deleted", "class", "name", "align")

_LETTER = re.compile("[a-z]", re.ASCII | re.IGNORECASE)

Stored = Callable[[Reference], Post | None]
"""Returns the snapshot of a post, ``None`` if there is none that can be used."""


class Align(StrEnum):
    """The place of a post in the width of the page."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


def parse_classes(text: str) -> str:
    """Read classes. A name without a letter cannot be a class in html."""
    for name in text.split():
        if not _LETTER.search(normalize("NFKD", name)):
            raise FieldError(f'cannot make "{name}" into a class name')
    return text


def post_of(
    options: Options,
    argument: str,
    body: Iterable[str],
    stored: Stored,
    if_deleted: IfDeleted,
) -> Quote:
    """Read the block of one post."""
    argument = _one_word(options, argument)
    written = _written(options, argument, body)
    snapshot = stored(written.reference) if written.reference else None
    return quote_of(
        _described(options, merged(written, snapshot), snapshot),
        url="" if written.reference else _other_address(options, argument),
        day=options.value("date", parse_day, None, Rule.DATE),
        choices=_choices(options, if_deleted),
    )


def thread_of(
    options: Options,
    lines: Iterable[str],
    stored: Stored,
    if_deleted: IfDeleted,
    refuse: Callable[[int, str], None],
) -> list[Quote]:
    """Read the block of a thread: the address of a post on each line.

    *refuse* takes the index of a line that cannot be read, and a message.
    """
    choices = _choices(options, if_deleted)
    quotes = [
        quote_of(stored(reference) or Post(reference=reference), choices=choices)
        for reference in _references(lines, refuse)
    ]
    if not quotes:
        message = "the thread has no posts; write the address of one on each line"
        options.report(Rule.POST, message, "")
    return quotes


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
    return Choices(
        media=options.value("media", choice(MediaChoice), MediaChoice.SHOW),
        quoted=options.value("quoted", choice(Visibility), Visibility.SHOW),
        conversation=options.value(
            "conversation", choice(Conversation), Conversation.NONE
        ),
        live=options.value("live", choice(Live), Live.NEVER),
        if_deleted=options.value("if-deleted", choice(IfDeleted), if_deleted),
    )


def _written(options: Options, argument: str, body: Iterable[str]) -> Post:
    """Return the facts about the post in the block itself."""
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
        author=replace(
            post.author,
            name=author.name or post.author.name,
            handle=author.handle or post.author.handle,
        ),
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
        return post_of_embed(body)
    except FieldError as error:
        options.report(Rule.POST, f"the body is not embed code: {error}", "")
        return Post()


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
