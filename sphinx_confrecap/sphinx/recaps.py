"""Front matter of recaps and other documents, and the byline."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import PurePath
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..catalogue.catalogue import Document
from ..model.rules import Report, Rule
from ..model.talks import Recap, TaggedDocument
from ..parsing.front_matter import (
    UNTAGGED,
    FrontMatter,
    Metadata,
    ignored_rules,
    line_of_key,
    name_of,
    published,
    recap_of,
)
from ..parsing.names import without_mail
from .domain import ConferenceDomain
from .drafts import hide_document, note_document
from .logging import metadata_in, warn
from .render.conference import byline, draft_line

_IN_TEXT = "confrecap:front-matter"
"""The place of the front matter in the text of a document while it is read."""


def find_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Keep the front matter of a text as other extensions have changed it."""
    read = metadata_in(app, app.env.doc2path(docname), source[0])
    app.env.temp_data[_IN_TEXT] = read
    draft = FrontMatter(read.values, lambda *_: None).draft
    note_document(app.env, draft=draft)


def read_front_matter(app: Sphinx, doctree: nodes.document) -> None:
    """Store the facts in the front matter of a document."""
    docname, domain = app.env.docname, ConferenceDomain.of(app.env)
    held, path = domain.documents.get(docname, Document()), app.env.doc2path(docname)

    def report(rule: Rule, message: str, key: str) -> None:
        text = path.read_text("utf-8", "replace")
        warn(rule, message, (docname, line_of_key(text, key)))

    metadata, wrong = _metadata_of(app.env)
    ignored_rules(metadata, report)
    given = FrontMatter(metadata, report)
    if held.talks or held.conferences:
        given.report(wrong)
        title = _title_of(doctree, app.env, held, given)
        _hide_mails(domain, docname, metadata)
        _read_recap(app, doctree, recap_of(docname, title, given))
    elif domain.settings.tag_documents:
        given.report(wrong)
        tags = tuple(dict.fromkeys((*given.tags, *held.page_tags)))
        if tags and (domain.settings.drafts or not given.draft):
            title = _title_of(doctree, app.env, held, given)
            document = TaggedDocument(docname=docname, title=title, tags=tags)
            domain.change(docname).tagged = document
            domain.note_registries()
    elif held.page_tags:
        warn(Rule.CONFIG, UNTAGGED, (docname, min(held.page_tags.values())))
    if given.draft:
        _mark_draft(app, doctree, report)
        if not domain.settings.drafts:
            tags = FrontMatter(metadata, lambda *_: None).tags
            hide_document(app.env, doctree, (*tags, *held.page_tags))


def _metadata_of(env: BuildEnvironment) -> Metadata:
    """Return the front matter of the document that is being read."""
    # Pelican writes Tags. docutils makes author of Author, but only in English.
    given = {key.lower(): text for key, text in env.metadata[env.docname].items()}
    # MyST drops all of it for one key that YAML refuses. Other extensions add keys.
    read, wrong = env.temp_data.get(_IN_TEXT) or Metadata({}, {})
    return Metadata({**given, **read}, wrong)


def _hide_mails(
    domain: ConferenceDomain, docname: str, metadata: dict[str, Any]
) -> None:
    """Remove the authors' addresses of mail; builders and themes get the metadata."""
    for key in ("author", "authors"):
        domain.note_mails(docname, str(metadata.get(key, "")))
    kept = domain.env.metadata[docname]
    for key, value in kept.items():
        if key.lower() in ("author", "authors"):
            kept[key] = _without_mails(value)


def _without_mails(value: Any) -> Any:
    if isinstance(value, list):
        return [*map(_without_mails, value)]
    return without_mail(value) if isinstance(value, str) else value


def _title_of(
    doctree: nodes.document,
    env: BuildEnvironment,
    held: Document,
    given: FrontMatter,
) -> str:
    """Return the title of a document.

    One without a title gets a name, also where Sphinx would write ``<no title>``.
    """
    titles, docname = env.titles, env.docname
    if "title" in doctree or any(doctree.findall(nodes.section)):
        return titles[docname].astext()
    name = name_of(docname, (record.fact for record in held.conferences), given)
    titles[docname] = env.longtitles[docname] = nodes.title("", name)
    env.tocs[docname] = _entry(docname, name, env.tocs[docname])
    return name


def _entry(docname: str, name: str, below: nodes.Element) -> nodes.bullet_list:
    """Return the entry of a document in toctrees, as Sphinx makes it of a title."""
    words = nodes.Text(name)
    link = nodes.reference("", "", words, refuri=docname, anchorname="", internal=True)
    item = nodes.list_item("", addnodes.compact_paragraph("", "", link))
    if below.children:
        item += below
    return nodes.bullet_list("", item)


def _read_recap(app: Sphinx, doctree: nodes.document, recap: Recap) -> None:
    """Store a recap, and show the byline under its title."""
    domain = ConferenceDomain.of(app.env)
    domain.note_registries()
    page_tags = domain.documents[recap.docname].page_tags
    recap = replace(recap, tags=tuple(dict.fromkeys((*recap.tags, *page_tags))))
    domain.change(recap.docname).recap = recap
    _add_description(doctree, recap)
    if domain.settings.byline:
        _put_below_title(doctree, byline(recap, app.config.language))


def _mark_draft(app: Sphinx, doctree: nodes.document, report: Report) -> None:
    """Mark a draft, and warn of one that Sphinx publishes."""
    if not ConferenceDomain.of(app.env).settings.drafts:
        path = app.env.doc2path(app.env.docname, base=False)
        report(Rule.DRAFT, published(PurePath(path)), "draft")
    _put_below_title(doctree, [draft_line()])


def _put_below_title(doctree: nodes.document, lines: list[nodes.Node]) -> None:
    for section in islice(doctree.findall(nodes.section), 1):
        section[1:1] = lines


def _add_description(doctree: nodes.document, recap: Recap) -> None:
    """Describe the page to search engines, unless its author did so."""
    described = any(
        meta.get("name") == "description" for meta in doctree.findall(nodes.meta)
    )
    if recap.description and not described:
        doctree.insert(0, nodes.meta("", name="description", content=recap.description))


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
