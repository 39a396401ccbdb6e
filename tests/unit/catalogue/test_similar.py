"""Names that may be one person's."""

from itertools import islice, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.catalogue.similar import LONGEST, near_duplicates


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Jesús Espino", "Jesus Espino", "in accents, marks or spaces"),
        ("Søren Sample", "Soren Sample", "in accents, marks or spaces"),
        ("Jean-Luc Sample", "Jean Luc Sample", "in accents, marks or spaces"),
        ("J. R. Sample", "JR Sample", "in accents, marks or spaces"),
        ("Sam Sample", "Sample Sam", "in the order of their words"),
        ("Núria Sample", "Sample Nuria", "in the order of their words"),
        ("Dr. Ana Sample", "Ana Sample", "in a title before or behind the name"),
        ("Ana Sample", "Ana Sample, PhD", "in a title before or behind the name"),
        ("Alexandra Sample", "Alexandre Sample", "in one letter"),
        ("Alexander Sample", "Alexnader Sample", "in one letter"),
        ("Katherine Sample", "Katharine Sample", "in one letter"),
        ("Anders Example", "Anders Exampl", "in one letter"),
        # The first letter is Cyrillic.
        ("\u0410lexander Sample", "Alexander Sample", "in one letter"),
    ],
)
def test_names_that_are_spelled_alike_are_found(one: str, other: str, how: str) -> None:
    assert list(near_duplicates([one, other])) == [([one, other], how)]
    assert list(near_duplicates([other, one])) == [([other, one], how)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Sam", "Ann Sam"),
        ("Sam Sample", "Kim Sample"),
        ("Alexandra Sample", "Alexander Sample"),
        ("☃", "★"),
        ("", "!"),
        ("李明", "李明明"),
        ("Sam Sample", "Sam Sample, Jr."),
        ("Dr.", "Prof."),
    ],
)
def test_names_of_different_people_are_left_alone(one: str, other: str) -> None:
    assert list(near_duplicates([one, other])) == []


def test_a_name_is_named_once_in_the_order_of_the_names() -> None:
    names = ["Zoë Sample", "Sample Zoe", "Zoe Sample"]
    assert list(near_duplicates(names)) == [
        (["Zoë Sample", "Zoe Sample"], "in accents, marks or spaces"),
        (["Zoë Sample", "Sample Zoe"], "in the order of their words"),
    ]


def test_each_of_a_chain_is_named_with_the_one_before_it() -> None:
    names = ["Alexandra Sample", "Alexandre Sample", "Alexandre Samples"]
    groups = [group for group, _how in near_duplicates(names)]
    assert groups == [names[:2], names[1:]]


@pytest.mark.parametrize(
    "spellings",
    [
        [f"José {'e' + chr(0x300 + number)}" for number in range(60)],
        [" ".join(words) for words in islice(permutations("abcdef"), 60)],
        [f"Alexander S{chr(0x4E00 + number)}mple" for number in range(60)],
    ],
)
def test_names_that_are_all_alike_are_one_group(spellings: list[str]) -> None:
    [(group, _how)] = near_duplicates(spellings)
    assert group == spellings


@pytest.mark.parametrize("letters", [LONGEST + 1, 10**5])
def test_names_that_nobody_has_are_not_compared_by_letters(letters: int) -> None:
    assert list(near_duplicates(["a" * letters, "a" * (letters + 1)])) == []


def test_names_that_are_told_apart_leave_the_others_of_a_group() -> None:
    names = ["Zoë Sample", "Zoe Sample", "Zòe Sample"]
    groups = near_duplicates(names, lambda group: group[1:])
    assert [group for group, _how in groups] == [names[1:]]


@given(st.lists(st.text(max_size=20), max_size=12))
def test_a_name_is_never_its_own_duplicate(names: list[str]) -> None:
    for group, _how in near_duplicates(names):
        assert len(set(group)) == len(group) > 1


@given(st.text("abcdefghij", min_size=11, max_size=16), st.data())
def test_one_edit_is_found_wherever_it_is(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    for edited in (
        name[:place] + name[place + 1 :],
        name[:place] + "x" + name[place:],
        name[:place] + "x" + name[place + 1 :],
        name[:place] + name[place + 1 :][:1] + name[place] + name[place + 2 :],
    ):
        assert name == edited or list(near_duplicates([name, edited]))
