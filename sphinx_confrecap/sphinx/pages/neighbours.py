"""What other extensions are told about our pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain import ConferenceDomain
from ..nodes import is_kept_from_search
from .project import ProjectWithGenerated

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


def leave_out_of_sitemap(app: Sphinx, builder: Builder) -> None:
    """Keep pages that search engines shall not show out of sphinx-sitemap's list."""
    if "sitemap_excludes" in app.config and builder.format == "html":
        hidden = [
            builder.get_target_uri(docname)
            for docname, metadata in builder.env.metadata.items()
            if is_kept_from_search(metadata)
        ]
        app.config.sitemap_excludes = [*app.config.sitemap_excludes, *hidden]


def leave_out_of_llms_txt(app: Sphinx, exception: Exception | None) -> None:
    """Keep sphinx-llms-txt from sources: our pages have none, others have drafts."""
    if "llms_txt_exclude" in app.config:
        ours = ProjectWithGenerated.of(app.env).generated
        documents = ConferenceDomain.of(app.env).documents.items()
        hidden = ours | {docname for docname, held in documents if held.drafts}
        app.config.llms_txt_exclude = [*app.config.llms_txt_exclude, *sorted(hidden)]
