"""Small sites that tests write, build, change and build again."""

import os
import re
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

import myst_parser
import pytest
from docutils import nodes
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.testing.util import SphinxTestApp

from tests.files import write

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

CONF: dict[str, Any] = {
    "project": "Test",
    "extensions": ["myst_parser", "sphinx_confrecap"],
    "myst_enable_extensions": ["colon_fence"],
    "exclude_patterns": ["_build"],
    "html_permalinks_icon": "¶",
    # Few of these sites put their documents, and our indexes, into a toctree.
    "suppress_warnings": ["toc.not_included", "confrecap.toctree"],
}


class Compiled(BytecodeCache):
    """Templates of themes, compiled once per process: a third of a small build."""

    _held: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if held := self._held.get(bucket.key):
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


class Built:
    """What one build made.

    *warnings* has one item for each line, without colours and with paths below
    the source folder: ``index.md:3: WARNING: ... [confrecap.date]``.
    """

    def __init__(self, app: SphinxTestApp) -> None:
        self.app = app
        self.env = app.env
        self.outdir = Path(app.outdir)
        text = _COLOUR.sub("", app.warning.getvalue())
        # docutils 0.23 names an included file from the working folder.
        for folder in (str(app.srcdir), os.path.relpath(app.srcdir)):
            text = text.replace(f"{folder}/", "")
        self.warnings = text.splitlines()

    def html(self, docname: str) -> str:
        """Return the page of a document."""
        return self.read(self.app.builder.get_target_uri(docname).partition("#")[0])

    def page(self, docname: str) -> str:
        """Return the file of a document, whatever the builder."""
        builder = self.app.builder
        if isinstance(builder, StandaloneHTMLBuilder):
            return builder.get_output_path(docname).read_text("utf-8")
        suffix = getattr(builder, "out_suffix", "")
        return self.read(f"{docname}{suffix}")

    def read(self, path: str) -> str:
        """Return a file of the output; a folder's is its ``index.html``."""
        file = self.outdir / path
        return (file / "index.html" if file.is_dir() else file).read_text("utf-8")

    def files(self) -> set[str]:
        """Return the paths of all files of the output."""
        files = (path for path in self.outdir.rglob("*") if path.is_file())
        return {path.relative_to(self.outdir).as_posix() for path in files}

    def doctree(self, docname: str) -> nodes.document:
        """Return a document as it was read."""
        return self.env.get_doctree(docname)

    def resolved(self, docname: str) -> nodes.document:
        """Return a document as the writer gets it, but for its toctrees."""
        doctree = self.env.get_doctree(docname)
        self.env.apply_post_transforms(doctree, docname)
        return doctree


class Site:
    """A project in a folder of its own.

    Each build starts as a new process would, apart from what is in memory for
    good. All of a site's builders share the doctrees, as ``make`` has it.
    """

    _app: ClassVar[SphinxTestApp | None] = None

    def __init__(
        self, srcdir: Path, files: Mapping[str, str], conf: Mapping[str, Any]
    ) -> None:
        self.srcdir = srcdir
        self.conf: dict[str, Any] = {}
        self.configure({**CONF, **conf})
        self.write(files)

    def configure(self, conf: Mapping[str, Any]) -> None:
        """Change settings in ``conf.py``."""
        self.conf |= conf
        lines = [f"{name} = {value!r}" for name, value in self.conf.items()]
        self.write({"conf.py": "\n".join(lines)})

    def write(self, files: Mapping[str, str]) -> None:
        """Write files, given by path; indentation that all lines share goes."""
        write(self.srcdir, files)

    def remove(self, *paths: str) -> None:
        """Remove files."""
        for path in paths:
            (self.srcdir / path).unlink()

    def build(self, builder: str = "html", **options: Any) -> Built:
        """Build as far as is needed; *options* are those of ``SphinxTestApp``."""
        self.close()
        Site._app = SphinxTestApp(builder, srcdir=self.srcdir, **options)
        if isinstance(Site._app.builder, StandaloneHTMLBuilder):
            environment = Site._app.builder.templates.environment
            environment.bytecode_cache = Compiled()
        Site._app.build()
        return Built(Site._app)

    def quiet(self, builder: str = "html", **options: Any) -> Built:
        """Build, and fail if that warns."""
        built = self.build(builder, **options)
        assert built.warnings == [], built.warnings
        return built

    @staticmethod
    def close() -> None:
        """Take back what the last build of any site left in memory."""
        if Site._app:
            Site._app.cleanup()
            Site._app = None


MakeSite = Callable[..., Site]
"""``make_site(files, conf={...})``"""


def combined(*factors: Sequence[Any], daily: Container[tuple[Any, ...]]) -> list[Any]:
    """Return all combinations, for ``parametrize``; but for *daily*, exhaustive."""
    return [
        pytest.param(*values, marks=[] if values in daily else pytest.mark.exhaustive)
        for values in product(*factors)
    ]


MYST = tuple(map(int, myst_parser.__version__.split(".")[:2]))
NEEDS_LATER_MYST = pytest.mark.skipif(
    MYST < (5, 2), reason="MyST before 5.2 has other lines, and fails at odd YAML"
)
