"""Replaces raw embeds in the text of a document by directives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from ..model.blocks import Dialect
from ..model.errors import FieldError
from ..model.places import Place
from ..model.posts import Post
from ..model.rules import Problem, Rule
from ..parsing.words import inline_parser
from ..posts.platforms import read_embed
from ..text.lines import split_lines
from .blocks import Block, Prose, ProseKind
from .embeds import (
    Shortcode,
    after_scripts,
    end_of_embed,
    looks_embedded,
    needs_script,
    reference_alone,
    shortcode_in,
    shortcodes_in,
)
from .markup import DIRECTIVE, directive_of
from .scan import scan

MAX_LINES = 400
"""The longest embed code that is looked for, in lines."""

_PASSES = 10

# Before the text of a line: marks of quotes and lists, and white space.
_PREFIX = re.compile(r"(?:[ \t]|>|[-+*](?=[ \t])|[\w#]{1,9}[.)](?=[ \t]))*")
_LIST_MARK = re.compile(r"[^\s>]")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")
_UNREAD = "it looks like a post, but has no address or number of one"
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A document's text with directives, how many, and why some embeds stay."""

    text: str
    count: int = 0
    left: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """Lines, by index, and their replacement.

    Each of *directives* begins a directive, by its index in *lines*.
    """

    first: int
    end: int
    lines: tuple[str, ...] = ()
    directives: tuple[int, ...] = ()


def rewrite(text: str, dialect: Dialect, *, colon_fence: bool = True) -> Rewritten:
    """Replace raw embeds by directives; all other bytes stay.

    *colon_fence* says whether MyST reads fences of colons. Embeds that are left have
    their lines in the new text.
    """
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    marks = ":`~" if colon_fence else "`~"
    text = text.removeprefix(mark)
    count = passes = 0
    # After a replaced embed, HTML ends. The text after it may be an embed, too.
    while (new := _rewritten_once(text, dialect, marks)).count and passes < _PASSES:
        text = new.text
        count += new.count
        passes += 1
    return Rewritten(text=mark + text, count=count, left=new.left)


def _rewritten_once(text: str, dialect: Dialect, marks: str) -> Rewritten:
    finder = _Finder(text, dialect, marks)
    finder.find()
    changes, refused = _checked(finder, dialect)
    reason = "a directive here would not be read as one"
    left = [*finder.left, *(_left(change.first, reason) for change in refused)]
    if not left and not needs_script(_applied(finder.lines, changes)):
        changes += finder.scripts if changes else []
    return Rewritten(
        text=_applied(finder.lines, changes),
        count=sum(len(change.directives) for change in changes),
        left=tuple(sorted(left, key=attrgetter("place.line"))),
    )


def _applied(lines: Sequence[str], changes: Iterable[_Change]) -> str:
    parts: list[str] = []
    done = 0
    for change in sorted(changes, key=attrgetter("first")):
        parts += [*lines[done : change.first], *change.lines]
        done = change.end
    return "".join([*parts, *lines[done:]])


def _checked(finder: _Finder, dialect: Dialect) -> tuple[list[_Change], list[_Change]]:
    """Read the new text, and return the changes with the right meaning, and the others.

    Blocks that were there before must all still be read, or nothing is changed.
    """
    changes = finder.changes
    blocks = scan(_applied(finder.lines, changes), dialect).blocks
    kept = list(_read_as_meant(changes, blocks))
    if len(kept) < len(changes):
        blocks = scan(_applied(finder.lines, kept), dialect).blocks
    if Counter(_heads(finder.source.blocks)) != Counter(_heads(blocks)):
        kept = []
    places = {change.first for change in kept}
    return kept, [change for change in changes if change.first not in places]


def _read_as_meant(
    changes: Iterable[_Change], blocks: Iterable[Block]
) -> Iterator[_Change]:
    """Yield the changes whose directives are all read in their place."""
    read = {block.line for block in blocks if block.name == DIRECTIVE}
    moved = 0
    for change in sorted(changes, key=attrgetter("first")):
        line = change.first + moved + 1
        if all(line + place in read for place in change.directives):
            yield change
        moved += len(change.lines) - (change.end - change.first)


def _heads(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield all blocks except the ones that are added or replaced."""
    for block in blocks:
        if block.name != DIRECTIVE and not _is_raw_html(block):
            yield block.name, block.argument


def _is_raw_html(block: Block) -> bool:
    return block.name == "raw" and block.argument.lower() == "html"


def _left(index: int, reason: str) -> Problem:
    return Problem(rule=Rule.POST, message=reason, place=Place(line=index + 1))


class _Finder:
    """Finds the embeds of a document, and their replacements."""

    def __init__(self, text: str, dialect: Dialect, marks: str) -> None:
        self.lines = split_lines(text)
        self.marks = marks
        self.source = scan(text, dialect)
        self.changes: list[_Change] = []
        self.scripts: list[_Change] = []
        self.left: list[Problem] = []
        self._done = 0
        self._shown = {
            line - 1
            for prose in self.source.prose
            for line in range(prose.line, prose.end)
        }

    def find(self) -> None:
        """Find changes, lone scripts, and embeds that are left."""
        raws = (block for block in self.source.blocks if _is_raw_html(block))
        places: list[Block | Prose] = [*raws, *self.source.prose]
        for place in sorted(places, key=attrgetter("line")):
            if isinstance(place, Block):
                self._in_raw(place)
            elif place.kind is ProseKind.HTML:
                self._in_html(place)
            elif place.dialect is Dialect.MYST:
                self._in_paragraph(place)
            else:
                self._in_rest_paragraph(place)

    def _leave(self, index: int, reason: str) -> None:
        self.left.append(_left(index, reason))

    def _change(
        self, first: int, end: int, posts: Iterable[Post], place: Block | Prose
    ) -> None:
        """Add the change of the lines from *first* to *end* into *posts*."""
        before = _prefix(self.lines[first])
        written: list[str] = []
        starts: list[int] = []
        for post in posts:
            directive = directive_of(post, place.dialect, place.fences, self.marks)
            if directive is None:
                self._leave(first, "no fence fits between those around it")
                return
            written += [""] if written else []
            starts.append(len(written))
            written += directive
        rest = _continued(before)
        prefixed = [(rest + line).rstrip() for line in written]
        prefixed[0] = before + written[0]
        change = _Change(
            first=first,
            end=end,
            lines=tuple(self._with_ends(prefixed, first, end)),
            directives=tuple(starts),
        )
        self.changes.append(change)
        self._done = end

    def _with_ends(self, lines: list[str], first: int, end: int) -> Iterator[str]:
        """End lines like the lines around them, the last like the replaced line."""
        near = self.lines[max(first - 1, 0) : first + 1]
        newline = next(filter(None, map(_end_of_line, reversed(near))), "\n")
        yield from (line + newline for line in lines[:-1])
        yield lines[-1] + _end_of_line(self.lines[end - 1])

    def _script(self, first: int, end: int) -> None:
        self.scripts.append(_Change(first=first, end=end))
        self._done = end

    # --- in HTML ---

    def _in_raw(self, block: Block) -> None:
        """Take a block of HTML that holds embeds and nothing else."""
        html = "\n".join(block.body)
        first = block.line - 1
        posts: list[Post] = []
        position = 0
        while end := end_of_embed(html, position):
            post = self._post(html[position:end], first)
            if post is None:
                return
            posts.append(post)
            position = end
        position = after_scripts(html, position)
        if html[position:].strip():
            if looks_embedded(html):
                self._leave(first, "there is other HTML beside it")
        elif posts:
            self._change(first, block.end - 1, posts, block)
        elif position:
            self._script(first, block.end - 1)

    def _post(self, html: str, index: int) -> Post | None:
        """Return the post of an embed. An unreadable embed is left."""
        try:
            post, message = read_embed(html)
        except FieldError as error:
            post, message = Post(), str(error)
        if not message and post.reference is None:
            message = "it names no post"
        if message:
            self._leave(index, message)
        return None if message else post

    def _in_html(self, prose: Prose) -> None:
        """Take embeds at the start of a run of HTML, one below the other."""
        index = max(prose.line - 1, self._done)
        while index < prose.end - 1:
            is_text = not self._written(index).startswith("<")
            if is_text and self._done > prose.line - 1:
                # It is a paragraph now, since HTML ended, and embeds may follow it.
                index += 1
                continue
            html = self._html_from(index)
            end = end_of_embed(html)
            if not end:
                self._in_other_html(index, prose)
                return
            if not _REST_OF_LINE.match(html, end):
                self._leave(index, "text follows it on the same line")
                return
            post = self._post(html[:end], index)
            if post is None:
                return
            after = index + html.count("\n", 0, end) + 1
            self._change(index, after, [post], prose)
            index = after

    def _in_other_html(self, index: int, prose: Prose) -> None:
        """Note the script of a widget, and embeds that cannot be taken out."""
        html = self._html_from(index)
        end = after_scripts(html)
        if end and _REST_OF_LINE.match(html, end):
            self._script(index, index + html.count("\n", 0, end) + 1)
            return
        for place in range(index, prose.end - 1):
            found = shortcode_in(self.lines[place])
            if found or looks_embedded(self.lines[place]):
                is_unread = found and not found.is_read
                self._leave(place, _UNREAD if is_unread else "it is inside other HTML")

    def _html_from(self, index: int) -> str:
        """Return the text from a line on, without the marks before each line."""
        before = _prefix(self.lines[index])
        rest = _continued(before)
        html = [self.lines[index][len(before) :]]
        for place in range(index + 1, min(index + MAX_LINES, len(self.lines))):
            line = self.lines[place]
            hidden = place not in self._shown and line.strip(" \t>\r\n")
            if hidden or not line.startswith(rest.rstrip()):
                break
            html.append(line.removeprefix(rest if line.startswith(rest) else ""))
        return "\n".join(line.rstrip("\r\n") for line in html)

    # --- in text ---

    def _in_paragraph(self, prose: Prose) -> None:
        """Take the lines of a paragraph in MyST that are only a post."""
        places = range(max(prose.line - 1, self._done), prose.end - 1)
        written = {place: self._written(place) for place in places}
        found = {
            place: (shortcode_in(line), self._alone(place))
            for place, line in written.items()
        }
        if not any(map(any, found.values())):
            return
        hidden = _hidden_in("\n".join(written.values()))
        for place, (shortcode, post) in found.items():
            code = shortcode.text if shortcode else written[place]
            if code in hidden:
                continue
            if post:
                self._change(place, place + 1, [post], prose)
            elif shortcode:
                self._leave_shortcode(place, shortcode, "on the same line")

    def _in_rest_paragraph(self, prose: Prose) -> None:
        """Take a paragraph in reST that is only a post."""
        first, end = prose.line - 1, prose.end - 1
        around = self.lines[max(first - 1, 0) : first] + self.lines[end : end + 1]
        is_alone = end == first + 1 and not any(line.strip() for line in around)
        if is_alone and (post := self._alone(first)):
            self._change(first, end, [post], prose)
            return
        for place in range(first, end):
            if found := shortcode_in(self._written(place)):
                self._leave_shortcode(place, found, "in the same paragraph")

    def _leave_shortcode(self, index: int, found: Shortcode, where: str) -> None:
        text = f"there is other text {where}"
        self._leave(index, text if found.is_read else _UNREAD)

    def _written(self, index: int) -> str:
        line = self.lines[index]
        return line[len(_prefix(line)) :].strip()

    def _alone(self, index: int) -> Post | None:
        """Return the post that is all of a line.

        An address after the mark of a list belongs to a list of sources.
        """
        found = reference_alone(self._written(index))
        if not found:
            return None
        reference, is_address = found
        if is_address and _LIST_MARK.search(_prefix(self.lines[index])):
            return None
        return Post(reference=reference)


def _prefix(line: str) -> str:
    match = _PREFIX.match(line)
    return match[0] if match else ""


def _continued(prefix: str) -> str:
    """Return the marks before the next line. The mark of a list becomes space."""
    return _LIST_MARK.sub(" ", prefix)


def _end_of_line(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _hidden_in(paragraph: str) -> set[str]:
    """Return words and shortcodes in code, texts of links and unseen parts."""
    hidden: set[str] = set()
    in_link = False
    [inline] = inline_parser().parseInline(paragraph)
    for token in inline.children or ():
        if token.type in ("link_open", "link_close"):
            in_link = token.nesting == 1 and token.markup != "autolink"
        elif in_link or token.type in ("code_inline", "html_inline", "image"):
            hidden.update(token.content.split(), shortcodes_in(token.content))
    return hidden
