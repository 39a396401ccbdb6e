"""Registries of tags and speakers: what they declare, and what they refuse."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.catalogue.names import ancestors
from sphinx_confrecap.model.rules import Problem
from sphinx_confrecap.model.talks import Link
from sphinx_confrecap.parsing.registry import Registry, SpeakerEntry, TagEntry
from sphinx_confrecap.parsing.registry_file import (
    load_speakers,
    load_tags,
    read_speakers,
    read_tags,
    registries_of,
)

Load = Callable[..., Registry[Any]]


def faults(registry: Registry[TagEntry] | Registry[SpeakerEntry]) -> list[str]:
    return [f"{fault.place.line}: {fault.message}" for fault in registry.faults]


VOCABULARY = """
- name: Containers
- name: Kubernetes
  aliases: [k8s, Kube]
  parent: Containers
  description: Runs *containers*.
- name: C++
  key: cpp
- Testing
"""


def test_a_vocabulary_declares_names_keys_aliases_parents_and_descriptions() -> None:
    tags = read_tags(VOCABULARY)
    assert tags.faults == ()
    assert list(tags.entries) == ["containers", "kubernetes", "cpp", "testing"]
    assert tags.entries["kubernetes"] == TagEntry(
        key="kubernetes",
        name="Kubernetes",
        aliases=("k8s", "Kube"),
        parent="containers",
        description="Runs *containers*.",
        line=3,
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kubernetes", "kubernetes"),
        ("KUBERNETES", "kubernetes"),
        ("K8S", "kubernetes"),
        ("kube", "kubernetes"),
        ("C++", "cpp"),
        ("cpp", "cpp"),
        ("c", "c"),
        ("Nobody Said", "nobody-said"),
    ],
)
def test_every_spelling_of_a_name_has_its_key(name: str, key: str) -> None:
    assert read_tags(VOCABULARY).key_of(name) == key


def test_old_keys_lead_to_new_ones() -> None:
    assert read_tags(VOCABULARY).former_keys == {
        "c-plus-plus": "cpp",
        "k8s": "kubernetes",
        "kube": "kubernetes",
    }


def test_an_undeclared_name_has_no_entry_and_a_hint() -> None:
    tags = read_tags(VOCABULARY)
    assert tags.of("Kubernets") is None
    assert tags.nearest.suggest("Kubernets") == ", did you mean 'Kubernetes' or 'Kube'?"


def test_a_speaker_has_a_life() -> None:
    speakers = read_speakers("""
- name: Sam Sample
  aliases:
    - Samuel Sample
    - サム
  pronouns: they/them
  affiliation: Example Org
  links:
    site: https://example.org/sam
    mastodon: "@sam@social.example"
    github: sam-sample
    x: "@sam"
    linkedin: sam
    bluesky: sam.example.org
  biography: |
    Writes *examples*.

    And tests.
  picture: pictures/sam.png
  distinct: [Sam Sampel]
""")
    assert speakers.faults == ()
    assert speakers.entries["sam-sample"] == SpeakerEntry(
        key="sam-sample",
        name="Sam Sample",
        aliases=("Samuel Sample", "サム"),
        line=2,
        pronouns="they/them",
        affiliation="Example Org",
        links=(
            Link(url="https://example.org/sam", label="Website"),
            Link(url="https://social.example/@sam", label="Mastodon"),
            Link(url="https://github.com/sam-sample", label="GitHub"),
            Link(url="https://x.com/sam", label="X"),
            Link(url="https://www.linkedin.com/in/sam", label="LinkedIn"),
            Link(url="https://bsky.app/profile/sam.example.org", label="Bluesky"),
        ),
        biography="Writes *examples*.\n\nAnd tests.",
        picture="pictures/sam.png",
        distinct=("sam-sampel",),
    )
    assert speakers.key_of("サム") == "sam-sample"


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "[]"])
def test_an_empty_file_declares_nothing(text: str) -> None:
    assert read_tags(text) == Registry()


@pytest.mark.parametrize(
    ("name", "written"),
    [("NO", "NO"), ("1.10", "1.10"), ("9:30", "9:30"), ("2018-13-40", "2018-13-40")],
)
def test_a_scalar_is_the_text_that_was_written(name: str, written: str) -> None:
    (entry,) = read_tags(f"- name: {written}\n").entries.values()
    assert entry.name == name


FAULTS = {
    "no list": (
        "name: X",
        "1: the file holds no list; begin each entry with '- name:'",
    ),
    "a list in the list": (
        "- name: A\n- [x]\n- name: B",
        "2: an entry is a name, or begins with 'name:'",
    ),
    "no name": ("- key: a\n", "1: an entry has no name; write 'name:'"),
    "unknown field": (
        "- name: A\n  aliasses: [b]\n",
        "2: there is no field 'aliasses', did you mean 'aliases'?",
    ),
    "no key": ("- name: A\n  key: A b\n", "1: key: 'A b' is not a key; write 'a-b'"),
    "key twice": ("- name: A\n  name: B\n", "2: 'name' is here twice"),
    "anchor": (
        "- name: &x A\n- name: *x\n",
        "1: anchors (&) and aliases (*) are not read",
    ),
    "tag": (
        "- name: !!python/name:os.system x\n",
        "1: the tag 'tag:yaml.org,2002:python/name:os.system' is not read",
    ),
    "two documents": (
        "- name: A\n---\n- name: B\n",
        "2: a second document (---) is not read",
    ),
    "deep": ("- name: [[[[[[[[[x]]]]]]]]]\n", "1: more than 8 levels deep"),
    "unknown parent": (
        "- name: A\n  parent: Bee\n- name: Bees\n",
        "2: parent: no entry has the name 'Bee', did you mean 'Bees'?",
    ),
    "circle": (
        "- name: A\n  parent: B\n- name: B\n  parent: A\n",
        "4: parent: 'A' is under 'B' itself",
    ),
    "its own parent": (
        "- name: A\n  parent: a\n",
        "2: parent: 'a' is under 'A' itself",
    ),
    "deep tags": (
        "- t0\n" + "".join(f"- name: t{n}\n  parent: t{n - 1}\n" for n in range(1, 30)),
        "41: parent: this tag is more than 20 levels deep",
    ),
    "many aliases": (
        f"- name: A\n  aliases: [{', '.join(map('a{}'.format, range(101)))}]\n",
        "2: aliases: the list holds 101 names; the first 100 count",
    ),
    "many aliases as text": (
        f"- name: A\n  aliases: {', '.join(map('a{}'.format, range(101)))}\n",
        "2: aliases: the list holds 101 names; the first 100 count",
    ),
    "one key": (
        "- name: Data Science\n- name: data-science\n",
        (
            "2: 'data-science' has the key 'data-science', as 'Data Science' in line "
            "1; make one an alias of the other, or give it a 'key:'"
        ),
    ),
    "one alias of two": (
        "- name: A\n  aliases: [x]\n- name: B\n  aliases: [X]\n",
        "4: 'X', an alias of 'B', means 'A' already",
    ),
    "an alias that is a name": (
        "- name: Sam\n  aliases:\n    - Sammy\n    - Jane\n- name: Jane\n",
        "4: 'Jane', an alias of 'Sam', means 'Jane' already",
    ),
    "merge conflict": (
        "- name: A\n<<<<<<< HEAD\n- name: B\n=======\n- name: C\n>>>>>>> x\n",
        "2: it has the marks of a merge conflict; resolve it",
    ),
    "aliases as a mapping": (
        "- name: A\n  aliases: {b: c}\n",
        "2: aliases: write a list of names",
    ),
    "a list among aliases": (
        "- name: A\n  aliases: [b, [c]]\n",
        "2: aliases: write one name here",
    ),
    "a list for text": (
        "- name: A\n  description: [b]\n",
        "2: description: write text, not a list or a mapping",
    ),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_line(text: str, expected: str) -> None:
    assert faults(read_tags(text)) == [expected]


@pytest.mark.parametrize("size", [22, 23, 50])
def test_a_circle_that_is_too_long_to_see_ends(size: int) -> None:
    text = "".join(f"- name: t{n}\n  parent: t{(n + 1) % size}\n" for n in range(size))
    tags = read_tags(text)
    assert faults(tags)[0] == "2: parent: this tag is more than 20 levels deep"
    assert max(len(list(ancestors(key, tags))) for key in tags.entries) < 20


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ("{gitub: sam}", "2: links: 'gitub' is not known, did you mean 'github'?"),
        (
            "{site: 'javascript:alert(1)'}",
            (
                "2: links: 'javascript:alert(1)' may not be a link; use http, https "
                "or mailto"
            ),
        ),
        ("{github: [sam]}", "2: links: github: write one address"),
        ("sam", "2: links: write them as 'site: https://…', one a line"),
        (
            "{mastodon: sam}",
            "2: links: mastodon: 'sam' names no host; write it as @sam@social.example",
        ),
    ],
)
def test_a_link_that_cannot_be_used_is_said(links: str, expected: str) -> None:
    assert faults(read_speakers(f"- name: Sam\n  links: {links}\n")) == [expected]


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        ("none.png", "there is no file 'none.png' beside the registry"),
        (
            "../wide.png",
            "'../wide.png' is outside of the registry's folder; move it there",
        ),
    ],
)
def test_a_bad_picture_has_a_line(tmp_path: Path, picture: str, says: str) -> None:
    (tmp_path / "wide.png").write_bytes(b"")
    registry = tmp_path / "docs" / "speakers.yml"
    registry.parent.mkdir()
    registry.write_text(f"- name: Sam\n  key: sam\n  picture: {picture}\n", "utf-8")
    assert faults(load_speakers(registry)) == [f"3: picture: {says}"]


@pytest.mark.parametrize("text", ["- name: [", None])
def test_a_broken_file_leaves_tags_alone(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "tags.yml").write_text(text, "utf-8")
    assert not registries_of(tmp_path, "tags.yml", "", "warn").closed
    (tmp_path / "tags.yml").write_text("- name: A\n", "utf-8")
    assert registries_of(tmp_path, "tags.yml", "", "warn").closed


@pytest.mark.parametrize(
    ("registry", "argument", "says"),
    [
        (read_tags(""), "z", "nothing is declared of the tag 'z'; name the file"),
        (read_tags("- A"), "z", "nothing is declared of the tag 'z'; declare it in"),
        (read_tags("- Zed"), "zet", "nothing is declared of the tag 'zet', did you"),
        (read_tags("- A"), "", "no tag is named, and nothing is declared of 'page'"),
    ],
)
def test_facts_of_other_names(
    registry: Registry[TagEntry], argument: str, says: str
) -> None:
    assert registry.fault("tag", argument, "guides/page").startswith(says)


def test_only_the_faulty_part_is_lost() -> None:
    tags = read_tags("- name: A\n  colour: red\n  aliases: [b]\n- 7: x\n- name: C\n")
    assert list(tags.entries) == ["a", "c"]
    assert tags.entries["a"].aliases == ("b",)
    assert len(tags.faults) == 2


def test_wrong_yaml_is_one_fault() -> None:
    tags = read_tags("- name: A\n- name: 'B\n")
    assert not tags.entries
    assert len(tags.faults) == 1


@given(st.text())
def test_no_text_raises(text: str) -> None:
    for registry in (read_tags(text), read_speakers(text)):
        assert all(isinstance(fault, Problem) for fault in registry.faults)


@given(st.lists(st.text(alphabet="abcABC -_+#", min_size=1), max_size=8))
def test_every_declared_spelling_leads_to_an_entry(names: list[str]) -> None:
    entries = "".join(f"- name: '{name}'\n  aliases: ['{name}x']\n" for name in names)
    tags = read_tags(entries)
    for meaning in tags.meanings.values():
        assert meaning in tags.entries


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("load", [load_tags, load_speakers])
def test_a_registry_that_is_a_pipe_is_a_fault(tmp_path: Path, load: Load) -> None:
    os.mkfifo(tmp_path / "tags.yml")
    assert faults(load(tmp_path / "tags.yml")) == [
        "1: the file cannot be read: it is not a file"
    ]


@pytest.mark.parametrize("load", [load_tags, load_speakers])
def test_a_registry_outside_is_not_read(tmp_path: Path, load: Load) -> None:
    site = tmp_path / "docs"
    site.mkdir()
    (tmp_path / "tags.yml").write_text("- Secret")
    (site / "tags.yml").symlink_to("../tags.yml")
    assert faults(load(site / "tags.yml", site)) == [
        "1: the file cannot be read: a symbolic link leads out of its folder"
    ]
    assert not load(site / "tags.yml", tmp_path).faults
