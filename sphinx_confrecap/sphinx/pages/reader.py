"""Plans the generated documents, and reads the changed ones."""

from __future__ import annotations

import time
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransformer
from sphinx.util.docutils import sphinx_domains

from ...model.rules import Rule
from ...text.digest import digest_of
from ...views.pages import IndexPage, NamePage, Page, TalkPage
from ..builders import makes_pages
from ..domain import ConferenceDomain
from ..logging import warn
from ..others import is_of_others
from .document import doctree_of
from .project import ProjectWithGenerated, adopt


def add_documents(app: Sphinx) -> None:
    """Add the documents of the last build, and the indexes, to Sphinx's documents."""
    domain = ConferenceDomain.of(app.env)
    known = domain.generated.digests.keys() | domain.settings.paths.indexes()
    app.project = app.env.project = adopt(app.project, known, app.builder)


def find_replaced(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Make Sphinx read a file that replaces a generated document, or the reverse.

    By the times alone it would not, if the new one is older than the old one.
    """
    project = ProjectWithGenerated.of(env)
    generated = ConferenceDomain.of(env).generated
    project.end_of_comparing()
    generated.note_gone(removed)
    read = generated.digests.keys()
    return sorted((read & project.authored) | (project.generated - read))


def hide_generated(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Hide our documents while other extensions see and choose what is read."""
    _skip_generated(env, docnames)
    ProjectWithGenerated.of(env).hide()


def show_indexes(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Show only the indexes while files are read.

    A first build does not know the other documents yet, and a toctree with a pattern
    finds the same in each build.
    """
    _skip_generated(env, docnames)
    paths = ConferenceDomain.of(env).settings.paths
    ProjectWithGenerated.of(env).show(paths.indexes())


def _skip_generated(env: BuildEnvironment, docnames: list[str]) -> None:
    """Remove our documents from the ones that Sphinx reads from files."""
    ours = ProjectWithGenerated.of(env).generated
    ConferenceDomain.of(env).generated.note_read(docnames, ours & set(docnames))
    docnames[:] = [name for name in docnames if name not in ours]


def read_generated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Plan and read the documents, unless nothing else was read."""
    project = ProjectWithGenerated.of(env)
    domain = ConferenceDomain.of(env)
    generated, stale = domain.generated, []
    has_folders = project.address("a") == project.address("a/index")
    generated.note_basis(domain.left_out, has_folders)
    if not generated.changed:
        generated.note_moment(domain.moment)
    if generated.changed:
        stale = _plan_and_read(app, env)
        # The days of the records as they are now.
        generated.note_moment(domain.moment)
    else:
        project.show(generated.digests)
    if not makes_pages(app.builder):
        # They are read, for toctrees refer to them; but they are not written.
        project.hide()
        if app.builder.name == "linkcheck":
            project.show_entries(_entries(env))
        return sorted(project.entries)
    return stale


def _entries(env: BuildEnvironment) -> dict[str, str]:
    """Return the pages of declared names, with the file that declares each.

    Links in that file are on no other page.
    """
    domain = ConferenceDomain.of(env)
    files = {
        "speaker": domain.settings.speakers_file,
        "tag": domain.settings.tags_file,
    }
    return {
        docname: files[page.objtype]
        for docname, page in domain.pages.items()
        if isinstance(page, NamePage) and page.name.entry
    }


def _plan_and_read(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Plan the documents anew, forget old ones, and read changed ones."""
    domain, project = ConferenceDomain.of(env), ProjectWithGenerated.of(env)
    project.show(domain.pages)
    now = {name: digest_of(domain.pages[name]) for name in sorted(project.generated)}
    gone = domain.generated.digests.keys() - now.keys() - project.authored
    stale = [name for name, digest in now.items() if _is_stale(name, digest, env)]
    for docname in (*sorted(gone), *stale):
        app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
    domain.generated.replace(now)
    for docname in stale:
        _read(app, docname, domain.pages[docname])
    _hang_talks(env)
    domain.generated.forget_derived()
    return stale


def _hang_talks(env: BuildEnvironment) -> None:
    """Add the pages of their talks to the toctrees of ``confrecap_toctree``.

    A talk's own document does not tell its key: another may name its conference, or
    hold a talk with the same title.
    """
    if not ConferenceDomain.of(env).settings.toctree:
        return
    pages = {
        (page.recap, page.node_id): docname
        for docname, page in ConferenceDomain.of(env).pages.items()
        if isinstance(page, TalkPage)
    }
    for recap in ConferenceDomain.of(env).documents:
        toctrees = list(env.tocs[recap].findall(addnodes.toctree))
        for toctree in toctrees:
            if "talk" in toctree:
                page = pages.get((recap, toctree["talk"]))
                toctree["includefiles"] = [page] if page else []
                toctree["entries"] = [(None, page)] if page else []
        included = [name for tree in toctrees for name in tree["includefiles"]]
        if toctrees:
            env.toctree_includes[recap] = included
        for docname in included:
            env.files_to_rebuild.setdefault(docname, set()).add(recap)


def _is_stale(docname: str, digest: str, env: BuildEnvironment) -> bool:
    generated = ConferenceDomain.of(env).generated
    doctree = env.doctreedir / f"{docname}.doctree"
    return (
        generated.digests.get(docname) != digest
        or docname in generated.requested
        or docname not in env.all_docs
        # An interrupted build may have left an outdated doctree. In microseconds.
        or doctree.stat().st_mtime_ns // 1_000 > env.all_docs[docname]
    )


def _read(app: Sphinx, docname: str, page: Page) -> None:
    """Do for a generated document what Sphinx does when it reads a file.

    There is nothing to parse, so Sphinx's own transforms are left out. Domains,
    collectors and other extensions see it as any other document.
    """
    env = app.env
    env.prepare_settings(docname)
    # What a handler sets for the parser, as intersphinx does, ends with the document.
    with ProjectWithGenerated.of(env).hidden(docname), sphinx_domains(env):
        # As for an included file, which is no document either: who looks for a file
        # looks first whether it is a document.
        app.emit("source-read", docname, [""])
    doctree = doctree_of(page, env)
    _apply_transforms(app, doctree)
    for domain in env.domains.sorted():
        domain.process_doc(env, docname, doctree)
    app.emit("doctree-read", doctree)
    if not (isinstance(page, IndexPage) or ConferenceDomain.of(env).settings.toctree):
        _shorten_contents(env, docname)
    # For documents that an author can put into a toctree, we warn ourselves.
    env.metadata[docname]["orphan"] = ""
    # Sphinx copies all that is left here for each document that it writes.
    env.current_document.clear()
    app.builder.write_doctree(docname, doctree)
    env.all_docs[docname] = time.time_ns() // 1_000


def _apply_transforms(app: Sphinx, doctree: nodes.document) -> None:
    """Apply the transforms that other extensions apply to each document they read."""
    transformer = SphinxTransformer(doctree)
    transformer.set_environment(app.env)
    transformer.add_transforms(
        [t for t in app.registry.get_transforms() if is_of_others(t)]
    )
    transformer.apply_transforms()


def _shorten_contents(env: BuildEnvironment, docname: str) -> None:
    """Leave a single heading out of a page's table of contents.

    A table of one line helps nobody, and thousands of them are most of the data that
    Sphinx loads in each build.
    """
    if env.toc_num_entries[docname] == 2:
        entry = cast("nodes.list_item", env.tocs[docname][0])
        del entry[1:]
        env.toc_num_entries[docname] = 1


def warn_of_taken_files(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of pages that are not made, because other documents have their files."""
    domain, project = ConferenceDomain.of(env), ProjectWithGenerated.of(env)
    if not makes_pages(app.builder):
        return
    hint = "change the path of our pages, such as confrecap_talks_path"
    for docname in sorted(domain.pages.keys() - project.docnames):
        address = project.address(docname)
        owners = (n for n in project.docnames if project.address(n) == address)
        # An extension may have hidden it.
        if not (owner := min(owners, default="")):
            continue
        authored = owner in project.authored
        message = (
            f"the page {docname!r} is not made, for "
            f"{'this document' if authored else repr(owner)} has the same file in the "
            f"output; {'rename it, or ' if authored else ''}{hint}"
        )
        warn(Rule.COLLISION, message, owner if authored else None)
    for (objtype, key), page in domain.pageless.items():
        message = (
            f"the {objtype} {key!r} has no page, for this talk has its path, "
            f"{page.docname!r}; change confrecap_{objtype}s_path"
        )
        line = domain.catalogue.talk(page.key).line
        warn(Rule.COLLISION, message, (page.recap, line))


def warn_of_lone_indexes(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of indexes that no toctree holds, as Sphinx does of a file."""
    domain = ConferenceDomain.of(env)
    lone = [
        docname
        for docname in domain.generated.digests
        if isinstance(domain.pages[docname], IndexPage)
        and docname not in env.files_to_rebuild
    ]
    if lone and domain.with_pages:
        warn(
            Rule.TOCTREE,
            f"no toctree holds {', '.join(map(repr, lone))}; put them into one, or "
            "turn off what you do not want, such as with confrecap_speakers_path = ''",
        )


def hide_source(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """If there is no source, offer none to show or edit.

    Extensions know pages without a source, such as the index, by the same gaps.
    """
    if pagename in ProjectWithGenerated.of(app.env).generated:
        context.pop("sourcename", None)
        context.pop("page_source_suffix", None)
        # The theme of Read the Docs makes its link of other values.
        context["display_vcs_links"] = False
