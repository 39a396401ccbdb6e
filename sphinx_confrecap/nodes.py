"""Our nodes: containers and inlines, made of docutils' standard nodes.

Their names start with ``conf_``: writers find a visitor by the name of the class,
and docutils has a ``caption`` of its own. Builders other than html need no
visitor for them: Sphinx and docutils fall back to the visitor of the standard
class. Html has one pair for each sort of element.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from docutils import nodes

from .chart import chart_of
from .i18n import talks_in_year

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.text import TextTranslator

    from .chart import Bar


class conf_block(nodes.container):
    """A part of a page.

    ``tag`` is its html element, ``div`` if it is missing; ``label`` names it to
    readers who do not see it.
    """


class conf_talk(conf_block):
    """A talk where its author wrote it: a :class:`conf_title` and its notes.

    Facts come between the two when the document is written.
    """

    @property
    def title(self) -> conf_title:
        """The title."""
        return cast("conf_title", self[0])

    @property
    def notes(self) -> conf_notes:
        """The notes, as long as nothing else is there."""
        return cast("conf_notes", self[1])


class conf_title(nodes.rubric):
    """The title of a talk on a recap.

    A rubric, because a heading in a directive may not open a section.
    """


class conf_notes(conf_block):
    """The body of a talk, as its author wrote it."""


class conf_header(conf_block):
    """A conference's header where its author wrote it."""


class conf_list(conf_block):
    """The place of a list; ``query`` says what stands there once it is written."""


class conf_tags(conf_block):
    """The place of a document's tags; ``tags`` holds them as they are written."""


class conf_content(conf_block):
    """A place in a generated document that is filled when it is written.

    ``part`` is the path to a group of the page, as indices; empty for its head.
    """


class conf_time(nodes.inline):
    """A date in words; ``datetime`` holds it as ISO 8601 has it."""


class conf_post(conf_block):
    """A quoted post: a :class:`conf_quotation`, or a line that leads to it."""


class conf_thread(conf_block):
    """Several posts as one whole."""


class conf_quotation(nodes.block_quote):
    """The text of a post; a :class:`conf_caption` may be its last child.

    ``cite`` is the address of the post, ``lang`` its language, ``dir`` its direction.
    """


class conf_caption(nodes.attribution):
    """Who wrote a post, when, and where."""


class conf_paragraph(nodes.paragraph):
    """A paragraph of a post on one line; ``dir`` where it differs from the post's."""


class conf_lines(nodes.line_block):
    """A paragraph of a post on several lines, each a ``line``."""


class conf_summary(nodes.paragraph):
    """What stands for the text of a post that its author set a warning before."""


class conf_name(nodes.inline):
    """A name, which may run from right to left in a line that does not."""


class conf_image(nodes.image):
    """An image of a post.

    ``pixels`` are its width and height. ``description`` becomes its ``alt`` when it
    is written: Sphinx offers an ``alt`` that it reads to translators.
    """


class conf_face(nodes.inline):
    """A picture of a post's author or an initial, beside the name; for html alone."""


class conf_live(nodes.inline):
    """A link that a script turns into a button; for html alone.

    ``data-platform`` and ``data-embed`` tell the script what to load.
    """


class conf_chart(conf_block):
    """A bar chart of talks by year, for html alone; ``label`` says what it shows.

    ``counts`` holds a year and its talks for each bar.
    """


class conf_player(conf_block):
    """A link that a script turns into a player; for html alone.

    ``data-kind`` tells the script what to make, ``data-embed`` from which address,
    where that is not the link's. Without a kind the link stays one.
    """


class conf_found(nodes.inline):
    """The title of a talk in a list that readers can filter; for html alone.

    ``facets`` holds what the script goes by: values by name.
    """


class conf_control(nodes.inline):
    """An element of a form: ``tag``, and its attributes ``given``; for html alone."""


class conf_filter(conf_control):
    """The form beside a list that readers can filter."""


def leave_out_of_search(document: nodes.document, metadata: dict[str, Any]) -> None:
    """Keep a document out of Sphinx's search, and out of search engines."""
    metadata["no-search"] = ""
    document.insert(0, nodes.meta("", name="robots", content="noindex"))


def _visit_block(self: HTML5Translator, node: conf_block) -> None:
    attributes = _given(node, "data-kind", "data-embed")
    if "label" in node:
        attributes["aria-label"] = node["label"]
    self.body.append(self.starttag(node, _element(node), **attributes))


def _depart_block(self: HTML5Translator, node: conf_block) -> None:
    self.body.append(f"</{_element(node)}>\n")


def _element(node: conf_block) -> str:
    tag: str = node.get("tag", "div")
    return tag


def _visit_chart(self: HTML5Translator, node: conf_chart) -> None:
    """Write the chart without a style, which a policy may forbid."""
    chart = chart_of(node["counts"])
    size = f"{chart.width:g} {chart.height:g}"
    self.body.append(self.starttag(node, "div", ""))
    self.body.append(
        f'<svg role="img" aria-label="{escape(node["label"])}" viewBox="0 0 {size}" '
        f'width="{chart.width:g}" height="{chart.height:g}">'
    )
    self.body.append('<g fill="var(--cr-accent)">')
    self.body += (_bar(bar, self.config.language) for bar in chart.bars)
    self.body.append('</g><g fill="var(--cr-muted)" font-size="12" ')
    self.body.append('text-anchor="middle">')
    for bar in chart.bars:
        self.body.append(_words(bar, bar.number, bar.y - 4))
        self.body.append(_words(bar, bar.label, chart.height - 3))
    self.body.append("</g></svg></div>\n")
    raise nodes.SkipNode


def _bar(bar: Bar, language: str) -> str:
    words = talks_in_year((bar.year, bar.talks), language)
    return (
        f'<rect x="{bar.x:g}" y="{bar.y:g}" width="{bar.width:g}" '
        f'height="{bar.height:g}"><title>{escape(words)}</title></rect>'
    )


def _words(bar: Bar, words: str, y: float) -> str:
    if not words:
        return ""
    return f'<text x="{bar.middle:g}" y="{y:g}">{escape(words)}</text>'


def _visit_time(self: HTML5Translator, node: conf_time) -> None:
    self.body.append(self.starttag(node, "time", "", datetime=node["datetime"]))


def _depart_time(self: HTML5Translator, node: conf_time) -> None:
    self.body.append("</time>")


def _visit_quotation(self: HTML5Translator, node: conf_quotation) -> None:
    given = _given(node, "cite", "lang", "dir")
    self.body.append(self.starttag(node, "blockquote", **given))


def _depart_quotation(self: HTML5Translator, node: conf_quotation) -> None:
    """Leave the end to the caption, which html wants beside the quotation."""
    if not isinstance(node[-1], conf_caption):
        self.body.append("</blockquote>\n")


def _visit_caption(self: HTML5Translator, node: conf_caption) -> None:
    self.body.append("</blockquote>\n")
    self.body.append(self.starttag(node, "figcaption", ""))


def _depart_caption(self: HTML5Translator, node: conf_caption) -> None:
    self.body.append("</figcaption>\n")


def _visit_paragraph(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "p", "", **_given(node, "dir")))


def _depart_paragraph(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</p>\n")


def _visit_lines(self: HTML5Translator, node: conf_lines) -> None:
    """Write lines as html has them: one paragraph, with breaks."""
    _visit_paragraph(self, node)
    for place, line in enumerate(node.children):
        if place:
            self.body.append("<br />\n")
        for child in line.children:
            child.walkabout(self)
    _depart_paragraph(self, node)
    raise nodes.SkipNode


def _visit_text_lines(self: TextTranslator, node: conf_lines) -> None:
    """Write lines below each other, as far to the left as other paragraphs."""
    self.new_state(0)
    self.lineblocklevel += 1


def _depart_text_lines(self: TextTranslator, node: conf_lines) -> None:
    self.depart_line_block(node)


def _visit_summary(self: HTML5Translator, node: conf_summary) -> None:
    self.body.append(self.starttag(node, "summary", ""))


def _depart_summary(self: HTML5Translator, node: conf_summary) -> None:
    self.body.append("</summary>\n")


def _visit_name(self: HTML5Translator, node: conf_name) -> None:
    self.body.append(self.starttag(node, "bdi", ""))


def _depart_name(self: HTML5Translator, node: conf_name) -> None:
    self.body.append("</bdi>")


def _visit_image(self: HTML5Translator, node: conf_image) -> None:
    """Write an image with its size, and with no style, which a policy may forbid."""
    file = quote(self.builder.images[node["uri"]])
    width, height = map(str, node["pixels"])
    attributes: dict[str, Any] = {
        "src": f"{self.builder.imgpath}/{file}",
        "alt": node["alt"],
        "width": width,
        "height": height,
        "loading": "lazy",
        "decoding": "async",
    }
    self.body.append(self.emptytag(node, "img", "", **attributes))


def _depart_image(self: HTML5Translator, node: conf_image) -> None:
    """Do nothing: an image has no end."""


def _visit_face(self: HTML5Translator, node: conf_face) -> None:
    hidden: dict[str, Any] = {"aria-hidden": "true"}
    self.body.append(self.starttag(node, "span", "", **hidden))


def _depart_face(self: HTML5Translator, node: conf_face) -> None:
    """End the face; without the space its letter would be one with the name."""
    self.body.append("</span>\n")


def _visit_live(self: HTML5Translator, node: conf_live) -> None:
    data = _given(node, "data-platform", "data-embed")
    self.body.append(self.starttag(node, "span", "", **data))


def _depart_live(self: HTML5Translator, node: conf_live) -> None:
    self.body.append("</span>")


def _visit_found(self: HTML5Translator, node: conf_found) -> None:
    """Write values on lines of their own: no name holds a break."""
    facets: dict[str, tuple[str, ...]] = node["facets"]
    data = "".join(
        f' data-{name}="{"&#10;".join(map(escape, values))}"'
        for name, values in facets.items()
        if values
    )
    self.body.append(f'<span class="cr-found"{data}>')


def _depart_found(self: HTML5Translator, node: conf_found) -> None:
    self.body.append("</span>")


def _visit_control(self: HTML5Translator, node: conf_control) -> None:
    self.body.append(self.starttag(node, node["tag"], "", **node["given"]))


def _depart_control(self: HTML5Translator, node: conf_control) -> None:
    if node["tag"] != "input":
        self.body.append(f"</{node['tag']}>\n")


def _given(node: nodes.Element, *names: str) -> dict[str, Any]:
    return {name: node[name] for name in names if node.get(name)}


def register(app: Sphinx) -> None:
    """Add the nodes that html writes in a way of its own."""
    for node in (
        conf_block,
        conf_talk,
        conf_notes,
        conf_header,
        conf_list,
        conf_tags,
        conf_content,
        conf_post,
        conf_thread,
        conf_player,
    ):
        app.add_node(node, html=(_visit_block, _depart_block))
    app.add_node(conf_chart, html=(_visit_chart, None))
    app.add_node(conf_time, html=(_visit_time, _depart_time))
    app.add_node(conf_quotation, html=(_visit_quotation, _depart_quotation))
    app.add_node(conf_caption, html=(_visit_caption, _depart_caption))
    app.add_node(conf_paragraph, html=(_visit_paragraph, _depart_paragraph))
    app.add_node(
        conf_lines,
        html=(_visit_lines, None),
        text=(_visit_text_lines, _depart_text_lines),
    )
    app.add_node(conf_summary, html=(_visit_summary, _depart_summary))
    app.add_node(conf_name, html=(_visit_name, _depart_name))
    app.add_node(conf_image, html=(_visit_image, _depart_image))
    app.add_node(conf_face, html=(_visit_face, _depart_face))
    app.add_node(conf_live, html=(_visit_live, _depart_live))
    app.add_node(conf_found, html=(_visit_found, _depart_found))
    for control in (conf_control, conf_filter):
        app.add_node(control, html=(_visit_control, _depart_control))
    app.add_node(conf_title)
