"""From the HTML of a post to its segments: it is read as data, and never kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from ..model.posts import Segment, SegmentKind
from .payload import web_url
from .segments import Links, segments_of

MAX_LENGTH = 100_000
"""How much HTML is read, in characters: more than the longest posts."""

_LONGEST_TAG = 4096

_KINDS = {
    **dict.fromkeys("@\uff20", SegmentKind.MENTION),
    **dict.fromkeys("#\uff03", SegmentKind.TAG),
}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPACES = re.compile(r" {2,}")
_BREAKS = re.compile(r" *\n *")
_MANY_BREAKS = re.compile(r"\n{3,}")
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "wbr"})
_BLOCKS = frozenset(
    {"article", "blockquote", "cite", "div", "figure", "footer", "ol", "p", "pre"}
    | {"section", "ul", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_UNREAD = frozenset({"script", "style", "svg", "template", "title"})
# Deeper than any post. Deeper elements count as part of their surroundings.
_DEEPEST = 100

Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text in one link, or between links."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Element:
    tag: str
    url: str = ""
    hidden: bool = False
    ellipsis: bool = False


class MarkupReader(HTMLParser):
    """Reads HTML into runs, with line breaks as in a browser.

    Mastodon shortens links with the classes ``invisible`` and ``ellipsis``: the text is
    the visible one. *left_out* is a class whose elements are not read.
    """

    def __init__(self, left_out: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.lang = ""
        self._left_out = left_out
        self._open: list[_Element] = []
        self._runs: list[tuple[str, list[str]]] = []
        """Addresses, and the parts of the text in their links."""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "p" and not self.lang:
            self.lang = given.get("lang", "")
        if tag in _BLOCKS:
            self._add("\n\n")
        elif tag in {"br", "li"}:
            self._add("\n")
        if tag in _VOID or len(self._open) >= _DEEPEST:
            return
        classes = given.get("class", "").split()
        hidden = tag in _UNREAD or "invisible" in classes or self._left_out in classes
        url = given.get("href", "") if tag == "a" else ""
        self._open.append(_Element(tag, url, hidden, "ellipsis" in classes))

    def handle_endtag(self, tag: str) -> None:
        tags = [element.tag for element in self._open]
        if tag in tags:
            # Elements in it that are still open are closed with it.
            place = len(tags) - 1 - tags[::-1].index(tag)
            if self._open[place].ellipsis:
                self._add("…")
            del self._open[place:]
        if tag in _BLOCKS:
            self._add("\n\n")

    def handle_data(self, data: str) -> None:
        self._add(_SPACE.sub(" ", data))

    def _add(self, text: str) -> None:
        if any(element.hidden for element in self._open):
            return
        url = next((e.url for e in reversed(self._open) if e.url), "")
        if url and text.isspace():
            text = " "
        if not self._runs or self._runs[-1][0] != url:
            self._runs.append((url, []))
        self._runs[-1][1].append(text)

    def runs(self) -> tuple[Run, ...]:
        """Return the runs, without white space that a browser would not show."""
        runs = (Run(text="".join(parts), url=url) for url, parts in self._runs)
        return trimmed(replace(run, text=_tidied(run)) for run in runs)


def read_markup(reader: MarkupReader, html: str) -> None:
    """Read as much of *html* as can be read."""
    # Python's parser gives up on declarations that it does not know.
    with suppress(AssertionError):
        reader.feed("".join(_whole_tags("".join(_without_comments(html[:MAX_LENGTH])))))
        reader.close()


def _without_comments(html: str) -> Iterator[str]:
    first, *comments = html.split("<!--")
    yield first
    for comment in comments:
        yield comment.partition("-->")[2]


def _whole_tags(html: str) -> Iterator[str]:
    """Make text of a tag that does not end: some cost Python's parser minutes."""
    first, *tags = html.split("<")
    yield first
    for tag in tags:
        is_whole = 0 <= tag.find(">") <= _LONGEST_TAG
        yield ("<" if is_whole else "&lt;") + tag


def _tidied(run: Run) -> str:
    text = _SPACES.sub(" ", run.text)
    return text if run.url else _MANY_BREAKS.sub("\n\n", _BREAKS.sub("\n", text))


def trimmed(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Leave out white space at both ends, and runs without text."""
    left = [run for run in runs if run.text]
    if left and not left[0].url:
        left[0] = replace(left[0], text=left[0].text.lstrip())
    if left and not left[-1].url:
        left[-1] = replace(left[-1], text=left[-1].text.rstrip())
    return tuple(run for run in left if run.text)


def segments_of_runs(runs: Iterable[Run], links: Links | None) -> Iterator[Segment]:
    """Yield the segments of runs; see :func:`~.segments.segments_of`."""
    for run in runs:
        if segment := _linked(run):
            yield segment
        else:
            yield from segments_of(run.text, links)


def _linked(run: Run) -> Segment | None:
    url, name = web_url(run.url), run.text[1:]
    if not url or run.text.isspace():
        return None
    kind = _KINDS.get(run.text[0], SegmentKind.LINK) if name else SegmentKind.LINK
    return Segment(kind=kind, text=run.text, url=url)
