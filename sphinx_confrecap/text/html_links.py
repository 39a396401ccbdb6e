"""Addresses in html that is copied from one page to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

# A comment, or a tag; at the end of the text if it has no end.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<name>[a-z][^\s/>]*)"
    r"""(?:=\s*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))|[^>])*+(?:>|\Z)""",
    re.DOTALL | re.IGNORECASE,
)
_WITHOUT_TAGS = frozenset({"script", "style", "textarea"})
_ATTRIBUTE = re.compile(r"""(\s([\w-]+)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")
_ADDRESSES = frozenset({"href", "src", "poster", "data", "action", "cite"})
"""Attributes that hold one address."""


def with_addresses(html: str, change: Callable[[str], str]) -> str:
    """Return *html* with each address in its tags changed, and all else as it is.

    *html* may be a part of a page, such as one tag. *change* gets an address without
    character references.
    """
    parts, end = [], 0
    for start, tag in _tags(html):
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


def _tags(html: str) -> Iterator[tuple[int, str]]:
    """Yield the start tags of some html, with their places in it.

    Python's parser takes quadratic time for tags without an end.
    """
    position = 0
    while found := _TAG.search(html, position):
        position = found.end()
        name = (found["name"] or "").lower()
        if name and found[0].endswith(">"):
            yield found.start(), found[0]
        if name in _WITHOUT_TAGS:
            end = re.compile(f"</{name}", re.IGNORECASE).search(html, position)
            position = end.start() if end else len(html)
