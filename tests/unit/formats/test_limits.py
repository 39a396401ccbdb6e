"""Files that are no programme, or that could hurt."""

import json
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_confrecap.formats.schedules.detect import FORMATS, programme_of
from sphinx_confrecap.formats.schedules.document import MAX_BYTES, document_of
from sphinx_confrecap.formats.schedules.given import Remarks
from sphinx_confrecap.model.errors import InputError
from tests.unit import hostile
from tests.unit.formats.reading import event, frab, read

BOMB = '<!DOCTYPE s [<!ENTITY a "x">]><schedule>&a;</schedule>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"\xff\xfe{", "it is not UTF-8"),
        (b"{", "it is not JSON"),
        (b'{"a": NaN}', "it is not JSON"),
        (b'{"a": ' + b"[" * 50 + b"]" * 50 + b"}", "more than 40 levels deep"),
        (b"[" * 100_000, "more than 40 levels deep"),
        (b"<a><b></a>", "it is not XML"),
        (b"<a>" * 50 + b"</a>" * 50, "more than 40 levels deep"),
        (BOMB.encode(), "it declares a document type or entities"),
        (b"<!DOCTYPE html><html></html>", "it declares a document type"),
        (b"<html></html>", "this XML is no programme that is known"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", "it is not a calendar"),
        (b"just words", "no column has titles"),
        (b"title: &a x\nother: *a\n", "anchors"),
        (b"[]", "no programme that is known"),
        (b"{}", "no programme that is known"),
        (b'{"name": "x", "version": "1", "dependencies": {}}', "no programme"),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as raised:
        programme_of([document_of("file.json", data)], Remarks())
    assert "file.json" in str(raised.value)


def test_too_large_before_it_is_parsed() -> None:
    with pytest.raises(InputError, match="larger than 64 MiB"):
        document_of("a", b"{" * (MAX_BYTES + 1))


def test_brackets_in_text_are_not_depth() -> None:
    given_ = frab(event(title="[" * 60 + ' \\" {{{'))
    assert read(given_)[0].events[0].title.startswith("[[[")


def test_too_many_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_confrecap.formats.schedules.detect.MAX_EVENTS", 2)
    with pytest.raises(InputError, match="more than 2 events"):
        read(frab(event(), event(), event()))


def test_unknown_shape_names_the_nearest() -> None:
    given_ = {"sessions": {"speakers": 1, "rooms": 2}, "categories": []}
    with pytest.raises(
        InputError, match=r"sessionize is nearest\. The formats are frab"
    ):
        read(given_)


def test_other_kind_with_the_right_ending() -> None:
    with pytest.raises(InputError, match=r"schedule\.xml: this JSON is no programme"):
        read(("schedule.xml", '{"a": 1}'))


def test_two_formats_at_once() -> None:
    with pytest.raises(InputError, match="has the format frab, file-1 has csv"):
        read(frab(event()), "title\nA\n")


def test_only_speakers() -> None:
    with pytest.raises(InputError, match="no talks"):
        read([{"id": "1", "fullName": "Erika", "sessions": []}])


@settings(max_examples=settings().max_examples * 4)
@given(st.sampled_from(sorted(FORMATS)), hostile.JSON)
@example("csv", "\r0")
@example("csv", f"title\n{'x' * 200_000}")
def test_any_file_is_read_or_refused(name: str, text: str) -> None:
    with suppress(InputError):
        document = document_of("file", text.encode("utf-8", "replace"))
        programme_of([document], Remarks(), name)


@settings(max_examples=settings().max_examples * 4)
@given(st.dictionaries(st.sampled_from(sorted(event())), hostile.VALUES))
def test_any_field_loses_only_itself(facts: dict[str, object]) -> None:
    good = event(guid="good")
    programme = programme_of(
        [document_of("f", json.dumps(frab(event(**facts), good)).encode())], Remarks()
    )
    assert programme.events[-1].title == "Notes"
