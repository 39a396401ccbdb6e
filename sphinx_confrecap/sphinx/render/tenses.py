"""Data for the script that moves rows from what is to come to what is past."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from docutils import nodes

from ...model.queries import LOOKS, GroupBy, PostQuery, QueryByTalks, Sort
from ...text.digest import digest_of
from ..builders import runs_scripts
from ..nodes import conf_due
from .links import Linker


def due(until: date | None, title: nodes.Element, linker: Linker) -> nodes.Element:
    """Return the title of a row, with its last day if a script may move the row."""
    if until is None or not runs_scripts(linker.builder):
        return title
    given = {"data-until": until.isoformat()}
    return conf_due("", "", title, tag="span", classes=["cr-due"], **given)


def data_of(query: QueryByTalks | PostQuery) -> dict[str, str]:
    """Return what tells the script which rows a list of the page takes over."""
    filters = [
        (field.name, getattr(query, field.name))
        for field in fields(query)
        if field.name not in LOOKS - {"include", "repeats"} and field.name != "when"
    ]
    group = getattr(query, "group", GroupBy.NONE)
    order = query.order if isinstance(query, QueryByTalks) else query.sort
    return {
        "data-when": query.tense or "",
        "data-filters": digest_of((type(query).__name__, filters))[:8],
        "data-look": " ".join((query.look, *query.columns)),
        "data-group": "" if group is GroupBy.NONE else group,
        "data-sort": order if order is Sort.DATE else "",
        "data-limit": str(query.limit or ""),
        "data-empty": query.empty,
    }
