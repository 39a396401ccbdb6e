"""What the directives make of blocks, the same in MyST and in reST."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from docutils import nodes
from pytest_regressions.file_regression import FileRegressionFixture

from sphinx_confrecap.catalogue.catalogue import Document
from sphinx_confrecap.model.talks import Record
from sphinx_confrecap.sphinx.domain import ConferenceDomain
from tests.build.dialects import DIALECTS, in_rest, written
from tests.build.sites import CONF, Built, MakeSite

CONFERENCE = """
# A recap

:::{conference} DevConf 2018 Munich
:name: devconf-2018
:series: DevConf
:url: https://example.org/
:start: 2018-12-04
:end: 2018-12-05
:location: Munich, Germany
:timezone: Europe/Berlin
:tags: DevOps, "C#"
:description: Two days in winter.

We went *there*.

And back.
:::

Text.
"""

EVERY_OPTION = """
# A recap

:::{conference} DevConf 2018
:::

:::{talk} Running `kubelet` in *production*
:name: kubelet
:conference: devconf-2018
:speakers: Ann Lee (Acme, Inc.), José Díaz
:kind: Keynote
:start: 2018-12-04 11:30
:duration: 1h30
:end: 13:00
:track: Docker & Kubernetes
:room: Hall 3
:language: de
:level: Beginner
:tags: Kubernetes, Service Mesh
:url: https://example.org/programme/1
:slides: slides.txt
:video: https://video.example/1, [Part two](https://video.example/2)
:links: [Acme](https://acme.example/), https://example.org/a,b
:status: recorded
:cue: 1:02:03
:draft:
:::

:::{page-tags} Kubernetes, "#docs"
:::
"""

NOTES = """
# A recap

::::{talk} A talk
With [a link](https://example.org), *emphasis*, `code` and a note[^one].

- one
- two

  1. deep

```{code-block} python
:caption: A program

print("hi")
```

```{list-table} A table
:header-rows: 1

* - A
  - B
* - 1
  - 2
```

```{figure} picture.png
:name: fig-one
:alt: A picture

A caption
```

```{math}
:label: eq

x = 1
```

```{index} single: Python
```

:::{note}
Careful.
:::

## First heading

### Second heading

Text under it.

## Third heading

{download}`slides.txt`, {ref}`fig-one`, {conf:talk}`a-talk`

[^one]: A footnote.
::::

After it.
"""

NESTED = """
# A recap

::::::{conference} DevConf 2018

An introduction.

:::::{talk} Lightning talks
:kind: lightning

Ten of them.

::::{talk} Five minutes of YAML
:cue: 12:30

- It has *types*.

:::{tweet} https://x.com/someone/status/20
Short.
:::
::::

Applause.
:::::
::::::

## Day 2

:::{talk} The next morning
:::
"""

ABSTRACT = """
# A recap

::::{talk} A talk
:url: https://example.org/programme/1

My words.

:::{abstract}
Their *words*.

## A heading

- one
:::

Still mine.
::::

::::{talk} Another
:::{abstract}
:source: [The programme](https://example.org/programme)
:license: CC BY 4.0

Their words.
:::
::::
"""

POST = """
# A page

:::{tweet} https://twitter.com/someone/status/1069903784120381440
:author: Some One (@someone)
:date: 2018-12-04

Two paragraphs, with *no markup* in <them>,

but a link: https://example.org/x.
:::

:::{tweet} https://chaos.social/@someone/1
:::

:::{tweet} 1069903784120381441
:author: Some One (@someone)
:lang: ar
:media: link
:quoted: hide
:conversation: parent
:live: click
:if-deleted: keep
:class: wide
:name: named
:align: center

@other #tag مرحبا
Second line
:::

:::{thread}
:name: two
https://x.com/someone/status/20
at://someone.example.org/app.bsky.feed.post/3lchpkfzuc222
:::

:::{post-list}
:author: Some One
:tags: tag
:match: all
:platform: x
:since: 2018-01-01
:until: 2018-12-31
:sort: date
:::
"""

LISTS = """
# A page

:::{talk-list}
:include: documents, recaps
:tags: Python, Go
:match: all
:conferences: devconf, Other Days
:conference: Days, and Nights
:series: DevConf, Others
:speakers: Ann Lee, Bo Li
:speaker: Cy X
:affiliation: Acme; Other, Inc.
:level: Beginner, Expert
:status: planned, recorded
:parent: Languages, Tools
:kind: keynote, panel
:year: 2018, 2019
:when: past
:since: 2018-12-04
:until: today
:language: de, pt-BR
:has: video, slides, notes
:sort: -date
:limit: 3
:format: table
:columns: title, date, level
:group: conference
:empty: No talk.
:::

:::{speaker-list}
:::

:::{tag-list}
:format: cards
:::

:::{conference-list}
:sort: title
:::
"""

CASES = {
    "conference": CONFERENCE,
    "talk_with_every_option": EVERY_OPTION,
    "notes": NOTES,
    "nested": NESTED,
    "abstract": ABSTRACT,
    "post": POST,
    "lists": LISTS,
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_both_dialects_make_one_doctree(
    make_site: MakeSite, file_regression: FileRegressionFixture, dialect: str, case: str
) -> None:
    files = {f"index.{dialect}": written(CASES[case], dialect)}
    files |= {"slides.txt": "Slides", "picture.png": "A picture"}
    # The lists ask for what this small site does not have.
    conf = {"suppress_warnings": [*CONF["suppress_warnings"], "confrecap.filter"]}
    # One of the talks is a draft.
    built = make_site(files, {**conf, "confrecap_drafts": True}).quiet()
    text = "\n".join([*_facts(built), _tree(built.doctree("index"))])
    file_regression.check(text, basename=case, extension=".txt")


def _facts(built: Built) -> Iterator[str]:
    """Yield the records of the site, a line for each field that is set."""
    domain = ConferenceDomain.of(built.env)
    document = domain.documents.get("index", Document())
    records: list[Record[Any]] = [
        *document.conferences,
        *document.talks,
        *document.posts,
    ]
    for record in records:
        yield f"{type(record.fact).__name__} in {record.docname}#{record.node_id}"
        yield from _fields(record.fact)
    for query, _line in document.queries:
        yield type(query).__name__
        yield from _fields(query)


def _fields(fact: Any) -> Iterator[str]:
    for field in dataclasses.fields(fact):
        value = getattr(fact, field.name)
        if value != field.default:
            yield f"    {field.name}: {value!s}"


def _tree(doctree: nodes.document) -> str:
    """Return a doctree as text, less queries and what parsers do in their own way."""
    for node in doctree.findall(nodes.Element):
        node.attributes.pop("source", None)
        node.attributes.pop("translation_progress", None)
        node.attributes.pop("query", None)
    for reference in doctree.findall(nodes.reference):
        # docutils lets others refer to a link by its text.
        reference.attributes.pop("name", None)
    for transition in list(doctree.findall(nodes.transition)):
        transition.parent.remove(transition)
    # MyST puts footnotes at the end of the page.
    for footnote in list(doctree.findall(nodes.footnote)):
        footnote.parent.remove(footnote)
        doctree += footnote
    # docutils before 0.22 has words for what is true.
    return doctree.pformat().replace('="False"', '="0"').replace('="True"', '="1"')


OPTIONS = {
    "colons.md": """
    # A recap

    :::{talk} A talk
    :speakers: Ann Lee
    :kind: sermon
    :colour: red
    :::
    """,
    "yaml.md": """
    # A recap

    ```{talk} A talk
    ---
    speakers: Ann Lee
    kind: sermon
    "colour": red
    ---
    ```
    """,
    "deep.md": """
    # A recap

    - A list

      ::::{talk} A round

      1. A list in it

         :::{talk} A talk
         :kind: sermon
         :colour: red
         :::
      ::::
    """,
    "list.md": """
    # A recap

    :::{speaker-list}
    :limit: 5
    :kind: sermon
    :colour: red
    :::
    """,
    "in_myst.md": """
    # A recap

    ```{eval-rst}
    .. talk:: A talk
       :kind: sermon
       :colour: red
    ```
    """,
    "two_lines.rst": """
    A recap
    =======

    .. talk:: A talk
       with a long title
       :speakers:
          Ann Lee,
          José Díaz
       :kind: sermon
       :colour: red
    """,
}
OPTIONS |= {
    f"{name}.rst": in_rest(OPTIONS[f"{name}.md"]) for name in ("colons", "deep", "list")
}


@pytest.mark.parametrize("path", OPTIONS)
def test_a_warning_tells_the_line_of_the_option(make_site: MakeSite, path: str) -> None:
    suffix = path.partition(".")[2]
    built = make_site({f"index.{suffix}": OPTIONS[path]}).build()
    lines = ["", *OPTIONS[path].removeprefix("\n").splitlines()]
    kind = next(n for n, line in enumerate(lines) if "sermon" in line)
    colour = kind + 1
    unknown, value = built.warnings
    assert unknown.startswith(f"index.{suffix}:{colour}: WARNING: ")
    assert "has no option 'colour'" in unknown
    assert unknown.endswith("[confrecap.option]")
    assert value.startswith(f"index.{suffix}:{kind}: WARNING: kind: 'sermon' is not")
    assert value.endswith("[confrecap.option]")


def test_an_included_file_is_named_in_the_warning(make_site: MakeSite) -> None:
    files = {
        "index.rst": """
        A recap
        =======

        .. include:: part.txt
        """,
        "part.txt": """
        Text.

        .. talk:: A talk
           :kind: sermon
        """,
    }
    (warning,) = make_site(files).build().warnings
    # docutils names an included file from the folder that Sphinx was started in.
    assert "part.txt:4: WARNING: kind: 'sermon'" in warning


@pytest.mark.parametrize("builder", ["html", "text", "latex"])
@pytest.mark.parametrize("parallel", [0, 2])
def test_a_recap_builds_without_a_warning(
    make_site: MakeSite, builder: str, parallel: int
) -> None:
    files = {"index.md": NESTED, "other.rst": in_rest(NOTES)}
    files |= {"slides.txt": "Slides", "picture.png": "A picture"}
    make_site(files).quiet(builder, parallel=parallel)


def test_a_directive_without_options_says_so(make_site: MakeSite) -> None:
    text = "# Page\n\n```{tag-facts} Testing\n:sort: date\n```\n"
    warnings = make_site({"index.md": text}).build().warnings
    assert any("tag-facts has no option 'sort'" in line for line in warnings)
    assert not any("content" in line for line in warnings)
