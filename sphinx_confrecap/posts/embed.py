"""The code that platforms offer for pasting into a page, read as data.

Formats: for X, https://developer.x.com (embedded posts) and what it gave out since
2012; for Mastodon, ``app/views/statuses`` and ``app/javascript/entrypoints/embed.tsx``
of its source; for Bluesky, ``bskyembed/`` of https://github.com/bluesky-social.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from ..model.errors import FieldError
from ..model.posts import Account, Platform, Post, Reference
from .markup import (
    Attributes,
    MarkupReader,
    Run,
    read_markup,
    segments_of_runs,
    trimmed,
)
from .payload import language_of
from .reference import date_of, parse_reference
from .segments import mention_url

_CLASSES = {
    "twitter-tweet": Platform.X,
    "twitter-video": Platform.X,
    "mastodon-embed": Platform.MASTODON,
    "bluesky-embed": Platform.BLUESKY,
}
_STARTS = re.compile(
    rf"<(?:blockquote|iframe)\s[^>]*\b(?:{'|'.join(_CLASSES)})\b", re.IGNORECASE
)

_BY = r"(?P<name>[^\n]*?)\s*\(\s*@(?P<handle>[\w.-]+)\s*\)\s*\Z"
# "— Name (@handle)": a line of its own, else what follows the last dash.
_SIGNATURES = (
    re.compile(rf"\n\s*(?:[—–-]{{1,2}}\s*)?{_BY}"),
    re.compile(rf"\s*—\s*{_BY.replace('[^', '[^—')}"),
)
# What Mastodon shows where its script does not run.
_POST_BY = re.compile(r"@(?P<user>[\w.-]+)@(?P<host>[\w.-]+)", re.ASCII)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DATE = re.compile(r"(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2}), (?P<year>\d{4})\b")


def is_embed(text: str) -> bool:
    """Tell whether *text* is meant as embed code."""
    return text.lstrip().startswith("<") and bool(_STARTS.search(text))


def post_of_embed(html: str) -> Post:
    """Read a pasted post of X, Mastodon or Bluesky.

    Raises :class:`FieldError` for what holds none.
    """
    reader = _EmbedReader()
    read_markup(reader, html)
    if reader.platform is None:
        raise FieldError(
            "the embed code holds no post of X, Mastodon or Bluesky; copy it again"
        )
    runs = reader.runs()
    if reader.platform is Platform.MASTODON:
        return _of_mastodon(reader, runs)
    return _of_quotation(reader, runs, reader.platform)


class _EmbedReader(MarkupReader):
    """Reads the first element that is an embedded post, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.platform: Platform | None = None
        self.addresses: list[str] = []
        self.links: list[str] = []
        self._tag = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self._depth:
            self._depth += tag == self._tag
            super().handle_starttag(tag, attrs)
            if tag == "a":
                self.links += [
                    value for name, value in attrs if name == "href" and value
                ]
        elif self.platform is None and tag in {"blockquote", "iframe"}:
            self._enter(tag, {name: value or "" for name, value in attrs})

    def _enter(self, tag: str, given: dict[str, str]) -> None:
        classes = given.get("class", "").lower().split()
        self.platform = next(
            (platform for name, platform in _CLASSES.items() if name in classes), None
        )
        if self.platform is None:
            return
        self._tag, self._depth = tag, 1
        # Where the two other platforms name the post.
        names = ("data-bluesky-uri", "data-embed-url", "src")
        self.addresses = [given[name] for name in names if name in given]

    def handle_endtag(self, tag: str) -> None:
        if self._depth:
            self._depth -= tag == self._tag
        if self._depth:
            super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._depth:
            super().handle_data(data)


def _of_mastodon(reader: _EmbedReader, runs: Sequence[Run]) -> Post:
    """Read Mastodon's code, which names the post and holds none of its text."""
    addresses = (*reader.addresses, *(run.url for run in runs))
    references = (_reference(address, Platform.MASTODON) for address in addresses)
    reference = next(filter(None, references), None)
    if reference is None:
        raise FieldError("the embed code names no post; copy it again")
    user, _, host = reference.user.partition("@")
    host = host or reference.authority
    if match := _POST_BY.search(" ".join(run.text for run in runs)):
        user, host = match["user"], match["host"]
    url = mention_url(user, Platform.MASTODON, host) if user else ""
    return Post(
        reference=reference,
        author=Account(handle=f"{user}@{host}" if user else "", url=url),
        created_at=date_of(reference),
    )


def _of_quotation(
    reader: _EmbedReader, runs: Sequence[Run], platform: Platform
) -> Post:
    """Read X's and Bluesky's code: text, signature, and a link with the date."""
    place, reference = _permalink(runs, platform)
    body, author = _without_signature(runs[:place], platform)
    # Code may hold a link without a text, for the platform's script to fill in.
    for address in reader.addresses or (reader.links if not runs else ()):
        reference = _reference(address, platform) or reference
    if not runs and reference is None:
        raise FieldError("the embed code holds no text and names no post")
    if reference and reference.user and not author.handle:
        author = Account(
            handle=reference.user, url=mention_url(reference.user, platform)
        )
    shown_date = runs[place].text if place < len(runs) else ""
    return Post(
        reference=reference,
        author=author,
        created_at=(reference and date_of(reference)) or _date(shown_date),
        lang=language_of(reader.lang),
        segments=tuple(segments_of_runs(trimmed(body), platform)),
    )


def _permalink(runs: Sequence[Run], platform: Platform) -> tuple[int, Reference | None]:
    """Return the place of the last link to a post; the end if there is none."""
    for place in reversed(range(len(runs))):
        if reference := _reference(runs[place].url, platform):
            return place, reference
    return len(runs), None


def _reference(address: str, platform: Platform) -> Reference | None:
    with suppress(FieldError):
        reference = parse_reference(address)
        return reference if reference.platform is platform else None
    return None


def _without_signature(
    runs: Sequence[Run], platform: Platform
) -> tuple[Sequence[Run], Account]:
    text = "".join(run.text for run in runs)
    for pattern in _SIGNATURES:
        if match := pattern.search(text):
            handle = match["handle"]
            url = mention_url(handle, platform)
            author = Account(name=match["name"].strip(), handle=handle, url=url)
            return _cut(runs, match.start()), author
    return runs, Account()


def _cut(runs: Sequence[Run], length: int) -> Sequence[Run]:
    """Return the runs that make up the first *length* characters."""
    found = []
    for run in runs:
        found.append(replace(run, text=run.text[:length]))
        length -= len(found[-1].text)
    return found


def _date(text: str) -> datetime | None:
    """Read ``December 4, 2018``, as X writes the dates of embedded posts."""
    match = _DATE.search(text)
    if not match or match["month"] not in _MONTHS:
        return None
    month = _MONTHS.index(match["month"]) + 1
    with suppress(ValueError):
        return datetime(int(match["year"]), month, int(match["day"]), tzinfo=UTC)
    return None
