"""From the first lines of a block to its options, and in reST to its argument.

MyST writes options in a part of YAML, reST as a list of fields. Both parsers drop all
options, or the block, for one that they cannot read. Here only that one is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import dedent

from ..model.blocks import Head
from ..model.errors import FieldError
from ..text.values import in_quotes, listed, unquoted

_KEY = re.compile(r"(?P<name>[^\n]+?):(?=\s|\Z)")
_FIELD = re.compile(r":(?![: ])(?P<name>(?:[^:\\\n]|\\.|:(?!\s|\Z|`))+?):(?=\s|\Z)")
_NO_FIELD = re.compile(r":[\w-]+(?:\s|\Z)")
"""A field without its second colon. In a title it would be an odd word."""
_WORD = re.compile(r"\W*(?P<name>[\w-]+):?\s*(?P<value>.*)", re.DOTALL)
_COMMENT = re.compile(r"(?<!\S)#.*", re.DOTALL)
_QUOTED = ("'", '"', "|", ">")
"""The starts of values that only YAML reads."""
_QUOTED_NAMES = re.compile(r"""(?:"[^"]*"|'[^']*')\s?[,;(<]""")
"""A list of names begins with one in quotes; it is not YAML."""


def head_of_myst(lines: Sequence[str]) -> Head:
    """Read the options in the lines below the first of a block.

    They are between two lines of ``---``, or each begins with a colon.
    """
    if lines and lines[0].startswith("---"):
        closing = (i for i, line in enumerate(lines[1:], 1) if line.startswith("---"))
        end = next(closing, len(lines))
        given = dedent("\n".join(lines[1:end])).split("\n")
        length = min(end + 1, len(lines))
        return _head(enumerate(given, 2), _KEY, _value_in_yaml, length=length)
    others = (i for i, line in enumerate(lines) if not _is_option(line))
    length = next(others, len(lines))
    given = [line.lstrip()[1:] for line in lines[:length]]
    return _head(enumerate(given, 1), _KEY, _value_in_yaml, length=length)


def _is_option(line: str) -> bool:
    return line.lstrip().startswith(":") and not line.lstrip().startswith(":::")


def head_of_rest(lines: Sequence[str]) -> Head:
    """Read the lines from the name of a block to the first empty one.

    The first is the text behind the name. The others have no common indentation.
    """
    start = len(lines)
    for index, line in enumerate(lines):
        if _FIELD.match(line) or (index and _NO_FIELD.match(line)):
            start = index
            break
    argument = " ".join(" ".join(lines[:start]).split())
    given = enumerate(lines[start:], start)
    return _head(given, _FIELD, _text, argument=argument)


def _head(
    lines: Iterable[tuple[int, str]],
    key: re.Pattern[str],
    read: Callable[[str], str],
    *,
    argument: str = "",
    length: int = 0,
) -> Head:
    head = Head(argument=argument, length=length)
    for line, text in entries_of(lines):
        if key is _KEY and text.startswith("#"):
            continue
        match = key.match(text)
        name = match["name"].strip(" \t'\"") if match else text
        name = name.lower() if match and key is _FIELD else name
        head.lines[name] = line
        if not match:
            instead = f":{with_colon(text)}"
            head.wrong[name] = f"{text.strip()!r} is not an option; write {instead}"
            continue
        if name in head.options:
            head.wrong[name] = f"the option {name!r} is here twice; the last one counts"
        if key is _KEY and text[match.end() :].lstrip().startswith(("'", '"')):
            head.quoted.add(name)
        try:
            head.options[name] = read(text[match.end() :])
        except FieldError as error:
            head.wrong[name] = f"{name}: {error}"
            if isinstance(error.usable, str):
                head.options[name] = error.usable
    return head


def entries_of(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the text of each option, with the line of its first."""
    first, entry = 0, list[str]()
    for index, line in lines:
        if entry and (not line.strip() or line.startswith((" ", "\t", "- "))):
            entry.append(line)
        elif line.strip():
            if entry:
                yield first, "\n".join(entry)
            first, entry = index, [line]
    if entry:
        yield first, "\n".join(entry)


def with_colon(text: str) -> str:
    """Return a line, whose first word should be a key, with a colon behind it."""
    match = _WORD.match(text)
    name, value = match.group("name", "value") if match else ("key", "value")
    return f"{name}: {' '.join(value.split())}".rstrip()


def _text(written: str) -> str:
    """Return the text behind a key, without the indentation of its lines."""
    first, _, more = written.partition("\n")
    return f"{first.strip()}\n{dedent(more)}".strip()


def _value_in_yaml(written: str) -> str:
    """Return a value of MyST's YAML, which reads only text: ``no`` is a word."""
    text = written.strip()
    if text.startswith(_QUOTED):
        if (value := unquoted(text)) is None and _QUOTED_NAMES.match(text):
            return text
        if value is None:
            raise FieldError(f"YAML cannot read this value; write {in_quotes(text)}")
        return value
    text = _text(written)
    if listed(text):
        return text
    text = " ".join(text.split("\n"))
    value = _COMMENT.sub("", text).rstrip()
    if value and value != text:
        message = f"what follows # is a comment; to keep it, write {in_quotes(text)}"
        raise FieldError(message, usable=value)
    return value
