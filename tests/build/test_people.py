"""People of a talk: what is shown of them, in both dialects."""

import re

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.sites import Built, MakeSite

RECAP = """
---
author: Kim Ho <kim@mail.example>
---

# A recap

:::{conference} DevConf
:::

:::{talk} A panel
:speakers: [Ann Lee](https://ann.example) (Acme) (she/her), Bo Li <bo@mail.example> & Cy Wu (@cy), Dr. Ana Gil - X & Y
:tags: R & D, **Docs**
:::

:::{talk} Another
:speakers: TBA
:::
"""  # noqa: E501


def lines(built: Built, docname: str) -> list[str]:
    """Return the lines of a document in text."""
    return [line.strip() for line in built.page(docname).splitlines() if line.strip()]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_names_are_read_as_they_are_meant(make_site: MakeSite, dialect: str) -> None:
    site = make_site({f"index.{dialect}": written(RECAP, dialect)})
    built = site.quiet("text")
    who = (
        "Ann Lee (she/her, Acme, ann.example <https://ann.example>) · Bo Li · "
        "Cy Wu (@cy) · Dr. Ana Gil (X & Y)"
    )
    assert who in " ".join(lines(built, "talks/devconf/a-panel"))
    assert who in " ".join(lines(built, "index"))
    names = set(built.env.found_docs)
    assert {"speakers/bo-li", "speakers/cy-wu", "tags/r-and-d", "tags/docs"} <= names
    assert len([name for name in names if name.startswith("speakers/")]) == 5
    for builder in ("xml", "json", "html"):
        built = site.quiet(builder)
        for path in built.files():
            assert b"mail.example" not in (built.outdir / path).read_bytes(), path
    assert "Bo Li <…> & Cy Wu" in built.read(f"_sources/index.{dialect}.txt")
    assert 'href="https://ann.example"' in built.html("talks/devconf/a-panel")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_doubtful_name_warns_once_with_its_line(
    make_site: MakeSite, dialect: str
) -> None:
    recap = """
    # A recap

    :::{talk} A talk
    :tags: Docs
    :speakers: Ann and Bob, Jean - Luc
    :::
    """
    built = make_site({f"index.{dialect}": written(recap, dialect)}).build()
    (warning,) = built.warnings
    line = 5 if dialect == "md" else 6
    assert warning.startswith(f"index.{dialect}:{line}: WARNING: speakers: 'Ann and")
    assert "write 'Ann, Bob', or quotes" in warning
    assert "write 'Jean (Luc)', or quotes" in warning
    assert {"speakers/ann-and-bob", "speakers/jean-luc"} <= set(built.env.found_docs)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("value", "names"),
    [
        ('"Smith, Jane"', ["smith-jane"]),
        ("'Ann and Bob'", ["ann-and-bob"]),
        ('"Ann Lee, Bo Li"', ["ann-lee", "bo-li"]),
        ('"Smith, Jane", Bo Li', ["bo-li", "smith-jane"]),
        ('"Smith, Jane" (Acme)', ["smith-jane"]),
        ('"Ann Lee" <ann@mail.example>, Bo Li', ["ann-lee", "bo-li"]),
        ("[Ann Lee, Bo Li]", ["ann-lee", "bo-li"]),
        ("**Ann Lee**", ["ann-lee"]),
        ("@ann", ["at-ann"]),
    ],
)
def test_quotes_are_read_alike_in_both_dialects(
    make_site: MakeSite, dialect: str, value: str, names: list[str]
) -> None:
    recap = f"# A recap\n\n:::{{talk}} A talk\n:speakers: {value}\n:::\n"
    built = make_site({f"index.{dialect}": written(recap, dialect)}).quiet("dummy")
    found = (re.fullmatch("speakers/(?!index)(.*)", n) for n in built.env.found_docs)
    assert sorted(match[1] for match in found if match) == names


PANEL = """
# A recap

:::{conference} DevConf
:start: 2030-05-01
:::

:::{talk} A panel
:speakers: Bo Li
:moderators: Ann Lee (Acme) (she/her) and Cy Wu
:start: 2030-05-01 10:00
:::

:::{talk} A talk
:speakers: Ann Lee
:start: 2030-05-01 11:00
:::

:::{talk-list}
:speaker: Ann Lee
:form:
:::

:::{speaker-list}
:::

:::{schedule}
:::

{conf:speaker}`Cy Wu`
"""


@pytest.mark.parametrize("dialect", DIALECTS)
def test_moderators_are_people_of_a_talk(make_site: MakeSite, dialect: str) -> None:
    site = make_site({f"index.{dialect}": written(PANEL, dialect)})
    built = site.quiet("text")
    index = " ".join(lines(built, "index"))
    assert "Bo Li Moderated by Ann Lee (she/her, Acme) · Cy Wu" in index
    # In the list, and in the schedule.
    assert "Bo Li · moderated by Ann Lee (Acme) and Cy Wu" in index
    assert "Bo Li · moderated by Ann Lee and Cy Wu" in index
    assert "* Ann Lee 2 * Bo Li 1 * Cy Wu 1" in index
    page = " ".join(lines(built, "talks/devconf/a-panel"))
    assert "Bo Li Moderated by Ann Lee (she/her, Acme) · Cy Wu" in page


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_page_of_a_person_says_their_part(
    make_site: MakeSite, dialect: str
) -> None:
    site = make_site({f"index.{dialect}": written(PANEL, dialect)})
    built = site.quiet("text")
    page = " ".join(lines(built, "speakers/ann-lee"))
    counts = "2 talks, 1 of them as moderator · 1 conference, 2030"
    assert f"Ann Lee ******* she/her {counts}" in page
    assert "* A panel (Moderator)" in page
    assert "* A talk Ann Lee" in page
    # Both, at two places, are one talk.
    site.configure({"language": "de"})
    assert "davon 1 als Moderation" in site.quiet().html("speakers/ann-lee")


def test_readers_find_the_talks_that_somebody_moderated(make_site: MakeSite) -> None:
    built = make_site({"index.md": PANEL}).quiet()
    assert 'data-speaker="Bo Li&#10;Ann Lee&#10;Cy Wu"' in built.html("index")


def test_names_of_moderators_that_are_nearly_alike_are_told(
    make_site: MakeSite,
) -> None:
    more = ":::{talk} More\n:moderators: Li Bo\n:::\n"
    built = make_site({"index.md": f"{PANEL}\n{more}"}).build()
    (warning,) = built.warnings
    assert "the speaker 'Li Bo' and 'Bo Li' (index, line 7) differ" in warning


def test_the_site_may_know_the_pronouns_of_a_person(make_site: MakeSite) -> None:
    registry = (
        "- name: Ann Lee\n  pronouns: they/them\n- name: Bo Li\n  pronouns: any\n"
    )
    files = {"index.md": PANEL, "people.yml": registry}
    site = make_site(files, conf={"confrecap_speakers_file": "people.yml"})
    built = site.quiet("text")
    page = " ".join(lines(built, "talks/devconf/a-panel"))
    # A talk keeps what was written there.
    assert "Bo Li (any) Moderated by Ann Lee (she/her, Acme) · Cy Wu" in page
    page = " ".join(lines(built, "speakers/ann-lee"))
    assert "they/them" in page
    assert "she/her" not in page
    site.write({"people.yml": registry.replace("any", "he/him")})
    built = site.quiet("text")
    assert "Bo Li (he/him)" in " ".join(lines(built, "talks/devconf/a-panel"))


FAMILIES = """
- name: Zoë Adams
  sort: Adams, Zoë
- name: Ludwig van Beethoven
  sort: Beethoven, Ludwig van
- name: Adam Smith
"""
ORDERS = """
# A recap

:::{talk} A talk
:speakers: Adam Smith, Zoë Adams, Ludwig van Beethoven
:moderators: Prof. Dr. Bo Li
:::

:::{speaker-list}
:::

:::{speaker-list}
:sort: name
:::

:::{speaker-list}
:sort: family
:::
"""
BY_FAMILY = ["Adam Smith", "Zoë Adams", "Ludwig van Beethoven", "Prof. Dr. Bo Li"]
BY_NAME = ["Adam Smith", "Prof. Dr. Bo Li", "Ludwig van Beethoven", "Zoë Adams"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_speakers_are_sorted_by_family_where_the_site_says_so(
    make_site: MakeSite, dialect: str
) -> None:
    files = {f"index.{dialect}": written(ORDERS, dialect), "people.yml": FAMILIES}
    site = make_site(files, conf={"confrecap_speakers_file": "people.yml"})
    built = site.quiet()
    assert listed(built) == [BY_FAMILY, BY_NAME, BY_FAMILY]
    assert letters(built) == (
        "A Adam Smith 1 Zoë Adams 1 B Ludwig van Beethoven 1 Prof. Dr. Bo Li 1"
    )
    site.configure({"confrecap_speakers_sort": "name"})
    built = site.quiet()
    assert listed(built) == [BY_NAME, BY_NAME, BY_FAMILY]
    assert letters(built) == (
        "A Adam Smith 1 B Prof. Dr. Bo Li 1 L Ludwig van Beethoven 1 Z Zoë Adams 1"
    )
    site.write({"people.yml": FAMILIES.replace("Beethoven, L", "van Beethoven, L")})
    site.configure({"confrecap_speakers_sort": "family"})
    assert "V Ludwig van Beethoven" in letters(site.quiet())


def listed(built: Built) -> list[list[str]]:
    """Return the names in each list of the recap."""
    lists = re.findall(r'<ul class="cr-names.*?</ul>', built.html("index"), re.DOTALL)
    return [re.findall(r"<a [^>]*><span>(.*?)</span>", found) for found in lists]


def letters(built: Built) -> str:
    """Return the words of the index of speakers, below its line of letters."""
    html = built.html("speakers/index").partition('class="cr-index')[2]
    words = re.sub("<[^>]*>|¶", " ", html.partition("</section>")[0].partition(">")[2])
    return " ".join(words.split())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_only_speakers_have_families(make_site: MakeSite, dialect: str) -> None:
    recap = "# A recap\n\n:::{tag-list}\n:sort: family\n:::\n"
    built = make_site({f"index.{dialect}": written(recap, dialect)}).build()
    (warning,) = built.warnings
    assert "'family' is not one of date, -date, title, conference" in warning


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_people_of_a_filter_are_written_as_those_of_a_talk(
    make_site: MakeSite, dialect: str
) -> None:
    recap = """
    # A recap

    :::{talk} One
    :speakers: Ann Lee (Acme)
    :::

    :::{talk} Two
    :moderators: Bo Li
    :::

    :::{talk} Three
    :speakers: "Smith, Jane"
    :::

    :::{talk} Four
    :::

    :::{talk-list}
    :speakers: **Ann Lee** & Bo Li
    :sort: title
    :::

    :::{talk-list}
    :speakers: "Smith, Jane"
    :::
    """
    built = make_site({f"index.{dialect}": written(recap, dialect)}).quiet()
    lists = re.findall(r'<ul class="cr-list.*?</ul>', built.html("index"), re.DOTALL)
    titles = [re.findall('class="cr-t.*?<span>(.*?)</span>', found) for found in lists]
    assert titles == [["One", "Two"], ["Three"]]
