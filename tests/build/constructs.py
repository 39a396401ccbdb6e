"""What the notes of a talk may hold, in MyST and in reST.

Each construct is a talk of its own, in a document of its own: ``recaps/<name>``
with the page ``talks/<name>``. *around* is the text below the talk in that document.
"""

from dataclasses import dataclass
from textwrap import dedent

from tests.build.dialects import written

BEGIN, END = "Here the notes begin.", "Here the notes end."

CONF = {
    "extensions": [
        "myst_parser",
        "sphinx_confrecap",
        "sphinx.ext.todo",
        "sphinx.ext.ifconfig",
        "sphinx.ext.mathjax",
    ],
    "myst_enable_extensions": [
        *("attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"),
        *("fieldlist", "substitution"),
    ],
    "myst_heading_anchors": 3,
    "myst_substitutions": {"product": "Confrecap **itself**"},
    "rst_prolog": ".. |product| replace:: Confrecap **itself**\n",
    "nitpicky": True,
    "numfig": True,
    "todo_include_todos": True,
}


@dataclass(frozen=True, kw_only=True)
class Construct:
    """Something in notes: in *both* languages, and what one of them alone can write.

    The text for both, here and *around* the talk, is in MyST.
    """

    both: str = ""
    myst: str = ""
    rest: str = ""
    around: str = ""
    myst_around: str = ""
    rest_around: str = ""
    shows: tuple[str, ...] = ()


CONSTRUCTS = {
    "links": Construct(
        both="[words](https://example.org/a)",
        myst="""
            <https://example.org/b>, [by name][n] and [by itself].

            [n]: https://example.org/n
            [by itself]: https://example.org/itself
        """,
        rest="""
            `a name <https://example.org/a>`_, https://example.org/b, `by name`_,

            .. _by name: https://example.org/n
        """,
        shows=('href="https://example.org/n"',),
    ),
    "doc": Construct(
        both="{doc}`../guide/a`, {doc}`links`, {doc}`words </guide/a>`",
        shows=("The guide",),
    ),
    "paths": Construct(
        myst="""
            [x](../guide/a.md), [](../guide/a.md), [](links.md), [](/guide/a.md),
            [](../guide/a.md#a-part), [y](../guide/a.md#a-part), [](doc.md#doc),
            <project:../guide/a.md>, <project:#a-label>, <path:../files/data.csv>,
            [data](../files/data.csv)
        """,
        shows=("The guide", "A part"),
    ),
    "downloads": Construct(
        both="{download}`the data <../files/data.csv>`, {download}`/files/data.csv`",
        shows=("_downloads/",),
    ),
    "images": Construct(
        both="""
            ![A dot](../files/dot.png)

            ```{image} ../files/dot.*
            :alt: Another
            :target: https://example.org/
            ```
        """,
        myst="```{image} /files/dot.png\n:align: right\n```",
        rest=".. |dot| image:: /files/dot.png\n\nIn a line: |dot|.",
        shows=("_images/dot.png",),
    ),
    "figures": Construct(
        both="""
            ```{figure} ../files/dot.png
            :name: a-figure

            The first caption
            ```

            {numref}`a-figure`, {numref}`Picture %s <outer-figure>`, {ref}`a-figure`
        """,
        myst="[](#outer-figure), [](#a-figure)",
        around="""
            ```{figure} ../files/dot.png
            :name: outer-figure

            The second caption
            ```

            From outside: {numref}`a-figure`
        """,
        shows=("Fig. ", "The first caption"),
    ),
    "footnotes": Construct(
        both="""
            Inside[^in], outside[^out], and outside again[^out].

            [^in]: A note inside, with a {doc}`link <../guide/a>`.
        """,
        rest="""
            Numbered [#]_, fixed [7]_.

            .. [#] The numbered one.
            .. [7] The fixed one.
        """,
        around="Also here[^out].\n\n[^out]: A note outside.",
        shows=("A note inside", "A note outside"),
    ),
    "symbols": Construct(
        rest="A star [*]_ and another [*]_.\n\n.. [*] One star.\n.. [*] A dagger.",
        shows=("One star", "A dagger"),
    ),
    "math": Construct(
        both="""
            In a line $a^2$.

            ```{math}
            :label: inner

            a^2 + b^2 = c^2
            ```

            By number: {eq}`inner`, {eq}`outer`
        """,
        myst="$$ e = mc^2 $$ (energy)\n\nBy number: {eq}`energy`, [](#energy)",
        around="```{math}\n:label: outer\n\nx\n```\n\nFrom outside: {eq}`inner`",
        shows=("a^2 + b^2",),
    ),
    "citations": Construct(
        rest="""
            Inside [In2018]_, outside [Out2018]_, elsewhere [Else2018]_.

            .. [In2018] A book inside.
        """,
        rest_around=".. [Out2018] A book outside.",
        shows=("A book inside",),
    ),
    "code": Construct(
        both="""
            ```{code-block} python
            :caption: A caption of code
            :name: a-listing
            :linenos:
            :emphasize-lines: 1

            print("b")
            ```

            ```{literalinclude} ../files/code.py
            :lines: 1
            ```

            `inline`, {code}`role`, {numref}`a-listing`
        """,
        myst='```python\nprint("a")\n```\n\n    indented',
        rest='::\n\n    print("a")\n\n>>> 1 + 1\n2',
        shows=("Listing 1", "A caption of code"),
    ),
    "posts": Construct(
        both="""
            :::{tweet} https://twitter.com/someone/status/1069903784120381440
            :author: Someone

            What they said: https://example.org/x
            :::
        """,
        shows=("What they said",),
    ),
    "nested": Construct(
        myst="""
            ::::{talk} A talk inside
            :name: inside
            :speakers: Ann Lee
            :cue: 12:30

            Its own notes, with a note[^n], {ref}`inner-label`, [](#here-inside).

            (inner-label)=
            # Here inside

            [^n]: Of the inner talk.
            ::::

            {conf:talk}`inside`, [](#inside), {ref}`inner-label`
        """,
        rest="""
            .. talk:: A talk inside
               :name: inside
               :speakers: Ann Lee
               :cue: 12:30

               Its own notes, with a note [#n]_, :ref:`inner-label`.

               .. _inner-label:

               .. rubric:: Here inside

               .. [#n] Of the inner talk.

            :conf:talk:`inside`, :ref:`inner-label`
        """,
        shows=("A talk inside",),
    ),
    "headings": Construct(
        myst="""
            # The first part

            (a-place)=
            ## Deeper

            [](#the-first-part), [](#a-place), [](#deeper), [](#outside-of-it),
            {ref}`a-place`, [](#headings), [](paths.md#paths)
        """,
        rest="""
            The first part
            ~~~~~~~~~~~~~~

            .. _a-place:

            Deeper
            ......

            `The first part`_, :ref:`a-place`, `Outside of it`_
        """,
        around="## Outside of it\n\n{ref}`a-place`",
        myst_around="[](#deeper)",
        rest_around="`Deeper`_",
        shows=("The first part", "Deeper"),
    ),
    "targets": Construct(
        both="""
            (in-notes)=
            A paragraph.

            {ref}`x <in-notes>`, {ref}`a-label`, {ref}`y <a-label>`,
            {ref}`in-the-recap`, {any}`a-label`
        """,
        myst="""
            {#given}
            Another, with [a span]{#spanned}.

            [](#in-notes), [by id](#given), [by id](#spanned)
        """,
        rest="With _`a span`: in-notes_, `a span`_",
        around="(in-the-recap)=\n## A section of the recap",
        myst_around="[](#in-notes)",
        rest_around="in-notes_",
        shows=("A part", "A section of the recap"),
    ),
    "terms": Construct(
        both="{term}`Pod`, {term}`pods <Pod>`",
        rest=":term:`Node`\n\n.. glossary::\n\n   Node\n      A machine.",
        shows=("Pod",),
    ),
    "indexed": Construct(
        both="""
            ```{index} single: entry of a block
            ```

            A word {index}`entry of a line`.
        """,
        shows=("entry of a line",),
    ),
    "todos": Construct(
        both="```{todo}\nWrite to {doc}`them <../guide/a>`.\n```", shows=("Write to",)
    ),
    "admonitions": Construct(
        both="""
            :::{note}
            :class: extra
            A note with a {doc}`link <../guide/a>`.
            :::

            :::{admonition} Of our own
            Text.
            :::

            :::{versionadded} 1.0
            New.
            :::

            :::{seealso}
            {ref}`a-label`
            :::

            :::{deprecated} 2.0
            :::
        """,
        shows=("Of our own", "Added in version 1.0"),
    ),
    "tables": Construct(
        both="""
            ```{list-table} A caption of a table
            :name: a-table
            :header-rows: 1

            * - h
              - i
            * - 1
              - {doc}`x <../guide/a>`
            ```

            {numref}`a-table`
        """,
        myst="""
            | a | b |
            |---|:-:|
            | {doc}`x <../guide/a>` | 2 |
        """,
        rest="""
            ===  =
            a    b
            ===  =
            1    2
            ===  =

            .. csv-table::

               1, 2
        """,
        shows=("Table 1", "A caption of a table"),
    ),
    "substitutions": Construct(
        myst="Made with {{ product }}.\n\n{{ product }}",
        rest="Made with |product|, |own|.\n\n.. |own| replace:: of *our* own",
        shows=("<strong>itself</strong>",),
    ),
    "raw": Construct(
        myst="A <kbd>key</kbd>.\n\n<div class='raw-one'>Raw.</div>",
        rest=".. raw:: html\n\n   <div class='raw-one'>Raw.</div>",
        shows=("<div class='raw-one'>Raw.</div>",),
    ),
    "lists": Construct(
        both="- one\n\n  1. two\n\n:field: A field",
        myst="""
            - one
              1. two

            Term
            : A definition with {doc}`x <../guide/a>`.

            > A quotation
            > -- somebody
        """,
        rest="""
            Term
               A definition with :doc:`x <../guide/a>`.

            ..

               A quotation

               -- somebody

            -o   An option

            | A line
            | of verse

            .. hlist::

               * a
               * b
        """,
        shows=("A definition",),
    ),
    "objects": Construct(
        both="""
            ```{py:function} brew(cups: int = 2)
            Brews {py:func}`pour`.
            ```

            {py:func}`brew`, {py:func}`pour`, {py:class}`guide.Pot`

            ```{envvar} BREW_PATH
            A place.
            ```

            {envvar}`BREW_PATH`
        """,
        rest="""
            .. productionlist:: brewing
               pot: `cup`+
               cup: "cup"

            :token:`brewing:pot`
        """,
        around="{py:func}`brew`",
        shows=("Brews",),
    ),
    "roles": Construct(
        both="{kbd}`Ctrl+C`, {rfc}`2822`, {pep}`8`, {abbr}`x (y)`",
        rest=":sub:`2`",
        shows=("rfc2822",),
    ),
    "conditions": Construct(
        both="```{only} html or text\nHere.\n```\n\n```{only} latex\nNot here.\n```",
        rest=".. ifconfig:: numfig\n\n   If.",
        shows=("Here.",),
    ),
    "included": Construct(
        both="```{include} ../files/part.inc\n```", shows=("A part in a file",)
    ),
    "toctrees": Construct(both="```{toctree}\n../guide/leaf\n```"),
    "recapped": Construct(
        both="""
            {conf:talk}`links`, {conf:speaker}`Ann Lee`, {conf:tag}`Notes`,
            {conf:conference}`days`, {any}`links`

            :::{talk-list}
            :tags: Notes
            :limit: 2
            :::
        """,
        myst="[](#days), [](#recapped)",
        shows=("speakers/ann-lee",),
    ),
    "contents": Construct(
        rest=".. contents::\n   :local:\n\n.. rubric:: A part\n\nText."
    ),
}


def site(suffix: str) -> dict[str, str]:
    """Return the files of a site with all constructs that a language has."""
    listed = "\n".join(f"recaps/{name}" for name in documents(suffix))
    ours = "talks/index\nspeakers/index\ntags/index\nconferences/index"
    home = f"# Home\n\n```{{toctree}}\nguide/a\nevent\n{ours}\n{listed}\n```\n"
    return {
        **{f"recaps/{name}.{suffix}": text for name, text in documents(suffix).items()},
        "index.md": home,
        "event.md": "# Event\n\n:::{conference} Days\n:start: 2018-12-04\n:::",
        "guide/a.md": GUIDE,
        "guide/leaf.md": "# Leaf",
        "files/data.csv": "1,2\n",
        "files/dot.png": "",
        "files/code.py": "print('from a file')\nprint()\n",
        "files/part.inc": "A part in a file.\n",
    }


def documents(suffix: str) -> dict[str, str]:
    """Return the document of each construct that a language has, by name."""
    return {
        name: _document(name, construct, suffix)
        for name, construct in CONSTRUCTS.items()
        if construct.both or (construct.myst if suffix == "md" else construct.rest)
    }


def _document(name: str, construct: Construct, suffix: str) -> str:
    around = construct.around, construct.myst_around, construct.rest_around
    parts = [
        f"# {name.capitalize()}",
        f":::::{{talk}} The {name}\n:name: {name}\n:conference: Days\n:tags: Notes",
        BEGIN,
        *_texts(construct.both, construct.myst, construct.rest, suffix),
        END,
        ":::::",
        *_texts(*around, suffix),
    ]
    return written("\n\n".join(parts), suffix)


def _texts(both: str, myst: str, rest: str, suffix: str) -> list[str]:
    own = _text(myst if suffix == "md" else rest)
    if own and suffix == "rst":
        own = f"````{{eval-rst}}\n{own}\n````"
    return [_text(both), own]


def _text(given: str) -> str:
    return dedent(given.strip("\n")).strip("\n")


GUIDE = """
    # The guide

    (a-label)=
    ## A part

    ```{py:function} pour()
    Pours.
    ```

    ```{py:class} guide.Pot
    A pot.
    ```

    ```{glossary}
    Pod
      A group of containers.
    ```

    ```{eval-rst}
    .. [Else2018] A book elsewhere.

    [Else2018]_

    .. todolist::
    ```
"""
