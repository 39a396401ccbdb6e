"""What Babel says today: its words and signs change from one release to the next.

All have plain spaces, whichever Babel takes: :func:`flat` makes a page comparable.
"""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_interval, format_skeleton

# Plain English is British in what we write.
ENGLISH = "en_GB"


def flat(text: str) -> str:
    """Return a text on one line, with plain spaces, narrow ones as well."""
    return " ".join(text.split())


def day(
    year: int, month: int, day: int, style: str = "long", language: str = ENGLISH
) -> str:
    """Return ``4 December 2018``; *style* is one of CLDR's, or a skeleton."""
    given = date(year, month, day)
    if style in ("full", "long"):
        return flat(format_date(given, style, locale=language))
    return flat(format_skeleton(style, given, locale=language))


def years(first: int, last: int) -> str:
    """Return ``2017–2018``."""
    ends = date(first, 1, 1), date(last, 1, 1)
    return flat(format_interval(*ends, "y", locale=ENGLISH))


def hours(start: str, end: str) -> str:
    """Return ``11:30–12:15``; an *end* before the *start* is on the next day."""
    first, last = (datetime.fromisoformat(f"2030-05-01T{t}") for t in (start, end))
    last += timedelta(days=last < first)
    return flat(format_interval(first, last, "Hm", locale=ENGLISH))
