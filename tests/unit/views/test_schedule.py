"""A conference's talks by day, time and room."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.model.queries import ScheduleQuery
from sphinx_confrecap.model.talks import Conference, Kind, Talk
from sphinx_confrecap.views.rows import TalkRow
from sphinx_confrecap.views.schedule import MOST_ROOMS, Day, schedule_of
from tests.unit.builders import TODAY, conference, resolved, talk

Grid = list[list[str]]


def days(*talks: Talk, **facts: Any) -> tuple[Day, ...]:
    held = conference("Conf", **{"timezone": "Europe/Berlin", **facts})
    return schedule_of(
        resolved(a=[held, *talks]), ScheduleQuery(conference="conf"), TODAY
    )


def grid(day: Day) -> Grid:
    """Return lines of words: the time, and the titles in each room.

    A talk over several lines has their number; ``^`` means those below it.
    """
    return [
        [
            f"{line.start:%H:%M}" if line.start else "",
            *(
                "^"
                if cell is None
                else " & ".join(s.row.title for s in cell.sessions)
                + (f" {cell.lines}" if cell.lines > 1 else "")
                for cell in line.cells
            ),
        ]
        for line in day.lines
    ]


def at(title: str, start: str, duration: int | None = None, room: str = "") -> Talk:
    return talk(title, start=start, duration=duration, room=room)


def test_talks_are_by_day_time_and_room() -> None:
    first, second = days(
        at("A", "2030-05-02 09:00", 60, "Hall"),
        at("B", "2030-05-02 10:30", 30, "Hall"),
        at("C", "2030-05-02 10:30", 30, "Attic"),
        at("D", "2030-05-03 09:00", 30, "Attic"),
    )
    assert first.rooms == ("Hall", "Attic")
    assert grid(first) == [["09:00", "A", ""], ["10:30", "B", "C"]]
    assert second.rooms == ("Attic",)
    assert grid(second) == [["09:00", "D"]]


def pause(title: str, start: str, room: str = "") -> Talk:
    return talk(title, start=start, room=room, kind=Kind.BREAK)


def test_a_break_without_a_room_is_over_all_rooms_that_are_free() -> None:
    (day,) = days(
        at("A", "2030-05-02 09:00", 60, "Hall"),
        at("Long", "2030-05-02 09:00", 240, "Attic"),
        at("B", "2030-05-02 09:00", 60, "Cellar"),
        at("C", "2030-05-02 09:00", 60, "Den"),
        pause("Lunch", "2030-05-02 12:00"),
        at("Late", "2030-05-02 12:00", 60, "Hall"),
        pause("Dinner", "2030-05-02 20:00"),
        pause("Beer", "2030-05-02 21:00", "Den"),
    )
    assert day.rooms == ("Hall", "Attic", "Cellar", "Den")
    assert grid(day) == [
        ["09:00", "A", "Long 2", "B", "C"],
        ["12:00", "Late", "^", "Lunch", "^"],
        ["20:00", "Dinner", "^", "^", "^"],
        ["21:00", "", "", "", "Beer"],
    ]


def test_a_break_in_the_midst_of_talks_is_shown() -> None:
    (day,) = days(
        at("A", "2030-05-02 09:00", 300, "Hall"),
        at("B", "2030-05-02 09:00", 300, "Attic"),
        pause("Fire alarm", "2030-05-02 12:00"),
        at("C", "2030-05-02 15:00", 30, "Hall"),
        at("D", "2030-05-02 15:00", 30, "Attic"),
        pause("Fire alarm again", "2030-05-02 15:00"),
        pause("Tea", "2030-05-02 15:00"),
    )
    assert grid(day) == [
        ["09:00", "A 2", "B"],
        ["12:00", "^", "Fire alarm"],
        ["15:00", "C & Fire alarm again & Tea", "D"],
    ]


def test_a_day_of_breaks_has_one_column() -> None:
    (day,) = days(
        pause("Registration", "2030-05-02 18:00"), pause("Beer", "2030-05-02")
    )
    assert day.rooms == ("",)
    assert grid(day) == [["18:00", "Registration"], ["", "Beer"]]


def test_of_more_rooms_than_fit_the_last_share_a_column() -> None:
    talks = [
        at(f"T{number}", f"2030-05-02 09:{number % 60:02}", 30, f"R{number}")
        for number in range(MOST_ROOMS + 2)
    ]
    (day,) = days(*talks)
    assert len(day.rooms) == MOST_ROOMS + 1
    assert day.rooms[-1] == ""
    shown = [cell for line in day.lines if (cell := line.cells[-1])]
    assert sum(len(cell.sessions) for cell in shown) == 2


def test_a_long_talk_reaches_over_what_starts_elsewhere_meanwhile() -> None:
    (day,) = days(
        at("Long", "2030-05-02 09:00", 120, "Hall"),
        at("B", "2030-05-02 09:30", 30, "Attic"),
        at("C", "2030-05-02 10:30", 60, "Attic"),
        at("D", "2030-05-02 11:00", 60, "Hall"),
    )
    assert grid(day) == [
        ["09:00", "Long 3", ""],
        ["09:30", "^", "B"],
        ["10:30", "^", "C 2"],
        ["11:00", "D", "^"],
    ]


def test_after_a_gap_a_room_is_empty_again() -> None:
    (day,) = days(
        at("A", "2030-05-02 09:00", 60, "Hall"),
        at("B", "2030-05-02 09:30", 30, "Attic"),
        at("C", "2030-05-02 12:00", 30, "Attic"),
        at("D", "2030-05-02 12:15", 30, "Hall"),
    )
    assert grid(day) == [
        ["09:00", "A 2", ""],
        ["09:30", "^", "B"],
        ["12:00", "", "C 2"],
        ["12:15", "D", "^"],
    ]


def test_talks_that_overlap_in_a_room_are_all_there() -> None:
    (day,) = days(
        at("A", "2030-05-02 09:00", 120, "Hall"),
        at("B", "2030-05-02 09:00", 30, "Hall"),
        at("C", "2030-05-02 10:00", 15, "Hall"),
        at("D", "2030-05-02 10:30", 15, "Attic"),
    )
    assert grid(day) == [["09:00", "A & B", ""], ["10:00", "C", ""], ["10:30", "", "D"]]


def test_a_talk_without_a_room_is_in_the_last_column() -> None:
    (day,) = days(
        at("Keynote", "2030-05-02 09:00", 30), at("A", "2030-05-02 10:00", 30, "Hall")
    )
    assert day.rooms == ("Hall", "")
    assert grid(day) == [["09:00", "", "Keynote"], ["10:00", "A", ""]]


def test_a_talk_without_a_time_is_on_the_last_line_of_its_day() -> None:
    first, second, undated = days(
        at("No time", "2030-05-02"),
        at("A", "2030-05-02 10:00", 600),
        at("B", "2030-05-03 10:00"),
        talk("No day"),
    )
    assert grid(first) == [["10:00", "A"], ["", "No time"]]
    assert grid(second) == [["10:00", "B"]]
    assert undated.day is None
    assert grid(undated) == [["", "No day"]]


def test_a_talk_over_midnight_is_on_the_day_of_its_start() -> None:
    first, second = days(
        at("Late", "2030-05-02 23:30", 90, "Hall"),
        at("Later", "2030-05-02 23:45", 15, "Attic"),
        at("Night", "2030-05-03 00:15", 30, "Attic"),
    )
    assert grid(first) == [["23:30", "Late 2", ""], ["23:45", "^", "Later"]]
    assert grid(second) == [["00:15", "Night"]]


def test_the_hour_that_clocks_show_twice_is_two_hours() -> None:
    (day,) = days(
        at("Second", "2030-10-27 02:30+01:00", 30, "Hall"),
        at("First", "2030-10-27 02:30+02:00", 60, "Hall"),
        at("Before", "2030-10-27 01:30", 30, "Hall"),
        at("Beside", "2030-10-27 02:00+02:00", 120, "Attic"),
    )
    assert [[line[0], line[1]] for line in grid(day)] == [
        ["01:30", "Before"],
        ["02:00", ""],
        ["02:30", "First"],
        ["02:30", "Second"],
    ]
    assert grid(day)[1][2] == "Beside 3"
    assert day.zones == ("CEST", "CET")


def test_the_hour_that_clocks_leave_out_takes_no_time() -> None:
    (day,) = days(
        at("Over", "2030-03-31 01:30", 45, "Hall"),
        at("After", "2030-03-31 03:00", 30, "Attic"),
        at("Next", "2030-03-31 03:15", 30, "Hall"),
    )
    assert grid(day) == [
        ["01:30", "Over 2", ""],
        ["03:00", "^", "After 2"],
        ["03:15", "Next", "^"],
    ]


def test_times_are_those_of_the_conference() -> None:
    first, second = days(
        at("A", "2030-05-02 23:00+00:00", 30), at("B", "2030-05-02 22:00", 30)
    )
    assert grid(first) == [["22:00", "B"]]
    assert grid(second) == [["01:00", "A"]]
    assert first.zones == ("CEST",)


def test_without_a_zone_clocks_count_as_they_are_written() -> None:
    (day,) = days(
        at("A", "2030-05-02 10:00+09:00", 30),
        at("B", "2030-05-02 09:00", 30),
        timezone="",
    )
    assert grid(day) == [["09:00", "B"], ["10:00", "A"]]
    assert day.zones == ()


def test_a_talk_in_a_talk_has_a_place_of_its_own_if_it_has_a_time() -> None:
    round_ = at("Round", "2030-05-02 09:00", 60)
    (day,) = days(
        round_,
        talk("Part", parent="round"),
        talk("Timed", parent="round", start="2030-05-02 09:30"),
    )
    assert grid(day) == [["09:00", "Round 1".removesuffix(" 1")], ["09:30", "Timed"]]


def test_of_other_conferences_nothing_is_there() -> None:
    catalogue = resolved(
        a=[conference("Conf"), at("A", "2030-05-02 09:00")],
        b=[conference("Other"), at("B", "2030-05-02 09:00")],
    )
    (day,) = schedule_of(catalogue, ScheduleQuery(conference="Other"), TODAY)
    assert grid(day) == [["09:00", "B"]]
    assert schedule_of(catalogue, ScheduleQuery(conference="none"), TODAY) == ()


TALKS = st.builds(
    lambda number, day, minute, duration, room: Talk(
        slug=f"t{number}",
        title=f"T{number}",
        start=at("x", f"2030-10-{day} {minute // 60:02}:{minute % 60:02}").start,
        duration=duration,
        room=room,
    ),
    st.integers(0, 10**6),
    st.sampled_from([26, 27]),
    st.integers(0, 24 * 60 - 1),
    st.none() | st.integers(1, 600),
    st.sampled_from(["", "Hall", "Attic"]),
)


@given(st.lists(TALKS, unique_by=lambda talk: talk.slug, max_size=12))
def test_each_talk_is_there_once_and_each_line_is_full(talks: list[Talk]) -> None:
    made = days(*talks)
    seen = []
    for day in made:
        reach = dict.fromkeys(day.rooms, 0)
        for line in day.lines:
            for room, cell in zip(day.rooms, line.cells, strict=True):
                assert (cell is None) == (reach[room] > 0)
                reach[room] = reach[room] - 1 if cell is None else cell.lines - 1
                for session in cell.sessions if cell else ():
                    assert session.room == room
                    assert isinstance(session.row, TalkRow)
                    seen.append(session.row.key)
        assert set(reach.values()) <= {0}
    assert sorted(seen) == sorted(f"conf/{talk.slug}" for talk in talks)


def test_a_conference_is_found_by_name() -> None:
    held: list[Conference | Talk] = [conference("Some Conf"), at("A", "2030-05-02")]
    query = ScheduleQuery(conference="Some Conf")
    assert len(schedule_of(resolved(a=held), query, TODAY)) == 1
