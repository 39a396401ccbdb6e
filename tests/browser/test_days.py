"""Lists of what is to come, in the browser of a reader some days after the build."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import in_every_theme
from tests.browser.sites import CONF, STRICT, Sites
from tests.browser.window import Window

pytestmark = pytest.mark.browser

TALKS = """
# Talks

:::{conference} Days 2030
:start: 2030-05-01
:end: 2030-05-03
:::

:::{talk} Before
:start: 2029-05-01
:conference: none
:::

:::{talk} First
:start: 2030-05-01
:::

:::{talk} Second
:start: 2030-05-02
:::

:::{talk} Some day
:::

:::{talk} Later
:start: 2031-05-01
:conference: none
:::
"""


def pair(look: str, past: str = "", filters: str = "") -> str:
    upcoming = f":::{{talk-list}}\n:when: upcoming\n:empty: None.\n{filters}{look}:::"
    return (
        f"{upcoming}\n\n## P\n\n:::{{talk-list}}\n:when: past\n{filters}{look}{past}:::"
    )


PAGES = {
    "list": pair(""),
    "cards": pair(":format: cards\n"),
    "table": pair(":format: table\n"),
    "grouped": pair("", ":group: year\n"),
    "grouped-table": pair(":columns: title, date\n", ":group: year\n"),
    "both-grouped": pair(":group: conference\n"),
    "limited": pair("", ":limit: 1\n"),
    "oldest-first": pair("", ":sort: date\n"),
    "empty": pair("", ":empty: Nothing.\n", ":year: 2030\n"),
    "others": pair(":format: table\n", ":format: list\n"),
    "form": pair(":form:\n"),
    "alone": ":::{talk-list}\n:since: today\n:empty: None.\n:::",
    "schedule": ":::{schedule} days-2030\n:since: today\n:::",
    "conferences": ":::{conference-list}\n:when: upcoming\n:empty: None.\n:::",
}

Show = Callable[[str, str], str]


@pytest.fixture
def show(
    window: Window, sites: Sites, theme: str, monkeypatch: pytest.MonkeyPatch
) -> Show:
    """Return what shows the words of a page on a day."""
    built = datetime(2030, 5, 1, 12, tzinfo=UTC)
    clock = f"import os\nos.environ['SOURCE_DATE_EPOCH'] = '{built.timestamp():.0f}'\n"
    conf = f'{clock}{CONF}suppress_warnings += ["confrecap"]\n'
    files = {"conf.py": conf, "talks.md": TALKS, "index.md": "# Home"}
    files |= {f"{name}.md": f"# T\n\n{text}\n" for name, text in PAGES.items()}
    address = sites.serve(sites.write("days", files), theme, policy=STRICT)

    def words(name: str, day: str) -> str:
        window.page.clock.set_fixed_time(f"{day}T12:00:00")
        window.page.goto(f"{address}{name}.html")
        assert window.page.evaluate("violations") == []
        assert [one for one in window.problems if one.startswith("throws")] == []
        return titles(window.page)

    return words


def titles(page: Page) -> str:
    """Return the titles of the lists in order, and ``|`` before the past."""
    script = """() => [...document.querySelectorAll(
        ".cr-due a, h2, .cr-group strong, .cr-group > .rubric, [data-when] > p, "
        + ".cr-schedule .cr-t a"
    )].filter((one) => one.checkVisibility()).map((one) => one.firstChild.textContent)
    """
    found = page.evaluate(script.replace('"\n        + "', ""))
    return " ".join("|" if word == "P" else word for word in found)


@in_every_theme
@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("list", "2030-05-01", "First Some day Second Later | Before"),
        ("list", "2030-05-02", "Some day Second Later | First Before"),
        ("list", "2030-05-03", "Some day Later | Second First Before"),
        ("list", "2032-01-01", "None. | Later Some day Second First Before"),
        ("cards", "2030-05-02", "Some day Second Later | First Before"),
        ("table", "2030-05-02", "Some day Second Later | First Before"),
        ("table", "2032-01-01", "None. | Later Some day Second First Before"),
        ("grouped", "2030-05-03", "Some day Later | 2030 Second First 2029 Before"),
        (
            "grouped-table",
            "2030-05-03",
            "Some day Later | 2030 Second First 2029 Before",
        ),
        (
            "both-grouped",
            "2030-05-02",
            "Days 2030 Some day Second Others Later | Days 2030 First Others Before",
        ),
        ("limited", "2030-05-03", "Some day Later | Second"),
        ("oldest-first", "2030-05-03", "Some day Later | Before First Second"),
        ("empty", "2030-05-01", "First Some day Second | Nothing."),
        ("empty", "2030-05-02", "Some day Second | First"),
        ("others", "2030-05-02", "First Some day Second Later | Before"),
        ("alone", "2030-05-02", "Later Second Some day"),
        ("alone", "2032-01-01", "None."),
        ("schedule", "2030-05-02", "Second Some day"),
        ("conferences", "2030-05-03", "Days 2030"),
        ("conferences", "2030-05-04", "None."),
    ],
)
def test_what_is_over_goes_from_what_is_to_come(
    show: Show, name: str, day: str, expected: str
) -> None:
    assert show(name, day) == expected


@in_every_theme
def test_the_form_filters_what_has_moved(show: Show, window: Window) -> None:
    assert show("form", "2030-05-02") == "Some day Second Later | First Before"
    counts = window.page.locator(".cr-filter output").all_inner_texts()
    assert counts == ["3 of 3 talks", "2 of 2 talk"]
    window.page.locator("input[name=text]").nth(1).fill("first")
    assert titles(window.page).endswith("| First")
