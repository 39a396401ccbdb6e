"""Words and dates in the language of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time
from sphinx.locale import get_translation, get_translator

from .chart import YearCount
from .model import Kind, Status, later
from .plan import Term
from .query import Has

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOG = "sphinx_confrecap"

_ = get_translation(CATALOG)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of a message that fits *number*, with ``%(n)d`` filled in."""
    message = get_translator(CATALOG).ngettext(singular, plural, number)
    return message % {"n": number}


def register(app: Sphinx) -> None:
    """Add the message catalogues."""
    app.add_message_catalog(CATALOG, str(Path(__file__).parent / "locale"))


def term(value: str | Term) -> str:
    """Return a heading: translated if it is a term, else as it is."""
    if not isinstance(value, Term):
        return value
    terms = {
        Term.TALKS: _("Talks"),
        Term.SPEAKERS: _("Speakers"),
        Term.TAGS: _("Tags"),
        Term.CONFERENCES: _("Conferences"),
        Term.RECAPS: _("Recaps"),
        Term.DOCUMENTS: _("Documents"),
        Term.RELATED: _("Related talks"),
        Term.UNDATED: _("Without a date"),
        Term.OTHER: _("Others"),
        Term.SYMBOLS: _("Symbols"),
    }
    return terms[value]


def kind(value: Kind) -> str:
    """Return the word for a kind of talk."""
    return {
        Kind.TALK: _("Talk"),
        Kind.KEYNOTE: _("Keynote"),
        Kind.PANEL: _("Panel"),
        Kind.WORKSHOP: _("Workshop"),
        Kind.LIGHTNING: _("Lightning talk"),
        Kind.TUTORIAL: _("Tutorial"),
        Kind.BOF: _("Birds of a feather"),
        Kind.OTHER: _("Other"),
    }[value]


def status(value: Status) -> str:
    """Return the words for what became of a recording."""
    return {
        Status.RECORDED: _("Recorded"),
        Status.NOT_RECORDED: _("Not recorded"),
        Status.SCHEDULED: _("Recording to come"),
        Status.REMOVED: _("Recording removed"),
    }[value]


def talks_by_year(counts: Iterable[YearCount]) -> str:
    """Return what a chart shows, as ``Talks by year: 2017: 3, 2018: 8``."""
    numbers = ", ".join(f"{year}: {talks}" for year, talks in counts)
    return _("Talks by year: %(numbers)s") % {"numbers": numbers}


def has(value: Has) -> str:
    """Return the word for what comes with a talk, in lower case."""
    return {
        Has.VIDEO: _("video"),
        Has.SLIDES: _("slides"),
        Has.NOTES: _("notes"),
    }[value]


def language_name(tag: str, language: str) -> str:
    """Return the name of a language in the site's language; else its tag."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(_locale(language))
    except (UnknownLocaleError, ValueError):
        return tag
    return name or tag


@lru_cache
def _locale(language: str) -> Locale:
    """Return the locale for dates.

    Plain English is British here: the order of day and month is then plain to
    readers everywhere, and the clock has 24 hours, as programmes do.
    """
    tag = "en_GB" if language == "en" else language.replace("-", "_")
    try:
        return Locale.parse(tag)
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def format_day(day: date, language: str) -> str:
    """Return ``4 December 2018``."""
    return format_date(day, "long", locale=_locale(language))


def format_weekday(day: date, language: str) -> str:
    """Return ``Tuesday, 4 December 2018``."""
    return format_date(day, "full", locale=_locale(language))


def format_short_day(day: date, language: str) -> str:
    """Return ``4 Dec``, for lists under the heading of a year."""
    return format_skeleton("MMMd", day, locale=_locale(language))


def format_medium_day(day: date, language: str) -> str:
    """Return ``4 Dec 2018``."""
    return format_skeleton("yMMMd", day, locale=_locale(language))


def post_title(author: str, site: str, day: date | None, language: str) -> str:
    """Return ``Post by Name, 4 Dec 2018``, as much of it as is known.

    Where nobody knows the author, it is ``Post on X``.
    """
    if author:
        title = _("Post by %(author)s") % {"author": author}
    else:
        title = _("Post on %(platform)s") % {"platform": site} if site else _("Post")
    return f"{title}, {format_medium_day(day, language)}" if day else title


def format_period(first: date, last: date | None, language: str) -> str:
    """Return ``4–5 Dec 2018``."""
    if last is None or last == first:
        return format_day(first, language)
    return format_interval(first, last, "yMMMMd", locale=_locale(language))


def format_hours(start: datetime, duration: int | None, language: str) -> str:
    """Return ``11:30–12:15``; *duration* is in minutes."""
    clock = format_time(start.replace(tzinfo=None), "short", locale=_locale(language))
    if duration is None:
        return clock
    end = later(start, duration).replace(tzinfo=None)
    return f"{clock}\u2013{format_time(end, 'short', locale=_locale(language))}"


def format_duration(minutes: int) -> str:
    """Return ``45 min`` or ``1 h 30 min``."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(_("%(n)d h") % {"n": hours})
    if rest:
        parts.append(_("%(n)d min") % {"n": rest})
    return " ".join(parts)


def format_cue(seconds: int) -> str:
    """Return ``12:30`` or ``1:02:03``."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


DayFormat = Callable[[date, str], str]
"""A function from a day and a language to words."""
