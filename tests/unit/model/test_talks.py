"""Days and zones of the model."""

from datetime import UTC, date, datetime

import pytest

from sphinx_confrecap.model.talks import day_of, in_zone
from sphinx_confrecap.parsing.fields import parse_when


@pytest.mark.parametrize(
    ("text", "timezone", "expected"),
    [
        ("2018-12-04 11:30", "Europe/Berlin", "2018-12-04T11:30:00+01:00"),
        ("2018-07-04 11:30", "Europe/Berlin", "2018-07-04T11:30:00+02:00"),
        ("2018-12-04T23:30Z", "Europe/Berlin", "2018-12-05T00:30:00+01:00"),
        ("2018-12-04 11:30", "", "2018-12-04T11:30:00"),
        ("2018-12-04 11:30+05:30", "", "2018-12-04T11:30:00+05:30"),
    ],
)
def test_a_time_is_meant_in_its_zone(text: str, timezone: str, expected: str) -> None:
    when = parse_when(text)
    assert isinstance(when, datetime)
    assert in_zone(when, timezone).isoformat() == expected


@pytest.mark.parametrize("timezone", ["America/New_York", "Asia/Tokyo"])
@pytest.mark.parametrize("text", ["0002-01-01 00:00+14:00", "9998-12-31 23:59-14:00"])
def test_no_time_leaves_the_calendar(text: str, timezone: str) -> None:
    when = parse_when(text)
    assert isinstance(when, datetime)
    assert in_zone(when, timezone) == when


def test_the_day_of_a_start() -> None:
    day = date(2018, 12, 4)
    assert day_of(datetime(2018, 12, 4, 23, 59, tzinfo=UTC)) == day
    assert type(day_of(datetime(2018, 12, 4, 23, 59, tzinfo=UTC))) is date
    assert day_of(day) == day
    assert day_of(None) is None
