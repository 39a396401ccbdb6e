"""What three kinds of users have, without bending it.

A project has documentation in reST and two recaps of a conference with two tracks; a
blogger has a year of recaps; a team lists the talks that its people give, in two
languages.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.apart import build

ROOTS = Path(__file__).parents[1] / "roots"


class Output:
    """What a strict build of one of these sites gave."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def page(self, docname: str) -> str:
        """Return the words of a document, on one line."""
        return " ".join((self.folder / f"{docname}.txt").read_text("utf-8").split())

    def part(self, docname: str, start: str, end: str = "") -> str:
        """Return its words between the last *start* and the *end* that follows."""
        rest = self.page(docname).rpartition(start)[2]
        return rest.partition(end)[0] if end else rest

    def pages(self, folder: str) -> set[str]:
        return {path.stem for path in (self.folder / folder).glob("*.txt")}


Make = Callable[..., Output]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Return a function that builds a site; the same call builds it once."""
    made: dict[tuple[str, ...], Output] = {}

    def make(name: str, builder: str = "text", *options: str) -> Output:
        call = (name, builder, *options)
        if call not in made:
            folder = tmp_path_factory.mktemp(name) / name
            shutil.copytree(ROOTS / name, folder)
            doctrees = str(folder.parent / "doctrees")
            result = build(
                folder, "-n", "-W", "-d", doctrees, *options, builder=builder
            )
            assert result.returncode == 0, result.stderr
            made[call] = Output(folder / "_out")
        return made[call]

    return make


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "latex", "epub"])
@pytest.mark.parametrize("name", ["project", "blog", "team"])
def test_nothing_warns(make: Make, name: str, builder: str) -> None:
    make(name, builder)


# The documentation of a project. -----------------------------------------------------


def test_breaks_are_in_the_schedule_alone(make: Make) -> None:
    project = make("project")
    recap = project.page("recaps/queue-days-2018")
    assert recap.count("Coffee") == recap.count("Registration") == 1
    assert "5 talks noted" in recap
    for path in ("talks/index", "conferences/index", "speakers/index", "tags/index"):
        assert "Coffee" not in project.page(path)


def test_both_rounds_of_one_title_have_a_page(make: Make) -> None:
    assert make("project").pages("talks/queue-days-2018") == {
        "keep-it-twice",
        "small-queues",
        "lightning-talks",
        "lightning-talks-day-2",
        "panel-who-owns-the-backlog",
    }


def test_the_words_of_the_programme_are_told_apart(make: Make) -> None:
    project = make("project")
    talk = project.page("talks/queue-days-2018/keep-it-twice")
    notes, _, programme = talk.partition("From the programme")
    assert "A second copy" in notes
    assert "At least once" in programme


def test_a_moderator_has_the_panel_among_her_talks(make: Make) -> None:
    page = make("project").page("speakers/mara-lind")
    assert page.startswith("Mara Lind ********* 3 talks, 1 of them as moderator")
    assert "Panel: who owns the backlog?" in page


def test_a_talk_without_a_day_has_those_of_its_conference(make: Make) -> None:
    row = make("project").part("talks/index", "* The queue that was a table", "2018 ==")
    assert re.search(r"4\W+5\W+Jun", row)


# A blog's year of recaps. ------------------------------------------------------------


def test_front_matter_names_the_documents(make: Make) -> None:
    home = make("blog").page("index")
    for title in ("A day at Spring of Tests", "Summer of Builds", "Autumn, from afar"):
        assert title in home


def test_names_are_read_as_bloggers_write_them(make: Make) -> None:
    blog = make("blog")
    assert blog.pages("speakers") == {
        "index",
        "ada-brandt",
        "dr-j-r-moss",
        "kim-vos",
        "luis-pereira",
    }
    flaky = blog.page("talks/spring-of-tests-2021/flaky")
    assert "Dr. J. R. Moss (she/her) · Kim Vos (they/them, Testwerk)" in flaky


def test_the_link_in_a_title_is_the_address_of_the_talk(make: Make) -> None:
    talk = make("blog").page(
        "talks/spring-of-tests-2021/property-tests-for-the-rest-of-us"
    )
    assert talk.startswith("Property tests for the rest of us ***")
    assert "<https://spring-of-tests.example/property>" in talk


def test_a_draft_is_nowhere_until_it_is_asked_for(make: Make) -> None:
    for builder in ("text", "html"):
        files = make("blog", builder).folder.rglob("*")
        assert not [
            path
            for path in files
            if path.is_file() and b"half-written" in path.read_bytes()
        ]
    shown = make("blog", "text", "-D", "confrecap_drafts=1")
    assert "A half-written note (Draft)" in shown.page("posts/summer")


# The talks of a team. ----------------------------------------------------------------


def test_what_is_to_come_is_apart_from_what_was(make: Make) -> None:
    team = make("team")
    to_come = team.part("our-talks", "To come", "By year")
    assert "Kiesel, grown up (Planned)" in to_come
    assert re.search(r"10\W+11\W+Sep", to_come)
    past = team.part("our-talks", "By year", "**Steine 2024**")
    assert past.index("2025") < past.index("2024")
    assert "grown up" not in past
    assert "wieder" not in past


def test_a_talk_that_was_given_twice_is_one_row_with_both(make: Make) -> None:
    team = make("team")
    past = team.part("our-talks", "By year", "**Steine 2024**")
    assert past.count("Kiesel in ") == 1
    assert "PebbleConf 2024 and" in past
    first = team.page("talks/steine-2024/kiesel-in-ten")
    again = team.page("talks/pebbleconf-2024/kiesel-in-ten-minutes")
    assert "PebbleConf 2024" in first
    assert "Steine 2024" in again
    assert "Steine 2025 (5 March 2025, Cancelled)" in again
    speaker = team.page("speakers/lena-falk")
    assert "3 talks, 1 of them still to come" in speaker
    assert speaker.count("Steine 2025") == 1


def test_speakers_are_sorted_by_the_family_name_that_is_declared(make: Make) -> None:
    index = make("team").page("speakers/index")
    assert index.index("-[ F ]-") < index.index("Lena Falk") < index.index("-[ V ]-")


def test_the_same_site_in_another_language(make: Make) -> None:
    talks = make("team", "text", "-D", "language=de").page("our-talks")
    assert talks.startswith("Unsere Vorträge ***")
    assert "Kommende" in talks
    assert "Kiesel, grown up (Geplant)" in talks
