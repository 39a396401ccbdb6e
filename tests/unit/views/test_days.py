"""What is to come, and what is over."""

from datetime import date
from typing import Any

import pytest

from sphinx_confrecap.model.queries import (
    ConferenceQuery,
    Include,
    PostQuery,
    RelativeDay,
    ScheduleQuery,
    Sort,
    SpeakerQuery,
    TalkQuery,
    When,
)
from sphinx_confrecap.model.talks import Status
from sphinx_confrecap.views.days import turning_days
from sphinx_confrecap.views.rows import ConferenceRow, DocumentRow, NameRow, TalkRow
from sphinx_confrecap.views.schedule import schedule_of
from sphinx_confrecap.views.select import select
from tests.unit.builders import conference, query, recap, resolved, talk

CATALOGUE = resolved(
    a=[
        recap("A recap", date="2030-05-02"),
        conference("Spring 2030", start="2030-05-01", end="2030-05-03"),
        talk("First", start="2030-05-01", speakers="Ann"),
        talk("Second", start="2030-05-02 09:00", duration=45, speakers="Bo"),
        talk("Late", start="2030-05-02 23:30", duration=60),
        talk("Some day"),
    ],
    b=[conference("Autumn 2030", start="2030-10-01"), talk("Later", speakers="Ann")],
    c=[conference("Undated"), talk("Sometime")],
    d=[talk("Lone", start="2029-01-01"), talk("Undated")],
)

SECOND = date(2030, 5, 2)
THIRD = date(2030, 5, 3)


def names(asked: Any, today: date) -> list[str]:
    rows = select(CATALOGUE, asked, today)
    return [
        row.title if isinstance(row, TalkRow | DocumentRow) else row.name
        for row in rows
        if isinstance(row, TalkRow | DocumentRow | NameRow | ConferenceRow)
    ]


def test_a_talk_is_to_come_until_its_last_day_is_over() -> None:
    upcoming = query(when=When.UPCOMING, sort=Sort.TITLE)
    assert names(upcoming, SECOND) == ["Late", "Later", "Second", "Some day"]
    # One runs over midnight, and one may be on any day of its conference.
    assert names(upcoming, THIRD) == ["Late", "Later", "Some day"]
    assert names(upcoming, date(2030, 10, 2)) == []


def test_all_others_are_past() -> None:
    past = query(when=When.PAST, sort=Sort.TITLE)
    assert names(past, SECOND) == ["First", "Lone", "Sometime", "Undated"]


def test_without_a_day_the_status_decides() -> None:
    held = resolved(
        a=[
            talk("Planned", status=Status.PLANNED),
            talk("Cancelled", status=Status.CANCELLED, start="2031-01-01"),
            talk("Given", status=Status.RECORDED),
            talk("Overdue", status=Status.PLANNED, start="2030-01-01"),
        ]
    )
    upcoming = select(held, query(when=When.UPCOMING), SECOND)
    past = select(held, query(when=When.PAST), SECOND)
    assert [row.key for row in upcoming if isinstance(row, TalkRow)] == ["planned"]
    assert [row.key for row in past if isinstance(row, TalkRow)] == ["overdue", "given"]


def test_the_next_talk_is_first_and_the_last_one_is_first() -> None:
    upcoming, past = query(when=When.UPCOMING), query(when=When.PAST)
    assert names(upcoming, SECOND)[-1] == "Later"
    assert names(past, SECOND)[:2] == ["First", "Lone"]
    newest = query(when=When.UPCOMING, sort=Sort.NEWEST)
    assert names(newest, SECOND)[0] == "Later"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"since": date(2030, 10, 1)}, "Later"),
        ({"until": date(2030, 4, 1)}, "Lone"),
        ({"since": THIRD, "until": THIRD}, "Some day, Late"),
        ({"since": RelativeDay.TODAY, "until": THIRD}, "Second, Late, Some day"),
        ({"until": RelativeDay.TODAY}, "Second, Late, First, Some day, Lone"),
        ({"since": date(2031, 1, 1)}, ""),
    ],
)
def test_days_are_limits(facts: dict[str, Any], expected: str) -> None:
    found = names(query(**facts), SECOND)
    assert sorted(found) == sorted(filter(None, expected.split(", ")))


def test_a_conference_counts_with_its_own_days() -> None:
    upcoming = query(ConferenceQuery, when=When.UPCOMING)
    assert names(upcoming, SECOND) == ["Spring 2030", "Autumn 2030"]
    assert names(upcoming, date(2030, 5, 4)) == ["Autumn 2030"]
    past = query(ConferenceQuery, when=When.PAST)
    assert names(past, SECOND) == ["Undated"]
    assert names(query(ConferenceQuery, since=THIRD, until=THIRD), SECOND) == [
        "Spring 2030"
    ]


def test_speakers_are_those_of_the_talks() -> None:
    assert names(query(SpeakerQuery, when=When.PAST), SECOND) == ["Ann"]
    assert names(query(SpeakerQuery, when=When.UPCOMING), SECOND) == ["Ann", "Bo"]


def test_a_recap_counts_with_the_day_it_was_written() -> None:
    recaps = {"include": (Include.RECAPS,)}
    assert names(query(TalkQuery, when=When.PAST, **recaps), THIRD) == ["A recap"]
    assert names(query(TalkQuery, since=THIRD, **recaps), THIRD) == []


def test_posts_have_no_future() -> None:
    assert select(CATALOGUE, PostQuery(since=RelativeDay.TODAY), SECOND) == ()


def test_a_schedule_may_begin_today() -> None:
    asked = ScheduleQuery(conference="spring-2030", since=RelativeDay.TODAY)
    days = schedule_of(CATALOGUE, asked, SECOND)
    assert [day.day for day in days] == [SECOND, None]


def test_only_these_days_change_anything() -> None:
    assert turning_days(CATALOGUE) == (
        date(2029, 1, 1),
        date(2030, 5, 1),
        SECOND,
        THIRD,
        date(2030, 10, 1),
    )
