"""The generated documents of a site, from one build to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast

T = TypeVar("T")


class GeneratedDocuments:
    """The generated documents that were read, and results that follow from all records.

    A build begins with those of the last one. While files are read, it notes whether
    any are read or gone. If none are, all stays; otherwise they are planned anew.

    *digests* holds the digest of each page when it was read, by document name: to load
    pages would take longer than to make them. *requested* are read in any case. *lent*
    holds the data of other extensions' domains while these work on a copy.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.digests: dict[str, str] = data["page_digests"]
        self.requested: frozenset[str] = frozenset()
        self.changed = False
        self._derived: dict[object, object] = data["derived"]
        self._data = data
        self.lent: dict[str, dict[str, Any]] = {}

    def note_basis(self, *basis: object) -> None:
        """Note what this build decides besides the records; builders share those."""
        self.changed |= self._data["basis"] != basis
        self._data["basis"] = basis

    def note_moment(self, moment: object) -> None:
        """Note how much of the site is to come; that is else at another moment."""
        self.changed |= self._data["moment"] != moment
        self._data["moment"] = moment

    def note_gone(self, docnames: Iterable[str]) -> None:
        """Note authored documents that are gone."""
        self.changed = bool(docnames)

    def note_read(self, docnames: Iterable[str], requested: Iterable[str]) -> None:
        """Note documents that Sphinx will read, and which of them are ours."""
        self.changed |= bool(docnames)
        self.requested |= frozenset(requested)

    def replace(self, digests: Mapping[str, str]) -> None:
        """Replace the documents of the last build."""
        self.digests.clear()
        self.digests.update(digests)

    def derive(self, what: str, basis: object, make: Callable[[], T]) -> T:
        """Return the result of *make*, made once for a *basis* until records change."""
        key = what, basis
        if key not in self._derived:
            self._derived[key] = make()
        return cast("T", self._derived[key])

    def forget_derived(self) -> None:
        """Forget the results, since the records have changed."""
        self._derived.clear()
