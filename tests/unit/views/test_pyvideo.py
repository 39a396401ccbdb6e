"""Three real conferences, planned: each talk is where its names lead, only there."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sphinx_confrecap.catalogue.catalogue import Catalogue
from sphinx_confrecap.model.talks import Talk
from sphinx_confrecap.text.keys import key_of
from sphinx_confrecap.views.pages import (
    Group,
    IndexPage,
    LetterIndex,
    NamePage,
    Page,
    TalkPage,
)
from sphinx_confrecap.views.places import Paths
from sphinx_confrecap.views.plan import plan
from sphinx_confrecap.views.rows import NameRow, TalkRow
from tests.unit.builders import TODAY, Thing, conference, resolved, talk

PATHS = Paths(talk="talks", speaker="speakers", tag="tags", conference="conferences")


def videos_in(shared: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each video with the folder of its event."""
    folder = shared / "samples" / "pyvideo"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    for path in sorted(folder.glob("*/videos/*.json")):
        yield path.parents[1], json.loads(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def catalogue(shared: Path) -> Catalogue:
    """The records of all events, with one document for each."""
    documents: dict[str, list[Thing]] = {}
    for event, video in videos_in(shared):
        if event.name not in documents:
            category = json.loads((event / "category.json").read_text("utf-8"))
            documents[event.name] = [conference(category["title"], key=event.name)]
        documents[event.name].append(talk_of(video))
    return resolved(documents)


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> dict[str, Page]:
    return plan(catalogue, PATHS, TODAY)


def talk_of(video: dict[str, Any]) -> Talk:
    """Build a talk from lists as an author would write them."""
    names = {
        # A name may hold a comma, so semicolons separate.
        field: "".join(f"{name}; " for name in video[field])
        for field in ("speakers", "tags")
        if video.get(field)
    }
    return talk(video["title"], start=video["recorded"], **names)


def listed(groups: tuple[Group, ...]) -> list[str]:
    """Return the keys of the talks in groups, in their order."""
    return [
        key
        for group in groups
        for key in (
            *(row.key for row in group.rows if isinstance(row, TalkRow)),
            *listed(group.groups),
        )
    ]


def test_all_talks_are_there(shared: Path, catalogue: Catalogue) -> None:
    assert len(catalogue.talks) == len(list(videos_in(shared))) > 100
    (problem,) = catalogue.problems
    assert problem.rule.id == "near_duplicate"
    assert "'Jesús Espino' and 'Jesus Espino'" in problem.message


@pytest.mark.parametrize("objtype", ["speaker", "tag"])
def test_each_talk_is_listed_on_exactly_the_pages_of_its_names(
    shared: Path, pages: dict[str, Page], objtype: str
) -> None:
    field = f"{objtype}s"
    expected = defaultdict(set)
    for event, video in videos_in(shared):
        for name in video.get(field, ()):
            docname = f"{PATHS[objtype]}/{key_of(name)}"
            expected[docname].add(f"{event.name}/{key_of(video['title'])}")
    found = {
        docname: listed(page.groups)
        for docname, page in pages.items()
        if isinstance(page, NamePage) and page.objtype == objtype
    }
    assert {docname: set(keys) for docname, keys in found.items()} == expected
    assert all(len(keys) == len(set(keys)) for keys in found.values())


def test_talks_are_listed_once(catalogue: Catalogue, pages: dict[str, Page]) -> None:
    assert sorted(listed(pages["talks/index"].groups)) == sorted(catalogue.talks)
    talk_pages = [page.key for page in pages.values() if isinstance(page, TalkPage)]
    assert sorted(talk_pages) == sorted(catalogue.talks)


@pytest.mark.parametrize("objtype", ["speaker", "tag"])
def test_each_name_is_listed_once(pages: dict[str, Page], objtype: str) -> None:
    index = pages[f"{PATHS[objtype]}/index"]
    assert isinstance(index, LetterIndex)
    rows = [row for group in index.letters for row in group.rows]
    docnames = [
        f"{PATHS[objtype]}/{row.key}" for row in rows if isinstance(row, NameRow)
    ]
    assert sorted(docnames) == sorted(
        docname
        for docname, page in pages.items()
        if isinstance(page, NamePage) and page.objtype == objtype
    )


def test_one_walk_leads_through_each_conference(pages: dict[str, Page]) -> None:
    talks = {page.key: page for page in pages.values() if isinstance(page, TalkPage)}
    starts = [page for page in talks.values() if page.before is None]
    assert len(starts) == 3
    walked = 0
    for start in starts:
        here: TalkPage | None = start
        while here:
            walked += 1
            after = talks[here.after.key] if here.after else None
            assert not after or (after.before and after.before.key == here.key)
            here = after
    assert walked == len(talks)


def test_the_counts_are_right(catalogue: Catalogue, pages: dict[str, Page]) -> None:
    for page in pages.values():
        if isinstance(page, IndexPage):
            assert (page.talks.talks, page.conferences) == (len(catalogue.talks), 3)
