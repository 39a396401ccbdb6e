"""Writes a post as the directive ``tweet``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model.blocks import Dialect
from ..model.posts import Post, SegmentKind
from ..posts.quoting import clean, format_author, one_line

DIRECTIVE = "tweet"
_INDENT = " " * 3
# A value that MyST reads unchanged. All others get quotation marks.
_PLAIN = re.compile(r"[^\W_](?:[\w .,()@/+&'-]*[\w.)])?\Z")


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
    if any(_closes(line, fence) for line in body for fence in fences):
        return None
    if dialect is Dialect.REST:
        lines = [f":{name}: {value}" for name, value in options]
        lines += ["", *body] if body else []
        indented = (f"{_INDENT}{line}".rstrip() for line in lines)
        return [f".. {DIRECTIVE}:: {post.reference.url}", *indented]
    fence = _fence(body, fences, marks)
    if not fence:
        return None
    return [
        f"{fence}{{{DIRECTIVE}}} {post.reference.url}",
        *(f":{name}: {_quoted(value)}" for name, value in options),
        *(["", *body] if body else []),
        fence,
    ]


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


def _fence(body: Sequence[str], around: Sequence[str], marks: str) -> str:
    """Return a fence that nothing in *body* closes, and that closes none *around*."""
    for mark in marks:
        runs = (re.match(f"[ ]*({mark}*)", line) for line in body)
        length = 1 + max([2, *(len(run[1]) for run in runs if run)])
        if all(length < len(fence) for fence in around if fence[0] == mark):
            return mark * length
    return ""


def _closes(line: str, fence: str) -> bool:
    """Tell whether a line ends a fence, at any depth."""
    text = line.strip()
    return len(text) >= len(fence) and set(text) == {fence[0]}


def _quoted(value: str) -> str:
    if _PLAIN.match(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
