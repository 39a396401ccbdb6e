"""Our nodes: containers and inlines, made of docutils' standard nodes.

Their names start with ``conf_``: writers find a visitor by the name of the class,
and docutils has a ``caption`` of its own. Builders other than html need no
visitor for them: Sphinx and docutils fall back to the visitor of the standard
class. Html has one pair for each sort of element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class conf_block(nodes.container):
    """A part of a page.

    ``tag`` is its html element, ``div`` if it is missing; ``label`` names it to
    readers who do not see it.
    """


class conf_talk(conf_block):
    """A talk where its author wrote it: a :class:`conf_title` and its notes."""


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


class conf_content(conf_block):
    """A place in a generated document that is filled when it is written.

    ``part`` is the path to a group of the page, as indices; empty for its head.
    """


class conf_time(nodes.inline):
    """A date in words; ``datetime`` holds it as ISO 8601 has it."""


class conf_post(conf_block):
    """A quoted post: a :class:`conf_quotation`."""


class conf_quotation(nodes.block_quote):
    """The text of a post, with a :class:`conf_caption` as its last child.

    ``cite`` is the address of the post.
    """


class conf_caption(nodes.attribution):
    """Who wrote a post, when, and where."""


def _visit_block(self: HTML5Translator, node: conf_block) -> None:
    attributes = {"aria-label": node["label"]} if "label" in node else {}
    self.body.append(self.starttag(node, _element(node), **attributes))


def _depart_block(self: HTML5Translator, node: conf_block) -> None:
    self.body.append(f"</{_element(node)}>\n")


def _element(node: conf_block) -> str:
    tag: str = node.get("tag", "div")
    return tag


def _visit_time(self: HTML5Translator, node: conf_time) -> None:
    self.body.append(self.starttag(node, "time", "", datetime=node["datetime"]))


def _depart_time(self: HTML5Translator, node: conf_time) -> None:
    self.body.append("</time>")


def _visit_quotation(self: HTML5Translator, node: conf_quotation) -> None:
    attributes = {"cite": node["cite"]} if node.get("cite") else {}
    self.body.append(self.starttag(node, "blockquote", **attributes))


def _depart_quotation(self: HTML5Translator, node: conf_quotation) -> None:
    """Leave the end to the caption, which html wants beside the quotation."""


def _visit_caption(self: HTML5Translator, node: conf_caption) -> None:
    self.body.append("</blockquote>\n")
    self.body.append(self.starttag(node, "figcaption", ""))


def _depart_caption(self: HTML5Translator, node: conf_caption) -> None:
    self.body.append("</figcaption>\n")


def register(app: Sphinx) -> None:
    """Add the nodes that html writes in a way of its own."""
    for node in (
        conf_block,
        conf_talk,
        conf_notes,
        conf_header,
        conf_list,
        conf_content,
        conf_post,
    ):
        app.add_node(node, html=(_visit_block, _depart_block))
    app.add_node(conf_time, html=(_visit_time, _depart_time))
    app.add_node(conf_quotation, html=(_visit_quotation, _depart_quotation))
    app.add_node(conf_caption, html=(_visit_caption, _depart_caption))
    app.add_node(conf_title)
