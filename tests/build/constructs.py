"""What the notes of a talk may hold, in MyST and in reST.

Each construct is a talk of its own, in a document of its own: ``recaps/<name>``
with the page ``talks/<name>``. *around* stands below the talk in that document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent, indent

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
        "attrs_block",
        "attrs_inline",
        "colon_fence",
        "deflist",
        "dollarmath",
        "fieldlist",
        "substitution",
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
    """Something in notes, as both languages write it; empty where one cannot."""

    name: str
    myst: str = ""
    rest: str = ""
    myst_around: str = ""
    rest_around: str = ""
    shows: tuple[str, ...] = ()


CONSTRUCTS = [
    Construct(
        name="links",
        myst="""
            [words](https://example.org/a), <https://example.org/b>,
            [by name][n] and [by itself].

            [n]: https://example.org/n
            [by itself]: https://example.org/itself
        """,
        rest="""
            `words <https://example.org/a>`_, https://example.org/b, `by name`_,
            `anonymous <https://example.org/c>`__

            .. _by name: https://example.org/n
        """,
        shows=('href="https://example.org/n"',),
    ),
    Construct(
        name="doc",
        myst="{doc}`../guide/a`, {doc}`links`, {doc}`words </guide/a>`",
        rest=":doc:`../guide/a`, :doc:`links`, :doc:`words </guide/a>`",
        shows=("The guide",),
    ),
    Construct(
        name="paths",
        myst="""
            [x](../guide/a.md), [](../guide/a.md), [](links.md), [](/guide/a.md),
            [](../guide/a.md#a-part), [y](../guide/a.md#a-part), [](doc.md#doc),
            <project:../guide/a.md>, <project:#a-label>, <path:../files/data.csv>,
            [data](../files/data.csv)
        """,
        shows=("The guide", "A part"),
    ),
    Construct(
        name="downloads",
        myst="{download}`the data <../files/data.csv>`, {download}`/files/data.csv`",
        rest=":download:`the data <../files/data.csv>`, :download:`/files/data.csv`",
        shows=("_downloads/",),
    ),
    Construct(
        name="images",
        myst="""
            ![A dot](../files/dot.png)

            ```{image} ../files/dot.*
            :alt: Another
            :target: https://example.org/
            ```

            ```{image} /files/dot.png
            :align: right
            ```
        """,
        rest="""
            .. image:: ../files/dot.png
               :alt: A dot

            .. image:: ../files/dot.*
               :alt: Another
               :target: https://example.org/

            .. |dot| image:: /files/dot.png

            In a line: |dot|.
        """,
        shows=("_images/dot.png",),
    ),
    Construct(
        name="figures",
        myst="""
            ```{figure} ../files/dot.png
            :name: a-figure

            The first caption
            ```

            {numref}`a-figure`, {numref}`Picture %s <outer-figure>`,
            {ref}`a-figure`, [](#outer-figure), [](#a-figure)
        """,
        myst_around="""
            ```{figure} ../files/dot.png
            :name: outer-figure

            The second caption
            ```

            From outside: {numref}`a-figure`
        """,
        rest="""
            .. figure:: ../files/dot.png
               :name: a-figure

               The first caption

            :numref:`a-figure`, :numref:`Picture %s <outer-figure>`, :ref:`a-figure`
        """,
        rest_around="""
            .. figure:: ../files/dot.png
               :name: outer-figure

               The second caption

            From outside: :numref:`a-figure`
        """,
        shows=("Fig. ", "The first caption"),
    ),
    Construct(
        name="footnotes",
        myst="""
            Inside[^in], outside[^out], and outside again[^out].

            [^in]: A note inside, with a {doc}`link <../guide/a>`.
        """,
        myst_around="Also here[^out].\n\n[^out]: A note outside.",
        rest="""
            Numbered [#]_, named [#in]_, outside [#out]_, again [#out]_, fixed [7]_.

            .. [#] The numbered one.
            .. [#in] A note inside, with a :doc:`link <../guide/a>`.
            .. [7] The fixed one.
        """,
        rest_around="Also here [#out]_.\n\n.. [#out] A note outside.",
        shows=("A note inside", "A note outside"),
    ),
    Construct(
        name="symbols",
        rest="A star [*]_ and another [*]_.\n\n.. [*] One star.\n.. [*] A dagger.",
        shows=("One star", "A dagger"),
    ),
    Construct(
        name="math",
        myst="""
            In a line $a^2$.

            ```{math}
            :label: inner

            a^2 + b^2 = c^2
            ```

            $$ e = mc^2 $$ (energy)

            By number: {eq}`inner`, {eq}`energy`, {eq}`outer`, [](#energy)
        """,
        myst_around="```{math}\n:label: outer\n\nx\n```\n\nFrom outside: {eq}`inner`",
        rest="""
            In a line :math:`a^2`.

            .. math::
               :label: inner

               a^2 + b^2 = c^2

            By number: :eq:`inner`, :eq:`outer`
        """,
        rest_around=".. math:: x\n   :label: outer\n\nFrom outside: :eq:`inner`",
        shows=("a^2 + b^2",),
    ),
    Construct(
        name="citations",
        rest="""
            Inside [In2018]_, outside [Out2018]_, elsewhere [Else2018]_.

            .. [In2018] A book inside.
        """,
        rest_around=".. [Out2018] A book outside.",
        shows=("A book inside",),
    ),
    Construct(
        name="code",
        myst="""
            ```python
            print("a")
            ```

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

                indented
        """,
        rest="""
            ::

                print("a")

            .. code-block:: python
               :caption: A caption of code
               :name: a-listing
               :linenos:
               :emphasize-lines: 1

               print("b")

            .. literalinclude:: ../files/code.py
               :lines: 1

            ``inline``, :code:`role`, :numref:`a-listing`

            >>> 1 + 1
            2
        """,
        shows=("Listing 1", "A caption of code"),
    ),
    Construct(
        name="posts",
        myst="""
            :::{tweet} https://twitter.com/someone/status/1069903784120381440
            :author: Someone

            What they said: https://example.org/x
            :::
        """,
        rest="""
            .. tweet:: https://twitter.com/someone/status/1069903784120381440
               :author: Someone

               What they said: https://example.org/x
        """,
        shows=("What they said",),
    ),
    Construct(
        name="nested",
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
    Construct(
        name="headings",
        myst="""
            # The first part

            (a-place)=
            ## Deeper

            [](#the-first-part), [](#a-place), [](#deeper), [](#outside-of-it),
            {ref}`a-place`, [](#headings), [](paths.md#paths)
        """,
        myst_around="## Outside of it\n\n[](#deeper), {ref}`a-place`",
        rest="""
            The first part
            ~~~~~~~~~~~~~~

            .. _a-place:

            Deeper
            ......

            `The first part`_, :ref:`a-place`, `Outside of it`_
        """,
        rest_around="Outside of it\n-------------\n\n`Deeper`_, :ref:`a-place`",
        shows=("The first part", "Deeper"),
    ),
    Construct(
        name="targets",
        myst="""
            (in-notes)=
            A paragraph.

            {#given}
            Another, with [a span]{#spanned}.

            [](#in-notes), [by id](#given), [by id](#spanned), {ref}`x <in-notes>`,
            {ref}`a-label`, {ref}`y <a-label>`, {ref}`in-the-recap`, {any}`a-label`
        """,
        myst_around="(in-the-recap)=\n## A section of the recap\n\n[](#in-notes)",
        rest="""
            .. _in-notes:

            A paragraph with _`a span`.

            in-notes_, `a span`_, :ref:`x <in-notes>`,
            :ref:`a-label`, :ref:`y <a-label>`, :ref:`in-the-recap`, :any:`a-label`
        """,
        rest_around="""
            .. _in-the-recap:

            A section of the recap
            ----------------------

            in-notes_
        """,
        shows=("A part", "A section of the recap"),
    ),
    Construct(
        name="terms",
        myst="{term}`Pod`, {term}`pods <Pod>`",
        rest="""
            :term:`Pod`, :term:`pods <Pod>`, :term:`Node`

            .. glossary::

               Node
                  A machine.
        """,
        shows=("Pod",),
    ),
    Construct(
        name="indexed",
        myst="""
            ```{index} single: entry of a block
            ```

            A word {index}`entry of a line`.
        """,
        rest="""
            .. index:: single: entry of a block

            A word :index:`entry of a line`.
        """,
        shows=("entry of a line",),
    ),
    Construct(
        name="todos",
        myst="```{todo}\nWrite to {doc}`them <../guide/a>`.\n```",
        rest=".. todo:: Write to :doc:`them <../guide/a>`.",
        shows=("Write to",),
    ),
    Construct(
        name="admonitions",
        myst="""
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
        rest="""
            .. note::
               :class: extra

               A note with a :doc:`link <../guide/a>`.

            .. admonition:: Of our own

               Text.

            .. versionadded:: 1.0
               New.

            .. seealso:: :ref:`a-label`

            .. deprecated:: 2.0
        """,
        shows=("Of our own", "Added in version 1.0"),
    ),
    Construct(
        name="tables",
        myst="""
            | a | b |
            |---|:-:|
            | {doc}`x <../guide/a>` | 2 |

            ```{list-table} A caption of a table
            :name: a-table
            :header-rows: 1

            * - h
              - i
            * - 1
              - 2
            ```

            {numref}`a-table`
        """,
        rest="""
            ===  =
            a    b
            ===  =
            1    2
            ===  =

            .. list-table:: A caption of a table
               :name: a-table
               :header-rows: 1

               * - h
                 - i
               * - 1
                 - :doc:`x <../guide/a>`

            .. csv-table::

               1, 2

            :numref:`a-table`
        """,
        shows=("Table 1", "A caption of a table"),
    ),
    Construct(
        name="substitutions",
        myst="Made with {{ product }}.\n\n{{ product }}",
        rest="Made with |product|, |own|.\n\n.. |own| replace:: of *our* own",
        shows=("<strong>itself</strong>",),
    ),
    Construct(
        name="raw",
        myst="A <kbd>key</kbd>.\n\n<div class='raw-one'>Raw.</div>",
        rest=".. raw:: html\n\n   <div class='raw-one'>Raw.</div>",
        shows=("<div class='raw-one'>Raw.</div>",),
    ),
    Construct(
        name="lists",
        myst="""
            - one
              1. two

            Term
            : A definition with {doc}`x <../guide/a>`.

            > A quotation
            > -- somebody

            :field: A field
        """,
        rest="""
            - one

              1. two

            Term
               A definition with :doc:`x <../guide/a>`.

            ..

               A quotation

               -- somebody

            :field: A field

            -o   An option

            | A line
            | of verse

            .. hlist::

               * a
               * b
        """,
        shows=("A definition",),
    ),
    Construct(
        name="objects",
        myst="""
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
            .. py:function:: brew(cups: int = 2)

               Brews :py:func:`pour`.

            :py:func:`brew`, :py:func:`pour`, :py:class:`guide.Pot`

            .. envvar:: BREW_PATH

               A place.

            :envvar:`BREW_PATH`

            .. productionlist:: brewing
               pot: `cup`+
               cup: "cup"

            :token:`brewing:pot`
        """,
        myst_around="{py:func}`brew`",
        rest_around=":py:func:`brew`",
        shows=("Brews",),
    ),
    Construct(
        name="roles",
        myst="{kbd}`Ctrl+C`, {rfc}`2822`, {pep}`8`, {abbr}`x (y)`",
        rest=":kbd:`Ctrl+C`, :rfc:`2822`, :pep:`8`, :abbr:`x (y)`, :sub:`2`",
        shows=("rfc2822",),
    ),
    Construct(
        name="conditions",
        myst="```{only} html or text\nHere.\n```\n\n```{only} latex\nNot here.\n```",
        rest="""
            .. only:: html or text

               Here.

            .. only:: latex

               Not here.

            .. ifconfig:: numfig

               If.
        """,
        shows=("Here.",),
    ),
    Construct(
        name="included",
        myst="```{include} ../files/part.inc\n```",
        rest=".. include:: ../files/part.inc",
        shows=("A part in a file",),
    ),
    Construct(
        name="toctrees",
        myst="```{toctree}\n../guide/leaf\n```",
        rest=".. toctree::\n\n   ../guide/leaf",
    ),
    Construct(
        name="recapped",
        myst="""
            {conf:talk}`links`, {conf:speaker}`Ann Lee`, {conf:tag}`Notes`,
            {conf:conference}`days`, {any}`links`, [](#days), [](#recapped)

            :::{talk-list}
            :tags: Notes
            :limit: 2
            :::
        """,
        rest="""
            :conf:talk:`links`, :conf:speaker:`Ann Lee`, :conf:tag:`Notes`,
            :conf:conference:`days`, :any:`links`

            .. talk-list::
               :tags: Notes
               :limit: 2
        """,
        shows=("speakers/ann-lee",),
    ),
    Construct(
        name="contents",
        rest=".. contents::\n   :local:\n\n.. rubric:: A part\n\nText.",
    ),
]


def site(suffix: str) -> dict[str, str]:
    """Return the files of a site with all constructs that a language has."""
    made = {f"recaps/{c.name}.{suffix}": text for c, text in documents(suffix)}
    listed = "\n".join(f"recaps/{construct.name}" for construct, _ in documents(suffix))
    ours = "talks/index\nspeakers/index\ntags/index\nconferences/index"
    home = f"# Home\n\n```{{toctree}}\nguide/a\nevent\n{ours}\n{listed}\n```\n"
    return {
        **made,
        "index.md": home,
        "event.md": "# Event\n\n:::{conference} Days\n:start: 2018-12-04\n:::",
        "guide/a.md": GUIDE,
        "guide/leaf.md": "# Leaf",
        "files/data.csv": "1,2\n",
        "files/dot.png": "",
        "files/code.py": "print('from a file')\nprint()\n",
        "files/part.inc": "A part in a file.\n",
    }


def documents(suffix: str) -> Iterator[tuple[Construct, str]]:
    """Yield each construct of a language with its document."""
    make = _in_myst if suffix == "md" else _in_rest
    for construct in CONSTRUCTS:
        if construct.myst if suffix == "md" else construct.rest:
            yield construct, make(construct)


def _in_myst(construct: Construct) -> str:
    body, around = _text(construct.myst), _text(construct.myst_around)
    options = f":name: {construct.name}\n:conference: Days\n:tags: Notes"
    opening = f":::::{{talk}} The {construct.name}\n{options}"
    title = f"# {construct.name.capitalize()}"
    parts = [title, opening, BEGIN, body, END, ":::::", around]
    return "\n\n".join(parts) + "\n"


def _in_rest(construct: Construct) -> str:
    body, around = _text(construct.rest), _text(construct.rest_around)
    notes = indent(f"{BEGIN}\n\n{body}\n\n{END}", "   ")
    title = construct.name.capitalize()
    options = f"   :name: {construct.name}\n   :conference: Days\n   :tags: Notes"
    opening = f".. talk:: The {construct.name}\n{options}"
    parts = [f"{title}\n{'=' * len(title)}", opening, notes, around]
    return "\n\n".join(parts) + "\n"


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
