"""The schedule of a conference, as it is written."""

import re
from typing import Any

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.sites import MakeSite, Site
from tests.build.words import day, flat, hours

LINE_OF_OPTION = 4

THURSDAY = day(2030, 5, 2, "full")

MD = """
# Days

:::{conference} Days 2030
:start: 2030-05-02
:end: 2030-05-03
:timezone: Europe/Berlin
:::

:::{schedule}
:::

:::{talk} Opening
:kind: keynote
:speakers: Ann Lee
:start: 2030-05-02 09:00
:duration: 120
:room: Hall

Notes.
:::

:::{talk} Beside
:start: 2030-05-02 10:00
:room: Attic
:::

:::{talk} Late
:start: 2030-05-03 23:30
:duration: 60
:room: Hall
:::
"""


@pytest.fixture(scope="module", params=DIALECTS)
def site(request: Any, make_shared: MakeSite) -> Site:
    return make_shared({f"index.{request.param}": written(MD, request.param)})


def tables(html: str) -> list[str]:
    return re.findall(r'<table class="[^"]*cr-schedule.*?</table>', html, re.DOTALL)


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def test_each_day_is_a_table_with_header_cells(site: Site) -> None:
    first, second = tables(site.quiet().html("index"))
    assert f"{THURSDAY} (CEST)" in words(first.partition("</caption>")[0])
    assert words(first.partition("<thead>")[2].partition("</thead>")[0]) == (
        "Time Hall Attic"
    )
    rows = first.partition("<tbody>")[2].split("</tr>")
    assert "<th" in rows[0]
    assert words(rows[0]) == (
        f"09:00 Opening ( Keynote ) Ann Lee · {hours('09:00', '11:00')} · notes · Hall"
    )
    assert 'rowspan="2"' in rows[0]
    assert words(rows[1]) == "10:00 Beside Attic"
    assert hours("23:30", "00:30") in words(second)
    assert "style=" not in first


def test_the_title_leads_to_the_talk(site: Site) -> None:
    (first, _second) = tables(site.build().html("index"))
    assert 'href="talks/days-2030/opening.html"' in first
    assert 'datetime="2030-05-02T09:00:00+02:00"' in first


def test_text_has_a_table_for_each_day(site: Site) -> None:
    text = site.build("text").page("index")
    assert f"{THURSDAY} (CEST)" in text
    assert re.search(r"\| Time +\| Hall +\| Attic +\|", text)
    assert re.search(r"\| 10:00 ", text)


@pytest.mark.parametrize("builder", ["latex", "epub", "singlehtml", "man", "texinfo"])
def test_books_have_the_schedule(site: Site, builder: str) -> None:
    built = site.build(builder)
    assert [line for line in built.warnings if "index" in line] == []
    texts = (
        (built.outdir / name).read_bytes()
        for name in built.files()
        if not name.endswith((".js", ".svg", ".png", ".epub"))
    )
    assert any(b"23:30" in text and THURSDAY.encode() in text for text in texts)


def test_a_schedule_follows_its_talks(make_site: MakeSite) -> None:
    site = make_site(
        {
            "index.md": MD,
            "plan.md": """
            # Plan

            ```{schedule} Days 2030
            ```
            """,
        }
    )
    assert "23:30" in site.build().html("plan")
    site.write({"index.md": MD.replace("23:30", "22:15")})
    assert hours("22:15", "23:15") in words(site.build().html("plan"))
    site.write({"index.md": MD.replace(":room: Attic", ":room: Cellar")})
    assert "Cellar" in site.build().html("plan")


def night(*talks: str) -> str:
    """Return a recap with the schedule of some talks at night."""
    head = "# Night\n\n:::{conference} Night\n:timezone: Europe/Berlin\n:::\n"
    blocks = [head, ":::{schedule}\n:::\n", *(f":::{{talk}} {t}\n:::\n" for t in talks)]
    return "\n".join(blocks)


def test_a_night_with_an_hour_twice_names_the_zones(make_site: MakeSite) -> None:
    first, second = (f":start: 2030-10-27 02:30{zone}" for zone in ("+02:00", "+01:00"))
    text = night(f"Once\n{first}", f"Again\n{second}")
    (table,) = tables(make_site({"index.md": text}).build().html("index"))
    assert words(table) == (
        f"{day(2030, 10, 27, 'full')} ¶ Time Talk 02:30 CEST Once 02:30 CET Again"
    )


def test_hours_over_a_change_of_clocks_name_both_zones(make_site: MakeSite) -> None:
    longer = "Over the hour\n:start: 2030-10-27 02:30+02:00\n:duration: 30"
    text = night(longer, "Before\n:start: 2030-10-26 22:00\n:duration: 60")
    built = make_site({"index.md": text}).build()
    over_it, before_it = "02:30 CEST\u201302:00 CET", hours("22:00", "23:00")
    before, over = tables(built.html("index"))
    assert f"Over the hour {over_it}" in words(over)
    assert f"Before {before_it}" in words(before)
    assert f"{over_it}</time>" in flat(built.html("talks/night/over-the-hour"))
    assert f"{before_it} CEST</time>" in flat(built.html("talks/night/before"))


@pytest.mark.parametrize(
    ("block", "warning"),
    [
        ("```{schedule}\n```", "index.md:3: WARNING: the schedule is of no conference"),
        (
            "```{schedule} Nowhere\n```",
            "index.md:3: WARNING: the list asks for the conference 'Nowhere'",
        ),
        (
            "```{schedule} Nowhere\n:rooms: Hall\n```",
            f"index.md:{LINE_OF_OPTION}: WARNING: schedule has no option 'rooms'",
        ),
    ],
)
def test_a_bad_schedule_warns(make_site: MakeSite, block: str, warning: str) -> None:
    built = make_site({"index.md": f"# Plan\n\n{block}\n"}).build()
    assert built.warnings[0].startswith(warning)
    assert "<table" not in built.html("index")
