"""Counts of talks, which say what they count on the day of the build."""

import re

import pytest

from tests.build.same import differences
from tests.build.sites import MakeSite
from tests.build.test_incremental import Rebuilt
from tests.build.test_upcoming import on

OLD = """
    # Old days

    :::{conference} Days 2029
    :series: Days
    :start: 2029-05-01
    :::

    :::{talk} Noted
    :speakers: Ann Lee
    :tags: Go

    Notes.
    :::

    :::{talk} Listed
    :::
    """
NEW = """
    # New days

    :::{conference} Days 2030
    :series: Days
    :start: 2030-05-01
    :end: 2030-05-02
    :::

    :::{talk} First
    :speakers: Ann Lee
    :start: 2030-05-01
    :tags: Go
    :::

    :::{talk} Second
    :start: 2030-05-02

    :::{abstract}
    Words of others.
    :::
    :::

    :::{talk} Never
    :status: cancelled
    :::
    """
FILES = {
    "index.md": "# Home\n\n:::{conference-list}\n:::",
    "old.md": OLD,
    "new.md": NEW.replace(":::{talk} Second", "::::{talk} Second").replace(
        "    :::\n    :::\n", "    :::\n    ::::\n"
    ),
}


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def test_counts_say_how_many_are_to_come(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES)
    on(monkeypatch, "2030-05-01")
    built = site.quiet()
    all_ = "5 talks, 2 of them still to come · 2 conferences"
    assert all_ in words(built.html("talks/index"))
    assert f"1 speaker · {all_}" in words(built.html("speakers/index"))
    mine = "2 talks, 1 of them still to come · 2 conferences, 2029"
    for docname in ("speakers/ann-lee", "tags/go"):
        assert mine in words(built.html(docname))
    assert "3 talks, 2 of them still to come" in words(built.html("new"))
    assert "2 talks, 1 of them noted" in words(built.html("old"))
    for docname in ("index", "conferences/index"):
        page = words(built.html(docname))
        assert "Days 2029 2 talks, 1 of them noted" in page
        assert "Days 2030 3 talks, 2 of them still to come" in page
    on(monkeypatch, "2030-05-03")
    built = site.quiet()
    assert "5 talks at 2 conferences" in words(built.html("talks/index"))
    assert "2 talks at 2 conferences, 2029" in words(built.html("tags/go"))
    assert "3 talks" in words(built.html("new"))
    assert "to come" not in words(built.html("new"))


@pytest.mark.parametrize(
    ("talks", "says"),
    [
        ([], ""),
        ([":status: planned"], "1 talk still to come"),
        ([":status: planned", ":status: planned"], "2 talks still to come"),
        (["", ""], "2 talks"),
        ([":kind: panel\n\nNotes."], "1 talk noted"),
        (["\nNotes.", "\nNotes."], "2 talks noted"),
        (
            ["\nNotes.", "", ":status: planned"],
            "3 talks, 1 of them noted, 1 of them still to come",
        ),
    ],
)
def test_a_conference_says_what_its_talks_are(
    make_site: MakeSite, talks: list[str], says: str
) -> None:
    blocks = [
        f":::{{talk}} Talk {number}\n{block}\n:::"
        for number, block in enumerate(talks, start=1)
    ]
    text = "\n\n".join(["# R", ":::{conference} Days\n:location: Munich\n:::", *blocks])
    built = make_site({"index.md": text}).quiet("text")
    line = f"Munich · {says}" if says else "Munich"
    assert f"\n{line}\n" in built.page("index")


def test_another_day_changes_only_counts_that_differ(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES)
    on(monkeypatch, "2030-05-02")
    third = Rebuilt(site)
    on(monkeypatch, "2030-05-03")
    built = third.after({})
    assert third.written == {
        *("index", "new", "conferences/index"),
        *("talks/index", "speakers/index", "tags/index"),
    }
    assert differences(built, make_site(FILES).build()) == []
