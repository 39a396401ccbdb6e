"""Three values of a fact become one."""

from typing import Any

import pytest

from sphinx_confrecap.importers.merge import Side, merged, merged_list

NOTHING: Any = None


def merge(base: Any, ours: Any, theirs: Any, side: Side = Side.OURS) -> tuple[Any, int]:
    """Merge one fact; return it, and the number of conflicts."""

    def facts(value: Any) -> dict[str, Any]:
        return {} if value is None else {"room": value}

    result = merged(facts(base), facts(ours), facts(theirs), side)
    return result.facts.get("room"), len(result.conflicts)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "value", "conflicts"),
    [
        ("A", "A", "A", "A", 0),
        # The programme did not change: the author's stays.
        ("A", "B", "A", "B", 0),
        ("A", NOTHING, "A", NOTHING, 0),
        # Only the programme changed.
        ("A", "A", "C", "C", 0),
        ("A", "A", NOTHING, NOTHING, 0),
        (NOTHING, NOTHING, "C", "C", 0),
        # Both changed to the same.
        ("A", "C", "C", "C", 0),
        ("A", NOTHING, NOTHING, NOTHING, 0),
        # Both changed.
        ("A", "B", "C", "B", 1),
        ("A", NOTHING, "C", NOTHING, 1),
        ("A", "B", NOTHING, "B", 1),
        (NOTHING, "B", "C", "B", 1),
    ],
)
def test_field(base: Any, ours: Any, theirs: Any, value: Any, conflicts: int) -> None:
    assert merge(base, ours, theirs) == (value, conflicts)


def test_theirs_wins_if_asked() -> None:
    assert merge("A", "B", "C", Side.THEIRS) == ("C", 1)
    assert merge("A", "B", NOTHING, Side.THEIRS) == (NOTHING, 1)
    assert merge("A", "B", "A", Side.THEIRS) == ("B", 0)


def test_options_that_no_programme_has_are_not_compared() -> None:
    result = merged({"room": "A"}, {"room": "A", "level": "hard"}, {"room": "B"})
    assert result.facts == {"room": "B", "level": "hard"}


def person(name: str, id_: str = "", **more: str) -> dict[str, str]:
    return {"name": name, **({"id": id_} if id_ else {}), **more}


A, B, C = person("A", "1"), person("B", "2"), person("C", "3")
BY_HAND = person("By Hand")


def plain(*people: dict[str, str]) -> list[dict[str, str]]:
    return [{n: v for n, v in one.items() if n != "id"} for one in people]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        # Untouched: all as it is now, also the order.
        ([A, B], [A, B], [B, C, A], [B, C, A]),
        # In the author's order.
        ([A, B], [B, A], [A, B], [B, A]),
        ([A, B], [B, A], [A, B, C], [B, A, C]),
        ([A, B], [B, A], [A], [A]),
        # What the author added stays, what they took out stays out.
        ([A], [A, BY_HAND], [A, B], [A, BY_HAND, B]),
        ([A], [A, BY_HAND], [B], [BY_HAND, B]),
        ([A, B], [B], [A, B], [B]),
        ([A, B], [B], [A, B, C], [B, C]),
        # An affiliation of the author's keeps a person who is gone.
        ([A], [person("A", affiliation="Co")], [B], [person("A", affiliation="Co"), B]),
        # Who is renamed keeps it.
        (
            [A],
            [person("A", affiliation="Co")],
            [person("Anna", "1")],
            [person("Anna", affiliation="Co")],
        ),
        ([A, B], [B, A], [person("Anna", "1"), B], [B, person("Anna")]),
        # A detail of the programme's, untouched, follows it.
        (
            [person("A", "1", affiliation="X"), B],
            [B, person("A", affiliation="X")],
            [person("A", "1", affiliation="Y"), B],
            [B, person("A", affiliation="Y")],
        ),
        # Somebody whom the author added, too, is there once.
        ([A], [A, BY_HAND], [A, person("By hand", "9")], [A, BY_HAND]),
        # Without ids a rename is one out and one in.
        (
            [person("A"), BY_HAND],
            [BY_HAND, person("A")],
            [person("Anna"), BY_HAND],
            [BY_HAND, person("Anna")],
        ),
    ],
)
def test_people(base: Any, ours: Any, theirs: Any, result: Any) -> None:
    found = merged_list(base, plain(*ours), theirs)
    assert plain(*found) == plain(*result)


def link(url: str, label: str = "") -> dict[str, str]:
    return {"url": url, **({"label": label} if label else {})}


def test_links() -> None:
    base = [link("a", "One"), link("b")]
    ours = [link("b"), link("a", "My words")]
    assert merged_list(base, ours, [link("b"), link("c")]) == [
        link("b"),
        link("a", "My words"),
        link("c"),
    ]
    theirs = [link("a", "Two"), link("b")]
    assert merged_list(base, ours, theirs) == ours


def test_tags() -> None:
    assert merged_list(["a", "b"], ["b", "x"], ["a", "c"]) == ["x", "c"]
