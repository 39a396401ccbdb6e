"""Targets of references: the document and the anchor of each object."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from ..catalogue.catalogue import Catalogue, Reference
from ..catalogue.objects import ObjectType

Place = tuple[str, str]
"""A document, and an anchor in it; without one, the whole document."""

Targets = dict[Reference, Place | None]
"""Targets of references. An object without a place in the build has none."""


class Paths(dict[str, str]):
    """The folder of each object type's documents; an empty path makes none."""

    def docname(self, objtype: str, key: str) -> str | None:
        """Return the document of one object, ``None`` if its kind is turned off."""
        path = self.get(objtype)
        return f"{path}/{key}" if path else None

    def indexes(self) -> set[str]:
        """Return the documents that are there before the first talk is."""
        return {f"{path}/index" for path in self.values() if path}


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of one build."""

    catalogue: Catalogue
    objects: Mapping[str, ObjectType]
    """The catalogue's, by type."""
    paths: Paths
    with_pages: bool
    """Whether the build makes generated documents; a book makes none."""
    documents: Container[str]
    """The build's, by name."""
    pageless: Container[Reference] = ()
    """Objects whose page has the path of another's."""

    def of(self, objtype: str, key: str) -> Place | None:
        """Return document and anchor of an object, ``None`` if it has no place."""
        objects = self.objects[objtype]
        if key not in objects.all:
            return None
        has_page = objects.has_pages and (objtype, key) not in self.pageless
        docname = self.paths.docname(objtype, key) if has_page else None
        # A book holds no generated document, but it may hold an author's own.
        if docname and (self.with_pages or docname in self.documents):
            return docname, ""
        return objects.place(key)

    def targets(self, references: Iterable[Reference]) -> Targets:
        """Return the target of each of *references*."""
        return {reference: self.of(*reference) for reference in references}
