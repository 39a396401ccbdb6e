"""Addresses in html that is copied from one page to another."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser

_ATTRIBUTE = re.compile(r"""(\s([\w-]+)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")
_ADDRESSES = frozenset({"href", "src", "poster", "data", "action", "cite"})
"""Attributes that hold one address."""


def with_addresses(html: str, change: Callable[[str], str]) -> str:
    """Return *html* with each address in its tags changed, and all else as it is.

    *html* may be a part of a page, such as one tag. *change* gets an address without
    character references.
    """
    tags = _Tags(html)
    parts, end = [], 0
    for start, tag in tags.found:
        parts += [html[end:start], _ATTRIBUTE.sub(_changed_by(change), tag)]
        end = start + len(tag)
    return "".join((*parts, html[end:]))


def addresses_in(html: str) -> list[str]:
    """Return the addresses in the tags of *html*."""
    found: list[str] = []

    def note(address: str) -> str:
        found.append(address)
        return address

    with_addresses(html, note)
    return found


def _changed_by(change: Callable[[str], str]) -> Callable[[re.Match[str]], str]:
    def changed(found: re.Match[str]) -> str:
        begin, name, value = found.groups()
        before = unescape(value.strip("\"'"))
        after = change(before) if name.lower() in _ADDRESSES else before
        return found[0] if after == before else f'{begin}"{escape(after)}"'

    return changed


class _Tags(HTMLParser):
    """The start tags of some html, with their places in it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str]] = []
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        text = self.get_starttag_text() or ""
        self.found.append((self._starts[line - 1] + column, text))

    handle_startendtag = handle_starttag
