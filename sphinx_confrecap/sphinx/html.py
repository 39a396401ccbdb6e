"""Visitors: html for our nodes, and text for the lines of a post."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator
from sphinx.writers.text import TextTranslator

from ..views.chart import Bar, chart_of
from . import nodes as ours
from .i18n import talks_in_year

_NO_ATTRIBUTES = {"tag", *nodes.Element.known_attributes}
"""Attributes of an element that html does not have, or has from docutils."""
_ATTRIBUTES = ("cite", "lang", "dir")
_ELEMENTS = {
    ours.conf_quotation: "blockquote",
    ours.conf_paragraph: "p",
    ours.conf_lines: "p",
}
_IN_SENTENCES = {"bdi", "span", "time"}
"""Elements that a comma or the end of a link may follow."""


def _visit_part(self: HTML5Translator, node: nodes.Element) -> None:
    known = (n for n in node.attributes if n in _ATTRIBUTES or n.startswith("data-"))
    given = {name: node[name] for name in known if node[name]}
    if "label" in node:
        given["aria-label"] = node["label"]
    end = "" if isinstance(node, nodes.paragraph | nodes.line_block) else "\n"
    self.body.append(self.starttag(node, _element(node), end, **given))


def _depart_part(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(f"</{_element(node)}>\n")


def _element(node: nodes.Element) -> str:
    tag: str = node.get("tag") or _ELEMENTS.get(type(node), "div")
    return tag


def _visit_chart(self: HTML5Translator, node: ours.conf_chart) -> None:
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
    return f'<text x="{bar.x + bar.width / 2:g}" y="{y:g}">{escape(words)}</text>'


def _depart_quotation(self: HTML5Translator, node: ours.conf_quotation) -> None:
    """Leave the end to the caption, which in html is beside the quotation."""
    if not any(isinstance(child, ours.conf_caption) for child in node):
        self.body.append("</blockquote>\n")


def _visit_caption(self: HTML5Translator, node: ours.conf_caption) -> None:
    self.body.append("</blockquote>\n")
    self.body.append(self.starttag(node, "figcaption", ""))


def _visit_lines(self: HTML5Translator, node: ours.conf_lines) -> None:
    """Write lines as html has them: one paragraph, with breaks."""
    _visit_part(self, node)
    for place, line in enumerate(node.children):
        if place:
            self.body.append("<br />\n")
        for child in line.children:
            child.walkabout(self)
    _depart_part(self, node)
    raise nodes.SkipNode


def _visit_text_lines(self: TextTranslator, node: ours.conf_lines) -> None:
    """Write lines below each other, as far to the left as other paragraphs."""
    self.new_state(0)
    self.lineblocklevel += 1


def _visit_image(self: HTML5Translator, node: ours.conf_image) -> None:
    """Write an image with its size, and with no style, which a policy may forbid."""
    file = quote(self.builder.images[node["uri"]])
    width, height = map(str, node["pixels"])
    given = {"src": f"{self.builder.imgpath}/{file}", "alt": node["alt"]}
    size = {"width": width, "height": height}
    later = {"loading": "lazy", "decoding": "async"}
    self.body.append(self.emptytag(node, "img", "", **given, **size, **later))
    raise nodes.SkipNode


def _visit_found(self: HTML5Translator, node: ours.conf_found) -> None:
    """Write values on lines of their own: no name holds a break."""
    facets: dict[str, tuple[str, ...]] = node["facets"]
    data = "".join(
        f' data-{name}="{"&#10;".join(map(escape, values))}"'
        for name, values in facets.items()
        if values
    )
    self.body.append(f'<span class="cr-found"{data}>')


def _visit_element(self: HTML5Translator, node: ours.conf_element) -> None:
    given = {k: v for k, v in node.attributes.items() if k not in _NO_ATTRIBUTES}
    self.body.append(self.starttag(node, node["tag"], "", **given))


def _depart_element(self: HTML5Translator, node: ours.conf_element) -> None:
    if node["tag"] != "input":
        # Without a space, the initial would join the name.
        apart = isinstance(node, ours.conf_face) or node["tag"] not in _IN_SENTENCES
        self.body.append(f"</{node['tag']}>" + "\n" * apart)


def _family(class_: type[nodes.Element]) -> Iterator[type[nodes.Element]]:
    yield class_
    for derived in class_.__subclasses__():
        yield from _family(derived)


_PART = {"html": (_visit_part, _depart_part)}
_ELEMENT = {"html": (_visit_element, _depart_element)}
VISITORS: dict[type[nodes.Element], dict[str, Any]] = {
    **dict.fromkeys(_family(ours.conf_block), _PART),
    **dict.fromkeys(_family(ours.conf_element), _ELEMENT),
    # A theme may have visitors of its own for it.
    ours.conf_title: {
        "html": (lambda s, n: s.visit_rubric(n), lambda s, n: s.depart_rubric(n))
    },
    ours.conf_chart: {"html": (_visit_chart, None)},
    ours.conf_quotation: {"html": (_visit_part, _depart_quotation)},
    ours.conf_caption: {
        "html": (_visit_caption, lambda s, _: s.body.append("</figcaption>\n"))
    },
    ours.conf_paragraph: _PART,
    ours.conf_lines: {
        "html": (_visit_lines, None),
        "text": (_visit_text_lines, lambda s, n: s.depart_line_block(n)),
    },
    ours.conf_image: {"html": (_visit_image, None)},
    ours.conf_found: {"html": (_visit_found, lambda s, _: s.body.append("</span>"))},
}
"""Our nodes, each with its visitors by the format of a builder."""


def add_nodes(app: Sphinx) -> None:
    """Add our nodes, with the visitors that they have."""
    for node, visitors in VISITORS.items():
        app.add_node(node, **visitors)
