"""The catalogue: what all documents together say, whatever their order."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.catalogue.catalogue import Catalogue, Document
from sphinx_confrecap.catalogue.drafts import marks_of
from sphinx_confrecap.catalogue.objects import Talks, named_in
from sphinx_confrecap.catalogue.resolve import catalogue_of
from sphinx_confrecap.model.places import Place
from sphinx_confrecap.model.queries import TagQuery
from sphinx_confrecap.model.rules import Problem, Rule
from sphinx_confrecap.model.talks import Conference, Link, Quotation, Talk
from tests.unit.builders import (
    Thing,
    conference,
    document,
    documents_of,
    query,
    recap,
    resolved,
    talk,
)

DEVOPSCON = conference(
    "DevOpsCon 2018 Munich",
    key="devopscon-2018",
    series="DevOpsCon",
    start="2018-12-04",
    end="2018-12-05",
    timezone="Europe/Berlin",
)


def told(problem: Problem) -> tuple[str, str, int]:
    return problem.rule.id, problem.place.docname, problem.place.line


def problems(catalogue: Catalogue) -> list[tuple[str, str, int]]:
    return [told(problem) for problem in catalogue.problems]


def programme(*talks: Thing) -> list[str]:
    """Return the slugs of the talks in the order of the conference's programme."""
    catalogue = resolved(recap=[DEVOPSCON, *talks])
    keys = catalogue.programme["devopscon-2018"]
    return [catalogue.talks[key].fact.slug for key in keys]


# --- which conference a talk belongs to ---------------------------------------


def test_a_talk_belongs_to_the_conference_above_it() -> None:
    catalogue = resolved(recap=[DEVOPSCON, talk("Staying Alive")])
    key = "devopscon-2018/staying-alive"
    assert list(catalogue.talks) == [key]
    assert catalogue.held_at[key] == DEVOPSCON
    assert catalogue.programme == {"devopscon-2018": (key,)}


@pytest.mark.parametrize(
    "reference",
    [
        "devopscon-2018",
        "DevOpsCon-2018",
        "DevOpsCon 2018 Munich",
        "devopscon-2018 munich",
    ],
)
def test_a_talk_may_name_a_conference_of_another_document(reference: str) -> None:
    catalogue = resolved(a=[talk("Staying Alive", conference=reference)], b=[DEVOPSCON])
    assert catalogue.conference_of == {"devopscon-2018/staying-alive": "devopscon-2018"}
    assert catalogue.conferences.fact(reference) == DEVOPSCON
    assert not catalogue.problems


def test_a_key_goes_before_the_name_of_another_conference() -> None:
    catalogue = resolved(
        a=[conference("Same", key="other"), conference("Another", key="same")],
        b=[talk("Talk", conference="Same")],
    )
    assert catalogue.conference_of == {"same/talk": "same"}


def test_a_talk_needs_no_conference() -> None:
    catalogue = resolved(notes=[talk("Staying Alive", start="2018-12-04")])
    assert list(catalogue.talks) == ["staying-alive"]
    assert "staying-alive" not in catalogue.held_at
    assert catalogue.days["staying-alive"] == date(2018, 12, 4)
    assert not catalogue.programme
    assert not catalogue.problems


def test_a_conference_that_no_document_describes_is_reported() -> None:
    catalogue = resolved(
        a=[DEVOPSCON], b=[talk("Staying Alive", conference="DevOpsCon-2081")]
    )
    [problem] = catalogue.problems
    assert problem == Problem(
        rule=Rule.CONFERENCE,
        message="no document describes the conference 'DevOpsCon-2081', "
        "did you mean 'devopscon-2018'?",
        place=Place(docname="b", line=10),
    )


def test_a_talk_keeps_its_key_when_its_conference_is_described_later() -> None:
    notes = [talk("Staying Alive", conference="DevOpsCon 2018")]
    before = resolved(notes=notes)
    assert list(before.talks) == list(resolved(notes=notes, recap=[DEVOPSCON]).talks)


# --- two things with one key --------------------------------------------------


def test_of_two_talks_with_one_key_the_first_by_document_has_it() -> None:
    first = talk("Staying Alive", speakers="One", tags="one")
    second = talk("Staying Alive", speakers="Two", tags="two")
    catalogue = resolved(
        b=[DEVOPSCON, second], a=[replace(first, conference="devopscon-2018")]
    )
    assert catalogue.talks["devopscon-2018/staying-alive"].docname == "a"
    assert catalogue.talks["devopscon-2018/staying-alive-2"].docname == "b"
    assert list(catalogue.speakers) == ["one", "two"]
    [problem] = catalogue.problems
    assert told(problem) == ("duplicate", "b", 20)
    assert problem.message == (
        "the talk key 'devopscon-2018/staying-alive' is taken by a, line 10; this talk "
        "gets the key 'devopscon-2018/staying-alive-2', which may change: write :name: "
        "staying-alive-2, or another name"
    )


def test_of_two_conferences_with_one_key_the_first_by_document_counts() -> None:
    catalogue = resolved(
        b=[replace(DEVOPSCON, location="Berlin"), talk("One")],
        a=[DEVOPSCON, talk("Two")],
    )
    assert catalogue.conferences["devopscon-2018"].fact == DEVOPSCON
    assert catalogue.programme == {
        "devopscon-2018": ("devopscon-2018/two", "devopscon-2018/one")
    }
    assert problems(catalogue) == [("duplicate", "b", 10)]


def test_two_talks_with_one_key_in_one_document_are_reported_once() -> None:
    catalogue = resolved(recap=[DEVOPSCON, talk("Same"), talk("Other"), talk("same")])
    assert catalogue.talks["devopscon-2018/same"].line == 20
    assert catalogue.talks["devopscon-2018/same-2"].line == 40
    assert problems(catalogue) == [("duplicate", "recap", 40)]


def test_one_title_at_two_conferences_makes_no_duplicate() -> None:
    catalogue = resolved(
        a=[conference("A"), talk("Keynote")], b=[conference("B"), talk("Keynote")]
    )
    assert list(catalogue.talks) == ["a/keynote", "b/keynote"]
    assert not catalogue.problems


# --- what a reference means ---------------------------------------------------


REFERENCES = resolved(
    recap=[
        DEVOPSCON,
        talk("Opening", speakers="Oleg Chunikhin (Kublr)", tags="C++, data-science"),
        talk("Closing", tags="Data Science"),
    ],
    other=[conference("Orchestrate 2017"), talk("Opening", tags="Data Science")],
    notes=[talk("Lonely")],
)


@pytest.mark.parametrize(
    ("objtype", "target", "keys"),
    [
        ("talk", "devopscon-2018/opening", ["devopscon-2018/opening"]),
        ("talk", "closing", ["devopscon-2018/closing"]),
        ("talk", "opening", ["orchestrate-2017/opening", "devopscon-2018/opening"]),
        ("talk", "lonely", ["lonely"]),
        ("talk", "Closing", []),
        ("talk", "", []),
        ("conference", "devopscon-2018", ["devopscon-2018"]),
        ("conference", "DevOpsCon 2018 Munich", ["devopscon-2018"]),
        ("conference", "DevOpsCon", []),
        ("conference", "", []),
        ("series", "devopscon", ["devopscon-2018"]),
        ("series", "Orchestrate", []),
        ("series", "", []),
        ("speaker", "oleg-chunikhin", ["oleg-chunikhin"]),
        ("speaker", "OLEG  CHUNIKHIN", ["oleg-chunikhin"]),
        ("speaker", "Kublr", []),
        ("tag", "C++", ["c-plus-plus"]),
        ("tag", "c-plus-plus", ["c-plus-plus"]),
        ("tag", "C", []),
        ("tag", "#data science", ["data-science"]),
        ("tag", "", []),
    ],
)
def test_find(objtype: str, target: str, keys: list[str]) -> None:
    assert list(named_in(REFERENCES)[objtype].find(target)) == keys


@pytest.mark.parametrize("objtype", ["talk", "conference", "series", "speaker", "tag"])
def test_every_suggestion_can_be_found(objtype: str) -> None:
    named = named_in(REFERENCES)[objtype]
    assert list(named.spellings())
    for key in named.spellings():
        assert named.find(key)


def test_the_full_key_of_a_talk_goes_before_a_short_one() -> None:
    catalogue = resolved(notes=[talk("Opening")], recap=[DEVOPSCON, talk("Opening")])
    assert Talks(catalogue).find("opening") == ("opening",)


# --- names --------------------------------------------------------------------


def test_a_name_is_shown_as_it_is_written_most() -> None:
    assert REFERENCES.tags["data-science"].name == "Data Science"


def test_of_spellings_as_frequent_the_first_is_shown() -> None:
    catalogue = resolved(
        b=[talk("One", tags="DevOps"), talk("Two", tags="devops")],
        a=[talk("Three", tags="DEVOPS")],
    )
    assert catalogue.tags["devops"].name == "DEVOPS"


def test_a_tag_holds_talks_conferences_and_recaps() -> None:
    catalogue = resolved(
        a=[
            recap("A recap", tags="devops"),
            conference("A", tags="DevOps"),
            talk("One", tags="DevOps, devops"),
        ],
        b=[talk("Two", tags="DevOps")],
    )
    tag = catalogue.tags["devops"]
    assert tag.talks == ("a/one", "two")
    assert tag.conferences == ("a",)
    assert tag.recaps == ("a",)
    assert tag.count == 4


def test_a_speaker_is_one_over_all_conferences_and_affiliations() -> None:
    catalogue = resolved(
        a=[conference("A"), talk("One", speakers="Ana (X), Bob")],
        b=[conference("B"), talk("Two", speakers="ana (Y)")],
    )
    assert catalogue.speakers["ana"].talks == ("a/one", "b/two")
    assert catalogue.speakers["bob"].talks == ("a/one",)


def test_names_that_only_look_alike_stay_apart() -> None:
    catalogue = resolved(a=[talk("One", tags="C, C++, C#, Cloud, \u0421loud")])
    assert len(catalogue.tags) == 5


def test_names_are_in_alphabetical_order() -> None:
    catalogue = resolved(a=[talk("One", tags="zsh, Élan, .NET, ansible, 👍, データ")])
    assert [tag.name for tag in catalogue.tags.values()] == [
        "ansible",
        "Élan",
        ".NET",
        "zsh",
        "データ",
        "👍",
    ]


# --- days and the programme ---------------------------------------------------


def test_a_programme_is_ordered_by_time() -> None:
    assert programme(
        talk("Last", start="2018-12-05 09:00"),
        talk("Second", start="2018-12-04 11:30"),
        talk("First", start="2018-12-04 9:30"),
    ) == ["first", "second", "last"]


def test_talks_at_one_time_stay_as_written() -> None:
    assert programme(
        talk("Track B", start="2018-12-04 11:30"),
        talk("Track A", start="2018-12-04 11:30"),
    ) == ["track-b", "track-a"]


def test_a_day_on_which_a_talk_has_no_time_stays_as_written() -> None:
    assert programme(
        talk("Next day", start="2018-12-05 10:00"),
        talk("Noon", start="2018-12-04 12:00"),
        talk("Some time", start="2018-12-04"),
        talk("Morning", start="2018-12-04 09:00"),
    ) == ["noon", "some-time", "morning", "next-day"]


def test_talks_without_a_day_end_the_programme_as_written() -> None:
    assert programme(
        talk("Unknown"), talk("Day two", start="2018-12-05"), talk("Also unknown")
    ) == ["day-two", "unknown", "also-unknown"]


def test_offsets_are_read_in_the_zone_of_the_conference() -> None:
    talks = [
        talk("Half past ten", start="2018-12-04 10:30"),
        talk("Ten", start="2018-12-04T09:00Z"),
        talk("Night", start="2018-12-04T23:30Z"),
    ]
    assert programme(*talks) == ["ten", "half-past-ten", "night"]
    catalogue = resolved(recap=[DEVOPSCON, *talks])
    assert catalogue.days["devopscon-2018/night"] == date(2018, 12, 5)
    assert not catalogue.problems


def test_an_offset_without_a_zone_is_taken_as_written() -> None:
    catalogue = resolved(
        a=[
            conference("A"),
            talk("Two", start="2018-12-04 11:00+01:00"),
            talk("Three", start="2018-12-04 12:00Z"),
            talk("One", start="2018-12-04 10:00"),
        ]
    )
    assert catalogue.programme["a"] == ("a/one", "a/two", "a/three")


def test_a_talk_in_a_talk_starts_with_it() -> None:
    talks = [
        talk("Lightning talks", start="2018-12-04 11:30"),
        talk("Spark", parent="lightning-talks", cue=60),
        talk("Bolt", parent="lightning-talks", cue=300),
        talk("Track B", start="2018-12-04 11:30"),
        talk("Next day", start="2018-12-05 09:00"),
        talk("Opening", start="2018-12-04 09:00"),
    ]
    order = ["opening", "lightning-talks", "spark", "bolt", "track-b", "next-day"]
    assert programme(*talks) == order
    catalogue = resolved(recap=[DEVOPSCON, *talks])
    assert catalogue.days["devopscon-2018/bolt"] == date(2018, 12, 4)


def test_a_talk_in_a_talk_may_have_a_start_of_its_own() -> None:
    assert programme(
        talk("Track", start="2018-12-04 09:00"),
        talk("Inner", start="2018-12-04 14:00", parent="track"),
        talk("Noon", start="2018-12-04 12:00"),
    ) == ["track", "noon", "inner"]


def test_a_talk_without_a_day_is_on_the_first_day_of_its_conference() -> None:
    catalogue = resolved(a=[DEVOPSCON, talk("One")], b=[conference("B"), talk("Two")])
    assert catalogue.days["devopscon-2018/one"] == date(2018, 12, 4)
    assert "b/two" not in catalogue.days


@pytest.mark.parametrize(
    ("start", "limit"),
    [
        ("2018-12-03", "starts on 2018-12-04"),
        ("2018-12-03 23:59", "starts on 2018-12-04"),
        ("2018-12-06", "ends on 2018-12-05"),
        ("2019-12-04", "ends on 2018-12-05"),
        ("2018-12-05T23:30Z", "ends on 2018-12-05"),
    ],
)
def test_a_talk_outside_of_its_conference_is_reported(start: str, limit: str) -> None:
    [problem] = resolved(recap=[DEVOPSCON, talk("One", start=start)]).problems
    assert told(problem) == ("date", "recap", 20)
    assert limit in problem.message


@pytest.mark.parametrize("start", ["2018-12-04", "2018-12-05 23:59"])
def test_a_talk_on_the_first_or_last_day_is_inside(start: str) -> None:
    assert not resolved(recap=[DEVOPSCON, talk("One", start=start)]).problems


def test_an_end_that_is_missing_makes_no_talk_late() -> None:
    # Else one bad end would bring a warning for each talk of the later days.
    catalogue = resolved(
        a=[conference("A", start="2018-12-04"), talk("One", start="2018-12-05")]
    )
    assert not catalogue.problems


def test_talks_in_a_talk_outside_are_not_reported_as_well() -> None:
    catalogue = resolved(
        recap=[
            DEVOPSCON,
            talk("Lightning", start="2019-12-04"),
            talk("Spark", parent="lightning"),
        ]
    )
    assert problems(catalogue) == [("date", "recap", 20)]


# --- lists --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"tags": "Kubernets"}, "the tag 'Kubernets', which nothing has, did you mean"),
        ({"speaker": "Nobody"}, "the speaker 'Nobody', which nothing has"),
        ({"conference": "devopscon"}, "the conference 'devopscon', which nothing has"),
        ({"series": "DevOpsCom"}, "the series 'DevOpsCom', which nothing has"),
    ],
)
def test_a_filter_without_a_match_warns(facts: dict[str, str], message: str) -> None:
    catalogue = resolved(
        recap=[DEVOPSCON, talk("One", tags="Kubernetes", speakers="Ana")],
        guide=[query(), query(TagQuery, **facts)],
    )
    [problem] = catalogue.problems
    assert told(problem) == ("filter", "guide", 20)
    assert message in problem.message


def test_each_name_that_a_filter_lacks_is_reported() -> None:
    catalogue = resolved(guide=[query(tags="One, Two", speaker="Three")])
    assert problems(catalogue) == [("filter", "guide", 10)] * 3


def test_several_names_in_an_option_for_one_are_told() -> None:
    catalogue = resolved(guide=[query(speaker="Ann, Bo")])
    [problem] = catalogue.problems
    assert problem.message.endswith("write several names in :speakers:")


def test_filters_take_any_spelling() -> None:
    catalogue = resolved(
        recap=[DEVOPSCON, talk("One", tags="Data Science", speakers="Ana Li")],
        guide=[
            query(
                tags="data-science",
                speaker="ANA LI",
                series="devopscon",
                conference="DevOpsCon 2018 Munich",
            )
        ],
    )
    assert not catalogue.problems


# --- the order of documents ---------------------------------------------------

CROWDED: dict[str, list[Thing]] = {
    "a": [
        recap("First", tags="x"),
        conference("Conf", start="2020-01-01", end="2020-01-02", tags="y"),
        talk("Same", tags="x, Y", speakers="Ana"),
        talk("Other", start="2020-01-02 10:00", speakers="ana, Bob"),
    ],
    "b": [
        conference("conf", key="second"),
        talk("Same", conference="conf", tags="X"),
        talk("Third", conference="unknown", tags="y", speakers="ANA"),
    ],
    "c": [conference("Conf"), talk("Same"), talk("Late", start="2021-01-01")],
    "d": [query(tags="x, nothing"), talk("Same", conference="second")],
}


@given(st.permutations(list(CROWDED)))
def test_the_order_of_documents_changes_nothing(order: list[str]) -> None:
    expected = repr(resolved(CROWDED))
    assert repr(resolved({docname: CROWDED[docname] for docname in order})) == expected


def test_settling_leaves_the_documents_as_they_are() -> None:
    documents = documents_of(CROWDED)
    before = repr(documents)
    catalogue_of(documents)
    assert repr(documents) == before


def test_no_document_gives_an_empty_catalogue() -> None:
    catalogue = resolved()
    assert not catalogue.talks
    assert not catalogue.tags
    assert not catalogue.problems


# Drafts. ---------------------------------------------------------------------------

OPEN: dict[str, list[Thing]] = {
    "a": [
        conference("Days", start="2018-12-04"),
        talk("Open", speakers="Ann", tags="Tests"),
    ]
}
LEFT_OUT: list[Talk | Conference | Quotation] = [
    talk("Hidden", conference="days", speakers="Bo, Ann", tags="Tests, Secret"),
    conference("Nowhere 2019", tags="Unheard", series="Nowhere"),
    Quotation(name="mine", address="x/20", author="Cy", tags=("#here",)),
]


def drafted() -> Catalogue:
    documents = documents_of(OPEN)
    documents["b"] = Document(drafts={m for fact in LEFT_OUT for m in marks_of(fact)})
    return catalogue_of(documents)


def test_drafts_are_listed_nowhere() -> None:
    held = drafted()
    assert list(held.talks) == ["days/open"]
    assert list(held.speakers) == ["ann"]
    assert [(tag.key, tag.count) for tag in held.tags.values()] == [("tests", 1)]
    assert list(held.conferences) == ["days"]


def test_nothing_of_a_draft_can_be_read() -> None:
    assert not re.search("(?i)hidden|secret|nowhere|unheard", repr(drafted()))


@pytest.mark.parametrize(
    ("objtype", "name", "expected"),
    [
        ("tag", "SECRET", True),
        ("tag", "Unheard", True),
        ("tag", "Tests", False),
        ("tag", "Missing", False),
        ("speaker", "Bo", True),
        ("speaker", "Ann", False),
        ("talk", "hidden", True),
        ("talk", "days/hidden", True),
        ("talk", "others/hidden", False),
        ("talk", "open", False),
        ("conference", "nowhere-2019", True),
        ("conference", "Nowhere 2019", True),
        ("series", "Nowhere", True),
        ("post", "mine", True),
        ("post", "20", True),
        ("post", "https://twitter.com/cy/status/20", True),
        ("post", "21", False),
        ("author", "Cy", True),
        ("hashtag", "here", True),
    ],
)
def test_names_of_drafts_are_known(objtype: str, name: str, expected: bool) -> None:
    assert named_in(drafted())[objtype].only_drafts_have(name) == expected


def test_a_talk_may_name_the_conference_of_a_draft() -> None:
    documents = documents_of({"a": [talk("A", conference="Nowhere 2019")]})
    documents["b"] = Document(drafts={*marks_of(LEFT_OUT[1])})
    [problem] = catalogue_of(documents).problems
    assert problem.message == (
        "no document describes the conference 'Nowhere 2019', only a draft does; "
        "publish it"
    )


# Talks in a talk. ------------------------------------------------------------------

ROUND = (Link(url="https://youtu.be/abc"),)
AT = "https://www.youtube.com/watch?v=abc&t="


def test_talks_in_a_talk_are_by_cue_or_as_written() -> None:
    held = resolved(
        a=[
            talk("Round", videos=ROUND),
            talk("Two", parent="round", cue=60),
            talk("One", parent="round", cue=0),
            talk("Panel"),
            talk("Zed", parent="panel", cue=9),
            talk("Abe", parent="panel"),
        ]
    )
    assert held.parts == {"round": ("one", "two"), "panel": ("zed", "abe")}
    assert held.parents["one"] == "round"
    assert "round" not in held.parents


def test_a_talk_has_its_place_in_the_recording_of_the_talk_around_it() -> None:
    own = (Link(url="https://vimeo.com/1"),)
    file = (Link(url="a.mp4", file="a.mp4"),)
    held = resolved(
        a=[
            talk("Round", videos=ROUND),
            talk("Spark", parent="round", cue=60),
            talk("Ember", parent="spark", cue=90),
            talk("Own", parent="round", cue=70, videos=own),
            talk("Uncued", parent="round"),
            talk("Local", videos=file),
            talk("In it", parent="local", cue=5),
        ]
    )
    videos = {key: [v.url for v in r.fact.videos] for key, r in held.talks.items()}
    assert videos["spark"] == [f"{AT}60s"]
    assert videos["ember"] == [f"{AT}90s"]
    assert videos["own"] == ["https://vimeo.com/1"]
    assert videos["uncued"] == []
    assert held.talk("in-it").fact.videos == file
    assert held.recording("spark") == f"{AT}60s"
    assert held.recording("own") == f"{AT}70s"
    assert held.recording("uncued") == held.recording("in-it") == ""


def test_a_talk_of_another_conference_is_not_a_part() -> None:
    held = resolved(
        a=[
            conference("Days"),
            talk("Round"),
            talk("Round", conference="other", parent="round"),
        ]
    )
    assert held.parts == {}
    assert held.parents == {}


# Documents. ------------------------------------------------------------------------


def test_documents_share_tags_with_talks() -> None:
    held = resolved(
        a=[talk("Pods", tags="kubernetes")],
        b=[document("A guide", tags="Kubernetes, Guides")],
        c=[document("Another", tags="Kubernetes")],
    )
    tag = held.tags["kubernetes"]
    assert (tag.name, tag.talks, tag.documents) == ("Kubernetes", ("pods",), ("b", "c"))
    assert tag.count == 3
    assert held.tags["guides"].count == 1
