"""Recaps: what front matter says of them, and the byline."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from docutils import nodes

from .blocks.byline import byline
from .domain import ConferenceDomain
from .errors import FieldError
from .fields import parse_address, parse_day, parse_names
from .logging import Subtype, warn
from .model import Origin, Recap

if TYPE_CHECKING:
    from sphinx.application import Sphinx


Value = TypeVar("Value")

_QUOTES = re.compile("[“”„«»「」]")
"""What Sphinx's smart quotes make of the quotes in an author's JSON."""


def read_recap(app: Sphinx, doctree: nodes.document) -> None:
    """Note the front matter of a document with talks, and show its byline."""
    domain = ConferenceDomain.of(app.env)
    docname = app.env.docname
    held = domain.documents.get(docname)
    if not (held and (held.talks or held.conferences)):
        return
    domain.note_registries()
    title, path = app.env.titles[docname].astext(), app.env.doc2path(docname)
    # Pelican writes Tags. docutils makes author of Author, but in English alone.
    metadata = {key.lower(): text for key, text in app.env.metadata[docname].items()}
    recap = recap_of(docname, title, metadata, path)
    domain.note_recap(recap)
    _add_description(doctree, recap)
    if domain.settings.byline:
        _add_byline(doctree, byline(recap, app.config.language))


def recap_of(
    docname: str,
    title: str,
    metadata: Mapping[str, Any],
    path: Path | None = None,
) -> Recap:
    """Read what a document's front matter says of it as a recap.

    *metadata* is Sphinx's: text, with lists and mappings as JSON where MyST
    found them. A value that cannot be used warns; other keys are left alone. *path*
    is the document's file, to tell the line.
    """

    def parsed(key: str, parse: Callable[[Any], Value], default: Value) -> Value:
        if (value := _value(metadata.get(key))) is None:
            return default
        try:
            return parse(value)
        except FieldError as error:
            warn(Subtype.FRONT_MATTER, f"{key}: {error}", (docname, _line(key, path)))
            return default if error.usable is None else cast("Value", error.usable)

    def names(key: str) -> tuple[str, ...]:
        return parsed(key, _names, ())

    no_day: date | None = None
    origin = Origin(
        name=parsed("originally-name", _text, ""),
        url=parsed("originally-url", _one(parse_address), ""),
        date=parsed("originally-date", _one(parse_day), no_day),
    )
    return Recap(
        docname=docname,
        title=title,
        author=", ".join(names("author") or names("authors")),
        date=parsed("date", _one(parse_day), no_day),
        tags=names("tags"),
        categories=names("categories"),
        description=parsed("description", _text, ""),
        origin=origin if origin != Origin() else None,
    )


def _value(written: Any) -> Any:
    """Return text, or the list or mapping that it stands for; ``None`` for nothing."""
    if isinstance(written, list):
        # docutils has split the authors at semicolons, else at commas.
        separator = "; " if any("," in name for name in written) else ", "
        written = separator.join(written)
    text = str(written or "").strip()
    if text == "null":
        return None
    if text.startswith(("[", "{")):
        for json_text in (text, _QUOTES.sub('"', text)):
            with suppress(ValueError):
                return json.loads(json_text)
    return text or None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise FieldError("write one line of text, not a list")
    return " ".join(value.split())


def _one(parse: Callable[[str], Value]) -> Callable[[Any], Value]:
    return lambda value: parse(_text(value))


def _names(value: Any) -> tuple[str, ...]:
    """Read names: as text with commas between, or as a list."""
    if isinstance(value, str):
        return parse_names(value)
    items = value if isinstance(value, list) else [value]
    names = [_name(item) for item in items]
    unique = tuple(dict.fromkeys(name for name in names if name))
    if not all(names):
        raise FieldError(
            "write a list of names; quote what YAML reads as something "
            "else, such as no",
            usable=unique,
        )
    return unique


def _name(item: Any) -> str:
    """Return a name; empty for what is none. An author may have an address too."""
    if isinstance(item, dict):
        item = item.get("name")
    named = isinstance(item, str | int | float) and not isinstance(item, bool)
    return _text(str(item)) if named else ""


def _line(key: str, path: Path | None) -> int:
    """Find the line of a key in front matter or in a field list; else the first."""
    if path is None:
        return 1
    written = re.compile(rf"[:'\"]?{key}['\"]?\s*:", re.IGNORECASE)
    lines = path.read_text("utf-8", "replace").splitlines()
    return next((n for n, line in enumerate(lines, 1) if written.match(line)), 1)


def _add_description(doctree: nodes.document, recap: Recap) -> None:
    """Describe the page to search engines, unless its author did so."""
    described = any(
        meta.get("name") == "description" for meta in doctree.findall(nodes.meta)
    )
    if recap.description and not described:
        doctree.insert(0, nodes.meta("", name="description", content=recap.description))


def _add_byline(doctree: nodes.document, lines: list[nodes.Node]) -> None:
    for section in doctree.findall(nodes.section):
        section[1:1] = lines
        return


def set_canonical(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Name the place of first publication as the canonical address of a recap."""
    domain = ConferenceDomain.of(app.env)
    held = domain.documents.get(pagename)
    recap = held.recap if held else None
    # A book in html is one page for all documents.
    if domain.with_pages and recap and recap.origin and recap.origin.url:
        context["pageurl"] = recap.origin.url


def register(app: Sphinx) -> None:
    """Connect to the end of reading, when Sphinx has the title and metadata."""
    app.connect("doctree-read", read_recap, priority=900)
    app.connect("html-page-context", set_canonical)
