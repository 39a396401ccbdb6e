"""``confrecap import schedule``."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sphinx_confrecap.cli import main
from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.importers.state import dumps, loads
from sphinx_confrecap.importers.update import Updater
from sphinx_confrecap.text.files import write_whole
from tests.unit.importers.programmes import CONF, bring, programme, site, talk

jsonschema = pytest.importorskip("jsonschema")

SCHEMA = Path(__file__).parents[3] / "sphinx_confrecap/importers/programme.schema.json"
TWO = (talk(1), talk(2, day=18))
RECAP = """\
# Doc Days 2030

:::{conference} Doc Days 2030
:name: doc-days-2030
:start: 2030-05-17
:end: 2030-05-18
:timezone: Europe/Berlin
:::

## Friday, May 17, 2030

::::{talk} Talk 1
:name: talk-1
:speakers: Person B
:start: 2030-05-17 10:00
:duration: 45
:room: Hall

::::

## Saturday, May 18, 2030

::::{talk} Talk 2
:name: talk-2
:speakers: Person C
:start: 2030-05-18 11:00
:duration: 45
:room: Hall

::::
"""
IN_REST = """\
Doc Days 2030
=============

.. conference:: Doc Days 2030
   :name: doc-days-2030
   :start: 2030-05-17
   :timezone: Europe/Berlin

.. talk:: Talk 1
   :name: talk-1
   :speakers: Person B
   :start: 2030-05-17 10:00
   :duration: 45
   :room: Hall
"""


@pytest.fixture
def recap(folder: Path) -> Path:
    """Return the path of a recap, which is not there yet, on a site here."""
    return site(folder)


def state_of(folder: Path) -> dict[str, Any]:
    file = folder / "_programme" / "doc-days-2030.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def files_of(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in found}


# --- the first import ---------------------------------------------------------


def test_first_import(recap: Path, folder: Path, capsys: Any) -> None:
    assert bring(folder, programme(*TWO)) == Exit.OK
    assert recap.read_text() == RECAP
    out = capsys.readouterr().out
    assert "recaps/doc-days-2030.md: 2 talks added." in out
    state = state_of(folder)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(
        state
    )
    assert state["document"] == "recaps/doc-days-2030.md"
    assert state["choice"] == {"all": True}
    assert state["source"]["name"] == "schedule.json"
    assert state["talks"]["g-1"]["key"] == "talk-1"


def test_the_same_again_changes_nothing(recap: Path, folder: Path, capsys: Any) -> None:
    bring(folder, programme(*TWO))
    before = files_of(folder)
    assert bring(folder, programme(*TWO)) == Exit.OK
    assert files_of(folder) == before
    assert "no changes" in capsys.readouterr().out


def test_in_rest(recap: Path, folder: Path) -> None:
    assert bring(folder, programme(TWO[0]), "--rest") == Exit.OK
    assert recap.with_suffix(".rst").read_text() == IN_REST


def test_site_without_myst_gets_rest(recap: Path, folder: Path) -> None:
    (folder / "conf.py").write_text("extensions = ['sphinx_confrecap']\n")
    assert bring(folder, programme(TWO[0])) == Exit.OK
    assert recap.with_suffix(".rst").read_text() == IN_REST


def test_site_without_fences_of_colons(recap: Path, folder: Path) -> None:
    (folder / "conf.py").write_text("extensions = ['myst_parser']\n")
    ticks = talk(1, title="Use `make` and $x$")
    assert bring(folder, programme(ticks)) == Exit.OK
    text = recap.read_text()
    assert "```{conference} Doc Days 2030\n" in text
    assert "~~~~{talk} Use \\`make\\` and \\$x\\$\n" in text


def test_headings_in_the_language_of_the_site(recap: Path, folder: Path) -> None:
    (folder / "conf.py").write_text(f"{CONF}language = 'fr'\n")
    bring(folder, programme(*TWO))
    assert "\n## Vendredi 17 mai 2030\n" in recap.read_text()


def test_one_title_twice_has_two_keys(recap: Path, folder: Path) -> None:
    talks = [talk(n, title="Lightning Talks", day=17 + n // 2) for n in range(3)]
    bring(folder, programme(*talks))
    assert re.findall(r":name: (l.*)", recap.read_text()) == [
        "lightning-talks",
        "lightning-talks-2030-05-17",
        "lightning-talks-2030-05-18",
    ]


def test_talks_in_talks(recap: Path, folder: Path, capsys: Any) -> None:
    (folder / "event.yml").write_text("title: Doc Days 2030\nlocation: Here\n")
    (folder / "videos.yml").write_text(
        "- {id: a, title: Round, date: '2030-05-17', video_provider: youtube, "
        "video_id: x, speakers: [], talks: [{id: b, title: One, start_cue: '1:30', "
        "video_provider: parent, video_id: b, speakers: [Erika Mustermann]}]}\n"
    )
    assert main(["import", "schedule", "."]) == Exit.OK
    assert (
        ":::::{talk} Round\n:name: round\n:start: 2030-05-17\n"
        ":video: https://www.youtube.com/watch?v=x\n\n"
        "::::{talk} One\n:name: one\n:speakers: Erika Mustermann\n:cue: 1:30\n\n::::\n"
        ":::::\n"
    ) in recap.read_text()


def test_standard_input(recap: Path, folder: Path, monkeypatch: Any) -> None:
    data = io.BytesIO(json.dumps(programme(*TWO)).encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(data))
    assert main(["import", "schedule", "-"]) == Exit.OK
    assert recap.read_text() == RECAP


# --- the choice ---------------------------------------------------------------


def keys(recap: Path) -> list[str]:
    return re.findall(r":name: (talk-\d+)", recap.read_text())


MANY = [talk(n, day=17 + n % 3, room=f"Room {n % 2}", track=f"T{n}") for n in range(6)]


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        (["--room", "room 1"], [3, 1, 5]),
        (["--room", "Room 1", "--day", "2"], [1]),
        (["--day", "1", "--day", "2030-05-18"], [0, 3, 1, 4]),
        (["--id", "g-2", "--id", "g-5"], [2, 5]),
        (["--track", "T4"], [4]),
        (["--speaker", "person d"], [3]),
    ],
)
def test_filters(
    recap: Path, folder: Path, arguments: list[str], numbers: list[int]
) -> None:
    assert bring(folder, programme(*MANY), *arguments) == Exit.OK
    assert keys(recap) == [f"talk-{number}" for number in numbers]
    # The choice is known the next time, and new talks that pass are added.
    more = [*MANY, talk(7, day=18, room="Room 1", names=["Person D"], track="T4")]
    assert bring(folder, programme(*more)) == Exit.OK
    passes = {"--room", "--track", "--speaker"} & set(arguments)
    is_on_day = "--day" not in arguments or "2" in arguments or len(arguments) == 4
    expected = bool(passes or "--day" in arguments) and is_on_day
    assert ("talk-7" in keys(recap)) is expected


def test_filter_for_what_is_not_there(recap: Path, folder: Path, capsys: Any) -> None:
    assert bring(folder, programme(*MANY), "--room", "Rom 1") == Exit.USAGE
    assert "did you mean 'Room 1'" in capsys.readouterr().err
    assert not recap.exists()


STARRED = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
BEGIN:VEVENT
UID:conf-2030-g-4@example.org
SUMMARY:Talk 4
DTSTART:20300518T130000
DTSTAMP:20300101T000000Z
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(
    ("name", "text", "numbers"),
    [
        ("starred.ics", STARRED, [4]),
        (
            "starred.json",
            '{"sessions": [{"session_id": "g-2"}, {"title": "Talk 3"}]}',
            [3, 2],
        ),
        ("starred.json", '["g-1", "g-5"]', [1, 5]),
        ("mine.txt", "# mine\ng-0\n\nTALK 3\n", [0, 3]),
    ],
)
def test_my_talks(
    recap: Path, folder: Path, name: str, text: str, numbers: list[int]
) -> None:
    (folder / name).write_text(text)
    code = bring(folder, programme(*MANY), "--only-in", str(folder / name))
    assert code == Exit.OK
    assert keys(recap) == [f"talk-{number}" for number in numbers]
    assert state_of(folder)["choice"]["ids"] == sorted(f"g-{n}" for n in numbers)


def test_marks_that_mean_nothing_are_named(
    recap: Path, folder: Path, capsys: Any
) -> None:
    (folder / "mine.txt").write_text("g-0\nNobody's Talk\n")
    bring(folder, programme(*MANY), "--only-in", str(folder / "mine.txt"))
    assert 'nothing in the programme is "Nobody\'s Talk"' in capsys.readouterr().err
    (folder / "empty.txt").write_text("# none\n")
    code = bring(folder, programme(*MANY), "--only-in", str(folder / "empty.txt"))
    assert code == Exit.USAGE


def test_long_programme_needs_a_choice(recap: Path, folder: Path, capsys: Any) -> None:
    talks = [talk(n) for n in range(101)]
    assert bring(folder, programme(*talks)) == Exit.USAGE
    assert "the programme has 101 talks; choose some with" in capsys.readouterr().err
    assert bring(folder, programme(*talks), "--all") == Exit.OK


def test_pick_in_an_editor(recap: Path, folder: Path, monkeypatch: Any) -> None:
    script = folder / "editor.py"
    script.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
        "file.write_text(file.read_text().replace('skip 2', 'pick 2'))\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr("sphinx_confrecap.cli.schedule.can_ask", lambda *_, **__: True)
    assert bring(folder, programme(*MANY), "--pick") == Exit.OK
    assert keys(recap) == ["talk-3"]


def test_pick_needs_a_terminal(recap: Path, folder: Path, capsys: Any) -> None:
    assert bring(folder, programme(*MANY), "--pick") == Exit.USAGE
    assert "--pick needs a terminal" in capsys.readouterr().err


# --- again --------------------------------------------------------------------


def test_changed_programme(recap: Path, folder: Path, capsys: Any) -> None:
    bring(folder, programme(*TWO))
    text = recap.read_text().replace(
        ":room: Hall\n\n::::", ":room: Hall\n\nNotes.\n::::", 1
    )
    recap.write_text(text)
    new = programme(
        talk(1, title="Talk one", hour=15, room="Garden"),
        talk(2, day=18),
        talk(3, day=18, hour=12),
        talk(4, day=19),
    )
    assert bring(folder, new) == Exit.OK
    found = recap.read_text()
    assert (
        "::::{talk} Talk one\n:name: talk-1\n:speakers: Person B\n"
        ":start: 2030-05-17 15:00\n:duration: 45\n:room: Garden\n\nNotes.\n::::\n"
    ) in found
    assert (
        found.index("Talk 2") < found.index("Talk 3") < found.index("## Sunday, May 19")
    )
    assert found.index("## Sunday") < found.index("{talk} Talk 4")
    assert ":end: 2030-05-19\n" in found
    assert "1 talk changed, 2 talks added" in capsys.readouterr().out


def test_conflict_is_said_once(recap: Path, folder: Path, capsys: Any) -> None:
    bring(folder, programme(*TWO))
    recap.write_text(recap.read_text().replace(":room: Hall", ":room: Mine", 1))
    new = programme(talk(1, room="Garden"), TWO[1])
    assert bring(folder, new) == Exit.FINDINGS
    err = capsys.readouterr().err
    assert "recaps/doc-days-2030.md:12: room: the programme has 'Garden' now" in err
    assert ":room: Mine" in recap.read_text()
    assert bring(folder, new) == Exit.OK


def test_conflict_that_the_programme_wins(recap: Path, folder: Path) -> None:
    bring(folder, programme(*TWO))
    recap.write_text(recap.read_text().replace(":room: Hall", ":room: Mine", 1))
    new = programme(talk(1, room="Garden"), TWO[1])
    assert bring(folder, new, "--conflicts", "theirs") == Exit.FINDINGS
    assert ":room: Garden" in recap.read_text()


@pytest.mark.parametrize(("answer", "room"), [("y", "Garden"), ("", "Mine")])
def test_conflict_that_the_user_settles(
    recap: Path, folder: Path, answer: str, room: str, monkeypatch: Any, capsys: Any
) -> None:
    bring(folder, programme(*TWO))
    recap.write_text(recap.read_text().replace(":room: Hall", ":room: Mine", 1))
    new = programme(talk(1, room="Garden"), TWO[1])
    assert bring(folder, new, "--conflicts", "ask") == Exit.USAGE
    assert "needs a terminal" in capsys.readouterr().err
    monkeypatch.setattr("sphinx_confrecap.cli.schedule.can_ask", lambda *_, **__: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    assert bring(folder, new, "--conflicts", "ask") == Exit.OK
    assert "Talk 1: room: the programme has 'Garden' now" in capsys.readouterr().err
    assert f":room: {room}\n" in recap.read_text()


def test_what_nobody_changed_is_not_said(
    recap: Path, folder: Path, capsys: Any
) -> None:
    bring(folder, programme(*TWO))
    recap.write_text(recap.read_text().replace(":room: Hall", ":room: Mine", 1))
    assert bring(folder, programme(*TWO)) == Exit.OK
    assert capsys.readouterr().err == ""


def test_cancelled_talks(recap: Path, folder: Path, capsys: Any) -> None:
    bring(folder, programme(*MANY))
    text = recap.read_text().replace("{talk} Talk 1\n", "{talk} My title\n")
    recap.write_text(text)
    assert bring(folder, programme(*MANY[2:])) == Exit.FINDINGS
    assert "talk-0" not in keys(recap)
    assert "talk-1" in keys(recap)
    assert "'My title' is gone from the programme; kept" in capsys.readouterr().err
    assert bring(folder, programme(*MANY)) == Exit.OK
    assert "talk-0" in keys(recap)


def test_cancelled_talks_can_be_kept(recap: Path, folder: Path) -> None:
    bring(folder, programme(*MANY))
    assert bring(folder, programme(*MANY[1:]), "--keep-cancelled") == Exit.FINDINGS
    assert "talk-0" in keys(recap)


def test_too_many_gone(recap: Path, folder: Path, capsys: Any) -> None:
    bring(folder, programme(*MANY))
    before = files_of(folder)
    assert bring(folder, programme(*MANY[4:])) == Exit.USAGE
    assert "4 of 6 talks are not in this programme" in capsys.readouterr().err
    (folder / "schedule.json").unlink()
    before.pop(str(folder / "schedule.json"))
    assert files_of(folder) == before
    assert bring(folder, programme(*MANY[4:]), "--allow-removals") == Exit.OK


def test_deleted_block_stays_deleted(recap: Path, folder: Path, capsys: Any) -> None:
    bring(folder, programme(*TWO))
    text = recap.read_text()
    recap.write_text(
        text[: text.index("::::{talk} Talk 1")] + text[text.index("## Sat") :]
    )
    for _ in range(2):
        assert bring(folder, programme(*TWO)) == Exit.OK
        assert keys(recap) == ["talk-2"]
    assert bring(folder, programme(*TWO), "--restore", "talk-1") == Exit.OK
    assert set(keys(recap)) == {"talk-1", "talk-2"}


def test_moved_talk_is_said(recap: Path, folder: Path, capsys: Any) -> None:
    bring(folder, programme(*TWO))
    assert bring(folder, programme(talk(1, day=18), TWO[1])) == Exit.FINDINGS
    assert "'Talk 1' moved to 2030-05-18" in capsys.readouterr().err
    assert ":start: 2030-05-18 10:00" in recap.read_text()


def test_ids_that_are_new_each_time(recap: Path, folder: Path) -> None:
    bring(folder, programme(*MANY))
    before = recap.read_text()
    fresh = [one | {"guid": f"other-{n}"} for n, one in enumerate(MANY)]
    fresh[0]["room"] = "Garden"
    for _ in range(2):
        assert bring(folder, programme(*fresh)) == Exit.OK
        assert recap.read_text() == before.replace("Room 0", "Garden", 1)
        fresh = [one | {"guid": f"again-{n}"} for n, one in enumerate(fresh)]
    assert state_of(folder)["source"]["ids"] == "titles"


def test_recap_by_hand_is_completed(recap: Path, folder: Path, capsys: Any) -> None:
    recap.parent.mkdir()
    recap.write_text(
        "# My days\n\n:::{conference} Doc Days 2030\n:::\n\n"
        ":::{talk} Talk 1\n:room: My room\n\nNotes.\n:::\n"
    )
    assert bring(folder, programme(TWO[0])) == Exit.OK
    assert recap.read_text() == (
        "# My days\n\n:::{conference} Doc Days 2030\n:start: 2030-05-17\n"
        ":timezone: Europe/Berlin\n:::\n\n:::{talk} Talk 1\n:speakers: Person B\n"
        ":start: 2030-05-17 10:00\n:duration: 45\n:room: My room\n\nNotes.\n:::\n"
    )
    assert "1 talk adopted, 1 talk changed" in capsys.readouterr().out


def test_split_recap(recap: Path, folder: Path) -> None:
    bring(folder, programme(*TWO))
    text = recap.read_text()
    second = text[text.index("## Sat") :].replace(
        ":room", ":conference: doc-days-2030\n:room"
    )
    recap.write_text(text[: text.index("## Sat")])
    other = folder / "second.md"
    other.write_text(second)
    new = programme(TWO[0], talk(2, day=18, room="Garden"))
    assert bring(folder, new) == Exit.OK
    assert ":conference: doc-days-2030\n:room: Garden" in other.read_text()
    assert "talk-2" not in recap.read_text()


def test_options_in_yaml_and_ends_of_lines(recap: Path, folder: Path) -> None:
    bring(folder, programme(*TWO))
    text = recap.read_text().replace(
        ":name: talk-1\n:speakers: Person B\n:start: 2030-05-17 10:00\n:duration: 45\n"
        ":room: Hall\n",
        "---\nname: talk-1\nspeakers: Person B\nroom: Hall\nduration: 45\n"
        "start: 2030-05-17 10:00\n---\n",
    )
    recap.write_bytes(text.replace("\n", "\r\n").encode())
    new = programme(talk(1, room="Garden", language="de", duration=None), TWO[1])
    assert bring(folder, new) == Exit.OK
    found = recap.read_bytes().decode()
    assert found == text.replace(
        "room: Hall\nduration: 45", "room: Garden\nlanguage: de"
    ).replace("\n", "\r\n")


# --- where it writes ----------------------------------------------------------


def test_dry_run_is_the_diff_of_the_run(recap: Path, folder: Path, capsys: Any) -> None:
    bring(folder, programme(*TWO))
    capsys.readouterr()
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    new = programme(talk(1, room="Garden"), TWO[1], talk(3, day=19))
    (folder / "schedule.json").write_text(json.dumps(new))
    before = files_of(folder)
    bring(folder, new, "--dry-run")
    assert files_of(folder) == before
    (copy / "x.diff").write_text(capsys.readouterr().out)
    subprocess.run(["patch", "-p1", "-i", "x.diff"], cwd=copy, check=True)
    bring(folder, new)
    for name in ("recaps/doc-days-2030.md", "_programme/doc-days-2030.json"):
        assert (copy / name).read_bytes() == (folder / name).read_bytes()


def test_report_in_json(recap: Path, folder: Path, capsys: Any) -> None:
    bring(folder, programme(*TWO), "--format", "json")
    report = json.loads(capsys.readouterr().out)
    assert report["document"] == "recaps/doc-days-2030.md"
    assert report["counts"] == {"added": 2}
    assert report["written"] is True
    assert len(report["files"]) == 2


def test_into_another_file(recap: Path, folder: Path) -> None:
    assert bring(folder, programme(*TWO), "--into", "2030/days.md") == Exit.OK
    assert (folder / "2030/days.md").read_text() == RECAP
    # The state knows it the next time.
    assert bring(folder, programme(*TWO)) == Exit.OK
    assert not recap.exists()


@pytest.mark.parametrize(
    ("into", "message"),
    [
        ("../out.md", "is outside of"),
        ("a.txt", "is no document"),
        ("there.md", "has no block of the conference"),
        ("link.md", "is outside of"),
    ],
)
def test_into_refused(
    recap: Path, folder: Path, into: str, message: str, capsys: Any
) -> None:
    (folder / "there.md").write_text("# There\n")
    (folder / "link.md").symlink_to(folder.parent / "elsewhere.md")
    assert bring(folder, programme(*TWO), "--into", into) == Exit.USAGE
    assert message in capsys.readouterr().err
    assert not (folder.parent / "elsewhere.md").exists()


def test_two_documents_of_one_conference(
    recap: Path, folder: Path, capsys: Any
) -> None:
    for name in ("a.md", "b.md"):
        (folder / name).write_text("# X\n\n:::{conference} Doc Days 2030\n:::\n")
    assert bring(folder, programme(*TWO)) == Exit.USAGE
    assert "two documents have this conference" in capsys.readouterr().err


def test_keys_that_are_paths(recap: Path, folder: Path) -> None:
    bad = talk(1, title="../../etc/passwd", guid="../../x")
    assert bring(folder, programme(bad, title="../../Days"), "--all") == Exit.OK
    assert {p.name for p in folder.iterdir()} == {
        "_programme",
        "conf.py",
        "recaps",
        "schedule.json",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_cannot_be_written(recap: Path, folder: Path) -> None:
    folder.chmod(0o500)
    try:
        assert bring(folder, programme(*TWO)) == Exit.STORE
    finally:
        folder.chmod(0o700)


def test_kill_between_the_two_writes(
    recap: Path, folder: Path, monkeypatch: Any
) -> None:
    bring(folder, programme(*TWO))
    new = programme(talk(1, room="Garden", title="New"), talk(3, day=18))
    state = folder / "_programme" / "doc-days-2030.json"
    before = state.read_bytes()
    bring(folder, new)
    after = files_of(folder)
    # Only the document was written.
    state.write_bytes(before)
    assert bring(folder, new) == Exit.OK
    assert files_of(folder) == after


def test_disk_that_is_full_after_the_document(
    recap: Path, folder: Path, monkeypatch: Any, capsys: Any
) -> None:
    def write(path: Path, data: bytes, **more: Any) -> None:
        if path.suffix == ".json":
            raise OSError(28, "No space left on device", str(path))
        write_whole(path, data, **more)

    monkeypatch.setattr("sphinx_confrecap.importers.changes.write_whole", write)
    assert bring(folder, programme(*TWO)) == Exit.STORE
    assert "No space left" in capsys.readouterr().err
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert bring(folder, programme(*TWO)) == Exit.OK
    assert recap.read_text() == RECAP


def test_document_that_changes_meanwhile(
    recap: Path, folder: Path, monkeypatch: Any, capsys: Any
) -> None:
    bring(folder, programme(*TWO))
    real = Updater.update

    def update(self: Any, coming: Any) -> Any:
        found = real(self, coming)
        recap.write_text("somebody else's\n")
        return found

    monkeypatch.setattr(Updater, "update", update)
    new = programme(talk(1, room="Garden"), TWO[1])
    assert bring(folder, new) == Exit.STORE
    assert "somebody changed it meanwhile" in capsys.readouterr().err
    assert recap.read_text() == "somebody else's\n"


def test_guard_writes_nothing(
    recap: Path, folder: Path, monkeypatch: Any, capsys: Any
) -> None:
    bring(folder, programme(*TWO))
    before = files_of(folder)
    monkeypatch.setattr("sphinx_confrecap.source.edits.title_text", lambda *_: "Wrong")
    new = programme(talk(1, title="Right"), TWO[1])
    assert bring(folder, new) == Exit.STORE
    assert "nothing was written" in capsys.readouterr().err
    before[str(folder / "schedule.json")] = json.dumps(new).encode()
    assert files_of(folder) == before


# --- states -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is no state"),
        ("{", "it is no state"),
        ("[]", "it is no state"),
        ('{"schema": 1}', "it is no state"),
        ('{"schema": 99}', "it has the schema 99"),
        ("<<<<<<< ours\n{}\n", "line 1 has the mark of a merge conflict"),
    ],
)
def test_bad_state(
    recap: Path, folder: Path, text: str, message: str, capsys: Any
) -> None:
    bring(folder, programme(*TWO))
    (folder / "_programme" / "doc-days-2030.json").write_text(text)
    assert bring(folder, programme(*TWO)) == Exit.USAGE
    assert message in capsys.readouterr().err


def test_missing_state_adopts(recap: Path, folder: Path) -> None:
    bring(folder, programme(*TWO))
    shutil.rmtree(folder / "_programme")
    assert bring(folder, programme(talk(1, room="Garden"), TWO[1])) == Exit.OK
    assert recap.read_text() == RECAP


def test_state_is_read_as_it_was_written(recap: Path, folder: Path) -> None:
    bring(folder, programme(*MANY), "--day", "1")
    text = (folder / "_programme" / "doc-days-2030.json").read_text()
    assert dumps(loads(text)) == text


def test_recap_that_is_gone(recap: Path, folder: Path, capsys: Any) -> None:
    bring(folder, programme(*TWO))
    recap.unlink()
    assert bring(folder, programme(*TWO)) == Exit.USAGE
    assert "to begin anew, delete" in capsys.readouterr().err


# --- usage --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--kind", "x"], "--kind: write a name, =, and a value"),
        (["--kind", "x=tlak"], "--kind: 'tlak' is not one of"),
        (["--column", "x=y"], "--column: 'y' is no field"),
        (["--start", "soon"], "--start: 'soon' is not a date"),
        (["--timezone", "x y"], "--timezone: 'x y' is not a time zone"),
        (["--source-format", "x"], "--source-format: 'x' is not one of frab"),
        (["--source-format", "csv"], "no column has titles"),
    ],
)
def test_usage(
    recap: Path, folder: Path, arguments: list[str], message: str, capsys: Any
) -> None:
    assert bring(folder, programme(*TWO), *arguments) == Exit.USAGE
    assert message in capsys.readouterr().err


def test_sources_that_are_none(recap: Path, folder: Path, capsys: Any) -> None:
    (folder / "folder").mkdir()
    assert main(["import", "schedule", "gone.json"]) == Exit.USAGE
    assert "gone.json: there is no such file" in capsys.readouterr().err
    assert main(["import", "schedule", "folder"]) == Exit.USAGE
    assert "this folder is of no archive" in capsys.readouterr().err


def test_programme_without_a_name(recap: Path, folder: Path, capsys: Any) -> None:
    assert bring(folder, programme(*TWO, title="")) == Exit.USAGE
    assert "say --conference NAME" in capsys.readouterr().err
    code = bring(folder, programme(*TWO, title=""), "--conference", "Doc Days 2030")
    assert code == Exit.OK
    assert recap.read_text() == RECAP


def test_without_a_site(folder: Path, capsys: Any) -> None:
    assert bring(folder, programme(*TWO)) == Exit.USAGE
    assert "there is no conf.py" in capsys.readouterr().err


def test_kinds(recap: Path, folder: Path, capsys: Any) -> None:
    talks = [
        talk(1, type="Workshop (2h)"),
        talk(2, type="Hack"),
        talk(3, type="lecture"),
    ]
    bring(folder, programme(*talks))
    assert "'Hack' is no kind that is known" in capsys.readouterr().err
    assert re.findall(":kind: (.*)", recap.read_text()) == ["workshop"]
    bring(folder, programme(*talks), "--kind", "hack=workshop")
    assert re.findall(":kind: (.*)", recap.read_text()) == ["workshop", "workshop"]


def test_nothing_is_chosen(recap: Path, folder: Path) -> None:
    assert bring(folder, programme(talk(1, title="Lunch", names=[]))) == Exit.USAGE
