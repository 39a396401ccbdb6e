"""A new recap of a programme, and the parts of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ..model.blocks import Dialect
from ..model.errors import InputError
from ..source.spelling import title_text
from ..source.writing import block_of, heading
from .facts import CONFERENCE_ORDER, ORDER, Facts, text_of
from .talks import Entry

LEAST = 4
"""The length of a talk's fence. A block in its notes has room for a shorter one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a site writes its documents."""

    dialect: Dialect = Dialect.MYST
    marks: str = ":`~"
    """The signs for fences, the best first."""
    language: str = "en"
    """The language of headings."""


def recap_of(
    name: str, key: str, conference: Facts, entries: Sequence[Entry], style: Style
) -> str:
    """Return the text of a recap: a heading, the conference, and a talk per block."""
    title = title_text(name, style.dialect, alone=True)
    parts = [
        heading(title, 1, style.dialect),
        conference_lines(name, key, conference, style),
    ]
    days = [(day, list(talks)) for day, talks in groupby(entries, lambda e: e.day)]
    for day, talks in days:
        if len(days) > 1 and day:
            parts.append(day_heading(day, style))
        parts += (talk_lines(entry, style) for entry in talks)
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def conference_lines(name: str, key: str, facts: Facts, style: Style) -> list[str]:
    """Return the block of a conference; *facts* are its other options, as text."""
    values = {"name": key, **facts}
    options = [(n, str(values[n])) for n in CONFERENCE_ORDER if n in values]
    lines = block_of("conference", name, options, [], style.dialect, (), style.marks)
    return _written(lines, name)


def talk_lines(entry: Entry, style: Style) -> list[str]:
    """Return the block of a talk, and of the talks in it."""
    body: list[str] = []
    for part in entry.parts:
        body += [*talk_lines(part, style), ""]
    lines = block_of(
        "talk",
        title_text(entry.facts["title"], style.dialect),
        options_of(entry, style.dialect),
        body[:-1] if body else [],
        style.dialect,
        (),
        style.marks,
        least=LEAST,
    )
    lines = _written(lines, entry.facts["title"])
    if not body and style.dialect is Dialect.MYST:
        # Room for notes.
        lines.insert(-1, "")
    return lines


def options_of(entry: Entry, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Yield the options of a talk; a value that no text means is left out."""
    values = {**entry.facts, "name": entry.key}
    for name in ORDER:
        if (
            name in values
            and (text := text_of(name, values[name], dialect)) is not None
        ):
            yield name, text


def _written(lines: list[str] | None, title: str) -> list[str]:
    if lines is None:
        raise InputError(f"no fence fits around the block of {title!r}")
    return lines


def day_heading(day: date, style: Style) -> list[str]:
    """Return the heading of a day, in the language of the site."""
    # Loading its tables takes a while.
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415
    from babel.dates import format_date  # noqa: PLC0415

    try:
        locale = Locale.parse(style.language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    text = format_date(day, "full", locale)
    return heading(
        title_text(text[0].upper() + text[1:], style.dialect), 2, style.dialect
    )
