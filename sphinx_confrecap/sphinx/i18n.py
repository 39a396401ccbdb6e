"""Words and dates in the language of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    get_datetime_format,
    match_skeleton,
)
from babel.lists import format_list
from babel.numbers import format_decimal
from sphinx.locale import get_translation, get_translator

from ..catalogue.names import Name
from ..model.queries import Has
from ..model.talks import Conference, Kind, Quotation, Status, Talk, later
from ..views.chart import YearCount
from ..views.pages import Term

CATALOG = "sphinx_confrecap"
LOCALE = Path(__file__).parents[1] / "locale"

_ = get_translation(CATALOG)


def ngettext(singular: str, plural: str, number: int, language: str) -> str:
    """Return the form of a message that fits *number*, with ``%(n)s`` filled in."""
    message = get_translator(CATALOG).ngettext(singular, plural, number)
    return message % {"n": format_number(number, language)}


def count_of(what: Term, count: int, language: str) -> str:
    """Return ``7 talks``."""
    return {
        Term.TALKS: ngettext("%(n)s talk", "%(n)s talks", count, language),
        Term.SPEAKERS: ngettext("%(n)s speaker", "%(n)s speakers", count, language),
        Term.TAGS: ngettext("%(n)s tag", "%(n)s tags", count, language),
        Term.CONFERENCES: ngettext(
            "%(n)s conference", "%(n)s conferences", count, language
        ),
        Term.RECAPS: ngettext("%(n)s recap", "%(n)s recaps", count, language),
        Term.DOCUMENTS: ngettext("%(n)s document", "%(n)s documents", count, language),
    }[what]


def term(value: str | Term) -> str:
    """Return a heading: translated if it is a term, else unchanged."""
    if not isinstance(value, Term):
        return value
    return {
        # Translators: presentations at a conference, of whatever kind.
        Term.TALKS: _("Talks"),
        Term.SPEAKERS: _("Speakers"),
        Term.TAGS: _("Tags"),
        Term.CONFERENCES: _("Conferences"),
        # Translators: documents in which somebody tells of a conference they were at.
        Term.RECAPS: _("Recaps"),
        Term.DOCUMENTS: _("Documents"),
        Term.RELATED: _("Related talks"),
        Term.UNDATED: _("Without a date"),
        # Translators: heading; conferences of no series, or talks of no conference.
        Term.OTHER: _("Others"),
        # Translators: heading in an index from A to Z; names without a letter.
        Term.SYMBOLS: _("Symbols"),
    }[value]


def kind(value: Kind) -> str:
    """Return the word for a kind of talk."""
    return {
        # Translators: a presentation; also the head of a column of them.
        Kind.TALK: _("Talk"),
        Kind.KEYNOTE: _("Keynote"),
        Kind.PANEL: _("Panel"),
        Kind.WORKSHOP: _("Workshop"),
        Kind.LIGHTNING: _("Lightning talk"),
        Kind.TUTORIAL: _("Tutorial"),
        # Translators: an informal meeting of people with one interest.
        Kind.BOF: _("Birds of a feather"),
        # Translators: a time without talks, such as lunch.
        Kind.BREAK: _("Break"),
        # Translators: a kind of talk that is none of the others.
        Kind.OTHER: _("Other"),
    }[value]


def status(value: Status) -> str:
    """Return the words for the state of a talk, or of its recording."""
    return {
        # Translators: of a talk that will be given.
        Status.PLANNED: _("Planned"),
        # Translators: of a talk that was not given, or will not be.
        Status.CANCELLED: _("Cancelled"),
        # Translators: of a talk.
        Status.RECORDED: _("Recorded"),
        # Translators: of a talk.
        Status.NOT_RECORDED: _("Not recorded"),
        Status.SCHEDULED: _("Recording to come"),
        Status.REMOVED: _("Recording removed"),
    }[value]


def talks_in_year(count: YearCount, language: str) -> str:
    """Return ``2017: 3``."""
    year, talks = count
    return labelled(str(year), format_number(talks, language))


def talks_by_year(counts: Iterable[YearCount], language: str) -> str:
    """Return the text of a chart, as ``Talks by year: 2017: 3 and 2018: 8``."""
    numbers = format_names(
        (talks_in_year(count, language) for count in counts), language
    )
    return _("Talks by year: %(numbers)s") % {"numbers": numbers}


def labelled(label: str, words: str) -> str:
    """Return ``Image: A cat``, with a space before the colon in some languages."""
    # Translators: a label, and what it says. Mind the space that goes with a colon.
    return _("%(label)s: %(text)s") % {"label": label, "text": words}


def moderated_by(people: Iterable[str], language: str) -> str:
    """Return ``moderated by Ann Lee and Bo Li``, behind the speakers of a talk."""
    # Translators: in a list of talks, behind the speakers or alone.
    return _("moderated by %(people)s") % {"people": format_names(people, language)}


def format_names(names: Iterable[str], language: str) -> str:
    """Return ``A, B and C``. Babel has this style for each language."""
    return format_list([*names], "standard", locale=_locale(language))


@lru_cache(maxsize=4096)
def format_number(number: int, language: str) -> str:
    """Return ``4,000``."""
    return format_decimal(number, locale=_locale(language))


def has(value: Has) -> str:
    """Return the word for a talk's material, in lower case."""
    return {
        # Translators: a mark behind the title of a talk, in lower case if you have it.
        Has.VIDEO: _("video"),
        # Translators: a mark behind the title of a talk, in lower case if you have it.
        Has.SLIDES: _("slides"),
        # Translators: what somebody wrote of a talk; a mark behind its title.
        Has.NOTES: _("notes"),
    }[value]


def language_name(tag: str, language: str) -> str:
    """Return the name of a language in the site's language; else its tag."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(_locale(language))
    except (UnknownLocaleError, ValueError):
        return tag
    return name or tag


def is_foreign(tag: str, language: str) -> bool:
    """Tell whether a language is another than the site's; ``en-GB`` is no other."""
    one, other = (f"{name.replace('_', '-').lower()}-" for name in (tag, language))
    return bool(tag) and not (one.startswith(other) or other.startswith(one))


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


def title_of(fact: Talk | Conference | Name | Quotation, language: str) -> str:
    """Return the name of an object in plain text."""
    match fact:
        case Talk():
            return fact.title
        case Quotation():
            return post_title(fact.by, fact.site, fact.day, language)
    return fact.name


def post_title(author: str, site: str, day: date | None, language: str) -> str:
    """Return ``Post by Name, 4 Dec 2018`` or ``Post on X``, as much as is known."""
    if author:
        title = _("Post by %(author)s, %(day)s") if day else _("Post by %(author)s")
    elif site:
        title = _("Post on %(platform)s, %(day)s") if day else _("Post on %(platform)s")
    else:
        # Translators: a message on a social platform.
        title = _("Post, %(day)s") if day else _("Post")
    shown = format_skeleton("yMMMd", day, locale=_locale(language)) if day else ""
    return title % {"author": author, "platform": site, "day": shown}


def format_period(
    first: date, last: date, language: str, *, short: bool = False
) -> tuple[str, str]:
    """Return ``4–`` and ``5 December 2018``, or *short* ``4–`` and ``5 Dec``.

    Each is the part of one of the two days.
    """
    locale, wanted = _locale(language), "MMMd" if short else "yMMMMd"
    known = locale.interval_formats
    forms = known.get(match_skeleton(wanted, known) or "", {})
    for field, differs in (
        ("y", first.year != last.year),
        ("M", first.month != last.month),
        ("d", first != last),
    ):
        if differs and field in forms:
            start, end = forms[field]
            return format_date(first, start, locale), format_date(last, end, locale)
    look = format_short_day if short else format_day
    return f"{look(first, language)} \u2013 ", look(last, language)


def format_hours(
    start: datetime, duration: int | None, language: str, *, with_zone: bool = False
) -> str:
    """Return ``11:30–12:15``, *with_zone* ``11:30–12:15 CET``.

    *duration* is in minutes. If clocks are changed in between, the zones are named in
    any case: ``02:30 CEST–02:00 CET``.
    """
    locale, first, zone = _locale(language), start.replace(tzinfo=None), start.tzname()
    if duration is None:
        hours = format_time(first, "short", locale=locale)
    else:
        end = later(start, duration)
        if end.tzname() != zone:
            ends = (
                format_hours(t, None, language, with_zone=True) for t in (start, end)
            )
            return "\u2013".join(ends)
        clock = "Hm" if "H" in locale.time_formats["short"].pattern else "hm"
        last = end.replace(tzinfo=None)
        hours = format_interval(first, last, clock, locale=locale)
    return f"{hours} {zone}" if with_zone and zone else hours


def day_and_hours(language: str) -> str:
    """Return the order of a day and its hours: ``%(day)s, %(hours)s``."""
    form = str(get_datetime_format("medium", locale=_locale(language)))
    form = form.replace("'", "")
    return form.replace("{1}", "%(day)s").replace("{0}", "%(hours)s")


def format_years(first: int, last: int, language: str) -> str:
    """Return ``2017–2018``."""
    days = date(first, 1, 1), date(last, 1, 1)
    return format_interval(*days, "y", locale=_locale(language))


def format_duration(minutes: int) -> str:
    """Return ``45 min`` or ``1 h 30 min``; Babel makes ``1 horas`` in Spanish."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        # Translators: how long a talk is; the short words for hour and minute.
        words = _("%(minutes)d min")
    elif not rest:
        # Translators: how long a talk is; the short words for hour and minute.
        words = _("%(hours)d h")
    else:
        # Translators: how long a talk is; the short words for hour and minute.
        words = _("%(hours)d h %(minutes)d min")
    return words % {"hours": hours, "minutes": rest}


DayFormat = Callable[[date, str], str]
"""A function from a day and a language to words."""
