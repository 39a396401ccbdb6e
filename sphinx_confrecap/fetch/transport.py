"""One safe GET.

Addresses come from documents, and from answers of strangers' servers. So a request uses
https, goes only to a host that the caller allows, at a public address, and ends at a
deadline or after a number of bytes, whatever the server does.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any, cast
from urllib.parse import SplitResult, quote, urljoin

import certifi

from ..model.errors import PayloadError
from ..text.urls import hostname_of, split_url

MAX_PAGE = 2 * 1024 * 1024
"""Bytes of an answer that is not an image, after decoding."""

MAX_PARTS = 50_000
"""Objects and arrays of an answer in JSON; observed posts have less than 200."""

MAX_REDIRECTS = 3
MAX_URL = 4096
HTTPS_PORT = 443
_CHUNK = 64 * 1024
_AGENT = "sphinx-confrecap (keeps posts that a documentation quotes)"

# Python's is_global knows IANA's registries of special addresses. It does not refuse
# multicast, addresses for documentation in older versions (RFC 9637), and addresses
# that contain another one, which can lead to a private network (RFC 3056, 4380, 6052).
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_REFUSED = (
    IPv6Network("2001::/23"),
    IPv6Network("2002::/16"),
    IPv6Network("3fff::/20"),
    IPv4Network("192.88.99.0/24"),
)


class FetchError(PayloadError):
    """Nothing usable came back; the message says why, for the user.

    *transient* tells whether another try may help.
    """

    def __init__(self, message: str, *, transient: bool = False) -> None:
        super().__init__(message)
        self.transient = transient


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A server's answer, whether it was a success or not."""

    status: int
    headers: Message
    body: bytes

    def json(self) -> object:
        """Return the body as JSON; raises :class:`FetchError`."""
        # Each is a hundred times as large in memory as it may be in the text.
        if self.body.count(b"{") + self.body.count(b"[") > MAX_PARTS:
            raise FetchError(f"the answer has more than {MAX_PARTS} parts")
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise FetchError("the answer is not JSON") from None


def addresses_of(host: str) -> list[str]:
    """Return the IP addresses that the resolver has for *host*; raises OSError."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def is_public(address: str) -> bool:
    """Tell whether *address* is one on the public internet."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if ip.version == 6 and ip not in _GLOBAL_UNICAST:
        return False
    if any(ip in network for network in _REFUSED):
        return False
    return ip.is_global and not ip.is_multicast


@dataclass(frozen=True, kw_only=True)
class Network:
    """The way to the network. The command always uses the defaults.

    Tests pass another one, so that they reach their own server under the platforms'
    names. Nothing else changes it: no option, no setting and no variable of the
    environment.
    """

    resolve: Callable[[str], list[str]] = addresses_of
    permits: Callable[[str], bool] = is_public
    port: int = HTTPS_PORT
    # Not the system's, which variables of the environment extend.
    certificates: str = certifi.where()
    deadline: float = 20.0
    """In seconds, for all that belongs to a request."""
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


class Deadline:
    """A point in time after which nothing of a request may go on."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left; raises TimeoutError if none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _Socket(ssl.SSLSocket):
    """Gives each read the time that is left.

    A full time for each read would let a server send a byte now and then, for ever.
    """

    deadline: Deadline

    def recv_into(self, *arguments: Any, **options: Any) -> int:
        self.settimeout(self.deadline.left())
        return super().recv_into(*arguments, **options)


class _Connection(HTTPSConnection):
    """Connects to addresses that were looked up once, and checked."""

    def __init__(self, host: str, client: Client, deadline: Deadline) -> None:
        super().__init__(host, context=client.context)
        self._client = client
        self._deadline = deadline

    def connect(self) -> None:
        plain = self._dial(self._client.addresses(self.host, self._deadline))
        try:
            plain.settimeout(self._deadline.left())
            secure = self._client.context.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise
        cast("_Socket", secure).deadline = self._deadline
        self.sock = secure

    def _dial(self, addresses: list[str]) -> socket.socket:
        """Connect to the first address that answers."""
        failure: OSError = TimeoutError()
        for number, address in enumerate(addresses):
            # An address that never answers leaves time for the others.
            timeout = self._deadline.left() / (len(addresses) - number)
            port = self._client.network.port
            try:
                return socket.create_connection((address, port), timeout)
            except OSError as error:
                failure = error
        raise failure


class Client:
    """Sends requests. Keeps nothing from one to the next, not even cookies."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._headers = {"User-Agent": _AGENT, "Accept-Encoding": "gzip"}
        self.context = ssl.create_default_context(cafile=network.certificates)
        self.context.sslsocket_class = _Socket

    def get(
        self, url: str, hosts: Collection[str], *, limit: int = MAX_PAGE
    ) -> Response:
        """Ask for *url*, and follow redirects only to *hosts*.

        *limit* is the number of bytes that the decoded body may have. Raises
        :class:`FetchError`. An answer with an error status raises nothing.
        """
        deadline = Deadline(self.network.deadline)
        target = _allowed(url, hosts)
        for _ in range(1 + MAX_REDIRECTS):
            response = self._exchange(target, deadline, limit)
            location = response.headers.get("Location")
            if not (300 <= response.status < 400 and location):
                return response
            target = _allowed(_joined(target.geturl(), location), hosts)
        raise FetchError(f"{target.hostname} redirects more than {MAX_REDIRECTS} times")

    def addresses(self, host: str, deadline: Deadline) -> list[str]:
        """Look *host* up once; raises OSError, or FetchError if none is public."""
        found = _within(deadline, lambda: self.network.resolve(host))
        public = [address for address in found if self.network.permits(address)]
        if not public:
            raise FetchError(f"{host} has no public address")
        return public

    def _exchange(
        self, target: SplitResult, deadline: Deadline, limit: int
    ) -> Response:
        host = target.hostname or ""
        connection = _Connection(host, self, deadline)
        try:
            connection.request("GET", _path_of(target), headers=self._headers)
            with connection.getresponse() as response:
                return Response(
                    status=response.status,
                    headers=response.headers,
                    body=_body(response, limit),
                )
        except TimeoutError:
            seconds = f"{self.network.deadline:g} s"
            message = f"{host} did not finish within {seconds}"
            raise FetchError(message, transient=True) from None
        except ssl.SSLCertVerificationError as error:
            raise FetchError(
                f"the certificate of {host} is not valid: {error.verify_message}"
            ) from None
        except FetchError:
            raise
        except (OSError, HTTPException, ValueError) as error:
            reason = str(error)[:200] or type(error).__name__
            message = f"the connection to {host} failed: {reason}"
            raise FetchError(message, transient=True) from None
        finally:
            connection.close()


def _within(deadline: Deadline, work: Callable[[], list[str]]) -> list[str]:
    """Do *work*, but wait for it only until *deadline*.

    The resolver of the system has its own time limits, and cannot be interrupted. Its
    thread ends with the process.
    """
    result: list[list[str]] = []
    failure: list[OSError] = []

    def target() -> None:
        try:
            result.append(work())
        except (OSError, UnicodeError) as error:
            failure.append(OSError(f"its name cannot be looked up: {error}"))

    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if failure:
        raise failure[0]
    if not result:
        raise TimeoutError
    return result[0]


def _allowed(url: str, hosts: Collection[str]) -> SplitResult:
    """Split *url*, if a request may go there; raises :class:`FetchError`."""
    target, host = split_url(url), hostname_of(url)
    try:
        port = target.port
    except ValueError:
        raise FetchError(f"{url[:200]!r} is not an address") from None
    if len(url) > MAX_URL:
        raise FetchError(f"an address of {len(url)} characters is too long")
    if target.scheme != "https":
        raise FetchError(f"{url[:200]!r} is not an https address")
    if host not in hosts or ":" in host:
        raise FetchError(f"{url[:200]!r} leads to a host that is not allowed")
    if port not in (None, HTTPS_PORT) or target.username is not None:
        raise FetchError(f"{url[:200]!r} names a port or a user")
    return target._replace(netloc=host)


def _path_of(target: SplitResult) -> str:
    path = quote(target.path or "/", safe="/%:@!$&'()*+,;=~")
    query = quote(target.query, safe="/%:@!$&'()*+,;=~?")
    return f"{path}?{query}" if query else path


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise FetchError(f"a redirect to {location[:200]!r} leads nowhere") from None


def _body(response: HTTPResponse, limit: int) -> bytes:
    """Read and decode at most *limit* bytes; raises :class:`FetchError`."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchError(f"the answer is encoded as {encoding[:40]!r}")
    # 16 asks for the header of gzip (manual of zlib, inflateInit2).
    gzip = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in encoding else None
    announced = response.length
    body, received = bytearray(), 0
    while chunk := response.read(_CHUNK):
        received += len(chunk)
        try:
            # One byte more than is allowed shows that there is more.
            body += gzip.decompress(chunk, limit + 1 - len(body)) if gzip else chunk
        except zlib.error:
            raise FetchError("the answer is compressed in a wrong way") from None
        if len(body) > limit:
            raise FetchError(f"the answer has more than {limit // 1024} KiB")
        # zlib would keep it, without a limit.
        if gzip and gzip.unused_data:
            raise FetchError("the answer continues after its end")
    if received < (announced or 0) or (gzip and received and not gzip.eof):
        raise FetchError("the answer is incomplete", transient=True)
    return bytes(body)
