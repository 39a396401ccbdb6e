"""Small builders of what documents hold.

A document is written as a list: what it holds, from top to bottom. A talk
belongs to the conference above it, unless it names one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sphinx_confrecap.catalogue.catalogue import Catalogue, Document
from sphinx_confrecap.catalogue.resolve import catalogue_of
from sphinx_confrecap.model.places import Place
from sphinx_confrecap.model.queries import SINGULAR, ListQuery, Query, TalkQuery
from sphinx_confrecap.model.talks import Conference, Recap, Record, TaggedDocument, Talk
from sphinx_confrecap.parsing.fields import parse_when
from sphinx_confrecap.parsing.names import parse_tags
from sphinx_confrecap.parsing.people import parse_speakers
from sphinx_confrecap.text.keys import key_of

Thing = Conference | Talk | Recap | TaggedDocument | Query
Things = Mapping[str, Sequence[Thing]]

TODAY = date(2019, 6, 1)
"""The day of a build, for tests that choose no other."""

LINES_EACH = 10
"""The first thing in a document is on line 10, the next on line 20."""


def conference(name: str, **facts: Any) -> Conference:
    """Build a conference; days and tags may be text."""
    given = {"key": key_of(name), **_parsed(facts)}
    return Conference(name=name, **given)


def talk(title: str, **facts: Any) -> Talk:
    """Build a talk; its start, speakers and tags may be text.

    Its parent is the slug of a talk above it in the document.
    """
    given = {"slug": key_of(title), **_parsed(facts)}
    return Talk(title=title, **given)


def recap(title: str, **facts: Any) -> Recap:
    """Build the front matter of the document that it is in."""
    return Recap(docname="", title=title, **_parsed(facts))


def document(title: str, **facts: Any) -> TaggedDocument:
    """Build the tags of the document that it is in."""
    return TaggedDocument(docname="", title=title, **_parsed(facts))


def query(asks: Any = TalkQuery, /, **facts: Any) -> Any:
    """Build what a list *asks*, a class of queries; its tags may be text.

    One value of a filter needs no tuple.
    """
    given = {SINGULAR.get(name, name): value for name, value in facts.items()}
    if isinstance(given.get("tags"), str):
        given["tags"] = parse_tags(given["tags"])
    several = {field.name for field in fields(asks) if field.default == ()}
    return asks(
        **{
            name: value if name not in several or isinstance(value, tuple) else (value,)
            for name, value in given.items()
        }
    )


def _parsed(facts: dict[str, Any]) -> dict[str, Any]:
    parsers = {
        "start": parse_when,
        "end": parse_when,
        "date": parse_when,
        "speakers": parse_speakers,
        "tags": parse_tags,
    }
    return {
        name: parsers[name](value)
        if name in parsers and isinstance(value, str)
        else value
        for name, value in facts.items()
    }


def documents_of(held: Things) -> dict[str, Document]:
    """Build documents, given as lists by document name."""
    return {docname: _document(docname, things) for docname, things in held.items()}


def _document(docname: str, things: Sequence[Thing]) -> Document:
    held = Document()
    anchors: dict[str, str] = {}
    above = ""
    for place, thing in enumerate(things, start=1):
        line = place * LINES_EACH
        match thing:
            case Conference(key=above):
                held.conferences.append(_record(thing, docname, line))
            case Talk():
                fact = replace(
                    thing,
                    conference=thing.conference or above,
                    parent=anchors.get(thing.parent, ""),
                )
                record = _record(fact, docname, line)
                held.talks.append(record)
                anchors[fact.slug] = record.node_id
            case Recap():
                held.recap = replace(thing, docname=docname)
            case TaggedDocument():
                held.tagged = replace(thing, docname=docname)
            case ListQuery():
                held.queries.append((thing, Place(docname=docname, line=line)))
    return held


def _record(fact: Any, docname: str, line: int) -> Record[Any]:
    return Record(fact=fact, docname=docname, node_id=f"line-{line}", line=line)


def resolved(held: Things | None = None, /, **documents: Sequence[Thing]) -> Catalogue:
    """Build documents and resolve their records."""
    return catalogue_of(documents_of({**(held or {}), **documents}))
