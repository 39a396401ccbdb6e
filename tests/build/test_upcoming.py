"""Lists of what is to come: the day of a build, and builds on other days."""

from datetime import UTC, datetime

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.same import body, differences
from tests.build.sites import Built, MakeSite
from tests.build.test_incremental import Rebuilt, times

RECAP = """
    # Days

    :::{conference} Days 2030
    :start: 2030-05-01
    :end: 2030-05-03
    :::

    :::{talk} First
    :start: 2030-05-01
    :::

    :::{talk} Second
    :start: 2030-05-02
    :::
    """
LISTS = """
    # Lists

    :::{talk-list}
    :when: upcoming
    :empty: Nothing to come.
    :::

    ## Past

    :::{talk-list}
    :until: today
    :when: past
    :::
    """
FILES = {
    "index.md": "# Home\n\n:::{talk-list}\n:::",
    "recap.md": RECAP,
    "lists.md": LISTS,
}


def on(patch: pytest.MonkeyPatch, day: str) -> None:
    """Let builds take place on *day*."""
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    patch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))


def lists(built: Built) -> tuple[str, str]:
    upcoming, _, past = body(built.html("lists")).partition("Past<")
    return upcoming, past


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_to_come_is_apart_from_the_past(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, dialect: str
) -> None:
    files = {f"{name[:-2]}{dialect}": written(t, dialect) for name, t in FILES.items()}
    on(monkeypatch, "2030-05-02T23:59")
    upcoming, past = lists(make_site(files).quiet())
    assert "Second" in upcoming
    assert "First" not in upcoming
    assert "First" in past
    assert "Second" not in past
    on(monkeypatch, "2030-05-03")
    upcoming, past = lists(make_site(files).quiet())
    assert "Nothing to come." in upcoming
    assert past.index("Second") < past.index("First")


@pytest.mark.parametrize("builder", ["html", "text"])
def test_the_next_day_only_these_lists_are_written_again(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, builder: str
) -> None:
    site = make_site(FILES)
    on(monkeypatch, "2030-05-01")
    second = Rebuilt(site, builder)
    on(monkeypatch, "2030-05-02")
    built = second.after({})
    # A talk less is to come: these count it.
    counts = {"talks/index", "speakers/index", "tags/index", "conferences/index"}
    assert second.read == counts
    if builder == "html":
        assert second.written == {"lists", "recap", *counts}
    assert differences(built, make_site(FILES).build(builder)) == []
    before = times(site.build(builder))
    on(monkeypatch, "2030-05-02T12:00")
    assert times(site.build(builder)) == before


def test_each_builder_keeps_up_with_the_days(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES)
    for day in ("2030-04-01", "2030-05-02", "2030-05-01", "2031-01-01"):
        on(monkeypatch, day)
        for builder in ("text", "html"):
            clean = make_site(FILES).build(builder)
            assert differences(site.build(builder), clean) == []


def test_when_all_is_past_another_day_plans_nothing(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES)
    on(monkeypatch, "2031-01-01")
    before = times(site.build())
    on(monkeypatch, "2035-01-01")
    for name in ("catalogue_of", "plan"):
        monkeypatch.delattr(f"sphinx_confrecap.sphinx.domain.{name}")
    assert times(site.build()) == before


def test_a_schedule_of_what_is_left(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule = ":::{schedule} days-2030\n:since: today\n:::"
    on(monkeypatch, "2030-05-02")
    files = {"index.md": f"# A\n\n{schedule}", "recap.md": RECAP}
    page = body(make_site(files).quiet().html("index"))
    assert "Second" in page
    assert "First" not in page


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("since: tomorrow", "write 2018-12-04 or 2018-12-04 11:30, or today"),
        ("when: soon", "'soon' is not one of upcoming, past"),
    ],
)
def test_a_day_that_cannot_be_read_is_reported(
    make_site: MakeSite, dialect: str, option: str, says: str
) -> None:
    text = f"# A\n\n:::{{talk-list}}\n:{option}\n:::"
    built = make_site({f"index.{dialect}": written(text, dialect)}).build()
    [warning] = built.warnings
    assert warning.startswith(f"index.{dialect}:{4 if dialect == 'md' else 5}: ")
    assert says in warning
