"""The day of a build."""

from datetime import UTC, date, datetime

import pytest

from sphinx_confrecap.text.today import today


def test_the_environment_may_say_which_day_it_is() -> None:
    last_second = "1582934399"
    assert today({"SOURCE_DATE_EPOCH": last_second}) == date(2020, 2, 28)
    assert today({"SOURCE_DATE_EPOCH": "1582934400"}) == date(2020, 2, 29)


@pytest.mark.parametrize("given", [None, "", "soon", "9" * 30])
def test_without_a_number_it_is_the_current_day(given: str | None) -> None:
    environment = {} if given is None else {"SOURCE_DATE_EPOCH": given}
    before = datetime.now(UTC).date()
    assert before <= today(environment) <= datetime.now(UTC).date()
