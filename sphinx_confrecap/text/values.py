"""Single values as YAML writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

_LONG = 200

if TYPE_CHECKING:
    from .strict_yaml import Item


def listed(text: str) -> list[str] | None:
    """Return the items of a list such as ``[a, b]`` or ``- a``; ``None`` for no list.

    An item that is not text is empty.
    """
    if not text.lstrip().startswith(("[", "- ")):
        return None
    items = _value(text)
    if not isinstance(items, list):
        return None
    texts = [item.value if isinstance(item.value, str) else "" for item in items]
    return [" ".join(text.split()) for text in texts]


def unquoted(text: str) -> str | None:
    """Return the text in quotes, or below ``|`` or ``>``; ``None`` if it is refused."""
    items = _value(f"- {text}")
    value = items[0].value if isinstance(items, list) and len(items) == 1 else None
    return value if isinstance(value, str) else None


def in_quotes(text: str) -> str:
    """Return *text* so that YAML reads it, on one line, and the start of a long one."""
    line = " ".join(text.split()).replace("'", "''")
    return f"'{line[:_LONG]}…'" if len(line) > _LONG else f"'{line}'"


def _value(text: str) -> str | list[Item] | dict[str, Item] | None:
    # PyYAML is slow to load, and few values need it.
    from .strict_yaml import StrictYamlError, load  # noqa: PLC0415

    try:
        item = load(text)
    except StrictYamlError:
        return None
    return item.value if item else None
