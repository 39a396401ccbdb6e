"""Mistakes in how a block is written, which turn a part of it into text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_FENCE = re.compile(
    r"\s{0,3}(?P<fence>:{3,}|`{3,}|~{3,})\s*(?:\{(?P<name>[^}\s]+)\})?(?P<rest>.*)"
)
_OPTION = re.compile(r"\s*:?([a-z-]+):\s")


def address_from_root(address: str) -> str:
    """Return what is wrong with an address that names a path of its host, or no scheme.

    It is empty if nothing is. Such an address leads elsewhere, or to nothing, from a
    site in a folder of its host, and from files on a disk.
    """
    if not address.startswith("/"):
        return ""
    write = (
        f"write 'https:{address}'"
        if address.startswith("//")
        else "write the whole address, or the path of a file of the project"
    )
    return f"the address {address!r} is dead where the site has another base; {write}"


def option_in_body(
    lines: Iterable[str], known: Collection[str], body: str = "notes"
) -> tuple[int, str] | None:
    """Find an option at the start of a block's body; return its line and a message.

    *body* is its name for readers. A blank line before an option, a missing colon,
    or a wrong indent puts it there.
    """
    for index, line in enumerate(lines):
        match = _OPTION.match(line)
        if match and match[1] in known:
            message = (
                f"the option {match[1]!r} is in the {body}, as text; write "
                f":{match[1]}: right below the first line, with no line between"
            )
            return index, message
        if line.strip():
            break
    return None


def unclosed_fence(lines: Iterable[str], block: str) -> tuple[int, str] | None:
    """Find the fence in the body of a *block* that no line of the body closes.

    Most often the line that should have closed it closed the block, because both
    have as many colons. Return the line's index and a message.
    """
    opened: tuple[int, str] | None = None
    marker = ""
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        if not match:
            continue
        if opened is None:
            marker = match["fence"]
            opened = (index, match["name"] or ("" if ":" in marker else "code"))
        elif match["fence"].startswith(marker) and not (match["name"] or match["rest"]):
            opened = None
    if not (opened and opened[1]):
        return None
    message = (
        f"the {opened[1]} block in this {block} block has no end of its own; end "
        f"it, and make the fence of the {block} block longer"
    )
    return opened[0], message


def fence_as_text(
    lines: Iterable[str], names: Collection[str]
) -> tuple[int, str] | None:
    """Find a block with one of the *names* in the lines of a paragraph."""
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        name = (match and match["name"]) or ""
        if match and name in names:
            instead = (
                "add 'colon_fence' to myst_enable_extensions in conf.py"
                if ":" in match["fence"]
                else "a title that holds a backtick needs a fence of colons"
            )
            return index, f"the {name} block is shown as text; {instead}"
    return None
