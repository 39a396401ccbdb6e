"""Writes the recordings of a playlist into the blocks of talks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.programme import Event
from ..model.talks import Link, Talk
from ..source.edits import Edit, Head, applied
from .changes import Change
from .facts import ORDER, Facts
from .guard import check_update
from .match import Found
from .placing import placed
from .site import Page, Site
from .talks import Entry, Rules, entries_of
from .videos import Video


def talks_in(pages: Iterable[Page]) -> list[Found]:
    """Return all talks of documents."""
    return [
        Found(page=page, block=held.block, talk=held.fact)
        for page in pages
        for held in page.held
        if isinstance(held.fact, Talk)
    ]


def with_recordings(
    site: Site, pages: Sequence[Page], sure: Iterable[tuple[Found, Video]]
) -> list[Change]:
    """Return the changes that give talks their recordings.

    :raises GuardError: a text would not be read as it is meant
    """
    given = list(sure)
    changes = []
    for page in pages:
        edits: list[Edit] = []
        meant: dict[int, Facts | None] = {}
        lines = page.lines
        for talk, video in given:
            if talk.page is not page:
                continue
            head = Head(talk.block, lines)
            if head.can_change:
                edits += head.options({"video": video.url}, ORDER)
                meant[talk.block.line] = {**talk.facts, "video": [{"url": video.url}]}
        if edits:
            text = applied(page.text, edits)
            check_update(page, _after(site, page, text), edits, meant, ())
            changes.append(Change(file=page.file, before=page.text, after=text))
    return changes


def with_new_talks(
    site: Site, page: Page, text: str, key: str, videos: Iterable[Video]
) -> tuple[str, list[Entry]]:
    """Return the text of a document with a talk for each video, and these talks.

    :raises GuardError: a text would not be read as it is meant
    """
    now = _after(site, page, text)
    taken = [held.fact.slug for held in now.held if isinstance(held.fact, Talk)]
    events = [
        Event(
            id=video.url,
            title=video.title,
            place="",
            videos=(Link(url=video.url),),
        )
        for video in videos
    ]
    rules = Rules(dialect=page.dialect)
    entries = entries_of(events, rules, taken)
    placing = placed(now, key, [], entries, site.style(page.dialect))
    after = applied(text, placing.edits)
    check_update(now, _after(site, page, after), placing.edits, {}, entries)
    return after, entries


def _after(site: Site, page: Page, text: str) -> Page:
    return site.page(page.file, page.dialect, text)
