"""The code that platforms offer for pasting into a page, read as data."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from ..model.errors import FieldError
from ..model.posts import Account, Post, Reference
from .address import ReferenceAt, reference_in
from .markup import (
    MAX_LENGTH,
    Attributes,
    MarkupReader,
    Run,
    read_markup,
    segments_of_runs,
    trimmed,
)
from .payload import language_of
from .segments import Links

_BY = r"(?P<name>[^\n]*?)\s*\(\s*@(?P<handle>[\w.-]+)\s*\)\s*\Z"
_LONGEST = 1000
"""How long a signature may be: some parts of it may begin at each space."""
# "— Name (@handle)": a line of its own, else the text after the last dash.
_SIGNATURES = (
    re.compile(rf"\n\s*(?:[—–-]{{1,2}}\s*)?{_BY}"),
    re.compile(rf"\s*—\s*{_BY.replace('[^', '[^—')}"),
)


class Embed(MarkupReader):
    """The first element of *html* with one of *classes*; nothing else is read."""

    def __init__(self, html: str, classes: Collection[str]) -> None:
        super().__init__()
        self.css_class = ""
        """The class of its platform; empty if there is no such element."""
        self.attributes: dict[str, str] = {}
        """The attributes of the element."""
        self.links: list[str] = []
        """The addresses in it, with or without a text."""
        self.others: list[str] = []
        """Words outside of the element, comments, and descriptions of images."""
        self._known = classes
        self._tag = ""
        self._depth = 0
        read_markup(self, html)
        comments = html.split("<!--")[1:]
        self.others += (comment.partition("-->")[0] for comment in comments)
        self.others.append(html[MAX_LENGTH:])

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.others.append(given.get("alt") or given.get("src", ""))
        if self._depth:
            self._depth += tag == self._tag
            super().handle_starttag(tag, attrs)
            if tag == "a" and given.get("href"):
                self.links.append(given["href"])
        elif not self.css_class and tag in {"blockquote", "iframe"}:
            classes = given.get("class", "").lower().split()
            self.css_class = next((c for c in classes if c in self._known), "")
            if self.css_class:
                self._tag, self._depth, self.attributes = tag, 1, given

    def handle_endtag(self, tag: str) -> None:
        if self._depth:
            self._depth -= tag == self._tag
        if self._depth:
            super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._depth:
            super().handle_data(data)
        elif not self.cdata_elem:  # a script
            self.others.append(data)


def quotation_in(
    embed: Embed, named: Reference | None, reference_at: ReferenceAt, links: Links
) -> tuple[Post, str]:
    """Read code with a text, a signature, and a link with the date.

    *named* is the post that the code names elsewhere. Return the post without its
    date, and the date as the code shows it. Raises :class:`FieldError` if the code has
    no text and names no post.
    """
    runs = embed.runs()
    place, reference = _permalink(runs, reference_at)
    body, author = _without_signature(runs[:place], links)
    # Code may hold a link without a text, for the platform's script to fill in.
    for address in () if runs else embed.links:
        reference = reference_in(address, reference_at) or reference
    reference = named or reference
    if not runs and reference is None:
        raise FieldError("the embed code has no text and names no post")
    if reference and reference.user and not author.handle:
        author = Account(handle=reference.user, url=links.account_url(reference.user))
    post = Post(
        reference=reference,
        author=author,
        lang=language_of(embed.lang),
        segments=tuple(segments_of_runs(trimmed(body), links)),
    )
    return post, runs[place].text if place < len(runs) else ""


def words_beside(embed: Embed, reference_at: ReferenceAt) -> str:
    """Return the words of *embed* that are not part of the post, on one line."""
    runs = embed.runs()
    place, _reference = _permalink(runs, reference_at)
    after = (run.text for run in runs[place + 1 :])
    return " ".join(" ".join([*after, *embed.others]).split())


def _permalink(
    runs: Sequence[Run], reference_at: ReferenceAt
) -> tuple[int, Reference | None]:
    """Return the place of the last link to a post; the end if there is none."""
    for place in reversed(range(len(runs))):
        if reference := reference_in(runs[place].url, reference_at):
            return place, reference
    return len(runs), None


def _without_signature(
    runs: Sequence[Run], links: Links
) -> tuple[Sequence[Run], Account]:
    text = "".join(run.text for run in runs)
    before = max(0, len(text) - _LONGEST)
    for pattern in _SIGNATURES:
        if match := pattern.search(text, before):
            handle = match["handle"]
            url = links.account_url(handle)
            author = Account(name=match["name"].strip(), handle=handle, url=url)
            return _cut(runs, match.start()), author
    return runs, Account()


def _cut(runs: Sequence[Run], length: int) -> Sequence[Run]:
    """Return the runs of the first *length* characters."""
    found = []
    for run in runs:
        found.append(replace(run, text=run.text[:length]))
        length -= len(found[-1].text)
    return found
