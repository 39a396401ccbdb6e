"""Documents in MyST and in reST, from one text."""

import re
from collections.abc import Callable, Iterator
from textwrap import dedent, indent

DIALECTS = ("md", "rst")

_FENCE = re.compile(r"( *)(:{3,}|`{3,})(?:\{(.+?)\}|(\w*)) *(.*)")
_OPTION = re.compile(r":[\w-]+:(?: |$)")
_BLOCKS: list[tuple[str, Callable[[re.Match[str]], str]]] = [
    (r"(#+) (.*)", lambda found: _heading(len(found[1]), _inline(found[2]))),
    (r"\((.*)\)=", ".. _{0[1]}:\n".format),
    (r"\[\^(.*?)\]: (.*)", lambda found: f".. [#{found[1]}] {_inline(found[2])}"),
    (r"> (.*)", lambda found: f"   {_inline(found[1])}"),
    (r"!\[(.*)\]\((.*)\)", ".. image:: {0[2]}\n   :alt: {0[1]}".format),
]
_INLINE: list[tuple[str, str | Callable[[re.Match[str]], str]]] = [
    (
        r"(?:\{([\w:+]+)\})?(`[^`]+`)",
        lambda found: f":{found[1]}:{found[2]}" if found[1] else f"`{found[2]}`",
    ),
    (r"\[([^]^]+)\]\((https?:[^)]*)\)", r"`\1 <\2>`__"),
    (r"(?<=\S)\[\^", r"\\ [^"),
    (r"\[\^(.*?)\]", r"[#\1]_"),
    (r"\$([^$]+)\$", r":math:`\1`"),
]
# Their text has no markup, or the same in both.
_PLAIN = {"code-block", "math", "toctree", "tweet", "thread"}


def written(text: str, dialect: str) -> str:
    """Return a document that is given in MyST, in MyST or in reST."""
    return _unindented(text) if dialect == "md" else in_rest(text)


def in_rest(text: str) -> str:
    """Return a document that is given in MyST in reST.

    It knows what the documents of these tests need; what is in a block
    ``{eval-rst}`` stays as it is.
    """
    text = _unindented(text)
    if text.startswith("---\n"):
        front, text = text.removeprefix("---\n").split("---\n", 1)
        return indent(front, ":") + "\n" + in_rest(text)
    made = "\n".join(_converted(iter(text.splitlines())))
    return re.sub(r"\n{3,}", "\n\n", made).strip("\n") + "\n"


def _unindented(text: str) -> str:
    return dedent(text).strip("\n") + "\n"


def _converted(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if found := _FENCE.fullmatch(line):
            margin, fence, name, language, argument = found.groups("")
            inner = iter(lines.__next__, f"{margin}{fence}")
            body = [text.removeprefix(margin) for text in inner]
            block = _directive(name or "code-block", argument or language, body)
            yield indent(block, margin)
        else:
            yield _line(line)


def _line(line: str) -> str:
    for pattern, write in _BLOCKS:
        if found := re.fullmatch(pattern, line.lstrip()):
            return line[: -len(line.lstrip())] + write(found)
    return _inline(line)


def _inline(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = re.sub(pattern, replacement, text)
    return text


def _heading(level: int, title: str) -> str:
    return f"{title}\n{'=-~.'[level - 1] * len(title)}"


def _directive(name: str, argument: str, body: list[str]) -> str:
    if name == "eval-rst":
        return "\n".join(body)
    options = []
    while body and _OPTION.match(body[0]):
        options.append(body.pop(0))
    content = body if name in _PLAIN else [*_converted(iter(body))]
    lines = [f".. {name}:: {_inline(argument)}".rstrip()]
    lines += [f"   {line}" for line in options]
    lines += ["", indent("\n".join(content).strip("\n"), "   ")]
    return "\n".join(lines).rstrip("\n") + "\n"
