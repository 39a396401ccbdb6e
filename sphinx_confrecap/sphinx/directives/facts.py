"""``tag-facts`` and ``speaker-facts``: the site's declaration of one of them."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx import addnodes

from ...model.queries import TagQuery
from ...parsing.registry import SpeakerEntry, TagEntry
from ..i18n import _
from ..render.facts import facts
from ..render.text import paragraph, sentence
from .base import ConfDirective


class FactsDirective(ConfDirective):
    """The argument is a name. On the author's own page of it, it may be missing."""

    objtype: ClassVar[str]

    def run(self) -> list[nodes.Node]:
        """Return the facts. The document is read again when the registry changes."""
        self.domain.note_registries()
        entry = self.read()
        if not isinstance(entry, TagEntry | SpeakerEntry):
            return []
        path = getattr(self.domain.settings, f"{self.objtype}s_file")
        return [*facts(entry, self.env, path), *self.relations(entry.key)]

    def relations(self, key: str) -> list[nodes.Node]:
        """Return the links to others of this kind."""
        return []


class SpeakerFacts(FactsDirective):
    """The facts about a speaker, with links."""

    objtype = "speaker"


class TagFacts(FactsDirective):
    """The meaning of a tag, the tags above it, and its sub-tags."""

    objtype = "tag"

    def relations(self, key: str) -> list[nodes.Node]:
        """Return the tag above this one, and a list of the tags below."""
        relations: list[nodes.Node] = []
        declared = self.domain.registries.tags.entries
        if parent := declared[key].parent:
            link = self._link(declared[parent])
            # Translators: of a tag; what follows is the tag, or the tags, above it.
            words = sentence(_("Part of %(tags)s"), tags=[link])
            relations.append(paragraph(*words))
        if any(entry.parent == key for entry in declared.values()):
            relations.append(self.place_of_list(TagQuery(parent=key)))
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
