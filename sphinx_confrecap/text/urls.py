"""Which addresses may become links, and where they lead in a browser."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from urllib.parse import SplitResult, unquote, urlsplit

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})

_LONGEST = 8192
"""More than servers read. Python takes quadratic time for marks in a host."""
# Browsers drop these from an address before they read its scheme, so
# "java\tscript:" is "javascript:" to them (WHATWG URL standard, 4.4).
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile("https?:", re.IGNORECASE)
_PATH = re.compile("[^?#]*")

# The same, in the name of a host (Unicode Technical Standard 46).
_IGNORED_IN_HOSTS = re.compile(
    "[\xad\u034f\u180b-\u180f\u200b\u2060\u2064\ufe00-\ufe0f\ufeff]"
)
_NOT_IN_HOSTS = re.compile(r"""[\x00-\x20"#%/<>?@\[\\\]^`{|}\x7f]""")
# Browsers read a number as an address of IPv4, also in octal, in hex or in one part.
_NUMBER = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)\.?", re.ASCII)
_IPV4 = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})(?:\.(?!\Z)|\Z)){4}", re.ASCII)
# Scripts of one language are beside each other; Japanese has three.
_EAST = frozenset({"CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


def safe_url(url: str) -> str | None:
    """Return *url* as browsers read it, if it may be a link.

    Allowed are http, https, mailto and relative addresses; for any other the answer is
    ``None``. White space and control characters are left out.
    """
    cleaned = _with_slashes(_IGNORED_BY_BROWSERS.sub("", url))
    scheme = _SCHEME.match(cleaned)
    if scheme and scheme[0][:-1].lower() not in ALLOWED_SCHEMES:
        return None
    return cleaned or None


def _with_slashes(url: str) -> str:
    """Write the slashes of *url* as browsers read them (WHATWG URL standard, 4.4).

    A backslash is a slash, and those before a host may be missing, or be too many.
    """
    web = _WEB.match(url)
    if not web and _SCHEME.match(url):
        return url
    scheme = web[0] if web else ""
    path = _PATH.match(url, len(scheme))
    end = path.end() if path else 0
    place = url[len(scheme) : end].replace("\\", "/")
    if web or place.startswith("//"):
        place = f"//{place.lstrip('/')}"
    return scheme + place + url[end:]


def split_url(url: str) -> SplitResult:
    """Split *url* as browsers read it; all parts are empty if it is not an address."""
    with suppress(ValueError):
        if len(url) <= _LONGEST:
            return urlsplit(_with_slashes(url))
    return SplitResult("", "", "", "", "")


def has_scheme(url: str) -> bool:
    """Tell whether *url* names a scheme, or at least another host."""
    return bool(_SCHEME.match(url)) or url.startswith("//")


def hostname_of(url: str) -> str:
    """Return the host that a request for *url* goes to; empty if there is none."""
    name = split_url(url).hostname or ""
    if ":" in name:  # IPv6
        return name
    if not name.isascii() or "%" in name:
        name = _in_ascii(unquote(name))
    wrong = _NUMBER.fullmatch(name) and not _IPV4.fullmatch(name)
    return "" if wrong or _NOT_IN_HOSTS.search(name) else name


def _in_ascii(name: str) -> str:
    """Return a host as it is looked up: letters of all kinds are in Punycode."""
    lower = "".join(map(str.lower, _IGNORED_IN_HOSTS.sub("", name)))
    labels = unicodedata.normalize("NFKC", lower).replace("\u3002", ".").split(".")
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}"
        for label in labels
    )


def host_of(url: str) -> str:
    """Return the host of *url* as readers know it, without ``www.``.

    One that mixes scripts, which have letters that look alike, stays in Punycode.
    """
    host = hostname_of(url).removeprefix("www.")
    if "xn--" not in host:
        return host
    readable = ".".join(map(_decoded, host.split(".")))
    return host if _mixes_scripts(readable) else readable


def _decoded(label: str) -> str:
    with suppress(UnicodeError):
        if label.startswith("xn--"):
            name = label[4:].encode().decode("punycode")
            return name if _in_ascii(name) == label else label
    return label


def _mixes_scripts(name: str) -> bool:
    letters = (character for character in name if character.isalpha())
    names = (unicodedata.name(letter, "?") for letter in letters)
    scripts = {re.split("[ -]", name, maxsplit=1)[0] for name in names}
    return len(scripts) > 1 and not scripts <= _EAST | {"LATIN"}
