"""The domain ``conf``: what documents hold, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util import docname_join

from ..catalogue.catalogue import Catalogue, Document, Reference
from ..catalogue.settle import catalogue_of
from ..model.talks import Fact, Recap, Record, TaggedDocument, Talk
from ..parsing.registry import Registries, registries_of
from ..text.alphabets import Alphabet
from ..text.digest import digest_of
from ..views.pages import Page, anchor_of
from ..views.places import Place, Places, Targets
from ..views.plan import plan
from ..views.recap import RecapView, recap_view
from . import nodes as ours
from .builders import makes_pages, refer
from .config import Settings
from .generated import GeneratedDocuments
from .i18n import _, post_title
from .logging import warn

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

OBJECT_TYPES = ("talk", "conference", "speaker", "tag", "post")
_TO_ANYTHING = frozenset({"any", "myst"})

Described = tuple[str, str, str, str, str, int]
"""An object as Sphinx has it: name, title, type, document, anchor, priority."""


def _role() -> XRefRole:
    return XRefRole(innernodeclass=nodes.inline, warn_dangling=True)


class ConferenceDomain(Domain):
    """Talks, conferences, speakers, tags and posts."""

    name = "conf"
    label = "Conference"
    object_types: ClassVar[dict[str, ObjType]] = {
        # Translators: in the results of a search, behind the title of a talk.
        "talk": ObjType(_("talk"), "talk"),
        "conference": ObjType(_("conference"), "conference"),
        "speaker": ObjType(_("speaker"), "speaker"),
        "tag": ObjType(_("tag"), "tag"),
        # Translators: a message on a social platform.
        "post": ObjType(_("post"), "post"),
    }
    roles = {objtype: _role() for objtype in OBJECT_TYPES}
    initial_data: ClassVar[dict[str, Any]] = {
        "documents": {},
        "page_digests": {},
        "derived": {},
    }
    data_version = 5
    builder: Builder
    """The builder of this run, which Sphinx no longer tells to transforms."""

    @classmethod
    def of(cls, env: BuildEnvironment) -> ConferenceDomain:
        """Return the domain of a build."""
        return cast("ConferenceDomain", env.get_domain(cls.name))

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.generated = GeneratedDocuments(self.data)
        self._catalogue: Catalogue | None = None
        self._pages: dict[str, Page] | None = None
        self._views: dict[str, RecapView] = {}

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002
        """Return what the search calls an object: ``talk``.

        Sphinx would put the name of the domain before it, in the order of English.
        """
        return str(type.lname)

    def _forget(self) -> None:
        """Let go of what follows from the records."""
        self._catalogue = self._pages = None
        self._views.clear()

    @cached_property
    def settings(self) -> Settings:
        """The settings of the build."""
        return Settings.of(self.env.config)

    @cached_property
    def registries(self) -> Registries:
        """What the site declares of its tags and speakers."""
        settings = self.settings
        declared = registries_of(
            Path(self.env.srcdir),
            settings.tags_file,
            settings.speakers_file,
            settings.undeclared_tags,
        )
        return replace(declared, with_subtags=settings.subtag_talks)

    def note_registries(self) -> None:
        """Let the document that is being read depend on the registries."""
        for path in (self.settings.tags_file, self.settings.speakers_file):
            if path:
                self.env.note_dependency(path)

    # What documents hold.

    @property
    def documents(self) -> dict[str, Document]:
        """The records of the authors' documents, by document name."""
        documents: dict[str, Document] = self.data["documents"]
        return documents

    @property
    def pages(self) -> dict[str, Page]:
        """The pages of all objects, by document name, an author's own too."""
        if self._pages is None:
            self._pages = plan(self.catalogue, self.settings.paths)
        return self._pages

    @property
    def catalogue(self) -> Catalogue:
        """All records, settled."""
        if self._catalogue is None:
            self._catalogue = catalogue_of(
                self.documents,
                self.registries,
                list_drafts=self.settings.drafts,
                alphabet=Alphabet.of(self.env.config.language),
            )
        return self._catalogue

    def _document(self, docname: str) -> Document:
        self._forget()
        return self.documents.setdefault(docname, Document())

    def note_missing(self, docname: str, path: str) -> None:
        """Keep that a document would show a file of a post, if it were there."""
        self._document(docname).missing.add(path)

    def note_recap(self, recap: Recap) -> None:
        """Keep what the front matter of a recap says."""
        self._document(recap.docname).recap = recap

    def note_page_tags(self, docname: str, tags: Iterable[str], line: int) -> None:
        """Keep tags that a document gives itself."""
        for tag in tags:
            self._document(docname).page_tags.setdefault(tag, line)

    def note_tagged(self, tagged: TaggedDocument) -> None:
        """Keep a document that stands on the pages of its tags."""
        self._document(tagged.docname).tagged = tagged

    def clear_doc(self, docname: str) -> None:
        """Forget what a document holds."""
        if self.documents.pop(docname, None):
            self._forget()

    def merge_domaindata(
        self, docnames: AbstractSet[str], otherdata: dict[str, Any]
    ) -> None:
        """Take over what another process read."""
        for docname in docnames & otherdata["documents"].keys():
            self.documents[docname] = otherdata["documents"][docname]
            self._forget()

    def process_doc(
        self, env: BuildEnvironment, docname: str, document: nodes.document
    ) -> None:
        """Make the records of a document from the facts on its nodes.

        Note what it refers to, too.
        """
        if references := set(_references(document)):
            self._document(docname).references = references
        footnotes = cache(lambda: _footnotes(document))
        for node in document.findall(ours.conf_block):
            match node:
                case ours.conf_list():
                    query = node["query"], node.line or 0
                    self._document(docname).queries.append(query)
                case ours.conf_header():
                    record = _record(node, node.fact)
                    self._document(docname).conferences.append(record)
                case ours.conf_talk():
                    node.fact = _as_read(node)
                    talk = _record(node, node.fact, node.pformat() + footnotes())
                    self._document(docname).talks.append(talk)
                case ours.conf_post() | ours.conf_thread() if node.fact:
                    self._document(docname).posts.append(_record(node, node.fact))

    def check_consistency(self) -> None:
        """Say what only all documents together show."""
        for problem in self.catalogue.problems:
            place = problem.place
            file = place.file and f"{place.file}:{place.line}"
            warn(problem.rule, problem.message, file or (place.docname, place.line))

    # Where things are.

    @cached_property
    def with_pages(self) -> bool:
        """Whether objects have pages in this build."""
        return makes_pages(self.builder)

    @property
    def basis(self) -> tuple[object, ...]:
        """What the documents of a site look like depends on this, and on records."""
        return self.with_pages, self.settings

    @property
    def places(self) -> Places:
        """The places of this build."""
        return Places(
            catalogue=self.catalogue,
            paths=self.settings.paths,
            with_pages=self.with_pages,
            documents=self.env.found_docs,
        )

    def target(self, objtype: str, key: str) -> Place | None:
        """Return document and anchor of an object, ``None`` if it has no place."""
        return self.places.of(objtype, key)

    # What documents show.

    def view(self, docname: str) -> RecapView:
        """Return what an author's document shows that others decide."""
        if docname not in self._views:
            self._views[docname] = recap_view(
                docname, self.documents[docname], self.places, self.resolution
            )
        return self._views[docname]

    def page_targets(self, docname: str) -> Targets:
        """Return where the references of a page lead."""
        return self.places.targets(self.pages[docname].references())

    def title(self, objtype: str, key: str) -> str:
        """Return the name of an object in plain text."""
        match objtype:
            case "talk":
                return self.catalogue.talk(key).fact.title
            case "conference":
                return self.catalogue.conferences[key].fact.name
            case "speaker":
                return self.catalogue.speakers[key].name
            case "post":
                post = self.catalogue.posts[key].fact
                language = self.env.config.language
                return post_title(post.by, post.site, post.day, language)
        return self.catalogue.tags[key].name

    def get_objects(self) -> Iterator[Described]:
        """Describe every object, but for drafts, for the search and the inventory."""
        make = self._objects
        return iter(self.generated.derive("objects", self.basis, lambda: [*make()]))

    def _objects(self) -> Iterator[Described]:
        for objtype in OBJECT_TYPES:
            for key in self.members(objtype):
                if target := self.target(objtype, key):
                    docname, anchor = target
                    # Sphinx's search makes an anchor up where there is none.
                    if docname in self.generated.digests:
                        anchor = self._anchor(objtype, key, docname)
                    title, rank = self.title(objtype, key), self._rank(objtype, key)
                    yield key, title, objtype, docname, anchor, rank
        yield from self._former_objects()

    def _former_objects(self) -> Iterator[Described]:
        """Describe objects under keys that they had, for the inventory alone."""
        for objtype, former in self.former_keys().items():
            for old, key in former.items():
                if target := self.target(objtype, key):
                    yield old, self.title(objtype, key), objtype, *target, -1

    def former_keys(self) -> dict[str, dict[str, str]]:
        """Return the keys that objects had and those that they have, by type."""
        return {
            objtype: {
                old: key for old, key in former.items() if key in self.members(objtype)
            }
            for objtype, former in self.catalogue.former_keys.items()
        }

    def members(self, objtype: str) -> Iterable[str]:
        """Return the keys of all objects of one type that are no drafts."""
        catalogue = self.catalogue
        keys: dict[str, Mapping[str, object]] = {
            "talk": catalogue.talks,
            "conference": catalogue.listed_conferences,
            "speaker": catalogue.speakers,
            "tag": catalogue.tags,
            "post": catalogue.listed_posts,
        }
        return keys[objtype]

    def _rank(self, objtype: str, key: str) -> int:
        """Return where the search has an object: posts are found by their words."""
        if objtype != "post":
            return 1
        # Of a post with two keys, one is enough to find.
        return 2 if key == self.catalogue.posts[key].fact.key else -1

    def _anchor(self, objtype: str, key: str, docname: str) -> str:
        if objtype == "talk":
            return self.catalogue.talks[key].node_id
        return anchor_of(docname)

    # What refers to them.

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Resolve a role; a short key of several talks warns and leads nowhere."""
        found = self.catalogue.find(typ, target)
        if len(found) > 1:
            self.warn_of_fault(typ, target, node)
            return contnode  # type: ignore[return-value]
        if not found:
            return None
        return self._reference(fromdocname, builder, typ, found[0], node, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve ``any`` and MyST's ``[](#key)``, by key alone.

        A label, a term or a document of that name goes first: a tag that is added
        to a talk must not make an old reference ambiguous.
        """
        std = env.domains.standard_domain
        if (
            target.lower() in std.anonlabels
            or docname_join(fromdocname, target) in env.all_docs
            or std.resolve_any_xref(env, fromdocname, builder, target, node, contnode)
        ):
            return []
        found = list(self.with_key(target))
        results = []
        for typ, key in found:
            reference = self._reference(
                fromdocname, builder, typ, key, node, contnode.deepcopy()
            )
            if len(found) > 1:
                # Sphinx warns, and names candidates by this.
                reference["reftitle"] = key
            results.append((f"conf:{typ}", reference))
        return results

    def with_key(self, target: str) -> Iterator[tuple[str, str]]:
        """Yield type and key of all objects whose key, or short key, is *target*.

        Nothing but a key finds a talk or a post. The others have names, too.
        """
        for objtype in OBJECT_TYPES:
            for key in self.catalogue.find(objtype, target):
                former = self.catalogue.former_keys.get(objtype, {}).get(target)
                if objtype in ("talk", "post") or key in (target, former):
                    yield objtype, key

    def _reference(
        self,
        fromdocname: str,
        builder: Builder,
        objtype: str,
        key: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference:
        title = self.title(objtype, key)
        if not node.get("refexplicit"):
            classes: list[str] = contnode.get("classes", [])
            contnode = nodes.inline(title, title, classes=classes)
        if not (target := self.target(objtype, key)):
            return contnode  # type: ignore[return-value]
        return refer(builder, fromdocname, *target, contnode)

    def warn_of_fault(self, objtype: str, target: str, node: nodes.Node) -> None:
        """Say what a role that leads nowhere may have meant."""
        if fault := self.catalogue.fault(objtype, target):
            rule, message = fault
            warn(rule, message, node)

    def resolution(self, reference: Reference) -> tuple[tuple[object, ...], ...]:
        """Return all that decides what a reference becomes."""
        objtype, target = reference
        if objtype in _TO_ANYTHING:
            found = list(self.with_key(target))
        else:
            found = [(objtype, key) for key in self.catalogue.find(objtype, target)]
        return tuple((*item, self.title(*item), self.target(*item)) for item in found)


def _references(document: nodes.document) -> Iterator[Reference]:
    for node in document.findall(addnodes.pending_xref):
        if node.get("refdomain") == ConferenceDomain.name:
            yield node["reftype"], node["reftarget"]
        elif node["reftype"] in _TO_ANYTHING:
            yield "any", node["reftarget"]


def _footnotes(document: nodes.document) -> str:
    """Return all footnotes, for the notes of each talk may use them."""
    return "".join(
        footnote.pformat()
        for footnote in document.findall(
            lambda node: isinstance(node, (nodes.footnote, nodes.citation))
        )
    )


def _as_read(node: ours.conf_talk) -> Talk:
    """Return a talk with what transforms made of its title.

    They translate it, and put in substitutions and quotation marks.
    """
    return replace(node.fact, title=" ".join(node.title.astext().split()))


def _record(node: ours.conf_fact, fact: Fact, body: str = "") -> Record[Fact]:
    return Record(
        fact=fact,
        docname=node["docname"],
        node_id=node["anchor"],
        line=node.line or 0,
        digest=digest_of(body) if body else "",
    )
