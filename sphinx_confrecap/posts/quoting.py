"""A post as a document shows it, from all known facts.

Snapshots contain texts of strangers. Nothing here trusts them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum

from ..model.errors import FieldError
from ..model.posts import Account, Media, Post, PostStatus, Reference, Segment
from ..model.posts import SegmentKind as Kind
from ..text.urls import host_of
from ..text.values import listed
from .platforms import ADAPTERS
from .segments import text_of


class MediaChoice(StrEnum):
    """How the images of a post are shown."""

    SHOW = "show"
    LINK = "link"
    HIDE = "hide"


class Visibility(StrEnum):
    """Whether something is there."""

    SHOW = "show"
    HIDE = "hide"


class Conversation(StrEnum):
    """How much of the conversation before a post is shown."""

    NONE = "none"
    PARENT = "parent"


class Live(StrEnum):
    """Whether a reader can ask the platform for the post."""

    NEVER = "never"
    CLICK = "click"


class IfDeleted(StrEnum):
    """How a post is shown that its platform no longer shows."""

    NOTICE = "notice"
    KEEP = "keep"
    HIDE = "hide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The author's choices for the display of a post."""

    media: MediaChoice = MediaChoice.SHOW
    quoted: Visibility = Visibility.SHOW
    conversation: Conversation = Conversation.NONE
    live: Live = Live.NEVER
    if_deleted: IfDeleted = IfDeleted.NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A post as a document shows it."""

    post: Post
    url: str = ""
    """The post's address, on any platform."""
    when: date | datetime | None = None
    """A day if only the day is known, else a time in UTC."""
    choices: Choices = Choices()

    @property
    def site(self) -> str:
        """The name of the platform, else the host of the address."""
        reference = self.post.reference
        return ADAPTERS[reference.platform].NAME if reference else host_of(self.url)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known about the post."""
        return self.post == Post() and not (self.url or self.when)

    @property
    def is_gone(self) -> bool:
        """Whether the platform no longer shows the post to the public."""
        return self.post.status in {PostStatus.DELETED, PostStatus.PROTECTED}

    @property
    def is_hidden(self) -> bool:
        """Whether nothing of the post is shown."""
        return self.is_gone and self.choices.if_deleted is IfDeleted.HIDE

    @property
    def is_withheld(self) -> bool:
        """Whether a notice replaces the text of the post."""
        return self.is_gone and self.choices.if_deleted is IfDeleted.NOTICE

    def inner(self, post: Post | None) -> Quote | None:
        """Return the quote of a post in this one, ``None`` if it is not shown."""
        if post is None:
            return None
        quote = quote_of(post, choices=replace(self.choices, live=Live.NEVER))
        return None if quote.is_hidden else quote


def quote_of(
    post: Post,
    *,
    url: str = "",
    day: date | None = None,
    choices: Choices | None = None,
) -> Quote:
    """Return the quote of *post*. Its address supplies missing facts."""
    reference = post.reference
    if reference is None:
        when = post.created_at
    else:
        url = reference.url
        adapter = ADAPTERS[reference.platform]
        when = post.created_at or adapter.date_of(reference)
        author = completed(post.author, adapter.author_of(reference))
        post = replace(post, author=author)
    return Quote(post=post, url=url, when=day or when, choices=choices or Choices())


def merged(written: Post, stored: Post | None) -> Post:
    """Return all known facts about a post. Written facts win over stored ones."""
    if stored is None:
        return written
    return replace(
        stored,
        reference=_readable(written.reference, stored.reference),
        author=completed(written.author, stored.author),
        created_at=written.created_at or stored.created_at,
        lang=written.lang or stored.lang,
        segments=written.segments or stored.segments,
        media=written.media or stored.media,
    )


def _readable(first: Reference | None, second: Reference | None) -> Reference | None:
    """Of two references to a post, return the one that names the author, if any."""
    return first if first and (first.user or second is None) else second or first


def completed(first: Account, second: Account) -> Account:
    """Return *first* with what only *second* has."""
    names = [field.name for field in fields(Account)]
    return Account(**{n: getattr(first, n) or getattr(second, n) for n in names})


_AUTHOR = re.compile(r"(?P<name>.*?)\s*\(@(?P<handle>[^\s()]+)\)\Z", re.DOTALL)


def parse_author(text: str) -> Account:
    """Read ``Name``, ``Name (@handle)`` or ``@handle``."""
    text = " ".join(text.split())
    if match := _AUTHOR.match(text):
        return Account(name=match["name"], handle=match["handle"])
    if text.startswith("@") and " " not in text:
        if text == "@" or not text.isprintable():
            raise FieldError(f"{text!r} is not a handle; write one as @user")
        return Account(handle=text[1:])
    return Account(name=text)


def format_author(author: Account) -> str:
    """Return the text that :func:`parse_author` reads as this name and handle."""
    if not author.handle:
        return author.name
    return f"{author.name} (@{author.handle})" if author.name else f"@{author.handle}"


def parse_descriptions(text: str) -> tuple[str, ...]:
    """Read the descriptions of images: a list, lines, or with semicolons between."""
    text = text.strip()
    parts = text.splitlines() if "\n" in text else text.split(";")
    return tuple(" ".join(part.split()) for part in listed(text) or parts)


def described(media: Sequence[Media], alts: Sequence[str]) -> tuple[Media, ...]:
    """Return *media* with the descriptions of *alts*; an empty one changes nothing."""
    given = (*alts, *[""] * len(media))
    return tuple(
        replace(item, alt=alt or item.alt)
        for item, alt in zip(media, given, strict=False)
    )


# Controls, halves of characters, and marks that reverse the direction of the text after
# them: they could make a link or a name look like another. Marks that only separate
# directions (U+200E, U+200F) stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")


def clean(text: str) -> str:
    """Return *text* without invisible and deceptive characters."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """Return *text* cleaned, on one line."""
    return " ".join(clean(text).split())


Line = tuple[Segment, ...]


def paragraphs_of(segments: Iterable[Segment]) -> list[list[Line]]:
    """Return the lines of a post's text; an empty one begins a paragraph."""
    lines: list[list[Segment]] = [[]]
    for segment in segments:
        if segment.kind is not Kind.TEXT:
            lines[-1].append(replace(segment, text=one_line(segment.text)))
            continue
        first, *others = clean(segment.text).split("\n")
        lines[-1].append(replace(segment, text=first))
        lines += ([replace(segment, text=text)] for text in others)
    paragraphs: list[list[Line]] = [[]]
    for line in lines:
        if any(segment.text.strip() for segment in line):
            paragraphs[-1].append(tuple(line))
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


# Languages that are written from right to left, and scripts in a tag such as "az-Arab".
_FROM_THE_RIGHT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ps", "sd", "ug", "ur", "yi"}
    | {"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}
)


def direction_of(segments: Iterable[Segment], lang: str = "") -> str:
    """Return ``ltr`` or ``rtl``, by the first letter; ``auto`` if there is none.

    Names, tags and addresses do not count: they are mostly in Latin letters, in
    every language.
    """
    text = (s.text for s in segments if s.kind is Kind.TEXT)
    for character in (character for part in text for character in part):
        bidirectional = unicodedata.bidirectional(character)
        if bidirectional == "L":
            return "ltr"
        if bidirectional in {"R", "AL"}:
            return "rtl"
    if _FROM_THE_RIGHT.isdisjoint(lang.lower().split("-")):
        return "auto"
    return "rtl"


EXCERPT = 120
"""How much of a post's text a list shows, in characters."""


def excerpt_of(segments: Iterable[Segment]) -> str:
    """Return the start of a post's text on one line, cut between words."""
    # Far more than is shown: a stranger's text may have any length.
    text = one_line(text_of(segments)[: 20 * EXCERPT])
    if len(text) <= EXCERPT:
        return text
    head = text[:EXCERPT]
    return f"{(head.rpartition(' ')[0] or head).rstrip(' .,;:')}…"


def hashtags_of(segments: Iterable[Segment]) -> tuple[str, ...]:
    """Return the hashtags of a post, without their sign, each once."""
    tags = (s.text.lstrip("#\uff03") for s in segments if s.kind is Kind.TAG)
    return tuple(dict.fromkeys(one_line(tag) for tag in tags if tag))
