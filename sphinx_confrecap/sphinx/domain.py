"""The domain ``conf``: the contents of documents, and references to them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import docname_join

from ..catalogue.catalogue import Catalogue, Document, Reference
from ..catalogue.objects import (
    MEANINGS,
    OBJECT_TYPES,
    ObjectType,
    former_keys,
    objects_of,
)
from ..catalogue.resolve import catalogue_of
from ..model.talks import Condition
from ..parsing.names import mails_in
from ..parsing.registry import Registries
from ..parsing.registry_file import registries_of
from ..text.alphabets import Alphabet
from ..text.today import today
from ..views.days import turning_days
from ..views.pages import Page, TalkPage, anchor_of, references_in, without_page
from ..views.places import Place, Places, Targets
from ..views.plan import plan
from ..views.recap import RecapView, Resolved, recap_view
from .builders import makes_pages, refer
from .conditions import Conditions
from .config import Settings
from .generated import GeneratedDocuments
from .i18n import _, title_of
from .logging import warn
from .records import TO_ANYTHING, add_records

Described = tuple[str, str, str, str, str, int]
"""An object as Sphinx has it: name, title, type, document, anchor, priority."""


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
    roles = {
        type_.name: XRefRole(innernodeclass=nodes.inline, warn_dangling=True)
        for type_ in OBJECT_TYPES
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "documents": {},
        "page_digests": {},
        "derived": {},
        "basis": (),
        "moment": (),
        "references": {},
    }
    data_version = 9
    builder: Builder
    """The builder of this run, which Sphinx no longer tells to transforms."""
    conditions: Conditions
    """What this run shows of the parts that depend on its tags and settings."""

    @classmethod
    def of(cls, env: BuildEnvironment) -> ConferenceDomain:
        """Return the domain of a build."""
        return cast("ConferenceDomain", env.get_domain(cls.name))

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.generated = GeneratedDocuments(self.data)

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002
        """Return the name of an object type in the search, without the domain's."""
        return str(type.lname)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the build."""
        return Settings.of(self.env.config)

    @cached_property
    def registries(self) -> Registries:
        """The site's declarations of tags and speakers."""
        settings = self.settings
        declared = registries_of(
            Path(self.env.srcdir),
            settings.tags_file,
            settings.speakers_file,
            settings.undeclared_tags,
        )
        return replace(
            declared,
            by_family=settings.speakers_sort == "family",
            with_subtags=settings.subtag_talks,
        )

    def note_mails(self, docname: str, text: str) -> None:
        """Note addresses of mail, which no copy of the document may have."""
        if mails := mails_in(text):
            self.change(docname).mails |= mails

    def note_registries(self) -> None:
        """Make the document that is being read depend on the registries.

        It is read again also when a picture that is not there yet appears.
        """
        for path in (self.settings.tags_file, self.settings.speakers_file):
            if path:
                self.env.note_dependency(path)
        if missing := self.registries.speakers.missing:
            folder = PurePosixPath(self.settings.speakers_file).parent
            appear = {str(folder / name) for name in missing}
            self.change(self.env.docname).missing |= appear

    # The contents of documents.

    @property
    def documents(self) -> dict[str, Document]:
        """The records of the authored documents, by document name."""
        documents: dict[str, Document] = self.data["documents"]
        return documents

    @cached_property
    def shown(self) -> dict[str, Document]:
        """The records that this build shows."""
        if not self.left_out:
            return self.documents
        return {
            docname: held.where(self.conditions.hold) if held.conditions else held
            for docname, held in self.documents.items()
        }

    @cached_property
    def left_out(self) -> frozenset[Condition]:
        """The conditions of records that do not hold in this build."""
        stated = {c for held in self.documents.values() for c in held.conditions}
        return frozenset(c for c in stated if not self.conditions.hold(c))

    def change(self, docname: str) -> Document:
        """Return the records of a document, to add to them."""
        self._forget()
        return self.documents.setdefault(docname, Document())

    def _forget(self) -> None:
        """Forget all that follows from the records."""
        made = "left_out", "catalogue", "objects", "pages", "pageless", "_views"
        for name in ("shown", *made):
            vars(self).pop(name, None)

    @cached_property
    def catalogue(self) -> Catalogue:
        """All records, resolved."""
        alphabet = Alphabet.of(self.env.config.language)
        return catalogue_of(self.shown, self.registries, alphabet=alphabet)

    @cached_property
    def today(self) -> date:
        """The day of this build."""
        return today()

    @property
    def moment(self) -> tuple[int, int]:
        """How many days of the site are over, and how many have begun.

        Two builds on different days may differ only if these do.
        """
        days = self.generated.derive("days", (), lambda: turning_days(self.catalogue))
        return bisect_left(days, self.today), bisect_right(days, self.today)

    @cached_property
    def objects(self) -> dict[str, ObjectType]:
        """The objects of each type, by its name."""
        return objects_of(self.catalogue)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The pages of all objects, by document name, an author's own too."""
        return plan(self.catalogue, self.settings.paths, self.today)

    @cached_property
    def pageless(self) -> dict[Reference, TalkPage]:
        """Speakers and tags without a page, with the page of a talk at its path."""
        return without_page(self.objects, self.settings.paths, self.pages)

    @cached_property
    def _views(self) -> dict[str, RecapView]:
        return {}

    def clear_doc(self, docname: str) -> None:
        """Forget the contents of a document."""
        self.data["references"].pop(docname, None)
        if self.documents.pop(docname, None):
            self._forget()

    def merge_domaindata(
        self, docnames: AbstractSet[str], otherdata: dict[str, Any]
    ) -> None:
        """Take over the records of another process."""
        for docname in docnames & otherdata["documents"].keys():
            self.documents[docname] = otherdata["documents"][docname]
            self._forget()
        for docname in docnames & otherdata["references"].keys():
            self.data["references"][docname] = otherdata["references"][docname]

    def process_doc(
        self, env: BuildEnvironment, docname: str, document: nodes.document
    ) -> None:
        """Make the records of a document from its nodes."""
        held = self.documents.get(docname, Document())
        if add_records(held, document):
            self._forget()
            self.documents[docname] = held

    def check_consistency(self) -> None:
        """Report problems that only all documents together show."""
        for problem in self.catalogue.problems:
            place = problem.place
            file = place.file and f"{Path(self.env.srcdir, place.file)}:{place.line}"
            warn(problem.rule, problem.message, file or (place.docname, place.line))

    # Places of objects.

    @cached_property
    def with_pages(self) -> bool:
        """Whether objects have pages in this build."""
        return makes_pages(self.builder)

    @property
    def basis(self) -> tuple[object, ...]:
        """All but the records that decides how the documents of a site look."""
        return self.with_pages, self.settings, self.left_out

    @property
    def places(self) -> Places:
        """The places of this build."""
        return Places(
            catalogue=self.catalogue,
            objects=self.objects,
            paths=self.settings.paths,
            with_pages=self.with_pages,
            documents=self.env.found_docs,
            pageless=self.pageless,
        )

    def target(self, objtype: str, key: str) -> Place | None:
        """Return document and anchor of an object, ``None`` if it has no place."""
        return self.places.of(objtype, key)

    def title(self, objtype: str, key: str) -> str:
        """Return the name of an object in plain text."""
        return title_of(self.objects[objtype].fact(key), self.env.config.language)

    def get_objects(self) -> Iterator[Described]:
        """Describe every object for the search and the inventory."""
        describe = self._describe
        return iter(self.generated.derive("objects", self.basis, lambda: [*describe()]))

    def _describe(self) -> Iterator[Described]:
        for objtype, objects in self.objects.items():
            for key in objects.all:
                if target := self.target(objtype, key):
                    docname, anchor = target
                    # If there is no anchor, Sphinx's search makes one up.
                    if docname in self.generated.digests:
                        written = objects.place(key)
                        anchor = written[1] if written else anchor_of(docname)
                    title, rank = self.title(objtype, key), objects.rank(key)
                    yield key, title, objtype, docname, anchor, rank
        # Under former keys, they are only in the inventory.
        for objtype, old, key in former_keys(self.objects):
            if target := self.target(objtype, key):
                yield old, self.title(objtype, key), objtype, *target, -1

    def view(self, docname: str) -> RecapView:
        """Return the parts of an authored document that others decide."""
        if docname not in self._views:
            self._views[docname] = recap_view(
                docname, self.shown[docname], self.places, self.resolution, self.today
            )
        return self._views[docname]

    def page_targets(self, docname: str) -> Targets:
        """Return the targets of a page's references."""
        return self.places.targets(references_in(self.pages[docname]))

    # References to objects.

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
        found = self.objects[typ].find(target)
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
        """Resolve ``any`` and MyST's ``[](#key)``, only by key.

        A label, a term or a document of that name wins: a tag that is added to a talk
        must not make an old reference ambiguous.
        """
        std = env.domains.standard_domain
        if (
            target.lower() in std.anonlabels
            or docname_join(fromdocname, target) in env.all_docs
            or std.resolve_any_xref(env, fromdocname, builder, target, node, contnode)
        ):
            return []
        found, results = list(self.with_key(target)), []
        for typ, key in found:
            words = contnode.deepcopy()
            reference = self._reference(fromdocname, builder, typ, key, node, words)
            if len(found) > 1:
                # Sphinx warns, and names candidates by this.
                reference["reftitle"] = key
            results.append((f"conf:{typ}", reference))
        return results

    def with_key(self, target: str) -> Iterator[tuple[str, str]]:
        """Yield type and key of all objects whose key, or short key, is *target*."""
        for objtype, objects in self.objects.items():
            for key in objects.with_key(target):
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
        """Suggest a target for a role that leads nowhere."""
        if fault := self.objects[objtype].fault(target):
            warn(*fault, node)

    def resolution(self, reference: Reference) -> Resolved:
        """Return all that decides the result of a reference."""
        objtype, target = reference
        if objtype in TO_ANYTHING:
            found = list(self.with_key(target))
        else:
            found = [(objtype, key) for key in self.objects[objtype].find(target)]
        # Of more, only the first are shown.
        shown = found[: MEANINGS + 1]
        return tuple((*item, self.title(*item), self.target(*item)) for item in shown)
