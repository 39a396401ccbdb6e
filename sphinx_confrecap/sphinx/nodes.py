"""Our nodes: containers and inlines, made of docutils' standard nodes.

Their names start with ``conf_``: writers find a visitor by the name of the class, and
docutils has a ``caption`` of its own. :mod:`.html` holds their visitors. If a node has
none, the standard node that it derives from is written. Controls, and what is beside
the text, are ``Invisible``: so extensions that describe a page by its first words leave
them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from docutils import nodes

from ..model.talks import Conference, Quotation, Talk


class conf_block(nodes.container):
    """A part of a page: ``tag`` its html element, ``label`` for screen readers."""


class conf_fact(conf_block):
    """A conference, a talk or a post where its author wrote it.

    ``docname`` and ``anchor`` are its place, also in a copy on another page.
    """

    # Not an attribute of the element: attributes are written into xml.
    fact: Conference | Talk | Quotation | None = None

    def copy(self) -> Self:
        """Return a copy without children, as docutils does, with the fact."""
        copy = super().copy()
        copy.fact = self.fact
        return copy


class conf_talk(conf_fact):
    """A talk where its author wrote it: title, later facts about it, notes, abstract.

    Its parts are direct children.
    """

    fact: Talk

    # Others add nodes of theirs: neither is found by its position.

    @property
    def title(self) -> conf_title:
        return next(child for child in self if isinstance(child, conf_title))

    @property
    def notes(self) -> conf_notes:
        return next(child for child in self if isinstance(child, conf_notes))

    @property
    def abstracts(self) -> list[conf_abstract]:
        """One, or none; an author may write more by mistake."""
        return [child for child in self if isinstance(child, conf_abstract)]


class conf_title(nodes.rubric):
    """The title of a talk on a recap: no heading, as directives open no sections."""


class conf_notes(conf_block):
    """The body of a talk, as its author wrote it."""


class conf_abstract(conf_notes):
    """The programme's words about a talk.

    Writing the document adds a head and the ``credits``: links to source and license.
    """


class conf_header(conf_fact):
    """A conference's header where its author wrote it."""

    fact: Conference


class conf_aside(conf_block, nodes.Invisible):
    """Facts and links beside the words of an author, which describe a page better."""


class conf_list(conf_block):
    """The place of a list. Writing the document renders it from ``query``."""


class conf_dated_list(conf_list):
    """A list of what is to come or what is past; a script keeps it so.

    Its ``data-`` attributes tell the script which rows go where.
    """


class conf_tags(conf_block):
    """The place of a document's tags; ``tags`` holds them as they are written."""


class conf_content(conf_block):
    """A place in a generated document, for the group at ``part``, or for its head."""


class conf_post(conf_fact):
    """A quoted post, or a line that leads to it. A post in another has no fact."""

    fact: Quotation | None = None


class conf_thread(conf_fact):
    """Several posts together; without a name they have no fact."""

    fact: Quotation | None = None


class conf_quotation(nodes.block_quote):
    """The text of a post with its address, language and direction, and a caption."""


class conf_caption(nodes.attribution):
    """The author, the time and the platform of a post."""


class conf_paragraph(nodes.paragraph):
    """A paragraph of a post on one line. ``tag`` is its html element, by default p."""


class conf_lines(nodes.line_block):
    """A paragraph of a post on several lines, each a ``line``."""


class conf_image(nodes.image):
    """An image of a post.

    ``pixels`` are its width and height. ``description`` becomes its ``alt`` when it
    is written: Sphinx offers an ``alt`` that it reads to translators.
    """


class conf_element(nodes.inline):
    """An html element: its ``tag``, and its attributes as attributes of the node."""


class conf_face(conf_element, nodes.Invisible):
    """A picture of a post's author or an initial, beside the name; only for html."""


class conf_live(conf_element, nodes.Invisible):
    """A link that a script turns into a button, with ``data-`` attributes for it."""


class conf_summary(conf_element, nodes.Invisible):
    """The words that stay when a part of a page is folded."""


class conf_filter_form(conf_element, nodes.Invisible):
    """The form beside a list that readers can filter; only for html."""


class conf_chart(conf_block):
    """A bar chart, only for html: ``counts`` of talks by year, and a ``label``."""


class conf_player(conf_block, nodes.Invisible):
    """A link that a script turns into a player; only for html.

    ``data-kind`` is the kind of player, ``data-embed`` its address, if it is not the
    link's, and ``data-start`` the second to start at. Without a kind the link stays
    one.
    """


class conf_due(conf_element):
    """A title in a list whose rows are over one day, and that day for a script."""


class conf_found(nodes.inline):
    """A title in a list that readers can filter; ``facets`` are the script's data."""


def around(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the nodes around a node, the nearest first."""
    while (node := node.parent) is not None:
        yield node


def leave_out_of_search(document: nodes.document, metadata: dict[str, Any]) -> None:
    """Keep a document out of Sphinx's search, and out of search engines."""
    metadata["no-search"] = ""
    metadata["robots"] = "noindex"
    document.insert(0, nodes.meta("", name="robots", content="noindex"))


def is_kept_from_search(metadata: dict[str, Any]) -> bool:
    """Tell whether a document is left out of search engines."""
    return bool(metadata.get("robots") == "noindex")
