"""One talk that was given several times."""

import re

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.same import body, words
from tests.build.sites import Built, MakeSite

MD = """
# Talks

:::{conference} East Days 2029
:start: 2029-03-01
:series: East
:::

:::{talk} Gardens of Glass
:speakers: Ann Lee
:tags: Glass
:slides: https://example.org/1
:::

:::{talk} Other Words
:speakers: Ann Lee
:tags: Glass
:::

:::{conference} West Days 2030
:start: 2030-03-01
:end: 2030-03-04
:::

:::{talk} Gardens of Glass
:repeats: east-days-2029/gardens-of-glass
:speakers: Ann Lee, Bo Li
:tags: Glass
:::

:::{conference} East Days 2031
:start: 2031-03-01
:series: East
:::

:::{talk} Gardens of Glass and Steel
:repeats: west-days-2030/gardens-of-glass
:speakers: Ann Lee
:tags: Glass
:::

# All

:::{talk-list}
:::

# Each

:::{talk-list}
:repeats: all
:::

# In 2029

:::{talk-list}
:year: 2029
:::

# By conference

:::{talk-list}
:group: conference
:::

# Table

:::{talk-list}
:format: table
:sort: title
:::

# Speakers

:::{speaker-list}
:series: East
:::
"""
NEWEST = "East Days 2031"


@pytest.fixture(scope="module", params=DIALECTS)
def built(make_shared: MakeSite, request: pytest.FixtureRequest) -> Built:
    text = written(MD, request.param)
    return make_shared({f"index.{request.param}": text}).quiet()


def page(built: Built, docname: str) -> str:
    return words(body(built.html(docname)))


def part(built: Built, heading: str) -> str:
    """Return what is below a heading."""
    html = body(built.html("index")).partition(f"<h1>{heading}<")[2]
    return words(html.partition("<h1>")[0])


def links(html: str) -> list[str]:
    return re.findall(r'href="([^"#]*)"', html)


def test_each_page_says_where_else(built: Built) -> None:
    first = page(built, "talks/east-days-2029/gardens-of-glass")
    assert "Other dates: East Days 2031 (1 March 2031) · West Days 2030 (1" in first
    assert re.search(r"West Days 2030 \(1\W+4 Mar 2030\)", first)
    second = built.html("talks/west-days-2030/gardens-of-glass")
    assert "Other dates: East Days 2031 (1 March 2031) · East Days 2029" in words(
        second
    )
    assert "../east-days-2029/gardens-of-glass.html" in links(second)
    assert "Other dates" not in page(built, "talks/east-days-2029/other-words")
    # And the recap.
    assert page(built, "index").count("Other dates") == 3


def test_a_speakers_page_shows_it_once(built: Built) -> None:
    text = page(built, "speakers/ann-lee")
    assert text.count("Gardens of Glass") == 1
    assert "East Days 2031, West Days 2030 and East Days 2029" in text
    assert "2 talks, given 4 times · 3 conferences, 2029" in text
    found = links(body(built.html("speakers/ann-lee")))
    assert "../talks/west-days-2030/gardens-of-glass.html" in found
    # Of the other speaker, there is one.
    other = page(built, "speakers/bo-li")
    assert "1 talk at 1 conference" in other
    assert "East Days" not in other


def test_a_tags_page_and_counts_show_it_once(built: Built) -> None:
    text = page(built, "tags/glass")
    assert text.count("Gardens of Glass") == 1
    assert "2 talks, given 4 times" in text
    assert "Ann Lee 2" in page(built, "speakers/index")
    assert "2 talks, given 4 times" in page(built, "talks/index")
    # There, conferences have their talks.
    assert page(built, "talks/index").count("Gardens of Glass") == 3


def test_a_list_shows_it_once_unless_it_asks_for_all(built: Built) -> None:
    assert part(built, "All").count("Gardens of Glass") == 1
    assert part(built, "Table").count("Gardens of Glass") == 1
    assert "West Days 2030 and East Days 2029" in part(built, "Table")
    assert part(built, "Each").count("Gardens of Glass") == 3
    assert "Ann Lee 2" in part(built, "Speakers")


def test_only_what_passes_a_filter_is_shown(built: Built) -> None:
    text = part(built, "In 2029")
    assert text.count("Gardens of Glass") == 1
    assert "West Days" not in text
    assert "Steel" not in text


def test_the_talks_of_each_conference_are_in_its_group(built: Built) -> None:
    assert part(built, "By conference").count("Gardens of Glass") == 3


def test_related_talks_hold_no_repeats(built: Built) -> None:
    text = page(built, "talks/west-days-2030/gardens-of-glass")
    related = text.partition("Related talks")[2]
    assert "Other Words" in related
    assert "Gardens" not in related
    other = page(built, "talks/east-days-2029/other-words").partition("Related")[2]
    assert other.count("Gardens") == 1


@pytest.mark.parametrize(
    ("repeats", "message"),
    [
        (
            "eastt/one",
            "repeats: there is no talk 'eastt/one', did you mean 'east/one'",
        ),
        ("west/one", "repeats: this is the talk itself; write the key of the earlier"),
        ("one", ""),
    ],
)
@pytest.mark.parametrize("suffix", DIALECTS)
def test_a_key_that_cannot_be_used_warns_once(
    make_site: MakeSite, suffix: str, repeats: str, message: str
) -> None:
    text = written(
        "# A\n\n:::{conference} East\n:::\n\n:::{talk} One\n:::\n\n"
        f":::{{conference}} West\n:::\n\n:::{{talk}} One\n:repeats: {repeats}\n:::\n",
        suffix,
    )
    built = make_site({f"index.{suffix}": text}).build()
    said = [line.partition("WARNING: ")[2] for line in built.warnings]
    assert len(said) == bool(message)
    assert "".join(said).startswith(message)
    assert ("Other dates" in built.html("talks/east/one")) == (not message)
