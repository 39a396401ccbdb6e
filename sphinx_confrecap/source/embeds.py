"""Recognises raw embeds: the code that platforms hand out, shortcodes, and addresses.

Embed code comes from publish.twitter.com, embed.bsky.app and Mastodon. The shortcodes
are Hugo's ``tweet`` and ``x`` (https://gohugo.io/shortcodes/x/), and the liquid tags of
jekyll-tweet-tag, jekyll-twitter-plugin and dev.to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model.posts import Reference
from ..posts.platforms import ADAPTERS, is_embed
from ..posts.reference import find_reference


def _one_of(words: Iterable[str]) -> str:
    """Return a pattern of one of *words*."""
    return f"(?:{'|'.join(sorted(set(words)))})"


_ADDRESS = re.compile(r"<?(?P<url>https?://[^\s<>]+)>?\Z")
_SHORTCODE = re.compile(
    r"\{\{(?:<|%)[ \t]*(?:tweet|x|twitter)(?:[_-]simple)?[ \t]+"
    r"(?P<hugo>[^\s<>{}%][^<>{}%]*)(?:>|%)\}\}"
    r"|\{%-?[ \t]*(?:tweet|twitter|(?P<any>embed))[ \t]+"
    r"(?P<liquid>[^\s%{}]+)(?:\s[^%{}]*)?%\}"
)
# Shortcodes with a name for posts. A site may have defined them itself.
_SHORTCODES = [name for a in ADAPTERS.values() for name in a.SHORTCODES]
_NAMES = _one_of(_SHORTCODES)
# Anywhere in the name of a file, one letter says nothing.
_WORDS = _one_of(name for name in _SHORTCODES if len(name) > 1)
_LIKE_SHORTCODE = re.compile(
    rf"\{{\{{(?:<|%)[ \t]*{_NAMES}(?:[_-]simple)?[ \t]+[^\s/%>{{}}][^{{}}]*\}}\}}"
    r"|\{%-?[ \t]*(?:tweet|twitter)[ \t]+[^\s%{}-][^{}]*%\}"
    rf"|\{{%-?[ \t]*include(?:_relative)?[ \t]+(?=[^\s{{}}%]*{_WORDS})[^{{}}]*%\}}",
    re.IGNORECASE,
)
_PARAMETER = re.compile(
    r"""(?:(?P<name>\w+)=)?(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|`(?P<c>[^`]*)`|(?P<d>\S+))"""
)

_HOLDERS = frozenset({"div", "center", "figure"})
_OPENING = re.compile(
    rf"\s*<(?P<tag>blockquote|iframe|{'|'.join(sorted(_HOLDERS))})\b[^<>]*>",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"""\s*<script\b[^<>]{0,400}?\bsrc=["']?(?:https?:)?//(?:platform\.(?:twitter|x)"""
    r"""\.com/widgets\.js|[^\s"'<>/]{1,253}(?:/static)?/embed\.js)[^<>]{0,400}>"""
    r"""\s*</script>""",
    re.IGNORECASE,
)
_CLASS = r"""\bclass=["']?[^"'>=]*\b"""
_CLASSES = [name for a in ADAPTERS.values() for name in a.EMBED_CLASSES]
_LOOKS_EMBEDDED = re.compile(rf"{_CLASS}{_one_of(_CLASSES)}\b", re.IGNORECASE)
# Their other widgets have classes that begin alike: twitter-timeline.
_WIDGET = re.compile(
    rf"{_CLASS}{_one_of(name.split('-')[0] for name in _CLASSES)}-", re.IGNORECASE
)


def end_of_embed(html: str, start: int = 0) -> int | None:
    """Return the end of the embed code that begins at *start*, if there is one.

    The elements around it that hold nothing else, and the platform's script, are part
    of it.
    """
    around: list[str] = []
    position = start
    opening = _OPENING.match(html, position)
    while opening and opening["tag"].lower() in _HOLDERS:
        around.append(opening["tag"])
        position = opening.end()
        opening = _OPENING.match(html, position)
    end = _end_of_element(html, opening) if opening else None
    for tag in reversed(around):
        end = _after_tag(html, tag, after_scripts(html, end)) if end else None
    if not end or not is_embed(html[start:end]):
        return None
    return after_scripts(html, end)


def _end_of_element(html: str, opening: re.Match[str]) -> int | None:
    start = opening.start("tag") - 1
    tags = re.compile(rf"<(?P<end>/?){opening['tag']}\b[^<>]*>", re.IGNORECASE)
    depth = 0
    for match in tags.finditer(html, start):
        depth += -1 if match["end"] else 1
        if depth == 0:
            return match.end()
    return None


def _after_tag(html: str, tag: str, position: int) -> int | None:
    closing = re.compile(rf"\s*</{tag}\s*>", re.IGNORECASE).match(html, position)
    return closing.end() if closing else None


def after_scripts(html: str, position: int = 0) -> int:
    """Return the end of the platforms' scripts at *position*."""
    while match := _SCRIPT.match(html, position):
        position = match.end()
    return position


def looks_embedded(html: str) -> bool:
    """Tell whether somewhere in *html* a post is embedded."""
    return bool(_LOOKS_EMBEDDED.search(html))


def needs_script(html: str) -> bool:
    """Tell whether something in *html* waits for the script of a platform."""
    return bool(_WIDGET.search(html))


class Shortcode(NamedTuple):
    """A shortcode, and whether it names a post, or only looks like one that does."""

    text: str
    is_read: bool


def shortcodes_in(text: str) -> Iterator[str]:
    """Yield all shortcodes that name a post, or look like one that does."""
    for pattern in (_SHORTCODE, _LIKE_SHORTCODE):
        yield from (match[0] for match in pattern.finditer(text))


def shortcode_in(line: str) -> Shortcode | None:
    """Return the first shortcode in a line that names a post, else one like it."""
    for match in _SHORTCODE.finditer(line):
        if _of_shortcode(match):
            return Shortcode(match[0], is_read=True)
    like = _LIKE_SHORTCODE.search(line)
    return Shortcode(like[0], is_read=False) if like else None


def reference_alone(line: str) -> tuple[Reference, bool] | None:
    """Return the post that is all of a line, and whether it is a bare address."""
    if match := _SHORTCODE.fullmatch(line):
        reference = _of_shortcode(match)
        return (reference, False) if reference else None
    if match := _ADDRESS.match(line):
        reference = find_reference(match["url"])
        return (reference, True) if reference else None
    return None


def _of_shortcode(match: re.Match[str]) -> Reference | None:
    if match["hugo"]:
        return _of_hugo(match["hugo"].rstrip().removesuffix("/"))
    address = match["liquid"].strip("\"'")
    # Anything can be embedded: a bare number there is not a post.
    if match["any"] and not address.startswith("http"):
        return None
    return find_reference(address)


def _of_hugo(parameters: str) -> Reference | None:
    named: dict[str, str] = {}
    for match in _PARAMETER.finditer(parameters):
        value = next(filter(None, match.group("a", "b", "c", "d")), "")
        named.setdefault(match["name"] or "", value)
    number = named.get("id") or named.get("", "")
    if user := named.get("user"):
        return find_reference(f"https://x.com/{user.removeprefix('@')}/status/{number}")
    return find_reference(number)
