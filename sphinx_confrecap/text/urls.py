"""Which addresses may become links."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})

# Browsers drop these from an address before they read its scheme, so
# "java\tscript:" is "javascript:" to them (WHATWG URL standard, 4.4).
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def safe_url(url: str) -> str | None:
    """Return *url* without white space and control characters, if it may be a link.

    Allowed are http, https, mailto and relative addresses; for any other the answer is
    ``None``.
    """
    cleaned = _IGNORED_BY_BROWSERS.sub("", url)
    scheme = _SCHEME.match(cleaned)
    if scheme and scheme[0][:-1].lower() not in ALLOWED_SCHEMES:
        return None
    return cleaned or None


def has_scheme(url: str) -> bool:
    """Tell whether *url* names a scheme, or at least another host."""
    return bool(_SCHEME.match(url)) or url.startswith("//")


def hostname_of(url: str) -> str:
    """Return the host that a request for *url* goes to; empty if there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """Return the host of *url* as readers know it, without ``www.``."""
    return hostname_of(url).removeprefix("www.")
