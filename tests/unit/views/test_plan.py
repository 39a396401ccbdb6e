"""The plan: which pages there are, and what each one says."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.catalogue.objects import Speakers, Tags
from sphinx_confrecap.model.talks import Kind
from sphinx_confrecap.views.pages import (
    Group,
    IndexPage,
    LetterIndex,
    NamePage,
    Page,
    TalkPage,
    Term,
)
from sphinx_confrecap.views.places import Paths
from sphinx_confrecap.views.plan import (
    COMMON,
    RELATED_TAGS,
    RELATED_TALKS,
    plan,
    related_tags,
)
from sphinx_confrecap.views.rows import DocumentRow, NameRow, TalkRow
from tests.unit.builders import TODAY, Thing, Things, conference, recap, resolved, talk

PATHS = Paths(talk="talks", speaker="speakers", tag="tags", conference="conferences")

P = TypeVar("P", bound=Page)

RECAPS: dict[str, list[Thing]] = {
    "recaps/munich": [
        recap("Munich, two days", author="Team", tags="DevOps"),
        conference(
            "DevOpsCon 2018",
            series="DevOpsCon",
            start="2018-12-04",
            end="2018-12-05",
            tags="DevOps",
        ),
        talk(
            "Prometheus at scale",
            start="2018-12-04 10:00",
            speakers="Ana Li (Kublr)",
            tags="Kubernetes, Prometheus",
            has_notes=True,
        ),
        talk("Closing", start="2018-12-05", kind=Kind.KEYNOTE, tags="DevOps"),
        talk("Opening", start="2018-12-04 09:00", speakers="Bob, Ana Li"),
    ],
    "recaps/barcelona": [
        recap("Barcelona"),
        conference("Orchestrate 2017", start="2017-10-02"),
        talk("Meshes", speakers="Ana Li (Other)", tags="kubernetes, Service Mesh"),
    ],
    "notes": [talk("A meetup", tags="Kubernetes")],
}


def pages(held: Things | None = None, paths: Paths = PATHS) -> dict[str, Page]:
    return plan(resolved(RECAPS if held is None else held), paths, TODAY)


def page(docname: str, type_: type[P], held: Things | None = None) -> P:
    found = pages(held)[docname]
    assert isinstance(found, type_)
    return found


def outline(groups: Iterable[Group]) -> dict[str, Any]:
    """Return the headings of groups, and the keys under them."""
    return {
        group.heading: outline(group.groups)
        if group.groups
        else [
            row.docname if isinstance(row, DocumentRow) else row.key
            for row in group.rows
        ]
        for group in groups
    }


# --- which pages there are ----------------------------------------------------


def test_every_talk_speaker_and_tag_has_a_page_and_every_kind_an_index() -> None:
    assert sorted(pages()) == [
        *("conferences/index", "speakers/ana-li", "speakers/bob", "speakers/index"),
        *("tags/devops", "tags/index", "tags/kubernetes", "tags/prometheus"),
        *("tags/service-mesh", "talks/a-meetup", "talks/devopscon-2018/closing"),
        *("talks/devopscon-2018/opening", "talks/devopscon-2018/prometheus-at-scale"),
        *("talks/index", "talks/orchestrate-2017/meshes"),
    ]


def test_a_page_knows_its_own_name() -> None:
    assert all(docname == page.docname for docname, page in pages().items())


def test_the_indexes_are_there_before_the_first_talk_is() -> None:
    found = pages({})
    assert sorted(found) == [
        "conferences/index",
        "speakers/index",
        "tags/index",
        "talks/index",
    ]
    assert not any(page.groups for page in found.values())


@pytest.mark.parametrize("kind", list(PATHS))
def test_a_kind_without_a_path_has_no_pages(kind: str) -> None:
    found = pages(paths=Paths({**PATHS, kind: ""}))
    kept = {name for name in pages() if not name.startswith(f"{PATHS[kind]}/")}
    assert set(found) == kept


def test_without_any_path_nothing_is_made() -> None:
    assert not pages(paths=Paths())


def test_paths_can_be_anywhere() -> None:
    found = pages(paths=Paths(tag="library/topics"))
    assert "library/topics/kubernetes" in found
    assert "library/topics/index" in found


@pytest.mark.parametrize(
    ("objtype", "docname"), [("talk", "talks/a/b"), ("tag", "tags/a/b"), ("room", None)]
)
def test_the_document_of_an_object(objtype: str, docname: str | None) -> None:
    assert PATHS.docname(objtype, "a/b") == docname
    assert Paths(talk="", tag="").docname(objtype, "a/b") is None


# --- a talk -------------------------------------------------------------------

SCALE = "talks/devopscon-2018/prometheus-at-scale"


def test_a_talk_page_holds_the_talk_and_the_way_back() -> None:
    found = page(SCALE, TalkPage)
    assert found.title == "Prometheus at scale"
    assert found.key == "devopscon-2018/prometheus-at-scale"
    assert found.talk.has_notes
    assert found.conference
    assert found.conference.name == "DevOpsCon 2018"
    assert (found.recap, found.recap_title) == ("recaps/munich", "Munich, two days")
    assert found.node_id == "line-30"


def test_a_document_without_front_matter_is_called_by_its_name() -> None:
    assert page("talks/a-meetup", TalkPage).recap_title == "notes"


def test_the_tags_of_a_talk_are_counted_over_the_site_and_shown_as_there() -> None:
    found = page("talks/orchestrate-2017/meshes", TalkPage)
    assert [(tag.name, tag.count) for tag in found.tags] == [
        ("Kubernetes", 3),
        ("Service Mesh", 1),
    ]


def test_a_tag_in_two_spellings_stands_on_a_talk_page_once() -> None:
    held = {"a": [talk("One", tags="Data Science, data-science, #data science")]}
    found = page("talks/one", TalkPage, held)
    assert [tag.name for tag in found.tags] == ["Data Science"]


def neighbours(found: TalkPage) -> list[str | None]:
    return [row.title if row else None for row in (found.before, found.after)]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("devopscon-2018/opening", [None, "Prometheus at scale"]),
        ("devopscon-2018/prometheus-at-scale", ["Opening", "Closing"]),
        ("devopscon-2018/closing", ["Prometheus at scale", None]),
        ("orchestrate-2017/meshes", [None, None]),
        ("a-meetup", [None, None]),
    ],
)
def test_a_talk_leads_to_its_neighbours(key: str, expected: list[str | None]) -> None:
    assert neighbours(page(f"talks/{key}", TalkPage)) == expected


# --- related talks ------------------------------------------------------------


def related(held: Things, key: str = "this") -> list[str]:
    found = page(f"talks/{key}", TalkPage, held).groups
    assert [group.heading for group in found] == [Term.RELATED] * len(found)
    return [
        row.key for group in found for row in group.rows if isinstance(row, TalkRow)
    ]


def test_a_talk_that_shares_nothing_has_no_related_talks() -> None:
    held = {"a": [talk("This", tags="x", speakers="Ana"), talk("That", tags="y")]}
    assert related(held) == []


def test_a_speaker_counts_as_much_as_two_tags() -> None:
    held = {
        "a": [
            talk("This", tags="x, y, z", speakers="Ana, Bob"),
            talk("One tag", tags="x"),
            talk("Speaker and tag", speakers="Ana", tags="y"),
            talk("Three tags", tags="x, y, z"),
            talk("Two speakers", speakers="Bob, Ana"),
            talk("Two tags", tags="y, z"),
        ]
    }
    # The key decides between talks that share as much and have no days.
    assert related(held) == [
        "two-speakers",
        "speaker-and-tag",
        "three-tags",
        "two-tags",
        "one-tag",
    ]


def test_a_talk_is_not_related_to_itself_and_has_few_related_talks() -> None:
    held = {"a": [talk("This", tags="x"), *(talk(f"T{n}", tags="x") for n in range(9))]}
    assert related(held) == ["t0", "t1", "t2", "t3", "t4"]
    assert RELATED_TALKS == 5


def test_of_talks_that_share_as_much_the_nearer_in_time_comes_first() -> None:
    held = {
        "a": [
            talk("This", tags="x", start="2018-06-01"),
            talk("Year before", tags="x", start="2017-06-01"),
            talk("Month after", tags="x", start="2018-07-01 10:00"),
            talk("Some day", tags="x"),
            talk("Week before", tags="x", start="2018-05-24"),
        ]
    }
    assert related(held) == ["week-before", "month-after", "year-before", "some-day"]


def test_a_tag_that_is_everywhere_relates_nothing() -> None:
    # "This" and one more have it: as many others as make it common, less one.
    crowd = [talk(f"T{number}", tags="common") for number in range(COMMON - 2)]
    pair = [talk("This", tags="common"), talk("That", tags="common")]
    assert len(related({"a": [*pair, *crowd]})) == RELATED_TALKS
    assert related({"a": [*pair, *crowd, talk("One more", tags="common")]}) == []


@pytest.mark.parametrize("spelling", ["data-science", "DATA SCIENCE", "#data_science"])
def test_talks_are_related_over_spellings(spelling: str) -> None:
    held = {"a": [talk("This", tags="Data Science"), talk("That", tags=spelling)]}
    assert related(held) == ["that"]


# --- a speaker, a tag ---------------------------------------------------------


def test_a_speaker_page_lists_talks_by_year_over_all_conferences() -> None:
    found = page("speakers/ana-li", NamePage)
    assert (found.objtype, found.title) == ("speaker", "Ana Li")
    assert outline(found.groups) == {
        "2018": ["devopscon-2018/opening", "devopscon-2018/prometheus-at-scale"],
        "2017": ["orchestrate-2017/meshes"],
    }
    assert (found.conferences, found.years) == (2, (2017, 2018))
    rows = [row for group in found.groups for row in group.rows]
    assert [
        speaker.affiliation
        for row in rows
        if isinstance(row, TalkRow)
        for speaker in row.speakers
        if speaker.name == "Ana Li"
    ] == ["", "Kublr", "Other"]


def test_a_tag_page_lists_talks_then_conferences_then_recaps() -> None:
    found = page("tags/devops", NamePage)
    assert outline(found.groups) == {
        "2018": ["devopscon-2018/closing"],
        Term.CONFERENCES: ["devopscon-2018"],
        Term.RECAPS: ["recaps/munich"],
    }


def test_talks_without_a_day_come_last() -> None:
    found = page("tags/kubernetes", NamePage)
    assert outline(found.groups) == {
        "2018": ["devopscon-2018/prometheus-at-scale"],
        "2017": ["orchestrate-2017/meshes"],
        Term.UNDATED: ["a-meetup"],
    }
    assert (found.conferences, found.years) == (2, (2017, 2018))


def test_a_name_without_a_day_has_no_years() -> None:
    held = {"a": [talk("One", tags="x")]}
    assert page("tags/x", NamePage, held).years is None


def test_related_tags_are_those_that_are_beside_it_most() -> None:
    held = {
        "a": [
            talk("One", tags="x, y, z"),
            talk("Two", tags="x, y, Y"),
            talk("Three", tags="X, a"),
            talk("Four", tags="other"),
        ]
    }
    assert [(t.key, t.count) for t in page("tags/x", NamePage, held).related] == [
        ("y", 2),
        ("a", 1),
        ("z", 1),
    ]
    assert page("tags/other", NamePage, held).related == ()


def test_a_tag_has_few_related_tags() -> None:
    many = ", ".join(f"tag {number}" for number in range(20))
    found = related_tags(resolved(a=[talk("One", tags=many)]))
    assert all(len(rows) == RELATED_TAGS for rows in found.values())


def test_a_speaker_has_no_related_tags() -> None:
    assert page("speakers/ana-li", NamePage).related == ()


# --- indexes ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("docname", "title", "objects"),
    [
        ("talks/index", Term.TALKS, 5),
        ("speakers/index", Term.SPEAKERS, 2),
        ("tags/index", Term.TAGS, 4),
        ("conferences/index", Term.CONFERENCES, 2),
    ],
)
def test_an_index_counts(docname: str, title: Term, objects: int) -> None:
    found = page(docname, IndexPage)
    assert (found.title, found.objects) == (title, objects)
    assert (found.talks.talks, found.conferences) == (5, 2)


def test_the_index_of_talks_goes_by_year_and_conference() -> None:
    assert outline(page("talks/index", IndexPage).groups) == {
        "2018": {
            "DevOpsCon 2018": [
                "devopscon-2018/opening",
                "devopscon-2018/prometheus-at-scale",
                "devopscon-2018/closing",
            ]
        },
        "2017": {"Orchestrate 2017": ["orchestrate-2017/meshes"]},
        Term.OTHER: ["a-meetup"],
    }


def test_conferences_of_one_year_are_newest_first_then_by_name() -> None:
    held: Things = {
        "a": [conference("Early", start="2020-01-01"), talk("One")],
        "b": [conference("Late", start="2020-12-01"), talk("One")],
        "c": [conference("Also early", start="2020-01-01"), talk("One")],
        "d": [conference("Without talks", start="2020-06-01")],
    }
    found = outline(page("talks/index", IndexPage, held).groups)
    assert list(found["2020"]) == ["Late", "Also early", "Early"]


def test_a_conference_without_days_stands_in_the_year_of_its_talks() -> None:
    held: Things = {
        "a": [conference("A"), talk("One"), talk("Two", start="2019-05-05")],
        "b": [conference("B"), talk("Three")],
    }
    assert outline(page("talks/index", IndexPage, held).groups) == {
        "2019": {"A": ["a/two", "a/one"]},
        Term.UNDATED: {"B": ["b/three"]},
    }


def letters(names: Mapping[str, Any]) -> dict[str, list[str]]:
    found = page("tags/index", LetterIndex, {"a": [talk("One", **names)]})
    return {
        group.heading: [getattr(row, "name", "") for row in group.rows]
        for group in found.letters
    }


def test_names_are_under_their_letter_in_any_script() -> None:
    tags = "zsh, Élan, elm, .NET, Ωmega, Άλφα, Йод, データ, 3D, 10x, 👍, #devops"
    assert letters({"tags": tags}) == {
        "0–9": ["10x", "3D"],
        "D": ["devops"],
        "E": ["Élan", "elm"],
        "N": [".NET"],
        "Z": ["zsh"],
        "\u0391": ["Άλφα"],
        "Ω": ["Ωmega"],
        "Й": ["Йод"],
        "デ": ["データ"],
        Term.SYMBOLS: ["👍"],
    }


def test_an_index_of_names_counts_what_each_has() -> None:
    rows = [
        row for group in page("tags/index", LetterIndex).letters for row in group.rows
    ]
    assert {row.key: row.count for row in rows if isinstance(row, NameRow)} == {
        "devops": 3,
        "kubernetes": 3,
        "prometheus": 1,
        "service-mesh": 1,
    }


def test_the_index_of_conferences_goes_by_series() -> None:
    held = {
        "a": [conference("One-off", start="2021-01-01")],
        "b": [conference("DevOpsCon 2017", series="DevOpsCon", start="2017-01-01")],
        "c": [conference("DevOpsCon 2018", series="devopscon", start="2018-01-01")],
        "d": [conference("DevOpsCon", series="DevOpsCon")],
        "e": [conference("Agile 1", series="Agile")],
    }
    assert outline(page("conferences/index", IndexPage, held).groups) == {
        "Agile": ["agile-1"],
        "DevOpsCon": ["devopscon-2018", "devopscon-2017", "devopscon"],
        Term.OTHER: ["one-off"],
    }


# --- what the plan depends on -------------------------------------------------

CHOICES = st.sampled_from(["x", "X", "y", "C", "C++", "z"])
TALKS = st.builds(
    talk,
    st.sampled_from(["One", "Two", "Three"]),
    tags=st.lists(CHOICES, max_size=3).map(tuple),
    speakers=st.sampled_from(["Ana", "ana (X)", "Bob, Ana"]),
    start=st.sampled_from([None, "2018-01-01", "2018-01-01 10:00", "2019-01-01 09:00"]),
    conference=st.sampled_from(["", "a", "b", "unknown"]),
    parent=st.sampled_from(["", "one"]),
)
CONFERENCES = st.builds(
    conference,
    st.sampled_from(["A", "B", "C"]),
    series=st.sampled_from(["", "S", "s"]),
    start=st.sampled_from([None, "2018-01-01", "2019-01-01"]),
    tags=st.lists(CHOICES, max_size=2).map(tuple),
)
SITES = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(TALKS | CONFERENCES, max_size=6), max_size=4
)


@given(SITES, st.randoms(use_true_random=False))
def test_the_order_changes_no_plan(held: dict[str, list[Thing]], random: Any) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)
    # repr(), since the order of the pages counts as well.
    assert repr(pages(held)) == repr(pages({name: held[name] for name in shuffled}))


@given(SITES)
def test_talks_are_on_the_pages_of_names(held: dict[str, list[Thing]]) -> None:
    catalogue = resolved(held)
    found = plan(catalogue, PATHS, TODAY)
    for key, record in catalogue.talks.items():
        names = {f"tags/{k}" for t in record.fact.tags for k in Tags(catalogue).find(t)}
        names |= {
            f"speakers/{k}"
            for s in record.fact.speakers
            for k in Speakers(catalogue).find(s.name)
        }
        assert names == {
            docname
            for docname, page_ in found.items()
            if isinstance(page_, NamePage) and key in page_.name.talks
        }
        assert str(outline(found["talks/index"].groups)).count(f"'{key}'") == 1
