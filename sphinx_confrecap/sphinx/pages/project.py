"""A project that also holds documents without a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from sphinx.project import Project

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util._pathlib import _StrPath

STAND_IN = Path(__file__).parent / "generated.txt"
"""The file whose time of change Sphinx takes for that of a generated document."""


class ProjectWithGenerated(Project):
    """Sphinx's project, and the generated documents among its own.

    *generated* are documents without a file, *authored* are documents with one, whose
    files a generated document cannot have: neither in the source nor in the output.
    Pickled, it is an ordinary project without the generated ones.

    Others do not see those before Sphinx has looked for files, nor while extensions
    choose what is read: some open the file of each document that they see.
    """

    generated: frozenset[str] = frozenset()
    authored: frozenset[str] = frozenset()
    address: Callable[[str], str] = str
    """From a document to its file in the output, or anything as unique."""
    entries: Mapping[str, str] = MappingProxyType({})
    """Generated documents that are made of an entry in a file, with the file."""
    taken: frozenset[str] = frozenset()
    """The addresses of the authored documents."""
    _comparing = False

    @staticmethod
    def of(env: BuildEnvironment) -> ProjectWithGenerated:
        """Return the project of a build that has been adopted."""
        return cast("ProjectWithGenerated", env.project)

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the authored documents. A file wins over a generated document.

        Next, Sphinx compares the times of all documents with those of the last build.
        """
        self.authored = frozenset(super().discover(exclude_paths, include_paths))
        self.taken = frozenset(map(self.address, self.authored))
        self.show(self.generated)
        self._comparing = True
        return self.docnames

    def end_of_comparing(self) -> None:
        """Note that Sphinx has compared the times."""
        self._comparing = False

    def show(self, generated: Iterable[str]) -> None:
        """Set the generated documents, and show them to all.

        Of two with one address, one is an index, which authors refer to.
        """
        self.hide()
        by_address: dict[str, str] = {}
        for name in generated:
            if not self.is_taken(name):
                address = self.address(name)
                if name.endswith("/index") or address not in by_address:
                    by_address[address] = name
        self.generated = frozenset(by_address.values())
        self.docnames |= self.generated

    def is_taken(self, docname: str) -> bool:
        """Tell whether an authored document has the name or the address of another."""
        return docname in self.authored or self.address(docname) in self.taken

    def is_used(self, docname: str) -> bool:
        """Tell whether a document has the name or the address of another."""
        return docname in self.docnames or self.is_taken(docname)

    def hide(self) -> None:
        """Hide the generated documents."""
        self.docnames -= self.generated - self.authored

    def show_entries(self, entries: Mapping[str, str]) -> None:
        """Show hidden documents that are made of entries; their path is the file's."""
        self.entries = {n: file for n, file in entries.items() if n in self.generated}
        self.docnames |= self.entries.keys()

    @contextmanager
    def hidden(self, docname: str) -> Iterator[None]:
        """Hide one generated document for a moment."""
        self.docnames.discard(docname)
        try:
            yield
        finally:
            self.docnames.add(docname)

    def doc2path(self, docname: str, absolute: bool) -> _StrPath:
        """Return the path of a document.

        A generated document has one as well, below the source directory, so that
        others can compute with it. There is no file.
        """
        if self._comparing and absolute and docname in self.generated:
            return self._stand_in
        path = super().doc2path(docname, absolute)
        file = self.entries.get(docname)
        if file is None:
            return path
        return type(path)(self.srcdir / file if absolute else file)

    @cached_property
    def _stand_in(self) -> _StrPath:
        """The path of the stand-in, of the class that Sphinx expects."""
        return type(super().doc2path("", True))(STAND_IN)

    def __reduce__(self) -> tuple[Any, ...]:
        inherited = vars(Project(self.srcdir, self.source_suffix))
        state = {name: getattr(self, name) for name in inherited}
        state["docnames"] = self.docnames - self.generated
        return Project, (self.srcdir, self.source_suffix), state


def adopt(
    project: Project, generated: Iterable[str], builder: Builder
) -> ProjectWithGenerated:
    """Return *project* with generated documents, still hidden, for any class of it."""
    bases = (ProjectWithGenerated, type(project))
    cls = type("Project", bases, {}) if type(project) is not Project else bases[0]
    adopted: ProjectWithGenerated = cls(project.srcdir, project.source_suffix)
    adopted.restore(project)
    adopted.generated = frozenset(generated)
    if builder.format == "html":
        adopted.address = builder.get_target_uri
    return adopted
