"""Speakers and tags are declared behind those that are there."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.formats.schedules.given import tidy
from sphinx_confrecap.importers.registries import _added
from sphinx_confrecap.parsing.registry_file import read_speakers
from tests.unit.importers.programmes import CONF, bring, programme, talk

TALKS = (
    talk(1, names=["Erika Mustermann (she/her)", "Max Muster"]),
    talk(2, names=["O'Neil #1", "Known Person"]),
)
SETTINGS = "confrecap_speakers_file = 'people.yml'\nconfrecap_tags_file = 'tags.yml'\n"


@pytest.fixture(autouse=True)
def site(folder: Path) -> Path:
    (folder / "conf.py").write_text(CONF + SETTINGS)
    return folder


def declare(folder: Path, text: str | None) -> str:
    file = folder / "people.yml"
    if text is not None:
        file.write_bytes(text.encode())
    assert bring(folder, programme(*TALKS), "--speakers") == Exit.OK
    return file.read_bytes().decode()


NEW = (
    "- name: Erika Mustermann\n  pronouns: she/her\n"
    '- name: Max Muster\n- name: "O\'Neil #1"\n'
)


def test_new_file(folder: Path) -> None:
    assert declare(folder, None) == f"{NEW}- name: Known Person\n"


SPACED = (
    "\n  - name: Erika Mustermann\n    pronouns: she/her\n"
    '\n  - name: Max Muster\n\n  - name: "O\'Neil #1"\n'
)


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ("# ours\n- name: Known Person\n", NEW),
        ("- name: Someone\n  aliases: Known Person\n", NEW),
        ("- Known Person", f"\n{NEW}"),
        ("- name: Known Person\n  biography: |\n    Words.\n\n    More.\n", NEW),
        (
            "  - name: Known Person\n\n  - name: Other\n",
            SPACED,
        ),
        ("- name: Known Person\r\n", NEW.replace("\n", "\r\n")),
        ("- name: Known Person\n- name: Max Muster\n  pronouns: er/ihm\n", None),
    ],
)
def test_what_is_there_stays(folder: Path, before: str, added: str | None) -> None:
    added = NEW.replace("- name: Max Muster\n", "") if added is None else added
    assert declare(folder, before) == before + added
    # A second time there is nothing to add.
    assert declare(folder, None) == before + added


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[{name: Known Person}]\n", "write its list with a line for each"),
        ("- name: [\n", "people.yml:"),
        ("name: x\n", "people.yml:1: the file holds no list"),
    ],
)
def test_refused(folder: Path, text: str, message: str, capsys: Any) -> None:
    (folder / "people.yml").write_text(text)
    assert bring(folder, programme(*TALKS), "--speakers") == Exit.USAGE
    assert message in capsys.readouterr().err
    assert (folder / "people.yml").read_text() == text
    assert not (folder / "recaps").exists()


def test_site_without_a_file(folder: Path, capsys: Any) -> None:
    (folder / "conf.py").write_text(CONF)
    assert bring(folder, programme(*TALKS), "--speakers") == Exit.USAGE
    assert (
        "name a file in conf.py with confrecap_speakers_file" in capsys.readouterr().err
    )


def test_file_out_of_the_site(folder: Path, tmp_path: Path, capsys: Any) -> None:
    (folder / "people.yml").symlink_to(folder.parent / "elsewhere.yml")
    assert bring(folder, programme(*TALKS), "--speakers") == Exit.USAGE
    assert "is outside of" in capsys.readouterr().err


def test_tags(folder: Path) -> None:
    videos = folder / "videos"
    videos.mkdir()
    (folder / "category.json").write_text('{"title": "Doc Days 2030"}')
    (videos / "a.json").write_text(
        '{"title": "A", "speakers": [], "videos": [], "tags": ["C#", "docs"]}'
    )
    (folder / "tags.yml").write_text("- docs\n")
    from sphinx_confrecap.cli import main

    assert main(["import", "schedule", ".", "--tags"]) == Exit.OK
    assert (folder / "tags.yml").read_text() == '- docs\n- name: "C#"\n'
    assert ':tags: "C#, docs"' in (folder / "recaps/doc-days-2030.md").read_text()


@given(st.lists(st.text(min_size=1).map(tidy).filter(bool), max_size=4, unique=True))
def test_any_name_is_read_back(names: list[str]) -> None:
    text = _added("", [{"name": name} for name in names])
    found = read_speakers(text)
    assert {entry.name for entry in found.entries.values()} <= set(names)
    assert not [f for f in found.faults if "key" not in f.message]
