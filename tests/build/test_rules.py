"""Each rule has a page whose examples are true, and the build and `check` agree."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_confrecap.cli import main
from sphinx_confrecap.model.rules import Rule
from sphinx_confrecap.sphinx.directives import IN_DOMAIN, SHORT
from tests.build.dialects import DIALECTS, written
from tests.build.sites import CONF, NEEDS_LATER_MYST, MakeSite, Site
from tests.build.test_bad_input import (
    BAD,
    CLOSED,
    IGNORING,
    UNREAD,
    WRONG,
    files_with,
    warned,
)

PAGES = Path(__file__).parents[2] / "docs" / "reference" / "rules"
EXAMPLE = re.compile(
    r'^(?P<fence>:{6,})\{code-block\} \w+\n:caption: "(?P<mood>Bad|Good): '
    r'(?P<path>[^",]+)(?P<latin>, in Latin-1)?"\n\n(?P<text>.*?)^(?P=fence)$',
    re.MULTILINE | re.DOTALL,
)

ONE_ALONE = {
    Rule.CONFIG: "check runs no conf.py",
    Rule.DIRECTIVE: "check runs no other extension",
    Rule.TOCTREE: "check reads no toctrees",
    **{rule: "a build does not look for it" for rule in Rule if not rule.built},
}
"""The rules that only the build or only `check` can know, and why.

Within the others they differ where a build alone knows what a document holds: what
it includes, what a substitution means, what an extension adds; and whether an
image in the store can be shown. And a build puts a role into the first line of its
paragraph, or one off in a table of reST, and `check` into its own.
"""


OF_POSTS = {
    *(Rule.ALT, Rule.DAMAGED, Rule.DELETED),
    *(Rule.MISSING, Rule.RESTRICTED, Rule.UNREFERENCED),
}
"""The rules that `check` looks for with --posts alone."""


class Found(NamedTuple):
    """What both say of a finding."""

    path: str
    line: int
    rule: str
    message: str


def examples(rule: Rule, mood: str) -> dict[str, bytes]:
    """Return the files of the good or bad example on the page of a rule."""
    page = (PAGES / f"{rule.id}.md").read_text("utf-8")
    return {
        match["path"]: match["text"].encode("latin-1" if match["latin"] else "utf-8")
        for match in EXAMPLE.finditer(page)
        if match["mood"] == mood
    }


def example_site(make_site: MakeSite, rule: Rule, mood: str) -> Site:
    files = examples(rule, mood)
    quiet = ["toc.not_included"]
    # Only one of the pages is about the indexes.
    quiet += ["confrecap.toctree"] if rule is not Rule.TOCTREE else []
    site = make_site({"index.md": "# Home\n"}, {"suppress_warnings": quiet})
    conf = (site.srcdir / "conf.py").read_bytes() + b"\n"
    files["conf.py"] = conf + files.get("conf.py", b"")
    for path, data in files.items():
        file = site.srcdir / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return site


def checked(
    site: Site, capsys: pytest.CaptureFixture[str], *options: str
) -> set[Found]:
    """Return what `confrecap check` finds."""
    capsys.readouterr()
    main(["check", "--format", "json", str(site.srcdir), *options])
    findings = json.loads(capsys.readouterr().out)["findings"]

    def from_site(file: str) -> str:
        # The report counts from the working folder, which may lie around the site.
        return Path(os.path.relpath(Path(file).absolute(), site.srcdir)).as_posix()

    return {Found(from_site(found.pop("file")), **found) for found in findings}


def built(site: Site, builder: str = "dummy") -> set[Found]:
    """Return what a build warns about our content."""
    warnings = warned(site.build(builder))
    return {Found(w.path, w.line, w.subtype, w.message) for w in warnings}


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_has_a_page_with_what_is_bad_and_what_is_good(rule: Rule) -> None:
    page = (PAGES / f"{rule.id}.md").read_text("utf-8")
    assert page.startswith(f"# `{rule.id}`\n")
    alone = "Given by a build alone" if rule.built else "Given by `confrecap check`"
    assert (alone in page) == (rule in ONE_ALONE)
    assert examples(rule, "Bad")
    assert examples(rule, "Good")
    assert len(EXAMPLE.findall(page)) == page.count("{code-block}")


def test_each_page_is_about_a_rule() -> None:
    pages = {page.stem for page in PAGES.glob("*.md")} - {"index"}
    assert pages == {rule.id for rule in Rule}


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("mood", ["Bad", "Good"])
def test_an_example_gives_its_rule_and_no_other(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str], rule: Rule, mood: str
) -> None:
    site = example_site(make_site, rule, mood)
    known_to_check = not rule.built or rule not in ONE_ALONE
    expected = {rule.id} if mood == "Bad" else set()
    by_check = checked(site, capsys, *(["--posts"] if rule in OF_POSTS else []))
    assert {found.rule for found in by_check} == (expected if known_to_check else set())
    assert len(by_check) <= 1
    if rule is Rule.UNREAD:
        return
    # Toctrees are looked at by builders that make pages.
    by_build = built(site, "html" if rule is Rule.TOCTREE else "dummy")
    assert {found.rule for found in by_build} == (expected if rule.built else set())
    if rule not in ONE_ALONE:
        assert by_check == by_build


def known_to_both(findings: Iterable[Found]) -> set[Found]:
    alone = {rule.id for rule in ONE_ALONE}
    return {found for found in findings if found.rule not in alone}


def check_agrees(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    by_build, by_check = built(site), checked(site, capsys)
    assert known_to_both(by_check) == known_to_both(by_build)
    assert by_build


@pytest.mark.parametrize("block", ["Talk", "TALK", "conf:Talk"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_name_of_a_block_may_have_capitals(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str], dialect: str, block: str
) -> None:
    text = written(f"# R\n\n:::{{{block}}} One\n:strat: 2030-01-01\n:::\n", dialect)
    site = make_site({f"index.{dialect}": text})
    by_build, by_check = built(site), checked(site, capsys)
    [found] = known_to_both(by_build)
    assert "has no option 'strat'" in found.message
    assert known_to_both(by_check) == {found}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_build_and_check_agree_on_all_that_is_bad(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str], dialect: str
) -> None:
    check_agrees(make_site(files_with(BAD, dialect)), capsys)


def numbered(texts: Iterator[str]) -> dict[str, str]:
    return {f"d{n}.md": text for n, text in enumerate(texts)}


ROLES_MD = """
# R

## About {conf:tag}`heading`

{conf:talk}`none`

- {conf:speaker}`item`

| {conf:tag}`cell` |
|---|
| {conf:tag}`x <other cell>` |

::::{talk} Twice
:name: twice

> {conf:conference}`quoted`

:::{note}
{conf:post}`in a note`
:::

```
{conf:tag}`code`
```

Term
: Text with `{conf:tag}` in code and ``{conf:tag}`double` ``.
::::

:::{conference} Other
:::

:::{talk} Twice
:::

{conf:talk}`twice`

{conf:talk}`!twice`
"""
ROLES_RST = """
R
=

About :conf:tag:`heading`
-------------------------

:conf:talk:`none`

* :conf:speaker:`item`

.. talk:: Twice

   .. note:: :conf:post:`in a note`

   ``:conf:tag:`code```::

      :conf:tag:`code`

.. conference:: Other

.. talk:: Twice

:conf:talk:`twice`
"""
FRONT = """---
date: "2030-02-31"
originally-url: nowhere
tags: [a, {b: c}]
confrecap-ignore: nothing
---
# R

:::{talk} A talk
:::
"""
TALK = "# R\n\n:::{{talk}} A talk\n:nmae: x\n:::\n".format()
FRONT_ABOVE = "---\n{}\n---\n" + TALK.replace("{", "{{").replace("}", "}}")
OTHERS: dict[str, Mapping[str, str]] = {
    "fences": numbered(f"# R\n\n{text}\nAfter.\n" for text, _, _ in CLOSED.values()),
    "roles in MyST": {"a.md": ROLES_MD},
    "roles in reST": {"a.rst": ROLES_RST},
    "front matter": {"a.md": FRONT},
    "front matter that nobody reads": {
        "a.md": FRONT_ABOVE.format("title: PyCon: The Conference\ndraft: maybe"),
        "b.md": FRONT_ABOVE.format("date: 2030-13-40\ntags: [x, y\nauthor: A\nwords"),
        "c.md": FRONT_ABOVE.format("- a\n- b"),
        "d.md": FRONT_ABOVE.format("date: 12").removesuffix("---\n"),
        "e.md": "\n" + FRONT_ABOVE.format("date: 12"),
        "f.md": '+++\ntitle = "A"\n+++\n' + TALK,
        "g.md": FRONT_ABOVE.format("a: [\nconfrecap-ignore: [option, front_matter]"),
        "h.rst": "---\ndate: 12\n---\n\nH\n=\n\n.. talk:: H\n",
        "i.rst": ".. A comment\n   of two lines\n\n:date: 12\n:tags:\n  - x\n  - y, z\n"
        ":author: [A, B\n\nI\n=\n\n.. talk:: I\n\n.. talk-list::\n   :tags: y\n",
        "j.md": ":date: 12\n\n" + TALK,
        "k.md": "---\ndate: 12\n...\n" + TALK,
        "l.md": "----\ndate: 12\n---\n----- \n" + TALK,
    },
    "included text": {
        "a.md": "# A\n\n:::{conference} C\n:::\n\n```{include} parts/a.inc\n```\n\n"
        ":::{talk} After\n:nmae: x\n:::\n\n{conf:talk}`d/included`\n",
        "b.rst": "B\n=\n\n.. include:: /parts/b.inc\n"
        "   :end-before: END\n\n.. include:: parts/b.inc\n   :literal:\n\n"
        ".. include:: parts/a.inc\n   :parser: myst_parser.sphinx_\n\n"
        ":conf:talk:`none`\n",
        "c.md": "# C\n\n```{include} /parts/c.inc\n:start-after: START\n```\n",
        "d.md": "# D\n\n:::{talk} Included\n:::\n\n```{include} none\n```\n",
        "parts/a.inc": "---\ntags: x\n---\n\n:::{conference} D\n:::\n\n"
        "::::{talk} Included\n:kind: x\n\n```{include} parts/c.inc\n```\n::::\n",
        "parts/b.inc": ".. talk:: Left out\n\n.. talk:: In reST\n   :kind: x\n\n"
        "   .. talk-list::\n      :tags: none\n\nEND\n\n.. talk:: X\n   :kind: y\n",
        "parts/c.inc": "---\nconfrecap-ignore: option\n---\n:::{talk} X\n:kind: y\n:::"
        "\n\nSTART\n\n:::{talk} In c\n:kind: y\n:start: y\n:::\n",
    },
    "duplicates": {
        "a.rst": "A\n=\n\n.. talk:: A talk\n\n.. conference:: C\n\n.. talk:: X\n",
        "b.md": "# B\n\n:::{talk} A *talk*\n:::\n\n:::{conference} C\n:::\n"
        "\n:::{talk} X\n:::\n\n:::{talk} Y\n:conference: D\n:::\n",
    },
    "repeats and drafts": {
        "a.md": "# A\n\n:::{conference} C\n:::\n\n:::{talk} One\n:::\n\n:::{talk} Two\n"
        ":repeats: one\n:::\n\n:::{talk} Three\n:repeats: none\n:::\n\n:::{talk} Four\n"
        ":repeats: four\n:::\n\n::::{talk} Five\n:draft:\n\n{conf:talk}`none`\n\n"
        ":::{talk} Six\n:kind: x\n:::\n::::\n\n{conf:talk}`five` {conf:talk}`six`\n",
        "b.rst": ":draft: true\n:tags: t\n\nB\n=\n\n.. conference:: D\n\n"
        ".. talk:: Seven\n   :kind: x\n\n:conf:talk:`d/seven` :conf:conference:`D` "
        ":conf:tag:`t` :conf:talk:`none`\n",
    },
    "notes": {
        "a.md": "# A\n\n:::{talk} T\n\n:tags: x\n:::\n\n:::{talk} U\n\ntags: x\n:::\n",
        "b.rst": "B\n=\n\n.. talk:: V\n\n   :tags: x\n",
    },
    "posts": {
        "a.md": "# A\n\n:::{thread}\nx\n:::\n\n:::{tweet} 20\n:live: no\n:align: up\n"
        ":date: 2030-02-31\n:nmae: x\n:::\n\n:::{post-list}\n:author: nobody\n:::\n",
        "b.md": "# B\n\n:::{tweet} https://x.com/a/status/20\n:name: one\n:::\n"
        "\n:::{tweet} https://x.com/a/status/21\n:name: one\n:::\n",
    },
    "names": {
        "tags.yml": "- name: Testing\n- nmae: x\n",
        "a.md": "# A\n\n:::{talk} A\n:tags: Tsting\n:speakers: Samantha Sample\n"
        ":aliases: b\n:::\n\n:::{talk} B\n:speakers: Samanta Sample\n:::\n\n"
        ":::{tag-facts}\n:::\n\n:::{speaker-facts} No\n:::\n",
    },
    "drafts and documents": {
        "a.md": "# A\n\n:::{talk} A\n:draft:\n:tags: x\n:::\n\n:::{talk} B\n"
        ":draft: maybe\n:::\n\n:::{talk-list}\n:tags: x\n:include: talks, songs\n:::\n"
        "\n{conf:tag}`x`\n\n{conf:tag}`y`\n",
        "b.md": "---\ntags: y\n---\n# B\n\n:::{page-tags} ,\n:::\n\n:::{page-tags} z\n"
        ":hiden: x\n:::\n\n{conf:tag}`z`\n",
        "c.rst": "C\n=\n\n.. page-tags:: v\n   :hidden:\n\n:conf:tag:`v`\n",
    },
    "silenced": {
        **{f"s{n}.{name}": IGNORING[name] for n, name in enumerate(IGNORING)},
        "z.md": f"# Z\n{WRONG}",
    },
}


# MyST runs the directive `include` with an attribute that Sphinx means to remove.
WITH_LATER_MYST = dict.fromkeys(
    ["front matter that nobody reads", "included text"], NEEDS_LATER_MYST
)


@pytest.mark.filterwarnings(
    r"ignore:'sphinx\.\S+\.app' is deprecated::myst_parser\.mocking"
)
@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=WITH_LATER_MYST.get(n, ())) for n in OTHERS]
)
def test_the_build_and_check_agree(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    conf: dict[str, object] = {"confrecap_undeclared_tags": "warn"}
    conf["confrecap_tag_documents"] = True
    conf |= {"confrecap_tags_file": "tags.yml"} if name == "names" else {}
    files = {"index.md": "# Home\n", **OTHERS[name]}
    check_agrees(make_site(files, conf), capsys)


def test_the_build_and_check_agree_on_unread_blocks(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    files = numbered(text for text, _line in UNREAD.values())
    files["z.md"] = "# R\n\n```{talk} Running `kubelet`\nNotes.\n```\n"
    conf: dict[str, object] = {"myst_enable_extensions": []}
    check_agrees(make_site({"index.md": "# Home\n", **files}, conf), capsys)


def test_both_do_without_what_a_site_silences(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    quiet = [f"confrecap.{rule.id}" for rule in Rule]
    conf = {"suppress_warnings": [*CONF["suppress_warnings"], *quiet]}
    assert checked(make_site(files_with(BAD, "md"), conf), capsys) == set()


TEXTS = (
    *("", "A talk", "no", "true", "20", "2030-02-31", "2030-02-03 09:30"),
    *("https://example.org/", "https://x.com/a/status/20", "javascript:alert(1)"),
    *("x.pdf", "A (B), C", "[a](b) c", "click", "up", "de"),
    *(
        '"X" Y',
        '"',
        "'O''Neil'",
        '"\\"X\\" Y"',
        "[A, B]",
        "[A, B",
        "[A, {b: c}]",
        "#x",
        "C #x",
    ),
    *("a: b", "@a", "*a", "\n  - A\n  - B", "|\n  - A\n  - B", "a\n  b", "a\nb"),
)
LINES = (
    *("", "Some words.", ":tags: x", "tags: x", "20", "- https://x.com/a/status/20"),
    *("two words", "<blockquote class='twitter-tweet'>", "````{note}"),
    *(":::{talk} Inner", ".. talk:: Inner", "---", ":kind", "[a, b]", "<!-- x -->"),
)
OPTION_NAMES = tuple(
    dict.fromkeys(name for block in SHORT.values() for name in block.option_spec)
)


texts = st.sampled_from(TEXTS)


@st.composite
def blocks(draw: st.DrawFn, suffix: str) -> str:
    """Return a block of ours in one of the two dialects, right or wrong."""
    name, directive = draw(st.sampled_from(list(IN_DOMAIN.items())))
    known = st.sampled_from([*directive.option_spec, "nmae", "n m"])
    names = st.lists(known | st.sampled_from(OPTION_NAMES), max_size=4)
    colon = st.sampled_from([":", ":", ":", ""])
    argument = draw(st.sampled_from(TEXTS[:17]))
    options = [
        f"{option}{draw(colon)} {draw(texts)}".rstrip() for option in draw(names)
    ]
    body = draw(st.lists(st.sampled_from(LINES), max_size=3))
    name = name if name in SHORT else f"conf:{name}"
    if suffix == "rst":
        lines = [f":{line}" for line in options]
        text = "\n".join([*lines, "", *body])
        return f".. {name}:: {argument}\n" + indent(text, "   ") + "\n"
    fence = "`" * 7
    if draw(st.booleans()):
        lines = ["---", *options, "---"] if options else []
    else:
        lines = [f":{line}".replace("\n", "\n:") for line in options]
    return "\n".join([f"{fence}{{{name}}} {argument}", *lines, "", *body, fence, ""])


@pytest.mark.parametrize("suffix", ["md", "rst"])
@settings(
    max_examples=settings().max_examples // 10,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_the_build_and_check_say_the_same_of_any_block(
    make_site: MakeSite,
    capsys: pytest.CaptureFixture[str],
    suffix: str,
    data: st.DataObject,
) -> None:
    written = data.draw(st.lists(blocks(suffix), min_size=20, max_size=30))
    files = {f"d{n}.{suffix}": f"D\n=\n\n{text}" for n, text in enumerate(written)}
    site = make_site({"index.md": "# Home\n", **files})
    assert known_to_both(checked(site, capsys)) == known_to_both(built(site))


KEYS = st.sampled_from(
    (
        *("date", "Tags", "author", "authors", "description", "draft", "title", "x"),
        *("originally-url", "originally-date", "confrecap-ignore", "'tags'", "a b"),
    )
)
VALUES = texts | st.sampled_from(
    (
        *("2030-02-03", "[no, 1.10]", "\n- A\n- B", "~", "{a: b}", "&x [*x]"),
        *("2030-13-40", "{{ x }}"),
    )
)
AROUND = (
    *("---\n{}\n---\n", "---\n{}\n---\n", "---\n{}\n...\n", "---\n{}\n"),
    *("\n---\n{}\n---\n", "+++\n{}\n+++\n"),
)


@st.composite
def front_matter(draw: st.DrawFn, suffix: str) -> str:
    """Return front matter, right or wrong."""
    colon = st.sampled_from([":", ":", ":", ":", ""])
    keys = draw(st.lists(KEYS, max_size=4, unique_by=str.lower))
    lines = [f"{key}{draw(colon)} {draw(VALUES)}".rstrip() for key in keys]
    if suffix == "rst":
        return "".join(f":{indent(line, '   ').strip()}\n" for line in lines) + "\n"
    return draw(st.sampled_from(AROUND)).replace("{}", "\n".join(lines))


@pytest.mark.parametrize("suffix", [pytest.param("md", marks=NEEDS_LATER_MYST), "rst"])
@settings(
    max_examples=settings().max_examples // 10,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_the_build_and_check_say_the_same_of_any_front_matter(
    make_site: MakeSite,
    capsys: pytest.CaptureFixture[str],
    suffix: str,
    data: st.DataObject,
) -> None:
    written = data.draw(st.lists(front_matter(suffix), min_size=20, max_size=30))
    talk = "# D\n\n```{talk} A\n```\n" if suffix == "md" else "D\n=\n\n.. talk:: A\n"
    files = {f"d{n}.{suffix}": text + talk for n, text in enumerate(written)}
    site = make_site({"index.md": "# Home\n", **files})
    assert known_to_both(checked(site, capsys)) == known_to_both(built(site))
