"""Finds the documentation, its documents, and the posts that they refer to."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..model.blocks import Dialect
from ..model.errors import FieldError, InputError
from ..model.posts import Reference
from ..posts.platforms import is_embed, post_of_embed
from ..posts.reference import find_reference
from ..text.files import is_file
from ..text.lines import split_lines
from .blocks import MAX_DEPTH, Block, Source
from .files import read_text
from .includes import included
from .scan import scan

DEFAULT_STORE = "_posts"
SUFFIXES = {".md": Dialect.MYST, ".rst": Dialect.REST}
# Other tools read these as Markdown. Sphinx does if source_suffix says so.
_MARKDOWN = frozenset({".markdown", ".mdown", ".mkd"})

_POSTS = frozenset({"tweet", "conf:tweet", "conf:post"})
_THREADS = frozenset({"thread", "conf:thread"})
_PARSERS = {"markdown": Dialect.MYST, "restructuredtext": Dialect.REST}
_SKIPPED = frozenset({"_build", "node_modules", "__pycache__", "jupyter_execute"})
_DEPTH = 2
_GLOB = {"**/": ".*/", "**": ".*", "*": "[^/]*", "?": "[^/]"}
# As a path, an address has lost one of its slashes.
_ADDRESS = re.compile(r"(?:https?|at):/")
# A role holds an address, or a text with the address in angle brackets.
_ROLE = re.compile(r"(?:\{conf:post\}|:conf:post:)`(?:[^`<]*<)?(?P<url>[^`<>\s]+)>?`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Documentation:
    """The source folder of a site, and the literals in its ``conf.py``."""

    folder: Path
    store: Path
    """The folder of the snapshots."""
    suffixes: dict[str, Dialect] = field(default_factory=lambda: dict(SUFFIXES))
    colon_fence: bool = False
    """Whether MyST reads fences of colons."""
    settings: Mapping[str, object] = field(default_factory=dict)
    computed: frozenset[str] = frozenset()
    """The settings that are set, but not to literals."""
    has_conf: bool = True
    """Without a ``conf.py``, all settings are the default."""

    @property
    def name(self) -> str:
        """The name of the folder for a user, from the current folder."""
        here = Path.cwd()
        if here in self.folder.parents:
            return self.folder.relative_to(here).as_posix()
        return self.folder.name if self.folder == here else str(self.folder)

    def names(self, setting: str) -> list[str]:
        """Return the names in a setting that is a list of them."""
        value = self.settings.get(setting)
        names = value if isinstance(value, (list, tuple, set, frozenset)) else ()
        return [name for name in names if isinstance(name, str)]

    def is_excluded(self, path: Path) -> bool:
        """Tell whether a build leaves a file or a folder out."""
        patterns = (*self.names("exclude_patterns"), *self.names("templates_path"))
        with suppress(ValueError):
            below = path.absolute().relative_to(self.folder).as_posix()
            return bool(patterns and _matcher(patterns).fullmatch(below))
        return False

    def dialect_of(self, file: Path) -> Dialect | None:
        """Return the markup of a file, ``None`` if it is not a document."""
        return self.suffixes.get(file.suffix.lower())


class Quoted(NamedTuple):
    """A post, and the place of a reference to it."""

    reference: Reference
    file: Path
    line: int
    """Counts from 1."""
    block: Block | None = None
    """The directive that shows it. A role only leads to it."""

    @property
    def has_text(self) -> bool:
        """Tell whether the document holds the post's text itself."""
        if self.block is None or self.block.name not in _POSTS:
            return False
        return any(line.strip() for line in self.block.body)


# --- the folder ---------------------------------------------------------------


def documentation_of(paths: Sequence[Path] = ()) -> Documentation:
    """Find the documentation that holds *paths*, or the working folder.

    Its ``conf.py`` is there, above, or up to two levels below. If there is none, the
    first folder itself is taken.

    :raises InputError: a path is not there, several documentations are, or the
        store would lie elsewhere
    """
    for path in paths:
        if not path.exists():
            raise InputError(_not_there(path))
    starts = [path.absolute() for path in paths] or [Path.cwd()]
    folders = [start if start.is_dir() else start.parent for start in starts]
    found = sorted({conf for folder in folders for conf in _folders_with_conf(folder)})
    if len(found) > 1:
        names = ", ".join(map(str, found))
        raise InputError(
            f"there are several documentations; run this in one of them: {names}"
        )
    return _documentation(found[0] if found else folders[0], has_conf=bool(found))


def _not_there(path: Path) -> str:
    if _ADDRESS.match(path.as_posix()):
        return (
            "this command takes documents, and finds the addresses in them; write the "
            "address into one"
        )
    return f"there is no file or folder {str(path)!r}"


def _folders_with_conf(folder: Path) -> list[Path]:
    """Return the folders with a ``conf.py`` that *folder* may mean."""
    around = (path for path in (folder, *folder.parents) if is_file(path / "conf.py"))
    # A site below the folder is nearer than one above the repository's folder.
    nearest = next(around, None)
    below = [] if nearest == folder else list(_confs_below(folder, _DEPTH))
    return below or ([nearest] if nearest else [])


def _confs_below(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the folders with a ``conf.py``. Folders below one belong to it."""
    for path in _folders(folder):
        if is_file(path / "conf.py"):
            yield path
        elif depth > 1:
            yield from _confs_below(path, depth - 1)


def _folders(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(
            path
            for path in folder.iterdir()
            if path.is_dir() and not path.is_symlink() and not _is_skipped(path)
        )
    return []


def _is_skipped(folder: Path) -> bool:
    """Tell whether a folder holds no part of a site: output, tools, packages."""
    if folder.name.startswith(".") or folder.name in _SKIPPED:
        return True
    return (folder / "pyvenv.cfg").exists()


def _settings(conf: Path) -> tuple[dict[str, object], frozenset[str]]:
    """Read the settings that ``conf.py`` gives as literals; it is not run.

    Return them, and the names of computed settings.
    """
    settings: dict[str, object] = {}
    computed: set[str] = set()
    with suppress(OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        for node in ast.parse(conf.read_bytes()).body:
            for name in _names_set(node):
                before = settings.pop(name, None)
                try:
                    settings[name] = _literal(node, before)
                    computed.discard(name)
                except (ValueError, TypeError):
                    computed.add(name)
    return settings, frozenset(computed)


def _names_set(node: ast.stmt) -> set[str]:
    """Return the names that a statement may give a value."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return set()
    return {
        child.id
        for child in ast.walk(node)
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store)
    }


def _literal(node: ast.stmt, before: object) -> object:
    """Return the value that a statement gives a name; raise if it is not a literal."""
    match node:
        case ast.Assign(targets=[ast.Name()], value=value):
            return ast.literal_eval(value)
        case ast.AnnAssign(value=ast.expr() as value):
            return ast.literal_eval(value)
        case ast.AugAssign(op=ast.Add(), value=value):
            more = ast.literal_eval(value)
            if isinstance(before, list) and isinstance(more, list):
                return before + more
    raise ValueError("not a literal")


@cache
def _matcher(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for the same paths as Sphinx's own globs."""
    return re.compile("|".join(map(_expression, patterns)))


def _expression(pattern: str) -> str:
    """Translate a glob: ``**`` takes slashes, ``*`` and ``?`` take none."""
    return "".join(
        _GLOB.get(part) or re.escape(part)
        for part in re.findall(r"\*\*/?|.", pattern, re.DOTALL)
    )


def _documentation(folder: Path, *, has_conf: bool) -> Documentation:
    # Without the file there are no settings.
    settings, computed = _settings(folder / "conf.py")
    posts = settings.get("confrecap_posts_folder", DEFAULT_STORE)
    below = PurePosixPath(posts if isinstance(posts, str) and posts else DEFAULT_STORE)
    if below.is_absolute() or ".." in below.parts:
        raise InputError(
            f"confrecap_posts_folder must lie below {folder}; it is {str(below)!r}"
        )
    extensions = settings.get("myst_enable_extensions")
    return Documentation(
        folder=folder,
        store=folder / below,
        suffixes=SUFFIXES | _suffixes(settings.get("source_suffix")),
        colon_fence=isinstance(extensions, Iterable) and "colon_fence" in extensions,
        settings=settings,
        computed=computed,
        has_conf=has_conf,
    )


def _suffixes(setting: object) -> dict[str, Dialect]:
    """Read ``source_suffix``: a suffix, several, or the parser of each."""
    if isinstance(setting, dict):
        return {
            suffix: _PARSERS[str(parser)]
            for suffix, parser in setting.items()
            if isinstance(suffix, str) and str(parser) in _PARSERS
        }
    names = [setting] if isinstance(setting, str) else setting
    if not isinstance(names, (list, tuple)):
        return {}
    others = (name for name in names if isinstance(name, str) and name not in SUFFIXES)
    return dict.fromkeys(others, Dialect.REST)


# --- the documents ------------------------------------------------------------


def documents_of(
    documentation: Documentation, paths: Sequence[Path] = ()
) -> dict[Path, Dialect]:
    """Return the documents among and below *paths*, or of the whole site, sorted.

    A named file counts as a document if the site has its suffix.
    """
    found: dict[Path, Dialect] = {}
    for path in paths or [documentation.folder]:
        for file in files_below(path, documentation) if path.is_dir() else [path]:
            if dialect := documentation.dialect_of(file):
                found[file] = dialect
    return dict(sorted(found.items()))


def unread_markdown_in(
    documentation: Documentation, folders: Iterable[Path]
) -> list[Path]:
    """Return the Markdown below *folders* outside of the site's documents, sorted."""
    return sorted(
        file
        for folder in folders
        for file in files_below(folder, documentation)
        if file.suffix.lower() in _MARKDOWN and not documentation.dialect_of(file)
    )


def files_below(folder: Path, documentation: Documentation) -> Iterator[Path]:
    """Yield the files below a folder, without those that a build leaves out."""
    for name, folders, files in os.walk(folder):
        here = Path(name)
        folders[:] = [
            child
            for child in folders
            if not _is_skipped(here / child)
            and (here / child).absolute() != documentation.store
            and not documentation.is_excluded(here / child)
        ]
        found = (here / file for file in files)
        yield from (file for file in found if not documentation.is_excluded(file))


# --- the posts ----------------------------------------------------------------


def posts_in(documents: Mapping[Path, Dialect], folder: Path) -> list[Quoted]:
    """Return the posts that *documents* refer to, in the order of the text.

    Unreadable documents are left out: a build reports them.
    """
    found: list[Quoted] = []
    for file, dialect in documents.items():
        with suppress(InputError):
            found += references_in(read_text(file), dialect, file, folder)
    return found


def references_in(
    text: str,
    dialect: Dialect,
    file: Path,
    folder: Path | None = None,
    around: tuple[Path, ...] = (),
) -> list[Quoted]:
    """Return the posts that the text of the document *file* refers to.

    With the *folder* of the site, included text counts; *around* are the files that
    include this one.
    """
    source = scan(text, dialect)
    written = [*_addresses_in_blocks(source.blocks), *_addresses_in_roles(source, text)]
    found = []
    for address, line, block in written:
        if reference := find_reference(address):
            found.append(Quoted(reference, file, line, block))
    found.sort(key=attrgetter("line"))
    files = (*around, file)
    for block in source.blocks:
        part = included(block, folder, files[0].parent) if folder else None
        if part and part.file not in files and len(files) <= MAX_DEPTH:
            found += references_in(part.text, part.dialect, part.file, folder, files)
    return found


def _addresses_in_blocks(
    blocks: Iterable[Block],
) -> Iterator[tuple[str, int, Block | None]]:
    for block in blocks:
        if block.name in _POSTS:
            address = block.argument or _address_in_embed(block.body)
            yield address, block.line, block
        elif block.name in _THREADS:
            for address in block.argument.split():
                yield address, block.line, block
            for line, address in enumerate(block.body, block.body_line):
                yield address.strip(), line, block


def _address_in_embed(body: Sequence[str]) -> str:
    """Return the address in embed code; empty if the body is none."""
    code = "\n".join(body)
    with suppress(FieldError):
        post = post_of_embed(code) if is_embed(code) else None
        return post.reference.url if post and post.reference else ""
    return ""


def _addresses_in_roles(
    source: Source, text: str
) -> Iterator[tuple[str, int, Block | None]]:
    lines = split_lines(text)
    for prose in source.prose:
        for line in range(prose.line, min(prose.end, len(lines) + 1)):
            for role in _ROLE.finditer(lines[line - 1]):
                yield role["url"], line, None
