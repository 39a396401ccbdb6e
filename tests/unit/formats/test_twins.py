"""One programme, written in each format, is read as the same facts."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sphinx_confrecap.model.programme import Event, Person
from sphinx_confrecap.model.talks import Link
from tests.unit.formats.reading import FIRST_DAY, at, event, frab, read

FIRST = "Writing * with care"
SECOND = "Reading & being read"
NOTES: dict[str, Any] = {
    "title": FIRST,
    "speakers": ["Erika Mustermann", "Max Muster"],
    "start": "2030-05-17T09:30:00",
    "end": "2030-05-17T10:15:00",
    "room": "Hall",
}
REST: dict[str, Any] = {
    "title": SECOND,
    "speakers": ["Max Muster"],
    "start": "2030-05-18T00:30:00",
    "end": "2030-05-18T01:00:00",
    "room": "Garden",
}
BOTH = (NOTES, REST)
SLIDES = "https://example.org/slides.pdf"


def as_frab() -> Any:
    rooms = {
        talk["room"]: [
            event(
                guid=f"g-{number}",
                title=talk["title"],
                date=f"{talk['start']}+02:00",
                duration="00:45" if number == 0 else "0:30",
                persons=[{"id": n, "name": n} for n in talk["speakers"]],
                attachments=[{"title": "Slides", "url": SLIDES}],
            )
        ]
        for number, talk in enumerate(BOTH)
    }
    return frab(days=[{"date": "2030-05-17", "rooms": rooms}])


def as_xml() -> str:
    def one(number: int, talk: dict[str, Any]) -> str:
        title = talk["title"].replace("&", "&amp;")
        persons = "".join(f"<person>{name}</person>" for name in talk["speakers"])
        length = "00:45" if number == 0 else "00:30"
        return (
            f'<room name="{talk["room"]}"><event guid="g-{number}" id="{number}">'
            f"<date>{talk['start']}+02:00</date><duration>{length}</duration>"
            f"<title>{title}</title><persons>{persons}</persons><attachments>"
            f'<attachment href="{SLIDES}">Slides</attachment></attachments>'
            "</event></room>"
        )

    rooms = "".join(one(number, talk) for number, talk in enumerate(BOTH))
    return (
        "<?xml version='1.0'?><schedule><conference><title>Doc Days</title>"
        "<time_zone_name>Europe/Berlin</time_zone_name></conference>"
        f'<day date="2030-05-16" index="1">{rooms}</day></schedule>'
    )


def as_hub() -> Any:
    events = [
        {
            "guid": f"g-{number}",
            "title": talk["title"],
            "start": f"{talk['start']}+02:00",
            "end": f"{talk['end']}+02:00",
            "room": {"name": talk["room"], "slug": "r"},
            "participants": [
                *({"name": n, "role": "SPEAKER"} for n in talk["speakers"]),
                {"name": "Somebody Else", "role": "ANGEL"},
            ],
            "attachments": [{"type": "slides", "url": SLIDES}],
        }
        for number, talk in enumerate(BOTH)
    ]
    conference = {"title": "Doc Days", "time_zone_name": "Europe/Berlin"}
    return {"schedule": {"conference": conference, "events": events}}


def as_sessionize() -> Any:
    names = ["Erika Mustermann", "Max Muster"]
    return {
        "sessions": [
            {
                "id": f"g-{number}",
                "title": f"  {talk['title']}",
                "startsAt": talk["start"],
                "endsAt": talk["end"],
                "roomId": number,
                "speakers": talk["speakers"],
            }
            for number, talk in enumerate(BOTH)
        ],
        "speakers": [{"id": name, "fullName": name} for name in names],
        "rooms": [{"id": n, "name": talk["room"]} for n, talk in enumerate(BOTH)],
    }


def as_grid() -> Any:
    return [
        {
            "date": "2030-05-17T00:00:00",
            "rooms": [
                {
                    "name": talk["room"],
                    "sessions": [
                        {
                            "id": f"g-{number}",
                            "title": talk["title"],
                            "startsAt": talk["start"],
                            "endsAt": talk["end"],
                            "room": talk["room"],
                            "speakers": [
                                {"id": name, "name": name} for name in talk["speakers"]
                            ],
                        }
                    ],
                }
                for number, talk in enumerate(BOTH)
            ],
        }
    ]


def as_pretalx() -> Any:
    results = [
        {
            "code": f"g-{number}",
            "title": talk["title"],
            "state": "confirmed",
            "duration": 45,
            "speakers": [{"code": name, "name": name} for name in talk["speakers"]],
            "slot": {
                "start": f"{talk['start']}+02:00",
                "end": f"{talk['end']}+02:00",
                "room": {"en": talk["room"]},
            },
            "resources": [{"resource": SLIDES, "description": "Slides"}],
        }
        for number, talk in enumerate(BOTH)
    ]
    return {"count": 2, "next": None, "results": results}


def as_calendar() -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//pretalx//Doc Days//EN"]
    lines += ["X-WR-CALNAME:Doc Days", "X-WR-TIMEZONE:Europe/Berlin"]
    for number, talk in enumerate(BOTH):
        start, end = (
            talk[n].replace("-", "").replace(":", "") for n in ("start", "end")
        )
        names = "\\, ".join(talk["speakers"])
        lines += ["BEGIN:VEVENT", f"UID:g-{number}", f"DTSTART:{start}", f"DTEND:{end}"]
        lines += [f"SUMMARY:{talk['title']} - {names}", f"LOCATION:{talk['room']}"]
        lines += ["DTSTAMP:20300101T000000Z", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def as_table(separator: str = ",") -> str:
    rows = [("Code", "Titel", "Referenten", "Beginn", "Ende", "Raum", "Folien")]
    for number, talk in enumerate(BOTH):
        names = f'"{"; ".join(talk["speakers"])}"'
        start, end = (talk[name].replace("T", " ")[:16] for name in ("start", "end"))
        rows.append(
            (f"g-{number}", talk["title"], names, start, end, talk["room"], SLIDES)
        )
    return "\ufeff" + "\n".join(separator.join(row) for row in rows)


TWINS: dict[str, Callable[[], Any]] = {
    "frab": as_frab,
    "xml": as_xml,
    "hub": as_hub,
    "sessionize": as_sessionize,
    "grid": as_grid,
    "pretalx": as_pretalx,
    "calendar": as_calendar,
    "table": as_table,
    "semicolons": lambda: as_table(";"),
    "tabs": lambda: as_table("\t"),
}


def plain(found: Event) -> Event:
    """Return an event without what only some formats have."""
    persons = tuple(Person(name=person.name) for person in found.persons)
    return replace(found, persons=persons, place="", codes=(), slides=(), links=())


@pytest.mark.parametrize("name", TWINS)
def test_facts_out_are_facts_in(name: str) -> None:
    programme, remarks = read(TWINS[name](), timezone="Europe/Berlin")
    assert not remarks
    evening = date(2030, 5, 17)
    erika, max_ = Person(name="Erika Mustermann"), Person(name="Max Muster")
    assert [plain(found) for found in programme.events] == [
        Event(
            id="g-0",
            title=FIRST,
            place="",
            persons=(erika, max_),
            start=at("2030-05-17 09:30"),
            duration=45,
            day=evening,
            room="Hall",
        ),
        Event(
            id="g-1",
            title=SECOND,
            place="",
            persons=(max_,),
            start=at("2030-05-18 00:30"),
            duration=30,
            # After midnight, but part of the day before.
            day=evening,
            room="Garden",
        ),
    ]
    if name in ("frab", "xml", "hub", "pretalx", "table", "semicolons", "tabs"):
        assert programme.events[0].slides == (Link(url=SLIDES),)


ARCHIVE = (Link(url="https://www.youtube.com/watch?v=abc"),)


def test_pyvideo() -> None:
    video = {
        "title": FIRST,
        "speakers": NOTES["speakers"],
        "recorded": "2030-05-17",
        "duration": 2700,
        "language": "eng",
        "videos": [{"type": "youtube", "url": ARCHIVE[0].url}],
        "related_urls": [{"label": "Code", "url": "https://example.org/code"}],
        "tags": ["docs"],
    }
    programme, remarks = read(
        ("category.json", {"title": "Doc Days"}), ("videos/first.json", video)
    )
    [found] = programme.events
    assert not remarks
    assert programme.occasion.name == "Doc Days"
    assert (found.id, found.title, found.duration) == ("first", FIRST, 45)
    assert found.start == FIRST_DAY
    assert found.languages == ("en",)
    assert found.videos == ARCHIVE
    assert found.links == (Link(url="https://example.org/code", label="Code"),)
    assert found.tags == ("docs",)


def test_rubyevents_has_talks_in_talks() -> None:
    videos = """
    - id: lightning
      title: Lightning
      date: "2030-05-17"
      video_provider: youtube
      video_id: abc
      event_name: Doc Days
      speakers: []
      talks:
        - id: one
          title: One
          start_cue: "01:30"
          video_provider: parent
          video_id: one
          speakers:
            - Erika Mustermann
        - id: two
          title: Two
          start_cue: TODO
          video_provider: parent
          video_id: two
          speakers: []
    - id: unseen
      title: Unseen
      video_provider: not_recorded
      video_id: unseen
      speakers:
        - Max Muster
    """
    place = "title: Doc Days\nlocation: Example City\nstart_date: '2030-05-17'\n"
    programme, remarks = read(("event.yml", place), ("videos.yml", videos))
    assert not remarks
    assert programme.occasion.location == "Example City"
    assert programme.occasion.start == FIRST_DAY
    found = {one.id: one for one in programme.events}
    assert found["lightning"].videos == ARCHIVE
    assert (found["one"].parent, found["one"].cue) == ("lightning", 90)
    assert (found["two"].parent, found["two"].cue) == ("lightning", None)
    assert found["unseen"].status == "not-recorded"


def test_writethedocs_counts_times_from_durations() -> None:
    sessions = """
    - title: Writing
      slug: writing
      series: Doc Days
      series_slug: doc
      year: 2030
      speakers:
      - name: Erika Mustermann
        slug: erika
      abstract: <p>Words.</p>
    - title: Not placed
      slug: later
      series: Doc Days
      speakers: []
    """
    schedule = """
    talks_day1:
      - time: '9:00'
        duration: '0:25'
        title: Conference <b>introduction</b>
      - duration: '0:00'
        title: A mark
      - duration: '0:30'
        slug: writing
      - duration: '0:15'
        title: Coffee break
      - duration: '0:30'
        slug: talk-9
    """
    programme, remarks = read(
        ("s.yaml", sessions), ("t.yaml", schedule), start=FIRST_DAY
    )
    found = [(one.title, one.start, one.duration) for one in programme.events]
    assert found == [
        ("Conference introduction", at("2030-05-17 09:00"), 25),
        ("Writing", at("2030-05-17 09:25"), 30),
        ("Coffee break", at("2030-05-17 09:55"), 15),
        ("Not placed", None, None),
    ]
    assert programme.occasion.name == "Doc Days 2030"
    assert "no session of this slug" in str(remarks)
    assert [one.is_break for one in programme.events] == [False, False, True, False]


def test_json_is_read_with_or_without_a_mark() -> None:
    text = "\ufeff" + json.dumps(as_frab())
    assert len(read(text)[0].events) == 2
