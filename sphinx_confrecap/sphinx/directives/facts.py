"""``tag-facts`` and ``speaker-facts``: declarations. ``page-tags``: a document's."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx import addnodes

from ...model.queries import TagQuery
from ...parsing.blocks import GivenTags
from ...parsing.facts import PAGE_TAGS_OPTIONS
from ...parsing.registry import SpeakerEntry, TagEntry
from ..i18n import _
from ..nodes import conf_tags
from ..render.facts import facts
from ..render.text import paragraph, sentence
from .base import ConfDirective, OptionSpec


class FactsDirective(ConfDirective):
    """The argument is a name. On the author's own page of it, it may be missing."""

    def run(self) -> list[nodes.Node]:
        """Return the facts. The document is read again when the registry changes."""
        self.domain.note_registries()
        entry = self.read()
        if not isinstance(entry, TagEntry | SpeakerEntry):
            return []
        settings = self.domain.settings
        if isinstance(entry, SpeakerEntry):
            return facts(entry, self.env, settings.speakers_file)
        made = facts(entry, self.env, settings.tags_file)
        return [*made, *self._relations(entry.key)]

    def _relations(self, key: str) -> list[nodes.Node]:
        """Return the tag above this one, and a list of the tags below."""
        relations: list[nodes.Node] = []
        declared = self.domain.registries.tags.entries
        if parent := declared[key].parent:
            link = self._link(declared[parent])
            # Translators: of a tag; what follows is the tag, or the tags, above it.
            words = sentence(_("Part of %(tags)s"), tags=[link])
            relations.append(paragraph(*words))
        if any(entry.parent == key for entry in declared.values()):
            relations.append(self.place_of_list(TagQuery(parent=(key,))))
        return relations

    def _link(self, entry: TagEntry) -> nodes.Element:
        return addnodes.pending_xref(
            "",
            nodes.inline("", entry.name),
            refdomain="conf",
            reftype="tag",
            reftarget=entry.key,
            refdoc=self.env.docname,
            refexplicit=True,
            refwarn=False,
        )


class PageTags(ConfDirective):
    """The document's tags, as argument or body. They are shown in its place."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(*PAGE_TAGS_OPTIONS)

    def run(self) -> list[nodes.Node]:
        given = self.read()
        if not isinstance(given, GivenTags) or not given.tags:
            return []
        docname = self.env.docname
        for tag in given.tags:
            self.domain.change(docname).page_tags.setdefault(tag, self.line)
        if given.hidden:
            return []
        node = conf_tags(classes=["confrecap"], tags=given.tags, docname=docname)
        self.set_source_info(node)
        return [node]
