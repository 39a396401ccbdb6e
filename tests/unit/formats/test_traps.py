"""What programmes get wrong, and what readers may get wrong about them."""

from typing import Any

import pytest

from sphinx_confrecap.model.errors import InputError
from sphinx_confrecap.model.talks import Link
from tests.unit.formats.reading import FIRST_DAY, at, event, frab, read


def one(**facts: Any) -> tuple[Any, list[str]]:
    """Read a programme of one event."""
    programme, remarks = read(frab(event(**facts)))
    assert len(programme.events) == 1
    return programme.events[0], remarks


# --- titles and people --------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        ("Notes", "with care", "Notes: with care"),
        ("Notes?", "With care", "Notes? With care"),
        ("Notes with care", "with care", "Notes with care"),
        ("", "With care", "With care"),
        ("Notes", None, "Notes"),
        ("  Notes\n of\u2028 a\x00 day\u202e ", "", "Notes of a day"),
        ("Cafe\u0301", "", "Café"),
    ],
)
def test_title(title: str, subtitle: str | None, whole: str) -> None:
    assert one(title=title, subtitle=subtitle)[0].title == whole


def test_long_title_is_cut() -> None:
    found, remarks = one(title="long " * 200)
    assert len(found.title) == 400
    assert found.title.endswith("…")
    assert "days[0].rooms.Hall[0].title: it has more than 400 characters" in remarks[0]


@pytest.mark.parametrize(
    ("name", "rest", "pronouns"),
    [
        ("Max Muster (he/him)", "Max Muster", "he/him"),
        ("Erika (They/Them) Mustermann", "Erika Mustermann", "They/Them"),
        ("Max [sie/ihr]", "Max", "sie/ihr"),
        ("Max (maxi)", "Max (maxi)", ""),
        ("Max (maxi/mouse)", "Max (maxi/mouse)", ""),
    ],
)
def test_pronouns(name: str, rest: str, pronouns: str) -> None:
    [person] = one(persons=[{"name": name}])[0].persons
    assert (person.name, person.pronouns) == (rest, pronouns)


def test_people_are_objects_or_names() -> None:
    persons = ["Max Muster", {"public_name": "Erika", "name": "E."}, {"name": ""}]
    assert [p.name for p in one(persons=persons)[0].persons] == ["Max Muster", "Erika"]


def test_event_without_title_is_left_out() -> None:
    programme, remarks = read(frab(event(title=""), event()))
    assert len(programme.events) == 1
    [remark] = remarks
    assert "file-0, days[0].rooms.Hall[0]: the event has no title" in remark


def test_breaks_have_no_people() -> None:
    titles = ["Lunch", "Kaffeepause", "Coffee break", "Breaking changes of lunch boxes"]
    events = [event(guid=t, title=t, persons=[]) for t in titles]
    events.append(event(guid="x", title="Lunch"))
    found, _ = read(frab(*events))
    assert [e.is_break for e in found.events] == [True, True, True, True, False]


def test_long_titles_and_types_of_breaks() -> None:
    title = "How we learned to take a break from the screen"
    assert not one(title=title, persons=[])[0].is_break
    assert one(title="Together", type="Lunch", persons=[])[0].is_break


# --- times --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("00:45", 45), ("1:00", 60), ("1:30", 90), (45, 45), ("90", 90), ("0:5", 5)],
)
def test_duration(text: object, minutes: int) -> None:
    assert one(duration=text)[0].duration == minutes


@pytest.mark.parametrize("text", ["soon", "00:00", "-1:00", [], {"a": 1}])
def test_bad_duration_is_left_out(text: object) -> None:
    found, remarks = one(duration=text)
    assert found.duration is None
    assert all("days[0].rooms.Hall[0].duration" in remark for remark in remarks)


def test_start_is_in_the_zone_of_the_conference() -> None:
    found, _ = one(date="2030-05-17T07:30:00+00:00", start="07:30")
    assert found.start == at("2030-05-17 09:30")


def test_without_a_zone_the_offset_stays() -> None:
    programme, _ = read(frab(event(), time_zone_name=""))
    assert str(programme.events[0].start) == "2030-05-17 09:30:00+02:00"
    given, _ = read(frab(event(), time_zone_name=""), timezone="Asia/Tokyo")
    assert given.events[0].start == at("2030-05-17 16:30")
    assert given.occasion.timezone == "Asia/Tokyo"


def test_hour_that_comes_twice_has_its_offset() -> None:
    first, second = "2030-10-27T02:30:00+02:00", "2030-10-27T02:30:00+01:00"
    programme, _ = read(frab(event(date=first), event(guid="b", date=second)))
    starts = [str(found.start) for found in programme.events]
    assert starts == ["2030-10-27 02:30:00+02:00", "2030-10-27 02:30:00+01:00"]


def test_hour_that_spring_leaves_out() -> None:
    assert one(date="2030-03-31T03:30:00+02:00")[0].start == at("2030-03-31 03:30")


def test_unknown_zone() -> None:
    programme, remarks = read(frab(event(), time_zone_name="Mars/Base"))
    assert programme.occasion.timezone == ""
    assert "conference.time_zone_name: 'Mars/Base' is not a time zone" in remarks[0]


def test_days_of_the_file_may_be_those_before() -> None:
    """DebConf's days begin in UTC."""
    rooms = {"Hall": [event(), event(guid="b", date="2030-05-18T01:00:00+02:00")]}
    days = [{"date": "2030-05-16", "rooms": rooms}]
    programme, _ = read(frab(days=days))
    assert [found.day for found in programme.events] == [FIRST_DAY, FIRST_DAY]


def test_dates_of_the_conference_are_in_its_zone() -> None:
    programme, _ = read(frab(event(), start="2030-05-16T22:30:00+00:00"))
    assert programme.occasion.start == FIRST_DAY


# --- other fields -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("de", ("de",)),
        ("", ()),
        (None, ()),
        ("de, en", ("de", "en")),
        ("German / English", ("de", "en")),
        ("eng", ("en",)),
        ("pt_BR", ("pt-BR",)),
        ("Klingon", ()),
    ],
)
def test_language(text: str | None, tags: tuple[str, ...]) -> None:
    assert one(language=text)[0].languages == tags


def test_room_of_the_event_is_nearer_than_its_group() -> None:
    assert one(room="Garden")[0].room == "Garden"
    assert one()[0].room == "Hall"


def test_track_in_several_languages() -> None:
    track = {"de": "Kunst", "en": "Art"}
    assert one(track=track)[0].track == "Art"
    programme, _ = read(frab(event(track=track)), language="de")
    assert programme.events[0].track == "Kunst"
    assert one(track=None)[0].track == ""


def test_links() -> None:
    links = [
        {"title": "Slides", "url": "https://example.org/s.pdf"},
        {"title": "Video recording (mp4)", "url": "https://example.org/v.mp4"},
        {"title": "Code", "url": "https://example.org/code"},
        {"title": "https://example.org/swapped", "url": "Code"},
        {"title": "odd", "url": "thttps://example.org"},
        {"title": "script", "url": "javascript:alert(1)"},
    ]
    found, remarks = one(links=links)
    assert found.slides == (Link(url="https://example.org/s.pdf"),)
    assert found.videos == (Link(url="https://example.org/v.mp4"),)
    assert found.links == (Link(url="https://example.org/code", label="Code"),)
    assert len(remarks) == 3
    assert "links[3].url: 'Code' is no address of the web" in remarks[0]


def test_attachments_are_relative_to_the_base() -> None:
    given = frab(event(attachments=[{"title": "Slides", "url": "/media/s.pdf"}]))
    given["schedule"]["base_url"] = "https://example.org/2030/"
    programme, _ = read(given)
    assert programme.events[0].slides == (Link(url="https://example.org/media/s.pdf"),)


def test_not_recorded() -> None:
    assert one(do_not_record=True)[0].status == "not-recorded"
    assert one(do_not_record=False)[0].status is None


def test_id_that_occurs_twice_has_its_start() -> None:
    later = "2030-05-17T11:00:00+02:00"
    programme, _ = read(frab(event(), event(date=later), event(guid="other")))
    assert [found.id for found in programme.events] == [
        "g-1@2030-05-17 09:30:00",
        "g-1@2030-05-17 11:00:00",
        "other",
    ]


def test_two_conferences_in_one_import() -> None:
    with pytest.raises(InputError, match="two conferences, 'A' and 'B'"):
        read(frab(event(), title="A"), frab(event(guid="b"), title="B"))


def test_programme_without_days() -> None:
    programme, _ = read(frab(days=[]))
    assert programme.events == ()


@pytest.mark.parametrize("bad", [None, 3, "x", [], {"rooms": []}, {"rooms": {"a": 1}}])
def test_odd_days_lose_only_themselves(bad: object) -> None:
    good = {"date": "2030-05-17", "rooms": {"Hall": [event()]}}
    programme, _ = read(frab(days=[bad, good]))
    assert len(programme.events) == 1


# --- pretalx ------------------------------------------------------------------


def submission(**facts: Any) -> dict[str, Any]:
    return {
        "code": "ABC",
        "title": "Notes",
        "state": "confirmed",
        "speakers": [],
        "slot": {"start": "2030-05-17T09:30:00+02:00", "room": "Hall"},
    } | facts


def page(*results: Any, count: int = 0, following: str | None = None) -> dict[str, Any]:
    return {"count": count or len(results), "next": following, "results": [*results]}


def test_one_page_of_many_is_said() -> None:
    _, remarks = read(page(submission(), count=3, following="https://x.org/?page=2"))
    assert "it is one page of 3, and pages are missing" in remarks[0]


def test_pages_are_one_programme() -> None:
    one_ = page(submission(), count=2, following="https://x.org/?page=2")
    programme, remarks = read(one_, page(submission(code="DEF"), count=2))
    assert not remarks
    assert len(programme.events) == 2


def test_speakers_may_be_only_codes() -> None:
    given = page(submission(speakers=["XYZ"]))
    assert "expand=speakers" in read(given)[1][0]
    people = page({"code": "XYZ", "name": "Erika Mustermann"})
    programme, remarks = read(given, people)
    assert not remarks
    assert programme.events[0].persons[0].name == "Erika Mustermann"


def test_only_accepted_talks_count() -> None:
    states = ["confirmed", "accepted", "canceled", "withdrawn", "rejected"]
    given = page(*(submission(code=state, state=state) for state in states))
    found = read(given)[0].events
    assert [e.is_cancelled for e in found] == [False, False, True, True, True]


def test_event_and_rooms_by_number() -> None:
    slot = {"start": "2030-05-17T07:30:00Z", "end": "2030-05-17T08:00:00Z", "room": 5}
    meeting = {
        "slug": "dd",
        "name": {"en": "Doc Days"},
        "date_from": "2030-05-17",
        "date_to": "2030-05-18",
        "timezone": "Europe/Berlin",
    }
    rooms = page({"id": 5, "name": {"en": "Hall"}})
    programme, remarks = read(page(submission(slots=[slot])), rooms, meeting)
    assert not remarks
    [found] = programme.events
    assert (found.room, found.duration) == ("Hall", 30)
    assert found.start == at("2030-05-17 09:30")
    assert programme.occasion.name == "Doc Days"


def test_private_fields_are_never_read() -> None:
    canary = "canary@example.org"
    person = {"code": "X", "name": "Erika", "email": canary, "internal_notes": canary}
    names = ("internal_notes", "notes", "answers", "reviews", "email", "token")
    private = {name: [{"answer": canary, "question": canary}] for name in names}
    url = "https://pretalx.example/orga/event/dd/submissions/ABC/"
    given = submission(speakers=[person], urls={"public": url}, **private)
    programme, _ = read(page(given))
    assert canary not in repr(programme)
    assert programme.events[0].url == ""


# --- Sessionize ---------------------------------------------------------------


def test_categories_by_their_names() -> None:
    session = {
        "id": "1",
        "title": "Notes",
        "isServiceSession": False,
        "categories": [
            {"name": "Track", "categoryItems": [{"name": "Docs"}]},
            {"name": "Session format", "categoryItems": [{"name": "Workshop"}]},
            {"name": "Level", "categoryItems": [{"name": "Beginner"}]},
            {"name": "Language", "categoryItems": [{"name": "German"}]},
        ],
        "liveUrl": "https://example.org/live",
        "recordingUrl": "https://example.org/recording",
    }
    [found] = read([session])[0].events
    assert (found.track, found.type, found.level) == ("Docs", "Workshop", "Beginner")
    assert found.languages == ("de",)
    assert found.videos == (Link(url="https://example.org/recording"),)


def test_plenary_session_is_there_once() -> None:
    session = {"id": "1", "title": "Notes", "startsAt": "2030-05-17T09:00:00"}
    rooms = [{"name": n, "sessions": [session]} for n in ("Hall", "Garden")]
    assert len(read([{"date": "2030-05-17", "rooms": rooms}])[0].events) == 1


def test_service_sessions_are_breaks() -> None:
    session = {"id": "1", "title": "Welcome", "isServiceSession": True}
    assert read([session])[0].events[0].is_break


# --- calendars ----------------------------------------------------------------


def calendar(*lines: str, product: str = "-//x//EN", head: str = "") -> str:
    event_ = "\r\n".join(["BEGIN:VEVENT", "UID:u", "SUMMARY:A - B, C", *lines])
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{product}\r\n{head}{event_}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_summary_has_speakers_only_if_its_program_writes_them() -> None:
    assert read(calendar())[0].events[0].title == "A - B, C"
    found = read(calendar(product="-//pretalx//x//EN"))[0].events[0]
    assert (found.title, [p.name for p in found.persons]) == ("A", ["B", "C"])
    found = read(calendar(), summary="{title} - {speakers}")[0].events[0]
    assert found.title == "A"


@pytest.mark.parametrize(
    "summary", ["x", "{speakers}", "{title} {title}", "{a}{title}"]
)
def test_bad_pattern_of_summaries(summary: str) -> None:
    with pytest.raises(InputError, match="--summary"):
        read(calendar(), summary=summary)


def test_zone_of_an_event() -> None:
    found = read(calendar("DTSTART;TZID=Asia/Tokyo:20300517T093000"))[0]
    assert found.events[0].start == at("2030-05-17 09:30")
    assert found.occasion.timezone == "Asia/Tokyo"
    utc = calendar("DTSTART:20300517T003000Z", head="X-WR-TIMEZONE:Asia/Tokyo\r\n")
    assert read(utc)[0].events[0].start == at("2030-05-17 09:30")


def test_whole_days_have_no_time() -> None:
    found = read(calendar("DTSTART;VALUE=DATE:20300517", "DTEND;VALUE=DATE:20300518"))
    assert found[0].events[0].start == FIRST_DAY
    assert found[0].events[0].duration is None


def test_rules_and_cancelled_events() -> None:
    lines = ("DTSTART:20300517T093000", "RRULE:FREQ=DAILY", "STATUS:CANCELLED")
    programme, remarks = read(calendar(*lines, "DURATION:PT45M"))
    assert "repeated by a rule" in remarks[0]
    assert programme.events[0].is_cancelled
    assert programme.events[0].duration == 45


def test_speakers_in_a_description() -> None:
    found = read(calendar("DESCRIPTION:Speaker: Erika Mustermann\\nWords."))[0].events[
        0
    ]
    assert [p.name for p in found.persons] == ["Erika Mustermann"]
    assert found.abstract == "Words."


# --- tables -------------------------------------------------------------------


def test_ambiguous_dates_are_said() -> None:
    programme, remarks = read("title,date\nA,3/4/2030\nB,5/6/2030\n")
    assert [found.start for found in programme.events] == [None, None]
    assert "line 2.date: '3/4/2030' may be two dates" in remarks[0]


@pytest.mark.parametrize(
    "dates",
    [("13/5/2030", "17/5/2030"), ("5/13/2030", "5/17/2030"), ("1.1.2030", "17.5.2030")],
)
def test_one_date_tells_the_order_of_all(dates: tuple[str, str]) -> None:
    programme, remarks = read(f"title,date\nA,{dates[0]}\nB,{dates[1]}\n")
    assert not remarks
    assert FIRST_DAY in [found.start for found in programme.events]


def test_times_without_a_day() -> None:
    table = "title;time\nA;9:00\nB;9.30\nC;1:15 PM\nD;17h45\n"
    _, remarks = read(table)
    assert "--start" in remarks[0]
    programme, _ = read(table, start=FIRST_DAY)
    clocks = [f"{found.start:%H:%M}" for found in programme.events]
    assert clocks == ["09:00", "09:30", "13:15", "17:45"]


def test_days_by_number() -> None:
    table = "title,day,time\nA,1,9:00\nB,Day 2,9:00\n"
    programme, _ = read(table, start=FIRST_DAY)
    assert [str(found.start) for found in programme.events] == [
        "2030-05-17 09:00:00",
        "2030-05-18 09:00:00",
    ]


def test_names_across_lines_and_own_columns() -> None:
    table = 'Was,Wer\n"A\nlong title","Erika\nMax"\n'
    with pytest.raises(InputError, match="--column NAME=title"):
        read(table)
    columns = (("Was", "title"), ("Wer", "speakers"))
    [found] = read(table, columns=columns)[0].events
    assert found.title == "A long title"
    assert [p.name for p in found.persons] == ["Erika", "Max"]


def test_row_without_title() -> None:
    programme, remarks = read("title,speaker\n,Erika\nA,Max\n")
    assert len(programme.events) == 1
    assert "file-0, line 2: the row has no title" in remarks[0]


def test_end_after_midnight() -> None:
    table = "title,date,time,end\nA,2030-05-17,23:30,00:15\n"
    assert read(table)[0].events[0].duration == 45
