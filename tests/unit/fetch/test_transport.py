"""One GET, whatever the other side does."""

import ast
import gzip
import json
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

import sphinx_confrecap
from sphinx_confrecap.fetch.transport import (
    MAX_PAGE,
    Client,
    FetchError,
    Network,
    Response,
    is_public,
)
from tests.unit.fetch.server import (
    Answer,
    FaultServer,
    bomb,
    dripping_body,
    dripping_head,
    endless,
    garbage,
    hang_up,
    redirect,
    reply,
    silent,
    truncated,
)

HOST = "mastodon.example"
URL = f"https://{HOST}/a"


def get(faults: FaultServer, url: str = URL, deadline: float = 15.0) -> Response:
    return Client(faults.network(deadline)).get(url, {HOST})


def test_an_answer_comes_with_status_headers_and_body(faults: FaultServer) -> None:
    faults.on(f"{HOST}/a", reply(404, b'{"error": "gone"}', Retry_After="3"))
    response = get(faults, f"{URL}?b=c%20d")
    assert response.status == 404
    assert response.headers["Retry-After"] == "3"
    assert response.json() == {"error": "gone"}
    assert faults.requests[0].query == {"b": ["c d"]}


def test_a_request_has_a_user_agent_and_nothing_else(
    faults: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text(f"machine {HOST} login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, str(tmp_path / "none.pem"))
    faults.on(f"{HOST}/a", reply(200, b"{}", Set_Cookie="a=b"))
    client = Client(faults.network())
    for _ in range(2):
        assert client.get(URL, {HOST}).status == 200
    names = [line.partition(":")[0] for line in faults.requests[1].head.split("\r\n")]
    assert sorted(names[1:-2]) == ["Accept-Encoding", "Host", "User-Agent"]


@pytest.mark.parametrize(
    "url",
    [
        "http://mastodon.example/a",
        "ftp://mastodon.example/a",
        "file:///etc/passwd",
        "//mastodon.example/a",
        "/a",
        "",
        "https://other.example/a",
        "https://mastodon.example.evil.example/a",
        "https://evil.example\\@mastodon.example/a",
        "https://mastodon.example@evil.example/a",
        "https://user:password@mastodon.example/a",
        "https://mastodon.example:22/a",
        "https://mastodon.example:99999/a",
        "https://127.0.0.1/a",
        "https://2130706433/a",
        "https://[::1]/a",
        "https://[::1/a",
        "https://localhost/a",
        "https://mastodon.example/" + "a" * 5000,
    ],
)
def test_only_allowed_hosts_are_asked(faults: FaultServer, url: str) -> None:
    with pytest.raises(FetchError) as failed:
        get(faults, url)
    assert not failed.value.transient
    assert faults.requests == []


def test_no_sign_in_an_address_breaks_the_request(faults: FaultServer) -> None:
    faults.on(f"{HOST}/%C3%A4%20b", reply())
    assert get(faults, f"https://{HOST}/ä b?q=ö\r\nX: y").status == 200
    assert "X: y" not in faults.requests[0].head.split("\r\n")


# --- redirects ----------------------------------------------------------------


def test_a_redirect_on_an_allowed_host_is_followed(faults: FaultServer) -> None:
    faults.on(f"{HOST}/a", redirect("/b"))
    faults.on(f"{HOST}/b", redirect(f"https://{HOST}/c"))
    faults.on(f"{HOST}/c", reply(200, b"[]"))
    assert get(faults).json() == []


@pytest.mark.parametrize("ring", [["/a"], ["/b", "/a"]])
def test_redirects_in_a_circle_end(faults: FaultServer, ring: list[str]) -> None:
    for number, path in enumerate(ring):
        faults.on(HOST + ring[number - 1], redirect(path))
    with pytest.raises(FetchError, match="more than 3 times"):
        get(faults)
    assert len(faults.requests) == 4


@pytest.mark.parametrize(
    "url",
    [
        *("http://mastodon.example/b", "https://127.0.0.1/b", "https://127.8.8.8/b"),
        *("https://169.254.169.254/latest/meta-data", "https://[::1]/b"),
        *("https://[::ffff:127.0.0.1]/b", "file:///etc/passwd"),
        *("https://other.example/b", "//other.example/b"),
        *("https://mastodon.example:8443/b", "https://[/b", "javascript:alert(1)"),
    ],
)
def test_a_redirect_elsewhere_is_not_followed(faults: FaultServer, url: str) -> None:
    faults.on(f"{HOST}/a", redirect(url))
    with pytest.raises(FetchError):
        get(faults)
    assert faults.asked == [f"{HOST}/a"]


@pytest.mark.parametrize("host", ["2001:db8::1", "2001:db8::a:b"])
def test_an_address_in_brackets_is_not_asked(faults: FaultServer, host: str) -> None:
    with pytest.raises(FetchError, match="not allowed"):
        Client(faults.network()).get(f"https://[{host}]/a", {host})


def test_a_host_in_other_letters_is_asked_by_its_own_name(faults: FaultServer) -> None:
    host = "xn--mnchen-3ya.example"
    faults.on(f"{host}/a", reply(200, b"1"))
    with pytest.raises(FetchError, match="certificate"):
        Client(faults.network()).get("https://münchen.example/a", {host})


# --- addresses ----------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.8.8.8"),
        *("169.254.169.254", "172.16.0.1", "192.0.0.1", "192.0.2.1", "192.88.99.1"),
        *("192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1"),
        *("239.1.1.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *("64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1"),
        *("2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1"),
        *("fd00::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1"),
        *("", "localhost", "8.8.8", "0x08080808", "134744072"),
    ],
)
def test_an_address_that_is_not_public_is_not_dialled(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "104.16.0.1", "2606:4700::1111"])
def test_a_public_address_is_dialled(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "169.254.169.254"])
def test_a_private_address_is_refused(faults: FaultServer, address: str) -> None:
    network = replace(faults.network(), resolve=lambda _: [address], permits=is_public)
    with pytest.raises(FetchError, match=r"mastodon\.example has no public address"):
        Client(network).get(URL, {HOST})
    assert faults.requests == []


def test_a_name_is_looked_up_once_for_a_connection(faults: FaultServer) -> None:
    looked_up: list[str] = []

    def rebinding(host: str) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["127.9.9.9"]

    faults.on(f"{HOST}/a", reply())
    network = replace(faults.network(), resolve=rebinding)
    assert Client(network).get(URL, {HOST}).status == 200
    assert looked_up == [HOST]


def test_a_silent_address_leaves_the_others(faults: FaultServer) -> None:
    faults.on(f"{HOST}/a", reply())
    network = replace(
        faults.network(),
        # No server is at the first.
        resolve=lambda _: ["127.0.0.2", "127.0.0.1"],
        permits=lambda address: address.startswith("127."),
    )
    assert Client(network).get(URL, {HOST}).status == 200


def test_a_name_without_an_answer_may_be_asked_again(faults: FaultServer) -> None:
    def fail(host: str) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(FetchError, match="no such name") as failed:
        Client(replace(faults.network(), resolve=fail)).get(URL, {HOST})
    assert failed.value.transient


def test_a_certificate_for_another_name_is_refused(faults: FaultServer) -> None:
    with pytest.raises(FetchError, match="certificate") as failed:
        Client(faults.network()).get("https://evil.example/", {"evil.example"})
    assert not failed.value.transient
    assert faults.requests == []


def test_a_certificate_of_others_is_refused(faults: FaultServer) -> None:
    network = replace(faults.network(), certificates=Network().certificates)
    with pytest.raises(FetchError, match="certificate"):
        Client(network).get(URL, {HOST})


# --- time ---------------------------------------------------------------------


def slow_lookup(host: str) -> list[str]:
    time.sleep(5)
    return []


@pytest.mark.parametrize("answer", [dripping_body(), dripping_head(), silent])
def test_a_slow_answer_has_a_deadline(faults: FaultServer, answer: Answer) -> None:
    faults.on(f"{HOST}/a", answer)
    begin = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0\.3 s") as failed:
        get(faults, deadline=0.3)
    assert time.monotonic() - begin < 3
    assert failed.value.transient


def test_a_slow_lookup_ends_with_the_deadline(faults: FaultServer) -> None:
    network = replace(faults.network(0.4), resolve=slow_lookup)
    begin = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0\.4 s"):
        Client(network).get(URL, {HOST})
    assert time.monotonic() - begin < 3


def test_all_hops_share_one_deadline(faults: FaultServer) -> None:
    def slow_redirect(send):
        time.sleep(0.4)
        redirect("/a")(send)

    faults.on(f"{HOST}/a", slow_redirect)
    begin = time.monotonic()
    with pytest.raises(FetchError, match="within 1 s"):
        get(faults, deadline=1)
    assert time.monotonic() - begin < 3


# --- bodies -------------------------------------------------------------------


def test_a_compressed_answer_is_decoded(faults: FaultServer) -> None:
    body = gzip.compress(json.dumps({"a": "b" * 100_000}).encode())
    faults.on(f"{HOST}/a", reply(200, body, Content_Encoding="gzip"))
    assert get(faults).json() == {"a": "b" * 100_000}


def test_an_answer_may_be_as_long_as_is_allowed(faults: FaultServer) -> None:
    faults.on(f"{HOST}/a", reply(200, b"x" * MAX_PAGE))
    assert len(get(faults).body) == MAX_PAGE
    faults.on(f"{HOST}/a", reply(200, b"x" * (MAX_PAGE + 1)))
    with pytest.raises(FetchError, match="more than 2048 KiB"):
        get(faults)


def chunked(*parts: bytes) -> Answer:
    def answer(send):
        send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for part in parts:
            send(part)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        endless(),
        bomb(),
        truncated(b"[" + b" " * 1000 + b"]"),
        garbage,
        hang_up,
        reply(200, b"x" * 100, Content_Encoding="gzip"),
        reply(200, b"x" * 100, Content_Encoding="br"),
        reply(200, gzip.compress(b"[1, 2, 3]")[:-9], Content_Encoding="gzip"),
        reply(200, gzip.compress(b"[]") + b"x" * 9, Content_Encoding="gzip"),
        reply(200, zlib.compress(b"[]"), Content_Encoding="gzip"),
        chunked(b"5\r\n[1, 2"),
        chunked(b"ffffffffffffffff\r\n[1"),
        chunked(b"zz\r\n[1\r\n"),
        chunked(b"-5\r\n[1, 2\r\n"),
        chunked(b"-1\r\n[1, 2]\r\n0\r\n\r\n"),
        reply(200, b"[]", X="a" * 70_000),
        reply(200, b"[]", **{f"X_{number}": "a" for number in range(200)}),
    ],
)
def test_a_damaged_answer_is_an_error(faults: FaultServer, answer: Answer) -> None:
    faults.on(f"{HOST}/a", answer)
    with pytest.raises(FetchError):
        get(faults)


@pytest.mark.parametrize("part", [b"{}", b"[]", b'{"a":1}'])
def test_an_answer_of_many_parts_is_an_error(faults: FaultServer, part: bytes) -> None:
    faults.on(f"{HOST}/a", reply(200, b"[" + (part + b",") * 50_000 + b"0]"))
    with pytest.raises(FetchError, match="more than 50000 parts"):
        get(faults).json()


@pytest.mark.parametrize(
    "body", [b"", b"<!DOCTYPE html>", b"\xff\xfe", b"[" * 40_000, b'{"a": 1']
)
def test_an_answer_without_json_is_an_error(faults: FaultServer, body: bytes) -> None:
    faults.on(f"{HOST}/a", reply(200, body))
    with pytest.raises(FetchError, match="not JSON"):
        get(faults).json()


# --- the seam -----------------------------------------------------------------


def test_the_package_only_ever_takes_the_real_network() -> None:
    package = Path(sphinx_confrecap.__file__).parent
    calls = [
        node
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Network"
    ]
    assert calls
    assert not any(call.args or call.keywords for call in calls)


def test_the_real_network_is_as_the_documentation_says() -> None:
    network = Network()
    assert network.permits is is_public
    assert network.port == 443
    assert network.deadline == 20
