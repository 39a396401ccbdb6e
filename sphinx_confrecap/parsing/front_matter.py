"""Facts about a recap in front matter, as YAML or as a field list."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import PurePath, PurePosixPath
from typing import Any, NamedTuple, TypeVar, cast

import yaml

from ..model.blocks import Dialect
from ..model.errors import FieldError
from ..model.rules import Report, Rule
from ..model.talks import Conference, Origin, Recap
from ..text.lines import is_whole, printable, split_lines
from ..text.near import suggest
from ..text.strict_yaml import LOADER
from ..text.values import in_quotes
from .fields import (
    parse_address,
    parse_day,
    parse_flag,
)
from .names import MOST, not_too_many, parse_names, plain_tags, without_mail
from .options import entries_of, with_colon
from .words import plain

Value = TypeVar("Value")

IGNORE = "confrecap-ignore"
"""The key that names the rules that a document ignores."""

UNTAGGED = (
    "page-tags puts no document on a tag's page; set confrecap_tag_documents = True"
)


def published(path: PurePath) -> str:
    """Return the warning of a document that is a draft, and that Sphinx writes.

    *path* is below the source directory.
    """
    return (
        "the document is a draft; what is in our blocks is left out, but Sphinx "
        f"publishes the rest: add {path.as_posix()!r} to exclude_patterns"
    )


_FIELD = re.compile(r":(?P<name>[^:\s][^:]*):(?:\s+(?P<value>.*))?\Z")

_MOST_PARTS = 100
"""More lists and mappings than this in a value that is not JSON are a mistake."""

_FRONT_MATTER = re.compile(
    r"(?P<mark>-{3,})(?!-)[^\n]*\n(?P<yaml>.*?)^(?: {0,3}(?P=mark)-*|\.\.\.)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_MAX_PARTS = 10_000
_MOST_KEYS = 1000
_MISPLACED = {
    r"(?P<mark>\+\+\+)\s*\n": "front matter in TOML is shown as text; write YAML "
    "between two lines of ---",
    r"(?P<mark>---)\s*\n[\w-]+:": "YAML is not read here; in MyST write --- below it, "
    "in reST write :key: value",
    r"\s+(?P<mark>---)\s*\n[\w-]+:": "front matter begins in the first line; remove "
    "the empty lines above",
}
"""Starts of documents that look like front matter, and are read as text."""


class Metadata(NamedTuple):
    """Front matter that was read."""

    values: dict[str, str]
    """The keys, as Sphinx has them: as text."""
    wrong: dict[str, str]
    """For each key or line that cannot be read, a message."""


class FrontMatter:
    """The front matter of one document.

    *metadata* is Sphinx's: text, with lists and mappings from MyST as JSON. A value
    that cannot be used is reported; other keys are not touched.
    """

    def __init__(self, metadata: Mapping[str, Any], report: Report) -> None:
        self._metadata = metadata
        self._report = report

    def value(self, key: str, parse: Callable[[Any], Value], default: Value) -> Value:
        """Return a value, or *default* if it is missing."""
        try:
            if (value := _value(self._metadata.get(key))) is None:
                return default
            return parse(value)
        except FieldError as error:
            self._report(Rule.FRONT_MATTER, f"{key}: {error}", key)
            return default if error.usable is None else cast("Value", error.usable)

    def report(self, wrong: Mapping[str, str]) -> None:
        """Report what could not be read; each report looks for its line."""
        for key, message in islice(wrong.items(), MOST):
            self._report(Rule.FRONT_MATTER, message, key)

    def names(self, key: str) -> tuple[str, ...]:
        """Return names; none if they are missing."""
        return self.value(key, _names, ())

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags; none if they are missing."""
        return self.value("tags", _tags, ())

    @property
    def author(self) -> str:
        """The authors, without their addresses of mail."""
        names = self.names("author") or self.names("authors")
        return ", ".join(filter(None, map(without_mail, names)))

    @property
    def title(self) -> str:
        """The title, for a document that shows none; empty if it is not a text."""
        with suppress(FieldError):
            return _text(_value(self._metadata.get("title")) or "")
        return ""

    @cached_property
    def draft(self) -> bool:
        """Whether the document is a draft; as with ``orphan``, the key is enough."""
        present = self._metadata.get("draft") is not None
        return self.value("draft", _one(parse_flag), present)


def name_of(docname: str, conferences: Iterable[Conference], given: FrontMatter) -> str:
    """Return a name for a document that shows no title."""
    path = PurePosixPath(docname)
    file = path.parent.name if path.name == "index" else path.name
    names = (given.title, *(conference.name for conference in conferences), file)
    return next(filter(None, names), docname)


def recap_of(docname: str, title: str, given: FrontMatter) -> Recap:
    """Read the facts about a recap in a document's front matter."""
    no_day: date | None = None
    origin = Origin(
        name=given.value("originally-name", _text, ""),
        url=given.value("originally-url", _one(parse_address), ""),
        date=given.value("originally-date", _one(parse_day), no_day),
    )
    return Recap(
        docname=docname,
        title=printable(title),
        author=given.author,
        date=given.value("date", _one(parse_day), no_day),
        tags=given.tags,
        description=given.value("description", _text, ""),
        origin=origin if origin != Origin() else None,
        draft=given.draft,
    )


def _value(written: Any) -> Any:
    """Return text, or the list or mapping in it; ``None`` for nothing."""
    if isinstance(written, list):
        # docutils has split the authors.
        return written
    text = str(written or "").strip()
    if text.startswith(("[", "{")):
        with suppress(ValueError, RecursionError):
            return json.loads(text)
        if text.count("[") + text.count("{") > _MOST_PARTS:
            raise FieldError("lists in lists cannot be read; write a list of names")
    return text if text and text != "null" else None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise FieldError("write one line of text, not a list")
    if not is_whole(value):
        raise FieldError(f"{value!r} holds half a character")
    return " ".join(printable(value).split())


def _one(parse: Callable[[str], Value]) -> Callable[[Any], Value]:
    return lambda value: parse(_text(value))


def _names(value: Any) -> tuple[str, ...]:
    """Read names: as text with commas between, or as a list."""
    if isinstance(value, str) and is_whole(value):
        return parse_names(printable(value))
    items = value if isinstance(value, list) else [value]
    names = [_name(item) for item in items]
    unique = tuple(dict.fromkeys(name for name in names if name))
    if not all(names):
        raise FieldError(
            "write a list of names; quote what YAML reads as something "
            "else, such as no",
            usable=unique[:MOST],
        )
    return not_too_many(unique)


def _tags(value: Any) -> tuple[str, ...]:
    """Read tags as a block does."""
    try:
        return plain_tags(_names(value))
    except FieldError as error:
        return plain_tags(cast("tuple[str, ...]", error.usable or ()), [str(error)])


def _name(item: Any) -> str:
    """Return a name; empty if it is not one. An author may have an address too."""
    if isinstance(item, dict):
        item = item.get("name")
    named = isinstance(item, str | int | float) and not isinstance(item, bool)
    return _text(str(item)) if named else ""


def metadata_of(text: str, dialect: Dialect) -> Metadata:
    """Read front matter, or in reST the field list at the top."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if dialect is Dialect.MYST and (match := _FRONT_MATTER.match(text)):
        return _of_yaml(match["yaml"])
    read = Metadata({}, {})
    if dialect is Dialect.REST:
        read.values.update(_of_fields(text.splitlines()))
    for start, message in _MISPLACED.items():
        if match := re.match(start, text):
            read.wrong[match["mark"]] = message
    return read


def _of_yaml(text: str) -> Metadata:
    """Read front matter; if YAML refuses it, each key for itself."""
    if (values := _load(text)) is not None:
        return Metadata(values, {})
    read = Metadata({}, {})
    entries = [entry for _line, entry in entries_of(enumerate(text.split("\n")))]
    for entry in entries[:_MOST_KEYS]:
        if entry.startswith(("#", ": ")):
            # A comment, or the value of a key that is not a word.
            continue
        line, key, value = entry.partition("\n")[0], *entry.partition(":")[::2]
        if (values := _load(entry)) is not None:
            read.values.update(values)
        elif ":" in line:
            key, value = key.strip("'\""), in_quotes(value)
            message = f"{key}: YAML cannot read this value; write {key}: {value}"
            read.wrong[key] = message
        else:
            read.wrong[line] = f"{line!r} has no colon; write {with_colon(entry)}"
    if not read.wrong or entries[_MOST_KEYS:]:
        read.wrong["---"] = "YAML cannot read this front matter; write each key alone"
    return read


def _load(text: str) -> dict[str, str] | None:
    """Return the keys in YAML as Sphinx has them; ``None`` if it is refused."""
    try:
        values = yaml.load(text, Loader=LOADER)  # noqa: S506, both are safe
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None
    except (LookupError, AttributeError):
        # PyYAML does not expect words after its tags, as in !!bool maybe.
        return None
    if not isinstance(values, dict):
        return None if values else {}
    read = {str(key).lower(): value for key, value in values.items()}
    return {key: _as_text(value, key) for key, value in read.items()}


def _as_text(value: object, key: str) -> str:
    if isinstance(value, str) and key in ("author", "authors"):
        # Sphinx shows these, and MyST reads them as markup.
        return plain(value, Dialect.MYST)
    if isinstance(value, str | int | float | date):
        return str(value)
    # An alias can make a value that is longer than its text, without an end.
    with suppress(TypeError, ValueError, RecursionError):
        parts = json.JSONEncoder(default=str).iterencode(value)
        text = "".join(islice(parts, _MAX_PARTS))
        return "" if next(parts, "") else text
    return ""


def _of_fields(lines: Iterable[str]) -> dict[str, str]:
    """Return the fields, which only comments may be before."""
    written: dict[str, list[str]] = {}
    name = comment = ""
    for line in lines:
        if match := _FIELD.match(line):
            name = match["name"].lower()
            written[name] = [match["value"] or ""]
        elif name and line[:1].isspace():
            written[name].append(line.strip())
        elif line.startswith(".."):
            name, comment = "", line
        elif line.strip() and not (comment and line[:1].isspace()):
            break
    texts = {name: "\n".join(lines).strip() for name, lines in written.items()}
    return {name: plain(text, Dialect.REST) for name, text in texts.items()}


def ignored_rules(metadata: Mapping[str, Any], report: Report) -> frozenset[Rule]:
    """Return the rules that a document ignores, from its front matter."""
    names = FrontMatter(metadata, report).names(IGNORE)
    known = {rule.id: rule for rule in Rule}
    # suppress_warnings in conf.py has this spelling.
    plain = [name.removeprefix("confrecap.") for name in names]
    for name in plain:
        if name not in known:
            message = f"{IGNORE}: there is no rule {name!r}{suggest(name, known)}"
            report(Rule.FRONT_MATTER, message, IGNORE)
    return frozenset(known[name] for name in plain if name in known)


def line_of_key(text: str, key: str) -> int:
    """Find the line of a key, as an editor counts lines; else the first."""
    written = re.compile(rf"[:'\"]?{re.escape(key)}['\"]?\s*(?::|\Z)", re.IGNORECASE)
    start = 0
    for line in text.splitlines(keepends=True):
        if written.match(line):
            return len(split_lines(text[: start + 1]))
        start += len(line)
    return 1
