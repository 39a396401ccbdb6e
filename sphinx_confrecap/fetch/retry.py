"""Requests, one at a time. One that fails is tried again, after a pause."""

from __future__ import annotations

import random
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from ..text.urls import hostname_of
from .transport import MAX_PAGE, Client, FetchError, Network, Response

TRIES = 3
MAX_WAIT = 60.0
"""The longest pause before another try, in seconds."""

_TOO_MANY = 429


class RetryingClient:
    """Sends requests one after the other, and tries again if that may help.

    A host gets no more requests if it cannot be reached, or wants a longer pause than
    :data:`MAX_WAIT`.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._client = Client(network)
        self._left: set[str] = set()

    def get(
        self, url: str, hosts: Collection[str], *, limit: int = MAX_PAGE
    ) -> Response:
        """Ask as :meth:`Client.get` does; raises :class:`FetchError`."""
        host = hostname_of(url)
        if host in self._left:
            raise FetchError(
                f"{host} is not asked again in this run; the reason is above"
            )
        number = 1
        while True:
            answer = self._try(url, hosts, limit)
            if isinstance(answer, Response) and not _is_busy(answer):
                return answer
            pause = self._pause(answer, number)
            if pause > MAX_WAIT or number == TRIES:
                return self._given_up(host, answer, pause)
            self._network.sleep(pause)
            number += 1

    def _try(
        self, url: str, hosts: Collection[str], limit: int
    ) -> Response | FetchError:
        """Return the answer, or an error if another try may help."""
        try:
            return self._client.get(url, hosts, limit=limit)
        except FetchError as error:
            if not error.transient:
                raise
            return error

    def _pause(self, answer: Response | FetchError, number: int) -> float:
        """Return the seconds to wait: as many as the host wants, or a second or two."""
        # Random, so that requests that failed together do not come back together.
        pause: float = 2.0**number * random.uniform(0.25, 0.75)  # noqa: S311, no secret
        if isinstance(answer, FetchError):
            return pause
        wanted = answer.headers.get("Retry-After", "")
        return max(pause, seconds_of(wanted, self._network.now()))

    def _given_up(
        self, host: str, answer: Response | FetchError, pause: float
    ) -> Response:
        if isinstance(answer, FetchError):
            self._left.add(host)
            raise answer
        if pause > MAX_WAIT:
            self._left.add(host)
            wait = timedelta(seconds=pause)
            raise FetchError(
                f"{host} is not asked again: it asked us to wait for {wait}"
            )
        if answer.status == _TOO_MANY:
            self._left.add(host)
        return answer


def _is_busy(response: Response) -> bool:
    return response.status == _TOO_MANY or response.status >= 500


def seconds_of(text: str, now: datetime) -> float:
    """Read ``Retry-After``: seconds or a date (RFC 9110, 10.2.3); 0 if it is neither.

    More than a year is a year.
    """
    seconds = 0.0
    if text.strip().isdecimal() and len(text) < 20:
        seconds = float(text)
    else:
        with suppress(ValueError, OverflowError):
            date = parsedate_to_datetime(text)
            # A date without a zone is in UTC.
            date = date if date.tzinfo else date.replace(tzinfo=UTC)
            seconds = (date - now).total_seconds()
    return min(max(seconds, 0.0), timedelta(days=365).total_seconds())
