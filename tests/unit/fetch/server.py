"""A server in the place of the platforms, and does all that a server can do wrong.

It speaks TLS under the platforms' names, with a certificate that tests alone trust.
`server.pem` holds its key: it is worth nothing elsewhere.
"""

import gzip
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from sphinx_confrecap.fetch.transport import Network

FOLDER = Path(__file__).parent
NOW = datetime(2031, 5, 1, 12, tzinfo=UTC)

Send = Callable[[bytes], None]
Answer = Callable[[Send], None]


@dataclass(frozen=True)
class Request:
    host: str
    path: str
    query: Mapping[str, list[str]]
    head: str


@dataclass
class FaultServer:
    """Answers what tests tell it to; all else is a 404 without a body."""

    port: int = 0
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    sleeps: list[float] = field(default_factory=list)

    def on(self, place: str, *answers: Answer) -> None:
        """Answer at a host and path with one after the other; the last stays."""
        self.answers[place] = list(answers)

    def answer(self, request: Request) -> Answer:
        self.requests.append(request)
        answers = self.answers.get(request.host + request.path, [reply(404)])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    @property
    def asked(self) -> list[str]:
        return [request.host + request.path for request in self.requests]

    def network(self, deadline: float = 15.0) -> Network:
        """Return a network in which every name leads here."""
        return Network(
            resolve=lambda _: ["127.0.0.1"],
            permits=lambda address: address == "127.0.0.1",
            port=self.port,
            certificates=str(FOLDER / "ca.pem"),
            deadline=deadline,
            sleep=self.sleeps.append,
            now=lambda: NOW,
        )


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    faults: FaultServer
    context: ssl.SSLContext

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients hang up on what they do not want."""


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        with server.context.wrap_socket(self.request, server_side=True) as connection:
            connection.settimeout(30)
            head = b""
            while b"\r\n\r\n" not in head:
                if not (received := connection.recv(65536)):
                    return
                head += received
            answer = server.faults.answer(request_of(head.decode()))
            with suppress(OSError):
                answer(connection.sendall)
                # Else the last bytes may get lost with the connection.
                connection.unwrap().close()


def request_of(head: str) -> Request:
    lines = head.split("\r\n")
    url = urlsplit(lines[0].split()[1])
    host = next(line[6:] for line in lines if line.lower().startswith("host: "))
    return Request(host.partition(":")[0], url.path, parse_qs(url.query), head)


@contextmanager
def serving() -> Iterator[FaultServer]:
    faults = FaultServer()
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        server.context.load_cert_chain(FOLDER / "server.pem")
        server.faults = faults
        faults.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        try:
            yield faults
        finally:
            server.shutdown()
            thread.join()


# --- answers ------------------------------------------------------------------


def reply(
    status: int = 200, body: bytes = b"", kind: str = "application/json", **headers: str
) -> Answer:
    """Answer as a server should; ``_`` in the name of a header means ``-``."""

    def answer(send: Send) -> None:
        fields = {"Content-Length": str(len(body)), **headers}
        send(head(status, kind, fields) + body)

    return answer


def head(status: int, kind: str, headers: Mapping[str, str]) -> bytes:
    fields = {"Content-Type": kind, "Connection": "close", **headers}
    lines = [f"{name.replace('_', '-')}: {text}" for name, text in fields.items()]
    return "\r\n".join([f"HTTP/1.1 {status} X", *lines, "", ""]).encode()


def redirect(url: str) -> Answer:
    return reply(302, Location=url)


def truncated(body: bytes) -> Answer:
    """Announce all of *body*, and send half of it."""

    def answer(send: Send) -> None:
        send(head(200, "application/json", {"Content-Length": str(len(body))}))
        send(body[: len(body) // 2])

    return answer


def endless(kind: str = "application/json") -> Answer:
    """Send without end, and without a length."""

    def answer(send: Send) -> None:
        send(head(200, kind, {}))
        while True:
            send(b'{"text": "' + b"x" * 65536)

    return answer


def bomb(size: int = 300 * 1024 * 1024) -> Answer:
    """Send a few KiB that decode to *size* bytes."""
    member = gzip.compress(bytes(size // 100), 9)

    def answer(send: Send) -> None:
        send(head(200, "application/json", {"Content-Encoding": "gzip"}))
        send(member * 100)

    return answer


def dripping_body() -> Answer:
    def answer(send: Send) -> None:
        send(head(200, "application/json", {"Content-Length": "100000"}))
        while True:
            send(b" ")
            time.sleep(0.1)

    return answer


def dripping_head() -> Answer:
    def answer(send: Send) -> None:
        send(b"HTTP/1.1 200 OK\r\n")
        while True:
            send(b"X")
            time.sleep(0.1)

    return answer


def silent(send: Send) -> None:
    """Say nothing for longer than anyone waits."""
    time.sleep(10)


def garbage(send: Send) -> None:
    send(b"\x00\xff" * 500 + b"\r\n\r\n")


def hang_up(send: Send) -> None:
    """Close the connection without a word."""
