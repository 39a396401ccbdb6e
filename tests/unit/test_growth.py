"""Work grows with a site, and not with its square.

Its steps are the calls of functions: unlike time, they are the same each time.
"""

import json
import sys
from collections.abc import Callable
from hashlib import md5
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sphinx_confrecap.catalogue.catalogue import Document
from sphinx_confrecap.catalogue.objects import objects_of
from sphinx_confrecap.catalogue.resolve import catalogue_of
from sphinx_confrecap.check import extra_checks, lock, reading
from sphinx_confrecap.check.reading import Site
from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.model.queries import PostQuery
from sphinx_confrecap.model.talks import Quotation, Record
from sphinx_confrecap.parsing.registry import Registries
from sphinx_confrecap.parsing.registry_file import read_tags
from sphinx_confrecap.posts.store import Store
from sphinx_confrecap.text.keys import key_of, plain_words
from sphinx_confrecap.views.places import Paths
from sphinx_confrecap.views.plan import plan
from tests.unit.builders import conference, documents_of, query, resolved, talk

PATHS = Paths(talk="talks", speaker="speakers", tag="tags", conference="conferences")
MOST = 2.6
"""How much more may be done for twice as much: n log n, and steps between sizes."""


def words(count: int, prefix: str = "") -> list[str]:
    """Return words that are unlike each other."""
    digests = (md5(str(n).encode(), usedforsecurity=False) for n in range(count))
    return [prefix + digest.hexdigest()[:12] for digest in digests]


def steps(work: Callable[[int], object], size: int) -> int:
    """Return how many functions are called."""
    count = 0

    def note(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    key_of.cache_clear()
    plain_words.cache_clear()
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work(size)
    finally:
        sys.setprofile(before)
    return count


def pages(*things: Any, tags: str = "", with_subtags: bool = False) -> object:
    registries = Registries(tags=read_tags(tags), with_subtags=with_subtags)
    return plan(catalogue_of(documents_of({"a": things}), registries), PATHS)


def read(text: str) -> Document:
    site = Site(folder=Path(), store=Store(Path("_posts")))
    return reading.read(Path("a.md"), text, "a", Dialect.MYST, site).document


def unknown_conferences(size: int) -> object:
    held = [conference(name) for name in words(size)]
    talks = [talk(name, conference=f"q{name}") for name in words(size)]
    return resolved(a=[*held, *talks])


def conferences_by_name(size: int) -> object:
    held = [conference(f"C {name}", key=name) for name in words(size)]
    return resolved(a=[*held, *(talk(n, conference=f"C {n}") for n in words(size))])


def undeclared_tags(size: int) -> object:
    declared = "".join(f"- {name}\n" for name in words(size, "t"))
    registries = Registries(tags=read_tags(declared), closed=True)
    talks = [talk(name, tags=f"q{name}") for name in words(size)]
    return catalogue_of(documents_of({"a": talks}), registries)


def unknown_parents(size: int) -> object:
    return read_tags("".join(f"- name: t{n}\n  parent: q{n}\n" for n in words(size)))


def deep_tags(size: int) -> object:
    below = "".join(f"- name: t{n}\n  parent: t{n - 1}\n" for n in range(1, size))
    talks = [talk(f"a{n}", tags=f"t{n}") for n in range(size)]
    return pages(*talks, tags=f"- t0\n{below}", with_subtags=True)


def tags_of_one_talk(size: int) -> object:
    held = read(f"```{{talk}} A\n:tags: {', '.join(words(size))}\n```\n")
    return pages(*(record.fact for record in held.talks))


def talks_of_one_speaker(size: int) -> object:
    return pages(*(talk(name, speakers="Ann") for name in words(size)))


def spellings(size: int) -> object:
    marks = [
        "".join("e" + chr(0x300 + (number >> bit & 1)) for bit in range(9))
        for number in range(size)
    ]
    return resolved(a=[talk(mark, speakers=f"Jos{mark}") for mark in marks])


def one_letter(size: int) -> object:
    names = [f"Alexander S{chr(0x4E00 + number)}mple" for number in range(size)]
    return resolved(a=[talk(name, speakers=name) for name in names])


def long_names(size: int) -> object:
    return resolved(a=[talk("a", speakers=f"{'a' * size}b, {'a' * size}")])


def titles_of_one_speaker(size: int) -> object:
    talks = [talk(name, speakers="Ann") for name in words(size)]
    return list(extra_checks.problems_in(resolved(a=talks)))


def lists_of_posts(size: int) -> object:
    lists = [query(PostQuery, author=f"q{n}", tags=(f"q{n}",)) for n in words(size)]
    documents = documents_of({"a": lists})
    documents["a"].posts += [
        Record(
            fact=Quotation(address=f"x/{name}", author=name, tags=(name,)),
            docname="a",
            node_id=name,
            line=1,
        )
        for name in words(size)
    ]
    return catalogue_of(documents)


def missing_references(size: int) -> None:
    shown = [talk(n, tags=f"t{n}", speakers=f"S{n}") for n in words(size)]
    drafts = [talk(f"d{n}", tags=f"d{n}", draft=True) for n in words(size)]
    objects = objects_of(resolved(a=[conference("C"), *shown, *drafts]))
    for name in words(size, "q"):
        for of_type in objects.values():
            of_type.fault(name)


def test_keys_that_are_gone(tmp_path: Path) -> None:
    def gone(size: int) -> object:
        keys = {"talk": words(size, "c/q"), "speaker": words(size, "q")}
        file = tmp_path / "lock.json"
        file.write_text(json.dumps({"version": 1, "keys": keys}))
        talks = [talk(name, speakers=f"S{name}") for name in words(size)]
        return list(lock.gone(file, resolved(a=[conference("C"), *talks])))

    assert_linear(gone, 50)


WORK: dict[str, tuple[int, Callable[[int], object]]] = {
    "unknown conferences": (60, unknown_conferences),
    "conferences by name": (60, conferences_by_name),
    "undeclared tags": (60, undeclared_tags),
    "unknown parents": (60, unknown_parents),
    "deep tags": (40, deep_tags),
    "tags of one talk": (60, tags_of_one_talk),
    "talks of one speaker": (60, talks_of_one_speaker),
    "spellings": (60, spellings),
    "one letter": (60, one_letter),
    "long names": (60, long_names),
    "titles of one speaker": (60, titles_of_one_speaker),
    "lists of posts": (60, lists_of_posts),
    "missing references": (40, missing_references),
}


@pytest.mark.parametrize(("size", "work"), WORK.values(), ids=WORK)
def test_twice_as_much_takes_twice_as_many_steps(
    size: int, work: Callable[[int], object]
) -> None:
    assert_linear(work, size)


def assert_linear(work: Callable[[int], object], size: int) -> None:
    work(2)
    counts = [steps(work, size * times) for times in (1, 2, 4)]
    assert all(more <= MOST * less for less, more in pairwise(counts)), counts
