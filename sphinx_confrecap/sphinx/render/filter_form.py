"""The form in which readers filter a list of talks, and the data for its script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docutils import nodes

from ...model.queries import Has
from ...model.talks import Kind
from ...views.rows import DocumentRow, Facets, TalkRow
from .. import i18n
from ..builders import makes_web_pages
from ..i18n import _, ngettext
from ..nodes import conf_element, conf_filter_form, conf_found
from .links import Linker
from .text import NO_SEARCH, paragraph, text

Found = TalkRow | DocumentRow

Values = dict[str, tuple[str, ...]]
"""The values that a row can be found by, by the name of the control."""


def found(row: Found, title: nodes.Element, linker: Linker) -> nodes.Element:
    """Return the title of a row, with its values for filters if it has some."""
    if row.facets is None or not makes_web_pages(linker.builder):
        return title
    return conf_found("", "", title, facets=_values(row, row.facets))


def form(rows: Iterable[object], linker: Linker) -> list[nodes.Node]:
    """Return the form for *rows*; nothing if no row can be filtered."""
    listed = [row for row in rows if isinstance(row, Found) and row.facets]
    if not listed or not makes_web_pages(linker.builder):
        return []
    talks = [_values(row, row.facets) for row in listed if row.facets]
    words = _count(listed, linker.language)
    given = {"autocomplete": "off", "hidden": "", "data-found": words}
    classes = ["cr-filter", NO_SEARCH]
    made = conf_filter_form("", "", tag="form", classes=classes, **given)
    made += _text()
    # A choice must leave some talks and take others away.
    useful = [name for name in talks[0] if len({talk[name] for talk in talks}) > 1]
    for name in useful:
        if name in _labels():
            made += _menu(name, talks, linker.language)
    if "video" in useful:
        box = _control("input", type="checkbox", name="video", value="yes")
        label = _("With video")
        made += _control("label", box, nodes.Text(f" {label} "), text("", "cr-n"))
    if "tag" in useful:
        made += _tags()
    shown = words.replace("{shown}", i18n.format_number(len(talks), linker.language))
    made += paragraph(
        _control("output", nodes.Text(shown)),
        nodes.Text(" "),
        # Translators: a button that empties a form.
        _control("button", nodes.Text(_("Reset")), type="reset"),
    )
    return [made]


def _count(listed: Sequence[Found], language: str) -> str:
    """Return the line that counts, with a place for the script's result."""
    count = len(listed)
    if all(isinstance(row, TalkRow) for row in listed):
        # Translators: how many talks a filter leaves; {shown} stays as it is.
        return ngettext(
            "{shown} of %(n)s talk", "{shown} of %(n)s talks", count, language
        )
    # Translators: talks and documents in one list; {shown} stays as it is.
    return ngettext(
        "{shown} of %(n)s entry", "{shown} of %(n)s entries", count, language
    )


def _values(row: Found, facets: Facets) -> Values:
    talk = row if isinstance(row, TalkRow) else None
    return {
        "speaker": facets.speakers,
        "conference": _conferences(talk) if talk else (),
        "year": _years(talk, facets),
        "kind": (talk.kind.value,) if talk else (),
        "language": (facets.language,) if facets.language else (),
        "tag": facets.tags,
        "video": ("yes",) if talk and Has.VIDEO in talk.has else (),
    }


def _years(talk: TalkRow | None, facets: Facets) -> tuple[str, ...]:
    """Return the years of an entry, and those in which the list has it again."""
    days = (giving.day for giving in (talk.again if talk else ()))
    years = (str(day.year) for day in days if day)
    return tuple(dict.fromkeys((*facets.years, *years)))


def _conferences(talk: TalkRow) -> tuple[str, ...]:
    """Return the names of all conferences at which the list has a talk."""
    names = (talk.conference, *(giving.name for giving in talk.again))
    return tuple(dict.fromkeys(filter(None, names)))


def _labels() -> dict[str, str]:
    return {
        "speaker": _("Speaker"),
        "conference": _("Conference"),
        "year": _("Year"),
        # Translators: talk, keynote, panel, ...
        "kind": _("Kind"),
        # Translators: that a talk was given in.
        "language": _("Language"),
    }


def _control(tag: str, *children: nodes.Node, **given: Any) -> conf_element:
    return conf_element("", "", *children, tag=tag, **given)


def _label(words: str, control: conf_element) -> conf_element:
    return _control("label", nodes.Text(f"{words} "), control)


def _select(name: str, options: Mapping[str, str]) -> conf_element:
    made = (_control("option", nodes.Text(w), value=v) for v, w in options.items())
    return _control("select", *made, name=name)


def _text() -> conf_element:
    # Translators: what a reader may type into the field to find a talk.
    hint = _("Title, speaker, tag")
    box = _control("input", type="search", name="text", placeholder=hint)
    # Translators: the label of the field that finds talks by their words.
    return _label(_("Text"), box)


def _menu(name: str, talks: Iterable[Values], language: str) -> conf_element:
    """Return a menu. The script cannot translate its texts."""
    # Translators: of speakers, conferences, years, kinds and languages alike.
    options = {"": _("All")}
    used = sorted({value for talk in talks for value in talk[name]})
    if name == "kind":
        options |= {value: i18n.kind(Kind(value)) for value in used}
    elif name == "language":
        options |= {value: i18n.language_name(value, language) for value in used}
    return _label(_labels()[name], _select(name, options))


def _tags() -> conf_element:
    # Translators: choices of a menu that has the label "Talks with".
    options = {"": _("any of the tags"), "all": _("all of the tags")}
    # Translators: the label of a menu: "any of the tags", or "all of the tags".
    match = _label(_("Talks with"), _select("match", options))
    label = _("Tags")
    summary = _control("summary", nodes.Text(f"{label} "), text("", "cr-n"))
    choices = _control("div", classes=["cr-choices", "cr-links"])
    return _control("details", summary, match, choices)
