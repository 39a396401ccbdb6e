"""From the bytes of a file to its contents: JSON, XML, YAML, a calendar or a table."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from ...model.errors import InputError
from ...text.strict_yaml import Item, StrictYamlError, load

MAX_BYTES = 64 * 2**20
"""The largest programme, with all its files."""
MAX_DEPTH = 40
MAX_EVENTS = 50_000

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_MAPPING = re.compile(r"(?:---\s*\n)?(?:#.*\n|\s*\n)*(?:- )?[\w-]+:(?:\s|\Z)")


class Syntax(StrEnum):
    """What a file is made of."""

    JSON = "JSON"
    XML = "XML"
    YAML = "YAML"
    CALENDAR = "iCalendar"
    TABLE = "a table"


class Document(NamedTuple):
    """A file, and its contents."""

    name: str
    syntax: Syntax
    content: object
    """Values of JSON, an :class:`Element`, or the text of a calendar or a table."""


@dataclass(slots=True)
class Element:
    """An element of XML."""

    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text in it, without that of its children."""
        return "".join(self.parts).strip()


def document_of(name: str, data: bytes) -> Document:
    """Read a file; *name* is for messages.

    :raises InputError: it is too large or too deep, or cannot be read
    """
    if len(data) > MAX_BYTES:
        _refuse(name, f"it is larger than {MAX_BYTES >> 20} MiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(name, f"it is not UTF-8 (byte {error.start + 1})")
    if not text.strip():
        _refuse(name, "it is empty")
    start = text.lstrip()
    if start.startswith("BEGIN:VCALENDAR"):
        return Document(name, Syntax.CALENDAR, text)
    if start.startswith("<"):
        return Document(name, Syntax.XML, _xml(name, data))
    if start.startswith(("{", "[")):
        return Document(name, Syntax.JSON, _json(name, text))
    if name.lower().endswith((".yml", ".yaml")) or _MAPPING.match(start):
        return Document(name, Syntax.YAML, _yaml(name, text))
    return Document(name, Syntax.TABLE, text)


def _refuse(name: str, message: str) -> NoReturn:
    raise InputError(f"{name}: {message}") from None


def _json(name: str, text: str) -> object:
    brackets = re.findall(r"[\[\]{}]", _STRING.sub("", text))
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > MAX_DEPTH:
        _refuse(name, f"it is more than {MAX_DEPTH} levels deep")
    try:
        content: object = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        _refuse(name, f"it is not JSON: {error.msg}, line {error.lineno}")
    except ValueError as error:
        _refuse(name, f"it is not JSON: {error}")
    return content


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no value")


def _yaml(name: str, text: str) -> object:
    try:
        item = load(text)
    except StrictYamlError as error:
        _refuse(name, f"line {error.line}: {error}")
    return _plain(item) if item else None


def _plain(item: Item) -> object:
    match item.value:
        case list() as items:
            return [_plain(part) for part in items]
        case dict() as items:
            return {key: _plain(part) for key, part in items.items()}
        case text:
            return text


def _xml(name: str, data: bytes) -> Element:
    reader = _XmlReader(name)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        _refuse(name, f"it is not XML: {error}")
    return reader.root.children[0]


class _XmlReader:
    """Builds elements. Whatever could make a small file large is refused at once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = Element("", {})
        self._open = [self.root]
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._declaration
        parser.EntityDeclHandler = self._declaration

    def _declaration(self, *_: object) -> None:
        _refuse(self.name, "it declares a document type or entities, which is not read")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) > MAX_DEPTH:
            _refuse(self.name, f"it is more than {MAX_DEPTH} levels deep")
        element = Element(tag, attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, tag: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].parts.append(text)
