"""Lists: what each filter leaves, and in what order."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.catalogue.resolve import catalogue_of
from sphinx_confrecap.model.queries import (
    ConferenceQuery,
    Format,
    Has,
    Include,
    Match,
    PostQuery,
    QueryByTalks,
    RelativeDay,
    Sort,
    SpeakerQuery,
    TagQuery,
    TalkQuery,
    When,
)
from sphinx_confrecap.model.talks import Kind, Link, Status
from sphinx_confrecap.parsing.registry import Registries, Registry, TagEntry
from sphinx_confrecap.views.rows import (
    ConferenceRow,
    DocumentRow,
    Facets,
    NameRow,
    Row,
    TalkRow,
)
from sphinx_confrecap.views.select import select
from tests.unit.builders import (
    TODAY,
    Thing,
    conference,
    document,
    documents_of,
    query,
    recap,
    resolved,
    talk,
)

LINKS = (Link(url="https://example.org/"),)


def keys(rows: Iterable[Row]) -> list[str]:
    return [row.docname if isinstance(row, DocumentRow) else row.key for row in rows]


# Ten talks in the order of their days, so that a filter's answer reads as a list.
CATALOGUE = resolved(
    devopscon=[
        conference(
            "DevOpsCon 2018",
            series="DevOpsCon",
            start="2018-12-04",
            end="2018-12-05",
            tags="DevOps",
            location="Munich",
        ),
        talk(
            "Alpha",
            start="2018-12-04 10:00",
            speakers="Ana Li (Kublr), Bob",
            tags="Kubernetes, Prometheus",
            kind=Kind.KEYNOTE,
            videos=LINKS,
            slides=LINKS,
            has_notes=True,
        ),
        talk("Beta", start="2018-12-04 09:00", speakers="Bob", tags="Kubernetes"),
        talk("Gamma", start="2018-12-05", language="pt-BR", tags="C++", slides=LINKS),
    ],
    orchestrate=[
        conference("Orchestrate 2017", start="2017-10-02", tags="Kubernetes"),
        talk(
            "Delta",
            start="2017-10-02",
            speakers="Chi",
            tags="C, service mesh",
            level="Beginner",
            status=Status.RECORDED,
        ),
        talk(
            "Epsilon",
            speakers="ana li",
            tags="Service Mesh",
            language="pt",
            has_abstract=True,
        ),
    ],
    # Nothing is known of its days.
    meetup=[conference("A Meetup", series="Meetups"), talk("Zeta", has_notes=True)],
    quiet=[
        recap("A recap", tags="Prometheus, Reading"),
        conference("DevOpsCon 2019", series="devopscon", start="2019-12-03"),
    ],
    notes=[talk("Eta", start="2020-02-02", tags="Kubernetes", language="prt")],
)


def titles(asked: TalkQuery) -> list[str]:
    return [
        row.title for row in select(CATALOGUE, asked, TODAY) if isinstance(row, TalkRow)
    ]


def names(asks: type[QueryByTalks], /, **facts: Any) -> list[tuple[str, int]]:
    rows = select(CATALOGUE, query(asks, **facts), TODAY)
    return [(row.name, row.count) for row in rows if isinstance(row, NameRow)]


def cards(asks: type[QueryByTalks], /, **facts: Any) -> dict[str, tuple[str, ...]]:
    rows = select(CATALOGUE, query(asks, format=Format.CARDS, **facts), TODAY)
    return {
        row.name: (*row.about, *row.tags) for row in rows if isinstance(row, NameRow)
    }


def test_a_card_of_a_name_says_more_than_a_number() -> None:
    assert cards(SpeakerQuery) == {
        "Ana Li": ("DevOpsCon 2018", "Kubernetes", "Prometheus", "service mesh"),
        "Bob": ("DevOpsCon 2018", "Kubernetes", "Prometheus"),
        "Chi": ("Orchestrate 2017", "C", "service mesh"),
    }
    # It is about the talks that the list asks for.
    found = cards(SpeakerQuery, year=2017)
    assert found["Ana Li"] == ("Orchestrate 2017", "service mesh")
    assert cards(TagQuery)["C++"] == ("DevOpsCon 2018",)


def conferences(**facts: Any) -> list[str]:
    rows = select(CATALOGUE, query(ConferenceQuery, **facts), TODAY)
    return [row.name for row in rows if isinstance(row, ConferenceRow)]


# --- filters ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "Eta Gamma Beta Alpha Delta Epsilon Zeta"),
        ({"conference": "devopscon-2018"}, "Gamma Beta Alpha"),
        ({"conference": "DevOpsCon 2018"}, "Gamma Beta Alpha"),
        ({"conference": "unknown"}, ""),
        ({"series": "devopscon"}, "Gamma Beta Alpha"),
        ({"series": "unknown"}, ""),
        ({"series": "DevOpsCon", "conference": "a-meetup"}, ""),
        ({"speaker": "Ana Li"}, "Alpha Epsilon"),
        ({"speaker": "ana-li"}, "Alpha Epsilon"),
        ({"speaker": "Kublr"}, ""),
        ({"tags": "kubernetes"}, "Eta Beta Alpha"),
        ({"tags": "C"}, "Delta"),
        ({"tags": "C++"}, "Gamma"),
        ({"tags": "Service Mesh, Prometheus"}, "Alpha Delta Epsilon"),
        ({"tags": "Service Mesh, C", "match": Match.ALL}, "Delta"),
        ({"tags": "Kubernetes, Prometheus", "match": Match.ALL}, "Alpha"),
        ({"tags": "Kubernetes, unknown"}, "Eta Beta Alpha"),
        ({"tags": "Kubernetes, unknown", "match": Match.ALL}, ""),
        ({"kind": Kind.KEYNOTE}, "Alpha"),
        ({"kind": Kind.PANEL}, ""),
        ({"year": 2018}, "Gamma Beta Alpha"),
        # A talk without a day is held in its conference's year.
        ({"year": 2017}, "Delta Epsilon"),
        ({"year": 1999}, ""),
        ({"language": "pt"}, "Gamma Epsilon"),
        ({"language": "PT-br"}, "Gamma"),
        ({"language": "de"}, ""),
        ({"has": (Has.VIDEO,)}, "Alpha"),
        ({"has": (Has.SLIDES,)}, "Gamma Alpha"),
        ({"has": (Has.NOTES,)}, "Alpha Zeta"),
        ({"has": (Has.SLIDES, Has.NOTES)}, "Alpha"),
        ({"tags": "Kubernetes", "speaker": "Bob", "year": 2018}, "Beta Alpha"),
        ({"speakers": ("Ana Li", "Chi")}, "Alpha Delta Epsilon"),
        ({"speakers": ("Chi", "unknown")}, "Delta"),
        ({"conferences": ("a-meetup", "Orchestrate 2017")}, "Delta Epsilon Zeta"),
        ({"series": ("meetups", "DevOpsCon")}, "Gamma Beta Alpha Zeta"),
        ({"year": (2020, 2017)}, "Eta Delta Epsilon"),
        ({"kind": (Kind.KEYNOTE, Kind.PANEL)}, "Alpha"),
        ({"language": ("prt", "pt-BR")}, "Eta Gamma"),
        ({"affiliation": "KUBLR"}, "Alpha"),
        # Of a speaker at that talk.
        ({"affiliation": "Kublr", "speaker": "Bob"}, ""),
        ({"level": ("beginner", "Expert")}, "Delta"),
        ({"status": (Status.RECORDED, Status.REMOVED)}, "Delta"),
        ({"has": (Has.ABSTRACT,)}, "Epsilon"),
        ({"void": True}, ""),
    ],
    ids=str,
)
def test_a_filter_leaves_what_matches(facts: dict[str, Any], expected: str) -> None:
    assert titles(query(**facts)) == expected.split()


def test_a_talk_shows_what_it_has() -> None:
    row = select(CATALOGUE, query(kind=Kind.KEYNOTE), TODAY)[0]
    assert isinstance(row, TalkRow)
    assert row.conference == "DevOpsCon 2018"
    assert row.has == (Has.SLIDES, Has.VIDEO, Has.NOTES)
    assert [speaker.affiliation for speaker in row.speakers] == ["Kublr", ""]


# --- order and limit ----------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        # The newest day first, and each day from morning to evening.
        (Sort.NEWEST, "Eta Gamma Beta Alpha Delta Epsilon Zeta"),
        (None, "Eta Gamma Beta Alpha Delta Epsilon Zeta"),
        (Sort.DATE, "Delta Epsilon Beta Alpha Gamma Eta Zeta"),
        (Sort.TITLE, "Alpha Beta Delta Epsilon Eta Gamma Zeta"),
        (Sort.CONFERENCE, "Zeta Beta Alpha Gamma Delta Epsilon Eta"),
    ],
)
def test_talks_are_in_the_given_order(sort: Sort | None, expected: str) -> None:
    assert titles(query(sort=sort)) == expected.split()


def test_talks_of_two_conferences_with_one_name_are_not_mixed() -> None:
    held = resolved(
        a=[conference("Conf", key="one"), talk("A1"), talk("A2")],
        b=[conference("Conf", key="two"), talk("B1"), talk("B2")],
    )
    rows = select(held, query(sort=Sort.CONFERENCE), TODAY)
    assert keys(rows) == ["one/a1", "one/a2", "two/b1", "two/b2"]


@pytest.mark.parametrize("limit", [1, 3, 7, 1000])
def test_a_limit_keeps_the_first(limit: int) -> None:
    assert titles(query(limit=limit)) == titles(query())[:limit]


# --- speakers and tags --------------------------------------------------------


def test_names_are_in_alphabetical_order_with_counts() -> None:
    assert names(SpeakerQuery) == [("Ana Li", 2), ("Bob", 2), ("Chi", 1)]


def test_tags_without_a_filter_count_all_that_their_pages_list() -> None:
    assert names(TagQuery) == [
        ("C", 1),
        ("C++", 1),
        ("DevOps", 1),
        ("Kubernetes", 4),
        ("Prometheus", 2),
        ("Reading", 1),
        ("service mesh", 2),
    ]


@pytest.mark.parametrize(
    ("asks", "facts", "expected"),
    [
        (TagQuery, {"year": 2018}, "C++ 1, Kubernetes 2, Prometheus 1"),
        (TagQuery, {"speaker": "Bob"}, "Kubernetes 2, Prometheus 1"),
        (TagQuery, {"conference": "orchestrate-2017"}, "C 1, service mesh 2"),
        (TagQuery, {"tags": "Prometheus"}, "Kubernetes 1"),
        (TagQuery, {"kind": Kind.PANEL}, ""),
        (SpeakerQuery, {"tags": "Kubernetes"}, "Ana Li 1, Bob 2"),
        (SpeakerQuery, {"year": 2017}, "Ana Li 1, Chi 1"),
        (SpeakerQuery, {"series": "DevOpsCon"}, "Ana Li 1, Bob 2"),
    ],
    ids=str,
)
def test_names_are_those_of_the_talks_that_match(
    asks: type[QueryByTalks], facts: dict[str, Any], expected: str
) -> None:
    found = [f"{name} {count}" for name, count in names(asks, **facts)]
    assert ", ".join(found) == expected


def test_a_filter_that_all_talks_pass_is_a_filter_all_the_same() -> None:
    held = resolved(
        a=[
            conference("A", start="2020-01-01", tags="Everywhere"),
            talk("One", tags="x"),
        ]
    )
    assert keys(select(held, query(TagQuery, year=2020), TODAY)) == ["x"]
    assert len(select(held, query(TagQuery), TODAY)) == 2
    empty = resolved(a=[conference("A", tags="Everywhere")])
    assert not select(empty, query(TagQuery, kind=Kind.KEYNOTE), TODAY)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"sort": Sort.NEWEST}, "Ana Li, Bob, Chi"),
        ({"sort": Sort.DATE}, "Chi, Ana Li, Bob"),
        # Only the talks that match tell how new a name is.
        ({"sort": Sort.NEWEST, "year": 2017}, "Ana Li, Chi"),
        ({"sort": Sort.DATE, "tags": "Service Mesh, Prometheus"}, "Chi, Ana Li, Bob"),
    ],
    ids=str,
)
def test_names_go_by_their_newest_talk(facts: dict[str, Any], expected: str) -> None:
    found = [name for name, _count in names(SpeakerQuery, **facts)]
    assert ", ".join(found) == expected


@pytest.mark.parametrize("sort", [Sort.DATE, Sort.NEWEST])
def test_names_without_a_day_come_last_by_date(sort: Sort) -> None:
    found = [name for name, _count in names(TagQuery, sort=sort)]
    assert set(found[-2:]) == {"DevOps", "Reading"}


def test_a_limit_keeps_the_first_names() -> None:
    assert names(TagQuery, limit=2) == [("C", 1), ("C++", 1)]


# --- conferences --------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "DevOpsCon 2019, DevOpsCon 2018, Orchestrate 2017, A Meetup"),
        (
            {"sort": Sort.DATE},
            "Orchestrate 2017, DevOpsCon 2018, DevOpsCon 2019, A Meetup",
        ),
        (
            {"sort": Sort.TITLE},
            "A Meetup, DevOpsCon 2018, DevOpsCon 2019, Orchestrate 2017",
        ),
        (
            {"sort": Sort.CONFERENCE},
            "A Meetup, DevOpsCon 2018, DevOpsCon 2019, Orchestrate 2017",
        ),
        ({"limit": 1}, "DevOpsCon 2019"),
        ({"series": "DevOpsCon"}, "DevOpsCon 2019, DevOpsCon 2018"),
        ({"conference": "a-meetup"}, "A Meetup"),
        ({"conference": "unknown"}, ""),
        ({"year": 2019}, "DevOpsCon 2019"),
        # By a tag of its own, or by one of its talks.
        ({"tags": "DevOps"}, "DevOpsCon 2018"),
        ({"tags": "Kubernetes"}, "DevOpsCon 2018, Orchestrate 2017"),
        ({"speaker": "Ana Li"}, "DevOpsCon 2018, Orchestrate 2017"),
        ({"kind": Kind.KEYNOTE}, "DevOpsCon 2018"),
        ({"has": (Has.NOTES,)}, "DevOpsCon 2018, A Meetup"),
        ({"language": "pt", "year": 2017}, "Orchestrate 2017"),
    ],
    ids=str,
)
def test_conferences(facts: dict[str, Any], expected: str) -> None:
    assert ", ".join(conferences(**facts)) == expected


def test_a_conference_shows_where_and_when_it_was_and_counts_its_talks() -> None:
    [row] = select(
        CATALOGUE, query(ConferenceQuery, conference="devopscon-2018"), TODAY
    )
    assert isinstance(row, ConferenceRow)
    assert (row.location, row.talks.talks) == ("Munich", 3)
    assert f"{row.start} {row.end}" == "2018-12-04 2018-12-05"


# --- any query ----------------------------------------------------------------

DAYS = st.sampled_from([None, date(2018, 12, 5), RelativeDay.TODAY])


def some(values: Sequence[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Build a filter: most are not set."""
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)


SOME_TAGS = st.sampled_from(["kubernetes", "C", "C++", "Service Mesh", "unknown"])
IN_ALL: dict[str, Any] = {
    "conferences": some(["devopscon-2018", "A Meetup", "unknown"]),
    "series": some(["devopscon", "unknown"]),
    "tags": st.lists(SOME_TAGS, max_size=2).map(tuple),
    "match": st.sampled_from(Match),
    "year": some([2017, 2018]),
    "language": some(["pt", "de"]),
    "void": st.booleans(),
    "sort": st.sampled_from([None, *Sort]),
    "limit": st.none() | st.integers(1, 9),
}
BY_TALKS = {
    "speakers": some(["Ana Li", "Bob", "unknown"]),
    "affiliation": some(["kublr", "unknown"]),
    "kind": some([*Kind]),
    "status": some([*Status]),
    "has": some([*Has]),
    "when": st.sampled_from([None, *When]),
    "since": DAYS,
    "until": DAYS,
}
TALKS = st.builds(TalkQuery, **IN_ALL, **BY_TALKS)
QUERIES = st.one_of(
    TALKS,
    st.builds(SpeakerQuery, **IN_ALL, **BY_TALKS),
    st.builds(TagQuery, **IN_ALL, **BY_TALKS),
    st.builds(ConferenceQuery, **IN_ALL, **BY_TALKS),
    st.builds(PostQuery, **IN_ALL),
)


def test_a_talk_over_the_new_year_is_in_both() -> None:
    held = resolved(
        a=[conference("Night", start="2029-12-31", end="2030-01-01"), talk("Some day")]
    )
    for year in (2029, 2030):
        assert keys(select(held, query(year=year), TODAY)) == ["night/some-day"]
        assert keys(select(held, query(ConferenceQuery, year=year), TODAY)) == ["night"]
    assert keys(select(held, query(year=2031), TODAY)) == []


def test_a_cancelled_talk_has_to_be_asked_for() -> None:
    held = resolved(a=[talk("Off", start="2030-01-01", status=Status.CANCELLED)])
    for when, asked in ((When.UPCOMING, ["off"]), (When.PAST, [])):
        assert keys(select(held, query(when=when), TODAY)) == []
        found = select(held, query(when=when, status=Status.CANCELLED), TODAY)
        assert keys(found) == asked


@given(QUERIES)
def test_no_query_repeats_anything(asked: QueryByTalks | PostQuery) -> None:
    found = keys(select(CATALOGUE, asked, TODAY))
    assert len(found) == len(set(found))
    assert asked.limit is None or len(found) <= asked.limit


@given(TALKS)
def test_a_filter_never_adds_a_talk(asked: TalkQuery) -> None:
    assert set(titles(asked)) <= set(titles(query()))


# Recaps and documents. -------------------------------------------------------------

MIXED = resolved(
    east=[
        conference("East 2018", series="East", start="2018-05-01"),
        talk("Pods", tags="Kubernetes"),
        recap("Days in the east", date="2018-06-01", tags="Kubernetes"),
    ],
    west=[
        conference("West 2019", start="2019-05-01"),
        talk("Queues", tags="Kafka"),
        recap("West of all", tags="Kafka, Kubernetes"),
    ],
    guide=[document("A guide", tags="kubernetes, Guides")],
    other=[document("Zebras", tags="Guides")],
)
ALL = tuple(Include)
OTHERS = (Include.RECAPS, Include.DOCUMENTS)
GUIDES = ["guide", "other"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["west-2019/queues", "east", "east-2018/pods", "guide", "west", "other"]),
        (
            {"sort": Sort.DATE},
            ["east-2018/pods", "east", "west-2019/queues", "guide", "west", "other"],
        ),
        (
            {"sort": Sort.TITLE},
            ["guide", "east", "east-2018/pods", "west-2019/queues", "west", "other"],
        ),
        (
            {"sort": Sort.CONFERENCE},
            ["east-2018/pods", "west-2019/queues", "guide", "east", "west", "other"],
        ),
        ({"tags": "Kubernetes"}, ["east", "east-2018/pods", "guide", "west"]),
        ({"tags": "kubernetes, Guides", "match": Match.ALL}, ["guide"]),
        ({"include": OTHERS, "limit": 2}, ["east", "guide"]),
        ({"include": (Include.DOCUMENTS,)}, GUIDES),
        ({"include": OTHERS, "conference": "East 2018"}, ["east"]),
        ({"include": OTHERS, "series": "East"}, ["east"]),
        ({"include": OTHERS, "year": 2018}, ["east"]),
        ({"include": OTHERS, "speaker": "Ana"}, []),
        ({"include": OTHERS, "kind": Kind.TALK}, []),
        ({"include": OTHERS, "language": "de"}, []),
        ({"include": OTHERS, "has": (Has.NOTES,)}, []),
    ],
)
def test_a_list_holds_documents(filters: dict[str, Any], expected: list[str]) -> None:
    assert keys(select(MIXED, query(**{"include": ALL, **filters}), TODAY)) == expected


# --- what readers can filter by ---------------------------------------------------


def facets(
    asked: TalkQuery, registries: Registries | None = None
) -> list[Facets | None]:
    held: dict[str, list[Thing]] = {
        "days": [
            recap("Notes", tags="Reading"),
            conference("Days"),
            talk("One", speakers="bob (Acme), Ana", tags="helm", language="de"),
            talk("Two", speakers="Bob", tags="Helm"),
            talk("Three", speakers="Bob", tags="Helm"),
        ]
    }
    rows = select(catalogue_of(documents_of(held), registries), asked, TODAY)
    return [row.facets for row in rows if isinstance(row, TalkRow | DocumentRow)]


def test_rows_have_facets_only_where_they_are_asked_for() -> None:
    assert facets(query()) == [None, None, None]
    asked = query(form=True, include=(Include.TALKS, Include.RECAPS))
    assert facets(asked) == [
        Facets(speakers=("Bob", "Ana"), tags=("Helm",), language="de"),
        Facets(speakers=("Bob",), tags=("Helm",)),
        Facets(speakers=("Bob",), tags=("Helm",)),
        Facets(tags=("Reading",)),
    ]


@pytest.mark.parametrize(
    ("with_subtags", "expected"), [(True, ("Helm", "Kubernetes")), (False, ("Helm",))]
)
def test_a_talk_has_tags_above(with_subtags: bool, expected: tuple[str, ...]) -> None:
    tags = Registry(
        entries={
            "kubernetes": TagEntry(key="kubernetes", name="Kubernetes", line=1),
            "helm": TagEntry(key="helm", name="Helm", parent="kubernetes", line=2),
        }
    )
    found = facets(query(form=True), Registries(tags=tags, with_subtags=with_subtags))
    assert [one.tags for one in found if one] == [expected] * 3
