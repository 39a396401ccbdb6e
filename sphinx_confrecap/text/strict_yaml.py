"""YAML for a list of people or tags: text, lists and mappings, nothing else.

YAML 1.1 reads ``9:30`` as 570, ``NO`` as false and ``1.10`` as 1.1. Here every scalar
is the text that its author wrote. Repeated keys, anchors, tags and too deep or too long
files are refused: a registry does not need them. They can hide something from a reader,
or take all memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from .files import line_of_conflict
from .lines import is_whole, printable

# PyYAML's parser in C, if it is there, takes a tenth of the time.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 8


class StrictYamlError(ValueError):
    """The contents of a file cannot be read. *line* counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A value and the line that it begins in, counted from 1."""

    value: str | list[Item] | dict[str, Item]
    line: int


def load(text: str) -> Item | None:
    """Read one document of YAML; ``None`` if it is empty.

    Raises :class:`StrictYamlError`.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise StrictYamlError(f"the file is larger than {MAX_BYTES >> 20} MiB", 1)
    if line := line_of_conflict(text):
        raise StrictYamlError("it has the marks of a merge conflict; resolve it", line)
    try:
        _check_events(text)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "not readable"
        # The mark of a text without an end may be below its last line.
        line = min(_line(mark), text.count("\n") + text.count("\r") + 1)
        raise StrictYamlError(f"this is not YAML: {what}", line) from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise StrictYamlError(f"this is not YAML: {error}", 1) from None
    return _item(node) if node is not None else None


def _check_events(text: str) -> None:
    """Refuse parts that no registry needs, before a tree is made of them."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise StrictYamlError("anchors (&) and aliases (*) are not read", line)
        if tag := getattr(event, "tag", None):
            raise StrictYamlError(f"the tag {tag!r} is not read", line)
        if not is_whole(getattr(event, "value", "")):
            raise StrictYamlError("half a character is not read", line)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise StrictYamlError("a second document (---) is not read", line)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise StrictYamlError(f"more than {MAX_DEPTH} levels deep", line)


def _line(mark: Any) -> int:
    """Return the line of one of PyYAML's marks, which come in two classes."""
    return mark.line + 1 if mark else 1


def _item(node: yaml.Node) -> Item:
    line = _line(node.start_mark)
    match node:
        case yaml.MappingNode():
            return Item(value=_mapping(node), line=line)
        case yaml.SequenceNode():
            return Item(value=[_item(child) for child in node.value], line=line)
    return Item(value=printable(str(node.value)), line=line)


def _mapping(node: yaml.MappingNode) -> dict[str, Item]:
    mapping: dict[str, Item] = {}
    for key, value in node.value:
        line = _line(key.start_mark)
        if not isinstance(key, yaml.ScalarNode):
            raise StrictYamlError("a key is one word, not a list or a mapping", line)
        if key.value in mapping:
            raise StrictYamlError(f"{key.value!r} is here twice", line)
        mapping[key.value] = _item(value)
    return mapping
