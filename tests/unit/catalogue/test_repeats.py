"""Which talks are one."""

from sphinx_confrecap.catalogue.catalogue import Catalogue
from sphinx_confrecap.model.queries import When
from sphinx_confrecap.model.talks import Status
from sphinx_confrecap.views.counts import count_talks
from sphinx_confrecap.views.repeats import once
from sphinx_confrecap.views.rows import TalkRow, elsewhere
from sphinx_confrecap.views.select import select
from tests.unit.builders import TODAY, conference, query, resolved, talk


def groups(catalogue: Catalogue) -> set[tuple[str, ...]]:
    return set(catalogue.repeats.groups.values())


def test_a_chain_is_one_talk_the_newest_first() -> None:
    held = resolved(
        a=[
            talk("A", start="2028-01-01"),
            talk("B", repeats="a", start="2030-01-01"),
            talk("C", repeats="b", start="2029-01-01"),
            talk("D"),
        ]
    )
    assert groups(held) == {("b", "c", "a")}
    assert once(held, held.talks) == {"b": ("b", "c", "a"), "d": ("d",)}
    assert once(held, ["a", "d", "c"]) == {"c": ("c", "a"), "d": ("d",)}
    assert once(held, ["a", "c"], lambda key: key) == {"a": ("a",), "c": ("c",)}


def test_a_cancelled_giving_is_the_last_and_counts_as_none() -> None:
    held = resolved(
        a=[
            talk("A", start="2018-01-01"),
            talk("B", repeats="a", start="2019-01-01", status=Status.CANCELLED),
        ],
        b=[talk("C", status=Status.CANCELLED)],
    )
    assert once(held, held.talks) == {"a": ("a", "b"), "c": ("c",)}
    row, _ = select(held, query(), TODAY)
    assert isinstance(row, TalkRow)
    assert (row.title, row.again) == ("A", ())
    assert [giving.cancelled for giving in elsewhere(held, "a")] == [True]
    assert count_talks(held, held.talks, TODAY).given == 1


def test_what_is_to_come_has_the_day_of_the_next_giving() -> None:
    held = resolved(
        a=[
            talk("A", start="2018-01-01"),
            talk("B", repeats="a", start="2020-05-01"),
            talk("C", repeats="a", start="2019-07-01"),
            talk("D", repeats="a", status=Status.PLANNED),
            talk("E", start="2020-01-01"),
        ]
    )
    rows = select(held, query(when=When.UPCOMING), TODAY)
    assert [row.key for row in rows if isinstance(row, TalkRow)] == ["c", "e"]
    assert count_talks(held, held.talks, TODAY).given == 1


def test_a_circle_is_one_talk_and_no_fault() -> None:
    held = resolved(
        a=[talk("A", repeats="c"), talk("B", repeats="a"), talk("C", repeats="b")]
    )
    assert groups(held) == {("a", "b", "c")}
    assert not held.problems


def test_a_talk_is_not_given_again_by_itself() -> None:
    held = resolved(a=[talk("A", repeats="a")])
    assert groups(held) == set()
    assert [p.rule.id for p in held.problems] == ["reference"]


def test_a_short_key_may_mean_several_givings_of_one() -> None:
    held = resolved(
        a=[conference("East"), talk("One")],
        b=[conference("North"), talk("One", repeats="one")],
        c=[conference("West"), talk("One", repeats="east/one")],
    )
    assert groups(held) == {("east/one", "north/one", "west/one")}
    assert not held.problems


def test_a_short_key_of_different_talks_is_a_fault() -> None:
    held = resolved(
        a=[conference("East"), talk("One")],
        b=[conference("North"), talk("One")],
        c=[conference("West"), talk("One", repeats="one")],
    )
    assert groups(held) == set()
    assert [p.rule.id for p in held.problems] == ["ambiguous"]


def test_a_former_key_is_enough() -> None:
    held = resolved(a=[talk("A", aliases=("old",)), talk("B", repeats="old")])
    assert groups(held) == {("a", "b")}
