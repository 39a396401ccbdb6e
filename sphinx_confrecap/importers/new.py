"""A new recap without a programme, a new talk, and a line in a toctree."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from pathlib import Path

from ..model.blocks import Dialect
from ..model.errors import InputError
from ..model.talks import Conference, Talk
from ..source.blocks import Block
from ..source.edits import Edit, applied
from ..source.held import Files, held_in
from ..source.scan import scan
from ..source.spelling import quoted, title_text
from ..source.writing import INDENT, block_of, heading
from ..text.keys import key_of
from ..text.lines import split_lines
from .guard import GuardError
from .recap import LEAST, Style, conference_lines, day_heading

SAMPLE = "The title of a talk"
_NOTES = "Write down what you heard, and delete this line."
_MOST_DAYS = 14
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is known of a conference."""

    name: str
    start: date
    end: date | None = None
    options: tuple[tuple[str, str], ...] = ()
    """More options of its block, as text."""
    author: str = ""
    talks: tuple[str, ...] = ()


def new_recap(wish: Wish, style: Style, files: Files) -> str:
    """Return the text of a recap; it is read back.

    :raises GuardError: it would not be read as it is meant
    """
    values = {"start": wish.start.isoformat(), **dict(wish.options)}
    if wish.end and wish.end != wish.start:
        values["end"] = wish.end.isoformat()
    key = key_of(wish.name)
    title = title_text(wish.name, style.dialect, alone=True)
    parts = [
        *_front_matter(wish.author, style.dialect),
        heading(title, 1, style.dialect),
        conference_lines(wish.name, key, values, style),
    ]
    days = list(_days(wish))
    for number, day in enumerate(days):
        if len(days) > 1:
            parts.append(day_heading(day, style))
        if number == 0:
            titles = wish.talks or (SAMPLE,)
            parts += (talk_block(talk, day, style) for talk in titles)
    text = "\n\n".join("\n".join(lines) for lines in parts) + "\n"
    _check(text, style, files, key, wish.talks or (SAMPLE,))
    return text


def _front_matter(author: str, dialect: Dialect) -> Iterator[list[str]]:
    if author and dialect is Dialect.MYST:
        yield ["---", f"author: {quoted(author)}", "---"]
    elif author:
        yield [f":author: {author}"]


def _days(wish: Wish) -> Iterator[date]:
    """Yield the days of the conference; of a very long one, only the first."""
    count = ((wish.end or wish.start) - wish.start).days + 1
    for number in range(count if count <= _MOST_DAYS else 1):
        yield wish.start + timedelta(days=number)


def talk_block(title: str, day: date | None, style: Style) -> list[str]:
    """Return the lines of a talk, with a comment in the place of its notes."""
    mark = "%" if style.dialect is Dialect.MYST else ".."
    options = [("name", key_of(title)), *([("start", str(day))] if day else [])]
    lines = block_of(
        "talk",
        title_text(title, style.dialect),
        options,
        [f"{mark} {_NOTES}"],
        style.dialect,
        (),
        style.marks,
        least=LEAST,
    )
    if lines is None:
        raise InputError(f"no fence fits around the block of {title!r}")
    return lines


def _check(
    text: str, style: Style, files: Files, key: str, titles: Sequence[str]
) -> None:
    held = held_in(text, style.dialect, files)
    talks = [one.fact.title for one in held if isinstance(one.fact, Talk)]
    keys = [one.fact.key for one in held if isinstance(one.fact, Conference)]
    faults = [fault for one in held for fault in one.faults]
    wanted = [" ".join(title.split()) for title in titles]
    if keys != [key] or talks != wanted or faults:
        message = faults[0] if faults else f"it would be read as {keys}, {talks}"
        raise GuardError(message)


def with_talk(text: str, title: str, style: Style, files: Files) -> str:
    """Return a document with a new talk at its end.

    :raises InputError: it has a talk of this name
    :raises GuardError: the talk would not be read
    """
    before = [h.fact for h in held_in(text, style.dialect, files)]
    if key_of(title) in [f.slug for f in before if isinstance(f, Talk)]:
        raise InputError(f"the document has a talk {title!r}")
    gap = "" if not text or text.endswith("\n\n") else "\n"
    gap = gap if not text or text.endswith("\n") else f"\n{gap}"
    after = text + gap + "\n".join(talk_block(title, None, style)) + "\n"
    found = [h.fact for h in held_in(after, style.dialect, files)]
    new = found[-1] if found else None
    is_read = isinstance(new, Talk) and new.title == " ".join(title.split())
    if found[:-1] != before or not is_read:
        raise GuardError("the talk would not be read at the end of the document")
    return after


# --- toctrees -----------------------------------------------------------------


def entry_of(document: Path, toctree: Path) -> str:
    """Return the name of a document for a toctree in another."""
    name = os.path.relpath(document.with_suffix(""), toctree.parent)
    return name.replace(os.sep, "/")


def in_toctree(text: str, entry: str, dialect: Dialect) -> str:
    """Return a document with an entry at the end of its first toctree.

    :raises InputError: it has no toctree
    """
    blocks = scan(text, dialect).blocks
    toctree = next((b for b in blocks if b.name == "toctree"), None)
    if toctree is None:
        raise InputError("there is no toctree in it")
    there = {line.strip() for line in toctree.body if line.strip()}
    with_globs = "glob" in toctree.options
    if entry in there or (with_globs and any(fnmatchcase(entry, t) for t in there)):
        return text
    lines = split_lines(text)
    return applied(text, [_added(toctree, entry, lines)])


def _added(toctree: Block, entry: str, lines: Sequence[str]) -> Edit:
    first = toctree.body_line - 1
    end = toctree.end - 1 - (toctree.dialect is Dialect.MYST)
    written = [n for n in range(first, end) if lines[n].strip()]
    if written:
        at = written[-1] + 1
        return Edit(first=at, end=at, lines=(_indent(lines[written[-1]]) + entry,))
    indent = _indent(lines[toctree.line - 1])
    if toctree.dialect is Dialect.REST:
        indent += INDENT
        end = first
        while end > toctree.line and not lines[end - 1].strip():
            end -= 1
    return Edit(first=end, end=end, lines=("", indent + entry))


def _indent(line: str) -> str:
    space = _SPACE.match(line)
    return space[0] if space else ""
