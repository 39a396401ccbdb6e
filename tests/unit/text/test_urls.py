"""Addresses: what may become a link, and what may not."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_confrecap.text.urls import (
    ALLOWED_SCHEMES,
    has_scheme,
    host_of,
    hostname_of,
    safe_url,
)

# Any text, and often text that a browser might take for a script.
PIECES = [
    *("java", "Script", "data", "http", "s", ":", "/", "\\", "[", "]", "@", "&colon;")
]
DROPPED = ["\t", "\n", "\0", "\x1f", "\x7f", "\xa0", " ", "\u2028", "\ufeff"]
ADDRESSES = st.text() | st.lists(st.sampled_from([*PIECES, *DROPPED])).map("".join)


def scheme_in_a_browser(url: str) -> str:
    """Read a scheme as the WHATWG's URL standard tells browsers to (4.4)."""
    url = url.strip("".join(map(chr, range(0x21))))
    url = re.sub(r"[\t\n\r]", "", url)
    match = re.match(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)", url)
    return match[0].lower() if match else ""


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "java\r\nscript:alert(1)",
        "java\0script:alert(1)",
        " javascript:alert(1)",
        "\x01\x1fjavascript:alert(1)",
        "\xa0javascript:alert(1)",
        "\u2028javascript:alert(1)",
        "javascript :alert(1)",
        "javascript\t:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "DATA:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://example.org/",
        "blob:https://example.org/1",
        "view-source:https://example.org/",
        "C:\\talks\\slides.pdf",
        "example.org:8080/talk",
        "",
        " \t\n",
        "\0",
    ],
)
def test_a_harmful_address_is_not_a_link(url: str) -> None:
    assert safe_url(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "http://example.org/a?b=c&d=e#f",
        "HTTPS://EXAMPLE.ORG/",
        "mailto:team@example.org",
        "//example.org/talk",
        "/talks/one",
        "../slides/one.pdf",
        "slides.pdf",
        "#notes",
        "?page=2",
        "./12:30",
        "talks/12:30",
        "https://例え.jp/データ",
        "https://en.wikipedia.org/wiki/Prometheus_(software)",
        # A scheme starts with a letter from A to Z, so these lead into the site.
        "1javascript:alert(1)",
        "\ufeffjavascript:alert(1)",
        "javascript&colon;alert(1)",
        "javascript%3Aalert(1)",
    ],
)
def test_what_leads_to_a_page_is_a_link_as_it_is(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        (" https://example.org/ ", "https://example.org/"),
        ("https://example.org/\n  long", "https://example.org/long"),
        ("ht\ttps://example.org/", "https://example.org/"),
        ("https://example.org/\x00\x7f", "https://example.org/"),
    ],
)
def test_white_space_and_control_characters_are_taken_out(url: str, clean: str) -> None:
    assert safe_url(url) == clean


@given(ADDRESSES)
@example("java\tscript:alert(1)")
def test_a_browser_reads_an_allowed_scheme_or_none(url: str) -> None:
    safe = safe_url(url)
    if safe is not None:
        assert scheme_in_a_browser(safe) in {*ALLOWED_SCHEMES, ""}


@given(ADDRESSES)
def test_a_safe_address_holds_nothing_that_browsers_drop(url: str) -> None:
    safe = safe_url(url) or ""
    assert not re.search(r"[\x00-\x20\x7f]", safe)


@given(ADDRESSES)
def test_a_safe_address_stays_as_it_is(url: str) -> None:
    safe = safe_url(url)
    if safe is not None:
        assert safe_url(safe) == safe


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/", True),
        ("mailto:team@example.org", True),
        ("//example.org/", True),
        ("slides.pdf", False),
        ("/slides.pdf", False),
        ("#notes", False),
        ("", False),
    ],
)
def test_an_address_with_a_scheme_or_a_host_leads_out(url: str, expected: bool) -> None:
    assert has_scheme(url) is expected


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.org/talk", "example.org"),
        ("https://www.example.org/", "example.org"),
        ("https://user:secret@Example.ORG:8080/", "example.org"),
        ("//example.org/", "example.org"),
        ("mailto:team@example.org", ""),
        ("slides.pdf", ""),
        ("https://[not an address/", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


@given(ADDRESSES)
@example("https://[")
@example("//\u2100")
def test_every_text_has_a_host_or_none(url: str) -> None:
    assert "/" not in host_of(url)


@pytest.mark.parametrize(
    ("url", "clean", "host"),
    [
        (
            r"https://evil.test\@host.test/v/x",
            "https://evil.test/@host.test/v/x",
            "evil",
        ),
        (r"https:\\evil.test\x", "https://evil.test/x", "evil"),
        ("https:/evil.test/x", "https://evil.test/x", "evil"),
        ("https:evil.test/x", "https://evil.test/x", "evil"),
        ("HTTP:////evil.test/x", "HTTP://evil.test/x", "evil"),
        (r"\\evil.test\x", "//evil.test/x", "evil"),
        (r"/\evil.test/x", "//evil.test/x", "evil"),
        ("///evil.test/x", "//evil.test/x", "evil"),
        (r"/\\/evil.test?a=\b", r"//evil.test?a=\b", "evil"),
        (r"https://evil.test?\@host.test", r"https://evil.test?\@host.test", "evil"),
        (r"https://evil.test#\@host.test", r"https://evil.test#\@host.test", "evil"),
        (r"slides\one.pdf", "slides/one.pdf", ""),
    ],
)
def test_slashes_are_read_as_in_a_browser(url: str, clean: str, host: str) -> None:
    assert safe_url(url) == clean
    assert host_of(url) == host_of(clean) == (host and f"{host}.test")


@pytest.mark.parametrize(
    ("name", "asked", "shown"),
    [
        ("münchen.example", "xn--mnchen-3ya.example", "münchen.example"),
        ("straße.example", "xn--strae-oqa.example", "straße.example"),
        ("例え.jp", "xn--r8jz45g.jp", "例え.jp"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai", "пример.рф"),
        # The first letter, or all of them, are Cyrillic.
        ("\u0430pple.com", "xn--pple-43d.com", "xn--pple-43d.com"),
        ("\u0430\u0440\u0440.com", "xn--80a6aa.com", "xn--80a6aa.com"),
        # Letters that a browser changes or leaves out.
        ("ⓔvil.test", "evil.test", "evil.test"),
        ("e\xadvil.test", "evil.test", "evil.test"),
        ("evil\u3002test", "evil.test", "evil.test"),
        ("host.test%2eevil.test", "host.test.evil.test", "host.test.evil.test"),
        # No browser knows a host in these, or not the one that they seem to name.
        ("evil.test%2f.host.test", "", ""),
        ("evil|host.test", "", ""),
        ("2130706433", "", ""),
        ("0x7f.1", "", ""),
        ("127.0.0.01", "", ""),
        ("127.0.0.1", "127.0.0.1", "127.0.0.1"),
    ],
)
def test_a_host_is_the_one_that_is_asked(name: str, asked: str, shown: str) -> None:
    assert hostname_of(f"https://{name}:8080/x") == asked
    assert host_of(f"https://{name}/x") == shown


@pytest.mark.parametrize("letters", [8192, 10**6])
def test_an_address_without_end_names_no_host(letters: int) -> None:
    assert host_of(f"https://e\u0301\u0323{'a' * letters}.example") == ""
