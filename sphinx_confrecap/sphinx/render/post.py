"""A quoted post: ordinary nodes, with neither script nor request.

Names, handles and texts are a stranger's: they become text nodes, never markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import chain

from docutils import nodes

from ...model.posts import Card, Media, MediaKind, Post, PostStatus, SegmentKind
from ...model.talks import day_of
from ...posts.payload import language_of
from ...posts.platforms import ADAPTERS
from ...posts.quoting import (
    Conversation,
    Line,
    Live,
    MediaChoice,
    Quote,
    Visibility,
    direction_of,
    one_line,
    paragraphs_of,
)
from ...text.alphabets import Alphabet
from ...text.urls import host_of
from .. import i18n
from ..i18n import _
from ..nodes import (
    conf_block,
    conf_caption,
    conf_element,
    conf_face,
    conf_image,
    conf_lines,
    conf_live,
    conf_paragraph,
    conf_post,
    conf_quotation,
)
from .links import to_url
from .text import joined, paragraph, text, when

FACE = 36
"""The width and height of an author's picture, in pixels."""

_FACE = {"tag": "span", "aria-hidden": "true", "classes": ["cr-face"]}

Picture = tuple[str, tuple[int, int]]
"""The address of an image below the source directory, and its width and height."""

FindPicture = Callable[[str], Picture | None]
"""From a file of the store to its picture, ``None`` if there is none."""

# A page does not vouch for strangers' links, and does not send its address there.
_REL = "noopener noreferrer nofollow"
_CLASSES = {SegmentKind.MENTION: ["cr-mention"], SegmentKind.TAG: ["cr-hashtag"]}


class PostBlock:
    """Makes the nodes of posts, in the language of the site."""

    def __init__(self, language: str, picture: FindPicture) -> None:
        self.language = language
        self.picture = picture
        self._initial = Alphabet.of(language).initial

    def figure(self, quote: Quote, *classes: str) -> conf_post:
        """Return a post: its text, author, time, and platform."""
        said = list(self._said(quote))
        node = conf_post(classes=["confrecap", "cr-post", *classes])
        # Typographic quotation marks would change the quoted text.
        node["support_smartquotes"] = False
        if quote.choices.conversation is Conversation.PARENT:
            node += self._inner(quote, quote.post.parent, "cr-parent")
        caption = list(self._caption(quote))
        if said:
            node["tag"] = "figure"
            quotation = conf_quotation("", *said, cite=quote.url)
            quotation["lang"] = language_of(quote.post.lang)
            quotation["dir"] = direction_of(quote.post.segments, quote.post.lang)
            if caption:
                quotation += conf_caption("", "", *caption)
            node += quotation
        else:
            if quote.is_withheld:
                words = _("This post is no longer public.")
                if quote.post.status is PostStatus.DELETED:
                    words = _("This post has been deleted.")
                node += paragraph(text(words, "cr-notice"))
            node += paragraph(*caption, classes=["cr-caption"])
        return node

    # The text of a post.

    def _inner(self, quote: Quote, post: Post | None, class_: str) -> list[nodes.Node]:
        inner = quote.inner(post)
        return [self.figure(inner, class_)] if inner else []

    def _said(self, quote: Quote) -> Iterator[nodes.Node]:
        if quote.is_withheld:
            return
        parts = [
            *_paragraphs(quote),
            *self._media(quote),
            *_card(quote.post.card),
        ]
        if quote.choices.quoted is Visibility.SHOW:
            parts += self._inner(quote, quote.post.quoted, "cr-quoted")
        if parts and (warning := one_line(quote.post.warning)):
            words = _("Content warning: %(text)s") % {"text": warning}
            summary = conf_paragraph("", words, tag="summary")
            yield conf_block("", summary, *parts, tag="details")
        else:
            yield from parts

    def _media(self, quote: Quote) -> list[nodes.Node]:
        if not quote.post.media or quote.choices.media is MediaChoice.HIDE:
            return []
        shown, linked = [], []
        for media in quote.post.media:
            image = self._image(quote, media)
            shown += [image] if image else []
            if image is None or media.kind is not MediaKind.IMAGE:
                linked.append(_media_link(quote, media))
        block = conf_block("", *shown, classes=["cr-media"])
        if linked:
            block += paragraph(*joined(linked))
        return [block]

    def _image(self, quote: Quote, media: Media) -> conf_image | None:
        if quote.choices.media is MediaChoice.LINK:
            return None
        found = self.picture(media.file)
        if found is None:
            return None
        uri, pixels = found
        if media.width and media.height:
            pixels = media.width, media.height
        described = one_line(media.alt) or _("Image without a description")
        return conf_image(uri=uri, pixels=pixels, description=described)

    # The author, the time and the platform.

    def _caption(self, quote: Quote) -> Iterator[nodes.Node]:
        author = quote.post.author
        if found := self.picture(author.avatar):
            image = conf_image(uri=found[0], pixels=(FACE, FACE), description="")
            yield conf_face("", "", image, **_FACE)
        elif letter := self._initial(author.name) or self._initial(author.handle):
            yield conf_face("", letter, **_FACE)
        yield from joined([*_by(quote), *self._when(quote)])

    def _when(self, quote: Quote) -> list[nodes.Node]:
        parts: list[nodes.Node] = []
        if place := self._place(quote):
            # A link to a deleted post leads nowhere.
            dead = quote.post.status is PostStatus.DELETED
            parts.append(place if dead else _link(quote.url, place))
        parts += [text(mark, "cr-mark") for mark in _marks(quote)]
        parts += _live(quote)
        made = joined(parts)
        return [nodes.inline("", "", *made, classes=["cr-when"])] if made else []

    def _place(self, quote: Quote) -> nodes.Node | None:
        site = {"platform": quote.site}
        known = bool(_by(quote))
        if quote.when is None:
            # Translators: the site of a post; its author is named before.
            words = _("on %(platform)s") if known else _("Post on %(platform)s")
            return nodes.Text(words % site) if quote.site else None
        shown = i18n.format_day(day_of(quote.when), self.language)
        if quote.site:
            words = (
                # Translators: when and where somebody posted something.
                _("%(day)s on %(platform)s")
                if known
                else _("Post on %(platform)s, %(day)s")
            )
            shown = words % {"day": shown, **site}
        return when(_iso(quote.when), shown)


def ordered(posts: Iterable[conf_post]) -> list[nodes.Element]:
    """Return posts as a list that has an order; before it the places of hidden ones."""
    posts = list(posts)
    hidden: list[nodes.Element] = [post for post in posts if not post.children]
    items = [nodes.list_item("", post) for post in posts if post.children]
    if not items:
        return hidden
    listed = nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")
    return [*hidden, listed]


def _paragraphs(quote: Quote) -> Iterator[nodes.Node]:
    around = direction_of(quote.post.segments, quote.post.lang)
    for lines in paragraphs_of(quote.post.segments):
        direction = direction_of(chain.from_iterable(lines), quote.post.lang)
        given = {} if direction in (around, "auto") else {"dir": direction}
        if len(lines) == 1:
            yield conf_paragraph("", "", *_inline(lines[0]), **given)
        else:
            yield conf_lines("", *map(_line, lines), **given)


def _line(line: Line) -> nodes.line:
    made = nodes.line("", "", *_inline(line))
    made.indent = 0  # type: ignore[assignment]
    return made


def _inline(line: Line) -> Iterator[nodes.Node]:
    for segment in line:
        words = nodes.Text(segment.text)
        if segment.kind is SegmentKind.TEXT or not segment.url:
            yield words
        else:
            link = _link(segment.url, words)
            link["classes"] += _CLASSES.get(segment.kind, [])
            yield link


def _link(url: str, *children: nodes.Node) -> nodes.Element:
    link = to_url(url, *children)
    if isinstance(link, nodes.reference):
        link["rel"] = _REL
    return link


def _card(card: Card | None) -> list[nodes.Node]:
    if card is None or not (host := host_of(card.url)):
        return []
    title = one_line(card.title) or host
    parts = [_link(card.url, nodes.Text(title))]
    if title != host:
        parts.append(text(host))
    block = conf_block("", paragraph(*joined(parts)), classes=["cr-card"])
    if description := one_line(card.description):
        block += paragraph(nodes.Text(description))
    return [block]


def _media_link(quote: Quote, media: Media) -> nodes.Node:
    kinds = {
        MediaKind.IMAGE: _("Image"),
        MediaKind.VIDEO: _("Video"),
        # Translators: a short film without sound, in a post.
        MediaKind.GIF: _("Animation"),
    }
    label, described = kinds[media.kind], one_line(media.alt)
    words = i18n.labelled(label, described) if described else label
    # The address of a video is the address of its still.
    url = media.url if media.kind is MediaKind.IMAGE else ""
    return _link(url or quote.url, nodes.Text(words))


def _by(quote: Quote) -> list[nodes.Node]:
    author = quote.post.author
    name, handle = one_line(author.name), one_line(author.handle)
    handle = f"@{handle}" if handle else ""
    if not (name or handle):
        return []
    parts: list[nodes.Node] = [_name(name or handle, "cr-author")]
    if name and handle:
        parts += [nodes.Text(" "), _name(handle, "cr-handle")]
    return [nodes.inline("", "", *parts, classes=["cr-by"])]


def _name(words: str, class_: str) -> nodes.Node:
    """Return a name, which may run from right to left in a line that does not."""
    return conf_element("", words, tag="bdi", classes=[class_])


def _iso(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
    return moment.isoformat()


def _marks(quote: Quote) -> Iterator[str]:
    if quote.post.edited:
        # Translators: of a post.
        yield _("edited")
    if quote.is_gone and not quote.is_withheld:
        yield (
            # Translators: of a post, since it was quoted.
            _("deleted since")
            if quote.post.status is PostStatus.DELETED
            # Translators: of a post.
            else _("no longer public")
        )
    if quote.post.status is PostStatus.RESTRICTED:
        # Translators: of a post; the platform shows it to some readers alone.
        yield _("restricted")


def _live(quote: Quote) -> list[nodes.Node]:
    reference = quote.post.reference
    if quote.choices.live is not Live.CLICK or quote.is_gone or reference is None:
        return []
    view = ADAPTERS[reference.platform].live_view(reference)
    if view is None:
        return []
    words = _("Load the post from %(host)s") % {"host": view.host}
    data = {"data-platform": reference.platform.value, "data-embed": view.source}
    link = _link(quote.url, nodes.Text(words))
    return [conf_live("", "", link, tag="span", classes=["cr-live"], **data)]
