"""Names that may be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.catalogue.similar import near_duplicates


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Jesús Espino", "Jesus Espino", "in accents, marks or spaces"),
        ("Søren Sample", "Soren Sample", "in accents, marks or spaces"),
        ("Jean-Luc Sample", "Jean Luc Sample", "in accents, marks or spaces"),
        ("J. R. Sample", "JR Sample", "in accents, marks or spaces"),
        ("Sam Sample", "Sample Sam", "in the order of their words"),
        ("Núria Sample", "Sample Nuria", "in the order of their words"),
        ("Alexandra Sample", "Alexandre Sample", "in one letter"),
        ("Alexander Sample", "Alexnader Sample", "in one letter"),
        ("Katherine Sample", "Katharine Sample", "in one letter"),
        ("Anders Example", "Anders Exampl", "in one letter"),
        # The first letter is Cyrillic.
        ("\u0410lexander Sample", "Alexander Sample", "in one letter"),
    ],
)
def test_names_that_are_spelled_alike_are_found(one: str, other: str, how: str) -> None:
    assert list(near_duplicates([one, other])) == [(one, other, how)]
    assert list(near_duplicates([other, one])) == [(other, one, how)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Sam", "Ann Sam"),
        ("Sam Sample", "Kim Sample"),
        ("Alexandra Sample", "Alexander Sample"),
        ("☃", "★"),
        ("", "!"),
        ("李明", "李明明"),
    ],
)
def test_names_of_different_people_are_left_alone(one: str, other: str) -> None:
    assert list(near_duplicates([one, other])) == []


def test_a_pair_is_named_once_in_the_order_of_the_names() -> None:
    names = ["Zoë Sample", "Sample Zoe", "Zoe Sample"]
    assert [pair[:2] for pair in near_duplicates(names)] == [
        ("Zoë Sample", "Sample Zoe"),
        ("Zoë Sample", "Zoe Sample"),
        ("Sample Zoe", "Zoe Sample"),
    ]


@given(st.lists(st.text(max_size=20), max_size=12))
def test_a_name_is_never_its_own_duplicate(names: list[str]) -> None:
    for one, other, _ in near_duplicates(names):
        assert one != other


@given(st.text("abcdefghij", min_size=11, max_size=16), st.data())
def test_one_edit_is_found_wherever_it_is(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    for edited in (
        name[:place] + name[place + 1 :],
        name[:place] + "x" + name[place:],
        name[:place] + "x" + name[place + 1 :],
    ):
        assert list(near_duplicates([name, edited]))
