"""Small pages that lead from former addresses to the address now."""

from __future__ import annotations

import posixpath
from html import escape

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from ...catalogue.objects import former_keys
from ..builders import makes_pages
from ..domain import ConferenceDomain
from .project import ProjectWithGenerated

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="generator" content="sphinx-confrecap">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={url}">
</head>
<body>
<p><a href="{url}">{title}</a></p>
</body>
</html>
"""


def redirects_of(domain: ConferenceDomain) -> dict[str, str]:
    """Return former documents, and the documents that replace them now."""
    project, redirects = ProjectWithGenerated.of(domain.env), {}
    for objtype, old, key in former_keys(domain.objects):
        # The page of a conference is its recap, whatever its key is.
        if domain.objects[objtype].has_pages:
            docname = domain.settings.paths.docname(objtype, old)
            target = domain.target(objtype, key)
            # A document wins over a page that would lead away from it.
            if docname and target and not project.is_used(docname):
                redirects[docname] = target[0]
    return redirects


def leads_on(builder: Builder) -> bool:
    """Tell whether *builder* makes a site that browsers read directly."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and not isinstance(builder, SerializingHTMLBuilder)
        and makes_pages(builder)
    )


def redirect(builder: Builder, docname: str, target: str) -> str:
    """Return the page that leads from one document to another."""
    url = builder.get_relative_uri(docname, target)
    base = builder.config.html_baseurl
    # As Sphinx does; a base without a slash at its end would lose its last part.
    canonical = posixpath.join(base, builder.get_target_uri(target)) if base else url
    # An authored document may have the file of the target, under another name.
    title = builder.env.titles.get(target)
    return _PAGE.format(
        language=escape(builder.config.language),
        title=escape(title.astext() if title else target),
        canonical=escape(canonical),
        url=escape(url),
    )
