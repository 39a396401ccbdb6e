"""Recaps: what front matter says of them, and the byline."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from docutils import nodes

from .blocks.byline import byline
from .config import Settings
from .errors import FieldError
from .fields import parse_day, parse_names, parse_url
from .logging import Subtype, warn
from .model import Origin, Recap

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .domain import ConferenceDomain

Value = TypeVar("Value")


def read_recap(app: Sphinx, doctree: nodes.document) -> None:
    """Note the front matter of a document with talks, and show its byline."""
    domain = cast("ConferenceDomain", app.env.get_domain("conf"))
    docname = app.env.docname
    held = domain.documents.get(docname)
    if not (held and (held.talks or held.conferences)):
        return
    recap = recap_of(
        docname, app.env.titles[docname].astext(), app.env.metadata[docname]
    )
    domain.note_recap(recap)
    _add_description(doctree, recap)
    if Settings.of(app.config).byline:
        _add_byline(doctree, byline(recap, app.config.language))


def recap_of(docname: str, title: str, metadata: Mapping[str, Any]) -> Recap:
    """Read what a document's front matter says of it as a recap.

    *metadata* is Sphinx's: text, with lists and mappings as JSON where MyST
    found them. A value that cannot be used warns; others are left alone.
    """

    def parsed(key: str, parse: Callable[[str], Value], default: Value) -> Value:
        text = str(metadata.get(key, "")).strip()
        if not text:
            return default
        try:
            return parse(text)
        except FieldError as error:
            warn(Subtype.FRONT_MATTER, f"{key}: {error}", (docname, 1))
            return default

    def names(key: str) -> tuple[str, ...]:
        return parsed(key, _names, ())

    no_day: date | None = None
    origin = Origin(
        name=parsed("originally-name", _line, ""),
        url=parsed("originally-url", parse_url, ""),
        date=parsed("originally-date", parse_day, no_day),
    )
    return Recap(
        docname=docname,
        title=title,
        author=", ".join(names("author") or names("authors")),
        date=parsed("date", parse_day, no_day),
        tags=names("tags"),
        categories=names("categories"),
        description=parsed("description", _line, ""),
        origin=origin if origin != Origin() else None,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _names(text: str) -> tuple[str, ...]:
    """Read a list of names: as JSON, or with commas between."""
    try:
        value = json.loads(text)
    except ValueError:
        return parse_names(text)
    if not isinstance(value, list):
        return parse_names(text)
    names = (_line(str(item)) for item in value if not isinstance(item, (dict, list)))
    return tuple(dict.fromkeys(name for name in names if name))


def _add_description(doctree: nodes.document, recap: Recap) -> None:
    """Describe the page to search engines, unless its author did so."""
    described = any(
        meta.get("name") == "description" for meta in doctree.findall(nodes.meta)
    )
    if recap.description and not described:
        doctree.insert(0, nodes.meta("", name="description", content=recap.description))


def _add_byline(doctree: nodes.document, lines: list[nodes.Node]) -> None:
    for title in doctree.findall(nodes.title):
        section = title.parent
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
    domain = cast("ConferenceDomain", app.env.get_domain("conf"))
    recap = domain.catalogue.recaps.get(pagename)
    if recap and recap.origin and recap.origin.url:
        context["pageurl"] = recap.origin.url


def register(app: Sphinx) -> None:
    """Connect to the end of reading, when Sphinx has the title and metadata."""
    app.connect("doctree-read", read_recap, priority=900)
    app.connect("html-page-context", set_canonical)
