"""Recordings and slides on a talk's own page."""

import re
from typing import Any

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.sites import Built, MakeSite, Site
from tests.files import png

RECAP = """
# A recap

:::::{talk} Long
:video: https://youtu.be/abc
:still: [Two people on a stage](images/still.png)
:duration: 42
:slides: deck.pdf, [Notes](https://example.org/notes.pdf)
:links: https://example.org/more

Notes.

::::{talk} Part
:cue: 12:30
::::
:::::

:::{talk} Elsewhere
:video: https://unknown.example/1, [Second](talk.mp4)
:cue: 1:00
:::
"""
COOKIELESS = "https://www.youtube-nocookie.com/embed/abc"

CARD = re.compile(
    r'<div class="confrecap cr-play no-search"(?P<data>[^>]*)>\s*'
    r"<p>(?P<link><a.*?</a>)",
    re.DOTALL,
)


@pytest.fixture(scope="module", params=DIALECTS)
def site(request: Any, make_shared: MakeSite) -> Site:
    text = written(RECAP, request.param)
    return with_files(make_shared({f"index.{request.param}": text}))


@pytest.fixture(scope="module")
def built(site: Site) -> Built:
    return site.quiet()


def with_files(site: Site) -> Site:
    (site.srcdir / "images").mkdir()
    (site.srcdir / "images/still.png").write_bytes(png(640, 360))
    site.write({"deck.pdf": "%PDF-1.4", "talk.mp4": ""})
    return site


def cards(built: Built, talk: str) -> list[tuple[str, str, str]]:
    """Return data, address and words of each card on the page of a talk."""
    return [
        (
            card["data"].strip(),
            re.findall('href="([^"]*)"', card["link"])[0],
            " ".join(re.sub("<[^>]*>", "", card["link"]).split()),
        )
        for card in CARD.finditer(built.html(f"talks/{talk}"))
    ]


def test_a_page_has_a_bar_for_each_recording_and_for_slides(built: Built) -> None:
    video, deck, notes = cards(built, "long")
    assert video == (
        f'data-embed="{COOKIELESS}?autoplay=1" data-kind="frame"',
        "https://youtu.be/abc",
        "Watch the recording 42 min Loads from youtube-nocookie.com when you click",
    )
    assert deck[0] == 'data-kind="document"'
    assert deck[1].startswith("../_downloads/")
    assert deck[2] == "Slides deck.pdf"
    assert notes == ("", "https://example.org/notes.pdf", "Notes example.org")
    assert cards(built, "elsewhere")[0] == (
        "",
        "https://unknown.example/1",
        "Watch the recording unknown.example",
    )
    assert cards(built, "elsewhere")[1][0] == 'data-kind="video" data-start="60"'


def test_a_link_in_the_row_is_not_in_a_bar_as_well(built: Built) -> None:
    page = built.html("talks/long")
    row = page.partition('class="cr-links')[2].partition("</ul>")[0]
    assert "example.org/more" in row
    assert "youtu.be" not in row
    assert "deck.pdf" not in row


def test_a_part_starts_at_its_cue(built: Built) -> None:
    ((data, link, words),) = cards(built, "part")
    assert f"{COOKIELESS}?start=750&amp;autoplay=1" in data
    assert link.endswith("&amp;t=750s")
    assert words.startswith("Watch the recording Loads")


def test_a_still_is_an_image_of_the_site_with_its_size(built: Built) -> None:
    image = re.search("<img[^>]*still[^>]*>", built.html("talks/long"))
    assert image
    assert 'alt="Two people on a stage"' in image[0]
    assert 'height="360"' in image[0]
    assert "style=" not in image[0]
    assert "_images/still.png" in built.files()
    assert built.html("talks/elsewhere").count("cr-play img") == 0


def test_a_recap_has_links_and_no_bar(built: Built) -> None:
    page = built.html("index")
    assert "cr-play" not in page
    assert "confrecap-player.js" not in page
    assert re.search('<a [^>]*href="https://youtu.be/abc">Video</a>', page)


def test_a_site_without_pages_of_talks_has_bars_on_the_recap(
    make_site: MakeSite,
) -> None:
    site = make_site({"index.md": RECAP}, {"confrecap_talks_path": ""})
    page = with_files(site).build().html("index")
    assert len(CARD.findall(page)) == 5
    assert "confrecap-player.js" in page


def test_only_pages_with_bars_load_the_script(built: Built) -> None:
    assert "confrecap-player.js" in built.html("talks/long")
    assert "confrecap-player.js" not in built.html("talks/index")
    assert "_static/confrecap-player.js" in built.files()


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "texinfo", "xml"])
def test_other_builders_have_links(site: Site, builder: str) -> None:
    built = site.build(builder)
    assert [line for line in built.warnings if "confrecap" in line] == []
    files = {file for file in built.files() if not file.endswith((".js", ".css"))}
    texts = [
        (built.outdir / name).read_bytes()
        for name in files
        if name.endswith((".txt", ".tex", ".xhtml", ".texi", ".xml"))
    ]
    assert any(b"youtu.be/abc" in text for text in texts)
    assert not any(b"when you click" in text for text in texts)


def test_a_still_is_an_image_of_the_project(make_site: MakeSite) -> None:
    text = """
    :::{talk} One
    :still: https://x.example/a.png
    :::

    :::{talk} Two
    :still: deck.pdf
    :::

    :::{talk} Three
    :still: a.x
    :::
    """
    built = with_files(make_site({"index.md": text})).build()
    assert [line.partition("WARNING: ")[2] for line in built.warnings] == [
        "still: 'https://x.example/a.png' is not a local image [confrecap.link]",
        "still: 'deck.pdf' is not a local image [confrecap.link]",
        "still: there is no file 'a.x' [confrecap.link]",
    ]


def test_a_talk_is_written_again_when_its_still_changes(make_site: MakeSite) -> None:
    site = with_files(make_site({"index.md": RECAP}))
    site.build()
    site.write({"index.md": RECAP.replace("Two people on a stage", "Nobody")})
    assert 'alt="Nobody"' in site.build().html("talks/long")


LOGO = """
    # R

    :::{conference} Days
    :logo: [Three pebbles](images/logo.png)
    :url: https://example.org/
    :::

    :::{conference} Nights
    :logo: images/logo.png
    :::

    :::{conference} Weeks
    :logo: https://x.example/a.png
    :::

    :::{talk} A
    :::
    """


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_conference_has_a_logo_of_the_project(
    make_site: MakeSite, dialect: str
) -> None:
    site = make_site({f"index.{dialect}": written(LOGO, dialect)})
    (site.srcdir / "images").mkdir()
    (site.srcdir / "images/logo.png").write_bytes(png(300, 100))
    built = site.build()
    [warning] = built.warnings
    says = "logo: 'https://x.example/a.png' is not a local image [confrecap.link]"
    assert warning.endswith(says)
    one, other = re.findall("<img[^>]*logo[^>]*>", built.html("index"))
    assert 'alt="Three pebbles"' in one
    assert 'alt="Nights"' in other
    assert 'height="48"' in one
    assert "style=" not in one
    assert re.search(r'href="https://example.org/"><img[^>]*>', built.html("index"))
    assert "x.example" not in built.html("index")
    # Books have it, and texts do without.
    assert "[height=3em]{{logo}.png}" in site.build("latex").read("test.tex")
    assert "pebbles" not in site.build("text").page("index")
