"""Problems that only the command reports, because a build works with them."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue.catalogue import Catalogue
from ..model.rules import Problem, Rule
from ..model.talks import Kind, Record, Status, Talk
from ..text.keys import key_of


def problems_in(catalogue: Catalogue) -> Iterator[Problem]:
    """Find recorded talks without video or slides, and talks that are there twice."""
    seen: dict[tuple[object, ...], Record[Talk]] = {}
    # Those with one key are reported already.
    known = {p.place for p in catalogue.problems if p.rule is Rule.DUPLICATE}
    for key, record in catalogue.talks.items():
        talk = record.fact
        yield from _without_recording(catalogue, key, record)
        if talk.speakers:
            speakers = frozenset(key_of(speaker.name) for speaker in talk.speakers)
            conference = catalogue.conference_of.get(key, talk.conference)
            same = conference, talk.parent, speakers, key_of(talk.title)
            first = seen.setdefault(same, record)
            again = catalogue.keys[first.spot] in catalogue.repeats.groups.get(key, ())
            if first is not record and record.place not in known and not again:
                message = (
                    f"{talk.title!r} by the same speakers is in {first.where}; "
                    "leave one out, or let the titles differ"
                )
                yield Problem.at(record, Rule.TWIN, message)


def _without_recording(
    catalogue: Catalogue, key: str, record: Record[Talk]
) -> Iterator[Problem]:
    talk = record.fact
    if talk.status is not Status.RECORDED:
        return
    around = catalogue.parents.get(key)
    # A part of a round is in the recording, and the slides, of the round.
    whole = catalogue.talk(around).fact if around else talk
    if not (talk.videos or whole.videos):
        message = (
            f"{talk.title!r} is marked as recorded and has no video; write its address "
            "in :video:, or another :status:"
        )
        yield Problem.at(record, Rule.VIDEO, message)
    # A lightning talk rarely has any.
    if not (talk.slides or whole.slides or talk.kind is Kind.LIGHTNING):
        message = (
            f"{talk.title!r} is marked as recorded and has no slides; write their "
            "address in :slides:"
        )
        yield Problem.at(record, Rule.SLIDES, message)
