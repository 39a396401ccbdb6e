"""Small parts for the other modules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from docutils import nodes

from .. import i18n
from ..nodes import conf_element

SEPARATOR = " · "

_PLACE = re.compile(r"%\((\w+)\)s")

NO_SEARCH = "no-search"
"""Sphinx's class for parts that its search leaves out.

A talk is found on its own page, not on each that lists its title.
"""


def text(content: str, *classes: str) -> nodes.Element:
    """Return words, with classes for the stylesheet."""
    return nodes.inline("", content, classes=list(classes))


def paragraph(*children: nodes.Node, classes: Iterable[str] = ()) -> nodes.paragraph:
    """Return a paragraph of inline nodes."""
    return nodes.paragraph("", "", *children, classes=list(classes))


def in_language(tag: str, site: str, *words: nodes.Node) -> list[nodes.Node]:
    """Name the language of words for screen readers, if it is not the site's."""
    if not i18n.is_foreign(tag, site):
        return [*words]
    return [conf_element("", "", *words, tag="span", lang=tag)]


def when(iso: str, words: str) -> nodes.Node:
    """Return a date in words, which html also has for machines."""
    return conf_element("", words, tag="time", datetime=iso)


def dated(
    day: date | None, language: str, look: i18n.DayFormat = i18n.format_day
) -> list[nodes.Node]:
    """Return a day in words; nothing without one."""
    return [when(day.isoformat(), look(day, language))] if day else []


def period(
    first: date | None, last: date | None, language: str, *, short: bool = False
) -> list[nodes.Node]:
    """Return a day in words, or a first and a last day; *short* without the year."""
    if first is None or last in (None, first):
        return dated(
            first, language, i18n.format_short_day if short else i18n.format_day
        )
    days = (first.isoformat(), last.isoformat())
    words = i18n.format_period(first, last, language, short=short)
    return [nodes.inline("", "", *map(when, days, words))]


def sentence(message: str, **given: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return a message with nodes in its places, each written ``%(name)s``."""
    made: list[nodes.Node] = []
    # Sphinx gives a lazy string until it knows the language.
    for place, piece in enumerate(_PLACE.split(str(message))):
        if place % 2:
            made += given[piece]
        elif piece:
            made.append(nodes.Text(piece))
    return made


def joined(parts: Iterable[nodes.Node], separator: str = SEPARATOR) -> list[nodes.Node]:
    """Put a separator between *parts*."""
    result: list[nodes.Node] = []
    for part in parts:
        if result:
            result.append(text(separator, "cr-sep"))
        result.append(part)
    return result


def items(entries: Iterable[Iterable[nodes.Node]], *classes: str) -> list[nodes.Node]:
    """Return a list with one paragraph an entry; nothing for no entry."""
    made = [nodes.list_item("", paragraph(*entry)) for entry in entries]
    return [nodes.bullet_list("", *made, classes=list(classes))] if made else []
