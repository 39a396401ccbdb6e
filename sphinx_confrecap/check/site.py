"""Reads all documents of a site, and collects their problems."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from ..catalogue.catalogue import Catalogue
from ..catalogue.objects import objects_of
from ..catalogue.resolve import catalogue_of
from ..model.blocks import Dialect
from ..model.errors import InputError
from ..model.rules import Problem, Rule
from ..parsing.registry_file import registries_of
from ..posts.quoting import IfDeleted
from ..posts.store import Store
from ..source.documents import Documentation, documents_of, files_below
from ..source.files import read_text
from ..source.includes import docstrings_hold_blocks, text_of_notebook
from . import extra_checks, lock
from .posts import Posts, problems_in
from .reading import Read, Site, read

SETTINGS = ("exclude_patterns", "nitpick_ignore", "suppress_warnings")
"""The settings that are read, besides ours and those that select documents."""

_ABSENT = {Rule.CONFERENCE, Rule.FILTER, Rule.GONE, Rule.REFERENCE}
"""The rules for names of objects that no document has."""

NOTEBOOK = ".ipynb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The result of a check."""

    documents: int
    talks: int
    catalogue: Catalogue
    problems: tuple[Problem, ...]
    """In the order of files and lines."""
    computed: tuple[str, ...] = field(default=())
    posts: int | None = None
    """The number of quoted posts; ``None`` if nobody looked at them."""


def check(
    documentation: Documentation,
    *,
    with_record: bool = True,
    posts: Posts | None = None,
) -> Checked:
    """Look at all documents of a site, at its record of keys, and at its *posts*.

    :raises InputError: the file of recorded keys cannot be read
    """
    files = documents_of(_with_notebooks(documentation))
    site = _site(documentation)
    problems: list[Problem] = []
    documents = _read(documentation, files, site, problems)
    held = {name: doc.document for name, doc in documents.items()}
    catalogue = catalogue_of(held, site.declared)
    problems += _in_catalogue(catalogue, documents, site.folder)
    problems += _references(catalogue, documents.values(), documentation)
    if with_record:
        problems += lock.gone(documentation.folder / lock.NAME, catalogue)
    problems += problems_in(posts) if posts else ()
    heard = _not_silenced(problems, documentation, documents.values())
    return Checked(
        documents=len(files),
        talks=len(catalogue.talks),
        catalogue=catalogue,
        problems=tuple(sorted(set(heard), key=_order)),
        computed=_computed(documentation),
        posts=len({item.reference for item in posts.quoted}) if posts else None,
    )


def _in_docstrings(documentation: Documentation, documents: Iterable[Read]) -> bool:
    """Tell whether docstrings may hold what no document does."""
    if not any(document.with_docstrings for document in documents):
        return False
    around = (documentation.folder, *documentation.folder.parents[:2])
    marks = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
    projects = (f for f in around if any((f / mark).exists() for mark in marks))
    files = files_below(next(projects, documentation.folder), documentation)
    return docstrings_hold_blocks(file for file in files if file.suffix == ".py")


def _order(problem: Problem) -> tuple[Path, int, str, str]:
    place = problem.place
    return place.file or Path(), place.line, problem.rule.id, problem.message


def _not_silenced(
    problems: Iterable[Problem],
    documentation: Documentation,
    documents: Collection[Read],
) -> Iterator[Problem]:
    """Yield the problems that no setting, no document and no docstring silences."""
    names = set(documentation.names("suppress_warnings"))
    ignored: dict[Path | None, frozenset[Rule]] = {}
    for document in documents:
        ignored |= document.ignored
    absent = _ABSENT if _in_docstrings(documentation, documents) else set()
    for problem in problems:
        rule = problem.rule
        if not (
            rule in absent
            or names & {"confrecap", "confrecap.*", f"confrecap.{rule.id}"}
            or rule in ignored.get(problem.place.file, ())
        ):
            yield problem


def _computed(documentation: Documentation) -> tuple[str, ...]:
    return tuple(
        name
        for name in sorted(documentation.computed)
        if name in SETTINGS or name.startswith("confrecap_")
    )


def _read(
    documentation: Documentation,
    files: Mapping[Path, Dialect],
    site: Site,
    problems: list[Problem],
) -> dict[str, Read]:
    """Read all documents, by name; of two with one name the first counts."""
    documents: dict[str, Read] = {}
    for file, dialect in files.items():
        below = file.relative_to(documentation.folder)
        docname = below.as_posix().removesuffix(below.suffix)
        if docname in documents:
            continue
        try:
            text = read_text(file)
        except InputError as error:
            message = str(error).removeprefix(f"{file}: ")
            problems.append(Problem.in_file(file, Rule.UNREAD, message))
            continue
        if file.suffix == NOTEBOOK:
            text = text_of_notebook(text)
        documents[docname] = read(file, text, docname, dialect, site)
        problems += documents[docname].problems
    return documents


def _with_notebooks(documentation: Documentation) -> Documentation:
    """Return the documentation with notebooks, if its extensions read them as MyST."""
    if "myst_nb" not in documentation.names("extensions"):
        return documentation
    suffixes = {**documentation.suffixes, NOTEBOOK: Dialect.MYST}
    return replace(documentation, suffixes=suffixes)


def _site(documentation: Documentation) -> Site:
    # A computed setting may hold anything, so no missing value is reported.
    unknown = "myst_enable_extensions" in documentation.computed
    deleted = str(documentation.settings.get("confrecap_deleted_posts"))
    known = {choice.value: choice for choice in IfDeleted}
    return Site(
        folder=documentation.folder,
        store=Store(documentation.store),
        fences=documentation.colon_fence or unknown,
        if_deleted=known.get(deleted, IfDeleted.NOTICE),
        tag_documents=documentation.settings.get("confrecap_tag_documents") is True,
        untold="confrecap_tag_documents" in documentation.computed,
        drafts=documentation.settings.get("confrecap_drafts") is True,
        folders=tuple(
            f"{documentation.settings.get(f'confrecap_{kind}_path', kind)}/"
            for kind in ("talks", "speakers", "tags", "conferences")
        ),
        suffixes=tuple(documentation.suffixes),
        declared=registries_of(
            documentation.folder,
            _file_in(documentation, "confrecap_tags_file"),
            _file_in(documentation, "confrecap_speakers_file"),
            str(documentation.settings.get("confrecap_undeclared_tags", "allow")),
        ),
    )


def _file_in(documentation: Documentation, setting: str) -> str:
    """Return the path of a file below the documentation; empty for none."""
    value = documentation.settings.get(setting)
    name = value if isinstance(value, str) else ""
    path = PurePosixPath(name)
    return "" if path.is_absolute() or ".." in path.parts else name


def _in_catalogue(
    catalogue: Catalogue, documents: dict[str, Read], folder: Path
) -> Iterator[Problem]:
    for problem in (*catalogue.problems, *extra_checks.problems_in(catalogue)):
        place = problem.place
        file = folder / place.file if place.file else documents[place.docname].file
        yield problem.within(file)


def _references(
    catalogue: Catalogue, documents: Iterable[Read], documentation: Documentation
) -> Iterator[Problem]:
    """Find roles that lead to nothing, or to several things."""
    pairs = documentation.settings.get("nitpick_ignore")
    objects = objects_of(catalogue)
    pairs = pairs if isinstance(pairs, (list, tuple, set)) else ()
    meant = [tuple(pair) for pair in pairs if isinstance(pair, (list, tuple))]
    for document in documents:
        for file, role in document.roles:
            written = f"conf:{role.objtype}", role.target
            if role.objtype not in objects or written in meant:
                continue
            if fault := objects[role.objtype].fault(role.target):
                rule, message = fault
                yield Problem.in_file(file, rule, message, role.line)
