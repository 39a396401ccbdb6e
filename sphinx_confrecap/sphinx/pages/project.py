"""A project that also holds documents without a file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.project import Project

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment
    from sphinx.util._pathlib import _StrPath

STAND_IN = Path(__file__).parent / "generated.txt"
"""The file that Sphinx looks at for the time of change of a generated document."""


class ProjectWithGenerated(Project):
    """Sphinx's project, and the generated documents among its own.

    *generated* are documents without a file, *authored* are documents with one.
    Pickled, it is an ordinary project: Sphinx restores no more.
    """

    generated: frozenset[str] = frozenset()
    authored: frozenset[str] = frozenset()

    @staticmethod
    def of(env: BuildEnvironment) -> ProjectWithGenerated:
        """Return the project of a build that has been adopted."""
        return cast("ProjectWithGenerated", env.project)

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the authored documents. A file wins over a generated document."""
        self.authored = frozenset(super().discover(exclude_paths, include_paths))
        self.generate(self.generated)
        return self.docnames

    def generate(self, docnames: Iterable[str]) -> None:
        """Set the generated documents to *docnames*, besides documents with a file."""
        self.docnames -= self.generated - self.authored
        self.generated = frozenset(docnames) - self.authored
        self.docnames |= self.generated

    def doc2path(self, docname: str, absolute: bool) -> _StrPath:
        """Return the path of a document; the stand-in's for a generated one."""
        if absolute and docname in self.generated:
            return self._stand_in
        return super().doc2path(docname, absolute)

    @cached_property
    def _stand_in(self) -> _StrPath:
        """The path of the stand-in, of the class that Sphinx expects."""
        return type(super().doc2path("", True))(STAND_IN)

    def __reduce__(self) -> tuple[Any, ...]:
        ours = {"generated", "authored", "_stand_in"}
        state = {name: value for name, value in vars(self).items() if name not in ours}
        return Project, (self.srcdir, self.source_suffix), state


def adopt(project: Project, generated: Iterable[str]) -> ProjectWithGenerated:
    """Return *project* with generated documents, for any class of it."""
    bases = (ProjectWithGenerated, type(project))
    cls = type("Project", bases, {}) if type(project) is not Project else bases[0]
    adopted: ProjectWithGenerated = cls(project.srcdir, project.source_suffix)
    adopted.restore(project)
    adopted.generate(generated)
    return adopted
