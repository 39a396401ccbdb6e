"""Lightning rounds and panels: talks in a talk, and where they start."""

import re

import pytest

from tests.build.dialects import in_rest
from tests.build.same import body, differences, search_index, words
from tests.build.sites import Built, MakeSite

MD = """
    # A recap

    :::{conference} Days 2018
    :start: 2018-12-04
    :::

    ::::::{talk} Lightning round
    :name: round
    :kind: lightning
    :video: https://www.youtube.com/watch?v=abc
    :tags: Short

    The host was quick.

    :::::{talk} Second *of all*
    :name: second
    :speakers: Bo Li (Acme), Cy Doe
    :cue: 12:30
    :tags: Tests

    Words of zebras[^n].

    [^n]: A footnote of the second.
    :::::

    :::::{talk} First
    :name: first
    :speakers: Ann Lee
    :cue: 3:05
    :video: https://vimeo.com/1

    Words of the first.
    :::::

    Applause at the end.
    ::::::

    ::::{talk} Panel
    :name: panel
    :kind: panel

    :::{talk} Opening
    :name: opening
    :::

    :::{talk} Closing
    :name: closing
    :video: https://media.ccc.de/v/closing
    :::
    ::::
"""
FILES = {"md": {"index.md": MD}, "rst": {"index.rst": in_rest(MD)}}
WATCH = "https://www.youtube.com/watch?v=abc"


@pytest.fixture(scope="module", params=FILES)
def files(request: pytest.FixtureRequest) -> dict[str, str]:
    return FILES[request.param]


@pytest.fixture(scope="module")
def built(make_shared: MakeSite, files: dict[str, str]) -> Built:
    return make_shared(files).quiet()


def page(built: Built, talk: str) -> str:
    return body(built.html(f"talks/days-2018/{talk}"))


def recording(built: Built, talk: str) -> str:
    """Return where the bar of a talk's recording leads."""
    found = links(page(built, talk))
    return next(url for text, url in found if text.startswith("Watch the recording"))


def links(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [(words(text), url.replace("&amp;", "&")) for url, text in found]


def test_a_round_lists_its_talks(built: Built) -> None:
    text = words(page(built, "round"))
    assert (
        "Talks in this one First Ann Lee 3:05 · video "
        "Second of all Bo Li (Acme) and Cy Doe 12:30 The host was quick. "
        "Applause at the end."
    ) in text
    of_people = "../../speakers/"
    found = [link for link in links(page(built, "round")) if of_people not in link[1]]
    first = found.index(("First", "first.html"))
    assert found[first : first + 5] == [
        ("First", "first.html"),
        ("3:05", f"{WATCH}&t=185s"),
        ("video", "https://vimeo.com/1"),
        ("Second of all", "second.html"),
        ("12:30", f"{WATCH}&t=750s"),
    ]


def test_no_text_is_there_twice(built: Built) -> None:
    for docname in ("index", "talks/days-2018/round"):
        text = words(body(built.html(docname)))
        for once in ("Ann Lee", "Cy Doe", "The host was quick", "Applause"):
            assert text.count(once) == 1, (docname, once)
    assert "Words of the" not in page(built, "round")
    assert "Applause" not in page(built, "first")
    assert "A footnote of the second" in page(built, "second")
    assert "A footnote of the second" not in page(built, "round")


def test_search_finds_each_once(built: Built) -> None:
    index = search_index(built)
    assert index["terms zebra"] == ["talks/days-2018/second"]
    assert index["terms applaus"] == ["talks/days-2018/round"]


def test_a_cue_in_the_round_s_video(built: Built) -> None:
    assert ("at 12:30 in the recording", f"{WATCH}&t=750s") in links(
        page(built, "second")
    )
    assert recording(built, "second") == f"{WATCH}&t=750s"
    assert recording(built, "first") == "https://vimeo.com/1"
    assert ("at 3:05 in the recording", f"{WATCH}&t=185s") in links(
        page(built, "first")
    )


def test_the_recap_leads_to_cues(built: Built) -> None:
    recap = links(body(built.html("index")))
    assert ("at 12:30 in the recording", f"{WATCH}&t=750s") in recap
    assert ("at 3:05 in the recording", f"{WATCH}&t=185s") in recap
    assert [url for text, url in recap if text == "Video"] == [
        "https://vimeo.com/1",
        WATCH,
        "https://media.ccc.de/v/closing",
    ]


def test_talks_without_a_cue(built: Built) -> None:
    text = words(page(built, "panel"))
    assert "Talks in this one Opening Closing video" in text


def test_a_list_has_inner_talks(make_site: MakeSite, files: dict[str, str]) -> None:
    guide = "# Guide\n\n:::{talk-list}\n:has: video\n:sort: title\n:::"
    built = make_site({**files, "guide.md": guide}).build()
    found = links(body(built.html("guide")))
    listed = [text for text, url in found if url.startswith("talks/")]
    assert listed == ["Closing", "First", "Lightning round", "Second of all"]


def test_a_cue_in_a_recording_of_its_own_leads_there(make_site: MakeSite) -> None:
    talk = f"# A\n\n:::{{talk}} B\n:video: {WATCH}\n:cue: 1:00:00\n:::"
    built = make_site({"index.md": talk}).build()
    for docname in ("index", "talks/b"):
        found = links(body(built.html(docname)))
        assert ("at 1:00:00 in the recording", f"{WATCH}&t=3600s") in found


def test_a_cue_in_a_recording_that_takes_none_is_text(make_site: MakeSite) -> None:
    text = MD.replace(WATCH, "https://video.example/round")
    built = make_site({"index.md": text}).build()
    assert "at 12:30 in the recording" in words(page(built, "second"))
    assert "12:30" not in [text for text, _url in links(page(built, "round"))]
    # The talk is in it all the same.
    assert recording(built, "second") == "https://video.example/round"


def test_an_excerpt_has_inner_talks(make_site: MakeSite, files: dict[str, str]) -> None:
    built = make_site(files, {"confrecap_recap": "excerpt"}).quiet()
    text = words(body(built.html("index")))
    assert "Applause" not in text
    assert "The host was quick. Read the notes" in text
    assert "Second of all" in text
    assert "Words of the first." in text


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "singlehtml", "man"])
def test_a_book_has_each_once(
    make_site: MakeSite, files: dict[str, str], builder: str
) -> None:
    conf = {
        "version": "1",
        "copyright": "Ann Lee",
        "man_pages": [("index", "round", "", "", 1)],
    }
    built = make_site(files, conf).quiet(builder)
    if builder == "singlehtml":
        assert built.html("index").count("Words of the first.") == 1
        assert "Talks in this one" not in built.html("index")


def test_a_talk_of_another_conference_stays_in_the_notes(make_site: MakeSite) -> None:
    text = MD.replace(":name: opening", ":name: opening\n    :conference: days-2019")
    text += "\n\n    :::{conference} Days 2019\n    :::\n"
    panel = words(page(make_site({"index.md": text}).quiet(), "panel"))
    assert "Talks in this one Closing" in panel
    assert panel.count("Opening") == 1


def test_a_talk_may_get_the_name_of_the_talk_around_it(make_site: MakeSite) -> None:
    text = "# R\n\n::::{talk} A\n\n:::{talk} B\n:speakers: Ann\n\nIn.\n:::\n::::\n"
    same = text.replace("} B", "} A")
    site = make_site({"index.md": "# Home\n", "r.md": text})
    site.quiet()
    other = text.replace("} A", "} B")
    for changed in (same, same.replace("In.", "Out."), text, other):
        site.write({"r.md": changed})
        clean = make_site({"index.md": "# Home\n", "r.md": changed}).build()
        again = site.build()
        assert differences(again, clean) == []
        assert again.warnings == clean.warnings
