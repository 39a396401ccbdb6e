"""The facts that blocks need about the site that is built."""

from __future__ import annotations

from pathlib import Path

from sphinx.environment import BuildEnvironment

from ...parsing.registry import Registries
from ...posts.quoting import IfDeleted
from ...posts.store import Store
from ...text.files import is_file, is_file_in
from ..domain import ConferenceDomain


class BuildSite:
    """The site, for the document that is being read.

    Each file that is asked for is noted: when it changes, the document is read again.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._domain = ConferenceDomain.of(env)
        self.folder = Path(env.srcdir)
        self.store = Store(self.folder / self._domain.settings.posts_folder)
        self.if_deleted = IfDeleted(self._domain.settings.deleted_posts)

    @property
    def declared(self) -> Registries:
        """The declared tags and speakers."""
        return self._domain.registries

    def find_file(self, url: str) -> str | None:
        """Turn the path of a file of the project into a download."""
        if path := self._find(url):
            self._env.dlfiles.add_file(self._env.docname, path)
        return path

    def find_image(self, url: str) -> str | None:
        """Have an image of the project written beside the pages."""
        if path := self._find(url):
            self._env.images.add_file(self._env.docname, path)
        return path

    def _find(self, url: str) -> str | None:
        path, absolute = self._env.relfn2path(url)
        self._env.note_dependency(path)
        return path if is_file_in(self.folder, Path(absolute)) else None

    def depend_on(self, path: str) -> None:
        """Have the document read again when a file changes, appears or disappears."""
        if is_file(self.folder / path):
            self._env.note_dependency(path)
        else:
            self._domain.change(self._env.docname).missing.add(path)
