"""How many talks there are, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from docutils import nodes

from ...views.counts import TalkCount
from ...views.pages import Term
from .. import i18n
from ..i18n import _, ngettext
from .text import SEPARATOR, paragraph


def count_of_talks(
    count: TalkCount, conferences: int, years: tuple[int, int] | None, language: str
) -> Iterator[str]:
    """Yield ``7 talks at 2 conferences, 2017–2018``.

    If more is said of the talks, there are two parts: ``7 talks, 3 of them still to
    come`` and ``2 conferences, 2017–2018``.
    """
    words = talks(count, language)
    at = i18n.count_of(Term.CONFERENCES, conferences, language) if conferences else ""
    if at and (count.to_come or count.moderated or count.given > count.talks):
        yield words
        words = at
    elif at:
        # Translators: such as "7 talks at 2 conferences".
        words = _("%(talks)s at %(conferences)s") % {"talks": words, "conferences": at}
    if years:
        span = i18n.format_years(*years, language)
        # Translators: such as "7 talks at 2 conferences, 2017–2018".
        words = _("%(talks)s, %(years)s") % {"talks": words, "years": span}
    yield words


def talks(count: TalkCount, language: str) -> str:
    """Return ``9 talks, 3 of them still to come``."""
    return _counted(replace(count, noted=0), language)


def talks_noted(count: TalkCount, language: str) -> str:
    """Return the same of a conference, with how many have notes; empty without any."""
    if count.talks and count.noted == count.talks and not count.to_come:
        # Translators: somebody took notes of so many of the conference's talks.
        return ngettext("%(n)s talk noted", "%(n)s talks noted", count.talks, language)
    return _counted(count, language) if count.talks else ""


def _counted(count: TalkCount, language: str) -> str:
    simple = not (count.noted or count.moderated or count.given > count.talks)
    if simple and count.to_come == count.talks > 0:
        return ngettext(
            "%(n)s talk still to come",
            "%(n)s talks still to come",
            count.talks,
            language,
        )
    words = i18n.count_of(Term.TALKS, count.talks, language)
    for part in _parts(count, language):
        # Translators: such as "9 talks, 3 of them still to come".
        words = _("%(talks)s, %(part)s") % {"talks": words, "part": part}
    return words


def _parts(count: TalkCount, language: str) -> Iterator[str]:
    """Yield what is said of the talks, or of some of them."""
    if (number := count.given) > count.talks:
        # Translators: such as "4 talks, given 7 times": some at several conferences.
        yield ngettext("given %(n)s time", "given %(n)s times", number, language)
    if number := count.noted:
        # Translators: such as "9 talks, 2 of them noted": with notes of somebody.
        yield ngettext("%(n)s of them noted", "%(n)s of them noted", number, language)
    if number := count.moderated:
        # Translators: such as "9 talks, 2 of them as moderator": of one person.
        part = _("%(n)s of them as moderator")
        yield part % {"n": i18n.format_number(number, language)}
    if number := count.to_come:
        # Translators: such as "9 talks, 3 of them still to come": they will be given.
        yield ngettext(
            "%(n)s of them still to come",
            "%(n)s of them still to come",
            number,
            language,
        )


def counted(parts: Iterable[str]) -> list[nodes.Node]:
    """Return the line with the counts of a page; none if there are no parts."""
    words = SEPARATOR.join(parts)
    return [paragraph(nodes.Text(words), classes=["cr-count"])] if words else []
