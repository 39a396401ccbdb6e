"""Compares what two builds made."""

import json
import re
from collections.abc import Container
from typing import Any

from sphinx.util.inventory import InventoryFile

from tests.build.sites import Built

_BODY = re.compile(
    r'<div class="body" role="main">(.*?)<div class="clearer">', re.DOTALL
)
# sphinx-needs gives its blocks names by chance.
_DIGEST = re.compile(r"\?v=[0-9a-f]+|SNCB-[0-9a-f]+")


def body(page: str) -> str:
    """Return the part of a page that belongs to its document, in the basic theme."""
    match = _BODY.search(page)
    assert match, page
    return match[1]


def words(html: str) -> str:
    """Return what a part of a page says, on one line."""
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def differences(
    built: Built, clean: Built, but_for: Container[str] = (), *, search_all: bool = True
) -> list[str]:
    """Say where a build differs from one of the same sources from nothing.

    Of authors' documents the bodies count: that Sphinx leaves old titles in the
    links to the next page is its own affair. So is what it leaves behind of a
    document that an author has removed. *but_for* names documents to leave out;
    without *search_all* only what the search knows of ours counts.
    """
    generated = getattr(clean.env.project, "generated", ())
    found = []
    if built.env.found_docs != clean.env.found_docs:
        found.append(f"documents: {built.env.found_docs ^ clean.env.found_docs}")
    for docname in sorted(clean.env.found_docs & built.env.found_docs):
        if docname in but_for:
            continue
        if docname in generated and not clean.env.config.confrecap_toctree:
            pair = page_of(built, docname), page_of(clean, docname)
        else:
            pair = shown(built, docname), shown(clean, docname)
        if pair[0] != pair[1]:
            found += [f"page {docname}", *_first_difference(*pair)]
    if built.app.builder.name == "html":
        found += _others(redirects(built), redirects(clean))
        found += _others(inventory(built), inventory(clean))
        only = None if search_all else generated
        found += _others(search_index(built, only), search_index(clean, only))
    return found


def redirects(built: Built) -> dict[str, str]:
    """Return the pages that lead to others, by path."""
    pages = {path: built.read(path) for path in built.files() if path.endswith(".html")}
    return {path: html for path, html in pages.items() if '"refresh"' in html}


def _others(ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    return [
        f"{key}: {ours.get(key)} != {theirs.get(key)}"
        for key in sorted(ours.keys() | theirs.keys())
        if ours.get(key) != theirs.get(key)
    ]


def _first_difference(ours: str, theirs: str) -> list[str]:
    lines = zip(ours.splitlines(), theirs.splitlines(), strict=False)
    return next(([f"  - {a}", f"  + {b}"] for a, b in lines if a != b), ["  length"])


def page_of(built: Built, docname: str) -> str:
    """Return a page without the digests of stylesheets and scripts."""
    return _DIGEST.sub("", built.page(docname))


def shown(built: Built, docname: str) -> str:
    """Return what a page says of its document."""
    page = page_of(built, docname)
    return body(page) if built.app.builder.format == "html" else page


def inventory(built: Built) -> dict[str, Any]:
    """Return the items of ``objects.inv`` by type and name."""
    data = (built.outdir / "objects.inv").read_bytes()
    read = InventoryFile.loads(data, uri="")
    return {
        f"{objtype} {name}": (item.uri, item.display_name)
        for objtype, items in read.data.items()
        for name, item in items.items()
    }


def search_index(built: Built, only: Container[str] | None = None) -> dict[str, Any]:
    """Return what the search finds, without the numbers that it has inside."""
    text = built.read("searchindex.js")
    index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    names = dict(enumerate(index["docnames"]))
    if only is not None:
        names = {number: name for number, name in names.items() if name in only}
    found: dict[str, Any] = {
        f"title of {name}": index["titles"][number] for number, name in names.items()
    }
    for part in ("terms", "titleterms"):
        for term, held in index[part].items():
            numbers = [held] if isinstance(held, int) else held
            if documents := sorted(names[n] for n in numbers if n in names):
                found[f"{part} {term}"] = documents
    for prefix, objects in index["objects"].items():
        for number, _type, priority, anchor, name in objects:
            if number in names:
                full_name = f"{prefix}.{name}" if prefix else name
                found[f"object {full_name} in {names[number]}"] = priority, anchor
    return found
