"""A talk: speakers, time and place, links, tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from docutils import nodes

from ...model.talks import (
    UNGIVEN,
    Conference,
    Kind,
    Link,
    Status,
    Talk,
    day_of,
    start_at,
)
from ...text.recordings import cue_text
from ...text.urls import host_of
from ...views.pages import TalkPage
from ...views.recap import TalkView
from ...views.rows import Giving, NameRow, Person, TalkRow
from .. import i18n
from ..builders import runs_scripts
from ..i18n import _
from ..nodes import conf_block
from .cards import cards
from .links import Linker, to_url
from .text import (
    NO_SEARCH,
    dated,
    items,
    joined,
    paragraph,
    period,
    sentence,
    text,
    when,
)


def who(
    people: Sequence[Person], moderators: Sequence[Person], linker: Linker
) -> list[nodes.Node]:
    """Return a line of speakers and one of moderators, with what they were there."""
    made = []
    if people:
        made.append([*joined(_person(person, linker) for person in people)])
    if moderators:
        named = joined(_person(person, linker) for person in moderators)
        # Translators: the moderators of a panel.
        made.append(sentence(_("Moderated by %(people)s"), people=named))
    return [paragraph(*line, classes=["cr-who"]) for line in made]


def _person(person: Person, linker: Linker) -> nodes.Node:
    link = linker.to(person.reference, nodes.Text(person.name))
    facts: list[nodes.Node] = [
        text(fact, "cr-org") for fact in (person.pronouns, person.affiliation) if fact
    ]
    account = person.handle or host_of(person.url)
    if person.url:
        facts.append(to_url(person.url, nodes.Text(account)))
    elif account:
        facts.append(text(account, "cr-org"))
    if not facts:
        return link
    return nodes.inline("", "", link, *_in_brackets(joined(facts, ", ")))


def badges(kind: Kind, status: Status | None, *, draft: bool) -> list[nodes.Node]:
    """Return the marks of a talk: its kind, whether it is given, whether it is a draft.

    Neither being plainly a talk nor the state of a recording is such a mark.
    """
    marks = [] if kind is Kind.TALK else _mark(i18n.kind(kind), "cr-kind")
    if status in UNGIVEN:
        # The script that moves rows finds a planned talk by it.
        marks += _mark(i18n.status(status), "cr-kind", f"cr-{status}")
    return marks + (_mark(_("Draft"), "cr-draft") if draft else [])


def moderator_badge() -> list[nodes.Node]:
    """Return the mark of a talk on the page of its moderator."""
    # Translators: a mark behind a talk that somebody moderated, not gave.
    return _mark(_("Moderator"), "cr-kind")


def _mark(word: str, *classes: str) -> list[nodes.Node]:
    return _in_brackets([nodes.Text(word)], *classes)


def _in_brackets(parts: Sequence[nodes.Node], *classes: str) -> list[nodes.Node]:
    # In brackets if the stylesheet does not mark it.
    inner = (text("(", "cr-aside"), *parts, text(")", "cr-aside"))
    return [nodes.Text(" "), nodes.inline("", "", *inner, classes=[*classes])]


def facts_on_recap(view: TalkView, linker: Linker) -> list[nodes.Node]:
    """Return one line: day and hours, and all other known facts."""
    talk, conference = view.talk, view.conference
    moment = _when(talk, conference, linker.language, day=i18n.format_short_day)
    if conference and conference.end in (None, conference.start):
        # With the hours known, the day of a single day says nothing.
        moment = moment[-1:]
    parts = [*_moment(moment, linker.language), *_rest(talk, view.recording, linker)]
    return [paragraph(*joined(parts), classes=["cr-facts"])] if parts else []


def facts_on_page(page: TalkPage, linker: Linker) -> list[nodes.Node]:
    """Return one line: conference, day, hours, and all other known facts."""
    talk, conference = page.talk, page.conference
    parts: list[nodes.Node] = []
    if talk.draft:
        parts.append(text(_("Draft"), "cr-draft"))
    if talk.status in UNGIVEN:
        parts.append(text(i18n.status(talk.status), "cr-kind"))
    if conference:
        name = nodes.Text(conference.name)
        parts.append(linker.to(("conference", conference.key), name))
    moment = _when(talk, conference, linker.language, day=i18n.format_weekday)
    parts += _moment(moment, linker.language)
    if page.parent:
        link = linker.to_talk(page.parent)
        # Translators: a short talk is part of a longer session, such as a round.
        words = sentence(_("part of %(talk)s"), talk=[link])
        parts.append(nodes.inline("", "", *words))
    if talk.kind is not Kind.TALK:
        parts.append(text(i18n.kind(talk.kind), "cr-kind"))
    parts += _rest(talk, page.recording, linker)
    return [paragraph(*joined(parts), classes=["cr-kicker"])] if parts else []


def given_elsewhere(givings: Iterable[Giving], linker: Linker) -> list[nodes.Node]:
    """Return a line with the other places where a talk was given."""
    made = []
    for giving in givings:
        link = linker.to(giving.reference, nodes.Text(giving.name))
        days = period(giving.day, giving.last, linker.language)
        parts: list[nodes.Node] = [nodes.inline("", "", *days)] if days else []
        if giving.cancelled:
            parts.append(text(i18n.status(Status.CANCELLED)))
        about = [nodes.Text(" ("), *joined(parts, ", "), nodes.Text(")")]
        made.append(nodes.inline("", "", link, *(about if parts else [])))
    # Translators: of a talk that was given several times; then conferences and days.
    words = sentence(_("Other dates: %(places)s"), places=joined(made))
    return [paragraph(*words, classes=["cr-kicker"])] if made else []


def _moment(parts: Sequence[nodes.Node], language: str) -> list[nodes.Node]:
    """Return a day, or hours, or both as one."""
    if len(parts) < 2:
        return [nodes.inline("", "", *parts)] if parts else []
    day, hours = parts
    whole = sentence(i18n.day_and_hours(language), day=[day], hours=[hours])
    return [nodes.inline("", "", *whole)]


def _when(
    talk: Talk, conference: Conference | None, language: str, *, day: i18n.DayFormat
) -> list[nodes.Node]:
    """Return the day, and the hours in the conference's zone if there are any."""
    start = start_at(talk.start, conference)
    if start is None:
        return []
    parts = dated(day_of(start), language, day)
    if isinstance(start, datetime):
        hours = i18n.format_hours(start, talk.duration, language, with_zone=True)
        parts.append(when(start.isoformat(), hours))
    return parts


def _rest(talk: Talk, recording: str, linker: Linker) -> Iterator[nodes.Node]:
    if talk.duration:
        yield text(i18n.format_duration(talk.duration))
    for fact in (talk.track, talk.room):
        if fact:
            yield text(fact)
    if talk.language:
        yield text(i18n.language_name(talk.language, linker.language))
    if talk.level:
        yield text(talk.level)
    if talk.status and talk.status not in UNGIVEN:
        yield text(i18n.status(talk.status))
    if talk.cue is not None:
        # Translators: such as "at 12:30 in the recording".
        words = _("at %(place)s in the recording") % {"place": cue_text(talk.cue)}
        yield to_url(recording, nodes.Text(words)) if recording else text(words)


def links(talk: Talk, linker: Linker, *, with_cards: bool = False) -> list[nodes.Node]:
    """Return the links of a talk; with cards, slides and recordings are elsewhere."""
    entries = [
        # Translators: a link to the talk on the conference's own pages.
        *_labelled([Link(url=talk.url)] if talk.url else [], _("Programme")),
        *_labelled(() if with_cards else talk.slides, _("Slides")),
        *_labelled(() if with_cards else talk.videos, _("Video")),
        *((link, link.label or host_of(link.url) or link.url) for link in talk.links),
    ]
    made = ([linker.to_link(link, nodes.Text(words))] for link, words in entries)
    return items(made, "cr-links")


def _labelled(given: Iterable[Link], word: str) -> Iterator[tuple[Link, str]]:
    """Label links with *word*; several are told apart by their host."""
    given = tuple(given)
    for link in given:
        host = host_of(link.url) if len(given) > 1 else ""
        yield link, link.label or (f"{word} ({host})" if host else word)


def links_and_cards(talk: Talk, recording: str, linker: Linker) -> list[nodes.Node]:
    """Return the links of a talk, and cards for recordings and slides.

    Without a script, all are only links. *recording* is the address of the talk's cue.
    """
    if not runs_scripts(linker.builder):
        return links(talk, linker)
    return [*links(talk, linker, with_cards=True), *cards(talk, recording, linker)]


def tags(rows: Iterable[NameRow], linker: Linker) -> list[nodes.Node]:
    """Return tags, each with its number of uses unless that is none."""
    return items(([_tag(row, linker)] for row in rows), "cr-tags")


def _tag(row: NameRow, linker: Linker) -> nodes.Node:
    count = i18n.format_number(row.count, linker.language)
    number = [nodes.Text(" "), text(count, "cr-n")] if row.count else []
    return linker.to(row.reference, nodes.Text(row.name), *number)


def way_back(page: TalkPage, linker: Linker) -> nodes.Node:
    """Return the line that leads to the talk's place on the page of its author."""
    title = nodes.Text(page.recap_title)
    link = linker.to_document(page.recap, page.node_id, title)
    # Translators: the title of a page with talks that its author heard, or gave.
    words = sentence(_("Also on the page %(page)s"), page=[link])
    return paragraph(*words, classes=["cr-kicker"])


def around(page: TalkPage, linker: Linker) -> list[nodes.Node]:
    """Return the talks before and after this one, as a landmark."""
    if not (page.before or page.after):
        return []
    nav = conf_block(
        classes=["cr-around", NO_SEARCH], tag="nav", label=_("Talks of this conference")
    )
    # Translators: above the title of the talk before this one at the conference.
    nav += _neighbour(_("Before"), page.before, "cr-before", linker)
    # Translators: above the title of the talk after this one at the conference.
    nav += _neighbour(_("After"), page.after, "cr-after", linker)
    return [nav]


def _neighbour(
    word: str, row: TalkRow | None, class_: str, linker: Linker
) -> nodes.Element | list[nodes.Element]:
    if row is None:
        return []
    link = linker.to_talk(row)
    return paragraph(text(word, "cr-word"), nodes.Text(" "), link, classes=[class_])
