"""The day on which a build takes place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime


def today(environment: Mapping[str, str] = os.environ) -> date:
    """Return the day of ``SOURCE_DATE_EPOCH``, else the current one, in UTC.

    The variable holds seconds since 1970, and builds of packages set it. A value
    that is no such number counts as none.
    """
    try:
        return datetime.fromtimestamp(int(environment["SOURCE_DATE_EPOCH"]), UTC).date()
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.now(UTC).date()
