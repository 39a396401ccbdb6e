"""Where the documentation is, which documents it has, and what they quote."""

from pathlib import Path

import pytest

from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.model.errors import InputError
from sphinx_confrecap.source.documents import (
    documentation_of,
    documents_of,
    posts_in,
    references_in,
)
from sphinx_confrecap.source.files import read_text
from tests.unit.conftest import Write

# --- the folder ---------------------------------------------------------------


@pytest.mark.parametrize("conf", ["", "docs/", "docs/source/"])
def test_the_folder_is_found_from_above(write: Write, conf: str) -> None:
    folder = write({f"{conf}conf.py": "", "node_modules/x/conf.py": ""})
    assert documentation_of().folder == folder / conf


@pytest.mark.parametrize("path", ["docs", "docs/recaps", "docs/recaps/a.md"])
def test_the_folder_is_found_from_inside(write: Write, path: str) -> None:
    folder = write({"docs/conf.py": "", "docs/recaps/a.md": ""})
    assert documentation_of([Path(path)]).folder == folder / "docs"


def test_output_tools_and_packages_hold_no_documentation(write: Write) -> None:
    folder = write(
        {
            "_build/conf.py": "",
            ".tox/conf.py": "",
            "node_modules/conf.py": "",
            "env/pyvenv.cfg": "",
            "env/conf.py": "",
        }
    )
    assert documentation_of().folder == folder


@pytest.mark.parametrize(
    "paths", [[], [Path("a/x.md"), Path("b/x.md")]], ids=["folder", "paths"]
)
def test_of_several_folders_none_is_taken(write: Write, paths: list[Path]) -> None:
    write({"a/conf.py": "", "b/conf.py": "", "a/x.md": "", "b/x.md": ""})
    with pytest.raises(InputError, match=r"several documentations.*/a, .*/b"):
        documentation_of(paths)


def test_a_documentation_inside_of_another_is_a_part_of_it(write: Write) -> None:
    folder = write({"docs/conf.py": "", "docs/samples/conf.py": ""})
    assert documentation_of().folder == folder / "docs"


def test_a_folder_of_docs_has_a_name(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write({"docs/conf.py": "", "docs/a/b.md": ""})
    assert documentation_of().name == "docs"
    monkeypatch.chdir(folder / "docs")
    assert documentation_of().name == "docs"
    monkeypatch.chdir(folder / "docs" / "a")
    assert documentation_of().name == str(folder / "docs")


def test_a_path_that_is_not_there_is_named(write: Write) -> None:
    write({})
    with pytest.raises(InputError, match=r"no file or folder 'gone\.md'"):
        documentation_of([Path("gone.md")])


def test_an_address_in_the_place_of_a_document_is_known(write: Write) -> None:
    write({"conf.py": ""})
    with pytest.raises(InputError, match=r"takes documents.* write the address"):
        documentation_of([Path("https://x.com/example/status/20")])


@pytest.mark.parametrize(
    ("conf", "store"),
    [
        ("", "_posts"),
        ("confrecap_posts_folder = 'quoted/posts'", "quoted/posts"),
        ("confrecap_posts_folder: str = 'quoted'", "quoted"),
        ("import os\nconfrecap_posts_folder = os.sep", "_posts"),
        ("confrecap_posts_folder = 7", "_posts"),
        ("this is no Python", "_posts"),
        ("x = '\\0'\n", "_posts"),
        ("(" * 5000, "_posts"),
    ],
)
def test_the_store_is_where_settings_say(write: Write, conf: str, store: str) -> None:
    folder = write({"conf.py": conf})
    assert documentation_of().store == folder / store


@pytest.mark.parametrize("path", ["/tmp/posts", "../posts", "a/../../b"])  # noqa: S108
def test_the_store_lies_in_the_documentation(write: Write, path: str) -> None:
    write({"conf.py": f"confrecap_posts_folder = {path!r}"})
    with pytest.raises(InputError, match="must lie below"):
        documentation_of()


def test_settings_are_read_and_not_run(write: Write) -> None:
    folder = write({"conf.py": "open('ran', 'w')\nraise SystemExit\n"})
    documentation_of()
    assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    ("setting", "suffix", "dialect"),
    [
        ("{'.txt': 'markdown'}", ".txt", Dialect.MYST),
        ("{'.txt': 'restructuredtext'}", ".txt", Dialect.REST),
        ("['.rst', '.md', '.txt']", ".txt", Dialect.REST),
        ("'.txt'", ".txt", Dialect.REST),
        ("['.rst', '.md']", ".md", Dialect.MYST),
        ("{'.ipynb': 'myst-nb'}", ".ipynb", None),
        ("{'.txt': []}", ".txt", None),
        ("7", ".txt", None),
    ],
)
def test_the_markup_of_a_file_is_told_by_its_suffix(
    write: Write, setting: str, suffix: str, dialect: Dialect | None
) -> None:
    write({"conf.py": f"source_suffix = {setting}"})
    assert documentation_of().dialect_of(Path(f"a{suffix}")) is dialect


# --- the documents ------------------------------------------------------------


def test_documents_are_those_of_the_site(write: Write) -> None:
    folder = write(
        {
            "conf.py": "",
            "index.rst": "",
            "a/b.MD": "",
            "a/c.txt": "",
            "_build/d.md": "",
            ".git/e.md": "",
            "_posts/f.md": "",
            "node_modules/g.md": "",
        }
    )
    found = documents_of(documentation_of())
    assert list(found) == [folder / "a/b.MD", folder / "index.rst"]


def test_paths_say_which_documents(write: Write) -> None:
    write({"conf.py": "", "index.rst": "", "a/b.md": "", "c.md": ""})
    paths = [Path("a"), Path("c.md"), Path("conf.py")]
    assert list(documents_of(documentation_of(paths), paths)) == [
        Path("a/b.md"),
        Path("c.md"),
    ]


def test_an_unreadable_file_is_named_with_the_reason(write: Write) -> None:
    folder = write({"conf.py": ""})
    (folder / "latin.md").write_bytes(b"caf\xe9")
    (folder / "folder.md").mkdir()
    with pytest.raises(InputError, match=r"latin\.md: .*not UTF-8 \(byte 4\)"):
        read_text(folder / "latin.md")
    with pytest.raises(InputError, match="not a file"):
        read_text(folder / "folder.md")
    with pytest.raises(InputError, match=r"gone\.md"):
        read_text(folder / "gone.md")


# --- the posts ----------------------------------------------------------------

MYST = """\
::::{talk} A Talk

:::{tweet} https://twitter.com/example/status/20?s=20
:::

See {conf:post}`this one <https://x.com/example/status/21>`.

:::{thread}
https://mastodon.example/@sam/22

https://x.com/example/status/23
:::

- ```{conf:thread} 24 25
  ```
::::

````md
:::{tweet} 26
:::
````

:::{tweet} no address
:::
"""

REST = """\
.. talk:: A Talk

   .. tweet:: https://twitter.com/example/status/20?s=20

   See :conf:post:`this one <https://x.com/example/status/21>`.

   .. thread::

      https://mastodon.example/@sam/22

      https://x.com/example/status/23

   - .. conf:thread:: 24 25

Code::

   .. tweet:: 26

.. tweet:: no address
"""

NAMES = ["tweet", "role", "thread", "thread", "conf:thread", "conf:thread"]
QUOTED = ["x/20", "x/21", "mastodon/mastodon.example/22", "x/23", "x/24", "x/25"]


@pytest.mark.parametrize(
    ("text", "dialect", "lines"),
    [
        (MYST, Dialect.MYST, [3, 6, 9, 11, 14, 14]),
        (REST, Dialect.REST, [3, 5, 9, 11, 13, 13]),
    ],
    ids=["MyST", "reST"],
)
def test_quoted_posts_are_found(text: str, dialect: Dialect, lines: list[int]) -> None:
    found = references_in(text, dialect, Path("a.md"))
    assert [quoted.reference.key for quoted in found] == QUOTED
    assert [quoted.line for quoted in found] == lines
    names = [quoted.block.name if quoted.block else "role" for quoted in found]
    assert names == NAMES


def test_the_address_may_be_in_the_embed_code() -> None:
    code = (
        '<blockquote class="twitter-tweet"><p>Shelves</p>&mdash; Sam (@sam) '
        '<a href="https://twitter.com/sam/status/20">1 May 2030</a></blockquote>'
    )
    text = f"\n```{{tweet}}\n{code}\n```\n```{{tweet}}\n<p>none</p>\n```\n"
    [(reference, _, line, block)] = references_in(text, Dialect.MYST, Path("a.md"))
    assert (reference.key, line, bool(block)) == ("x/20", 2, True)


def test_a_document_that_cannot_be_read_hides_no_others(write: Write) -> None:
    folder = write({"conf.py": "", "b.md": ":::{tweet} 20\n:::"})
    (folder / "a.md").write_bytes(b"\xff")
    found = posts_in(documents_of(documentation_of()), folder)
    assert [(q.reference.id, q.file, q.line) for q in found] == [
        ("20", folder / "b.md", 1)
    ]


def test_posts_in_included_text_are_found(write: Write) -> None:
    part = "\n:::{tweet} 20\n:::\n\n```{include} /a.md\n```\n"
    files = {"conf.py": "", "a.md": "```{include} x/b.inc\n```\n", "x/b.inc": part}
    folder = write(files)
    found = posts_in(documents_of(documentation_of()), folder)
    assert [(q.reference.id, q.file) for q in found] == [("20", folder / "x" / "b.inc")]


def test_documents_that_a_build_leaves_out_are_left_out(write: Write) -> None:
    excluded = "exclude_patterns = ['drafts', '**/old.md', 'no?e.md', 'x*']\n"
    folder = write(
        {
            "conf.py": excluded + "exclude_patterns += ['later/**']\n",
            "drafts/a.md": "",
            "b/old.md": "",
            "note.md": "",
            "x.md": "",
            "y/x.md": "",
            "later/z/z.md": "",
        }
    )
    assert list(documents_of(documentation_of())) == [folder / "y/x.md"]


def test_settings_that_are_computed_are_named(write: Write) -> None:
    conf = """
    import os
    a = 1
    b = os.sep
    c = ["x"]
    c += ["y"]
    d = ["x"]
    d += [os.sep]
    if os.sep:
        e = 1
    a = os.sep
    b = 2
    def f(): g = 1
    """
    write({"conf.py": conf})
    documentation = documentation_of()
    assert documentation.settings == {"b": 2, "c": ["x", "y"]}
    assert documentation.computed == {"a", "d", "e"}
