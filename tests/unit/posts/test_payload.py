"""What is read of a platform's answer."""

import pytest

from sphinx_confrecap.posts.payload import Payload, language_of


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("de", "de"),
        ("iw", "he"),
        ("qu", "qu"),
        ("qme", ""),
        ("und", ""),
        ("English", ""),
        ("", ""),
    ],
)
def test_what_names_no_language_is_left_out(written: str, tag: str) -> None:
    assert language_of(written) == tag


def test_what_is_missing_or_odd_is_left_out() -> None:
    payload = Payload({"a": {"b": "c", "n": -1, "l": [1, {"x": "y"}]}})
    assert payload.text("a", "b") == "c"
    assert payload.text("a", "b", "c") == payload.url("a", "b") == ""
    assert payload.number("a", "n") == 0
    assert [item.text("x") for item in payload.parts("a", "l")] == ["y"]
    assert not payload.part("b")
    assert not Payload(["a"])
