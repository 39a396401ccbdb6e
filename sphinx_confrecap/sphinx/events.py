"""The domain's handlers of Sphinx's events."""

from __future__ import annotations

from glob import escape
from pathlib import Path

from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from ..parsing.names import hide_mails
from ..text.files import is_file
from .conditions import Conditions
from .domain import ConferenceDomain


def warn_missing_reference(
    app: Sphinx, domain: Domain | None, node: pending_xref
) -> bool | None:
    """Suggest a target for a role. Sphinx's own message cannot."""
    if not isinstance(domain, ConferenceDomain):
        return None
    domain.warn_of_fault(node["reftype"], node["reftarget"], node)
    return True


def find_appeared(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Return the documents whose missing files of posts or pictures exist now.

    With a dependency, Sphinx would read them again in each build before that.
    """
    return [
        docname
        for docname, held in ConferenceDomain.of(env).documents.items()
        if any(is_file(env.srcdir / path) for path in held.missing)
    ]


def note_builder(app: Sphinx) -> None:
    """Tell the domain the builder, and what decides about conditional parts."""
    domain = ConferenceDomain.of(app.env)
    domain.builder, domain.conditions = app.builder, Conditions(app)


def clean_copies(app: Sphinx, exception: Exception | None) -> None:
    """Remove addresses of mail beside names from the copies of sources."""
    if exception or app.builder.format != "html":
        return
    copies = Path(app.outdir, "_sources")
    for docname, held in ConferenceDomain.of(app.env).documents.items():
        for copy in copies.glob(f"{escape(docname)}.*") if held.mails else ():
            whole = copy.read_bytes().decode("utf-8", "surrogateescape")
            if (shown := hide_mails(whole, held.mails)) != whole:
                copy.write_bytes(shown.encode("utf-8", "surrogateescape"))


def keep_objects(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Describe the objects before the environment is saved."""
    ConferenceDomain.of(env).get_objects()
    return []
