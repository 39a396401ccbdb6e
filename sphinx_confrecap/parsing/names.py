"""Lists of names as people write them: keys, tags, and any others."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from ..model.errors import FieldError
from ..text.digest import digest_of
from ..text.keys import key_of
from ..text.values import listed

Value = TypeVar("Value")

MOST = 100
"""The most names in a list: each is on all pages of the others."""

# Not the second part of a handle of Mastodon.
_MAIL = re.compile(
    r"(?:mailto:)?<?(?:mailto:)?"
    r"(?P<mail>(?<![\w.+%'=~@-])[\w.+%'=~-]+@[\w-]+(?:\.[\w-]+)+)>?"
)

MOST_TOLD = 3
"""How many problems of one list a message tells."""

# With brackets in them.
BRACKETS = r"\([^()]*(?:\([^()]*\)[^()]*)*\)"
_COMMAS, _SEMICOLONS = ",\uff0c\u060c\u3001", ";\uff1b"
"""Also those of Chinese, Japanese and Arabic."""
_ALL = _COMMAS + _SEMICOLONS
IN_QUOTES = (
    r"(?:\"[^\"]*\"|'[^']*'|\u201c[^\u201c\u201d]*\u201d"
    r"|\u201e[^\u201c-\u201e]*[\u201c\u201d]|\u00ab[^\u00ab\u00bb]*\u00bb)"
)
_TOKEN = re.compile(
    # Quotes around a name, not in it.
    rf"(?:\A|(?<=[{_ALL}])|(?<=[{_ALL}]\s)){IN_QUOTES}(?=\s?(?:[{_ALL}(\[<]|\Z))"
    rf"|{BRACKETS}"
    # The label of a link.
    r"|\[[^\[\]]*\](?=\()"
    rf"|(?P<comma>[{_COMMAS}])|(?P<semicolon>[{_SEMICOLONS}])"
)
_LINK_END = r"\(<?(?P<url>[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?: \"[^\"]*\")?\)"
LINKED = re.compile(
    rf"\[(?P<label>[^\[\]]+)\]{_LINK_END}(?P<rest>.*)"
    r"|`(?P<words>[^`<>]+?) ?<(?P<target>[^`<>]*)>`_{0,2}(?P<behind>.*)"
)
"""A link of MyST or of reST at the start of a text, and what follows."""
_WRAPPED = re.compile(
    r"(?:\{(?:conf:)?(?:speaker|tag)\}|:(?:conf:)?(?:speaker|tag):)?"
    r"`(?P<code>[^`<>]+)`|\*{1,3}(?P<strong>[^*]+)\*{1,3}"
)
_HASHTAG = re.compile(r"#(?=[^\W\d])")
ANDS = "and|&|und|et"
_AND = re.compile(rf"\A(?:{ANDS}) (?=\S)")
NOT_A_NAME = "an item of the list is not a name"


def parse_names(text: str) -> tuple[str, ...]:
    """Read a list as YAML has it, or split names at commas or, if any, semicolons.

    Quotes around names are removed, so that ``"#devops"`` can be written in MyST.
    """
    return _read_names(text, str)


def parse_keys(text: str) -> tuple[str, ...]:
    """Read keys. The key of a talk may start with the key of its conference."""
    keys = _read_names(text, lambda name: "/".join(map(key_of, name.split("/"))))
    short = tuple(key for key in keys if key.count("/") < 2)
    if len(short) < len(keys):
        raise FieldError("a key has at most one slash", usable=short)
    return keys


def parse_tags(text: str) -> tuple[str, ...]:
    """Read tags, without the marks that people put around them.

    ``A & B`` is one tag. The address of a link is left out, and raises.
    """
    names = names_in(text)
    return plain_tags(filter(None, names), [] if all(names) else [NOT_A_NAME])


def plain_tags(items: Iterable[str], wrong: Sequence[str] = ()) -> tuple[str, ...]:
    """Return each of the tags in a list, as :func:`parse_tags` does.

    *wrong* tells what is wrong with other items.
    """
    tags, messages = list[str](), list(wrong)
    for item in items:
        for tag in _hashtags(_AND.sub("", item) if tags else item):
            words, address = unlinked(unwrapped(tag))
            words = unwrapped(words)
            tags.append(words[1:] if _HASHTAG.match(words) else words)
            if address:
                message = f"leave out the address: {words!r} leads to the tag's page"
                messages.append(message)
    return all_of(tags, messages)


def _hashtags(item: str) -> list[str]:
    """Split ``#one #two``."""
    words = item.split()
    return words if all(map(_HASHTAG.match, words)) else [item]


def unwrapped(text: str) -> str:
    """Return a name without emphasis, code or a role around it."""
    match = _WRAPPED.fullmatch(text)
    return (match["code"] or match["strong"]).strip() if match else text


def unlinked(text: str) -> tuple[str, str]:
    """Return a text without the link that it begins with, and the link's address."""
    match = LINKED.fullmatch(text)
    if not match:
        return text, ""
    label = match["label"] or match["words"]
    rest = match["rest"] or match["behind"] or ""
    return f"{label.strip()}{rest}", match["url"] or match["target"] or ""


def without_mail(text: str) -> str:
    """Return a text without addresses of mail."""
    return " ".join(_MAIL.sub("", text).split())


def mails_in(text: str) -> set[str]:
    """Return the digests of the addresses of mail in a text."""
    return {digest_of(match["mail"]) for match in _MAIL.finditer(text)}


def hide_mails(text: str, digests: Collection[str]) -> str:
    """Put an ellipsis in the place of addresses of mail with these *digests*."""

    def hidden(match: re.Match[str]) -> str:
        mail = match["mail"]
        return match[0].replace(mail, "…") if digest_of(mail) in digests else match[0]

    return _MAIL.sub(hidden, text)


def all_of(values: Iterable[Value], wrong: list[str]) -> tuple[Value, ...]:
    """Return the values of a list, each once; raise if anything of it is wrong."""
    try:
        found = not_too_many(values)
    except FieldError as error:
        raise FieldError(told([str(error), *wrong]), usable=error.usable) from None
    if wrong:
        raise FieldError(told(wrong), usable=found)
    return found


def told(wrong: list[str]) -> str:
    """Return one message of the problems of a list."""
    different = list(dict.fromkeys(wrong))
    more = len(different) - MOST_TOLD
    shown = [*different[:MOST_TOLD], *([f"and {more} more"] if more > 0 else [])]
    return "; ".join(shown)


def not_too_many(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return the values of a list, each once; only the first of too many are usable."""
    unique = tuple(dict.fromkeys(values))
    if len(unique) > MOST:
        message = f"the list holds {len(unique)} names; the first {MOST} count"
        raise FieldError(message, usable=unique[:MOST])
    return unique


def names_in(text: str) -> list[str]:
    """Return all names of a list; an item that is not a name is empty."""
    return list(map(without_quotes, items_of(bare(text))))


def bare(text: str) -> str:
    """Return a list without the quotes around all of it, which YAML has as well."""
    line = " ".join(text.split())
    return without_quotes(line) if is_quoted(line) else text


def items_of(text: str) -> list[str]:
    """Return the items of a list as they are written, with their quotes.

    One of YAML's list that is not a text is empty.
    """
    items = listed(text)
    if items is None and _is_broken_list(text.strip()):
        raise FieldError(
            "YAML cannot read this list; put quotes around each name, or write names "
            "with commas between"
        )
    if items is None:
        items = [item for item in split(text) if without_quotes(item)]
    if not any(items):
        raise FieldError("the list holds no name; write names with commas between")
    return items


def _is_broken_list(text: str) -> bool:
    return text.startswith("[") and text.endswith("]") and "](" not in text


def split(text: str) -> list[str]:
    """Split at separators outside of brackets, quotes and labels."""
    line = " ".join(text.split())
    marks = [match for match in _TOKEN.finditer(line) if match.lastgroup]
    kinds = {match.lastgroup for match in marks}
    kind = "semicolon" if "semicolon" in kinds else "comma"
    cuts = [match.start() for match in marks if match.lastgroup == kind]
    starts = [0, *(cut + 1 for cut in cuts)]
    ends = [*cuts, len(line)]
    return [line[a:b].strip() for a, b in zip(starts, ends, strict=True)]


def is_quoted(text: str) -> bool:
    """Tell whether all of *text* is in one pair of quotes."""
    return bool(re.fullmatch(IN_QUOTES, text))


def requoted(text: str) -> str:
    """Put quotes around a text that was in some, if they can only be around all."""
    is_list = '"' in text or text.lstrip().startswith(("[", "- "))
    return text if is_list else f'"{text}"'


def without_quotes(text: str) -> str:
    """Return a name without the quotes around it."""
    return text[1:-1].strip() if is_quoted(text) else text


def _read_names(text: str, read: Callable[[str], Value]) -> tuple[Value, ...]:
    names = names_in(text)
    values = not_too_many(map(read, filter(None, names)))
    if not all(names):
        raise FieldError(NOT_A_NAME, usable=values)
    return values
