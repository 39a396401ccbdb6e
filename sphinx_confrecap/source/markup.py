"""Writes a post as the directive ``tweet``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.blocks import Dialect
from ..model.posts import Post, SegmentKind
from ..posts.quoting import clean, format_author, one_line
from .writing import block_of, closes

DIRECTIVE = "tweet"


def directive_of(
    post: Post, dialect: Dialect, fences: Sequence[str], marks: str
) -> list[str] | None:
    """Return the lines of a directive that holds all of *post*'s text.

    *fences* are the fences around it, which its own fence must not close. *marks* are
    the signs for a fence, the best first. ``None``: no fence fits.
    """
    if post.reference is None:
        return None
    options, body = list(_options(post)), _body(post)
    if any(closes(line, fence) for line in body for fence in fences):
        return None
    return block_of(
        DIRECTIVE, post.reference.url, options, body, dialect, fences, marks
    )


def _options(post: Post) -> Iterator[tuple[str, str]]:
    values = {
        "author": format_author(post.author),
        "date": post.created_at.date().isoformat() if post.created_at else "",
        "lang": post.lang,
    }
    for name, value in values.items():
        if text := one_line(value):
            yield name, text


def _body(post: Post) -> list[str]:
    """Return the text; a link is its address, which its text may have shortened."""
    texts = (
        segment.url if segment.kind is SegmentKind.LINK else segment.text
        for segment in post.segments
    )
    lines = [line.rstrip() for line in clean("".join(texts)).strip().split("\n")]
    return lines if any(lines) else []
