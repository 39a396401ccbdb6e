"""People of a talk: what is shown of them, in both dialects."""

import re

import pytest

from tests.build.dialects import DIALECTS, written
from tests.build.sites import Built, MakeSite

RECAP = """
# A recap

:::{conference} DevConf
:::

:::{talk} A panel
:speakers: [Ann Lee](https://ann.example) (Acme) (she/her), Bo Li <bo@mail.example> & Cy Wu (@cy), Dr. Ana Gil - X & Y
:tags: R & D, **Docs**
:::

:::{talk} Another
:speakers: TBA
:::
"""  # noqa: E501


def lines(built: Built, docname: str) -> list[str]:
    """Return the lines of a document in text."""
    return [line.strip() for line in built.page(docname).splitlines() if line.strip()]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_names_are_read_as_they_are_meant(make_site: MakeSite, dialect: str) -> None:
    site = make_site({f"index.{dialect}": written(RECAP, dialect)})
    built = site.quiet("text")
    who = (
        "Ann Lee (she/her, Acme, ann.example <https://ann.example>) · Bo Li · "
        "Cy Wu (@cy) · Dr. Ana Gil (X & Y)"
    )
    assert who in " ".join(lines(built, "talks/devconf/a-panel"))
    assert who in " ".join(lines(built, "index"))
    names = set(built.env.found_docs)
    assert {"speakers/bo-li", "speakers/cy-wu", "tags/r-and-d", "tags/docs"} <= names
    assert len([name for name in names if name.startswith("speakers/")]) == 5
    for builder in ("xml", "json", "html"):
        built = site.quiet(builder, confoverrides={"html_copy_source": False})
        for path in built.files():
            assert b"mail.example" not in (built.outdir / path).read_bytes(), path
    assert 'href="https://ann.example"' in built.html("talks/devconf/a-panel")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_doubtful_name_warns_once_with_its_line(
    make_site: MakeSite, dialect: str
) -> None:
    recap = """
    # A recap

    :::{talk} A talk
    :tags: Docs
    :speakers: Ann and Bob, Jean - Luc
    :::
    """
    built = make_site({f"index.{dialect}": written(recap, dialect)}).build()
    (warning,) = built.warnings
    line = 5 if dialect == "md" else 6
    assert warning.startswith(f"index.{dialect}:{line}: WARNING: speakers: 'Ann and")
    assert "write 'Ann, Bob', or quotes" in warning
    assert "write 'Jean (Luc)', or quotes" in warning
    assert {"speakers/ann-and-bob", "speakers/jean-luc"} <= set(built.env.found_docs)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("value", "names"),
    [
        ('"Smith, Jane"', ["smith-jane"]),
        ("'Ann and Bob'", ["ann-and-bob"]),
        ('"Ann Lee, Bo Li"', ["ann-lee", "bo-li"]),
        ('"Smith, Jane", Bo Li', ["bo-li", "smith-jane"]),
        ('"Smith, Jane" (Acme)', ["smith-jane"]),
        ("[Ann Lee, Bo Li]", ["ann-lee", "bo-li"]),
        ("**Ann Lee**", ["ann-lee"]),
        ("@ann", ["at-ann"]),
    ],
)
def test_quotes_are_read_alike_in_both_dialects(
    make_site: MakeSite, dialect: str, value: str, names: list[str]
) -> None:
    recap = f"# A recap\n\n:::{{talk}} A talk\n:speakers: {value}\n:::\n"
    built = make_site({f"index.{dialect}": written(recap, dialect)}).quiet("dummy")
    found = (re.fullmatch("speakers/(?!index)(.*)", n) for n in built.env.found_docs)
    assert sorted(match[1] for match in found if match) == names
