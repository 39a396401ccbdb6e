"""Finds links that lead nowhere, in all that a build wrote."""

import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator
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


class Pages:
    """Pages by their address, as a browser would ask for them."""

    def __init__(
        self, pages: Iterable[tuple[str, str]], files: Container[str], index: str = ""
    ) -> None:
        self.pages = {address: Page(html) for address, html in pages}
        self._files = files
        # What a server returns for a folder.
        self._index = index

    def target(self, address: str, link: str) -> tuple[str, str] | None:
        """Return page and anchor of a link; nothing if it leaves the site."""
        parts = urlsplit(urljoin(f"http://site/{address}", link))
        if parts.netloc != "site" or parts.scheme != "http":
            return None
        return self.file(unquote(parts.path).lstrip("/")), unquote(parts.fragment)

    def file(self, path: str) -> str:
        """Return what is at a path; a folder's is its index."""
        return path + self._index if not path or path.endswith("/") else path

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
            return not anchor or anchor in page.anchors
        return path in self._files

    def anchors_given_twice(self) -> list[str]:
        """Say which anchors a page has more than once."""
        return [
            f"{address}#{anchor}"
            for address, page in self.pages.items()
            for anchor, count in Counter(page.anchors).items()
            if count > 1
        ]


class Output(Pages):
    """The pages of a build."""

    def __init__(self, built: Built) -> None:
        self.built = built
        index = "" if built.app.builder.name == "json" else "index.html"
        super().__init__(_pages(built), built.files(), index)

    def address(self, docname: str) -> str:
        """Return the address of a document."""
        return self.file(self.built.app.builder.get_target_uri(docname))


def _pages(built: Built) -> Iterator[tuple[str, str]]:
    for path in sorted(built.files()):
        if path.endswith(".html"):
            yield path, built.read(path)
        elif path.endswith(".fjson"):
            address = f"{path.removesuffix('.fjson')}/".removesuffix("index/")
            # Pages of the theme, like the index, have no body there.
            yield address, json.loads(built.read(path)).get("body", "")
