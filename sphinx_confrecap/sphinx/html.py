"""How html writes our nodes, and text the lines of a post."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes

from ..views.chart import chart_of
from .i18n import talks_in_year
from .nodes import (
    conf_block,
    conf_caption,
    conf_chart,
    conf_content,
    conf_control,
    conf_face,
    conf_filter,
    conf_found,
    conf_header,
    conf_image,
    conf_lines,
    conf_list,
    conf_live,
    conf_name,
    conf_notes,
    conf_paragraph,
    conf_player,
    conf_post,
    conf_quotation,
    conf_summary,
    conf_tags,
    conf_talk,
    conf_thread,
    conf_time,
    conf_title,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.text import TextTranslator

    from ..views.chart import Bar


def _visit_block(self: HTML5Translator, node: conf_block) -> None:
    attributes = _given(node, "data-kind", "data-embed", "data-start")
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


def add_nodes(app: Sphinx) -> None:
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
