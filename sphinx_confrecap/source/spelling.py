"""From a value to the text of an option that means it: the reverse of reading.

Each text is read again. If it does not mean the value, the next spelling is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import product
from typing import TypeVar

from ..model.blocks import Dialect
from ..model.errors import FieldError
from ..model.talks import Link, Speaker
from ..parsing.fields import parse_links
from ..parsing.names import parse_tags, requoted
from ..parsing.options import head_of_myst, head_of_rest
from ..parsing.people import parse_speakers
from ..parsing.words import plain
from ..text.values import listed

Value = TypeVar("Value")

LISTS = frozenset({"speakers", "moderators", "tags"})
"""The options whose value may be a list of YAML."""

# A value that MyST reads unchanged. All others get quotation marks.
_PLAIN = re.compile(r"[^\W_](?:(?:[\w .,()@/+&'?=~%;-]|:(?=\S))*[\w.)/])?\Z")
_ALWAYS = {
    Dialect.MYST: re.compile(r"[\\`*_\[\]{}<>$]|~(?=~)|(?<=~)~|&(?=#?\w+;)"),
    Dialect.REST: re.compile(r"[\\`*|]|_(?!\w)|(?<!\w)_"),
}
_IN_A_WORD = re.compile(r"(?<=[^\W_])_(?=[^\W_])")
_LEADING = re.compile(r"[^\w\s(\"'„“«¿¡\\]|\w{1,9}[.)](?=\s)")
_CLOSING_SIGNS = re.compile(r"#+\Z")


def quoted(value: str) -> str:
    """Return a value as MyST's YAML reads it."""
    if _PLAIN.match(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def option(name: str, value: str, dialect: Dialect) -> str | None:
    """Return the line of an option; ``None`` if none would mean *value*."""
    line, read = _line(name, value, dialect)
    return line if read is not None and read.strip() == value.strip() else None


def _line(name: str, value: str, dialect: Dialect) -> tuple[str, str | None]:
    """Return the line of an option, and what is read of it, if it can be."""
    if dialect is Dialect.MYST:
        # Quotes around a list would make it one name.
        is_list = name in LISTS and listed(value) is not None
        line = f":{name}: {value if is_list else quoted(value)}"
        head = head_of_myst([line])
    else:
        line = f":{name}: {value}"
        head = head_of_rest(["", line])
    return line, None if head.wrong else head.options.get(name, "")


def title_text(title: str, dialect: Dialect, *, alone: bool = False) -> str:
    """Return the markup for the words of a title.

    *alone* is a heading, which must not look like the item of a list.
    """

    def escape(match: re.Match[str]) -> str:
        return f"\\{match[0]}"

    if dialect is Dialect.MYST:
        parts = re.split(_IN_A_WORD, title)
        text = "_".join(_ALWAYS[dialect].sub(escape, part) for part in parts)
        if alone:
            text = _CLOSING_SIGNS.sub(lambda m: "\\" + m[0], text)
    else:
        text = _ALWAYS[dialect].sub(escape, title)
        if text.startswith(":"):
            text = f"\\{text}"
    if alone and (start := _LEADING.match(text)):
        # The sign of a list is its last character: "1." or "-".
        at = start.end() - 1
        text = f"{text[:at]}\\{text[at:]}"
    return text


def means(text: str, title: str, dialect: Dialect) -> bool:
    """Tell whether *text* is read as the words of *title*."""
    return " ".join(plain(text, dialect).split()) == title


def speakers_text(speakers: Sequence[Speaker], dialect: Dialect) -> str | None:
    """Return the text of an option ``speakers``; ``None`` if there is none."""

    def parse(text: str) -> tuple[Speaker, ...]:
        in_quotes = dialect is Dialect.MYST and quoted(text) != text
        is_list = listed(text) is not None
        return parse_speakers(requoted(text) if in_quotes and not is_list else text)

    return _spelled(tuple(speakers), parse, _spellings(speakers))


def _spellings(speakers: Sequence[Speaker]) -> Iterator[str]:
    for name, empty in product(("{}", '"{}"'), ("", " ()")):
        items = [_person(speaker, name, empty) for speaker in speakers]
        yield ", ".join(items)
        yield "; ".join(items)
        yield f"{'; '.join(items)};"
        yield _listed(items)


def _person(speaker: Speaker, name: str, empty: str) -> str:
    """Return the spelling of one person.

    Empty brackets say that those before are a part of the name.
    """
    text = name.replace("{}", speaker.name)
    text += f" ({speaker.affiliation})" if speaker.affiliation else empty
    text += f" ({speaker.pronouns})" if speaker.pronouns else ""
    text += f" ({speaker.handle})" if speaker.handle else ""
    return f"{text} <{speaker.url}>" if speaker.url else text


def _listed(items: Sequence[str]) -> str:
    """Return a list of YAML."""
    return f"[{', '.join(map(_item, items))}]"


def _item(text: str) -> str:
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


def tags_text(names: Sequence[str]) -> str | None:
    """Return the text of an option ``tags``; ``None`` if there is none."""
    spellings = (
        spelled
        for items in (list(names), [f'"{name}"' for name in names])
        for spelled in (", ".join(items), "; ".join(items), _listed(list(names)))
    )
    return _spelled(tuple(names), parse_tags, spellings)


def links_text(links: Sequence[Link]) -> str | None:
    """Return the text of an option that is a list of links."""
    spelled = ", ".join(map(_link, links))
    return _spelled(tuple(links), parse_links, [spelled, _listed([*map(_link, links)])])


def _link(link: Link) -> str:
    if not link.label:
        return link.url
    return f"[{title_text(link.label, Dialect.MYST)}]({link.url})"


def when_text(when: date | datetime) -> str:
    """Return a start as authors write it."""
    if not isinstance(when, datetime):
        return when.isoformat()
    return when.isoformat(" ", "minutes")


def _spelled(
    value: Value,
    parse: Callable[[str], Value],
    spellings: Sequence[str] | Iterator[str],
) -> str | None:
    """Return the first spelling that is read as *value*."""
    for text in spellings:
        try:
            if parse(text) == value:
                return text
        except FieldError:
            continue
    return None
