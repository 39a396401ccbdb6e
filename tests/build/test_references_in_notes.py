"""What notes refer to changes, and the pages that hold a copy of them follow."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.build.sites import Built, MakeSite

OTHER = """\
    (label)=
    # Pebbles

    :::{figure} one.png
    :name: figure

    A caption
    :::

    :::{math}
    :label: equation

    a = b
    :::

    :::{glossary}
    Stone
      A stone.
    :::

    :::{py:function} roll(stone)
    :::
    """
FIGURE = ":::{figure} two.png\nTwo\n:::\n"
EQUATION = ":::{math}\n:label: first\n\n1\n:::\n"
RECAP = """\
    # Pebble Days

    ::::{talk} Flat Stones
    :name: flat
    ::::

    ::::{talk} Round Stones
    :name: round

    REFERENCE
    ::::
    """
CONF = {"numfig": True}


def pages(built: Built) -> dict[str, str]:
    return {name: built.html(name) for name in sorted(built.env.found_docs)}


@pytest.mark.parametrize(
    ("reference", "before", "after"),
    [
        ("{ref}`label`", "# Pebbles", "# Stones"),
        ("{doc}`other`", "# Pebbles", "# Stones"),
        ("[](other.md)", "# Pebbles", "# Stones"),
        ("[](#label)", "# Pebbles", "# Stones"),
        ("{any}`label`", "# Pebbles", "# Stones"),
        ("{numref}`figure`", "# Pebbles", f"# Pebbles\n\n{FIGURE}"),
        ("{eq}`equation`", "# Pebbles", f"# Pebbles\n\n{EQUATION}"),
        ("{term}`Stone`", "Stone\n  A", "Pebble\nStone\n  A"),
        ("{py:func}`roll`", "roll(stone)", "roll_over(stone)"),
        ("{numref}`figure`", ":name: figure", ":name: other"),
    ],
)
def test_pages_follow_what_their_notes_refer_to(
    make_site: MakeSite, reference: str, before: str, after: str
) -> None:
    other = dedent(OTHER)
    index = "# Home\n\n:::{toctree}\nother\nrecap\n:::\n"
    files = {
        "index.md": index,
        "other.md": other,
        "recap.md": dedent(RECAP).replace("REFERENCE", reference),
    }
    site = make_site(files, CONF)
    site.build()
    assert before in other
    site.write({"other.md": other.replace(before, after)})
    again = pages(site.build())["talks/round"]
    clean = make_site({**files, "other.md": other.replace(before, after)}, CONF)
    assert again == pages(clean.build())["talks/round"]
