"""The programme's words about a talk."""

from __future__ import annotations

from docutils import nodes

from ...model.talks import Link
from ...text.urls import host_of
from .. import i18n
from ..i18n import _
from ..nodes import conf_abstract, conf_quotation, conf_summary
from .links import to_url
from .text import NO_SEARCH, joined, paragraph, text


def show_abstract(abstract: conf_abstract, language: str, *, folded: bool) -> None:
    """Make a quotation of the words, with source and license; *folded* for html.

    *language* is the site's.
    """
    source, license_ = abstract.attributes.pop("credits")
    quotation = conf_quotation("", *abstract.children)
    tag: str = abstract.attributes.pop("language", "")
    if i18n.is_foreign(tag, language):
        quotation["lang"] = tag
    if source and source.url:
        quotation["cite"] = source.url
    if credit := joined(_credit(link) for link in (source, license_) if link):
        quotation += nodes.attribution("", "", *credit)
    # Translators: above what a conference's programme says of a talk.
    words = _("From the programme")
    head: nodes.Element
    if folded:
        abstract["tag"] = "details"
        head = conf_summary("", words, tag="summary", classes=[NO_SEARCH])
    else:
        head = paragraph(text(words), classes=["cr-kicker", NO_SEARCH])
    abstract[:] = [head, quotation]


def _credit(link: Link) -> nodes.Element:
    words = link.label or host_of(link.url)
    return to_url(link.url, nodes.Text(words)) if link.url else text(words)
