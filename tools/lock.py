"""Print the part of ``requirements.lock`` that some groups need.

``python tools/lock.py docs test`` prints what the package and these groups of
``pyproject.toml`` need, for ``pip install --requirement``. It uses only the standard
library, because it runs in an empty environment.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

LOCK = Path(__file__).parents[1] / "requirements.lock"

_PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>.+?))? \\$", re.MULTILINE
)
_VIA = re.compile(r"^ +# +(?:via )?(?P<by>\S.*)$", re.MULTILINE)
# "sphinx-confrecap (pyproject.toml)", or "(pyproject.toml:docs)" for a group.
_OURS = re.compile(r"\(pyproject\.toml(?::(?P<group>[\w-]+))?\)$")


class Pin(NamedTuple):
    """One version of one package. A package may have several, with markers."""

    name: str
    version: str
    marker: str
    wanted_by: frozenset[str]
    """Packages that need it."""
    groups: frozenset[str]
    """Groups of ``pyproject.toml`` that name it; the package's own is empty."""
    text: str
    """Its lines in the lock, hashes included."""

    @property
    def requirement(self) -> str:
        """Its line without hashes."""
        return f"{self.name}=={self.version}" + (self.marker and f" ; {self.marker}")


def pins(text: str) -> Iterator[Pin]:
    """Yield the pins of the *text* of a lock."""
    for block in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE):
        pin = _PIN.match(block)
        if not pin:
            continue
        reasons = [via["by"] for via in _VIA.finditer(block) if via["by"] != "via"]
        ours = [_OURS.search(reason) for reason in reasons]
        yield Pin(
            pin["name"],
            pin["version"],
            pin["marker"] or "",
            frozenset(reason for reason in reasons if not _OURS.search(reason)),
            frozenset(group["group"] or "" for group in ours if group),
            block,
        )


def needed(all_pins: Iterable[Pin], groups: Iterable[str]) -> list[Pin]:
    """Return the pins that the package and *groups* need, directly or not."""
    all_pins, roots = list(all_pins), {"", *groups}
    names = {pin.name for pin in all_pins if pin.groups & roots}
    size = 0
    while len(names) > size:
        size = len(names)
        names |= {pin.name for pin in all_pins if pin.wanted_by & names}
    return [pin for pin in all_pins if pin.name in names]


if __name__ == "__main__":
    for pin in needed(pins(LOCK.read_text("utf-8")), sys.argv[1:]):
        sys.stdout.write(pin.text)
