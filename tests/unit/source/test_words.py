"""The roles in words of markup, and the words of titles."""

import pytest

from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.parsing.words import plain
from sphinx_confrecap.source.scan import scan
from sphinx_confrecap.source.words import roles_in
from sphinx_confrecap.text.lines import split_lines


def targets(text: str, dialect: Dialect = Dialect.MYST) -> list[tuple[str, int]]:
    found = roles_in(scan(text, dialect), split_lines(text), dialect)
    return [(role.target, role.line) for role in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{conf:talk}`a`", "a"),
        ("{conf:talk}``a`b``", "a`b"),
        ("{conf:talk}`A <a>`", "a"),
        ("{conf:talk}`<a>`", "<a>"),
        ("{conf:talk}`A <a> B`", "A <a> B"),
        ("{conf:talk}`A < b`", "A < b"),
        ("``{conf:talk}`a` ``", ""),
        ("\\`{conf:talk}`a` `", "a"),
        ("{conf:talk}\\`a`", ""),
        ("`x ``{conf:talk}`a`", ""),
        ("``` x {conf:talk}`a`", "a"),
        ("x <!-- {conf:talk}`a` --> {conf:talk}`b`", "b"),
        ("x <!-- {conf:talk}`a`", "a"),
        ("x --> <!-- {conf:talk}`a`", "a"),
        ("`<!--` {conf:talk}`a` -->", "a"),
        ("{conf:talk}`!a`", ""),
    ],
)
def test_a_role_in_code_and_comments_is_none(text: str, expected: str) -> None:
    assert targets(text) == ([(expected, 1)] if expected else [])


@pytest.mark.parametrize(
    ("dialect", "role"),
    [
        (Dialect.MYST, "{{conf:talk}}`{}`"),
        (Dialect.REST, ":conf:talk:`{}`"),
        (Dialect.REST, "`{}`:conf:talk:"),
    ],
)
def test_roles_have_their_lines(dialect: Dialect, role: str) -> None:
    text = f"x\n{role.format('a')} y\n{role.format('B <b>')}\n\n{role.format('c')}\n"
    assert targets(text, dialect) == [("a", 2), ("b", 3), ("c", 5)]


@pytest.mark.parametrize("dialect", Dialect)
def test_the_words_of_a_title_without_end_are_its_text(dialect: Dialect) -> None:
    assert plain("*a* " * 200, dialect).split() == ["a"] * 200
    assert plain("*a* " * 300, dialect) == "*a* " * 300
