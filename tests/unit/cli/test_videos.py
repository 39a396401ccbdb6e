"""``confrecap import videos``."""

import json
from pathlib import Path
from typing import Any

import pytest

from sphinx_confrecap.cli import main
from sphinx_confrecap.cli.exits import Exit
from tests.unit.importers.programmes import CONF

RECAP = """\
# Days

:::{conference} Days
:start: 2030-05-17
:::

:::{talk} Writing for those who search
:name: writing
:speakers: Erika Mustermann
:start: 2030-05-17

Notes.
:::

:::{talk} Search: how to find what nobody wrote
:speakers: Max Muster
:::

:::{talk} Keynote
:speakers: Jane Doe
:::

:::{talk} Writing for those who search again
:speakers: Max Muster
:video: https://example.org/own
:::
"""


def video(number: int, title: str) -> dict[str, str]:
    url = f"https://www.youtube.com/watch?v={number}"
    return {"id": str(number), "title": title, "url": url}


@pytest.fixture
def recap(folder: Path) -> Path:
    (folder / "conf.py").write_text(CONF)
    file = folder / "days.md"
    file.write_text(RECAP)
    return file


def bring(folder: Path, *videos: dict[str, str], more: tuple[str, ...] = ()) -> int:
    file = folder / "playlist.json"
    file.write_text(json.dumps({"title": "Days", "entries": videos}))
    return main(["import", "videos", str(file), *more])


def urls(recap: Path) -> list[str]:
    lines = recap.read_text().splitlines()
    return [
        line.removeprefix(":video: ") for line in lines if line.startswith(":video")
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Writing for those who search",
        "Erika Mustermann - Writing for Those Who Search | Days 2030",
        "Writing for those who search! (Days 2030, Erika Mustermann)",
        "Erika Mustermann: Writing for those who seach",
    ],
)
def test_sure(recap: Path, folder: Path, title: str, capsys: Any) -> None:
    assert bring(folder, video(1, title)) == Exit.OK
    assert recap.read_text() == RECAP.replace(
        ":start: 2030-05-17\n\nNotes",
        ":start: 2030-05-17\n:video: https://www.youtube.com/watch?v=1\n\nNotes",
    )
    assert "1 video added." in capsys.readouterr().out
    assert bring(folder, video(1, title)) == Exit.OK
    assert "0 videos added, 1 there already." in capsys.readouterr().out


def test_first_part_of_a_title_and_a_speaker(recap: Path, folder: Path) -> None:
    (recap).write_text(RECAP.replace("Search: how", "Search engines: how"))
    assert bring(folder, video(2, "Max Muster - Search engines")) == Exit.OK
    assert urls(recap)[0] == "https://www.youtube.com/watch?v=2"


@pytest.mark.parametrize(
    "title",
    [
        "Jane Doe: Keynote",
        "Keynote",
        "Something else",
        "Writing",
        # The longer title has a recording of its own.
        "Writing for those who search again",
    ],
)
def test_not_sure(recap: Path, folder: Path, title: str, capsys: Any) -> None:
    assert bring(folder, video(1, title)) == Exit.FINDINGS
    assert recap.read_text() == RECAP
    captured = capsys.readouterr()
    assert f"{title} (https://www.youtube.com/watch?v=1): nearest is" in captured.err
    assert "0 videos added, 1 left." in captured.out


def test_two_videos_of_one_talk(recap: Path, folder: Path) -> None:
    title = "Writing for those who search"
    assert bring(folder, video(1, title), video(2, f"{title} (Q&A)")) == Exit.FINDINGS
    assert recap.read_text() == RECAP


def test_new_talks(recap: Path, folder: Path) -> None:
    more = ("--into", "days.md", "--new-talks")
    first = video(1, "Writing for those who search")
    assert bring(folder, first, video(2, "Closing *words*"), more=more) == Exit.OK
    assert recap.read_text().endswith(
        "\n::::{talk} Closing \\*words\\*\n:name: closing-star-words-star\n"
        ":video: https://www.youtube.com/watch?v=2\n\n::::\n"
    )
    assert "https://www.youtube.com/watch?v=1" in urls(recap)


def test_new_talks_need_a_document(recap: Path, folder: Path, capsys: Any) -> None:
    assert bring(folder, video(1, "A"), more=("--new-talks",)) == Exit.USAGE
    assert "--new-talks needs one document" in capsys.readouterr().err


def test_lines_of_json_and_ids(recap: Path, folder: Path) -> None:
    title = "Writing for those who search"
    lines = [json.dumps({"id": "abc", "title": title, "url": "abc"}), json.dumps({})]
    (folder / "list.json").write_text("\n".join(lines))
    assert main(["import", "videos", "list.json"]) == Exit.OK
    assert urls(recap)[0] == "https://www.youtube.com/watch?v=abc"


def test_dry_run(recap: Path, folder: Path, capsys: Any) -> None:
    title = "Writing for those who search"
    assert bring(folder, video(1, title), more=("--dry-run",)) == Exit.OK
    assert "+:video: https://www.youtube.com/watch?v=1" in capsys.readouterr().out
    assert recap.read_text() == RECAP


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "it has no videos"),
        ("[]", "it has no videos"),
        ("{", "it is not JSON"),
        ("{\n{\n", "it is not JSON"),
        ("title,url\n", "it is not JSON of yt-dlp"),
        ('{"entries": [{"title": "A", "url": "javascript:x"}, 3]}', ""),
    ],
)
def test_bad_list(
    recap: Path, folder: Path, text: str, message: str, capsys: Any
) -> None:
    (folder / "list.json").write_text(text)
    assert main(["import", "videos", "list.json"]) in (Exit.USAGE, Exit.FINDINGS)
    assert message in capsys.readouterr().err
    assert recap.read_text() == RECAP


@pytest.mark.parametrize(
    "name", ["pybay-2016", "pycon-es-2016", "writethedocs-na-2016"]
)
def test_real_titles(name: str, folder: Path, shared: Path, capsys: Any) -> None:
    """Titles with a speaker and a name around them find their own talk, or none."""
    (folder / "conf.py").write_text(CONF)
    source = shared / "samples" / "pyvideo" / name
    main(["import", "schedule", str(source), "--all"])
    [recap] = (folder / "recaps").glob("*.md")
    before = urls(recap)
    lines = recap.read_text().splitlines(keepends=True)
    recap.write_text("".join(line for line in lines if not line.startswith(":video:")))
    found = []
    for file in sorted(source.glob("videos/*.json")):
        facts = json.loads(file.read_text("utf-8"))
        names = ", ".join(facts["speakers"])
        title = f"{names} - {facts['title']} | {name}"
        found.append({"title": title, "url": facts["videos"][0]["url"]})
    (folder / "list.json").write_text(json.dumps({"entries": found}))
    main(["import", "videos", "list.json"])
    after = urls(recap)
    assert len(after) > 0.9 * len(before)
    # Those that are written are in the same order: none is at another talk.
    rest = iter(before)
    assert all(url in rest for url in after)
