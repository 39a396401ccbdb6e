"""What other extensions are told about our pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..nodes import is_kept_from_search

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
