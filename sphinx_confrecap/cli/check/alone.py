"""What only the command looks for: a build has no business to insist on it."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue import Catalogue, Problem
from ...keys import key_of
from ...model import Record, Status, Talk
from ...rules import Rule


def problems_in(catalogue: Catalogue) -> Iterator[Problem]:
    """Find recorded talks without video or slides, and talks that are there twice."""
    seen: dict[tuple[object, ...], Record[Talk]] = {}
    for key, record in catalogue.talks.items():
        talk = record.fact
        yield from _without_recording(catalogue, key, record)
        if not talk.speakers:
            continue
        speakers = frozenset(key_of(speaker.name) for speaker in talk.speakers)
        conference = catalogue.conference_of.get(key, talk.conference)
        same = conference, talk.parent, key_of(talk.title), speakers
        first = seen.setdefault(same, record)
        if first is not record:
            message = (
                f"{talk.title!r} by the same speakers is in {first.docname}, line "
                f"{first.line}; leave one out, or say in the titles how they differ"
            )
            yield _problem(Rule.TWIN, message, record)


def _without_recording(
    catalogue: Catalogue, key: str, record: Record[Talk]
) -> Iterator[Problem]:
    talk = record.fact
    if talk.status is not Status.RECORDED:
        return
    around = catalogue.talks.get(key.removesuffix(talk.slug) + talk.parent)
    # A part of a round is in the recording, and the slides, of the round.
    whole = around.fact if talk.parent and around else talk
    if not (talk.videos or whole.videos):
        message = (
            f"{talk.title!r} is marked as recorded and has no video; write its address "
            "in :video:, or another :status:"
        )
        yield _problem(Rule.VIDEO, message, record)
    if not (talk.slides or whole.slides):
        message = (
            f"{talk.title!r} is marked as recorded and has no slides; write their "
            "address in :slides:"
        )
        yield _problem(Rule.SLIDES, message, record)


def _problem(rule: Rule, message: str, record: Record[Talk]) -> Problem:
    return Problem(
        subtype=rule.id, message=message, docname=record.docname, line=record.line
    )
