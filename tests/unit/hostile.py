"""Text that readers fall over: deep, long, or of characters that no file can hold."""

import json

from hypothesis import strategies as st

DEEP = ["[" * 3000, "{" * 3000, '{"a":' * 1500, "(" * 3000, "- " * 1000, "<" * 3000]
DEEP += ["[" * 900 + "]" * 900, "'" * 999, ">" * 999, "&a " * 500, "*a " * 500]
LONG = ["a/" * 2500, "../" * 2000, "x" * 5000, "é" * 300, "9" * 5000, "e\u0301" * 999]
ODD = ["\0", "\ud800", '"\\ud800"', "\\udfff", "\ufeff", "\u2028", "\x1b[2J", "\r"]
PLAIN = ["a", " ", "\n", ": ", "- ", "#", '"', "'", ",", ";", "/", "@", "://", "http"]
PLAIN += ["---\n", "tags: ", "name: ", "2030-01-02", "true", "null", "[", "]", "{", "}"]

PIECES = [*DEEP, *LONG, *ODD, *PLAIN, *PLAIN, *PLAIN]


def piece(number: int) -> str:
    return PIECES[number % len(PIECES)]


ONE = st.integers(0, 999).map(piece)
TEXT = st.text() | ONE | st.lists(ONE, max_size=8).map("".join)
"""Any text, and often one that reaches a limit."""

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=10,
)
"""What JSON can hold."""

JSON = TEXT | VALUES.map(json.dumps)
"""Text that may be JSON."""

FILE = TEXT.map(lambda text: text.encode("utf-8", "replace").decode())
"""Text that a file can hold."""
