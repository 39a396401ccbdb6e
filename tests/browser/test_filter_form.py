"""The form above lists of talks, as readers use it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from sphinx_confrecap.sphinx.i18n import language_name
from tests.browser.conftest import in_every_theme
from tests.browser.sites import CONF, STRICT, Sites
from tests.browser.window import Window

pytestmark = pytest.mark.browser

INDEX = """
# Home

:::{talk-list}
:form:
:format: table
:::

:::{talk-list}
:form:
:year: 2031
:::
"""

GROUPED = """
# Table

:::{talk-list}
:form:
:group: year
:columns: speakers, kind
:::
"""

TALKS = {
    2030: [
        ("Containers", "Ana Müller", "Kubernetes, Helm", "talk", "en", True),
        ("Meshes", "Bob", "Kubernetes, Service Mesh", "talk", "de", False),
        ("Welcome", "Chi", "Culture", "keynote", "en", True),
    ],
    2031: [
        ("Operators", "Ana Müller; Bob", "Kubernetes, C++", "workshop", "en", False),
        ("Sharp tools", "Dee", "C#", "talk", "de", False),
        ("Charts", "Bob", "Helm", "talk", "en", False),
    ],
}


def recap(year: int) -> str:
    blocks = [f"# {year}\n\n:::{{conference}} Days {year}\n:start: {year}-05-01\n:::\n"]
    for title, speakers, tags, kind, language, video in TALKS[year]:
        watch = "\n:video: https://example.org/watch" if video else ""
        blocks.append(
            f":::{{talk}} {title}\n:speakers: {speakers}\n:tags: {tags}\n:kind: {kind}"
            f"\n:language: {language}{watch}\n:::\n"
        )
    return "\n".join(blocks)


@pytest.fixture
def site(sites: Sites, theme: str) -> str:
    """Where a small site is served under a policy, with a slash at its end."""
    files = {"conf.py": CONF, "index.md": INDEX}
    files |= {f"recap-{year}.md": recap(year) for year in TALKS}
    files |= {"table.md": GROUPED}
    return sites.serve(sites.write("filter-form", files), theme, policy=STRICT)


@pytest.fixture
def page(window: Window, site: str) -> Iterator[Page]:
    """The index of talks."""
    window.page.goto(f"{site}talks/index.html")
    yield window.page
    assert window.page.evaluate("violations") == []
    assert [one for one in window.problems if one.startswith("throws")] == []


ALL = ["Operators", "Sharp tools", "Charts", "Containers", "Meshes", "Welcome"]


def titles(page: Page) -> list[str]:
    """Return the talks that are to be seen, of the first list.

    What is off the screen is not drawn, so that it has no inner text.
    """
    return [
        link.text_content() or ""
        for link in page.locator(".cr-found > a").all()
        if link.is_visible()
    ]


def headings(page: Page) -> list[str]:
    """Return the headings that are to be seen, without the sign that links to them."""
    found = page.locator("[role=main] :is(h2, h3):visible")
    return found.evaluate_all("all => all.map((one) => one.firstChild.textContent)")


def count(page: Page) -> str:
    return page.locator("output").first.inner_text()


def menu(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def choices(page: Page, name: str) -> list[str]:
    return menu(page, name).locator("option").all_inner_texts()


def tick(page: Page, tag: str) -> None:
    if not page.locator("details[open]").count():
        page.locator("summary", has_text="Tags").click()
    page.get_by_role("checkbox", name=tag).click()


@in_every_theme
def test_words_are_found_in_titles_speakers_and_tags(page: Page) -> None:
    assert titles(page) == ALL
    for words, found in {
        "oper": ["Operators"],
        "muller": ["Operators", "Containers"],
        "c++": ["Operators"],
        "BOB kube": ["Operators", "Meshes"],
        "days 2030": ["Containers", "Meshes", "Welcome"],
        "nothing like it": [],
    }.items():
        page.get_by_label("Text").fill(words)
        assert titles(page) == found, words
        assert count(page) == f"{len(found)} of 6 talks"


@in_every_theme
def test_tags_find_any_of_them_or_all(page: Page) -> None:
    tick(page, "Kubernetes 3")
    tick(page, "Helm 2")
    assert titles(page) == ["Operators", "Charts", "Containers", "Meshes"]
    assert page.locator("summary").filter(has_text="Tags").inner_text() == (
        "Tags Helm, Kubernetes"
    )
    menu(page, "Talks with").select_option("all")
    assert titles(page) == ["Containers"]
    shown = page.locator(".cr-choices label:visible").all_inner_texts()
    assert [label.strip() for label in shown] == ["Helm 1", "Kubernetes 1"]


@pytest.mark.parametrize(
    ("name", "choice", "found"),
    [
        ("Speaker", "Bob (3)", ["Operators", "Charts", "Meshes"]),
        ("Conference", "Days 2030 (3)", ["Containers", "Meshes", "Welcome"]),
        ("Year", "2031 (3)", ["Operators", "Sharp tools", "Charts"]),
        ("Kind", "Keynote (1)", ["Welcome"]),
        ("Language", f"{language_name('de', 'en')} (2)", ["Sharp tools", "Meshes"]),
    ],
)
def test_each_menu_finds_what_it_counts(
    page: Page, name: str, choice: str, found: list[str]
) -> None:
    menu(page, name).select_option(label=choice)
    assert titles(page) == found


def test_talks_with_a_video(page: Page) -> None:
    page.get_by_role("checkbox", name="With video 2").check()
    assert titles(page) == ["Containers", "Welcome"]


def test_a_choice_counts_what_the_others_leave(page: Page) -> None:
    menu(page, "Year").select_option("2030")
    assert choices(page, "Speaker") == ["All", "Ana Müller (1)", "Bob (1)", "Chi (1)"]
    assert choices(page, "Year") == ["All", "2031 (3)", "2030 (3)"]


def test_tags_count_what_was_chosen_while_they_were_folded(page: Page) -> None:
    menu(page, "Year").select_option("2030")
    page.locator("summary", has_text="Tags").click()
    page.get_by_role("checkbox", name="Kubernetes 2").wait_for()
    shown = page.locator(".cr-choices label:visible").all_inner_texts()
    assert [label.strip() for label in shown] == [
        "Culture 1",
        "Helm 1",
        "Kubernetes 2",
        "Service Mesh 1",
    ]


@in_every_theme
def test_groups_without_a_talk_are_hidden(page: Page) -> None:
    page.get_by_label("Text").fill("meshes")
    assert headings(page) == ["2030", "Days 2030"]
    page.get_by_role("button", name="Reset").click()
    # The browser tells a form before it clears the fields.
    page.get_by_role("status").get_by_text("6 of 6 talks").wait_for()
    assert titles(page) == ALL
    assert headings(page) == ["2031", "Days 2031", "2030", "Days 2030"]


def test_an_address_can_be_sent_to_somebody(page: Page, browser: Browser) -> None:
    page.get_by_label("Text").fill("o")
    menu(page, "Kind").select_option("workshop")
    tick(page, "C++ 1")
    menu(page, "Talks with").select_option("all")
    other = browser.new_page()
    other.goto(page.url)
    assert titles(other) == titles(page) == ["Operators"]
    assert other.get_by_label("Text").input_value() == "o"
    assert other.locator("[name=match]").input_value() == "all"
    assert page.url.endswith("?text=o&kind=workshop&match=all&tag=C%2B%2B")
    other.close()


def test_what_no_talk_has_any_more_is_passed_over(page: Page, site: str) -> None:
    page.goto(f"{site}talks/index.html?speaker=Nobody&year=2030&theme=x#confrecap-2030")
    assert titles(page) == ["Containers", "Meshes", "Welcome"]
    menu(page, "Year").select_option("")
    assert page.url.endswith("?theme=x#confrecap-2030")


@in_every_theme
def test_back_and_forward_take_each_step(page: Page) -> None:
    menu(page, "Year").select_option("2030")
    page.get_by_label("Text").press_sequentially("me", delay=20)
    page.wait_for_url("**/*text=me*")
    page.get_by_label("Text").press_sequentially("shes", delay=20)
    page.wait_for_url("**/*text=meshes*")
    page.go_back()
    assert titles(page) == ["Containers", "Meshes", "Welcome"]
    assert page.get_by_label("Text").input_value() == ""
    page.go_back()
    assert titles(page) == ALL
    assert menu(page, "Year").input_value() == ""
    page.go_forward()
    page.go_forward()
    assert titles(page) == ["Meshes"]
    page.locator(".cr-found > a:visible").click()
    page.go_back()
    assert titles(page) == ["Meshes"]


def test_two_lists_on_a_page_do_not_meddle(page: Page, site: str) -> None:
    page.goto(f"{site}index.html")
    menu(page.locator(".cr-filter").nth(1), "Speaker").select_option("Dee")
    assert titles(page) == [*ALL, "Sharp tools"]
    assert page.url.endswith("?speaker-2=Dee")
    page.locator(".cr-filter").first.get_by_label("Text").fill("charts")
    assert titles(page) == ["Charts", "Sharp tools"]
    page.wait_for_url("**/*text=charts*")
    page.reload()
    assert titles(page) == ["Charts", "Sharp tools"]


@pytest.mark.parametrize("path", ["talks/index.html", "index.html"])
def test_without_script_no_form(without_script: Page, site: str, path: str) -> None:
    without_script.goto(f"{site}{path}")
    assert titles(without_script)[:6] == ALL
    form = without_script.locator(".cr-filter").first
    assert form.is_hidden()
    assert form.bounding_box() is None


@in_every_theme
def test_the_keyboard_does_it_all(page: Page) -> None:
    page.get_by_label("Text").focus()
    page.keyboard.type("e")
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "kind"
    page.keyboard.press("w")
    # No workshop has a video: that choice is gone.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # The tags are counted once they are unfolded.
    page.locator(".cr-choices label", has_text="C#").wait_for(state="hidden")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "C++"
    page.keyboard.press("Space")
    assert titles(page) == ["Operators"]
    assert page.evaluate("document.activeElement.value") == "C++"
    assert page.url.endswith("?text=e&kind=workshop&tag=C%2B%2B")


def test_the_line_that_counts_is_read_out(page: Page) -> None:
    assert page.get_by_role("status").inner_text() == "6 of 6 talks"


@in_every_theme
def test_groups_of_a_table_are_hidden_with_their_rows(page: Page, site: str) -> None:
    page.goto(f"{site}table.html")
    form = page.get_by_role("search").or_(page.locator(".cr-filter"))
    form.get_by_label("Year").select_option("2030")
    shown = page.locator("tbody tr:visible")
    words = [row.split("\t")[0].strip() for row in shown.all_inner_texts()]
    assert words == ["2030", "Ana Müller", "Bob", "Chi"]
