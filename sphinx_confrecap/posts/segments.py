"""A post's plain text, cut into what is text and what is a link."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What follows an address in a sentence is not part of it.
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?'()\]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of text; *url* is set where it is a link."""

    text: str
    url: str = ""


def segments_of(text: str) -> tuple[Segment, ...]:
    """Cut *text* at its links; the texts of the segments add up to *text*."""
    segments, end = [], 0
    for match in _LINK.finditer(text):
        if match.start() > end:
            segments.append(Segment(text=text[end : match.start()]))
        segments.append(Segment(text=match[0], url=match[0]))
        end = match.end()
    if end < len(text):
        segments.append(Segment(text=text[end:]))
    return tuple(segments)
