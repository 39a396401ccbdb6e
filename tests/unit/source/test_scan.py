"""The scan for directives in a document's source."""

from textwrap import dedent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.source.blocks import Source
from sphinx_confrecap.source.scan import scan
from sphinx_confrecap.text.lines import split_lines


def myst(text: str) -> Source:
    return scan(dedent(text), Dialect.MYST)


def rest(text: str) -> Source:
    return scan(dedent(text), Dialect.REST)


def heads(source: Source) -> list[tuple[str, str]]:
    return [(block.name, block.argument) for block in source.blocks]


def text_of(source: Source, text: str) -> list[str]:
    """Return the prose that was found, as it is written."""
    lines = dedent(text).splitlines()
    return ["\n".join(lines[p.line - 1 : p.end - 1]) for p in source.prose]


# --- MyST ---------------------------------------------------------------------


def test_a_block_in_myst_knows_all_its_parts() -> None:
    [talk, tweet] = myst(
        """\
        # Notes

        ::::{talk} A Talk
        :speakers: "Jane Doe"
        :tags: a, b

        Text.

        ```{tweet} https://x.com/example/status/20
        ---
        author: Sam
        ---
        Said.
        ```
        ::::
        """
    ).blocks
    assert (talk.name, talk.argument, talk.line, talk.end) == ("talk", "A Talk", 3, 16)
    assert talk.options == {"speakers": "Jane Doe", "tags": "a, b"}
    assert talk.body[:2] == ("", "Text.")
    assert talk.body_line == 6
    assert (tweet.line, tweet.end, tweet.body_line) == (9, 15, 13)
    assert tweet.options == {"author": "Sam"}
    assert tweet.body == ("Said.",)
    assert tweet.fences == ("::::",)


@pytest.mark.parametrize(
    "text",
    [
        ":::{tweet} 20\n:::",
        "```{tweet} 20\n```",
        "~~~~{tweet} 20\n~~~~",
        ":::{tweet}   20\n",  # the end of the document closes it
        "- an item\n\n  :::{tweet} 20\n  :::",
        "- :::{tweet} 20\n  :::",
        "> > :::{tweet} 20\n> > :::",
        "text\n:::{tweet} 20\n:::",
        ":::\n::::{tweet} 20\n::::\n:::",
        ":::{note}\n```{tweet} 20\n```\n:::",
        "[^a]: A note.\n\n    ```{tweet} 20\n    ```",
        "Term\n: text\n\n  ```{tweet} 20\n  ```",
        "```{eval-rst}\n.. tweet:: 20\n```",
        "---\ntitle: x\n---\n:::{tweet} 20\n:::",
        "\ufeff:::{tweet} 20\n:::",
        ":::{tweet} 20\r\n:::\r\n",
    ],
)
def test_a_block_in_myst_is_found(text: str) -> None:
    assert ("tweet", "20") in heads(scan(text, Dialect.MYST))


@pytest.mark.parametrize(
    "text",
    [
        "````md\n```{tweet} 20\n```\n````",
        "````{code-block} md\n```{tweet} 20\n```\n````",
        "    ```{tweet} 20\n    ```",
        "% ```{tweet} 20\n% ```",
        "<!--\n```{tweet} 20\n```\n-->",
        "<pre>\n```{tweet} 20\n```\n</pre>",
        "---\ntitle: |\n  ```{tweet} 20\n---",
        "+++\n```{tweet} 20\n```\n+++",
        "`{tweet} 20`",
        "```tweet 20\n```",
        "::{tweet} 20\n::",
        "```{tweet} `20`\n```",
    ],
)
def test_code_and_comments_in_myst_have_no_blocks(text: str) -> None:
    assert "tweet" not in dict(heads(scan(text, Dialect.MYST)))


def test_prose_in_myst_is_what_is_neither_code_nor_comment() -> None:
    text = """\
    # Title

    A paragraph
    of two lines.

    ```python
    code
    ```

        more code

    % a comment
    <!-- another -->

    <div>
    some html
    </div>

    ::::{talk} A Talk
    :tags: a

    Notes.
    ::::

    | a | b |
    |---|---|
    | 1 | 2 |
    """
    assert text_of(myst(text), text) == [
        "A paragraph\nof two lines.",
        "<div>\nsome html\n</div>",
        "Notes.",
    ]


# --- reST ---------------------------------------------------------------------


def test_a_block_in_rest_knows_all_its_parts() -> None:
    [talk, tweet] = rest(
        """\
        Notes
        =====

        .. talk:: A Talk
           with a long title
           :speakers: Jane Doe
           :tags: a,
             b

           Text.

           .. tweet:: https://x.com/example/status/20
              :author: Sam

              Said.

        After.
        """
    ).blocks
    assert talk.argument == "A Talk with a long title"
    assert (talk.line, talk.end, talk.body_line) == (4, 16, 10)
    assert talk.options == {"speakers": "Jane Doe", "tags": "a,\nb"}
    assert talk.body[0] == "Text."
    assert (tweet.line, tweet.end, tweet.body_line) == (12, 16, 15)
    assert tweet.options == {"author": "Sam"}
    assert tweet.body == ("Said.",)


@pytest.mark.parametrize(
    "text",
    [
        ".. tweet:: 20",
        ".. tweet ::\n   20",
        "text\n\n   .. tweet:: 20",
        "- item\n\n  .. tweet:: 20",
        "- .. tweet:: 20",
        "1. .. tweet:: 20",
        ":field:\n    .. tweet:: 20",
        "term\n  .. tweet:: 20",
        ".. [1] A note.\n\n   .. tweet:: 20",
        ".. note::\n   .. tweet:: 20",
        ".. note::\n   :class: x\n\n   .. tweet:: 20",
        ".. note:: text\n\n   .. tweet:: 20",
        "Code::\n\n   code\n\n.. tweet:: 20",
        "Code::\n\n> quoted\n\n.. tweet:: 20",
        "..\n\n   .. tweet:: 20",
        "=== ===\na   b\n=== ===\n\n1   2\n=== ===\n\n.. tweet:: 20",
        "=====\nTitle\n=====\n.. tweet:: 20",
        "Title\n-----\n.. tweet:: 20",
    ],
)
def test_a_block_in_rest_is_found(text: str) -> None:
    assert ("tweet", "20") in heads(rest(text))


@pytest.mark.parametrize(
    "text",
    [
        "Code::\n\n   .. tweet:: 20",
        "::\n\n   .. tweet:: 20",
        ".. code-block:: rst\n\n   .. tweet:: 20",
        ".. comment\n   .. tweet:: 20",
        "..\n   .. tweet:: 20",
        ".. |x| replace:: y\n   .. tweet:: 20",
        ".. _target: https://example.org\n   .. tweet:: 20",
        ">>> print()\n.. tweet:: 20",
        "| line\n.. tweet:: 20",
        "text\n.. tweet:: 20",
        ".. talk:: Title\n   .. tweet:: 20",
        ".. tweet:20",
        ".. tweet::20",
        "Quoted::\n\n> code\n> .. tweet:: 20",
    ],
)
def test_code_and_comments_in_rest_have_no_blocks(text: str) -> None:
    assert "tweet" not in dict(heads(rest(text)))


def test_prose_in_rest_is_what_is_neither_code_nor_comment() -> None:
    text = """\
    Title
    =====

    A paragraph
    of two lines.

    Code::

        code

    .. comment

    .. talk:: A Talk

       Notes.

    ====

    - an item
    """
    assert text_of(rest(text), text) == [
        "A paragraph\nof two lines.",
        "   Notes.",
        "- an item",
    ]


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        (Dialect.MYST, "# Title\n\n| a | b |\n|---|---|\n| c | d |\n\nTerm\n: what\n"),
        (Dialect.REST, "Title\n=====\n\n=== ===\n a   b\n=== ===\n\nTerm\n  what\n"),
    ],
)
def test_other_words_are_told_by_their_lines(dialect: Dialect, text: str) -> None:
    lines = [text.splitlines()[line - 1].strip() for line in scan(text, dialect).words]
    assert {"Title", "Term"} < {line.lstrip("# ") for line in lines}
    assert any("a" in line and "b" in line for line in lines)
    assert ": what" not in lines
    assert "what" not in lines


# --- any text -----------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("\n", "\n\n", "\r\n", "\r", "   ", "\t", " ", "- ", "> ", "1. ", ":", "`"),
        *("```", ":::", "::::", "~~~", "{tweet}", "{talk} x", "{eval-rst}", "---"),
        *(".. ", ".. tweet:: 20", ".. talk:: x", "::", ":a: b", "..", "=====", "+++"),
        *("<!--", "-->", "<div>", "<blockquote", "%", "text", "\x00", "\u2028"),
        *(".. raw:: html", "[^a]: ", "| ", "=== ===", ">>> ", "\ufeff", "{% x %}"),
    ]
)
TEXTS = st.text() | st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS, st.sampled_from(Dialect))
@example(">%\n>", Dialect.MYST)
@example("> " * 200 + ":::{talk} x\n" + ">" * 100, Dialect.MYST)
@example("".join(" " * i + ".. note::\n" for i in range(300)), Dialect.REST)
@example("".join(":" * i + "{note}\n" for i in range(200, 2, -1)), Dialect.MYST)
def test_no_text_is_too_odd(text: str, dialect: Dialect) -> None:
    source = scan(text, dialect)
    lines = len(split_lines(text))
    places = [(block.line, block.end) for block in source.blocks]
    places += [(prose.line, prose.end) for prose in source.prose]
    for line, end in places:
        assert 1 <= line < end <= lines + 1


@given(TEXTS)
def test_lines_lose_nothing(text: str) -> None:
    assert "".join(split_lines(text)) == text
