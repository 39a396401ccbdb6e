"""A post's plain text, cut where platforms make links.

The rules are X's (https://github.com/twitter/twitter-text), without its list of all
top-level domains: an address is one that names http or https.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from urllib.parse import quote

from ..model.posts import Segment, SegmentKind

# Possible beginnings of a link.
_SIGN = re.compile(
    r"(?P<link>https?://)|(?P<tag>[#\uff03])|(?P<mention>[@\uff20])", re.IGNORECASE
)

# Not in an address: space, controls, quotation marks, marks of direction, half
# characters, and the punctuation of scripts that write no space after it.
_ADDRESS = re.compile(
    r"https?://(?=[^\W_])[^\s<>\"\x00-\x1f\x7f-\x9f“”„«»\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3000-\u303f\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40"
    r"\uff5b-\uff65\ud800-\udfff]{1,2048}",
    re.IGNORECASE,
)
# Punctuation after an address is not part of it.
_AFTERWARDS = ".,;:!?'’…"
_CLOSING = {")": "(", "]": "[", "}": "{"}

# Letters, marks and digits aside, X takes these into a hashtag: characters that join
# letters in Persian, Hebrew, Tibetan, Catalan and Japanese.
_JOINERS = frozenset(
    "_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003"
    "\u0f0b\u0f0c\u00b7"
)
_BEFORE_NO_TAG = frozenset("&/#\uff03")
# An e-mail address, or a path; ".@user" is a habit of X's.
_BEFORE_NO_MENTION = re.compile(r"[A-Za-z0-9_!@\uff20#$%&*+=/-]")

NAME = r"[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*"
HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*\b"
_REMOTE = re.compile(rf".(?P<name>{NAME})@(?P<host>{HOST})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The targets of the mentions and tags of a post."""

    mention: re.Pattern[str]
    """Matches a mention from its sign on. The account is the group ``name``."""
    accounts: str
    """An address; the name of an account is appended to it."""
    tags: str
    """An address; the name of a tag is appended to it."""

    def account_url(self, name: str) -> str:
        """Return the address of an account's page."""
        return self.accounts + quote(name, safe="@:", errors="replace")

    def tag_url(self, name: str) -> str:
        """Return the address of the platform's list of posts with a tag."""
        return self.tags + quote(name, safe="", errors="replace")


def segments_of(text: str, links: Links | None = None) -> tuple[Segment, ...]:
    """Cut a text into segments, whose texts add up to it.

    Without *links*, mentions and tags have no target. A segment without a target is
    text.
    """
    found: list[Segment] = []
    end = position = 0
    while sign := _SIGN.search(text, position):
        segment = _segment(text, sign, links)
        position = sign.end()
        if segment:
            found.extend(_plain(text[end : sign.start()]))
            found.append(segment)
            position = end = sign.start() + len(segment.text)
    found.extend(_plain(text[end:]))
    return tuple(found)


def text_of(segments: Iterable[Segment]) -> str:
    """Return the text of segments."""
    return "".join(segment.text for segment in segments)


def tidied(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Join runs of text, and leave out white space at both ends."""
    found: list[Segment] = []
    for segment in segments:
        before = ""
        if found and found[-1].kind is segment.kind is SegmentKind.TEXT:
            before = found.pop().text
        found.append(replace(segment, text=before + segment.text))
    if found and found[0].kind is SegmentKind.TEXT:
        found[0] = replace(found[0], text=found[0].text.lstrip())
    if found and found[-1].kind is SegmentKind.TEXT:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(segment for segment in found if segment.text)


def _plain(text: str) -> Iterator[Segment]:
    if text:
        yield Segment(kind=SegmentKind.TEXT, text=text)


def _segment(text: str, sign: re.Match[str], links: Links | None) -> Segment | None:
    start = sign.start()
    before = text[start - 1 : start] if start else ""
    if sign["link"]:
        return _link(text, start, before)
    if sign["tag"]:
        return _tag(text, start, before, links)
    return _mention(text, start, before, links)


def _link(text: str, start: int, before: str) -> Segment | None:
    match = _ADDRESS.match(text, start)
    if not match or (before.isascii() and before.isalnum()):
        return None
    url = _without_end(match[0])
    return Segment(kind=SegmentKind.LINK, text=url, url=url)


def _without_end(url: str) -> str:
    """Leave out punctuation, and brackets that were not opened in the address."""
    while url[-1] in _AFTERWARDS or (
        (opening := _CLOSING.get(url[-1])) and url.count(opening) < url.count(url[-1])
    ):
        url = url[:-1]
    return url


def _tag(text: str, start: int, before: str, links: Links | None) -> Segment | None:
    if links is None or (before and (before in _BEFORE_NO_TAG or _in_tag(before))):
        return None
    name = "".join(takewhile(_in_tag, text[start + 1 : start + 101]))
    # "#1" is a rank, and "#_" is nothing.
    if not any(map(_is_letter, name)):
        return None
    tag = text[start] + name
    return Segment(kind=SegmentKind.TAG, text=tag, url=links.tag_url(name))


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] == "L"


def _in_tag(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd" or character in _JOINERS


def _mention(text: str, start: int, before: str, links: Links | None) -> Segment | None:
    if _BEFORE_NO_MENTION.match(before):
        return None
    if match := _REMOTE.match(text, start):
        # Any host that is named so is one of Mastodon, or of its kin.
        url = f"https://{match['host'].lower()}/@{match['name']}"
    elif links and (match := links.mention.match(text, start)):
        url = links.account_url(match["name"])
    else:
        return None
    return Segment(kind=SegmentKind.MENTION, text=match[0], url=url)
