"""What ``only`` and ``ifconfig`` leave out of a build is nowhere in it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.sites import CONF, Built, MakeSite, Site

EXTENSIONS = [*CONF["extensions"], "sphinx.ext.ifconfig"]
INDEX = """\
    # Home

    :::{talk-list}
    :::

    :::{post-list}
    :::
    """
RECAP = """\
    # Pebble Days

    :::{conference} Pebble Days 2031
    :::

    :::::{CONDITION}
    ::::{talk} Secret Stones
    :speakers: Ida Quarry
    :tags: Obsidian

    Nobody outside may read this.

    :::{tweet} https://x.com/example/status/20
    :author: Example

    Not for all.
    :::
    ::::
    :::::

    ::::{talk} Open Stones
    Some words.

    :::{CONDITION}
    For few.
    :::
    ::::
    """
CONDITIONS = ["only} internal", "ifconfig} project == 'Inside'"]
HIDDEN = ("secret", "quarry", "obsidian", "nobody outside", "not for all", "for few")


def site_with(make_site: MakeSite, condition: str, suffix: str) -> Site:
    files = {"index.md": INDEX, "recap.md": RECAP.replace("CONDITION}", condition)}
    given = {
        name.replace("md", suffix): written(text, suffix)
        for name, text in files.items()
    }
    return make_site(given, {"extensions": EXTENSIONS})


def build(site: Site, *, inside: bool, builder: str = "html") -> Built:
    """Build with, or without, what the condition lets in."""
    site.configure({"project": "Inside" if inside else "Outside"})
    return site.build(builder, tags=["internal"] if inside else [])


def published(built: Built) -> dict[str, str]:
    """Return all that a reader may open, but for the sources."""
    given = (n for n in built.files() if not n.startswith(("_s", ".", "_st")))
    texts = {n: built.read(n) for n in given if n.endswith((".html", ".txt", ".tex"))}
    objects = built.env.domains["conf"].get_objects()
    return texts | {"objects": repr(sorted(objects))}


@pytest.mark.parametrize("suffix", DIALECTS)
@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("builder", ["html", "text", "latex"])
def test_what_a_build_leaves_out_is_nowhere(
    make_site: MakeSite, condition: str, suffix: str, builder: str
) -> None:
    site = site_with(make_site, condition, suffix)
    built = build(site, inside=False, builder=builder)
    assert built.warnings == []
    everything = "".join((*published(built), *published(built).values())).lower()
    assert [words for words in HIDDEN if words in everything] == []
    assert "open stones" in everything


@pytest.mark.parametrize("condition", CONDITIONS)
def test_each_build_decides_anew(make_site: MakeSite, condition: str) -> None:
    site = site_with(make_site, condition, "md")
    outside = published(build(site, inside=False))
    inside = published(build(site, inside=True))
    assert "talks/pebble-days-2031/secret-stones.html" in inside
    assert "For few" in inside["talks/pebble-days-2031/open-stones.html"]
    assert published(build(site, inside=False)) == outside
    assert published(build(site, inside=True)) == inside


def test_a_bad_condition_leaves_nothing_out(make_site: MakeSite) -> None:
    site = site_with(make_site, "only} not (", "md")
    pages: dict[str, Any] = published(build(site, inside=False))
    assert "talks/pebble-days-2031/secret-stones.html" in pages
