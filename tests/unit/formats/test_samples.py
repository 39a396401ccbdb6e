"""Real programmes, if they are there."""

from pathlib import Path

import pytest

from sphinx_confrecap.formats.schedules.detect import programme_of
from sphinx_confrecap.formats.schedules.document import document_of
from sphinx_confrecap.formats.schedules.given import Remarks
from sphinx_confrecap.model.programme import Programme

SAMPLES = {
    # The format, its events, breaks, people, days, and what is remarked.
    "frab-camp2019.json": ("frab", 79, 0, 96, 5, 1),
    "pretalx-democon.json": ("frab", 36, 0, 43, 3, 0),
    "debconf23.xml": ("frab", 117, 31, 143, 8, 0),
    "linux_conf_au_2020.ics": ("ical", 262, 16, 190, 6, 0),
    "purplecon-2018.csv": ("csv", 22, 0, 24, 0, 1),
    "pretalx-rest-version-1.json": ("pretalx", 71, 0, 79, 2, 0),
    "pretalx-rest-version-2.json": ("pretalx", 69, 0, 79, 2, 0),
    "sessionize-all.json": ("sessionize", 13, 0, 13, 1, 0),
    "sessionize-gridsmart.json": ("sessionize", 86, 20, 79, 2, 0),
}


def read(*files: Path) -> tuple[Programme, Remarks]:
    remarks = Remarks()
    documents = [document_of(str(file), file.read_bytes()) for file in files]
    return programme_of(documents, remarks), remarks


@pytest.mark.parametrize("name", SAMPLES)
def test_sample(name: str, shared: Path) -> None:
    programme, remarks = read(shared / "samples" / "schedules" / name)
    events = programme.events
    assert SAMPLES[name] == (
        programme.format,
        len(events),
        sum(event.is_break for event in events),
        sum(len(event.persons) for event in events),
        len({event.day for event in events if event.day}),
        len(remarks.all),
    )
    assert len({event.id for event in events}) == len(events)
    assert not any("@" in person.name for e in events for person in e.persons)


@pytest.mark.parametrize(
    "name", ["pybay-2016", "pycon-es-2016", "writethedocs-na-2016"]
)
def test_archive(name: str, shared: Path) -> None:
    folder = shared / "samples" / "pyvideo" / name
    videos = sorted(folder.glob("videos/*.json"))
    programme, remarks = read(folder / "category.json", *videos)
    assert programme.format == "pyvideo"
    assert len(programme.events) == len(videos)
    assert not remarks.all
    assert all(event.videos and event.start for event in programme.events)
