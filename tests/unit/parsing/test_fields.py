"""From the text of an option to a value, or one sentence for the author."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_confrecap.model.errors import FieldError
from sphinx_confrecap.model.queries import Has
from sphinx_confrecap.model.talks import Kind, Link, Status
from sphinx_confrecap.parsing.fields import (
    parse_choice,
    parse_credit,
    parse_cue,
    parse_day,
    parse_duration,
    parse_end,
    parse_language,
    parse_links,
    parse_several,
    parse_timezone,
    parse_url,
    parse_when,
)
from sphinx_confrecap.parsing.names import parse_names, parse_tags
from sphinx_confrecap.parsing.people import parse_speakers
from sphinx_confrecap.text.near import suggest
from sphinx_confrecap.text.urls import safe_url

EVENING = "2018-12-04 23:30"


def parse_late_end(text: str) -> int:
    return parse_end(text, parse_when(EVENING))


def parse_kind(text: str) -> Kind:
    return parse_choice(text, Kind)


def refused(parse: Callable[[str], object], text: str) -> FieldError:
    """Return the error for a text that must not be taken."""
    with pytest.raises(FieldError) as caught:
        parse(text)
    return caught.value


# --- any text -----------------------------------------------------------------

PARSERS: list[Callable[[str], Any]] = [
    parse_kind,
    parse_credit,
    parse_cue,
    parse_day,
    parse_duration,
    parse_late_end,
    parse_language,
    parse_links,
    parse_names,
    parse_speakers,
    parse_tags,
    parse_timezone,
    parse_url,
    parse_when,
]

# Text that gets further than any text would.
PIECES = [
    *("2018", "-", "12", "04", "T", " ", ":", "30", "Z", "+", "99", "0", "h", "min"),
    *("a", "de", "x", "[", "]", "(", ")", "<", ">", ",", ";", "https://", ".", "/"),
    *("Europe", "Berlin", "keynote", '"', "'", "\0", "\xa0", "\u0663"),
    *("\ud800", "\u017f"),
]
TEXTS = st.text() | st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@given(text=TEXTS)
@example(text="")
@example(text="9" * 5000)
@example(text="9" * 5000 + ":00:00")
@example(text="0001-01-01 00:00+14:00")
@example(text="9999-12-31 23:59-14:00")
@example(text="/" * 5000)
@example(text="\ud800")
def test_any_text_is_read_or_refused(parse: Callable[[str], Any], text: str) -> None:
    with suppress(FieldError):
        parse(text)


# --- days and times -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2018-12-04", date(2018, 12, 4)),
        (" 2018-12-04\n", date(2018, 12, 4)),
        ("2016-02-29", date(2016, 2, 29)),
        ("2018-12-04 11:30", datetime(2018, 12, 4, 11, 30)),  # noqa: DTZ001
        ("2018-12-04T11:30", datetime(2018, 12, 4, 11, 30)),  # noqa: DTZ001
        ("2018-12-04  9:30", datetime(2018, 12, 4, 9, 30)),  # noqa: DTZ001
        ("2018-12-04 11:30:15.250", datetime(2018, 12, 4, 11, 30, 15)),  # noqa: DTZ001
        ("2018-12-04T11:30:00Z", datetime(2018, 12, 4, 11, 30, tzinfo=UTC)),
        (
            "2018-12-04 11:30 -0530",
            datetime(
                2018, 12, 4, 11, 30, tzinfo=timezone(-timedelta(hours=5, minutes=30))
            ),
        ),
        (
            "2018-12-04 11:30+01",
            datetime(2018, 12, 4, 11, 30, tzinfo=timezone(timedelta(hours=1))),
        ),
    ],
)
def test_a_start_is_a_day_or_a_day_and_a_time(text: str, when: date) -> None:
    assert parse_when(text) == when
    assert type(parse_when(text)) is type(when)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2018-13-40", "there is no day 2018-13-40"),
        ("2018-02-30", "there is no day 2018-02-30"),
        ("2018-02-30 11:30", "there is no day 2018-02-30"),
        ("0000-01-01", "there is no day 0000-01-01"),
        ("0001-01-01", "check the year"),
        ("9999-12-31", "check the year"),
        ("4 December 2018", "is not a date; write 2018-12-04"),
        ("04.12.2018", "is not a date"),
        ("2018-12", "is not a date"),
        ("2018-12-4", "is not a date"),
        ("20181204", "is not a date"),
        ("2018-12-04, 11:30", "is not a date"),
        ("٢٠١٨-12-04", "is not a date"),
        ("", "is not a date"),
        ("2018-12-04 25:00", "there is no time '25:00'; write hours and minutes"),
        ("2018-12-04 11:60", "there is no time"),
        ("2018-12-04 11", "there is no time"),
        ("2018-12-04 1130", "there is no time"),
        ("2018-12-04 11.30", "there is no time"),
        ("2018-12-04 11:30 CET", "there is no time"),
        ("2018-12-04 11:30am", "there is no time"),
        ("2018-12-04 11:30+99:00", "there is no time"),
        ("2018-12-04 11:30+01:00:30", "there is no time"),
    ],
)
def test_a_day_that_does_not_exist_is_refused(text: str, message: str) -> None:
    assert message in str(refused(parse_when, text))


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31)))  # noqa: DTZ001
def test_a_time_is_read_as_python_writes_it(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, fold=0)
    assert parse_when(moment.isoformat()) == moment
    assert parse_day(moment.isoformat(" ")) == moment.date()


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_a_day_is_read_as_python_writes_it(day: date) -> None:
    assert parse_when(day.isoformat()) == day


def test_a_day_may_have_a_time_that_is_left_out() -> None:
    assert parse_day("2018-12-04 11:30:00 +0100") == date(2018, 12, 4)
    assert type(parse_day("2018-12-04 11:30")) is date


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45),
        ("45 min", 45),
        ("45m", 45),
        ("45 minutes", 45),
        ("1 minute", 1),
        ("1h", 60),
        ("1h30", 90),
        ("1h30m", 90),
        ("1 h 30 min", 90),
        ("1H30", 90),
        ("0h30", 30),
        ("90", 90),
        ("336h", 14 * 24 * 60),
        (" 45 ", 45),
        # As programmes in files have it.
        ("0:45", 45),
        ("00:45", 45),
        ("1:30", 90),
        ("01:30:00", 90),
        ("23:59", 24 * 60 - 1),
    ],
)
def test_a_duration_is_in_minutes(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        *("", "0", "0h", "-5", "1.5h", "h", "min", "an hour", "45 s", "337h", "٤٥"),
        # Minutes and seconds, perhaps.
        *("0:00", "45:00", "24:00", "1:5", "1:60", "0:45:30", "1:30:00:00"),
    ],
)
def test_a_wrong_duration_is_refused(text: str) -> None:
    error = refused(parse_duration, text)
    assert str(error) == f"{text!r} is not a duration; write minutes as 45, or 1h30"


@pytest.mark.parametrize(
    ("start", "text", "minutes"),
    [
        ("2018-12-04 11:30", "12:15", 45),
        ("2018-12-04 09:00", " 9:20 ", 20),
        ("2018-12-04 11:30", "2018-12-04 12:15", 45),
        ("2018-12-04 11:30", "2018-12-05T10:30", 23 * 60),
        ("2018-12-04 11:30Z", "12:15", 45),
        ("2018-12-04 11:30Z", "13:15+01:00", 45),
        ("2018-12-04 11:30", "12:15+01:00", 45),
        (EVENING, "00:15", 45),
        (EVENING, "2018-12-05 00:15", 45),
    ],
)
def test_an_end_gives_the_duration(start: str, text: str, minutes: int) -> None:
    assert parse_end(text, parse_when(start)) == minutes


@pytest.mark.parametrize(
    ("start", "text", "says"),
    [
        ("", "12:15", "an end needs a start with a time"),
        ("2018-12-04", "12:15", "an end needs a start with a time"),
        (EVENING, "2018-12-05", "write 12:15"),
        (EVENING, "soon", "write 12:15"),
        (EVENING, "25:00", "hours and minutes as 09:30"),
        (EVENING, "2018-13-05 10:00", "check month and day"),
        (EVENING, "23:30", "is not after the start"),
        (EVENING, "12:30", "is not after the start"),
        (EVENING, "2018-12-04 23:15", "is not after the start"),
        (EVENING, "2019-12-04 23:15", "is not after the start"),
    ],
)
def test_a_wrong_end_is_refused(start: str, text: str, says: str) -> None:
    moment = parse_when(start) if start else None
    assert says in str(refused(lambda text: parse_end(text, moment), text))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0:00", 0), ("45", 45), ("12:30", 750), ("1:02:03", 3723), ("100:00:00", 360000)],
)
def test_a_cue_is_in_seconds(text: str, seconds: int) -> None:
    assert parse_cue(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "12:60", "60", "1:60:00", "12.30", "-1", "a", ":"]
)
def test_a_wrong_cue_is_refused(text: str) -> None:
    error = refused(parse_cue, text)
    assert str(error) == f"{text!r} is not a place in a recording; write 12:30"


# --- languages and zones ------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("de", "eng", "pt-BR", "PT-br", "zh-Hant", "zh-Hant-TW", "es-419"),
        *("sl-rozaj-biske", "de-CH-1901", "de-x-internal", "en-u-ca-buddhist"),
        *("zh-yue", " de "),
    ],
)
def test_a_language_is_a_bcp_47_tag(text: str) -> None:
    assert parse_language(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        *("", "English", "Deutsch", "german", "e", "en_GB", "de-", "-de", "de DE"),
        *("\u017fv", "12"),
    ],
)
def test_a_wrong_language_is_refused(text: str) -> None:
    assert "write de, en or pt-BR" in str(refused(parse_language, text))


@pytest.mark.parametrize("text", ["Europe/Berlin", "America/New_York", "UTC", " UTC "])
def test_a_zone_is_an_iana_name(text: str) -> None:
    assert parse_timezone(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        *("", "Europe", "Berlin", "Mars/Base", "+01:00", "../etc/passwd"),
        *("/etc/passwd", "."),
    ],
)
def test_a_wrong_zone_is_refused(text: str) -> None:
    assert "IANA name such as Europe/Berlin" in str(refused(parse_timezone, text))


# --- choices ------------------------------------------------------------------


def test_a_choice_is_found_whatever_its_case() -> None:
    assert parse_choice(" Keynote ", Kind) is Kind.KEYNOTE
    assert parse_choice("NOT-recorded", Status) is Status.NOT_RECORDED


def test_an_unknown_choice_is_refused_with_what_there_is() -> None:
    assert str(refused(parse_kind, "Keynot")) == (
        "'Keynot' is not one of talk, keynote, panel, workshop, lightning, tutorial, "
        "bof, break, other, did you mean 'keynote'?"
    )
    assert str(refused(parse_kind, "xyz")).endswith("bof, break, other")


def test_of_several_choices_the_known_ones_stay() -> None:

    def parse(text: str) -> tuple[Has, ...]:
        return parse_several(text, lambda name: parse_choice(name, Has))

    assert parse("video, Slides") == (Has.VIDEO, Has.SLIDES)
    error = refused(parse, "video, sildes, x")
    assert error.usable == (Has.VIDEO,)
    assert "'sildes'" in str(error)
    assert "'x'" in str(error)


@pytest.mark.parametrize(
    ("text", "known", "hint"),
    [
        ("Kubernets", ["Kubernetes", "Prometheus"], ", did you mean 'Kubernetes'?"),
        ("KUBERNETES", ["Kubernetes"], ", did you mean 'Kubernetes'?"),
        ("talk", ["talks", "walk", "xyz"], ", did you mean 'talks' or 'walk'?"),
        ("nothing", ["Kubernetes"], ""),
        ("nothing", [], ""),
    ],
)
def test_near_names_are_suggested(text: str, known: list[str], hint: str) -> None:
    assert suggest(text, known) == hint


# --- links --------------------------------------------------------------------


def test_an_address_is_cleaned() -> None:
    assert parse_url(" https://example.org/\n ") == "https://example.org/"


@pytest.mark.parametrize("text", ["", "javascript:alert(1)", "data:,x", "a.b:80/c"])
def test_an_address_that_may_not_be_a_link_is_refused(text: str) -> None:
    error = refused(parse_url, text)
    assert str(error) == f"{text!r} may not be a link; use http, https or mailto"


def links(*given: tuple[str, str]) -> tuple[Link, ...]:
    return tuple(Link(label=label, url=url) for label, url in given)


A, B = "https://a.example/", "https://b.example/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (A, links(("", A))),
        (f"[A]({A})", links(("A", A))),
        (f"A <{A}>", links(("A", A))),
        (f"[A](<{A}>)", links(("A", A))),
        (f"[]({A})", links(("", A))),
        (f"[A]({A}), [B]({B})", links(("A", A), ("B", B))),
        (f"[A]({A}); B <{B}>", links(("A", A), ("B", B))),
        (f"{A}, {B}", links(("", A), ("", B))),
        (f"{A},{B}", links(("", A), ("", B))),
        (f"{A} {B}", links(("", A), ("", B))),
        (f"{A}\n{B}", links(("", A), ("", B))),
        (f"{A},\xa0{B}", links(("", A), ("", B))),
        (f"[A, and\n more]({A})", links(("A, and more", A))),
        (f"A b <{A}>, c <{B}>", links(("A b", A), ("c", B))),
        (f"{A}x,y, {B}", links(("", f"{A}x,y"), ("", B))),
        (f"{A}x_(y), {B}", links(("", f"{A}x_(y)"), ("", B))),
        (f"[A]({A}x_(y))", links(("A", f"{A}x_(y)"))),
        (f"[A [1] b]({A}), [B]({B})", links(("A [1] b", A), ("B", B))),
        (rf"[A \] b \[ c]({A})", links(("A ] b [ c", A))),
        (f"[[[A], b]]({A}), {B}", links(("[[A], b]", A), ("", B))),
        (f"[`a]` and *b*]({A})", links(("a] and b", A))),
        (f"A [1] <{A}>, [B](<{B}>)", links(("A [1]", A), ("B", B))),
        (f"{A} [B](<{B}>)", links(("", A), ("B", B))),
        ("slides.pdf", links(("", "slides.pdf"))),
        ("[Slides](../files/slides.pdf)", links(("Slides", "../files/slides.pdf"))),
        ("mailto:team@example.org", links(("", "mailto:team@example.org"))),
    ],
)
def test_links_are_read(text: str, expected: tuple[Link, ...]) -> None:
    assert parse_links(text) == expected


@pytest.mark.parametrize(
    ("text", "url", "label"),
    [
        ("https://example.org/a", "https://example.org/a", ""),
        (
            "[The *programme*](https://example.org)",
            "https://example.org",
            "The programme",
        ),
        ("The programme <https://example.org>", "https://example.org", "The programme"),
        ("`CC BY <https://example.org>`__", "https://example.org", "CC BY"),
        ("CC BY 4.0", "", "CC BY 4.0"),
        ("MIT", "", "MIT"),
        ("The programme,\n  page 3", "", "The programme, page 3"),
    ],
)
def test_a_credit_is_a_link_or_words(text: str, url: str, label: str) -> None:
    assert parse_credit(text) == Link(url=url, label=label)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:x",
        "[x](a.pdf)",
        "[x](data:text/html,x)",
        "[x](https://example.org), page 3",
        "See https://example.org",
    ],
)
def test_a_credit_leads_to_no_bad_place(text: str) -> None:
    refused(parse_credit, text)


@pytest.mark.parametrize(
    ("text", "message", "usable"),
    [
        (f"{A}, javascript:x, {B}", "'javascript:x' may not", links(("", A), ("", B))),
        (f"[A](data:,x), [B]({B})", "'data:,x' may not be a link", links(("B", B))),
        (f"[A](b c), {B}", "'[A](b c)' is not a link", links(("", B))),
        (f"[A], {B}", "'[A]' is not a link; write [label](address)", links(("", B))),
        (f"{A}, [B]({B}", f"'[B]({B}' is not a link", links(("", A))),
        (f"[A ] b]({A}), {B}", r"\[ and \] for brackets", links(("", B))),
        (f"[A](), {B}", "'' may not be a link", links(("", B))),
        (f"Kublr: {A}", "'Kublr:' may not be a link", links(("", A))),
        ("javascript:x", "may not be a link", ()),
        ("https://2130706433/", "names no host", ()),
        (f"https://a%2fb/, {A}", "names no host", links(("", A))),
    ],
)
def test_only_a_bad_link_goes(
    text: str, message: str, usable: tuple[Link, ...]
) -> None:
    error = refused(parse_links, text)
    assert message in str(error)
    assert error.usable == usable


@pytest.mark.parametrize("text", ["", " ", ",;,", "\xa0"])
def test_a_list_without_an_address_is_refused(text: str) -> None:
    error = refused(parse_links, text)
    assert str(error) == "the list holds no address"
    assert error.usable is None


@given(TEXTS)
def test_every_link_that_is_read_is_safe(text: str) -> None:
    try:
        found = parse_links(text)
    except FieldError as error:
        found = error.usable or ()  # type: ignore[assignment]
    assert all(safe_url(link.url) == link.url for link in found)
