"""Finds links that lead nowhere, in all that a build wrote."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from tests.build.sites import Built

_ADDRESSES = {"href", "src", "data", "poster", "cite"}


class Link(NamedTuple):
    """A link of a page: its words, and the address that it has there."""

    words: str
    address: str


class Page(HTMLParser):
    """What a page holds: its anchors, its links, its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[Link] = []
        self.words = ""
        self._open: list[tuple[str, int]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if anchor := given.get("id"):
            self.anchors.append(anchor)
        for name in _ADDRESSES & given.keys():
            if tag == "a":
                self._open.append((given[name] or "", len(self.words)))
            else:
                self.links.append(Link(tag, given[name] or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            address, start = self._open.pop()
            self.links.append(Link(self.words[start:].strip(), address))

    def handle_data(self, data: str) -> None:
        self.words += data


class Output:
    """The pages of a build by their address, as a browser would ask for them."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.files = built.files()

    @cached_property
    def pages(self) -> dict[str, Page]:
        """All pages, parsed."""
        return {address: Page(html) for address, html in self._html()}

    def _html(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self.files):
            if path.endswith(".html"):
                yield path, self.built.read(path)
            elif path.endswith(".fjson"):
                docname = path.removesuffix(".fjson")
                address = f"{docname}/".removesuffix("index/")
                # Pages of the theme, like the index, have no body there.
                yield address, json.loads(self.built.read(path)).get("body", "")

    def address(self, docname: str) -> str:
        """Return the address of a document."""
        uri = self.built.app.builder.get_target_uri(docname)
        return f"{uri}index.html" if self._is_folder(uri) else uri

    def _is_folder(self, uri: str) -> bool:
        is_json = self.built.app.builder.name == "json"
        return (not uri or uri.endswith("/")) and not is_json

    def target(self, address: str, link: str) -> tuple[str, str] | None:
        """Return page and anchor of a link; nothing if it leaves the site."""
        base = f"http://site/{address}"
        parts = urlsplit(urljoin(base, link))
        if parts.netloc != "site" or parts.scheme != "http":
            return None
        path = unquote(parts.path).lstrip("/")
        return f"{path}index.html" if self._is_folder(path) else path, parts.fragment

    def dead_links(self) -> list[str]:
        """Say which links lead to no file, or to no anchor in it."""
        return [
            f"{address}: {link.words!r} -> {link.address}"
            for address, page in self.pages.items()
            for link in page.links
            if not self._leads_somewhere(address, link.address)
        ]

    def _leads_somewhere(self, address: str, link: str) -> bool:
        target = self.target(address, link)
        if target is None:
            return True
        path, anchor = target
        if page := self.pages.get(path):
            return not anchor or unquote(anchor) in page.anchors
        return path in self.files

    def anchors_given_twice(self) -> list[str]:
        """Say which anchors stand on a page more than once."""
        return [
            f"{address}#{anchor}"
            for address, page in self.pages.items()
            for anchor, count in Counter(page.anchors).items()
            if count > 1
        ]
