"""The keys of talks with one title."""

from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.catalogue.catalogue import Catalogue
from sphinx_confrecap.text.keys import MAX_BYTES
from tests.unit.builders import conference, resolved, talk

DAYS = conference("Days", start="2030-05-02", end="2030-05-05", timezone="Asia/Tokyo")
TITLE = "Lightning Talks"


def keys(catalogue: Catalogue) -> list[str]:
    """Return the keys of all talks in the order of the text."""
    return [key.removeprefix("days/") for key in catalogue.talks]


def test_the_second_gets_its_day() -> None:
    held = resolved(
        a=[
            DAYS,
            talk(TITLE, start="2030-05-02"),
            talk(TITLE, start="2030-05-03"),
            talk(TITLE, start="2030-05-03 18:00"),
            # In the zone of the conference, it is the next day.
            talk(TITLE, start="2030-05-03 18:00+00:00"),
        ]
    )
    assert keys(held) == [
        "lightning-talks",
        "lightning-talks-2030-05-03",
        "lightning-talks-2030-05-03-2",
        "lightning-talks-2030-05-04",
    ]
    assert list(held.programme["days"]) == [f"days/{key}" for key in keys(held)]
    assert [held.talk(f"days/{key}").fact.slug for key in keys(held)] == keys(held)


def test_a_draft_takes_no_key_of_a_published_talk() -> None:
    held = resolved(a=[talk(TITLE, draft=True), talk(TITLE), talk(TITLE)])
    assert keys(held) == ["lightning-talks-2", "lightning-talks", "lightning-talks-3"]


def test_without_a_day_it_gets_a_number() -> None:
    held = resolved(a=[DAYS, talk(TITLE), talk(TITLE)], b=[talk(TITLE), talk(TITLE)])
    assert list(held.talks) == [
        *("days/lightning-talks", "days/lightning-talks-2"),
        *("lightning-talks", "lightning-talks-2"),
    ]


def test_a_name_that_is_written_goes_before_a_title() -> None:
    held = resolved(
        a=[talk("Opening"), talk("Opening")],
        b=[talk("Words", slug="opening", named=True)],
    )
    assert [(key, r.docname) for key, r in held.talks.items()] == [
        *(("opening-2", "a"), ("opening-3", "a"), ("opening", "b"))
    ]
    said = [problem.message for problem in held.problems]
    assert all("'opening' is taken by b, line 10" in message for message in said)


def test_of_two_written_names_the_first_has_the_key() -> None:
    given = {"slug": "opening", "named": True}
    held = resolved(b=[talk("One", **given)], a=[talk("Two", **given)])
    assert [(key, r.docname) for key, r in held.talks.items()] == [
        *(("opening", "a"), ("opening-2", "b"))
    ]


def test_no_talk_loses_its_key_or_a_former_one_to_another() -> None:
    held = resolved(
        a=[talk("Opening"), talk("Opening"), talk("Other", aliases=("opening-3",))],
        b=[talk("Opening 2")],
    )
    assert list(held.talks) == ["opening", "opening-4", "other", "opening-2"]
    assert held.former_talks == {"opening-3": "other"}


def test_talks_in_them_stay_where_they_are() -> None:
    held = resolved(
        a=[
            DAYS,
            talk(TITLE, start="2030-05-02"),
            talk("Questions", parent="lightning-talks"),
            talk(TITLE, start="2030-05-03"),
            talk("Questions", parent="lightning-talks"),
        ]
    )
    assert held.parts == {
        "days/lightning-talks": ("days/questions",),
        "days/lightning-talks-2030-05-03": ("days/questions-2030-05-03",),
    }


def test_a_talk_may_be_in_one_with_its_name() -> None:
    held = resolved(a=[talk("Panel"), talk("Panel", parent="panel")])
    assert held.parts == {"panel": ("panel-2",)}


def test_a_long_key_is_cut() -> None:
    title = "word " * 30
    held = resolved(a=[talk(title), talk(title), talk(title)])
    assert len(held.talks) == 3
    assert all(len(key.encode()) <= MAX_BYTES for key in held.talks)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "A 2", "A 2030 05 02", "A 3", "B"]),
            st.booleans(),
            st.sampled_from([None, "2030-05-02", "2030-05-03"]),
        )
    )
)
def test_every_talk_has_a_key(written: list[tuple[str, bool, str | None]]) -> None:
    talks = [talk(t, named=named, start=day) for t, named, day in written]
    held = resolved(a=talks)
    assert len(held.talks) == len(talks)
    assert sorted(held.keys.values()) == sorted(held.talks)
    assert [r.line for r in held.talks.values()] == sorted(
        record.line for record in held.talks.values()
    )
