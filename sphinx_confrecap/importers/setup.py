"""Puts the extension into a project's ``conf.py``, which is read and never run."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

EXTENSION = "sphinx_confrecap"
PARSERS = ("myst_parser", "myst_nb")
FENCE = "colon_fence"

SNIPPET = """\
extensions = [
    "myst_parser",
    "sphinx_confrecap",
]
myst_enable_extensions = ["colon_fence"]
"""
"""For a configuration that cannot be changed."""

_SPACE = re.compile(rb"[ \t]*")


class SetupError(Exception):
    """A configuration cannot be changed safely. The message says why."""


def completed(source: bytes) -> bytes:
    """Return a configuration with the extension, and what it needs for MyST.

    All other bytes are the same, and all other statements mean the same.

    :raises SetupError: a list is computed, there twice, or changed later
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        raise SetupError("it is not Python that can be read") from None
    extensions = _list_of(tree, "extensions")
    names = _texts(extensions) if extensions else []
    wanted = [] if EXTENSION in names else [EXTENSION]
    has_parser = bool({*PARSERS} & {*names})
    parser = [] if has_parser else ["myst_parser"]
    result = _with(source, extensions, "extensions", [*parser, *wanted])
    fences = _list_of(ast.parse(result), "myst_enable_extensions")
    if FENCE not in (_texts(fences) if fences else []):
        result = _with(result, fences, "myst_enable_extensions", [FENCE])
    _check(tree, result)
    return result


def _list_of(tree: ast.Module, name: str) -> ast.List | None:
    """Return the one list of constants that a setting is; ``None`` without it."""
    found = [node for node in ast.walk(tree) if _names(node, name)]
    if not found:
        return None
    statements = [node for node in tree.body if _is_assignment(node, name)]
    uses = len(found)
    if len(statements) != 1 or uses != 1:
        raise SetupError(f"{name} is set twice, or used in another place")
    value = getattr(statements[0], "value", None)
    if not isinstance(value, ast.List) or not all(map(_is_text, value.elts)):
        raise SetupError(f"{name} is computed")
    return value


def _names(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_assignment(node: ast.stmt, name: str) -> bool:
    match node:
        case ast.Assign(targets=[ast.Name(id=found)]):
            return found == name
        case ast.AnnAssign(target=ast.Name(id=found)):
            return found == name
    return False


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _texts(node: ast.List) -> list[str]:
    constants = (item for item in node.elts if isinstance(item, ast.Constant))
    return [str(item.value) for item in constants]


# --- bytes --------------------------------------------------------------------


def _with(
    source: bytes, node: ast.List | None, name: str, items: Sequence[str]
) -> bytes:
    """Put *items* into a list, or make one at the end of the file."""
    if not items:
        return source
    newline = b"\r\n" if b"\r\n" in source else b"\n"
    if node is None:
        gap = b"" if not source or source.endswith(b"\n") else newline
        listed = ", ".join(f'"{item}"' for item in items)
        return source + gap + f"{name} = [{listed}]".encode() + newline
    at, text = _in_list(source, node, items, newline)
    return source[:at] + text + source[at:]


def _offsets(source: bytes) -> list[int]:
    """Return the offset of each line, from the first."""
    offsets = [0]
    for line in source.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))
    return offsets


def _in_list(
    source: bytes,
    node: ast.List,
    items: Sequence[str],
    newline: bytes,
) -> tuple[int, bytes]:
    """Return the bytes that add *items* behind the last, written as it is."""
    offsets = _offsets(source)
    if not node.elts:
        at = offsets[node.lineno - 1] + node.col_offset + 1
        return at, ", ".join(f'"{item}"' for item in items).encode()
    last = node.elts[-1]
    at = offsets[(last.end_lineno or 1) - 1] + (last.end_col_offset or 0)
    first = offsets[last.lineno - 1] + last.col_offset
    quote = b"'" if source[first : first + 1] == b"'" else b'"'
    written = [quote + item.encode() + quote for item in items]
    lines = {item.lineno for item in node.elts}
    if last.lineno == node.lineno or len(lines) < len(node.elts):
        return at, b"".join(b", " + item for item in written)
    space = _SPACE.match(source[offsets[last.lineno - 1] :])
    indent = space[0] if space else b""
    return at, b"".join(b"," + newline + indent + item for item in written)


def _check(before: ast.Module, result: bytes) -> None:
    """Check that all statements but the two settings mean what they did."""
    after = ast.parse(result)
    names = ("extensions", "myst_enable_extensions")

    def others(tree: ast.Module) -> list[str]:
        return [
            ast.dump(node)
            for node in tree.body
            if not any(_is_assignment(node, name) for name in names)
        ]

    extensions = _list_of(after, "extensions")
    fences = _list_of(after, "myst_enable_extensions")
    is_there = extensions and EXTENSION in _texts(extensions)
    has_fences = fences and FENCE in _texts(fences)
    if others(before) != others(after) or not (is_there and has_fences):
        raise SetupError("it would mean something else")
