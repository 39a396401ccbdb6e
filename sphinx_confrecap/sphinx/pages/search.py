"""Sphinx's search index."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder


def forget_unused_words(app: Sphinx) -> None:
    """Leave words that no document has any more out of the search index.

    Sphinx keeps them from build to build: also those of a draft, or of a part that
    ``only`` leaves out, which nobody should read.
    """
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    dump = builder.dump_search_index

    def dump_used() -> None:
        # There is no indexer before the writing, which may be in other processes.
        if isinstance(indexer := builder.indexer, IndexBuilder):
            prune = indexer.prune

            def prune_words(docnames: Iterable[str]) -> None:
                prune(docnames)
                _forget(indexer)

            vars(indexer)["prune"] = prune_words
        dump()

    vars(builder)["dump_search_index"] = dump_used


def _forget(indexer: IndexBuilder) -> None:
    for name in ("_mapping", "_title_mapping"):
        words: dict[str, set[str]] = getattr(indexer, name, {})
        for word in [word for word, docnames in words.items() if not docnames]:
            del words[word]
