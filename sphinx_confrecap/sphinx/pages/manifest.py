"""Remembers the written documents, to write changed ones and remove old ones.

Sphinx writes a document again when its own file changed. Generated documents, and
documents with our lists, depend on all others. So a manifest beside the output holds a
digest of the contents of each when it was written. This is right for each builder, and
also after an interrupted build.
"""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from ...text.digest import digest_of
from ...text.files import lies_in, read_whole, write_whole
from ...text.lines import is_whole
from ...views.pages import TalkPage
from ..builders import is_epub, makes_pages
from ..domain import ConferenceDomain
from ..logging import COPIED
from ..references import resolutions
from .redirects import leads_on, redirect, redirects_of

MANIFEST = ".confrecap.json"
_LARGEST = 64 * 1024 * 1024
"""The largest manifest that is read, in bytes: that of a hundred thousand pages."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Digests by document name: of generated and of authored documents."""

    pages: dict[str, str] = field(default_factory=dict)
    authored: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    """From former documents to the documents now."""

    def outdated(self, before: Manifest) -> list[str]:
        """Return the documents that differ from *before*."""
        # A generated document may have become an authored one, or the reverse.
        known = before.authored | before.pages
        now = self.authored | self.pages
        return [docname for docname in now if known.get(docname) != now[docname]]

    def without(self, outdated: Container[str], now: Manifest) -> Manifest:
        """Return the manifest from when *outdated* documents begin to be written.

        It names all pages that there may be then, with digests that no page has.
        """

        def begun(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
            return {n: "" if n in outdated else d for n, d in (new | old).items()}

        return Manifest(
            pages=begun(self.pages, now.pages),
            authored=begun(self.authored, now.authored),
            redirects=now.redirects | self.redirects,
        )

    def written(self, docnames: Container[str], before: Manifest) -> Manifest:
        """Return the manifest if only *docnames* were written since *before*."""

        def held(now: dict[str, str], old: dict[str, str]) -> dict[str, str]:
            digests = {n: d if n in docnames else old.get(n) for n, d in now.items()}
            return {name: digest for name, digest in digests.items() if digest}

        return Manifest(
            pages=held(self.pages, before.pages),
            authored=held(self.authored, before.authored),
            redirects=self.redirects,
        )


def manifest_of(env: BuildEnvironment) -> Manifest:
    """Digest the parts of each document that others decide.

    It is asked for before and after the writing, and again in builds that read
    nothing. So the environment keeps it.
    """
    domain = ConferenceDomain.of(env)
    # Whether a redirect has the file of a document depends on the builder.
    basis = domain.basis, domain.builder.name
    return domain.generated.derive("manifest", basis, lambda: _digest(env))


def _digest(env: BuildEnvironment) -> Manifest:
    domain = ConferenceDomain.of(env)
    settings = repr(domain.settings)
    views = {docname: domain.view(docname) for docname in sorted(domain.documents)}
    authored = {docname: settings + repr(view) for docname, view in views.items()}
    pages = {}
    if domain.with_pages:
        notes = {docname: repr(view.in_notes()) for docname, view in views.items()}
        for docname, digest in domain.generated.digests.items():
            page, targets = domain.pages[docname], domain.page_targets(docname)
            pages[docname] = settings + digest + repr([*targets.values()])
            if isinstance(page, TalkPage):
                # The notes show the same as on the recap, and have its numbers.
                numbers = env.toc_fignumbers.get(page.recap)
                others = resolutions(env, page.recap, page.node_id)
                pages[docname] += notes[page.recap] + repr((numbers, others))
    return Manifest(
        pages=_digests(pages),
        authored=_digests(authored),
        redirects=redirects_of(domain),
    )


def _digests(shown: dict[str, str]) -> dict[str, str]:
    return {docname: digest_of(text) for docname, text in shown.items()}


def manifest_path(builder: Builder) -> Path:
    """Return the path of a builder's manifest: beside its output."""
    if is_epub(builder):  # it includes all files of its output
        return Path(builder.doctreedir) / f"epub{MANIFEST}"
    return Path(builder.outdir) / MANIFEST


def load(path: Path) -> Manifest:
    """Return the manifest of the last build; empty if it cannot be read."""
    try:
        held = json.loads(read_whole(path, _LARGEST))
        return Manifest(**{name: _texts(digests) for name, digests in held.items()})
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Manifest()


def _texts(digests: Any) -> dict[str, str]:
    """Return what may be digests by document name; a manifest may be damaged."""
    return {
        name: digest
        for name, digest in dict(digests).items()
        if isinstance(name, str) and isinstance(digest, str) and is_whole(name + digest)
    }


def save(manifest: Manifest, path: Path) -> None:
    """Write the manifest."""
    text = json.dumps(vars(manifest), indent=0, sort_keys=True, ensure_ascii=False)
    # With half a manifest, some of our pages would never be removed.
    write_whole(path, f"{text}\n".encode())


class Writing:
    """The documents that one run of Sphinx writes."""

    def __init__(self) -> None:
        self.resolved: set[str] = set()

    def note(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Store that a document will be written, unless it is only copied from."""
        if COPIED not in doctree:
            self.resolved.add(docname)

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Remove the pages that are no longer made, and save the manifest."""
        if exception or not keeps_files(app.builder):
            return
        path = manifest_path(app.builder)
        before = load(path)
        now = manifest_of(app.env).written(self.resolved, before)
        _remove_gone(app, before, now)
        if leads_on(app.builder):
            for docname, target in now.redirects.items():
                html = redirect(app.builder, docname, target)
                write_page(Path(app.outdir), output_path(app.builder, docname), html)
        if now != before:
            save(now, path)


def _remove_gone(app: Sphinx, before: Manifest, now: Manifest) -> None:
    """Remove pages that are no longer made, but no file that is another's now."""
    documents = app.env.found_docs | now.redirects.keys()
    gone = (before.pages | before.redirects).keys() - documents
    kept = {output_path(app.builder, docname) for docname in documents if gone}
    for docname in sorted(gone):
        path = output_path(app.builder, docname)
        if path not in kept:
            remove_page(Path(app.outdir), path)


def note_outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents whose contents have changed since they were written.

    Their digests no longer count from here on: the writing may be interrupted, and
    what it changed be undone. Sphinx itself finds missing output only of documents with
    a file.
    """
    if not keeps_files(app.builder):
        return []
    path = manifest_path(app.builder)
    now, before = manifest_of(env), load(path)
    outdated = now.outdated(before)
    if outdated and before != (begun := before.without(outdated, now)):
        save(begun, path)
    lost = (n for n in now.pages if not output_path(app.builder, n).exists())
    return [*{*outdated, *lost}]


def keeps_files(builder: Builder) -> bool:
    """Tell whether *builder* leaves a file for each document that it writes."""
    return (makes_pages(builder) and builder.name != "dummy") or is_epub(builder)


def output_path(builder: Builder, docname: str) -> Path:
    """Return the file that *builder* writes for a document."""
    if isinstance(builder, StandaloneHTMLBuilder):
        return Path(builder.get_output_path(docname))
    suffix: str = getattr(builder, "out_suffix", "")
    return Path(builder.outdir) / f"{docname}{suffix}"


def write_page(outdir: Path, path: Path, html: str) -> None:
    """Write a page below *outdir*, unless it exists with the same contents."""
    if not lies_in(outdir, path):
        return
    if not path.exists() or path.read_bytes() != html.encode():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, html.encode())


def remove_page(outdir: Path, path: Path) -> None:
    """Remove a page that we wrote, and the folders that this leaves empty.

    A manifest is a file that anybody can edit, and a folder may be a link to
    somewhere else: nothing outside of *outdir* is touched, and no page that somebody
    else wrote.
    """
    if not lies_in(outdir, path) or path.is_symlink() or not _is_ours(path):
        return
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == outdir or not folder.is_relative_to(outdir):
            return
        try:
            folder.rmdir()
        except OSError:
            return


def _is_ours(path: Path) -> bool:
    """Tell whether we may have written a page. In plain text it does not say so."""
    try:
        return path.suffix == ".txt" or b"confrecap" in path.read_bytes()
    except OSError:
        return False
