"""The options of a block, as MyST and docutils read them, but each for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.parsers.options import TokenizeError, options_to_items

from sphinx_confrecap.parsing.options import head_of_myst, head_of_rest

WORDS = st.sampled_from(
    [
        *(
            *("a", "b", " ", "  ", ":", ": ", "#", " # ", "'", '"', "''", '\\"'),
            *("\\", "- "),
        ),
        *("[", "]", ", ", "{", "}", "&x", "*", "|", ">", "!", "%", "@", "`", "no", "é"),
    ]
)
VALUES = st.lists(WORDS, max_size=5).map("".join)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a: Day 1: the start", "Day 1: the start"),
        ('a: "\\"X\\" Y"', '"X" Y'),
        ("a: 'O''Neil'", "O'Neil"),
        ("a: @x &y *z %", "@x &y *z %"),
        ("a: C# and F", "C# and F"),
        ("a: [x](https://example.org/#y), z", "[x](https://example.org/#y), z"),
        ("# a note\na: b", "b"),
        ('a: ["C #", no]', '["C #", no]'),
        ("'a': b", "b"),
        ("a:", ""),
        ("a: |\n  - x\n  - y", "- x\n- y"),
        ("a:\n  - x\n  - y", "- x\n- y"),
        ("a:\n- x\n- y", "- x\n- y"),
        ("a: one\n  two", "one two"),
    ],
)
def test_a_value_of_myst_is_text(line: str, value: str) -> None:
    head = head_of_myst(["---", *line.split("\n"), "---", "body"])
    assert head.options["a"].strip() == value
    assert (head.wrong, head.length) == ({}, line.count("\n") + 3)


@given(values=st.lists(VALUES, max_size=3))
def test_what_myst_reads_is_read_alike(values: list[str]) -> None:
    lines = [f"x{n}: {value}" for n, value in enumerate(values)]
    try:
        items, _state = options_to_items("\n".join(lines))
    except TokenizeError:
        return
    if len(items) < len(lines):
        return  # A quotation mark that takes the next option along; ours is named.
    head = head_of_myst([f":{line}" for line in lines])
    assert all("is a comment" in message for message in head.wrong.values())
    for name, text in items:
        # A list of YAML keeps what would be a comment in it.
        if not head.options[name].startswith(("[", "- ")):
            assert head.options[name].split() == text.split()


REFUSED = {
    'room: "X" Table': ("room", "YAML cannot read this value; write '\"X\" Table'"),
    "room: 'Bob''s' hall": ("room", "write '''Bob''''s'' hall'"),
    'room: "X': ("room", "write '\"X'"),
    "room: | x": ("room", "write '| x'"),
    "room Hall": ("room Hall", "'room Hall' is not an option; write :room: Hall"),
    "draft": ("draft", "write :draft:"),
}


@pytest.mark.parametrize("line", REFUSED)
@pytest.mark.parametrize("fenced", [False, True])
def test_only_what_myst_cannot_read_is_refused(line: str, fenced: bool) -> None:
    name, says = REFUSED[line]
    lines = ["tags: a", line, "kind: talk"]
    lines = ["---", *lines, "---"] if fenced else [f":{line}" for line in lines]
    head = head_of_myst([*lines, "body"])
    assert head.options == {"tags": "a", "kind": "talk"}
    assert head.lines == {"tags": 1 + fenced, name: 2 + fenced, "kind": 3 + fenced}
    assert says in head.wrong.pop(name)
    assert head.wrong == {}


def test_what_a_comment_takes_away_is_named() -> None:
    head = head_of_myst([":room: Hall #3", ":tags: #a"])
    assert head.options == {"room": "Hall", "tags": ""}
    assert list(head.wrong) == ["room"]
    assert "to keep it, write 'Hall #3'" in head.wrong["room"]


@pytest.mark.parametrize(
    ("line", "name", "says"),
    [
        (":room Hall", ":room Hall", "write :room: Hall"),
        ("room: Hall", "room: Hall", "write :room: Hall"),
        (":tags: b", "tags", "is here twice; the last one counts"),
    ],
)
def test_only_what_docutils_cannot_read_is_refused(
    line: str, name: str, says: str
) -> None:
    head = head_of_rest(["A", "title", ":tags: a,", "  b", line, ":kind: talk"])
    assert head.argument == "A title"
    assert head.options["tags"] == ("b" if name == "tags" else "a,\nb")
    assert head.options["kind"] == "talk"
    assert (head.lines[name], head.lines["kind"]) == (4, 5)
    assert says in head.wrong[name]


def test_a_role_in_a_title_is_not_an_option() -> None:
    head = head_of_rest([":abbr:`X`", ":abbr:`Y` and: more", ":tags: a"])
    assert head.argument == ":abbr:`X` :abbr:`Y` and: more"
    assert head.options == {"tags": "a"}


def test_options_of_rest_may_begin_in_the_first_line() -> None:
    assert head_of_rest([":Tags: a", ":kind: b"]).options == {"tags": "a", "kind": "b"}
