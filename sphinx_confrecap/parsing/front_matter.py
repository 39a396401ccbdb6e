"""Facts about a recap in front matter, as YAML or as a field list."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar, cast

import yaml

from ..model.errors import FieldError
from ..model.rules import Report, Rule
from ..model.talks import Origin, Recap
from ..text.lines import is_whole, split_lines
from ..text.near import suggest
from ..text.strict_yaml import LOADER
from .fields import (
    MOST,
    not_too_many,
    parse_address,
    parse_day,
    parse_flag,
    parse_names,
)

Value = TypeVar("Value")

IGNORE = "confrecap-ignore"
"""The key that names the rules that a document ignores."""

_FIELD = re.compile(r":(?P<name>[^:\s][^:]*):(?:\s+(?P<value>.*))?\Z")

_MOST_PARTS = 100
"""More lists and mappings than this in a value that is not JSON are a mistake."""

_QUOTES = re.compile("[“”„«»「」]")
"""The quotes in an author's JSON, after Sphinx's smart quotes."""


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

    def names(self, key: str) -> tuple[str, ...]:
        """Return names; none if they are missing."""
        return self.value(key, _names, ())

    @property
    def draft(self) -> bool:
        """Whether the document is a draft; as with ``orphan``, the key is enough."""
        present = self._metadata.get("draft") is not None
        return self.value("draft", _one(parse_flag), present)


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
        title=title,
        author=", ".join(given.names("author") or given.names("authors")),
        date=given.value("date", _one(parse_day), no_day),
        tags=given.names("tags"),
        description=given.value("description", _text, ""),
        origin=origin if origin != Origin() else None,
        draft=given.draft,
    )


def _value(written: Any) -> Any:
    """Return text, or the list or mapping in it; ``None`` for nothing."""
    if isinstance(written, list):
        # docutils has split the authors at semicolons, else at commas.
        separator = "; " if any("," in name for name in written) else ", "
        written = separator.join(written)
    text = str(written or "").strip()
    if text == "null":
        return None
    if text.startswith(("[", "{")):
        for json_text in (text, _QUOTES.sub('"', text)):
            with suppress(ValueError, RecursionError):
                return json.loads(json_text)
        if text.count("[") + text.count("{") > _MOST_PARTS:
            raise FieldError("lists in lists cannot be read; write a list of names")
    return text or None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise FieldError("write one line of text, not a list")
    if not is_whole(value):
        raise FieldError(f"{value!r} holds half a character")
    return " ".join(value.split())


def _one(parse: Callable[[str], Value]) -> Callable[[Any], Value]:
    return lambda value: parse(_text(value))


def _names(value: Any) -> tuple[str, ...]:
    """Read names: as text with commas between, or as a list."""
    if isinstance(value, str):
        return parse_names(_text(value))
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


def _name(item: Any) -> str:
    """Return a name; empty if it is not one. An author may have an address too."""
    if isinstance(item, dict):
        item = item.get("name")
    named = isinstance(item, str | int | float) and not isinstance(item, bool)
    return _text(str(item)) if named else ""


def metadata_of(text: str) -> dict[str, str]:
    """Return front matter, or the field list at the top, as text; empty if not YAML."""
    lines = text.removeprefix("\ufeff").splitlines()
    if lines[:1] == ["---"]:
        end = next((n for n, line in enumerate(lines[1:], 1) if line == "---"), None)
        return _of_yaml("\n".join(lines[1:end])) if end else {}
    return _of_fields(lines)


def _of_yaml(text: str) -> dict[str, str]:
    try:
        values = yaml.load(text, Loader=LOADER)  # noqa: S506, both are safe
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return {}
    if not isinstance(values, dict):
        return {}
    return {str(key).lower(): _as_text(value) for key, value in values.items()}


def _as_text(value: object) -> str:
    if isinstance(value, str | int | float | date):
        return str(value)
    with suppress(TypeError, ValueError, RecursionError):
        return json.dumps(value, default=str)
    return ""


def _of_fields(lines: Iterable[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        if match := _FIELD.match(line):
            name = match["name"].lower()
            fields[name] = match["value"] or ""
        elif name and line[:1].isspace() and line.strip():
            fields[name] = f"{fields[name]} {line.strip()}".strip()
        elif line.strip() and not line.startswith(".. "):
            break
    return fields


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
    written = re.compile(rf"[:'\"]?{re.escape(key)}['\"]?\s*:", re.IGNORECASE)
    start = 0
    for line in text.splitlines(keepends=True):
        if written.match(line):
            return len(split_lines(text[: start + 1]))
        start += len(line)
    return 1
