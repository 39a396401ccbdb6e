"""The names that a misspelled one may mean."""

import random
import string

import pytest

from sphinx_confrecap.text.near import FEW, LONGEST, Nearest, suggest


@pytest.fixture(scope="module")
def many() -> list[str]:
    chance = random.Random(7)  # noqa: S311, the same names each time
    words = ["".join(chance.choices(string.ascii_lowercase, k=9)) for _ in range(3000)]
    return [f"devopscon-2018/{word}" for word in words]


@pytest.mark.parametrize("place", [16, 18, 20, 23])
def test_a_misspelled_name_is_found_among_thousands(
    many: list[str], place: int
) -> None:
    nearest = Nearest(many)
    for name in many[::300]:
        for typed in (
            name[:place] + name[place + 1 :],
            name[:place] + "x" + name[place:],
            name.removeprefix("devopscon-"),
            name.upper()[:place] + "X" + name[place + 1 :],
        ):
            assert repr(name) in nearest.suggest(typed)


def test_few_are_compared_of_many(
    many: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def matches(text: str, names: list[str], **_given: int) -> list[str]:
        compared.extend(names)
        return []

    monkeypatch.setattr("sphinx_confrecap.text.near.get_close_matches", matches)
    assert not Nearest(many).suggest("devopscon-2018/talk")
    assert len(compared) <= FEW


@pytest.mark.parametrize("letters", [LONGEST + 1, 10**6])
def test_what_is_too_long_for_a_name_is_like_no_name(letters: int) -> None:
    assert suggest("a" * letters, ["a"]) == suggest("a", ["a" * letters]) == ""
