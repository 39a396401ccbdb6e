"""Tags and speakers by key: what each lists, and what is said of names that meet."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.catalogue.resolve import catalogue_of
from sphinx_confrecap.parsing.registry import Registries
from sphinx_confrecap.parsing.registry_file import read_speakers, read_tags
from sphinx_confrecap.text.keys import key_of
from sphinx_confrecap.views.pages import NamePage
from sphinx_confrecap.views.places import Paths
from sphinx_confrecap.views.plan import plan
from sphinx_confrecap.views.rows import TalkRow
from tests.unit.builders import TODAY, documents_of, resolved, talk

PATHS = Paths(talk="talks", speaker="speakers", tag="tags", conference="conferences")

ODD = [
    *("C", "C++", "C#", "F#", ".NET", "Node.js", "R", "日本語", "データ", "Ⅳ", "🎉"),
    *("con", "index", "..", "x" * 300, "Caf\u00e9", "Python", "\u0420ython"),
]


def problems(*tags: str, registries: Registries | None = None) -> list[str]:
    talks = [talk(f"Talk {n}", tags=(tag,)) for n, tag in enumerate(tags)]
    catalogue = catalogue_of(documents_of({"doc": talks}), registries)
    return [f"{p.rule.id}: {p.message}" for p in catalogue.problems]


def test_each_odd_name_has_a_page_that_lists_exactly_its_own() -> None:
    talks = [talk(f"Talk {n}", tags=(name,)) for n, name in enumerate(ODD)]
    catalogue = resolved({"doc": talks})
    pages = plan(catalogue, PATHS, TODAY)
    listed = {
        page.title: [
            row.title
            for group in page.groups
            for row in group.rows
            if isinstance(row, TalkRow)
        ]
        for page in pages.values()
        if isinstance(page, NamePage) and page.objtype == "tag"
    }
    assert listed == {name: [f"Talk {n}"] for n, name in enumerate(ODD)}
    assert not catalogue.problems
    # A file system that folds case or composition takes no two for one.
    assert len({key_of(name).casefold() for name in ODD}) == len(ODD)


def test_spellings_that_differ_in_case_and_signs_are_one_and_nothing_is_said() -> None:
    assert (
        problems("Data Science", "data-science", "DATA  science", "#data-science") == []
    )


@pytest.mark.parametrize(
    ("one", "other", "key"),
    [
        ("C++", "C plus plus", "c-plus-plus"),
        (".NET", "dot net", "dot-net"),
        ("AT&T", "AT and T", "at-and-t"),
    ],
)
def test_two_names_with_one_key_are_said_once(one: str, other: str, key: str) -> None:
    assert problems(one, other, other) == [
        (
            f"collision: the tags {other!r} and {one!r} share the key {key!r}; "
            "declare one as an alias of the other, or another key for one, in "
            "confrecap_tags_file"
        )
    ]


def test_different_names_with_one_key_may_be_declared_one() -> None:
    tags = read_tags("- name: C++\n  aliases: [C plus plus]\n")
    assert problems("C++", "C plus plus", registries=Registries(tags=tags)) == []


def test_different_names_with_one_key_may_be_told_apart() -> None:
    tags = read_tags("- name: C++\n  key: cpp\n- name: C plus\n")
    assert not tags.faults
    assert problems("C++", "C plus", registries=Registries(tags=tags)) == []


def test_a_name_is_shown_as_declared_else_as_most_write_it_else_as_first() -> None:
    talks = [
        talk(f"Talk {n}", tags=(tag,))
        for n, tag in enumerate(["go", "Go", "Go", "rust", "Rust", "K8S", "kubernetes"])
    ]
    tags = read_tags("- name: Kubernetes\n  aliases: [k8s]\n")
    catalogue = catalogue_of(documents_of({"doc": talks}), Registries(tags=tags))
    assert [tag.name for tag in catalogue.tags.values()] == ["Go", "Kubernetes", "rust"]


@given(st.lists(st.text(" aAbB+#&.-'é日", min_size=1, max_size=6), max_size=8))
def test_every_talk_is_on_exactly_the_pages_of_its_tags(names: list[str]) -> None:
    talks = [talk(f"Talk {n}", tags=(name,)) for n, name in enumerate(names)]
    catalogue = resolved({"doc": talks})
    expected = defaultdict(list)
    for number, name in enumerate(names):
        expected[key_of(name)].append(f"talk-{number}")
    assert {key: [*tag.talks] for key, tag in catalogue.tags.items()} == expected


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("", 1),
        ("- name: José Example\n  aliases: [Jose Example]\n", 0),
        ("- name: José Example\n  distinct: [Jose Example]\n", 0),
        ("- José Example\n- Jose Example\n", 0),
    ],
)
def test_names_nearly_alike_are_said_once_unless_declared(
    people: str, said: int
) -> None:
    names = ["José Example", "Jose Example", "Jose Example"]
    talks = [talk(f"Talk {n}", speakers=name) for n, name in enumerate(names)]
    registries = Registries(speakers=read_speakers(people))
    found = catalogue_of(documents_of({"doc": talks}), registries).problems
    message = (
        "the speaker 'José Example' and 'Jose Example' (doc, line 20) differ in "
        "accents, marks or spaces; write one name, or declare an alias, or that they "
        "are distinct, in confrecap_speakers_file"
    )
    assert [(p.place.line, p.message) for p in found] == said * [(10, message)]
