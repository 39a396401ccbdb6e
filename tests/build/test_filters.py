"""The filters of lists: several values, and values that cannot be used."""

import json

import pytest

from sphinx_confrecap.cli import main
from tests.build.dialects import DIALECTS, written
from tests.build.same import body
from tests.build.sites import MakeSite

TALKS = """
    # Talks

    :::{conference} Days, and Nights
    :name: days
    :series: Days
    :start: 2030-05-01
    :::

    :::{talk} Alpha
    :speakers: Ann Lee (Acme)
    :kind: keynote
    :language: de
    :level: Beginner
    :::

    :::{talk} Beta
    :speakers: Bo Li (Other Corp)
    :status: not-recorded
    :::

    """
OTHER = """
    # Others

    :::{talk} Gamma
    :speakers: Cy X
    :start: 2031-01-01
    :::
    """


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("speakers: Ann Lee, Bo Li", "Alpha Beta"),
        ("speaker: Ann Lee", "Alpha"),
        ("conference: Days, and Nights", "Alpha Beta"),
        ("conferences: days", "Alpha Beta"),
        ("year: 2030, 2031", "Alpha Beta Gamma"),
        ("affiliation: acme; Other Corp", "Alpha Beta"),
        ("kind: keynote, panel", "Alpha"),
        ("status: not-recorded, removed", "Beta"),
        ("level: beginner", "Alpha"),
        ("language: [de, fr]", "Alpha"),
    ],
)
def test_a_filter_takes_several_values(
    make_site: MakeSite, dialect: str, options: str, expected: str
) -> None:
    text = f"# List\n\n:::{{talk-list}}\n:{options}\n:::"
    files = {f"index.{dialect}": written(text, dialect)}
    built = make_site({**files, "talks.md": TALKS, "others.md": OTHER}).quiet()
    page = body(built.html("index"))
    assert [word for word in ("Alpha", "Beta", "Gamma") if word in page] == (
        expected.split()
    )


UNUSABLE = {
    "year: soon": "",
    "year: soon, 2030": "Alpha Beta",
    "kind: sermon": "",
    "kind: sermon, keynote": "Alpha",
    "status: lost": "",
    "language: English": "",
    "has: everything": "",
    "since: tomorrow": "",
    "when: later": "",
    "tags:": "",
    "speaker:": "",
    "speakers: []": "",
    # No filters.
    "sort: size": "Alpha Beta Gamma",
    "limit: few": "Alpha Beta Gamma",
    "match: none": "Alpha Beta Gamma",
    "speeker: Ann Lee": "Alpha Beta Gamma",
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(("option", "expected"), UNUSABLE.items(), ids=UNUSABLE)
def test_a_filter_that_cannot_be_used_never_gives_everything(
    make_site: MakeSite,
    capsys: pytest.CaptureFixture[str],
    dialect: str,
    option: str,
    expected: str,
) -> None:
    text = f"# List\n\n:::{{talk-list}}\n:{option}\n:empty: Nothing.\n:::"
    files = {f"index.{dialect}": written(text, dialect)}
    site = make_site({**files, "talks.md": TALKS, "others.md": OTHER})
    built = site.build()
    [warning] = built.warnings
    capsys.readouterr()
    main(["check", "--format", "json", str(site.srcdir)])
    [finding] = json.loads(capsys.readouterr().out)["findings"]
    assert warning.startswith(f"index.{dialect}:{finding['line']}: ")
    assert finding["message"] in warning
    page = body(built.html("index"))
    assert [word for word in ("Alpha", "Beta", "Gamma") if word in page] == (
        expected.split()
    )
    assert ("Nothing." in page) == (not expected)
