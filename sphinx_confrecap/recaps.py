"""What front matter says of recaps and other documents, and the byline."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from docutils import nodes
from sphinx import addnodes

from .blocks.byline import byline, draft_line
from .catalogue import Document
from .domain import ConferenceDomain
from .errors import FieldError
from .fields import parse_address, parse_day, parse_flag, parse_names
from .logging import Subtype, warn
from .model import Origin, Recap, TaggedDocument
from .nodes import conf_talk, leave_out_of_search

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


Value = TypeVar("Value")

_QUOTES = re.compile("[“”„«»「」]")
"""What Sphinx's smart quotes make of the quotes in an author's JSON."""


def read_front_matter(app: Sphinx, doctree: nodes.document) -> None:
    """Note what the front matter of a document says of it."""
    docname, domain = app.env.docname, ConferenceDomain.of(app.env)
    held = domain.documents.get(docname, Document())
    given = _FrontMatter(
        docname,
        # Pelican writes Tags. docutils makes author of Author, but in English alone.
        {key.lower(): text for key, text in app.env.metadata[docname].items()},
        app.env.doc2path(docname),
    )
    if held.talks or held.conferences:
        _read_recap(app, doctree, _recap(app.env.titles[docname].astext(), given))
    elif domain.settings.tag_documents:
        tags = tuple(dict.fromkeys((*given.names("tags"), *held.page_tags)))
        if tags and (domain.settings.drafts or not given.draft):
            title = app.env.titles[docname].astext()
            document = TaggedDocument(docname=docname, title=title, tags=tags)
            domain.note_tagged(document)
            domain.note_registries()
    elif held.page_tags:
        message = (
            "page-tags puts no document on a tag's page; set confrecap_tag_documents "
            "= True"
        )
        warn(Subtype.CONFIG, message, (docname, min(held.page_tags.values())))


def _read_recap(app: Sphinx, doctree: nodes.document, recap: Recap) -> None:
    """Note a recap, and show what stands under its title."""
    domain = ConferenceDomain.of(app.env)
    domain.note_registries()
    page_tags = domain.documents[recap.docname].page_tags
    recap = replace(recap, tags=tuple(dict.fromkeys((*recap.tags, *page_tags))))
    domain.note_recap(recap)
    _add_description(doctree, recap)
    lines = [draft_line()] if recap.draft else []
    if domain.settings.byline:
        lines += byline(recap, app.config.language)
    _add_byline(doctree, lines)
    if not domain.settings.drafts:
        _hide_drafts(app.env, doctree, recap)


def _hide_drafts(env: BuildEnvironment, doctree: nodes.document, recap: Recap) -> None:
    """Keep a draft out of the search, and what it holds out of the general index."""
    docname = recap.docname
    if recap.draft:
        leave_out_of_search(doctree, env.metadata[docname])
    talks = ConferenceDomain.of(env).documents[docname].talks
    drafts = {talk.node_id for talk in talks if talk.fact.draft}
    entries = env.domains.index_domain.entries.get(docname, [])
    for index in list(doctree.findall(addnodes.index)):
        if recap.draft or drafts & set(_talks_around(index)):
            index.parent.remove(index)
            for entry in index["entries"]:
                entries.remove(entry)


def _talks_around(node: nodes.Node) -> Iterator[str]:
    while (node := node.parent) is not None:
        if isinstance(node, conf_talk):
            yield node["anchor"]


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
    return _recap(title, _FrontMatter(docname, metadata, path))


def _recap(title: str, given: _FrontMatter) -> Recap:
    no_day: date | None = None
    origin = Origin(
        name=given.value("originally-name", _text, ""),
        url=given.value("originally-url", _one(parse_address), ""),
        date=given.value("originally-date", _one(parse_day), no_day),
    )
    return Recap(
        docname=given.docname,
        title=title,
        author=", ".join(given.names("author") or given.names("authors")),
        date=given.value("date", _one(parse_day), no_day),
        tags=given.names("tags"),
        categories=given.names("categories"),
        description=given.value("description", _text, ""),
        origin=origin if origin != Origin() else None,
        draft=given.draft,
    )


class _FrontMatter:
    """The front matter of one document. A value that cannot be used warns."""

    def __init__(
        self, docname: str, metadata: Mapping[str, Any], path: Path | None
    ) -> None:
        self.docname = docname
        self._metadata = metadata
        self._path = path

    def value(self, key: str, parse: Callable[[Any], Value], default: Value) -> Value:
        """Return a value, or *default* if it is missing."""
        if (value := _value(self._metadata.get(key))) is None:
            return default
        try:
            return parse(value)
        except FieldError as error:
            place = self.docname, _line(key, self._path)
            warn(Subtype.FRONT_MATTER, f"{key}: {error}", place)
            return default if error.usable is None else cast("Value", error.usable)

    def names(self, key: str) -> tuple[str, ...]:
        """Return names; none if they are missing."""
        return self.value(key, _names, ())

    @property
    def draft(self) -> bool:
        """Whether the document is a draft; as with ``orphan``, the key will do."""
        present = self._metadata.get("draft") is not None
        return self.value("draft", _one(parse_flag), present)


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
    app.connect("doctree-read", read_front_matter, priority=900)
    app.connect("html-page-context", set_canonical)
