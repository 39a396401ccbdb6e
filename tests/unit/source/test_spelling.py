"""Values are written so that they are read as themselves."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_confrecap.formats.schedules.given import tidy
from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.model.talks import Link, Speaker, Talk
from sphinx_confrecap.parsing.fields import parse_links
from sphinx_confrecap.parsing.names import parse_tags
from sphinx_confrecap.parsing.people import parse_speakers
from sphinx_confrecap.source.held import Files, held_in
from sphinx_confrecap.source.spelling import (
    links_text,
    means,
    option,
    speakers_text,
    tags_text,
    title_text,
)
from sphinx_confrecap.source.writing import block_of, heading

MANY = settings(max_examples=settings().max_examples * 5 // 2)
SIGNS = "aé日 *_`\\[](){}<>$~^|&;:#!\"',.-+=@%/?"
WORDS = st.text(SIGNS, min_size=1, max_size=30) | st.text(min_size=1, max_size=30)
LINE = WORDS.map(tidy).filter(bool)
"""One line of a programme, with many of the signs that markup is made of."""

TITLES = [
    "Hacker*innen",
    "snake_case and _x_ and foo_",
    "__init__",
    "a `code` $x$ {{y}} {role}`z`",
    "C# & &amp; C++",
    "[x](y) ![i](j) <b>",
    "~~s~~ a~b",
    "back\\slash\\",
    "|sub| *a* **b** x*y",
    ":foo: bar",
]
HEADINGS = ["- a", "1. b", "C #", "# x", "* z", "+1 rocks", "ii. x", ".. note:: x"]


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("title", TITLES)
def test_title(title: str, dialect: Dialect) -> None:
    assert means(title_text(title, dialect), title, dialect)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("text", [*TITLES, *HEADINGS])
def test_heading_is_no_list(text: str, dialect: Dialect) -> None:
    written = title_text(text, dialect, alone=True)
    assert means(written, text, dialect)
    assert not heading(written, 2, dialect)[0].startswith(("- ", "* ", "1. ", ".. "))


def test_what_needs_nothing_stays() -> None:
    for text in ("Plain words", "C++ and C#", "snake_case", "50 % (really?)", "it's"):
        assert title_text(text, Dialect.MYST) == text
    assert option("url", "https://a.org/b?c=d", Dialect.MYST) == (
        ":url: https://a.org/b?c=d"
    )
    assert option("start", "2030-05-17 09:30", Dialect.MYST) == (
        ":start: 2030-05-17 09:30"
    )
    assert option("room", '"KliMa" #1', Dialect.MYST) == ':room: "\\"KliMa\\" #1"'


NAMES = [
    ["Erika Mustermann", "Max Muster"],
    ["Mustermann, Erika"],
    ["Muster, Max", "A; B"],
    ["Max (maxi)"],
    ["- x", "[y] z"],
    ["Ann and Bob", "Name - Company"],
    ["O'Neil #1", "Known Person"],
    ["Ann #1"],
    ["O'Neil; D'Arc"],
]


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("names", NAMES)
def test_speakers(names: list[str], dialect: Dialect) -> None:
    speakers = tuple(Speaker(name=name) for name in names)
    text = speakers_text(speakers, dialect)
    assert text is not None
    assert read_back(text, dialect).speakers == speakers


def test_affiliations() -> None:
    speakers = (Speaker(name="A (b)", affiliation="C, D"), Speaker(name="E"))
    text = speakers_text(speakers, Dialect.MYST)
    assert text is not None
    assert parse_speakers(text) == speakers


def read_back(text: str, dialect: Dialect) -> Talk:
    """Return the talk of a block with these speakers."""
    lines = block_of("talk", "Title", [("speakers", text)], [], dialect)
    assert lines is not None
    files = Files(folder=Path("/"), base=Path("/"))
    [held] = held_in("\n".join(lines), dialect, files)
    assert isinstance(held.fact, Talk)
    return held.fact


@MANY
@given(st.lists(LINE, min_size=1, max_size=4))
def test_names_mean_themselves_or_are_not_written(names: list[str]) -> None:
    if (text := tags_text(names)) is not None:
        assert parse_tags(text) == tuple(names)


@MANY
@given(LINE, st.text("ab/()?,;#", max_size=8))
def test_links_mean_themselves_or_are_not_written(label: str, path: str) -> None:
    link = Link(url=f"https://example.org/{path}", label=label)
    if (text := links_text([link])) is not None:
        assert parse_links(text) == (link,)


@MANY
@given(LINE, LINE, LINE, st.sampled_from(Dialect), st.sampled_from([":`~", "`~"]))
def test_block_is_read_back(
    title: str, room: str, name: str, dialect: Dialect, marks: str
) -> None:
    """In any block, each fact is itself, or is left out."""
    options = [("name", "key"), ("room", room), ("track", room)]
    if (speakers := speakers_text([Speaker(name=name)], dialect)) is not None:
        options.append(("speakers", speakers))
    lines = block_of(
        "talk", title_text(title, dialect), options, [], dialect, (), marks
    )
    assert lines is not None
    text = "\n".join(["Before.", "", *lines, "", "After.", ""])
    [held] = held_in(text, dialect, Files(folder=Path("/"), base=Path("/")))
    talk = held.fact
    assert isinstance(talk, Talk)
    assert (talk.title, talk.slug) == (title, "key")
    assert talk.room in (room, "")
    assert talk.track == talk.room
    assert [speaker.name for speaker in talk.speakers] in ([name], [])
    assert not held.faults
